"""Settings in other shapes: side by side with their values below, or with a column of units between name and value."""

from __future__ import annotations

from collections.abc import Mapping

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.headers.header_row import is_blank
from planner.reading.lines.laid_out_grids import has_merged_cells, report_turned, turn
from planner.reading.units.units import read_unit, unit_in_title
from planner.reading.words.headers import column_named, normalise
from planner.reading.words.numbers import read_number
from planner.tables.columns.column import Column

FEWEST_ACROSS = 4
"""Settings in one row, for which they stand side by side."""


def turn_settings(grid: Grid, known: Mapping[str, Column], reader: CellReader) -> Grid:
    """Return the sheet turned where one row names all settings, several of them, which is reported; else as it stands.

    A unit above them would be of all amounts, and merged cells of several settings: there it stands as it is, and is refused.
    """
    named = {
        i: [j for j, c in enumerate(row) if isinstance(c, str) and c and column_named(c, known) is not None]
        for i, row in enumerate(grid.rows)
    }
    rows = [i for i, columns in named.items() if columns]
    if len(rows) != 1 or len(named[rows[0]]) < FEWEST_ACROSS or has_merged_cells(grid, rows[0]):
        return grid
    top = rows[0]
    above = [c for row in grid.rows[:top] for c in row if isinstance(c, str) and not is_blank(c)]
    if any(unit_in_title(c) is not None for c in above):
        return grid
    report_turned(grid, range(top, len(grid.rows)), named[top], reader)
    found = Text("settings stand side by side", "参数为横向排列")
    remedy = Text("The table is read turned, each value below its name.", "按转置后的表读取，值在名称下方。")
    reader.report("settings_turned", Severity.NOTE, grid.place(top), found, remedy=remedy)
    return turn(grid, top)


def find_values_behind_units(
    grid: Grid, known: Mapping[str, Column], labelled: frozenset[int], reader: CellReader
) -> tuple[int | None, int | None]:
    """Return the columns (from 0) of values and of units where, without a header, units alone stand between names and values; reported."""
    if len(labelled) != 1:
        return None, None
    at = min(labelled)
    units = values = 0
    for row in grid.rows:
        label = row[at] if at < len(row) else ""
        column = column_named(label, known) if isinstance(label, str) and label else None
        if column is None:
            continue
        beside, behind = (row[j] if j < len(row) else "" for j in (at + 1, at + 2))
        if not is_blank(beside) and not _is_unit(beside, column):
            return None, None
        units += not is_blank(beside)
        values += not is_blank(behind)
        if is_blank(behind) and not is_blank(beside) and column.is_required:
            return None, None
    if not units or values < units:
        return None, None
    found = Text("units stand in column {u}", "{u} 列为单位").format(u=column_letter(at + 1))
    remedy = Text("Column {v} is read as the values.", "{v} 列按“值”读取。").format(v=column_letter(at + 2))
    reader.report("settings_values", Severity.NOTE, grid.place(None, at + 1), found, remedy=remedy)
    return at + 2, at + 1


def _is_unit(cell: object, column: Column) -> bool:
    """Whether a cell holds a unit and no value: one that the declaration or the grammar of units knows."""
    if not isinstance(cell, str) or read_number(cell) is not None:
        return False
    own = (normalise(column.unit_text.en), normalise(column.unit_text.zh))
    return normalise(cell) in own or read_unit(cell) is not None
