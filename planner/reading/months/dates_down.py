"""Monthly amounts whose year and month stand in one column, as dates or as 2026-01, or as quarters."""

from __future__ import annotations

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.lines.laid_out_grids import with_columns
from planner.reading.months.month_words import StatedMonth, are_typed_as_days, read_month
from planner.reading.months.months_across import is_date, is_period
from planner.reading.words.numbers import read_number
from planner.reading.words.total_words import may_be_total
from planner.tables.columns.column import Table

_FEWEST = 4


def lay_out_dates(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> Grid | None:
    """Return a grid with year and month in columns of their own, where one column states both in every row, which is reported; else ``None``."""
    at = {column.field: j for j, column in header.match.items()}
    if not {"year", "month"} <= {column.field for column in table.columns}:
        return None
    maybe = [at["month"]] if "month" in at else [j for j in header.texts if j not in header.match]
    for j in maybe:
        months = _months_of(grid, header.body, j)
        plan_year = None if reader.plan_year is None else reader.plan_year.year
        if not months or are_typed_as_days(list(months.values()), plan_year):
            continue
        if "year" in at and _differing_year(grid, at["year"], months) is not None:
            continue
        found = Text("a column that states year and month", "该列同时写有年与月")
        remedy = Text("Both are read from it.", "年与月均取自该列。")
        reader.report("dates_read", Severity.NOTE, grid.place(header.row, j), found, remedy=remedy)
        emptied = frozenset(k for k in (j, at.get("year")) if k is not None)
        added = [table.column(field).header.en for field in ("year", "month")]
        cells = {i: (m.year, m.month) for i, m in months.items()}
        return with_columns(grid, header.row, {}, added, cells, j, emptied)
    return None


def _months_of(grid: Grid, body: int, column: int) -> dict[int, StatedMonth]:
    """Return the month of each row that a column states with its year; none where a filled cell, but a word of totals, states none."""
    found: dict[int, StatedMonth] = {}
    for i in range(body, len(grid.rows)):
        cell = grid.cell(i, column)
        if is_blank(cell) or (isinstance(cell, str) and may_be_total(cell)):
            continue
        month = read_month(cell)
        if month is None or month.year is None:
            return {}
        found[i] = month
    return found


def _differing_year(grid: Grid, column: int, months: dict[int, StatedMonth]) -> int | None:
    """Return the first row whose column of years says another year than its date."""
    for i, month in months.items():
        cell = grid.cell(i, column)
        read = None if is_blank(cell) else read_number(str(cell), calendar=True)
        if not is_blank(cell) and (read is None or read.value != month.year):
            return i
    return None


def report_dates(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> None:
    """Report a column of dates or quarters: one that is taken for no column where the one of months is missing, or that of months itself.

    Its cells are then not read one by one.
    """
    of_months = [j for j, column in header.match.items() if column.field == "month"]
    if not any(column.field == "month" for column in table.columns):
        return
    for j in of_months or header.texts:
        cells = [row[j] for row in grid.rows[header.body :] if j < len(row) and not is_blank(row[j])]
        if j in of_months:
            if len(cells) < _FEWEST or not all(map(is_date, cells)):
                continue
            del header.match[j]
        elif j in header.match or not cells or not is_period(cells[0]):
            continue
        place = grid.place(header.row, j)
        reader.report(
            "dates_for_months",
            Severity.ERROR,
            place,
            Text("a column of dates or quarters", "该列为日期或季度"),
            Text("year and month in columns of their own are expected", "年与月应各为一列"),
            Text(
                "In Excel =YEAR({c}) and =MONTH({c}); a quarter becomes three rows, one a month, with a third of the amount each.",
                "Excel 中可用 =YEAR({c}) 与 =MONTH({c})；季度请拆为三行，每月一行，各占三分之一。",
            ).format(c=f"{column_letter(j)}{header.body + 1}"),
        )
