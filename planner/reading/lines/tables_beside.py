"""A table of its own below or above the rows of a table: its rows are not rows of this one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.words.headers import column_named, header_key, known_headers
from planner.tables.columns.column import Table
from planner.tables.registry import INPUT_TABLES

_FEWEST = 2


def begins_table_below(grid: Grid, header: HeaderRow, i: int, reader: CellReader) -> bool:
    """Whether row `i` (from 0), below a blank one, is the header of another table, which is refused.

    All its cells are then words, most of them and the first one headers of this program's tables, and not all those of the table above it.
    """
    if any(not is_blank(c) for c in grid.rows[i - 1]):
        return False
    filled = {j: c for j, c in enumerate(grid.rows[i]) if not is_blank(c)}
    if len(filled) < _FEWEST or not all(isinstance(c, str) for c in filled.values()):
        return False
    if all(c == header.texts.get(j) for j, c in filled.items()):
        return False  # the header once more
    known = [header_key(c) in _headers() for c in filled.values()]
    if not known[0] or sum(known) < _FEWEST or sum(known) * 2 <= len(known):
        return False
    _refuse(grid, i, filled, reader)
    return True


def report_table_above(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> None:
    """Refuse rows above the header, which names most columns, that have a header of their own: they would be passed over as titles are."""
    known = known_headers(table.columns)
    for i in range(header.row - 1):
        texts = ((j, c) for j, c in enumerate(grid.rows[i]) if isinstance(c, str) and c)
        named = {j: c for j, c in texts if column_named(c, known) is not None}
        between = grid.rows[i + 1 : header.row]
        if len(named) >= _FEWEST and any(j < len(row) and not is_blank(row[j]) for row in between for j in named):
            _refuse(grid, i, named, reader)
            return


def _refuse(grid: Grid, i: int, filled: Mapping[int, object], reader: CellReader) -> None:
    reader.report(
        "table_beside",
        Severity.ERROR,
        grid.place(i, min(filled)),
        Text("a table of its own begins here, '{n}' …", "此处另有一表，“{n}”……").format(
            n=str(filled[min(filled)]).strip()[:40]
        ),
        Text("one table a sheet is expected", "每张工作表应只有一个表"),
        Text("Move it to a sheet of its own: here it is not read.", "请移至单独的工作表：此处不会读取。"),
    )


@cache
def _headers() -> frozenset[str]:
    return frozenset(word for table in INPUT_TABLES for word in known_headers(table.columns))
