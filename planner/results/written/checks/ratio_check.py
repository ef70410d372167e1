"""Sheet Cost ratios recomputed from units and cost lines, written from docs/models/cost_of_sales.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import floor

from planner.domain.calendar import QUARTERS
from planner.domain.channel_plan import CostLine, UnitPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import SeatId, SegmentId
from planner.domain.organisation import Team
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.verification.channel_plan.costs import PER_HEAD
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.staffing import count_seatless, is_committed
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.tables.results.cost_sheets import COST_RATIO_SHEET, NO_OWNER, RATIO_AXIS_WORDS
from planner.tables.words.choice_words import word_of

_HALF_CENT = 0.00501
_RATIO = 1e-9
WITH_REVENUE = ("commission", "partner_margin", "rebate")
"""Kinds of cost that go with revenue."""
_OWN_COLUMN = {
    "commission": "commission_cents",
    "programme": "programme_cost_cents",
    "partner_margin": "partner_margin_cents",
}
_EVEN = (1.0,) * 12
Right = tuple[float, float, float]
"""Revenue, counted cost and uncounted cost in cents."""


@dataclass(frozen=True)
class RatioSubject:
    """A plan and its input, asked for revenue and cost by anything."""

    plan_input: PlanInput
    plan: AnnualPlan

    @cached_property
    def case(self) -> Case:
        """People and pay of the input."""
        return Case(self.plan_input)

    @property
    def units(self) -> tuple[UnitPlan, ...]:
        """The plan's units."""
        return self.plan.channel_plan.units

    @property
    def costs(self) -> tuple[CostLine, ...]:
        """The plan's cost lines."""
        return self.plan.channel_plan.costs

    def owned(self, revenue: Iterable[UnitPlan], lines: Iterable[CostLine]) -> Right:
        """Return the sums of units and lines."""
        found = list(lines)
        counted = sum(c.amount_cents for c in found if c.counts_in_ratio)
        return sum(u.revenue_cents for u in revenue), counted, sum(c.amount_cents for c in found) - counted

    @cached_property
    def of_units(self) -> list[tuple[UnitPlan, float, float]]:
        """Return every unit with its share of the counted and of the uncounted lines."""
        sums = [[0.0, 0.0] for _ in self.units]
        for line in self.costs:
            for place, share in self._shares(line):
                sums[place][0 if line.counts_in_ratio else 1] += line.amount_cents * share
        return [(u, counted, rest) for u, (counted, rest) in zip(self.units, sums, strict=True)]

    @cached_property
    def _places_of_teams(self) -> dict[str | None, list[int]]:
        """Return by team the places of the units that it leads or co-sells: few of all, and there are several lines a team."""
        places: dict[str | None, list[int]] = {}
        for place, unit in enumerate(self.units):
            for team in dict.fromkeys((unit.team, unit.coseller)):
                places.setdefault(team, []).append(place)
        return places

    def _shares(self, line: CostLine) -> list[tuple[int, float]]:
        """Return by what a line is shared out: the unit's own amount, else effort, else revenue of the team, of the channel, of all.

        Units that have no share are left out; the others are named by their places.
        """
        served, everywhere = self._places_of_teams.get(line.team, []), range(len(self.units))
        tests: list[tuple[Iterable[int], Callable[[UnitPlan], float]]] = [
            (everywhere, lambda u: u.revenue_cents if u.channel is line.channel else 0.0),
            (everywhere, lambda u: float(u.revenue_cents)),
            (everywhere, lambda _: 1.0),
        ]
        if line.channel is None:
            del tests[0]
        if line.team is not None:
            tests.insert(0, (served, lambda u: float(u.revenue_cents) if u.team == line.team else 0.0))
            tests.insert(
                0,
                (
                    served,
                    lambda u: (
                        (round(u.fte, 6) if u.team == line.team else 0.0)
                        + (round(u.cosell_fte, 6) if u.coseller == line.team else 0.0)
                    ),
                ),
            )
        column = _OWN_COLUMN.get(line.kind)
        if column is not None:
            own = column
            tests.insert(
                0,
                (
                    served,
                    lambda u: float(getattr(u, own)) if u.team == line.team and u.channel is line.channel else 0.0,
                ),
            )
        for places, test in tests:
            weights = [(place, test(self.units[place])) for place in places]
            whole = sum(weight for _, weight in weights)
            if whole > 0:
                return [(place, weight / whole) for place, weight in weights]
        return []

    def product(self, product: str) -> Right:
        """Return one product line: its revenue, and its share of the cost of every unit that sells it."""
        found = [0.0, 0.0, 0.0]
        for unit, counted, rest in self.of_units:
            if product not in unit.unit.products:
                continue
            place = [str(p) for p in unit.unit.products].index(product)
            choices = (unit.products_cents, unit.unit.potential_cents, (1,) * len(unit.unit.products))
            weights = next(w for w in choices if sum(w) > 0)
            share = weights[place] / sum(weights)
            found[0] += unit.products_cents[place]
            found[1] += counted * share
            found[2] += rest * share
        return found[0], found[1], found[2]

    @cached_property
    def sold(self) -> dict[tuple[str | None, Channel], list[float]]:
        """Return revenue by month of every team (``None``: units without one) in every channel."""
        shapes = {str(t.team): [float(c) for c in t.months_cents] for t in self.plan.targets.teams}
        company = [sum(shape[m] for shape in shapes.values()) for m in range(12)]
        sold: dict[tuple[str | None, Channel], list[float]] = {}
        for unit in self.units:
            own = sold.setdefault((unit.team, unit.channel), [0.0] * 12)
            shape = shapes.get(str(unit.team), company) if unit.team is not None else company
            for m, part in enumerate(_spread(unit.revenue_cents, shape, company)):
                own[m] += part
        return sold

    @cached_property
    def months(self) -> list[Right]:
        """Return revenue and cost of every month."""
        cost = [[0.0, 0.0] for _ in range(12)]
        for line in self.costs:
            for m, part in enumerate(self.months_of(line)):
                cost[m][0 if line.counts_in_ratio else 1] += part
        return [(sum(own[m] for own in self.sold.values()), cost[m][0], cost[m][1]) for m in range(12)]

    def months_of(self, line: CostLine) -> list[float]:
        """Return a cost line by month."""
        return _spread(line.amount_cents, self._month_shape(line), list(_EVEN))

    def heads(self, team: Team, usual: bool = False) -> list[float]:
        """Return a team's paid heads by month, before hires; with `usual` only those without a base pay of their own."""
        seats = [s for s in self.plan_input.seats if s.team == team.team and is_committed(s)]
        loose = count_seatless(self.plan_input, team)
        paid = [s for s in seats if not (usual and s.base_pay_cents is not None)]
        return [
            loose + sum(s.presence_share for s in paid if s.start_month is None or s.start_month <= m)
            for m in range(1, 13)
        ]

    @cached_property
    def _first_months(self) -> dict[SeatId, int]:
        return {s.seat: s.start_month or 1 for s in self.plan_input.seats}

    def own_pay(self, team: str) -> dict[SeatId, list[int]]:
        """Return what each seat of `team` with a base pay of its own is paid by month, in cents: even, its running sums rounded."""
        found: dict[SeatId, list[int]] = {}
        for seat, cents in self.case.times[team].own_pay.items():
            first = self._first_months[seat]
            paid = [Fraction(cents * max(0, m - first + 1), 13 - first) for m in range(13)]
            found[seat] = [floor(b + Fraction(1, 2)) - floor(a + Fraction(1, 2)) for a, b in pairwise(paid)]
        return found

    def _month_shape(self, line: CostLine) -> list[float]:
        hires = next((t.hires for t in self.plan.channel_plan.teams if t.team == line.team), (0, 0, 0, 0))
        if line.kind in (*PER_HEAD, "seat_pay"):
            team = next((t for t in self.plan_input.teams if t.team == line.team), None)
            if team is None:
                return list(_EVEN)  # such a line is reported as unknown
            if line.kind == "seat_pay":
                return [float(sum(month)) for month in zip(*self.own_pay(team.team).values(), strict=True)] or [*_EVEN]
            return [
                heads + sum(n for n, q in zip(hires, QUARTERS, strict=True) if m > 3 * (q - 1))
                for m, heads in enumerate(self.heads(team, usual=line.kind == "pay"), start=1)
            ]
        if line.kind == "hiring":
            return [float(hires[m // 3]) if m % 3 == 0 else 0.0 for m in range(12)]
        if line.kind in WITH_REVENUE:
            own = [
                v for (team, channel), v in self.sold.items() if channel is line.channel and line.team in (None, team)
            ]
            return [sum(v[m] for v in own) for m in range(12)]
        return list(_EVEN)


def check_ratios(written: Written, plan_input: PlanInput, plan: AnnualPlan) -> None:
    """Report rows of sheet Cost ratios that are missing, unknown or twice, and figures that are not what the plan gives."""
    subject = RatioSubject(plan_input, plan)
    rights = _rights(subject)
    cents = 0.011 * (len(plan.channel_plan.costs) + len(plan.channel_plan.units) + 12)
    seen: set[tuple[str, str]] = set()
    for row in written.rows(COST_RATIO_SHEET):
        key = _key_of(row, rights)
        if key is None or key in seen:
            text = Text("an unknown row, or one that stands twice", "该行不存在或重复")
            written.report("ratios", row.place("name"), text)
            continue
        seen.add(key)
        (revenue, counted, rest), cap = rights[key]
        exact = key[0] in ("company", "team", "channel")
        _expect(written, row, "revenue", revenue / 100, _HALF_CENT if key[0] not in ("month", "to_date") else cents)
        _expect(written, row, "cost", counted / 100, _HALF_CENT if exact else cents)
        _expect(written, row, "outside", rest / 100, _HALF_CENT if exact else cents)
        sold, spent = row.number("revenue"), row.number("cost")
        _expect(written, row, "ratio", spent / sold if sold else 0.0, _RATIO)
        _expect(written, row, "cap", cap, _RATIO)
        _expect(written, row, "room", None if cap is None else cap * sold - spent, _HALF_CENT + 0.005)
    for axis, name in rights:
        if (axis, name) not in seen:
            text = Text("'{n}' is missing on this sheet", "该表缺少“{n}”").format(n=name)
            written.report("ratios", written.tables[COST_RATIO_SHEET.key].sheet.place(0, 0), text)


def _rights(subject: RatioSubject) -> dict[tuple[str, str], tuple[Right, float | None]]:
    """Return what must stand on the sheet, by axis and name (of a channel its value), with the cap beside it."""
    plan_input, units, costs = subject.plan_input, subject.units, subject.costs
    cap = plan_input.settings.cost_of_sales_cap
    found: dict[tuple[str, str], tuple[Right, float | None]] = {
        ("company", plan_input.settings.company): (subject.owned(units, costs), cap)
    }
    for team in plan_input.teams:
        lines = [c for c in costs if c.team == team.team]
        own = subject.owned((u for u in units if u.team == team.team), lines)
        found["team", team.team] = (own, cap if team.cost_cap is None else team.cost_cap)
    nobody = subject.owned((u for u in units if u.team is None), (c for c in costs if c.team is None))
    if any(nobody):
        found["team", ""] = (nobody, None)
    for channel in Channel:
        own = subject.owned((u for u in units if u.channel is channel), (c for c in costs if c.channel is channel))
        if any(own):
            found["channel", channel.value] = (own, cap)
    nobody = subject.owned((), (c for c in costs if c.channel is None))
    if any(nobody):
        found["channel", ""] = (nobody, None)
    parts: dict[SegmentId, list[tuple[UnitPlan, float, float]]] = {}
    for part in subject.of_units:
        parts.setdefault(part[0].unit.segment.segment, []).append(part)
    for segment in plan_input.segments:
        mine = parts.get(segment.segment, [])
        sums = (sum(u.revenue_cents for u, _, _ in mine), sum(c for _, c, _ in mine), sum(r for _, _, r in mine))
        found["segment", segment.segment] = (sums, cap)
    for product in plan_input.products:
        found["product", product.product] = (subject.product(product.product), cap)
    for m, month in enumerate(subject.months):
        found["month", str(m + 1)] = (month, None)
        so_far = subject.months[: m + 1]
        to_date = (sum(x[0] for x in so_far), sum(x[1] for x in so_far), sum(x[2] for x in so_far))
        found["to_date", str(m + 1)] = (to_date, None)
    return found


def _key_of(row: ResultRow, rights: dict[tuple[str, str], tuple[Right, float | None]]) -> tuple[str, str] | None:
    axis = next((k for k, words in RATIO_AXIS_WORDS.items() if row["axis"] in (words.en, words.zh)), None)
    name = row.text("name") or ""
    if axis is None:
        return None
    if axis in ("team", "channel") and name in (NO_OWNER.en, NO_OWNER.zh):
        name = ""
    elif axis == "channel":
        name = next((c.value for c in Channel if name in (word_of(c).en, word_of(c).zh)), name)
    elif axis in ("month", "to_date"):
        name = next((str(m) for m in range(1, 13) if name in (f"M{m}", f"第{m}月")), name)
    return (axis, name) if (axis, name) in rights else None


def _spread(total: float, shape: list[float], otherwise: list[float]) -> list[float]:
    weights = next((w for w in (shape, otherwise, list(_EVEN)) if sum(w) > 0), list(_EVEN))
    return [total * w / sum(weights) for w in weights]


def _expect(written: Written, row: ResultRow, key: str, right: float | None, tolerance: float) -> None:
    if right is None:
        if row[key] is not None:
            written.report("ratios", row.place(key), Text("a blank is expected", "应为空"))
    elif row[key] is None or abs(row.number(key) - right) > tolerance:
        text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
        written.report("ratios", row.place(key), text.format(a="—" if row[key] is None else row[key], b=right))
