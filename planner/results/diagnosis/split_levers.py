"""What could be given up so that the targets of a channel plan can be handed down: the teams' first, then the seats'."""

from __future__ import annotations

from planner.domain.channel_plan import ChannelPlan
from planner.domain.identifiers import Cents
from planner.domain.plan_input import PlanInput
from planner.optimization.target_split.team_split import Band, add_team_target_band
from planner.results.diagnosis.seat_levers import list_seat_levers
from planner.results.diagnosis.split_lever import SplitLever
from planner.results.diagnosis.team_levers import list_crossed_levers, list_team_levers


def list_split_levers(plan_input: PlanInput, channel_plan: ChannelPlan) -> tuple[SplitLever, ...]:
    """Return the levers that mend the split of `channel_plan`, the least change of each kind first; none when nothing is to be mended.

    The teams come first; only when their targets add up are the seats looked at.
    """
    if not any(t.expected_revenue_cents for t in channel_plan.teams):
        return ()  # nobody leads anything: no band is in the way
    crossed = [t for t in channel_plan.teams if _is_crossed(add_team_target_band(plan_input, t))]
    if crossed:
        return list_crossed_levers(plan_input, channel_plan, crossed)
    least, most = team_band_sums(plan_input, channel_plan)
    total = plan_input.settings.target_revenue_cents
    if least > total or most < total:
        return list_team_levers(plan_input, channel_plan, least - total if least > total else most - total)
    return list_seat_levers(plan_input, channel_plan)


def team_band_sums(plan_input: PlanInput, channel_plan: ChannelPlan) -> tuple[Cents, Cents]:
    """Return the sums of the teams' least and most targets, in cents."""
    bands = [add_team_target_band(plan_input, t) for t in channel_plan.teams]
    return sum(b[0] for b in bands), sum(b[1] for b in bands)


def _is_crossed(band: Band) -> bool:
    return band[0] > band[1]
