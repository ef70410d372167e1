"""Tables that stand beside or below another on one sheet: nothing but the first of a sheet is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.words.headers import header_key, known_headers, loose_headers
from planner.tables.columns.column import Column, Layout, Table

_ROWS, _COLUMNS = 500, 100
_FEWEST = 2
_LIKE_ENOUGH = 0.6
"""Of the words of a line that name no column of the sheet's own table, this share must name columns of the other."""


def report_stray_tables(
    grids: Iterable[Grid], owners: Mapping[str, Table], missing: Iterable[Table], reader: CellReader
) -> None:
    """Report headers of tables without a sheet of their own; once a table, an error where it is required.

    `owners` is the table that is read of each sheet, by the sheet's name: its own columns name no other table.
    """
    sought = [(t, known_headers(t.columns)) for t in missing if t.layout in (Layout.ROWS, Layout.COLUMNS)]
    told: set[str] = set()
    for grid in grids if sought else ():
        for i, j, found in _stray_headers(grid, sought, owners.get(grid.sheet)):
            names = [t for t in found if t.key not in told]
            if not names:
                continue
            told.update(t.key for t in names)
            is_required = any(t.required for t in names)
            reader.report(
                "table_astray",
                Severity.ERROR if is_required else Severity.WARNING,
                grid.place(i, j),
                Text("headers of sheet {t}", "此处为工作表“{t}”的表头").format(
                    t=Text.join((t.sheet for t in names), " / ", " / ")
                ),
                Text("one table a sheet is expected", "每张工作表应只有一个表"),
                Text("Move it to a sheet of that name: here it is not read.", "请移至同名工作表：此处不会读取。"),
            )


def _stray_headers(
    grid: Grid, sought: list[tuple[Table, dict[str, Column]]], owner: Table | None
) -> Iterator[tuple[int, int, list[Table]]]:
    """Return row, first column (from 0) and tables of each line that heads one: several where all their columns read alike."""
    for i, cells in enumerate(grid.rows[:_ROWS]):
        words = {j: header_key(c) for j, c in enumerate(cells[:_COLUMNS]) if isinstance(c, str) and c.strip()}
        if len(words) < _FEWEST:
            continue
        best: tuple[int, int, list[Table]] = (0, 0, [])
        for table, known in sought:
            at = {j: known[w] for j, w in words.items() if w in known}
            required = [c for c in table.columns if c.is_required]
            if len(at) < _FEWEST or not all(c in at.values() for c in required):
                continue
            own = _words_of(owner)  # rarely asked for: they take long to work out
            others = sum(w not in own for w in words.values())
            is_own = all(words[j] in own for j, c in at.items() if c.is_required)
            if is_own or len(at) < _LIKE_ENOUGH * others:
                continue
            if len(at) > best[0]:
                best = (len(at), min(at), [table])
            elif len(at) == best[0]:
                best[2].append(table)
        if best[0]:
            yield i, best[1], best[2]


def _words_of(owner: Table | None) -> Mapping[str, object]:
    """Return the headers that name a column of the table to which a sheet belongs, or may."""
    return {} if owner is None else {**loose_headers(owner.columns), **known_headers(owner.columns)}
