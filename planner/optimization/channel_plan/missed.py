"""What a plan that is a best effort does not reach of what the workbook asks."""

from __future__ import annotations

from planner.domain.channel_plan import ChannelPlan
from planner.domain.missed_target import FloorKey, MissedTarget
from planner.optimization.channel_plan.problem import ChannelPlanProblem


def list_missed_targets(problem: ChannelPlanProblem, plan: ChannelPlan) -> tuple[MissedTarget, ...]:
    """Return the floors that `problem` lowers and `plan` does not reach as the workbook asks, in order of rules."""
    if not problem.floors:
        return ()
    asked, reached = list_asked(problem), _list_reached(plan)
    return tuple(
        MissedTarget(*key, asked[key], held, reached.get(key, 0.0))
        for key, held in problem.floors.items()
        if reached.get(key, 0.0) < asked[key]
    )


def list_asked(problem: ChannelPlanProblem) -> dict[FloorKey, float]:
    """Return what the workbook asks at least, floor by floor: cents of expected revenue, or customers."""
    plan_input = problem.plan_input
    settings, stretch = plan_input.settings, plan_input.settings.largest_stretch
    asked: dict[FloorKey, float] = {("revenue_floor", ""): settings.target_revenue_cents / stretch}
    for product in plan_input.products:
        asked["product_floor", product.product] = float(product.target_floor_cents or 0)
    for segment in plan_input.segments:
        potential = sum(u.total_potential_cents for u in problem.options.units if u.segment.segment == segment.segment)
        asked["segment_share_floor", segment.segment] = (segment.share_floor or 0.0) * potential
    asked["new_customer_floor", ""] = float(settings.new_customer_floor or 0)
    for team in plan_input.teams:
        target = max(team.fixed_target_cents or 0, team.target_min_cents or 0)
        asked["team_revenue_band", team.team] = max(float(team.revenue_min_cents or 0), target / stretch)
    return asked


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
