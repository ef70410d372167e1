"""Shares of quarters on sheet Seasonality 季节性: a third of each goes into each of its months."""

from __future__ import annotations

import re

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Cell, Grid
from planner.reading.headers.header_row import is_blank
from planner.reading.lines.laid_out_grids import has_merged_cells, turn, with_columns
from planner.reading.words.headers import normalise
from planner.reading.words.numbers import read_number

_QUARTER = re.compile(r"(?:q(?:uarter)? ?([1-4])|([1-4]) ?q|第?([一二三四1-4])季度?)(?: ?(?:fy ?)?(?:20)?\d\d)?")
_FISCAL_QUARTER = re.compile(r"(?:fiscal q(?:uarter)?|fq) ?([1-4])|财年?第?([一二三四1-4])季度?")
_IN_WORDS = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTERS, _MONTHS = 4, 3
_DEPTH = 30


def spread_quarters(grid: Grid, reader: CellReader) -> Grid:
    """Return `grid` with the shares of twelve months for those of four quarters, which is reported; as it stands where there are none.

    Q1 is the first of the fiscal year where that is the calendar's, or where the header says so; else it may be either, and nothing is taken.
    Quarters below each other stand across then, so that what is told of them is told of quarters.
    """
    laid, found = grid, _line_of_quarters(grid)
    if found is None and not has_merged_cells(grid, 0):
        laid = turn(grid)
        found = _line_of_quarters(laid) if len(laid.rows) == 2 else None
    if found is None:
        return grid
    at, quarters, is_fiscal = found
    if not is_fiscal and (reader.plan_year is None or not reader.plan_year.is_calendar):
        return laid
    cells: dict[int, list[Cell]] = {}
    for i in range(at + 1, len(laid.rows)):
        shares = [_third(laid.cell(i, j)) for j in quarters]
        if all(is_blank(laid.cell(i, j)) for j in quarters):
            continue
        if None in shares:
            return laid
        cells[i] = [share for share in shares for _ in range(_MONTHS)]
    first = quarters[0]
    said = Text("quarters as '{q}'", "季度写作“{q}”").format(q=str(laid.cell(at, first)).strip()[:20])
    remedy = Text("A third of each share is read for each of its months.", "各季占比均分到其三个月。")
    reader.report("quarters_read", Severity.NOTE, laid.place(at, first), said, remedy=remedy)
    months = [f"M{m + 1}" for m in range(_QUARTERS * _MONTHS)]
    return with_columns(laid, at, {}, months, cells, first, frozenset(quarters))


def _line_of_quarters(grid: Grid) -> tuple[int, list[int], bool] | None:
    """Return the line (from 0) that heads the four quarters in order, their columns, and whether they are the fiscal year's."""
    for i, row in enumerate(grid.rows[:_DEPTH]):
        named = {j: quarter for j, cell in enumerate(row) if (quarter := _quarter(cell)) is not None}
        if [quarter for quarter, _ in named.values()] == [1, 2, 3, 4]:
            return i, list(named), all(is_fiscal for _, is_fiscal in named.values())
    return None


def _quarter(cell: Cell) -> tuple[int, bool] | None:
    words = normalise(cell) if isinstance(cell, str) else ""
    for pattern, is_fiscal in ((_QUARTER, False), (_FISCAL_QUARTER, True)):
        match = pattern.fullmatch(words)
        if match is not None:
            said = next(g for g in match.groups() if g is not None)
            return _IN_WORDS.get(said) or int(said), is_fiscal
    return None


def _third(cell: Cell) -> Cell | None:
    """Return the third of a share, a number as it is stored or a text as it is written; ``None`` where it is none."""
    if isinstance(cell, str):
        read = read_number(cell)
        if read is None:
            return None
        share = float(read.value) / _MONTHS
        return f"{share * 100:.10f}%" if read.is_percent else share
    return cell / _MONTHS if isinstance(cell, int | float) and not isinstance(cell, bool) else None
