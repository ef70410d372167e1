"""Sheets with names of one's own that hold a table which must be there: known by its columns or settings, a matrix by the names in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import find_header_row, find_lone_header, is_blank
from planner.reading.headers.name_columns import column_of_names
from planner.reading.units.units import split_unit
from planner.reading.words.headers import column_named, known_headers, loose_headers, match_loosely, normalise
from planner.reading.words.known_names import words_alone
from planner.tables.columns.column import Layout, Table

_FEWEST_NAMED, _FEWEST_REQUIRED, _FEWEST_WITH_ONE = 3, 2, 4
"""Columns or settings that a sheet must name, if two of them are such as must be there, and if one of them is."""
_FEWEST_NAMES = 2
"""Of product lines and of segments that a sheet must name to be their matrix."""
_OF_A_NAME, _WORDS_OF_A_NAME = ("region", "industry"), 4
"""Columns that may be a part of a segment's name, where two together name it, and how many are tried."""
_LABEL_COLUMNS, _LABEL_ROWS = 6, 60
_DEPTH, _ROWS = 30, 500


def find_by_content(
    missing: Iterable[Table], others: Sequence[Grid], sheets: Mapping[str, Grid], tables: Sequence[Table]
) -> dict[str, Grid]:
    """Return the sheets of `others` that hold tables which are `missing` and must be there, by the table's key.

    One sheet alone must be the likeliest for a table. `sheets` are those that are known already; a matrix is looked for last, by the names of
    product lines and segments that stand on theirs.
    """
    required = [t for t in missing if t.required]
    found: dict[str, Grid] = {}
    scores = [
        (score, n, table, grid)
        for n, table in enumerate(required)
        for grid in others
        if (score := score_of(table, grid)) is not None
    ]
    for score, _, table, grid in sorted(scores, key=lambda s: (s[0], -s[1]), reverse=True):
        is_free = table.key not in found and grid not in found.values()
        rivals = [g for s, _, t, g in scores if t is table and s == score and g not in found.values()]
        if is_free and len(rivals) == 1:
            found[table.key] = grid
    by_key = {t.key: t for t in tables}
    for table in (t for t in required if t.layout is Layout.MATRIX):
        known = {**sheets, **found}
        rows, columns = (
            _names_on(known[key], by_key[key]) if key in known else set()
            for key in (table.row_table or "", table.column_table or "")
        )
        holding = [g for g in others if g not in found.values() and _is_matrix(g, rows, columns)]
        if len(holding) == 1:
            found[table.key] = holding[0]
    return found


def score_of(table: Table, grid: Grid) -> tuple[int, int] | None:
    """Return how many columns or settings of `table` a sheet names, those that must be there first; ``None`` where it names too few."""
    if table.layout is Layout.MATRIX:
        return None
    fields = _fields_named(table, grid)
    of_all = sum(c.is_required for c in table.columns)
    required = sum(c.is_required for c in table.columns if c.field in fields)
    enough = _FEWEST_NAMED if required >= _FEWEST_REQUIRED else _FEWEST_WITH_ONE
    return (required, len(fields)) if required == of_all or (required and len(fields) >= enough) else None


def report_meant(found: Mapping[str, Grid], tables: Iterable[Table], reader: CellReader) -> None:
    """Report the sheets that were taken by what they hold."""
    for table in tables:
        if table.key in found:
            text = Text("sheet '{s}' is read as '{t}'", "工作表“{s}”按“{t}”读取").format(
                s=found[table.key].sheet, t=table.sheet
            )
            remedy = Text(
                "No sheet is called so, and this one holds what belongs there.", "没有该名称的工作表，而此表内容相符。"
            )
            reader.report("sheet_meant", Severity.WARNING, Place(found[table.key].sheet), text, remedy=remedy)


def _fields_named(table: Table, grid: Grid) -> set[str]:
    """Return the fields of the table that a header, or for settings the labels in the first columns, name or may mean."""
    if table.layout is Layout.SETTINGS:
        cells = [c for row in grid.rows[:_LABEL_ROWS] for c in row[:_LABEL_COLUMNS] if isinstance(c, str) and c]
        known, labels = known_headers(table.columns), dict(enumerate(cells))
        sure = [column for c in cells if (column := column_named(c, known)) is not None]
        return {
            column.field for column in (*sure, *match_loosely(labels, known, loose_headers(table.columns)).values())
        }
    header = find_header_row(grid, table.columns) if table.layout in (Layout.ROWS, Layout.COLUMNS) else None
    return set() if header is None else {column.field for column in header.match.values()}


def _names_on(grid: Grid, table: Table) -> set[str]:
    """Return the words of the names in the rows of a table's sheet: those of its key, else of all its columns of words."""
    header = find_header_row(grid, table.columns) or find_lone_header(grid, table.columns)
    if header is None:
        return set()
    key = next((j for j, column in header.match.items() if column is table.key_column), None)
    if key is None:
        named = column_of_names(grid, header)
        key = next((j for j, text in header.texts.items() if named and text.strip() == named), None)
    listed = [] if key is None else [row[key] for row in grid.rows[header.body :] if key < len(row) and row[key]]
    if key is not None and len(set(listed)) == len(listed):
        at = [key]
    else:
        at = [j for j in header.texts if j == key or j not in header.match or header.match[j].field in _OF_A_NAME]
    names: set[str] = set()
    for row in grid.rows[header.body : header.body + _ROWS]:
        words = [c for j in at if j < len(row) and isinstance(c := row[j], str)]
        pairs = (f"{a} {b}" for a, b in permutations(words[:_WORDS_OF_A_NAME], 2))
        names.update(_words((*words, *pairs)))
    return names


def _is_matrix(grid: Grid, rows: set[str], columns: set[str]) -> bool:
    """Whether several of the names of rows stand in one column and of those of columns in one row or the other way round, or each in a column."""
    if len(rows) < _FEWEST_NAMES or len(columns) < _FEWEST_NAMES:
        return False
    lines = [set(_words(row)) for row in grid.rows[:_ROWS]]
    width = min(max((len(row) for row in grid.rows[:_ROWS]), default=0), _ROWS)
    stacks = [set(_words(row[j] for row in grid.rows[:_ROWS] if j < len(row))) for j in range(width)]
    across = max((len(columns & words) for words in lines[:_DEPTH]), default=0)
    rows_across = max((len(rows & words) for words in lines[:_DEPTH]), default=0)
    down = max((len(rows & words) for words in stacks), default=0)
    columns_down = max((len(columns & words) for words in stacks), default=0)
    pairs = ((across, down), (columns_down, rows_across), (columns_down, down))
    return any(min(a, b) >= _FEWEST_NAMES for a, b in pairs) and _holds_amounts(grid)


def _holds_amounts(grid: Grid) -> bool:
    numbers = sum(isinstance(c, int | float) and not isinstance(c, bool) for row in grid.rows[:_ROWS] for c in row)
    return numbers >= _FEWEST_NAMES * _FEWEST_NAMES


def _words(cells: Iterable[object]) -> Iterator[str]:
    """Yield the words of names, with and without a unit behind them."""
    for cell in cells:
        if isinstance(cell, str) and not is_blank(cell):
            yield words_alone(normalise(cell))
            yield from (words_alone(normalise(rest)) for rest in split_unit(cell)[0] if rest)
