"""What a workbook asks at least: of the company, of product lines, segments, teams, and of new customers."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.identifiers import SegmentId
from planner.domain.market import Segment, Unit
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


def segment_floor(segment: Segment, units: Iterable[Unit]) -> float:
    """Return the least expected revenue of `segment`, cents: its share floor · the potential of its `units`."""
    return (segment.share_floor or 0.0) * sum(u.total_potential_cents for u in units)


def units_by_segment(problem: ChannelPlanProblem) -> dict[SegmentId, list[int]]:
    """Return the places of each segment's units among all units."""
    places: dict[SegmentId, list[int]] = {s.segment: [] for s in problem.plan_input.segments}
    for u, unit in enumerate(problem.options.units):
        places[unit.segment.segment].append(u)
    return places


def list_floors(problem: ChannelPlanProblem) -> dict[FloorKey, float]:
    """Return all of them, floor by floor: cents of expected revenue, or customers."""
    plan_input, settings = problem.plan_input, problem.plan_input.settings
    asked: dict[FloorKey, float] = {("revenue_floor", ""): company_floor(settings)}
    for product in plan_input.products:
        asked["product_floor", product.product] = float(product.target_floor_cents or 0)
    units, places = problem.options.units, units_by_segment(problem)
    for segment in plan_input.segments:
        own = (units[u] for u in places[segment.segment])
        asked["segment_share_floor", segment.segment] = segment_floor(segment, own)
    asked["new_customer_floor", ""] = float(settings.new_customer_floor or 0)
    for team in plan_input.teams:
        asked["team_revenue_band", team.team] = team_floor(team, settings.largest_stretch)
    return asked
