"""Which of several columns of values beside the settings is the plan's: "FY26 actual" and "FY27 plan", 2025 and 2026."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import is_blank
from planner.reading.units.units import split_unit
from planner.reading.words.headers import column_named, header_key, match_loosely, normalise
from planner.reading.words.year_spans import with_first_years
from planner.tables.columns.column import Column

_DEPTH = 30
_YEARS = range(1990, 2101)
_OF_PLAN = re.compile(r"\b(?:targets?|plan|planned|budget|goals?)\b|目标|计划|预算|规划")
_OF_PAST = re.compile(
    r"\b(?:actuals?|last year|prior year|previous year|ytd|achieved|history)\b|实际|上年|去年|完成|历史"
)
"""Words above a column of values: those of the plan, and those of the years before."""
_OF_YEAR_BEFORE = re.compile(r"\b(?:forecast|fcst|fc|estimate|est|outlook)\b|预计|预估|预测")
"""What the year that has not ended yet is called, where a plan stands beside it."""
_OF_TARGETS = re.compile(r"\b(?:targets?|goals?|budget)\b|目标|预算")
"""Names of a sheet that holds targets."""
_YEAR_NAMED = re.compile(r"(?<!\d)(20\d\d)(?!\d)|(?<![a-z])fy ?(\d\d)(?!\d)")
_CENTURY = 2000


def find_plan_column(
    grid: Grid, labelled: frozenset[int], known: Mapping[str, Column], reader: CellReader
) -> tuple[int | None, int | None]:
    """Return row and column of a header that names the plan beside one of another year; reported. ``None`` twice where none does for certain.

    Beside "2025 actual" the one of a plan counts; so it does beside an earlier year or a forecast. Of two years alone the later one is the plan's
    where the plan year below it is that year.
    """
    for i, cells in enumerate(grid.rows[:_DEPTH]):
        if any(isinstance(c, str) and c and column_named(c, known) is not None for c in cells):
            continue  # a setting with its values: "Plan year", 2025 and 2026
        words = {j: said for j, c in enumerate(cells) if j not in labelled and (said := _words_of(c))}
        at = _plan_among(words)
        at = _plan_year_among(words, grid, known) if at is None else at
        if at is not None:
            found = Text("column '{n}' is read as the values", "“{n}”列按“值”读取").format(
                n=_shown(cells[at]).strip()[:40]
            )
            reader.report("setting_values", Severity.NOTE, grid.place(i, at), found)
            return i, at
    return None, None


def year_above(grid: Grid, value_column: int) -> int | None:
    """Return the year that the header of the values names: FY27 above those of the year that begins in 2026."""
    return _year_of(normalise(_header_of(grid, value_column)))


def says_targets(grid: Grid, value_column: int) -> bool:
    """Whether what stands on the sheet is of the plan: its name or the header of its values says so."""
    if _OF_TARGETS.search(normalise(grid.sheet)):
        return True
    return bool(_OF_PLAN.search(normalise(_header_of(grid, value_column))))


def _header_of(grid: Grid, column: int) -> str:
    """Return the words that stand first in a column."""
    above = (row[column] for row in grid.rows[:_DEPTH] if column < len(row))
    header = next((c for c in above if not is_blank(c)), "")
    return header if isinstance(header, str) else ""


def settings_of_targets(
    labels: Mapping[tuple[int, int], str], known: Mapping[str, Column], loose: Mapping[str, tuple[Column, ...]]
) -> dict[tuple[int, int], Column]:
    """Return the company's targets that labels name by their measure alone, as "Net sales" does among values of the plan.

    One label alone may mean a target, and none may name it surely.
    """
    sure = {column.field for text in labels.values() if (column := column_named(text, known)) is not None}
    targets: dict[tuple[int, int], Column] = {}
    for words in ("target {}", "目标{}"):
        said = {at: words.format(text) for at, text in labels.items() if column_named(text, known) is None}
        said = {
            at: text for at, text in said.items() if header_key(split_unit(text)[0][-1]) != header_key(words.format(""))
        }
        surely = {at: c for at, text in said.items() if (c := column_named(text, known)) is not None}
        meant = match_loosely({at: text for at, text in said.items() if at not in surely}, known, loose)
        for at, column in (surely | meant).items():
            if column.field.startswith("target_") and column.field not in sure:
                targets.setdefault(at, column)
    fields = [column.field for column in targets.values()]
    return {at: column for at, column in targets.items() if fields.count(column.field) == 1}


def _plan_among(words: Mapping[int, str]) -> int | None:
    """Return the column (from 0) that is the plan's by the words of a line; ``None`` where that is not certain."""
    plan = [j for j, said in words.items() if _OF_PLAN.search(said) and not _OF_PAST.search(said)]
    if len(plan) != 1:
        return None
    at = plan[0]
    others = [j for j in words if j != at]
    year = _year_of(words[at])
    is_past = any(_OF_PAST.search(words[j]) or _OF_YEAR_BEFORE.search(words[j]) for j in others)
    is_later = year is not None and any((other := _year_of(words[j])) is not None and other < year for j in others)
    return at if is_past or is_later else None


def _plan_year_among(words: Mapping[int, str], grid: Grid, known: Mapping[str, Column]) -> int | None:
    """Return the column (from 0) that the later of two years heads, where the plan year in it is that year."""
    years = {j: year for j, said in words.items() if (year := _year_of(said)) is not None}
    if len(years) != 2 or len(set(years.values())) != 2:
        return None
    later = max(years, key=years.__getitem__)
    for cells in grid.rows:
        named = (column_named(c, known) for c in cells[:later] if isinstance(c, str) and c)
        if any(column is not None and column.field == "plan_year" for column in named) and later < len(cells):
            return later if _year_of(_words_of(cells[later])) == years[later] else None
    return None


def _words_of(cell: object) -> str:
    if isinstance(cell, str):
        return normalise(cell)
    is_year = isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _YEARS
    return _shown(cell) if is_year else ""


def _shown(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def _year_of(said: str) -> int | None:
    """Return the one year that a header names."""
    named = {
        int(m[1]) if m[1] else _CENTURY + int(m[2]) for m in _YEAR_NAMED.finditer(with_first_years(said).casefold())
    }
    return named.pop() if len(named) == 1 else None
