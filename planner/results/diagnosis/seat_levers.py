"""What could be given up so that teams' targets can be handed down to their seats: limits of seats, the team's target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import OverrideKind
from planner.domain.field_change import FieldChange
from planner.domain.identifiers import Cents
from planner.domain.organisation import Seat, Team
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatPosition
from planner.optimization.target_split.seat_positions import list_positions
from planner.optimization.target_split.seat_split import add_seat_target_band
from planner.optimization.target_split.team_split import add_company_target_split, add_rounding_step, override_amount
from planner.results.diagnosis.split_lever import (
    MOST_SINGLE,
    SEAT_BAND,
    TEAM_BAND,
    Changes,
    SplitLever,
    move_limit,
    override_change,
)


@dataclass(frozen=True, slots=True)
class _SeatGap:
    """A team whose seats' limits do not add up to its target; `excess` as for teams."""

    team: Team
    base: Cents
    positions: tuple[SeatPosition, ...]
    excess: Cents


def list_seat_levers(plan_input: PlanInput, channel_plan: ChannelPlan) -> tuple[SplitLever, ...]:
    """Return the levers that make seats' targets add up to their teams', where the teams' add up to the company's; none where both do."""
    gaps = _seat_gaps(plan_input, channel_plan)
    if not gaps:
        return ()
    kinds = [_single_seats(plan_input, g) for g in gaps]
    levers: list[SplitLever] = []
    if len(gaps) == 1:
        levers += kinds[0][:MOST_SINGLE]
    elif all(kinds):
        levers.append(_joined(SEAT_BAND, [k[0] for k in kinds]))
    even = [_even_seats(plan_input, g) for g in gaps]
    known = [e for e in even if e is not None]
    if len(known) == len(gaps):
        levers.append(_joined(SEAT_BAND, known))
    levers.append(_joined(TEAM_BAND, [_team_of_seats(plan_input, g) for g in gaps]))
    return tuple(levers)


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
    override = override_change(plan_input, OverrideKind.SEAT_TARGET, name, new)
    if override is not None:
        return (override,)
    if seat is None:
        return ()
    field = "target_min_cents" if excess > 0 else "target_max_cents"
    return (FieldChange("seats", name, field, getattr(seat, field), new),)


def _single_seats(plan_input: PlanInput, gap: _SeatGap) -> list[SplitLever]:
    step, levers = add_rounding_step(plan_input), []
    for seat, name, old in _seats_with_limit(plan_input, gap):
        new = move_limit(old, gap.excess, step)
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
        new = move_limit(old, by if gap.excess > 0 else -by, step)
        changes += _change_seat(plan_input, seat, name, new, gap.excess)
    return SplitLever(SEAT_BAND, tuple(changes), abs(share), False)


def _team_of_seats(plan_input: PlanInput, gap: _SeatGap) -> SplitLever:
    """Fix the team's target at what its seats can carry (or must); the other teams take the difference."""
    step, wanted = add_rounding_step(plan_input), gap.base + gap.excess
    new = -(-wanted // step * step) if gap.excess > 0 else wanted // step * step
    override = override_change(plan_input, OverrideKind.TEAM_TARGET, gap.team.team, new)
    old = gap.team.fixed_target_cents
    changes = [override or FieldChange("teams", gap.team.team, "fixed_target_cents", old, new)]
    low, high = gap.team.target_min_cents, gap.team.target_max_cents
    if override is None and low is not None and low > new:
        changes.append(FieldChange("teams", gap.team.team, "target_min_cents", low, new))
    if override is None and high is not None and high < new:
        changes.append(FieldChange("teams", gap.team.team, "target_max_cents", high, new))
    return SplitLever(TEAM_BAND, tuple(changes), abs(gap.excess) / max(1, gap.base), False)
