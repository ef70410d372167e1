"""Monthly amounts with a column for each month, read as if each stood in a row of its own with its year and its month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.findings import Severity
from planner.language import Text
from planner.reading.archive.sheet_scan import MOST_ROWS
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.grids.merged import MergedCells
from planner.reading.headers.header_row import is_blank, match_header_cells
from planner.reading.lines.line_findings import report_total, report_unshown
from planner.reading.lines.odd_rows import adds_up, number_of
from planner.reading.months.month_columns import Doubt, MonthColumns, find_month_columns
from planner.reading.months.months_across import report_months_across
from planner.reading.units.units import read_unit, split_unit
from planner.reading.words.total_words import is_total_word, may_be_total
from planner.tables.columns.column import Column, Kind, Table


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where the cells of the grid that is laid out stand. `labels`: the sheet's columns of the grid's first ones; `lines`: row and column of
    each amount, from `header` on; all from 0."""

    header: int
    labels: tuple[int, ...]
    first: int
    lines: tuple[tuple[int, int], ...]

    def __call__(self, row: int | None, column: int | None) -> tuple[int | None, int | None]:
        if row is not None and row < self.header:
            return row, column
        at, month = (row, self.first) if row is None or row == self.header else self.lines[row - self.header - 1]
        if column is None:
            return at, None
        return at, self.labels[column] if column < len(self.labels) else month


def lay_out_months(grid: Grid, across: int, table: Table, reader: CellReader) -> Grid | None:
    """Return a grid with a row for each amount that stands below a month of row `across` (from 0), which is reported.

    ``None`` where which month of which year an amount is of is not certain: that is refused.
    """
    named = match_header_cells(grid.rows[across], table.columns, reader.plan_year)
    found = find_month_columns(grid, across, {j: c.field for j, c in named.items()}, reader.plan_year)
    if isinstance(found, Doubt):
        report_months_across(found, reader)
        return None
    unit = _unit_of(grid, found)
    if isinstance(unit, Doubt):
        report_months_across(unit, reader)
        return None
    value = next(c for c in table.columns if c.kind is Kind.MONEY)
    labels = tuple(j for j in range(len(grid.rows[across])) if j not in found.months and j not in found.totals)
    rows, lines, blank = _lines(grid, found, labels, named, reader)
    # No history of more lines could stand on a sheet as it is declared.
    if len(lines) > MOST_ROWS:
        report_months_across(Doubt(grid.place(across), Text("too many amounts", "金额过多")), reader)
        return None
    header = (
        *(grid.rows[across][j] for j in labels),
        "" if found.has_year_column else table.column("year").header.en,
        table.column("month").header.en,
        f"{value.header.en} ({unit})" if unit else value.header.en,
    )
    above = list(grid.rows[:across])
    if found.row_of_years is not None:
        above[found.row_of_years] = ()
    _report(grid, across, found, blank, reader)
    return replace(
        grid,
        rows=(*above, header, *rows),
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        struck_rows=frozenset(),
        merged=(),
        origin=_Origin(across, labels, min(found.months), tuple(lines)),
    )


def _lines(
    grid: Grid, found: MonthColumns, labels: tuple[int, ...], named: Mapping[int, Column], reader: CellReader
) -> tuple[list[tuple[object, ...]], list[tuple[int, int]], int]:
    """Return a row for each amount, where it stands (from 0), and how many cells of rows with amounts are blank."""
    rows: list[tuple[object, ...]] = []
    lines: list[tuple[int, int]] = []
    odd = grid.odd_cells
    merged = MergedCells.of(grid, found.body)
    MergedCells.report_across(grid, found.body, {j: named.get(j, _AMOUNT) for j in found.months}, reader)
    blank = 0
    read: list[int] = []
    for i in range(found.body, len(grid.rows)):
        cells = grid.rows[i]
        filled = [
            j
            for j in found.months
            if (j < len(cells) and not is_blank(cells[j])) or (odd and grid.address(i, j) in odd)
        ]
        own = [cells[j] if j < len(cells) else "" for j in labels]
        if not filled or _is_header_again(grid, i, found, filled, reader):
            continue
        total = next((c for c in own if isinstance(c, str) and may_be_total(c)), None)
        if total is not None:
            is_sum = adds_up([_amounts(grid, row - 1, found) for row in read], _amounts(grid, i, found), fewest=1)
            if is_sum or is_total_word(total):
                report_total(grid.place(i), total, reader, is_sum)
                continue
        for k, j in enumerate(labels):
            if is_blank(own[k]) and j in named:
                own[k] = merged.value_of(grid, i, j, named[j], reader)
        read.append(i + 1)
        blank += len(found.months) - len(filled)
        for j in filled:
            year, month = found.months[j]
            rows.append((*own, "" if year is None else year, month, cells[j] if j < len(cells) else ""))
            lines.append((i, j))
    report_unshown(grid, read, [*found.months, *(j for j in labels if j in named)], reader)
    return rows, lines, blank


def _amounts(grid: Grid, row: int, found: MonthColumns) -> list[float | None]:
    return [number_of(grid.cell(row, j)) for j in found.months]


def _is_header_again(grid: Grid, i: int, found: MonthColumns, filled: list[int], reader: CellReader) -> bool:
    """Whether a row repeats the header, which is reported."""
    if any(grid.rows[i][j] != grid.rows[found.header][j] for j in filled if j < len(grid.rows[i])) or len(filled) < 2:
        return False
    found_text, remedy = Text("the header once more", "重复的表头"), Text("It is ignored.", "已忽略。")
    reader.report("header_again", Severity.NOTE, grid.place(i), found_text, remedy=remedy)
    return True


def _unit_of(grid: Grid, found: MonthColumns) -> str | Doubt:
    """Return the unit that the months' headers or the row below them state, empty without one; several are in doubt."""
    below = grid.rows[found.header + 1] if found.body > found.header + 1 else ()
    units: dict[str, int] = {}
    for j in found.months:
        text = grid.rows[found.header][j]
        unit = split_unit(text)[1] if isinstance(text, str) else None
        if (unit is None or not unit.says_something) and j < len(below):
            unit = read_unit(below[j])
        units.setdefault(unit.words if unit is not None and unit.says_something else "", j)
    if len(units) > 1:
        j = list(units.values())[1]
        return Doubt(grid.place(found.header, j), Text("months in several units", "各月单位不一致"))
    return next(iter(units), "")


def _report(grid: Grid, across: int, found: MonthColumns, blank: int, reader: CellReader) -> None:
    """Report that months side by side are read, and what was taken for what."""
    first, last = min(found.months), max(found.months)
    text = Text("months stand side by side, columns {a} to {b}", "月份为横向排列，{a} 列至 {b} 列").format(
        a=column_letter(first), b=column_letter(last)
    )
    remedy = Text("Each amount is read as a line of its month.", "每个金额按其月份单独一行读取。")
    if found.totals:
        more = Text("{r} Not read: columns {c}, of totals.", "{r}未读取合计列：{c}。")
        remedy = more.format(r=remedy, c=", ".join(column_letter(j) for j in found.totals))
    if blank:
        more = Text("{r} Blank cells: {n}, read as no amount known.", "{r}空白单元格 {n} 个，按无数据处理。")
        remedy = more.format(r=remedy, n=blank)
    reader.report("months_laid_out", Severity.NOTE, grid.place(across), text, remedy=remedy)
    if found.year_words:
        place, words, year = found.year_words
        said = Text("the year of the months is taken from '{t}'", "各月的年份取自“{t}”").format(t=words[:60])
        remedy = Text("Read as {y}; a column Year says it surely.", "按 {y} 年读取；加一列“年”则最明确。").format(
            y=year
        )
        reader.report("months_year", Severity.WARNING, place, said, remedy=remedy)


_AMOUNT = Column("amount", Kind.MONEY, Text("Amount", "金额"), Text("Amount of a month.", "某月的金额。"))
