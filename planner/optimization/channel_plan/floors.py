"""What a workbook asks at least: of the company, of product lines, segments, teams, and of new customers."""

from __future__ import annotations

from planner.domain.missed_target import FloorKey
from planner.domain.organisation import Team
from planner.domain.settings import Settings
from planner.optimization.channel_plan.problem import ChannelPlanProblem


def company_floor(settings: Settings) -> float:
    """Return the least expected revenue of the company, cents: its target ÷ the largest stretch."""
    return settings.target_revenue_cents / settings.largest_stretch


def team_floor(team: Team, largest_stretch: float) -> float:
    """Return the least expected revenue that `team` leads, cents: its band's, or what a fixed or least target asks at the largest stretch."""
    target = max(team.fixed_target_cents or 0, team.target_min_cents or 0)
    return max(float(team.revenue_min_cents or 0), target / largest_stretch)


def segment_floors(problem: ChannelPlanProblem) -> dict[str, float]:
    """Return the least expected revenue of each segment that has a share floor, cents: the share · the potential of its units."""
    potential: dict[str, int] = {}
    for unit in problem.options.units:
        name = unit.segment.segment
        potential[name] = potential.get(name, 0) + unit.total_potential_cents
    segments = problem.plan_input.segments
    return {s.segment: s.share_floor * potential.get(s.segment, 0) for s in segments if s.share_floor}


def list_floors(problem: ChannelPlanProblem) -> dict[FloorKey, float]:
    """Return all of them, floor by floor: cents of expected revenue, or customers."""
    plan_input, settings = problem.plan_input, problem.plan_input.settings
    asked: dict[FloorKey, float] = {("revenue_floor", ""): company_floor(settings)}
    for product in plan_input.products:
        asked["product_floor", product.product] = float(product.target_floor_cents or 0)
    for segment, floor in segment_floors(problem).items():
        asked["segment_share_floor", segment] = floor
    asked["new_customer_floor", ""] = float(settings.new_customer_floor or 0)
    for team in plan_input.teams:
        asked["team_revenue_band", team.team] = team_floor(team, settings.largest_stretch)
    return asked
