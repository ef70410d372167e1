"""One cell of a table, by what its column declares and how the numbers above and below it are written."""

from __future__ import annotations

from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.cells.read_as import PLAIN, ReadAs
from planner.reading.grids.grid import Grid
from planner.reading.grids.merged import MergedCells
from planner.reading.grids.odd_cells import refuse_odd_cell
from planner.reading.grids.shown_numbers import way_shown
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.rows.start_dates import read_start
from planner.reading.words.numbers import read_number
from planner.tables.columns.column import Column, Kind

ADDED_UP = (Kind.MONEY, Kind.NUMBER, Kind.COUNT)
"""Kinds of amounts: what a unit multiplies, and a total adds up."""

_SELDOM_BELOW_ONE_PERCENT = ("gross_margin", "penetration")
"""Shares of which several are never all below 1 %: 0.38, 0.42 and 0.45 below *GM %* are 38, 42 and 45 %."""
_FEWEST_SHARES = 3


def way_of_column(grid: Grid, header: HeaderRow, j: int) -> ReadAs:
    """Return how the numbers of a column are read: by its unit, and in shares by what most of its numbers are."""
    column, unit = header.match[j], header.units.get(j)
    power = unit.power if unit is not None and column.kind in ADDED_UP else 0
    if column.kind is not Kind.SHARE:
        return ReadAs(power)
    in_percent = unit is not None and unit.is_percent
    large = small = 0
    for i in range(header.body, len(grid.rows)):
        cell = grid.cell(i, j)
        shown = grid.shown.get(grid.address(i, j)) if grid.shown else None
        if isinstance(cell, bool) or (shown is not None and shown.says_percent(cell)):
            continue
        if isinstance(cell, str):
            read = read_number(cell)
            cell = "" if read is None or read.is_percent else float(read.value)
        if isinstance(cell, float | int):
            large += abs(cell) > max(1.0, 1.0 if in_percent else float(column.maximum or 1))
            small += 0 < abs(cell) <= 1
    if in_percent and not large and small >= _FEWEST_SHARES and column.field in _SELDOM_BELOW_ONE_PERCENT:
        return ReadAs(is_share_below_percent=True)
    if in_percent:
        return ReadAs(is_percent=True, small_is_unclear=not large)
    return ReadAs(small_is_unclear=0 < small <= large)


def read_cell(
    grid: Grid,
    row: int,
    column: int,
    declared: Column,
    reader: CellReader,
    way: ReadAs = PLAIN,
    merged: MergedCells | None = None,
) -> object:
    """Return the typed value of one cell, ``None`` when blank; rows and columns count from 0."""
    place = grid.place(row, column, declared.header)
    value = grid.rows[row][column] if column < len(grid.rows[row]) else ""
    is_marked = grid.error_cells or grid.uncached_cells or grid.partly_struck or grid.shown
    address = place.cell if is_marked else ""
    if refuse_odd_cell(grid, address, value, declared, place, reader):
        return UNREADABLE
    if is_blank(value):
        value = "" if merged is None else merged.value_of(grid, row, column, declared, reader)
        if is_blank(value):
            return None
    if reader.stands_for_nothing(value, declared, place):
        return None
    shown = grid.shown.get(address)
    if shown is not None and isinstance(value, int | float) and not isinstance(value, bool):
        seen = way_shown(value, shown, declared, way, place, reader)
        if seen is None:
            return UNREADABLE
        way = seen
    if declared.field == "start_month":
        value = read_start(value, place, reader)
        if value is None or value is UNREADABLE:
            return value
    return reader.read(value, declared, place, way)
