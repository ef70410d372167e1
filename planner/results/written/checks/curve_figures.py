"""Cost at any attainment recomputed from a written plan and its input, after docs/models/cost_of_sales.md and not after the formulas of the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planner.domain.channel_plan import CostLine, UnitPlan
from planner.domain.choices import Channel
from planner.domain.organisation import Team
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput

_SELLING = ("expense", "travel")


_MOVING = (*_SELLING, "commission", "partner_margin", "manager_bonus")


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
        reached = 1.0  # also where nobody asks the team for anything
        if target:
            reached = expected / target if attainment is None else attainment
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


def bridge_of(subject: CurveSubject, team: Team) -> dict[str, float]:
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


def _add(points: list[Point]) -> Point:
    lines: dict[str, float] = {}
    for point in points:
        for key, cents in point.lines.items():
            lines[key] = lines.get(key, 0.0) + cents
    return Point(
        sum(p.revenue for p in points), sum(p.margin for p in points), lines, sum(p.outside_fixed for p in points)
    )
