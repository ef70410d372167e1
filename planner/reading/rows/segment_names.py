"""Segments that no column names as such: each row is a pair, a region and an industry, whose words together are its name, or one of the two."""

from __future__ import annotations

from itertools import combinations

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.grids.merged import MergedCells
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.lines.laid_out_grids import with_columns
from planner.reading.words.headers import clean_name, column_named, known_headers, normalise
from planner.reading.words.numbers import read_number
from planner.reading.words.total_words import may_be_total
from planner.tables.columns.column import Column, Kind, Table

BETWEEN = " / "
"""What stands between the two words of a segment's name."""
_FEWEST_ROWS = 3
_OF_A_NAME = ("segment", "region", "industry")


def name_by_other_columns(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> Grid | None:
    """Return the grid with a column of segments made of two columns, or of regions or industries alone, which is reported; else ``None``.

    The two are the first whose words together differ in every row; where a column is headed as the segment's, it is one of them. By that header
    for certain, each of its words must stand twice on average: a single one that does is a slip.
    """
    key = table.key_column
    if table.key != "segments" or key is None:
        return None
    rows = _rows_of_figures(grid, header)
    named = next((j for j, column in header.match.items() if column is key), None)
    words = {j: cells for j in _columns_of_words(header) if (cells := _words(grid, header, j, rows)) is not None}
    naming = [j for j, cells in words.items() if len(set(cells)) == len(cells)]
    if len(rows) >= _FEWEST_ROWS and len(naming) == 1 and named is None and naming[0] in header.match:
        return _named_by_one(grid, header, key, naming[0], dict(zip(rows, words[naming[0]], strict=True)), reader)
    if len(rows) < _FEWEST_ROWS or naming:
        return None
    is_sure = named is not None and column_named(header.texts[named], known_headers(table.columns)) is not None
    if named is not None and (named not in words or (is_sure and 2 * len(set(words[named])) > len(rows))):
        return None
    pair = next(
        (
            (a, b)
            for a, b in combinations(words, 2)
            if (named is None or named in (a, b)) and len(set(zip(words[a], words[b], strict=True))) == len(rows)
        ),
        None,
    )
    if pair is None:
        return None
    names = {i: BETWEEN.join((words[pair[0]][n], words[pair[1]][n])) for n, i in enumerate(rows)}
    found = Text("'{a}' and '{b}' together name each row", "“{a}”与“{b}”两列合起来才能区分各行").format(
        a=clean_name(header.texts[pair[0]])[0], b=clean_name(header.texts[pair[1]])[0]
    )
    remedy = Text("Read as segments such as '{n}'.", "按细分读取，如“{n}”。").format(n=names[rows[0]])
    reader.report("segments_named_by_two", Severity.WARNING, grid.place(header.row, pair[0]), found, remedy=remedy)
    said = frozenset({named} if named is not None and is_sure else ())
    added = {i: (name,) for i, name in names.items()}
    return with_columns(grid, header.row, {}, (key.header.en,), added, pair[0], said)


def _named_by_one(
    grid: Grid, header: HeaderRow, key: Column, at: int, names: dict[int, str], reader: CellReader
) -> Grid:
    """Return the grid with the segments that the column of regions or of industries names, another one in each row."""
    found = Text("'{a}' alone names each row", "只有“{a}”一列能区分各行").format(a=clean_name(header.texts[at])[0])
    remedy = Text("Read as the segments, such as '{n}'.", "按细分读取，如“{n}”。").format(n=next(iter(names.values())))
    reader.report("segments_named_by_one", Severity.WARNING, grid.place(header.row, at), found, remedy=remedy)
    return with_columns(grid, header.row, {}, (key.header.en,), {i: (name,) for i, name in names.items()}, at)


def _rows_of_figures(grid: Grid, header: HeaderRow) -> list[int]:
    """Return the rows below the header that hold numbers of segments and add up no others."""
    figures = [j for j, column in header.match.items() if column.kind in (Kind.MONEY, Kind.COUNT, Kind.SHARE)]
    return [
        i
        for i in range(header.body, len(grid.rows))
        if any(_is_number(grid.cell(i, j)) for j in figures)
        and not any(isinstance(c, str) and may_be_total(c) for c in grid.rows[i])
    ]


def _columns_of_words(header: HeaderRow) -> list[int]:
    """Return the columns, in order, that may be a part of a name: of segment, region, industry, and unread ones left of the figures."""
    figures = [j for j, column in header.match.items() if column.kind in (Kind.MONEY, Kind.COUNT, Kind.SHARE)]
    return [
        j
        for j in sorted(header.texts)
        if (header.match[j].field in _OF_A_NAME if j in header.match else j < min(figures, default=0))
    ]


def _words(grid: Grid, header: HeaderRow, j: int, rows: list[int]) -> list[str] | None:
    """Return the words of a column in `rows`, those of merged cells in each; ``None`` where one has none."""
    merged = MergedCells.of(grid, header.body)
    words: list[str] = []
    for i in rows:
        cell = grid.cell(i, j)
        area = merged.areas.get((i, j))
        if is_blank(cell) and area is not None:
            cell = grid.cell(area[0], area[1])
        if not isinstance(cell, str) or is_blank(cell) or read_number(cell) is not None:
            return None
        words.append(clean_name(cell)[0])
    return None if len({normalise(w) for w in words}) < 2 else words


def _is_number(cell: object) -> bool:
    if isinstance(cell, str):
        return read_number(cell) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)
