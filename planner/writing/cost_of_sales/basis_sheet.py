"""Sheet Cost basis: by what cost lines are spread over the months, live from hires, revenue and the months of targets."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.channel_plan import REVENUE_COST_KINDS, CostLine
from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.response.staffing import HEAD_COST_KINDS
from planner.results.cost_of_sales.months import heads_in_place, seat_pay_months, spread_costs, spread_revenue
from planner.tables.results.cost_sheets import COST_BASIS_SHEET, COST_BASIS_WORDS
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.tables.results.plan_people_sheets import TEAM_PLAN_SHEET
from planner.tables.results.tie_out_sheets import CROSS_FOOT_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.cost_of_sales.seat_pay_sheet import SeatPayPlaces
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_sheets.cross_foot_sheet import node_row
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW

_MONTHS = range(12)
_FIRST = place_of(COST_BASIS_SHEET, "m1")
_YEAR, _LAST = xl_col_to_name(_FIRST), xl_col_to_name(_FIRST + 11)
_SEAT_PAY_ROWS = ("others_in_place", "others", "seat_pay")
"""Rows of teams in which seats have a base pay of their own."""
EVEN = ""
"""Stands for a line that is the same in every month."""


def month_text(amount: str, first: int, n: int, weights: str, month: int) -> str:
    """Return the formula of month `month` (from 0) of a yearly `amount`: the rounded part up to this month, less the months before.

    `weights` is the reference to 12 weights, `EVEN` for none; `first` the column of the first month (from 0) in row `n`.
    """
    share = f"{month + 1}/12"
    if weights != EVEN:
        head, row = weights.rsplit("!", 1)[0], weights.rsplit("$", 1)[1]
        upto = f"{head}!${_YEAR}${row}:${xl_col_to_name(_FIRST + month)}${row}"
        share = f"IF(SUM({weights})=0,{month + 1}/12,SUM({upto})/SUM({weights}))"
    if month == 0:
        return f"=ROUND({amount}*{share},2)"
    return (
        f"=ROUND(ROUND({amount}*{share},2)-SUM(${xl_col_to_name(first)}{n}:{xl_col_to_name(first + month - 1)}{n}),2)"
    )


class BasisPlaces:
    """The rows of sheet Cost basis, known before it is written."""

    def __init__(self, plan_input: PlanInput, plan: AnnualPlan, language: Language) -> None:
        self.plan_input, self.plan, self.language = plan_input, plan, language
        self.costs, self.revenue = spread_costs(plan_input, plan), spread_revenue(plan)
        self.seat_pay = SeatPayPlaces(plan_input, language)
        self.teams = [str(t.team) for t in plan.channel_plan.teams]
        channels = {
            line.channel for line in plan.channel_plan.costs if line.kind in REVENUE_COST_KINDS and line.team is None
        }
        self.channels = [c for c in Channel if c in channels]
        keys: list[tuple[str, str | None, Channel | None]] = []
        for kind in ("in_place", "heads", "starts"):
            keys += [(kind, team, None) for team in self.teams]
        for kind in _SEAT_PAY_ROWS:
            keys += [(kind, team, None) for team in self.teams if team in self.seat_pay.teams]
        keys += [("revenue", None if r.team is None else str(r.team), r.channel) for r in self.revenue]
        keys += [("channel_revenue", None, c) for c in self.channels]
        self.keys = keys

    def months(self, kind: str, team: str | None, channel: Channel | None = None) -> str:
        """Return the reference to the 12 months of a row."""
        row = FIRST_ROW + self.keys.index((kind, team, channel)) + 1
        return f"'{COST_BASIS_SHEET.sheet.choose(self.language)}'!${_YEAR}${row}:${_LAST}${row}"

    def heads_of(self, line: CostLine) -> str:
        """Return the kind of row that a cost line of people follows: all heads, but for pay where seats of the team have their own."""
        if line.kind == "seat_pay":
            return "seat_pay"
        return "others" if line.kind == "pay" and line.team in self.seat_pay.teams else "heads"

    def of_line(self, line: CostLine) -> str:
        """Return the reference to the months that a cost line follows, `EVEN` for one that is the same in every month."""
        team = None if line.team is None else str(line.team)
        key: tuple[str, str | None, Channel | None] | None = None
        if line.kind in HEAD_COST_KINDS:
            key = (self.heads_of(line), team, None)
        elif line.kind == "hiring":
            key = ("starts", team, None)
        elif line.kind in REVENUE_COST_KINDS:
            key = ("channel_revenue", None, line.channel) if team is None else ("revenue", team, line.channel)
        return self.months(*key) if key is not None and key in self.keys else EVEN


def add_cost_basis_sheet(
    workbook: Any, styles: Styles, places: BasisPlaces, market: SheetWriter, language: Language
) -> tuple[SheetWriter, int]:
    """Add sheet Cost basis; return it and its number of rows."""
    writer = SheetWriter(workbook, styles, COST_BASIS_SHEET.sheet, language)
    rows = [_Row(places, market, i).cells() for i in range(len(places.keys))]
    writer.table(
        HEADER_ROW, lay_out(COST_BASIS_SHEET, (32, 22, 24, 16, *(14,) * 12), blocks=("m1", "m7")), rows, names=3
    )
    return writer, len(rows)


class _Row:
    """One row: its basis, team and channel, the year and the months."""

    def __init__(self, places: BasisPlaces, market: SheetWriter, place: int) -> None:
        self.at, self.market, self.n = places, market, FIRST_ROW + place + 1
        self.kind, self.team, self.channel = places.keys[place]

    def cells(self) -> list[object]:
        """Return the cells in the order of the columns."""
        year, months = getattr(self, f"_{self.kind}")()
        channel = None if self.channel is None else word_of(self.channel)
        return [COST_BASIS_WORDS[self.kind], self.team, channel, year, *months]

    def _in_place(self, at_team_pay: bool = False) -> tuple[object, list[object]]:
        heads = self._heads_in_place(at_team_pay)
        return self._sum(sum(heads)), list(heads)

    def _others_in_place(self) -> tuple[object, list[object]]:
        return self._in_place(at_team_pay=True)

    def _heads_in_place(self, at_team_pay: bool) -> tuple[float, ...]:
        team = next(t for t in self.at.plan_input.teams if t.team == self.team)
        return heads_in_place(self.at.plan_input, team.team, at_team_pay)

    def _hires(self) -> list[str]:
        sheet = TEAM_PLAN_SHEET.sheet.choose(self.at.language)
        row = FIRST_ROW + self.at.teams.index(str(self.team)) + 1
        return [f"'{sheet}'!${xl_col_to_name(place_of(TEAM_PLAN_SHEET, f'hires_q{q}'))}${row}" for q in range(1, 5)]

    def _heads(self, at_team_pay: bool = False) -> tuple[object, list[object]]:
        hires, cells = self._counts(), self._hires()
        in_place = "others_in_place" if at_team_pay else "in_place"
        row = FIRST_ROW + self.at.keys.index((in_place, self.team, None)) + 1
        months: list[object] = []
        values = []
        for m, heads in enumerate(self._heads_in_place(at_team_pay)):
            values.append(heads + sum(hires[: m // 3 + 1]))
            letter = xl_col_to_name(_FIRST + m)
            months.append(Formula(f"={letter}{row}+{'+'.join(cells[: m // 3 + 1])}", values[-1]))
        return self._sum(sum(values)), months

    def _others(self) -> tuple[object, list[object]]:
        return self._heads(at_team_pay=True)

    def _seat_pay(self) -> tuple[object, list[object]]:
        """The sum of the team's seats on sheet Seat pay."""
        cents = seat_pay_months(self.at.plan_input, TeamId(str(self.team)))
        texts = [f"=ROUND({self.at.seat_pay.sum_of(f'm{m + 1}', f'$B{self.n}')},2)" for m in _MONTHS]
        months: list[object] = [Formula(t, units(c)) for t, c in zip(texts, cents, strict=True)]
        return self._sum(units(sum(cents))), months

    def _starts(self) -> tuple[object, list[object]]:
        hires, cells = self._counts(), self._hires()
        months: list[object] = [Formula(f"={cells[m // 3]}", hires[m // 3]) if m % 3 == 0 else 0 for m in _MONTHS]
        return self._sum(sum(hires)), months

    def _counts(self) -> tuple[int, ...]:
        return next(t.hires for t in self.at.plan.channel_plan.teams if t.team == self.team)

    def _revenue(self) -> tuple[object, list[object]]:
        """A team's revenue in a channel by the months of its target, of units without a team by the company's."""
        plan = self.at.plan
        found = next(r for r in self.at.revenue if r.team == self.team and r.channel is self.channel)
        names = [self._unit("revenue"), self._unit("channel"), f"$C{self.n}"]
        own = [u for u in plan.channel_plan.units if u.channel is self.channel]
        year: object = units(sum(found.months_cents))
        if self.team is not None:
            names += [self._unit("team"), f"$B{self.n}"]
        if self.team is not None or all(u.team is None for u in own):
            year = Formula(f"=ROUND(SUMIFS({','.join(names)}),2)", units(sum(found.months_cents)))
        months = next((t.months_cents for t in plan.targets.teams if t.team == self.team), ())
        node = node_row(self.at.plan_input, plan, self.team if any(months) else None)
        sheet = CROSS_FOOT_SHEET.sheet.choose(self.at.language)
        first = xl_col_to_name(place_of(CROSS_FOOT_SHEET, "m1"))
        texts = []
        for m in _MONTHS:
            upto, last = (xl_col_to_name(place_of(CROSS_FOOT_SHEET, f"m{k}")) for k in (m + 1, 12))
            whole = f"SUM('{sheet}'!${first}${node}:${last}${node})"
            share = f"IF({whole}=0,{m + 1}/12,SUM('{sheet}'!${first}${node}:${upto}${node})/{whole})"
            before = "" if m == 0 else f"-SUM(${_YEAR}{self.n}:{xl_col_to_name(_FIRST + m - 1)}{self.n})"
            texts.append(f"=ROUND(ROUND($D{self.n}*{share},2){before},2)")
        return year, [Formula(t, units(c)) for t, c in zip(texts, found.months_cents, strict=True)]

    def _channel_revenue(self) -> tuple[object, list[object]]:
        """The sum of the rows of a channel."""
        first = FIRST_ROW + sum(channel is None for _, _, channel in self.at.keys) + 1
        count = len(self.at.revenue)
        own = [r.months_cents for r in self.at.revenue if r.channel is self.channel]
        sums = [sum(r[m] for r in own) for m in _MONTHS]
        months: list[object] = []
        for m, cents in enumerate(sums):
            letter = xl_col_to_name(_FIRST + m)
            area = f"{letter}${first}:{letter}${first + count - 1}"
            names = f"$C${first}:$C${first + count - 1}"
            months.append(Formula(f"=ROUND(SUMIFS({area},{names},$C{self.n}),2)", units(cents)))
        return self._sum(units(sum(sums))), months

    def _sum(self, value: float) -> Formula:
        return Formula(f"=SUM({_YEAR}{self.n}:{_LAST}{self.n})", value)

    def _unit(self, key: str) -> str:
        count = len(self.at.plan.channel_plan.units)
        return self.market.column_ref(place_of(CHANNEL_PLAN_SHEET, key), FIRST_ROW, count)
