"""What could be given up so that the targets can be handed down: fixed and banded targets of teams and seats, growth bands, the company's target."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.domain.channel_plan import ChannelPlan, TeamPlan
from planner.domain.choices import OverrideKind
from planner.domain.field_change import OVERRIDES, SETTINGS, FieldChange, apply_field_changes
from planner.domain.identifiers import Cents
from planner.domain.organisation import Seat, Team
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatPosition
from planner.errors import NoFeasiblePlanError
from planner.optimization.target_split.seat_positions import list_positions
from planner.optimization.target_split.seat_split import add_seat_target_band
from planner.optimization.target_split.team_split import (
    Band,
    add_company_target_split,
    add_rounding_step,
    add_team_target_band,
    override_amount,
)

COMPANY_TARGET, TEAM_BAND, GROWTH_BAND, SEAT_BAND = (
    "company_target_split",
    "team_target_band",
    "growth_band",
    "seat_target_band",
)
_SHARE_STEP = 1e-4
_MOST_SINGLE = 4
_WIDEST = 100_000
"""Largest even change that is tried, in steps of a hundredth of a percent."""

Changes = tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SplitLever:
    """Changes after which the targets of one channel plan add up: the rule relaxed, the changes, the share of its limit that is given up.

    `is_tight`: by the sums of the bands alone, one step less is not enough.
    """

    rule: str
    changes: Changes
    relative: float
    is_tight: bool


def list_split_levers(plan_input: PlanInput, channel_plan: ChannelPlan) -> tuple[SplitLever, ...]:
    """Return the levers that mend the split of `channel_plan`, the least change of each kind first; none when nothing is to be mended.

    The teams come first; only when their targets add up are the seats looked at.
    """
    if not any(t.expected_revenue_cents for t in channel_plan.teams):
        return ()  # nobody leads anything: no band is in the way
    crossed = [t for t in channel_plan.teams if _is_crossed(add_team_target_band(plan_input, t))]
    if crossed:
        return _crossed_levers(plan_input, channel_plan, crossed)
    least, most = team_band_sums(plan_input, channel_plan)
    total = plan_input.settings.target_revenue_cents
    if least > total or most < total:
        return _team_levers(plan_input, channel_plan, least - total if least > total else most - total)
    return _seat_levers(plan_input, channel_plan)


def team_band_sums(plan_input: PlanInput, channel_plan: ChannelPlan) -> tuple[Cents, Cents]:
    """Return the sums of the teams' least and most targets, in cents."""
    bands = [add_team_target_band(plan_input, t) for t in channel_plan.teams]
    return sum(b[0] for b in bands), sum(b[1] for b in bands)


def _moved(old: Cents, excess: Cents, step: int) -> Cents:
    """Return `old` less `excess` (more, where that is negative), in whole steps and at least as far as asked; not below 0."""
    if excess > 0:
        return max(0, (old - excess) // step * step)
    return -((excess - old) // step * step)


def _team_levers(plan_input: PlanInput, channel_plan: ChannelPlan, excess: Cents) -> tuple[SplitLever, ...]:
    """`excess` > 0: the least targets ask for so much more than the company's; < 0: the most targets leave so much of it out."""
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

    def mends(changes: Changes) -> bool:
        return _mends(plan_input, channel_plan, changes)

    single = []
    for plan in channel_plan.teams:
        team = plan_input.team(plan.team)
        old = _team_limit(plan_input, team, excess)
        if old is not None:
            changes = _change_team(plan_input, team, _moved(old, excess, step), excess)
            if changes and mends(changes):
                single.append(SplitLever(TEAM_BAND, changes, abs(excess) / max(1, old), True))
    levers += sorted(single, key=lambda lever: lever.relative)[:_MOST_SINGLE]
    levers += [x for x in _lifted_teams(plan_input, channel_plan) if mends(x.changes)]
    levers += _growth_levers(plan_input, "team_growth_min" if excess > 0 else "team_growth_max", mends)
    even = _least_even(lambda n: _even_teams(plan_input, channel_plan, excess, n * _SHARE_STEP), mends)
    if even is not None and len(even) > 1:
        levers.append(SplitLever(TEAM_BAND, even, _largest_relative(even), False))
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


def _is_crossed(band: Band) -> bool:
    return band[0] > band[1]


def _crossed_levers(
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

    def mends(tried: Changes) -> bool:
        return _mends(plan_input, channel_plan, tried)

    own = tuple(changes)
    levers = [SplitLever(TEAM_BAND, own, _largest_relative(own), len(own) == 1)] if own and mends(own) else []
    for field in ("team_growth_min", "team_growth_max"):
        levers += _growth_levers(plan_input, field, mends)
    return tuple(levers)


def _lifted_teams(plan_input: PlanInput, channel_plan: ChannelPlan) -> list[SplitLever]:
    """Lift fixed targets: one team's, the largest teams first, and all of them; the teams then take what their revenue carries."""
    lifted: list[Changes] = []
    for plan in sorted(channel_plan.teams, key=lambda t: -t.expected_revenue_cents):
        override = _override_change(plan_input, OverrideKind.TEAM_TARGET, plan.team, 0)
        fixed = plan_input.team(plan.team).fixed_target_cents
        if override is not None:
            lifted.append((replace(override, new=None),))
        elif fixed is not None:
            lifted.append((FieldChange("teams", plan.team, "fixed_target_cents", fixed, None),))
    single = [SplitLever(TEAM_BAND, changes, 1.0, False) for changes in lifted[:2]]
    every = [SplitLever(TEAM_BAND, tuple(c for x in lifted for c in x), 1.0, False)] if len(lifted) > 1 else []
    return [*single, *every]


def _even_teams(plan_input: PlanInput, channel_plan: ChannelPlan, excess: Cents, share: float) -> Changes:
    """Return the changes that move every limit of every team by the same share of it."""
    step = add_rounding_step(plan_input)
    changes: list[FieldChange] = []
    for plan in channel_plan.teams:
        team = plan_input.team(plan.team)
        old = _team_limit(plan_input, team, excess)
        if old:
            by = math.ceil(old * share - 1e-6)
            changes += _change_team(plan_input, team, _moved(old, by if excess > 0 else -by, step), excess)
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
    override = _override_change(plan_input, OverrideKind.TEAM_TARGET, team.team, new)
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


def _override_change(plan_input: PlanInput, kind: OverrideKind, name: str, new: Cents) -> FieldChange | None:
    """Return the change of the manual decision that fixes `name` at an amount; ``None`` when there is none."""
    for number, override in enumerate(plan_input.overrides, start=1):
        if override.kind is kind and override.name == name:
            return FieldChange(OVERRIDES, str(number), "value", override.value, f"{new / 100:.2f}".removesuffix(".00"))
    return None


@dataclass(frozen=True, slots=True)
class _SeatGap:
    """A team whose seats' limits do not add up to its target; `excess` as for teams."""

    team: Team
    base: Cents
    positions: tuple[SeatPosition, ...]
    excess: Cents


def _seat_gaps(plan_input: PlanInput, channel_plan: ChannelPlan) -> list[_SeatGap]:
    bases = add_company_target_split(plan_input, channel_plan)
    gaps = []
    for plan in channel_plan.teams:
        base, positions = bases[plan.team], list_positions(plan_input, plan)
        bands = [add_seat_target_band(plan_input, p, base) for p in positions]
        least, most = sum(b[0] for b in bands), sum(b[1] for b in bands)
        if base and not positions:
            gaps.append(_SeatGap(plan_input.team(plan.team), base, (), -base))
        elif positions and (least > base or most < base):
            excess = least - base if least > base else most - base
            gaps.append(_SeatGap(plan_input.team(plan.team), base, positions, excess))
    return gaps


def _seat_levers(plan_input: PlanInput, channel_plan: ChannelPlan) -> tuple[SplitLever, ...]:
    gaps = _seat_gaps(plan_input, channel_plan)
    if not gaps:
        return ()
    kinds = [_single_seats(plan_input, g) for g in gaps]
    levers: list[SplitLever] = []
    if len(gaps) == 1:
        levers += kinds[0][:_MOST_SINGLE]
    elif all(kinds):
        levers.append(_joined(SEAT_BAND, [k[0] for k in kinds]))
    even = [_even_seats(plan_input, g) for g in gaps]
    known = [e for e in even if e is not None]
    if len(known) == len(gaps):
        levers.append(_joined(SEAT_BAND, known))
    levers.append(_joined(TEAM_BAND, [_team_of_seats(plan_input, g) for g in gaps]))
    return tuple(levers)


def _joined(rule: str, parts: Sequence[SplitLever]) -> SplitLever:
    changes = tuple(c for p in parts for c in p.changes)
    return SplitLever(rule, changes, max(p.relative for p in parts), len(parts) == 1 and parts[0].is_tight)


def _seats_with_limit(plan_input: PlanInput, gap: _SeatGap) -> list[tuple[Seat | None, str, Cents]]:
    """Return the seats of the team with the limit that stands in the way; a seat that only an override names has no row."""
    found: list[tuple[Seat | None, str, Cents]] = []
    rows = {s.seat: s for s in plan_input.seats}
    for position in gap.positions:
        fixed = override_amount(plan_input, OverrideKind.SEAT_TARGET, position.seat)
        seat = rows.get(position.seat)
        limit = fixed
        if limit is None and seat is not None:
            limit = seat.target_min_cents if gap.excess > 0 else seat.target_max_cents
        if limit is not None:
            found.append((seat, position.seat, limit))
    return found


def _change_seat(plan_input: PlanInput, seat: Seat | None, name: str, new: Cents, excess: Cents) -> Changes:
    override = _override_change(plan_input, OverrideKind.SEAT_TARGET, name, new)
    if override is not None:
        return (override,)
    if seat is None:
        return ()
    field = "target_min_cents" if excess > 0 else "target_max_cents"
    return (FieldChange("seats", name, field, getattr(seat, field), new),)


def _single_seats(plan_input: PlanInput, gap: _SeatGap) -> list[SplitLever]:
    step, levers = add_rounding_step(plan_input), []
    for seat, name, old in _seats_with_limit(plan_input, gap):
        new = _moved(old, gap.excess, step)
        changes = _change_seat(plan_input, seat, name, new, gap.excess)
        if changes and old - new >= gap.excess:
            levers.append(SplitLever(SEAT_BAND, changes, abs(gap.excess) / max(1, old), True))
    return sorted(levers, key=lambda lever: lever.relative)


def _even_seats(plan_input: PlanInput, gap: _SeatGap) -> SplitLever | None:
    """Move every limit of the team's seats by the same share of it."""
    limits = [x for x in _seats_with_limit(plan_input, gap) if x[2] > 0]
    total = sum(old for _, _, old in limits)
    if not total or (gap.excess > 0 and total < gap.excess):
        return None
    share, step = gap.excess / total, add_rounding_step(plan_input)
    changes: list[FieldChange] = []
    for seat, name, old in limits:
        by = math.ceil(old * abs(share) - 1e-6)
        new = _moved(old, by if gap.excess > 0 else -by, step)
        changes += _change_seat(plan_input, seat, name, new, gap.excess)
    return SplitLever(SEAT_BAND, tuple(changes), abs(share), False)


def _team_of_seats(plan_input: PlanInput, gap: _SeatGap) -> SplitLever:
    """Fix the team's target at what its seats can carry (or must); the other teams take the difference."""
    step, wanted = add_rounding_step(plan_input), gap.base + gap.excess
    new = -(-wanted // step * step) if gap.excess > 0 else wanted // step * step
    override = _override_change(plan_input, OverrideKind.TEAM_TARGET, gap.team.team, new)
    old = gap.team.fixed_target_cents
    changes = [override or FieldChange("teams", gap.team.team, "fixed_target_cents", old, new)]
    low, high = gap.team.target_min_cents, gap.team.target_max_cents
    if override is None and low is not None and low > new:
        changes.append(FieldChange("teams", gap.team.team, "target_min_cents", low, new))
    if override is None and high is not None and high < new:
        changes.append(FieldChange("teams", gap.team.team, "target_max_cents", high, new))
    return SplitLever(TEAM_BAND, tuple(changes), abs(gap.excess) / max(1, gap.base), False)


def _largest_relative(changes: Changes) -> float:
    shares = [
        abs(c.new - c.old) / max(1, abs(c.old))
        for c in changes
        if isinstance(c.new, int | float) and isinstance(c.old, int | float)
    ]
    return max(shares, default=1.0)


def _least_even(changes_at: Callable[[int], Changes], mends: Callable[[Changes], bool]) -> Changes | None:
    """Return the changes of the least number of steps that mends, by bisection; ``None`` when even the widest does not."""
    low, high = 0, _WIDEST
    if not mends(changes_at(high)):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if mends(changes_at(middle)) else (middle, high)
    return changes_at(high)
