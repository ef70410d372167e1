"""Sheet Ramp 爬坡 as people keep it: months down a column, beside a column a profile or one of profiles' names and one of shares."""

from __future__ import annotations

import re
from dataclasses import replace

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Cell, Grid
from planner.reading.headers.header_row import is_blank, match_header_cells
from planner.reading.lines.laid_out_grids import has_merged_cells
from planner.reading.months.month_words import Said, read_month
from planner.reading.words.headers import normalise
from planner.tables.columns.column import Table

_MONTHS = re.compile(r"\bmonths?\b|月")
_SHARE = re.compile(
    r"\b(?:share|productivity|productive|performance|ramp|capacity|output|quota|%)|产能|比例|爬坡|完成率|系数|%"
)
_DEPTH, _MOST = 10, 12
_Cells = dict[str, dict[int, tuple[int, int]]]
"""Where the share of each month of each profile stands, rows and columns from 0."""


def lay_out_ramps(grid: Grid, table: Table, reader: CellReader) -> Grid:
    """Return `grid` with a row a profile and a column a month, where its months stand below each other from the first on; reported.

    A sheet with its declared headers, or whose months are not certain, is returned as it stands.
    """
    if has_merged_cells(grid, 0):
        return grid
    for i, row in enumerate(grid.rows[:_DEPTH]):
        named = match_header_cells(row, table.columns)
        if any(column is not table.key_column for column in named.values()):
            return grid
        at = [j for j, c in enumerate(row) if isinstance(c, str) and _MONTHS.search(normalise(c))]
        others = [j for j, c in enumerate(row) if j not in at and isinstance(c, str) and not is_blank(c)]
        if len(at) != 1 or not others:
            continue
        keys = [j for j, column in named.items() if column is table.key_column and j != at[0]]
        cells = _of_a_list(grid, i, at[0], keys[0], others) if keys else _of_columns(grid, i, at[0], others)
        if cells:
            return _laid(grid, table, i, at[0], cells, reader)
    return grid


def _month(cell: Cell) -> int | None:
    """Return the month after the start that a cell counts: 1, M1, Month 1, 第1个月; none that a calendar has."""
    said = read_month(cell)
    return said.month if said is not None and said.said is not Said.SURELY and said.year is None else None


def _of_columns(grid: Grid, head: int, at: int, others: list[int]) -> _Cells:
    """Return the cells of months down, a column a profile; nothing where the months do not count from 1 on."""
    rows = [i for i in range(head + 1, len(grid.rows)) if not all(is_blank(c) for c in grid.rows[i])]
    if not 1 < len(rows) <= _MOST or [_month(grid.cell(i, at)) for i in rows] != list(range(1, len(rows) + 1)):
        return {}
    return {str(grid.cell(head, j)).strip(): {m: (i, j) for m, i in enumerate(rows, start=1)} for j in others}


def _of_a_list(grid: Grid, head: int, at: int, key: int, others: list[int]) -> _Cells:
    """Return the cells of a list of profile, month and share; nothing where a pair stands twice or another column may hold the shares."""
    shares = [j for j in others if j != key and _SHARE.search(normalise(grid.cell(head, j)))]
    if len(shares) != 1:
        return {}
    found: _Cells = {}
    for i in range(head + 1, len(grid.rows)):
        profile, month = grid.cell(i, key), _month(grid.cell(i, at))
        if all(is_blank(c) for c in grid.rows[i]):
            continue
        if is_blank(profile) or month is None or month in found.get(str(profile), {}):
            return {}
        found.setdefault(str(profile), {})[month] = (i, shares[0])
    is_whole = all(sorted(months) == list(range(1, len(months) + 1)) for months in found.values())
    return found if is_whole else {}


def _laid(grid: Grid, table: Table, head: int, at: int, cells: _Cells, reader: CellReader) -> Grid:
    """Return the grid with the shares where they are declared; each cell knows where it stands on the sheet."""
    width = max(len(months) for months in cells.values())
    rows: list[tuple[Cell, ...]] = [(table.columns[0].header.en, *(f"M{m + 1}" for m in range(width)))]
    for profile, months in cells.items():
        rows.append((profile, *(grid.cell(*months[m]) if m in months else "" for m in range(1, width + 1))))
    places = list(cells.values())

    def origin(row: int | None, column: int | None) -> tuple[int | None, int | None]:
        if not row:
            return (head if row == 0 else None), (None if column is None else at)
        months = places[row - 1]
        i, j = months.get(column or 1, next(iter(months.values())))
        return (i if column else head, None if column is None else j)

    found = Text("months down the column '{m}'", "“{m}”列中月份为纵向排列").format(
        m=str(grid.cell(head, at)).strip()[:40]
    )
    remedy = Text("Read as ramp profiles {n}.", "按爬坡曲线{n}读取。").format(
        n=Text.join(Text.same(p[:40]) for p in cells)
    )
    reader.report("ramps_laid_out", Severity.NOTE, grid.place(head, at), found, remedy=remedy)
    return replace(
        grid,
        rows=tuple(rows),
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        merged=(),
        struck_rows=frozenset(),
        origin=origin,
    )
