"""Sheet Cost curve recomputed from the plan and the input sheets, written from docs/models/cost_of_sales.md and not from the sheet's formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.domain.choices import Channel
from planner.domain.organisation import Team
from planner.domain.plan import AnnualPlan, CostLine, UnitPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.written.book import Sheet
from planner.results.written.result_tables import Written
from planner.tables.choice_words import word_of
from planner.tables.column import Kind
from planner.tables.cost_curve import (
    ATTAINMENT_LABEL,
    ATTAINMENTS,
    BRIDGE_COLUMNS,
    BRIDGE_REST,
    BRIDGE_TITLE,
    BRIDGE_TOTAL,
    CHANNEL_RATIOS,
    COMPANY_LINES,
    CURVE_SHEET,
    EXPECTED_COLUMN,
    FIRST_COLUMN,
    TEAM_RATIOS,
)

_SELLING = ("expense", "travel")
_MOVING = (*_SELLING, "commission", "partner_margin", "manager_bonus")
_SHARE = 1e-9
_CENTS_OF_RATIO = 6.0
"""Cents by which the rounded lines of one team may differ; a channel and the company add their teams."""


@dataclass(frozen=True, slots=True)
class Point:
    """Revenue, margin and cost lines (cents) of a team, a channel or the company."""

    revenue: float
    margin: float
    lines: dict[str, float]
    outside_fixed: float

    def partners(self) -> float:
        """Return partner margin, deposits kept (negative) and rebate."""
        return sum(self.lines.get(k, 0.0) for k in ("partner_margin", "deposit", "rebate"))

    def cost(self, counts: bool) -> float:
        """Return what counts in the ratio."""
        return sum(self.lines.values()) - (0.0 if counts else self.partners())

    def outside(self, counts: bool) -> float:
        """Return what does not."""
        return self.outside_fixed + (0.0 if counts else self.partners())


@dataclass(frozen=True)
class CurveSubject:
    """A plan and its input, asked for cost at other attainments."""

    plan_input: PlanInput
    plan: AnnualPlan

    @cached_property
    def targets(self) -> dict[str, int]:
        """Base targets of the teams."""
        return {t.team: t.base_cents for t in self.plan.targets.teams}

    @cached_property
    def units_of(self) -> dict[str | None, list[UnitPlan]]:
        """Units by lead team."""
        found: dict[str | None, list[UnitPlan]] = {}
        for unit in self.plan.channel_plan.units:
            found.setdefault(unit.team, []).append(unit)
        return found

    @cached_property
    def costs_of(self) -> dict[str | None, list[CostLine]]:
        """Cost lines by team."""
        found: dict[str | None, list[CostLine]] = {}
        for line in self.plan.channel_plan.costs:
            found.setdefault(line.team, []).append(line)
        return found

    def team(self, team: Team, attainment: float | None) -> Point:
        """Return one team at `attainment` (``None``: its expected revenue)."""
        units, costs = self.units_of.get(team.team, []), self.costs_of.get(team.team, [])
        target, expected = self.targets.get(team.team, 0), sum(u.revenue_cents for u in units)
        reached = (expected / target if target else 0.0) if attainment is None else attainment
        revenue = expected if attainment is None else attainment * target
        share = revenue / expected if expected else 0.0
        pay = next((p for p in self.plan_input.pay if p.team == team.team), None)

        def spent(*kinds: str) -> int:
            return sum(c.amount_cents for c in costs if c.kind in kinds)

        commission = self._commission(team, reached, target, spent("commission"), expected)
        fixed = sum(c.amount_cents for c in costs if c.kind not in _MOVING and c.counts_in_ratio)
        lines = {"fixed": float(fixed), "selling_expense": float(spent(*_SELLING)), "commission": commission}
        partner_rate = self.plan_input.channel(team.channel).partner_margin
        lines["partner_margin"] = spent("partner_margin") * share if expected else partner_rate * revenue
        if pay is not None:
            if pay.release_share is not None:
                lines["selling_expense"] *= min(1.0, reached + pay.release_share)
            bonus = pay.manager_bonus_cents * reached if reached >= pay.manager_bonus_from else 0.0
            lines["manager_bonus"] = bonus
            lines["benefits"] = pay.benefits_share * (commission + bonus)
            returned = min(1.0, reached / pay.deposit_return_from) if pay.deposit_return_from else 1.0
            lines["deposit"] = -pay.deposit_cents * (1.0 - returned)
        outside = sum(c.amount_cents for c in costs if c.kind not in _MOVING and not c.counts_in_ratio)
        return Point(revenue, sum(u.margin_cents for u in units) * share, lines, outside)

    def _commission(self, team: Team, reached: float, target: int, stated: int, expected: int) -> float:
        """Return commission by the team's rates, else those of all teams, else the plan's share of revenue."""
        pay = next((p for p in self.plan_input.pay if p.team == team.team), None)
        every = self.plan_input.commission_rates
        own = [r for r in every if r.team == team.team] or [r for r in every if r.team is None]
        plain = stated / expected if expected else self.plan_input.channel(team.channel).commission_rate
        bands = [(r.from_attainment, r.from_revenue_cents, r.rate) for r in own] or [(0.0, None, plain)]
        starts = sorted((a * target if a is not None else float(amount or 0), rate) for a, amount, rate in bands)

        def earned(revenue: float) -> float:
            ends = [start for start, _ in starts[1:]] + [float("inf")]
            return sum(
                rate * (min(revenue, end) - start)
                for (start, rate), end in zip(starts, ends, strict=True)
                if revenue > start
            )

        found = earned(reached * target)
        cap = None if pay is None else pay.commission_cap
        return found if cap is None else min(found, cap * earned(float(target)))

    def channel(self, channel: Channel, attainment: float | None) -> Point:
        """Return one channel: its teams, its units without a team, its own lines, its rebate."""
        teams = [self.team(t, attainment) for t in self.plan_input.teams if t.channel is channel]
        rest = [u for u in self.units_of.get(None, []) if u.channel is channel]
        loose = self._loose(channel)
        found = _add(
            [*teams, Point(sum(u.revenue_cents for u in rest), sum(u.margin_cents for u in rest), {}, 0.0), loose]
        )
        steps = [
            r for r in self.plan_input.rebates if r.channel is channel and r.from_revenue_cents <= found.revenue + 0.5
        ]
        rate = max(steps, key=lambda r: r.from_revenue_cents).rate if steps else 0.0
        return Point(found.revenue, found.margin, found.lines | {"rebate": rate * found.revenue}, found.outside_fixed)

    def company(self, attainment: float | None) -> Point:
        """Return the company: its channels, and the lines of none."""
        return _add([*(self.channel(c, attainment) for c in Channel), self._loose(None)])

    def _loose(self, channel: Channel | None) -> Point:
        lines = [c for c in self.costs_of.get(None, []) if c.channel is channel and c.kind != "rebate"]
        counted = sum(c.amount_cents for c in lines if c.counts_in_ratio)
        return Point(0.0, 0.0, {"fixed": float(counted)}, sum(c.amount_cents for c in lines if not c.counts_in_ratio))


def check_curve(written: Written, plan_input: PlanInput, plan: AnnualPlan) -> None:
    """Report figures of sheet Cost curve that do not follow from the plan and the pay terms; lines must add up to the ratio."""
    sheet = written.book.find(CURVE_SHEET)
    if sheet is None:
        text = Text("sheet '{s}' is missing", "缺少工作表“{s}”").format(s=CURVE_SHEET)
        written.report("layout", written.plan.place(0, 0), text)
        return
    head = _find(sheet, ATTAINMENT_LABEL, 0)
    teams, channels = _find(sheet, TEAM_RATIOS, 0), _find(sheet, CHANNEL_RATIOS, 0)
    if head is None or teams is None or channels is None:
        written.report("curve", sheet.place(0, 0), Text("a section is missing", "缺少区块"))
        return
    subject, counts = CurveSubject(plan_input, plan), plan_input.settings.count_partner_margin
    n_teams = len(plan_input.teams)
    cents = 0.011 * (n_teams + len(Channel) + 2)
    names: dict[int, tuple[int, Team | Channel]] = {}
    for i, team in enumerate(sorted(plan_input.teams, key=lambda t: t.team), start=teams + 1):
        _expect_name(written, sheet, i, Text.same(team.team))
        names[i] = (i, team)
    for channel in Channel:
        row = _find(sheet, word_of(channel), channels)
        if row is not None and row <= channels + len(Channel):
            names[row] = (row, channel)
    _check_bridge(written, sheet, subject, counts)
    for j, attainment in enumerate((None, *ATTAINMENTS), start=EXPECTED_COLUMN):
        if j >= FIRST_COLUMN:
            _expect(written, sheet, head, j, attainment or 0.0, 1e-12)
        company = subject.company(attainment)
        for key, right in _company_rights(company, plan_input, plan, counts, attainment):
            row = head + 1 + [c.key for c in COMPANY_LINES].index(key)
            kind = next(c.kind for c in COMPANY_LINES if c.key == key)
            _expect(written, sheet, row, j, right, _slack(company, n_teams, counts) if kind is Kind.SHARE else cents)
        for row, (_, whose) in names.items():
            point = (
                subject.channel(whose, attainment) if isinstance(whose, Channel) else subject.team(whose, attainment)
            )
            right = point.cost(counts) / point.revenue if point.revenue else 0.0
            _expect(written, sheet, row, j, right, _slack(point, n_teams, counts))


def _check_bridge(written: Written, sheet: Sheet, subject: CurveSubject, counts: bool) -> None:
    """The section that names the differences: every team's, and their sum, which is the company's."""
    title = _find(sheet, BRIDGE_TITLE, 0)
    if title is None:
        written.report("curve", sheet.place(0, 0), Text("a section is missing", "缺少区块"))
        return
    keys, cents = [c.key for c in BRIDGE_COLUMNS], 0.011
    sums = dict.fromkeys(keys, 0.0)
    teams = sorted(subject.plan_input.teams, key=lambda t: t.team)
    for row, team in enumerate(teams, start=title + 2):
        _expect_name(written, sheet, row, Text.same(team.team))
        for key, right in _bridge_of(subject, team).items():
            sums[key] += right
            _expect(written, sheet, row, EXPECTED_COLUMN + keys.index(key), right, cents * 8)
    rest, last = title + 2 + len(teams), EXPECTED_COLUMN + len(keys) - 1
    company = subject.company(None)
    stated = sum(c.amount_cents for c in subject.plan.channel_plan.costs)
    whole = (company.cost(counts) + company.outside(counts) - stated) / 100
    _expect_name(written, sheet, rest, BRIDGE_REST)
    _expect_name(written, sheet, rest + 1, BRIDGE_TOTAL)
    _expect(written, sheet, rest, last, whole - sums["all"], cents * 8 * (len(teams) + 1))
    for key in keys[:-1]:
        _expect(written, sheet, rest + 1, EXPECTED_COLUMN + keys.index(key), sums[key], cents * 8 * len(teams))
    _expect(written, sheet, rest + 1, last, whole, cents * 8 * (len(teams) + 1))


def _bridge_of(subject: CurveSubject, team: Team) -> dict[str, float]:
    """Return a team's differences in currency units: pay terms at expected revenue less the plan's lines."""
    point, costs = subject.team(team, None), subject.costs_of.get(team.team, [])

    def less(line: str, *kinds: str) -> float:
        return (point.lines.get(line, 0.0) - sum(c.amount_cents for c in costs if c.kind in kinds)) / 100

    terms, plain = point.lines["commission"] / 100, sum(c.amount_cents for c in costs if c.kind == "commission") / 100
    found = {
        "commission": terms - plain,
        "manager_bonus": less("manager_bonus", "manager_bonus"),
        "benefits": less("benefits"),
        "selling_expense": less("selling_expense", *_SELLING),
        "partner_margin": less("partner_margin", "partner_margin"),
        "deposit": less("deposit"),
        "fixed": 0.0,
    }
    return {"commission_terms": terms, "commission_plan": plain, **found, "all": sum(found.values())}


def _company_rights(
    company: Point, plan_input: PlanInput, plan: AnnualPlan, counts: bool, attainment: float | None
) -> Iterator[tuple[str, float]]:
    """Yield what each line of the company must be, in currency units or as a share."""
    cost, outside = company.cost(counts), company.outside(counts)
    keys = (
        "fixed",
        "selling_expense",
        "commission",
        "manager_bonus",
        "benefits",
        "partner_margin",
        "deposit",
        "rebate",
    )
    yield "revenue", company.revenue / 100
    yield "margin", company.margin / 100
    for key in keys:
        yield key, company.lines.get(key, 0.0) / 100
    yield "cost", cost / 100
    yield "outside", outside / 100
    yield "ratio", cost / company.revenue if company.revenue else 0.0
    if plan_input.settings.cost_of_sales_cap is not None:
        yield "cap", plan_input.settings.cost_of_sales_cap
    yield "contribution", (company.margin - cost - outside) / 100
    yield "proof", 0.0
    if attainment is None:
        yield "pay_difference", (cost + outside - sum(c.amount_cents for c in plan.channel_plan.costs)) / 100


def _add(points: list[Point]) -> Point:
    lines: dict[str, float] = {}
    for point in points:
        for key, cents in point.lines.items():
            lines[key] = lines.get(key, 0.0) + cents
    return Point(
        sum(p.revenue for p in points), sum(p.margin for p in points), lines, sum(p.outside_fixed for p in points)
    )


def _slack(point: Point, teams: int, counts: bool) -> float:
    """Return by how much a ratio may differ whose lines, and whose revenue, are rounded to the cent."""
    if not point.revenue:
        return _SHARE
    return _SHARE + _CENTS_OF_RATIO * teams / point.revenue * (1.0 + abs(point.cost(counts) / point.revenue))


def _find(sheet: Sheet, label: Text, after: int) -> int | None:
    rows = range(after, len(sheet.rows))
    return next((i for i in rows if sheet.cell(i, 0).value in (label.en, label.zh)), None)


def _expect_name(written: Written, sheet: Sheet, row: int, name: Text) -> None:
    if str(sheet.cell(row, 0).value) not in (name.en, name.zh):
        text = Text("found '{a}', '{b}' is expected", "内容为“{a}”，应为“{b}”").format(
            a=sheet.cell(row, 0).value, b=name
        )
        written.report("curve", sheet.place(row, 0), text)


def _expect(written: Written, sheet: Sheet, row: int, column: int, right: float, tolerance: float) -> None:
    value = sheet.cell(row, column).value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or abs(float(value) - right) > tolerance:
        text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
        written.report("curve", sheet.place(row, column), text.format(a="—" if value is None else value, b=right))
