"""What could be given up so that the company's target can be handed down to teams: fixed and banded targets, growth bands, the target itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from planner.domain.channel_plan import ChannelPlan, TeamPlan
from planner.domain.choices import OverrideKind
from planner.domain.field_change import SETTINGS, FieldChange, apply_field_changes
from planner.domain.identifiers import Cents
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import split_amount
from planner.errors import NoFeasiblePlanError
from planner.optimization.target_split.team_split import (
    add_company_target_split,
    add_rounding_step,
    add_team_target_band,
    override_amount,
)
from planner.results.diagnosis.split_lever import (
    COMPANY_TARGET,
    GROWTH_BAND,
    MOST_SINGLE,
    TEAM_BAND,
    Changes,
    SplitLever,
    largest_relative,
    move_limit,
    override_change,
)

_SHARE_STEP = 1e-4
_WIDEST = 100_000
"""Largest even change that is tried, in steps of a hundredth of a percent."""


def list_team_levers(plan_input: PlanInput, channel_plan: ChannelPlan, excess: Cents) -> tuple[SplitLever, ...]:
    """Return the levers that make the teams' targets add up to the company's, the least change of each kind first.

    `excess` > 0: the least targets ask for so much more than the company's (cents); < 0: the most targets leave so much of it out.
    """
    step, settings = add_rounding_step(plan_input), plan_input.settings
    total = settings.target_revenue_cents
    reached = -((-total - excess) // step * step) if excess > 0 else (total + excess) // step * step
    levers = [
        SplitLever(
            COMPANY_TARGET,
            (FieldChange(SETTINGS, "", "target_revenue_cents", total, reached),),
            abs(reached - total) / max(1, total),
            abs(reached - total) - abs(excess) < step,
        )
    ]
    mends = partial(_mends, plan_input, channel_plan)
    single = []
    for plan in channel_plan.teams:
        team = plan_input.team(plan.team)
        old = _team_limit(plan_input, team, excess)
        if old is not None:
            changes = _change_team(plan_input, team, move_limit(old, excess, step), excess)
            if changes and mends(changes):
                single.append(SplitLever(TEAM_BAND, changes, abs(excess) / max(1, old), True))
    levers += sorted(single, key=lambda lever: lever.relative)[:MOST_SINGLE]
    levers += [x for x in _lifted_teams(plan_input, channel_plan) if mends(x.changes)]
    levers += _growth_levers(plan_input, "team_growth_min" if excess > 0 else "team_growth_max", mends)
    even: Changes | None = _scaled_teams(plan_input, channel_plan, excess)
    if not (even and mends(even)):
        even = _least_even(lambda n: _even_teams(plan_input, channel_plan, excess, n * _SHARE_STEP), mends)
    if even is not None and len(even) > 1:
        levers.append(SplitLever(TEAM_BAND, even, largest_relative(even), False))
    return tuple(levers)


def list_crossed_levers(
    plan_input: PlanInput, channel_plan: ChannelPlan, crossed: Sequence[TeamPlan]
) -> tuple[SplitLever, ...]:
    """Return what ends the contradiction of teams' own bands with the growth band: the own bands, or an end of the growth band."""
    step = add_rounding_step(plan_input)
    changes: list[FieldChange] = []
    for plan in crossed:
        team, (low, high) = plan_input.team(plan.team), add_team_target_band(plan_input, plan)
        if team.target_max_cents is not None and team.target_max_cents < low:
            new = -(-low // step * step)
            changes.append(FieldChange("teams", team.team, "target_max_cents", team.target_max_cents, new))
        elif team.target_min_cents is not None and team.target_min_cents > high:
            changes.append(
                FieldChange("teams", team.team, "target_min_cents", team.target_min_cents, high // step * step)
            )
    mends = partial(_mends, plan_input, channel_plan)
    own = tuple(changes)
    levers = [SplitLever(TEAM_BAND, own, largest_relative(own), len(own) == 1)] if own and mends(own) else []
    for field in ("team_growth_min", "team_growth_max"):
        levers += _growth_levers(plan_input, field, mends)
    return tuple(levers)


def _mends(plan_input: PlanInput, channel_plan: ChannelPlan, changes: Changes) -> bool:
    """Whether the company's target can be handed down to the teams after `changes`."""
    try:
        add_company_target_split(apply_field_changes(plan_input, changes), channel_plan)
    except NoFeasiblePlanError:
        return False
    return True


def _growth_levers(plan_input: PlanInput, field: str, mends: Callable[[Changes], bool]) -> list[SplitLever]:
    """Return the least move of the growth band's end `field` that mends, else that end lifted where this does, if Settings state it."""
    growth = getattr(plan_input.settings, field)
    if growth is None:
        return []
    sign = -1 if field == "team_growth_min" else 1
    found = _least_even(
        lambda n: (FieldChange(SETTINGS, "", field, growth, round(growth + sign * n * _SHARE_STEP, 6)),), mends
    )
    if found is None:
        lifted = (FieldChange(SETTINGS, "", field, growth, None),)
        return [SplitLever(GROWTH_BAND, lifted, 1.0, False)] if mends(lifted) else []
    return [SplitLever(GROWTH_BAND, found, abs(float(str(found[0].new)) - growth), True)]


def _lifted_teams(plan_input: PlanInput, channel_plan: ChannelPlan) -> list[SplitLever]:
    """Lift fixed targets: one team's, the largest teams first, and all of them; the teams then take what their revenue carries."""
    lifted: list[Changes] = []
    for plan in sorted(channel_plan.teams, key=lambda t: -t.expected_revenue_cents):
        override = override_change(plan_input, OverrideKind.TEAM_TARGET, plan.team, 0)
        fixed = plan_input.team(plan.team).fixed_target_cents
        if override is not None:
            lifted.append((replace(override, new=None),))
        elif fixed is not None:
            lifted.append((FieldChange("teams", plan.team, "fixed_target_cents", fixed, None),))
    single = [SplitLever(TEAM_BAND, changes, 1.0, False) for changes in lifted[:2]]
    every = [SplitLever(TEAM_BAND, tuple(c for x in lifted for c in x), 1.0, False)] if len(lifted) > 1 else []
    return [*single, *every]


def _scaled_teams(plan_input: PlanInput, channel_plan: ChannelPlan, excess: Cents) -> Changes:
    """Return the changes that move every limit by the same share of it, to whole rounding steps, and by `excess` together, as fixed targets must."""
    teams = [plan_input.team(plan.team) for plan in channel_plan.teams]
    limits = [(team, old) for team in teams if (old := _team_limit(plan_input, team, excess))]
    if not limits:
        return ()
    moves = split_amount(abs(excess), [old for _, old in limits], add_rounding_step(plan_input))
    changes: list[FieldChange] = []
    for (team, old), by in zip(limits, moves, strict=True):
        changes += _change_team(plan_input, team, max(0, old - by if excess > 0 else old + by), excess)
    return tuple(c for c in changes if c.new != c.old)


def _even_teams(plan_input: PlanInput, channel_plan: ChannelPlan, excess: Cents, share: float) -> Changes:
    """Return the changes that move every limit of every team by the same share of it."""
    step = add_rounding_step(plan_input)
    changes: list[FieldChange] = []
    for plan in channel_plan.teams:
        team = plan_input.team(plan.team)
        old = _team_limit(plan_input, team, excess)
        if old:
            by = math.ceil(old * share - 1e-6)
            changes += _change_team(plan_input, team, move_limit(old, by if excess > 0 else -by, step), excess)
    return tuple(changes)


def _team_limit(plan_input: PlanInput, team: Team, excess: Cents) -> Cents | None:
    """Return what a person set for the team that stands in the way: its fixed target, else its least (or most) target."""
    fixed = override_amount(plan_input, OverrideKind.TEAM_TARGET, team.team)
    if fixed is None:
        fixed = team.fixed_target_cents
    if fixed is not None:
        return fixed
    return team.target_min_cents if excess > 0 else team.target_max_cents


def _change_team(plan_input: PlanInput, team: Team, new: Cents, excess: Cents) -> Changes:
    override = override_change(plan_input, OverrideKind.TEAM_TARGET, team.team, new)
    if override is not None:
        return (override,)
    low, high, fixed = team.target_min_cents, team.target_max_cents, team.fixed_target_cents
    changes = []
    if fixed is not None:
        changes.append(FieldChange("teams", team.team, "fixed_target_cents", fixed, new))
    # A fixed target must lie in the team's own band, and a least target below its most.
    if low is not None and low > new and excess > 0:
        changes.append(FieldChange("teams", team.team, "target_min_cents", low, new))
    if high is not None and high < new and excess < 0:
        changes.append(FieldChange("teams", team.team, "target_max_cents", high, new))
    return tuple(changes)


def _least_even(changes_at: Callable[[int], Changes], mends: Callable[[Changes], bool]) -> Changes | None:
    """Return the changes of the least number of steps that mends, by bisection; ``None`` when even the widest does not."""
    low, high = 0, _WIDEST
    if not mends(changes_at(high)):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if mends(changes_at(middle)) else (middle, high)
    return changes_at(high)
