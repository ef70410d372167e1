"""Sheet Seasonality 季节性 as people keep it: months by their names, in a column, of one product line, segment, team or the company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.calendar import MONTHS_PER_YEAR, fiscal_month, fiscal_year
from planner.domain.choices import SeasonScope
from planner.findings import Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Cell, Grid
from planner.reading.headers.header_row import is_blank, match_header_cells
from planner.reading.lines.laid_out_grids import has_merged_cells, turn, with_columns
from planner.reading.months.month_columns import Doubt, month_words
from planner.reading.months.month_words import Said, StatedMonth, read_month
from planner.reading.months.months_across import months_across
from planner.reading.months.quarter_shares import spread_quarters
from planner.reading.words.headers import PlanYear, column_named, header_key, known_headers
from planner.tables.columns.column import Table
from planner.tables.inputs.calendar import HISTORY
from planner.tables.words.choice_words import word_of

_OF_COMPANY = frozenset(
    header_key(w)
    for w in [
        "share",
        "shares",
        "share of year",
        "seasonality",
        "company",
        "占比",
        "比例",
        "月度占比",
        "季节性",
        "公司",
        "全公司",
    ]
)
_SCOPES = {"product": SeasonScope.PRODUCT, "segment": SeasonScope.SEGMENT, "team": SeasonScope.TEAM}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What every row applies to, and the column (from 0) that says so: a header such as Product line, or a word for the company."""

    scope: SeasonScope
    column: int


def lay_out_seasons(grid: Grid, table: Table, reader: CellReader) -> Grid | None:
    """Return `grid` with the declared headers, where its months and what they apply to are certain; what was taken is reported.

    ``None`` where a finding refuses it. A sheet with its declared headers, or without months, is returned as it stands.
    """
    grid = spread_quarters(grid, reader)
    laid = _turned(grid) or grid
    at = months_across(laid)
    if at is None:
        return grid
    row = laid.rows[at]
    stated = {j: m for j, cell in enumerate(row) if not is_blank(cell) and (m := read_month(cell)) is not None}
    places = _places_in_year(laid, at, stated, reader.plan_year)
    if isinstance(places, Doubt):
        _refuse(places, reader)
        return None
    named = match_header_cells(["" if j in stated else c for j, c in enumerate(row)], table.columns)
    has_scope = any(column.field == "scope" for column in named.values())
    if (
        has_scope
        and laid is grid
        and all(m.said is Said.BY_PLACE and isinstance(row[j], str) for j, m in stated.items())
    ):
        return grid
    headers = {j: f"M{place}" for j, place in places.items()}
    scope = None if has_scope else _scope_of(laid, at, stated)
    if laid is not grid and not has_scope and scope is None:
        why = Text("what '{n}' applies to is not said", "未注明“{n}”适用于什么").format(
            n=month_words(laid, at + 1, min(stated) - 1)
        )
        _refuse(Doubt(laid.place(at + 1, min(stated) - 1), why), reader)
        return None
    _report(laid, at, places, scope, reader)
    if scope is None:
        return with_columns(laid, at, headers, [], {}, 0)
    is_company = scope.scope is SeasonScope.COMPANY
    if not is_company:
        headers[scope.column] = table.column("name").header.en
    cells = {i: (word_of(scope.scope).en,) for i in _rows_with_shares(laid, at, stated)}
    emptied = frozenset({scope.column} if is_company else ())
    return with_columns(laid, at, headers, [table.column("scope").header.en], cells, scope.column, emptied)


def _turned(grid: Grid) -> Grid | None:
    """Return the grid turned where a year's months stand below each other in its first column, with one column beside them."""
    if months_across(grid) is not None or has_merged_cells(grid, 0):
        return None
    filled = sorted({j for row in grid.rows for j, cell in enumerate(row) if not is_blank(cell)})
    if len(filled) != 2:
        return None
    months = [row[filled[0]] for row in grid.rows if filled[0] < len(row) and read_month(row[filled[0]]) is not None]
    turned = turn(grid)
    return turned if len(months) == MONTHS_PER_YEAR and months_across(turned) is not None else None


def _places_in_year(
    grid: Grid, at: int, stated: Mapping[int, StatedMonth], plan_year: PlanYear | None
) -> dict[int, int] | Doubt:
    """Return the place in the fiscal year of the month of each column, 1 to 12, or what leaves a doubt."""
    if len(stated) < MONTHS_PER_YEAR and not any(m.said is Said.BY_PLACE for m in stated.values()):
        return Doubt(grid.place(at), Text("not the twelve months of a year", "不足全年十二个月"))
    start = None if plan_year is None else plan_year.first_month
    said = {m.said for m in stated.values()}
    months = [m.month for m in stated.values()]
    first = min(stated)
    places = {j: m.month for j, m in stated.items()}
    if start != 1 and not (said == {Said.BY_PLACE} and all(isinstance(grid.rows[at][j], str) for j in stated)):
        in_order = start is not None and [fiscal_month(m, start) for m in months] == list(range(1, MONTHS_PER_YEAR + 1))
        if start is None or (said != {Said.SURELY} and not in_order):
            why = Text("'{m}' may be a calendar or a fiscal month", "“{m}”可能是自然月，也可能是财年月份")
            return Doubt(grid.place(at, first), why.format(m=month_words(grid, at, first)))
        places = {j: fiscal_month(m.month, start) for j, m in stated.items()}
    years = {fiscal_year(m.year, m.month, start or 1) for m in stated.values() if m.year is not None}
    if len(set(places.values())) < len(places) or len(years) > 1:
        return Doubt(grid.place(at, first), Text("months of more than one year", "月份超出一个年度"))
    return places


def _scope_of(grid: Grid, at: int, stated: Mapping[int, StatedMonth]) -> _Scope | None:
    """Return what all rows apply to: what the one header beside the months names, or the company where one row has shares and no name."""
    row = grid.rows[at]
    known = known_headers(HISTORY.columns)
    named = {
        j: c.field for j, cell in enumerate(row) if j not in stated and (c := column_named(cell, known)) is not None
    }
    scopes = [(j, _SCOPES[field]) for j, field in named.items() if field in _SCOPES]
    if len(scopes) == 1:
        return _Scope(scopes[0][1], scopes[0][0])
    rows = _rows_with_shares(grid, at, stated)
    if scopes or len(rows) != 1:
        return None
    labels: dict[int, Cell] = {
        j: cell for j, cell in enumerate(grid.rows[rows[0]]) if j not in stated and not is_blank(cell)
    }
    first = min(labels, default=0)
    is_company = all(header_key(cell) in _OF_COMPANY for cell in labels.values()) and first not in stated
    return _Scope(SeasonScope.COMPANY, first) if is_company else None


def _rows_with_shares(grid: Grid, at: int, stated: Mapping[int, StatedMonth]) -> list[int]:
    return [
        i
        for i in range(at + 1, len(grid.rows))
        if any(j < len(grid.rows[i]) and not is_blank(grid.rows[i][j]) for j in stated)
    ]


def _report(grid: Grid, at: int, places: Mapping[int, int], scope: _Scope | None, reader: CellReader) -> None:
    first = min(places)
    found = Text("months as '{a}'", "月份写作“{a}”").format(a=month_words(grid, at, first))
    remedy = Text("It is read as M{m}, the others likewise.", "按第{m}月读取，其余类推。").format(m=places[first])
    if scope is not None:
        more = Text("{r} The shares apply to: {s}.", "{r}占比适用于：{s}。")
        remedy = more.format(r=remedy, s=word_of(scope.scope))
    reader.report("season_months_read", Severity.NOTE, grid.place(at, first), found, remedy=remedy)


def _refuse(doubt: Doubt, reader: CellReader) -> None:
    """Report headers that name no twelve months, or months that may be others."""
    found = Text("months or quarters as headers", "表头为月份或季度")
    if doubt.why != NO_TEXT:
        found = Text("{f}: {w}", "{f}：{w}").format(f=found, w=doubt.why)
    expected = Text("a share for each of M1 to M12 of the fiscal year is expected", "应为财年第1月至第12月的占比")
    remedy = Text(
        "Columns: Applies to, Name, M1 to M12. A third of a quarter's share goes into each of its months.",
        "各列为：适用于、名称、第1月至第12月。季度占比请均分到其三个月。",
    )
    reader.report("season_months", Severity.ERROR, doubt.place, found, expected, remedy)
