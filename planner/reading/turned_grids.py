"""Sheets whose rows and columns have changed places: read as if they were turned back, each cell told where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells import CellReader
from planner.reading.grid import Grid
from planner.reading.header_row import is_blank
from planner.reading.matrix_columns import matrix_header
from planner.reading.rows import report_hidden_columns, report_hidden_rows, report_struck_rows


def turn(grid: Grid) -> Grid:
    """Return `grid` with rows for columns. What is hidden, struck through or merged is left to `report_turned` and `has_merged_cells`."""
    width = max((len(row) for row in grid.rows), default=0)
    padded = (row + ("",) * (width - len(row)) for row in grid.rows)
    return replace(
        grid,
        rows=tuple(zip(*padded, strict=True)),
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        struck_rows=frozenset(),
        merged=(),
        origin=lambda row, column: (column, row),
    )


def has_merged_cells(grid: Grid, first_row: int) -> bool:
    """Whether cells of `grid` are merged from `first_row` (from 0) on: whose a value is cannot be told where lines have changed places."""
    return any(bottom >= first_row for _, _, bottom, _ in grid.merged)


def report_turned(grid: Grid, rows: Iterable[int], columns: Iterable[int], reader: CellReader) -> None:
    """Report which of the sheet's own `rows` and `columns` (from 0), all of them read, are hidden or struck through."""
    filled = [i for i in rows if any(not is_blank(c) for c in grid.rows[i])]
    report_hidden_columns(grid, columns, reader)
    report_hidden_rows(grid, [i + 1 for i in filled if i + 1 in grid.hidden_rows], reader)
    report_struck_rows(grid, [i + 1 for i in filled if i + 1 in grid.struck_rows], reader)


def find_turned_matrix(
    grid: Grid, row_keys: Mapping[str, str], column_keys: Mapping[str, str], reader: CellReader
) -> Grid | None:
    """Return the grid with rows for columns where segments stand across and product lines down, which is reported; else ``None``."""
    top, segments = matrix_header(grid, row_keys)
    if not segments or has_merged_cells(grid, top):
        return None
    turned = turn(grid)
    _, products = matrix_header(turned, column_keys)
    if not products:
        return None
    report_turned(grid, range(top, len(grid.rows)), segments, reader)
    found = Text("product lines stand down, segments across", "产品线为纵向，细分为横向")
    remedy = Text("The table is read turned.", "按转置后的表读取。")
    reader.report("matrix_turned", Severity.NOTE, grid.place(top), found, remedy=remedy)
    return turned
