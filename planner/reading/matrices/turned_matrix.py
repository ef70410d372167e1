"""A product-market matrix with product lines down and segments across."""

from __future__ import annotations

from collections.abc import Mapping

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.lines.laid_out_grids import has_merged_cells, report_turned, turn
from planner.reading.matrices.matrix_columns import matrix_header


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
