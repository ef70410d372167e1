"""Sheets that are laid out otherwise than they are declared: grids read in their stead, each cell of which knows where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Cell, Grid
from planner.reading.headers.header_row import is_blank
from planner.reading.lines.line_findings import report_unshown


def turn(grid: Grid, first_row: int = 0) -> Grid:
    """Return `grid` from `first_row` (from 0) on with rows for columns.

    What is hidden, struck through or merged is left to `report_turned` and `has_merged_cells`.
    """
    width = max((len(row) for row in grid.rows[first_row:]), default=0)
    padded = (row + ("",) * (width - len(row)) for row in grid.rows[first_row:])
    return replace(
        grid,
        rows=tuple(zip(*padded, strict=True)),
        hidden_rows=frozenset(),
        hidden_columns=frozenset(),
        struck_rows=frozenset(),
        merged=(),
        origin=lambda row, column: (None if column is None else column + first_row, row),
    )


def has_merged_cells(grid: Grid, first_row: int) -> bool:
    """Whether cells of `grid` are merged from `first_row` (from 0) on: whose a value is cannot be told where lines have changed places."""
    return any(bottom >= first_row for _, _, bottom, _ in grid.merged)


def report_turned(grid: Grid, rows: Iterable[int], columns: Iterable[int], reader: CellReader) -> None:
    """Report which of the sheet's own `rows` and `columns` (from 0), all of them read, are hidden or struck through."""
    filled = [i + 1 for i in rows if any(not is_blank(c) for c in grid.rows[i])]
    report_unshown(grid, filled, columns, reader)


def with_columns(
    grid: Grid,
    header: int,
    headers: Mapping[int, str],
    added: Sequence[str],
    cells: Mapping[int, Sequence[Cell]],
    at: int,
    emptied: frozenset[int] = frozenset(),
) -> Grid:
    """Return `grid` with other words in some cells of its row `header` and further columns at its right; rows and columns from 0.

    `headers`: words by column. `added`: headers of the further columns, `cells` their cells by row; all of them stand in column `at` of the
    sheet. Columns `emptied` are what the further ones say, and lose the words of the header and what is below.
    """
    width = max((len(row) for row in grid.rows), default=0)
    rows = []
    for i, row in enumerate(grid.rows):
        padded = list(row) + [""] * (width - len(row))
        if i == header:
            for j, words in headers.items():
                padded[j] = words
        if i == header or i in cells:
            for j in emptied:
                padded[j] = ""
        further = added if i == header else cells.get(i, ("",) * len(added))
        rows.append((*padded, *further))
    before = grid.origin

    def origin(row: int | None, column: int | None) -> tuple[int | None, int | None]:
        column = at if column is not None and column >= width else column
        return (row, column) if before is None else before(row, column)

    return replace(grid, rows=tuple(rows), origin=origin)
