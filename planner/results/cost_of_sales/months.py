"""Expected revenue and cost of sales by month of the plan year, to the cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.calendar import MONTHS_PER_YEAR, QUARTERS
from planner.domain.channel_plan import REVENUE_COST_KINDS, CostLine
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, TeamId
from planner.domain.name_order import name_order
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import split_running
from planner.response.seat_pay import list_own_pay
from planner.response.staffing import HEAD_COST_KINDS

Months = tuple[Cents, ...]
"""Twelve amounts in cents, in fiscal order."""


@dataclass(frozen=True, slots=True)
class RevenueByMonth:
    """Expected revenue of one team in one channel (team ``None``: units without a team); 12 months in cents."""

    team: TeamId | None
    channel: Channel
    months_cents: Months


@dataclass(frozen=True, slots=True)
class CostByMonth:
    """One cost line with its 12 months in cents, which add up to the line."""

    line: CostLine
    months_cents: Months


@dataclass(frozen=True, slots=True)
class MonthRatio:
    """The company in one fiscal month (1 to 12): revenue and counted cost of the month, and since the year began."""

    month: int
    revenue_cents: Cents
    cost_cents: Cents
    revenue_to_date_cents: Cents
    cost_to_date_cents: Cents

    @property
    def ratio(self) -> float | None:
        """The month's cost of sales ÷ revenue; ``None`` without revenue."""
        return self.cost_cents / self.revenue_cents if self.revenue_cents else None

    @property
    def ratio_to_date(self) -> float | None:
        """Cost of sales ÷ revenue since the year began; ``None`` without revenue."""
        return self.cost_to_date_cents / self.revenue_to_date_cents if self.revenue_to_date_cents else None


def spread_revenue(plan: AnnualPlan) -> tuple[RevenueByMonth, ...]:
    """Return expected revenue by team, channel and month: a team's year follows the months of its target, other units the company's target."""
    shapes: dict[TeamId | None, Months] = {t.team: t.months_cents for t in plan.targets.teams}
    shapes[None] = _add(shapes.values())
    sums: dict[tuple[TeamId | None, Channel], Cents] = {}
    for unit in plan.channel_plan.units:
        key = (unit.team, unit.channel)
        sums[key] = sums.get(key, 0) + unit.revenue_cents
    return tuple(
        RevenueByMonth(team, channel, _split(cents, shapes.get(team, shapes[None]), shapes[None]))
        for (team, channel), cents in sorted(sums.items(), key=lambda kv: (name_order(kv[0][0] or ""), kv[0][1].value))
    )


def spread_costs(plan_input: PlanInput, plan: AnnualPlan) -> tuple[CostByMonth, ...]:
    """Return every cost line by month.

    Cost per head follows the heads that are paid in the month, pay those at the team's pay per head; the seats' own pay is what each is paid;
    commission, partner margin and rebate follow revenue; recruiting falls into the months in which hires start; everything else is even.
    """
    revenue = spread_revenue(plan)
    heads, at_team_pay = (
        {str(t.team): _paid_heads(heads_in_place(plan_input, t.team, at), t.hires) for t in plan.channel_plan.teams}
        for at in (False, True)
    )
    starts = {
        str(t.team): tuple(float(t.hires[m // 3]) if m % 3 == 0 else 0.0 for m in range(MONTHS_PER_YEAR))
        for t in plan.channel_plan.teams
    }
    even = (1,) * MONTHS_PER_YEAR
    spread = []
    for line in plan.channel_plan.costs:
        shape: Iterable[float] = even
        if line.kind == "seat_pay":
            shape = even if line.team is None else seat_pay_months(plan_input, line.team)
        elif line.kind == "pay":
            shape = at_team_pay.get(str(line.team), even)
        elif line.kind in HEAD_COST_KINDS:
            shape = heads.get(str(line.team), even)
        elif line.kind == "hiring":
            shape = starts.get(str(line.team), even)
        elif line.kind in REVENUE_COST_KINDS:
            own = [r for r in revenue if r.channel is line.channel and line.team in (None, r.team)]
            shape = _add(r.months_cents for r in own)
        spread.append(CostByMonth(line, _split(line.amount_cents, tuple(shape), even)))
    return tuple(spread)


def compute_month_ratios(plan_input: PlanInput, plan: AnnualPlan) -> tuple[MonthRatio, ...]:
    """Return the company's ratio month by month, and cumulative."""
    revenue = _add(r.months_cents for r in spread_revenue(plan))
    cost = _add(c.months_cents for c in spread_costs(plan_input, plan) if c.line.counts_in_ratio)
    return tuple(
        MonthRatio(m + 1, revenue[m], cost[m], sum(revenue[: m + 1]), sum(cost[: m + 1]))
        for m in range(MONTHS_PER_YEAR)
    )


def heads_in_place(plan_input: PlanInput, team: TeamId, at_team_pay: bool = False) -> tuple[float, ...]:
    """Return the heads paid in each month before hires: those without a seat, committed seats from their start.

    With `at_team_pay` only those that are paid the team's pay per head, which seats with a base pay of their own are not.
    """
    seats = [s for s in plan_input.seats if s.team == team and s.is_committed]
    seatless = sum(plan_input.heads_without_seat(t) for t in plan_input.teams if t.team == team)
    paid = [s for s in seats if s.base_pay_cents is None or not at_team_pay]
    months = []
    for month in range(1, MONTHS_PER_YEAR + 1):
        seated = sum(s.presence_share for s in paid if (s.start_month or 1) <= month)
        months.append(seatless + seated)
    return tuple(months)


def seat_pay_months(plan_input: PlanInput, team: TeamId) -> Months:
    """Return by month what the seats of a team are paid that have a base pay of their own."""
    return _add(s.months_cents for s in list_own_pay(plan_input, team))


def _paid_heads(in_place: tuple[float, ...], hires: tuple[int, ...]) -> tuple[float, ...]:
    """Return the heads paid in each month: those in place, and hires from the first month of their quarter."""
    return tuple(
        heads + sum(n for n, q in zip(hires, QUARTERS, strict=True) if 3 * q - 2 <= month)
        for month, heads in enumerate(in_place, start=1)
    )


def _split(total: Cents, shape: tuple[float, ...], otherwise: tuple[float, ...]) -> Months:
    """Split a year by the first of the two shapes that says anything, else evenly."""
    weights = next((w for w in (shape, otherwise) if any(w)), (1,) * MONTHS_PER_YEAR)
    return split_running(total, weights)


def _add(rows: Iterable[Months]) -> Months:
    sums = [0] * MONTHS_PER_YEAR
    for row in rows:
        for m, cents in enumerate(row):
            sums[m] += cents
    return tuple(sums)
