"""Which columns of a sheet are which months of which years, where months stand side by side; what leaves a doubt is told."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.findings import Place
from planner.language import NO_TEXT, Text
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import is_blank
from planner.reading.headers.header_units import body_below_units
from planner.reading.months.month_words import MOST_YEARS_BACK, Said, StatedMonth, are_typed_as_days, read_month
from planner.reading.words.headers import PlanYear, header_key
from planner.reading.words.numbers import read_number
from planner.reading.words.total_words import may_be_total

_YEAR = re.compile(r"(?<![\d./-])(20\d\d)(?![\d./-])")
_PART_OF_YEAR = re.compile(
    r"(?:q[1-4]|h[12]|第?[1-4一二三四]季度?|[上下]半年|全年|全年合计|年度|ytd|full year|year|fy)\s*(?:[-/ ']*(?:20)?\d\d)?"
    r"|(?:fy|20\d\d)?[-/ ]*(?:20\d\d|\d\d|q[1-4]|h[12])年?"
)
_YEARS = range(1990, 2101)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why months side by side are not read: where, and what leaves the doubt."""

    place: Place
    why: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """A header of months in row `header`, with amounts from row `body` on; year (``None``: in a column of its own) and month by column; from 0.

    `totals` are columns of quarters, halves and years; `year_words` is the title that states the year of all months, with its place.
    """

    header: int
    body: int
    months: Mapping[int, tuple[int | None, int]]
    totals: tuple[int, ...]
    has_year_column: bool
    row_of_years: int | None = None
    year_words: tuple[Place, str, int] | None = None


def find_month_columns(
    grid: Grid, header: int, fields: Mapping[int, str], plan_year: PlanYear | None
) -> MonthColumns | Doubt:
    """Return the months of row `header`, or what leaves a doubt. `fields`: what the other headers name, by column."""
    fields = {j: field for j, field in fields.items() if field != "year" or _may_hold_years(grid, header, j)}
    stated: dict[int, StatedMonth] = {}
    totals: list[int] = []
    for j, cell in enumerate(grid.rows[header]):
        if is_blank(cell) or j in fields:
            continue
        month = read_month(cell)
        if month is not None:
            stated[j] = month
        elif stated and isinstance(cell, str) and (may_be_total(cell) or _PART_OF_YEAR.fullmatch(header_key(cell))):
            totals.append(j)
    if len(stated) < _FEWEST:
        return Doubt(grid.place(header))
    for j in range(min(stated), max(stated)):
        if j not in stated and j not in totals and _holds_anything(grid, header, j):
            why = Text("'{m}' is no month", "“{m}”不是月份").format(m=month_words(grid, header, j))
            return Doubt(grid.place(header, j), why)
    for j, month in stated.items():
        if month.said is Said.BY_PLACE and (plan_year is None or not plan_year.is_calendar):
            why = Text("'{m}' may be a calendar or a fiscal month", "“{m}”可能是自然月，也可能是财年月份")
            return Doubt(grid.place(header, j), why.format(m=month_words(grid, header, j)))
    if are_typed_as_days(list(stated.values()), None if plan_year is None else plan_year.year):
        why = Text("dates of one day, which may be months and years", "日期的“日”均相同，可能实为年份")
        return Doubt(grid.place(header, min(stated)), why)
    dated = _with_years(grid, header, stated, fields, plan_year)
    if isinstance(dated, Doubt):
        return dated
    years = {year for year, _ in dated.months.values() if year is not None}
    if plan_year is not None and not all(plan_year.year - MOST_YEARS_BACK <= y <= plan_year.year for y in years):
        wrong = next(
            j for j, (y, _) in dated.months.items() if y and not plan_year.year - MOST_YEARS_BACK <= y <= plan_year.year
        )
        why = Text("a month of {y}, while the plan year is {p}", "月份属于 {y} 年，而计划年度为 {p}")
        return Doubt(grid.place(header, wrong), why.format(y=dated.months[wrong][0], p=plan_year.year))
    return MonthColumns(
        header,
        body_below_units(grid, header),
        dated.months,
        tuple(totals),
        "year" in fields.values(),
        dated.row_of_years,
        dated.year_words,
    )


def _may_hold_years(grid: Grid, header: int, j: int) -> bool:
    """Whether no number below a header is other than a year: below "FY" behind twelve months stand their sums."""
    below = (row[j] for row in grid.rows[header + 1 :] if j < len(row))
    return all(c in _YEARS for c in below if isinstance(c, int | float) and not isinstance(c, bool))


@dataclass(frozen=True, slots=True)
class _Dated:
    """The year and month of each column, and where the years stand."""

    months: Mapping[int, tuple[int | None, int]]
    row_of_years: int | None = None
    year_words: tuple[Place, str, int] | None = None


def _with_years(
    grid: Grid, header: int, stated: Mapping[int, StatedMonth], fields: Mapping[int, str], plan_year: PlanYear | None
) -> _Dated | Doubt:
    """Return the months with their years: their own, a column's, those of the row above, or that of a title."""
    own = {j: m.year for j, m in stated.items()}
    has_column = "year" in fields.values()
    if all(year is not None for year in own.values()):
        if has_column:
            at = next(j for j, field in fields.items() if field == "year")
            return Doubt(grid.place(header, at), Text("years stand here and beside the months", "此列与各月均写有年份"))
        return _without_repeats(grid, header, {j: (m.year, m.month) for j, m in stated.items()})
    if any(year is not None for year in own.values()):
        j = next(j for j, year in own.items() if year is None)
        return Doubt(grid.place(header, j), Text("a month without its year", "该月未注明年份"))
    row, above = (None, {}) if has_column else _years_above(grid, header, stated)
    words = None if has_column or above else _year_of_title(grid, header, plan_year)
    if not has_column and not above and words is None:
        return Doubt(grid.place(header, min(stated)), Text("months without a year", "月份未注明年份"))
    months = {
        j: (above[j] if above else None if words is None else words[2], m.month) for j, m in sorted(stated.items())
    }
    before: tuple[int | None, int] | None = None
    for j, (year, month) in months.items():
        if before is not None and before[0] == year and before[1] >= month:
            repeated = any(k < j and months[k] == (year, month) for k in months)
            why = _again(grid, header, j, months) if repeated else _ORDER
            return Doubt(grid.place(header, j), why)
        before = year, month
    return _Dated(months, row, words)


_ORDER = Text(
    "a month that stands behind a later one, so that it may be of the next year",
    "该月排在更晚的月份之后，可能属于次年",
)


def _again(grid: Grid, header: int, j: int, months: Mapping[int, tuple[int | None, int]]) -> Text:
    first = next(k for k in months if months[k] == months[j])
    return Text("the month of {c} once more", "与 {c} 为同一月份").format(c=grid.place(header, first).cell)


def _without_repeats(grid: Grid, header: int, months: Mapping[int, tuple[int | None, int]]) -> _Dated | Doubt:
    for k, j in enumerate(months):
        if months[j] in list(months.values())[:k]:
            return Doubt(grid.place(header, j), _again(grid, header, j, months))
    return _Dated(months)


def _years_above(grid: Grid, header: int, columns: Iterable[int]) -> tuple[int | None, dict[int, int]]:
    """Return the row above the months and the year that it states for each of them: its own, or that of the first column of its block."""
    if not header:
        return None, {}
    cells = grid.rows[header - 1]
    found: dict[int, int] = {}
    year = None
    for j in range(max(columns) + 1):
        cell = cells[j] if j < len(cells) else ""
        if not is_blank(cell):
            year = _year(cell)
        if year is not None and j in set(columns):
            found[j] = year
    return (header - 1, found) if set(columns) <= set(found) else (None, {})


def _year(cell: object) -> int | None:
    """Return the calendar year that a cell says and nothing else; FY2026 is none."""
    if isinstance(cell, bool):
        return None
    read = read_number(str(int(cell)) if isinstance(cell, float | int) else str(cell), calendar=True)
    if (
        read is None
        or read.says_month
        or (read.says_fiscal and not str(cell).endswith("年度"))
        or read.value not in _YEARS
    ):
        return None
    return int(read.value)


def _year_of_title(grid: Grid, header: int, plan_year: PlanYear | None) -> tuple[Place, str, int] | None:
    """Return the one year before the plan's that the lines above the header, or the sheet's name, state: place, words, year."""
    titles = [
        (grid.place(i, j), cell)
        for i, cells in enumerate(grid.rows[:header])
        for j, cell in enumerate(cells)
        if isinstance(cell, str)
    ]
    said = [(p, t, int(y)) for p, t in [*titles, (Place(grid.sheet), grid.sheet)] for y in _YEAR.findall(t)]
    if plan_year is None or not plan_year.is_calendar or len({y for _, _, y in said}) != 1:
        return None
    return said[0] if said[0][2] < plan_year.year else None


def _holds_anything(grid: Grid, header: int, column: int) -> bool:
    return any(column < len(row) and not is_blank(row[column]) for row in grid.rows[header + 1 :])


def month_words(grid: Grid, row: int, column: int) -> str:
    """Return what a cell of a header says, for a finding."""
    cell = grid.cell(row, column)
    if isinstance(cell, datetime.date):
        return f"{cell:%Y-%m-%d}"
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()[:40]
