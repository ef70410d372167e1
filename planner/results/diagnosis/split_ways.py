"""The ways out where a channel plan is possible but its targets cannot be handed down: which target or band gives way, and by how much."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.channel_plan import ChannelPlan
from planner.domain.plan_input import PlanInput
from planner.errors import PlannerError
from planner.results.diagnosis.confirm_way import WayOut, confirm_way
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.split_lever import SplitLever
from planner.results.diagnosis.split_levers import list_split_levers, team_band_sums
from planner.results.diagnosis.targets_or_failure import solve_with_targets
from planner.results.diagnosis.time_budget import TimeBudget

_FIRST_SHARE = 0.4


def find_split_ways(
    plan_input: PlanInput, budget: TimeBudget, listener: Callable[[str], None] | None = None
) -> tuple[tuple[WayOut, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the ways out of a split that fails, the best contribution first; rules that are not enough; rules not decided in time.

    Each way is planned again from the beginning.
    """
    try:
        solved = solve_with_targets(
            plan_input, budget.options(_FIRST_SHARE * budget.left, plan_input.settings.gap_limit)
        )
    except PlannerError:
        return (), (), ("company_target_split",)
    ways: list[WayOut] = []
    refused: list[str] = []
    undecided: list[str] = []
    levers = list_split_levers(plan_input, solved.channel_plan)
    for number, lever in enumerate(levers):
        if listener is not None:
            listener(lever.rule)
        if budget.is_over:
            undecided.append(lever.rule)
            continue
        try:
            part = budget.part(1 / (len(levers) - number))
            is_least = lever.is_tight and _is_free_of_plan(plan_input, solved.channel_plan, lever)
            way = confirm_way(plan_input, lever.rule, lever.changes, is_least, part, mends_split=True)
        except UndecidedError:
            undecided.append(lever.rule)
            continue
        if way is None:
            refused.append(lever.rule)
        elif not any(w.changes == way.changes for w in ways):
            ways.append(way)
    order = {id(w): i for i, w in enumerate(ways)}
    ways.sort(key=lambda w: (-w.contribution_cents, order[id(w)]))
    found = {w.rule for w in ways}
    return (
        tuple(ways),
        tuple(dict.fromkeys(r for r in refused if r not in found)),
        tuple(dict.fromkeys(r for r in undecided if r not in found)),
    )


def _is_free_of_plan(plan_input: PlanInput, channel_plan: ChannelPlan, lever: SplitLever) -> bool:
    """Whether the teams' bands would stand as they are in any channel plan: each team leads something, so none may fall to nothing.

    A most target cannot be escaped by leading nothing; a least one could, unless the team's own floor holds it there.
    """
    least, _ = team_band_sums(plan_input, channel_plan)
    is_short = least <= plan_input.settings.target_revenue_cents
    if any(c.table == "seats" for c in lever.changes) or lever.rule == "seat_target_band":
        return False
    if is_short:
        return all(t.expected_revenue_cents > 0 for t in channel_plan.teams)
    settings = plan_input.settings
    return settings.team_growth_min is None
