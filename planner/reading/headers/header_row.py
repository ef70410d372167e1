"""Where a table's header stands, what it names, and the units it states; one line or two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.reading.grids.grid import Grid
from planner.reading.units.units import StatedUnit, read_unit, split_unit
from planner.reading.words.headers import (
    PlanYear,
    clean_name,
    column_named,
    header_key,
    known_headers,
    loose_headers,
    match_loosely,
    named_by_targets,
)
from planner.reading.words.year_spans import with_first_years
from planner.tables.columns.column import Column, Kind

HEADER_DEPTH = 30
MOST_COLUMNS = 1000
"""Of a header that are looked at: a row that was filled to the sheet's end has 16,384, and each is compared with all words."""
_FEWEST_NAMED = 2
"""Of the columns of a table, to be its header."""
_YEARS = range(1990, 2101)
_WORDS_AMONG_UNITS = (
    "unit|units|单位|计量单位|number|no.|no|count|text|name|date|/|数|个|家|人|名称|文本|数值|日期|人数|家数|个数|#"
)
_IN_LINE_OF_UNITS = frozenset(header_key(w) for w in _WORDS_AMONG_UNITS.split("|"))
"""What stands in a line of units where a column has none: the word for it, a kind of content, a sign such as #."""


@dataclass(slots=True)
class HeaderRow:
    """A header: its (last) line `row` and the first line of the table's body, both from 0; by column position what it names, its words, its unit.

    `above`: the columns that have words of the line above, which is a part of the header there.
    """

    row: int
    body: int
    match: dict[int, Column]
    texts: dict[int, str]
    units: dict[int, StatedUnit] = field(default_factory=dict)
    above: frozenset[int] = frozenset()


def is_blank(value: object) -> bool:
    """Whether a cell is empty or holds white space (or characters that do not show) alone."""
    if not isinstance(value, str):
        return value is None
    return not (value.strip() and value.isprintable()) and not clean_name(value)[0]


def find_header_row(
    grid: Grid, columns: tuple[Column, ...], plan_year: PlanYear | None = None, fewest: int = _FEWEST_NAMED
) -> HeaderRow | None:
    """Return the header that names most columns, below any titles; ``None`` when no row names `fewest` of several.

    A header may have two lines: a cell that is empty in the second line is named by the first one, and words of the first line
    ("Last year's") may stand before those of the second ("revenue"). `plan_year` tells which year's revenue is last year's.
    """
    known = known_headers(columns)
    best: HeaderRow | None = None
    plain: dict[int, str] = {}
    for i in range(min(HEADER_DEPTH, len(grid.rows))):
        above = plain
        plain = {j: words for j, c in enumerate(grid.rows[i][:MOST_COLUMNS]) if (words := _words_of(c)) is not None}
        # A line names no more columns than it has words.
        is_short = best is not None and len(plain) <= len(best.match)
        found = {} if is_short else _match_all(plain, known, columns, plan_year)
        if best is None or len(found) > len(best.match):
            best = HeaderRow(i, i + 1, found, plain)
        if len(best.match) == len(columns):
            break
        if i and (grid.merged or len(above.keys() | plain.keys()) > len(best.match)):
            joined = _joined_texts(grid, i, plain, known, {**loose_headers(columns, plan_year), **known})
            found = _match_all(joined, known, columns, plan_year)
            if len(found) > len(best.match):
                of_above = frozenset(j for j, words in joined.items() if words != plain.get(j))
                best = HeaderRow(i, i + 1, found, joined, above=of_above)
    if best is None or len(best.match) < (1 if len(columns) == 1 else fewest):
        return None
    best.units = {j: unit for j in best.match if (unit := _unit_of(best.texts[j], known)) is not None}
    _skip_further_lines(grid, best, known)
    return best


def find_lone_header(grid: Grid, columns: tuple[Column, ...], plan_year: PlanYear | None = None) -> HeaderRow | None:
    """Return the line that heads the names of rows and further columns that are not known; ``None`` where none does.

    What the further columns are is then asked for one by one.
    """
    header = find_header_row(grid, columns, plan_year, fewest=1)
    if header is None or len(header.texts) < _FEWEST_NAMED or columns[0] not in header.match.values():
        return None
    j = next(j for j, column in header.match.items() if column is columns[0])
    below = [row[j] for row in grid.rows[header.body :] if j < len(row) and not is_blank(row[j])]
    return header if len(below) >= _FEWEST_NAMED else None


def match_header_cells(
    cells: Iterable[object], columns: tuple[Column, ...], plan_year: PlanYear | None = None
) -> dict[int, Column]:
    """Return which cell (by position) of a line heads which column; a remark or a unit behind a header does not matter."""
    texts = {j: words for j, c in enumerate(cells) if (words := _words_of(c)) is not None}
    return _match_all(texts, known_headers(columns), columns, plan_year)


def match_surely(header: HeaderRow, columns: tuple[Column, ...]) -> dict[int, Column]:
    """Return the columns of `header` that words name which can mean nothing else."""
    return _match(header.texts, known_headers(columns))


def _words_of(cell: object) -> str | None:
    """Return what a cell of a header says, a year that was typed as a number too; ``None`` where it says nothing."""
    if isinstance(cell, str):
        return None if is_blank(cell) else cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _YEARS:
        return str(int(cell))
    return None


def _match(texts: Mapping[int, str], known: Mapping[str, Column]) -> dict[int, Column]:
    """Return the column that each text names. Of two that name one column of words, such as Region and Area, the declared header counts."""
    found: dict[int, Column] = {}
    for j, text in texts.items():
        column = column_named(text, known)
        if column is None:
            continue
        before = next((k for k, c in found.items() if c is column), None)
        if before is not None:
            if column.kind is not Kind.TEXT or is_declared(texts[before], column) or not is_declared(text, column):
                continue
            del found[before]
        found[j] = column
    return dict(sorted(found.items()))


def _match_all(
    texts: Mapping[int, str], known: Mapping[str, Column], columns: tuple[Column, ...], plan_year: PlanYear | None
) -> dict[int, Column]:
    """Return the column that each text names; of columns that none names surely, the one text that may mean it."""
    sure = _match(texts, known)
    if all(column_named(text, known) is not None for text in texts.values()):
        return sure  # the looser words of a table, which take long to work out, would say nothing
    plan_year = named_by_targets(texts.values(), plan_year)
    loose = loose_headers(columns, plan_year)
    return dict(sorted((sure | match_loosely(texts, known, loose, plan_year)).items()))


def is_declared(text: str, column: Column) -> bool:
    """Whether a header is the column's own, as it is declared."""
    return header_key(text) in (header_key(column.header.en), header_key(column.header.zh))


def _joined_texts(
    grid: Grid, i: int, plain: Mapping[int, str], sure: Mapping[str, Column], known: Mapping[str, object]
) -> dict[int, str]:
    """Return the words of line `i` with those of the line above, where they name more together than the line names surely alone."""
    above = list(grid.rows[i - 1][:MOST_COLUMNS])
    for top, left, _, right in grid.merged:
        if top == i - 1 and left < len(above):
            for j in range(left, min(right + 1, len(above))):
                above[j] = above[left]
    joined = dict(plain)
    own = set(_match(plain, sure))
    for j, cell in enumerate(above):
        upper = _words_of(cell)
        if upper is None or j in own:
            continue
        if j not in plain:
            joined[j] = upper
        elif (together := _named_together(upper, plain[j], known)) != "":
            joined[j] = together
        elif read_unit(plain[j]) is not None and column_named(upper, known) is not None:
            joined[j] = f"{upper} ({plain[j]})"
    return dict(sorted(joined.items()))


def _named_together(upper: str, lower: str, known: Mapping[str, object]) -> str:
    """Return the words of two lines in the order that names a column, the upper one's unit last; empty where none does.

    "Customers" may stand above "Addressable", and 2025/26 is the year that begins in 2025.
    """
    orders = (f"{upper} {lower}", *_with_unit_last(upper, lower), f"{lower} {upper}")
    return next((text for text in orders if column_named(with_first_years(text), known) is not None), "")


def _with_unit_last(upper: str, lower: str) -> tuple[str, ...]:
    """Return the words of two lines, the upper one's unit behind them: "Sales in USD" above "FY2026"; none where it states no unit."""
    rests, unit = split_unit(upper)
    return () if unit is None else tuple(f"{rest} {lower} ({unit.words})" for rest in rests[1:])


def _unit_of(text: str, known: Mapping[str, Column]) -> StatedUnit | None:
    if header_key(text) in known:
        return None
    return split_unit(text)[1]


def _skip_further_lines(grid: Grid, header: HeaderRow, known: Mapping[str, Column]) -> None:
    """Pass over lines below the header that repeat it in the other language or state units."""
    while header.body < len(grid.rows):
        cells = {j: c for j, c in enumerate(grid.rows[header.body]) if not is_blank(c)}
        under = {j: c for j, c in cells.items() if j in header.match}
        if under and _is_header_again(under, header, known):
            header.body += 1
            continue
        units = {j: read_unit(c) for j, c in cells.items() if isinstance(c, str)}
        stated = {j: u for j, u in units.items() if u is not None}
        named = sum(j not in stated and header_key(c) in _IN_LINE_OF_UNITS for j, c in cells.items())
        if under and len(stated) + named == len(cells) and any(u.says_something for u in stated.values()):
            for j, unit in stated.items():
                if (unit.says_something or unit.is_counted) and j in header.match:
                    header.units.setdefault(j, unit)
            header.body += 1
            continue
        return


def _is_header_again(cells: Mapping[int, object], header: HeaderRow, known: Mapping[str, Column]) -> bool:
    """Whether a line's cells name, each in its place, the columns of the header once more."""
    named = sum(isinstance(c, str) and column_named(c, known) is header.match[j] for j, c in cells.items())
    return named >= 2 and named * 2 > len(cells)
