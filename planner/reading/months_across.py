"""Monthly figures kept otherwise than one row a month with its year and its month: a column for each month, dates, quarters."""

from __future__ import annotations

import datetime
import re
import unicodedata

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells import CellReader
from planner.reading.grid import Grid, column_letter
from planner.reading.header_row import HeaderRow, is_blank
from planner.reading.numbers import read_number
from planner.tables.column import Table

_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:q[1-4]|h[12])[-/ ]?'?(?:19|20)?\d\d|{_YEAR}[-/年 ]*(?:q[1-4]|h[12]|第?[1-4一二三四]季度?)|q[1-4]|第?[1-4一二三四]季度"
    rf"|{_YEAR}[-/年.]\s*\d{{1,2}}\s*月?|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|[a-z]{{3,9}}\.?[-/ ]'?(?:\d\d|{_YEAR})"
)
_PERIOD = re.compile(rf"m\d{{1,2}}|第?\d{{1,2}}\s*月|{_DATE}")
_NO_MONTH = re.compile(rf"{_DATE}|{_YEAR}(?:0[1-9]|1[0-2])|\d{{1,2}}[-/.]{_YEAR}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}")
"""What stands below *Month* where a quarter or a whole date was meant: 2026-01, 01/2026, 202601, Q1."""
_FEWEST_PERIODS, _TOP_ROWS = 4, 10


def months_across(grid: Grid) -> int | None:
    """Return the first row in which months or quarters stand side by side, ``None`` without one."""
    for i, row in enumerate(grid.rows[:_TOP_ROWS]):
        if sum(_is_period(cell) for cell in row) >= _FEWEST_PERIODS:
            return i
    return None


def _is_date(cell: object) -> bool:
    """Whether a cell below *Month* holds a quarter, or a date, or a year and a month in one."""
    if isinstance(cell, datetime.date):
        return True
    if isinstance(cell, float) and cell.is_integer():
        cell = str(int(cell))
    text = unicodedata.normalize("NFKC", cell).strip().casefold() if isinstance(cell, str) else ""
    return bool(_NO_MONTH.fullmatch(text))


def _is_period(cell: object) -> bool:
    if isinstance(cell, datetime.date):
        return True
    if not isinstance(cell, str) or is_blank(cell):
        return False
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    read = read_number(text, calendar=True)
    return bool(_PERIOD.fullmatch(text)) or (read is not None and read.says_month)


def report_months_across(place: Place, reader: CellReader) -> None:
    """Report a table with a column for each month where one row a month is meant."""
    reader.report(
        "months_across",
        Severity.ERROR,
        place,
        Text("months stand side by side", "月份为横向排列"),
        Text("one row a month is expected, with year, month and amount in columns", "应每月一行，年、月、金额各为一列"),
        Text(
            "Turn it with Data, From Table, Unpivot Columns, or leave the sheet out and give month shares on sheet Seasonality.",
            "请用“数据—从表格—逆透视列”转换；或不填此表，改在“季节性”表填写月度占比。",
        ),
    )


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
            if len(cells) < _FEWEST_PERIODS or not all(map(_is_date, cells)):
                continue
            del header.match[j]
        elif j in header.match or not cells or not _is_period(cells[0]):
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
