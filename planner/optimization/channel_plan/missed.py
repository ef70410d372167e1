"""What a plan that is a best effort does not reach of what the workbook asks."""

from __future__ import annotations

from planner.domain.channel_plan import ChannelPlan
from planner.domain.missed_target import FloorKey, MissedTarget
from planner.optimization.channel_plan.floors import list_floors
from planner.optimization.channel_plan.problem import ChannelPlanProblem


def list_missed_targets(problem: ChannelPlanProblem, plan: ChannelPlan) -> tuple[MissedTarget, ...]:
    """Return the floors that `problem` lowers and `plan` does not reach as the workbook asks, in order of rules."""
    if not problem.floors:
        return ()
    asked, reached = list_floors(problem), _list_reached(plan)
    return tuple(
        MissedTarget(*key, asked[key], held, reached.get(key, 0.0))
        for key, held in problem.floors.items()
        if reached.get(key, 0.0) < asked[key]
    )


def _list_reached(plan: ChannelPlan) -> dict[FloorKey, float]:
    reached: dict[FloorKey, float] = {
        ("revenue_floor", ""): float(plan.totals.revenue_cents),
        ("new_customer_floor", ""): sum(u.new_customers for u in plan.units),
    }
    for unit in plan.units:
        segment = ("segment_share_floor", str(unit.unit.segment.segment))
        reached[segment] = reached.get(segment, 0.0) + unit.revenue_cents
        if unit.team is not None:
            team = ("team_revenue_band", str(unit.team))
            reached[team] = reached.get(team, 0.0) + unit.revenue_cents
        for name, cents in zip(unit.unit.products, unit.products_cents, strict=True):
            product = ("product_floor", str(name))
            reached[product] = reached.get(product, 0.0) + cents
    return reached
