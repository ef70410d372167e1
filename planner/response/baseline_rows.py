"""The rows that price the two baselines: today's channel, team and effort; the matrix rule with effort spread by potential."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from math import floor, fsum

import numpy as np

from planner.domain.choices import Channel
from planner.domain.coverage import served_today
from planner.domain.plan_input import PlanInput
from planner.response.combinations import Market, Row
from planner.response.curve import Floats
from planner.response.option_table import CHANNELS, NO_TEAM
from planner.response.staffing import Staffing

_EFFORT_STEP = 1e-4
"""FTE are rounded down to this, so that spread effort never exceeds the team's time."""
_SAME_STEP = 1e-6
"""Part of a step by which an amount may miss a multiple through floating point and still count as that multiple."""
_LOAD_DIGITS = 9
"""Digits by which teams' loads are compared, so that the noise of binary fractions chooses no team."""


@dataclass(frozen=True, slots=True, eq=False)
class BaselineRows:
    """One row a unit with its effort (FTE); `eligible` is false where the arrangement is none that the rules would allow."""

    rows: tuple[Row, ...]
    fte: Floats
    eligible: tuple[bool, ...]


def build_today_rows(
    plan_input: PlanInput, market: Market, rows: Sequence[Row], staffing: Sequence[Staffing]
) -> BaselineRows:
    """Return today's channel and team of every unit, as far as they are known; else no channel today reads as *avoid*.

    Stated effort is kept; the rest of a team's time is spread over its other units by potential.
    """
    position = {team: i for i, team in enumerate(market.teams)}
    by_unit = _rows_by_unit(rows, len(market.units))
    chosen: list[Row] = []
    eligible: list[bool] = []
    stated: list[float | None] = []
    served = served_today(plan_input)
    for u, unit in enumerate(market.units):
        segment = unit.segment
        today = served[segment.segment]
        channel = today.channel or Channel.AVOID
        team = NO_TEAM if today.team is None or not channel.is_worked else position.get(today.team, NO_TEAM)
        fits = [r for r in by_unit[u] if CHANNELS[r.channel] is channel and team in (NO_TEAM, r.team)]
        if channel.is_worked and (team == NO_TEAM or today.is_inferred) and not fits:
            channel, team = Channel.AVOID, NO_TEAM
            fits = [r for r in by_unit[u] if CHANNELS[r.channel] is channel]
        # Co-sellers in turn, so that partners' deals do not all fall on one direct team.
        chosen.append(fits[u % len(fits)] if fits else Row(u, CHANNELS.index(channel), team, NO_TEAM))
        eligible.append(bool(fits))
        effort = segment.today_effort_fte
        units_of_segment = (
            sum(other.segment.segment == segment.segment for other in market.units) if segment.assign_by_product else 1
        )
        stated.append(None if effort is None else effort / units_of_segment)
    return _open_rows(chosen, eligible, _spread_effort(plan_input, market, chosen, stated, staffing), staffing)


def build_matrix_rows(
    plan_input: PlanInput, market: Market, rows: Sequence[Row], staffing: Sequence[Staffing]
) -> BaselineRows:
    """Return the matrix rule's channel with the team that has most room, effort spread by potential.

    Where the rule's channel is not open to a unit, or no team with time works it there, the next in its order is taken.
    """
    preferred = matrix_rule_channels(plan_input, market)
    has_time = [s.available_fte > 0 for s in staffing]
    by_unit = _rows_by_unit(
        [r for r in rows if all(t == NO_TEAM or has_time[t] for t in (r.team, r.coseller))], len(market.units)
    )
    available = [s.available_fte for s in staffing]
    loaded = [0.0] * len(staffing)
    cosell_share = [plan_input.channel(c).cosell_share for c in CHANNELS]
    potential = market.size_cents.tolist()
    whole = fsum(potential) or 1.0
    chosen: list[Row] = []

    def load(team: int) -> float:
        """Return the potential that `team` has so far per FTE, as a share of all."""
        return 0.0 if team == NO_TEAM else round(loaded[team] / whole / available[team], _LOAD_DIGITS)

    for u, unit in enumerate(market.units):
        today = unit.segment.today_team
        row = min(
            _rows_of_first_channel(by_unit[u], preferred[u], market.choices[u].channels),
            key=lambda r: (
                0 if r.team != NO_TEAM and market.teams[r.team] == today else 1,
                load(r.team),
                load(r.coseller),
                r.team,
                r.coseller,
            ),
        )
        if row.team != NO_TEAM:
            loaded[row.team] += potential[u]
        if row.coseller != NO_TEAM:
            loaded[row.coseller] += cosell_share[row.channel] * potential[u]
        chosen.append(row)
    stated: list[float | None] = [None] * len(chosen)
    return _open_rows(
        chosen, [True] * len(chosen), _spread_effort(plan_input, market, chosen, stated, staffing), staffing
    )


def _open_rows(chosen: Sequence[Row], fits: Sequence[bool], fte: Floats, staffing: Sequence[Staffing]) -> BaselineRows:
    """Return the rows, eligible where they fit and somebody is there: a team of nobody may not lead with no effort, for it has no seat that
    could carry the target.
    """
    is_led = [
        row.team == NO_TEAM or effort > 0 or staffing[row.team].people_in_place > 0
        for row, effort in zip(chosen, fte.tolist(), strict=True)
    ]
    return BaselineRows(tuple(chosen), fte, tuple(a and b for a, b in zip(fits, is_led, strict=True)))


def _rows_of_first_channel(rows: Sequence[Row], preferred: Channel, allowed: Container[Channel]) -> list[Row]:
    """Return the rows of the channel that `preferred` gives way to first among those that are `allowed` and possible; else of *avoid*."""
    for channel in (*(c for c in _FALLBACKS[preferred] if c in allowed), Channel.AVOID):
        own = [r for r in rows if CHANNELS[r.channel] is channel]
        if own:
            return own
    return []


def matrix_rule_channels(plan_input: PlanInput, market: Market) -> tuple[Channel, ...]:
    """Return the matrix rule's channel per unit: high and easy direct, high and hard strategic partner, low and easy SMB partner,
    low and hard seed where an option value is stated, else avoid. Without a threshold, high means at or above the median potential.
    """
    settings = plan_input.settings
    potential = market.size_cents
    threshold = settings.matrix_potential_cents
    cut = float(threshold) if threshold is not None else float(np.median(potential)) if potential.size else 0.0
    channels: list[Channel] = []
    for u, unit in enumerate(market.units):
        easy = unit.segment.penetration >= settings.matrix_penetration
        if potential[u] >= cut:
            channels.append(Channel.DIRECT if easy else Channel.STRATEGIC_PARTNER)
        elif easy:
            channels.append(Channel.SMB_PARTNER)
        else:
            channels.append(Channel.SEED if unit.segment.seed_option_value_cents > 0 else Channel.AVOID)
    return tuple(channels)


_FALLBACKS: dict[Channel, tuple[Channel, ...]] = {
    Channel.DIRECT: (Channel.DIRECT, Channel.STRATEGIC_PARTNER, Channel.SMB_PARTNER, Channel.AVOID, Channel.SEED),
    Channel.STRATEGIC_PARTNER: (
        Channel.STRATEGIC_PARTNER,
        Channel.DIRECT,
        Channel.SMB_PARTNER,
        Channel.AVOID,
        Channel.SEED,
    ),
    Channel.SMB_PARTNER: (Channel.SMB_PARTNER, Channel.DIRECT, Channel.STRATEGIC_PARTNER, Channel.AVOID, Channel.SEED),
    Channel.SEED: (Channel.SEED, Channel.AVOID, Channel.SMB_PARTNER, Channel.DIRECT, Channel.STRATEGIC_PARTNER),
    Channel.AVOID: (Channel.AVOID, Channel.SEED, Channel.SMB_PARTNER, Channel.DIRECT, Channel.STRATEGIC_PARTNER),
}


def _rows_by_unit(rows: Sequence[Row], units: int) -> list[list[Row]]:
    by_unit: list[list[Row]] = [[] for _ in range(units)]
    for row in rows:
        by_unit[row.unit].append(row)
    return by_unit


def _spread_effort(
    plan_input: PlanInput,
    market: Market,
    chosen: Sequence[Row],
    stated: Sequence[float | None],
    staffing: Sequence[Staffing],
) -> Floats:
    """Return FTE per row: stated effort kept, a team's remaining time spread by potential; partner teams first, since they use direct time."""
    cosell_share = [plan_input.channel(c).cosell_share for c in CHANNELS]
    potential = market.size_cents.tolist()
    left = [s.available_fte for s in staffing]
    fte = [0.0] * len(chosen)
    order = sorted(range(len(staffing)), key=lambda t: (staffing[t].team.channel is Channel.DIRECT, t))
    largest = max(plan_input.settings.effort_levels_fte, default=1.0)
    for t in order:
        own = [i for i, row in enumerate(chosen) if row.team == t]
        for i in own:
            effort = stated[i]
            if effort is not None:
                fte[i] = effort
        free = [i for i in own if stated[i] is None]
        room = max(0.0, left[t] - sum(fte[i] for i in own))
        total = sum(potential[i] for i in free)
        for i in free:
            share = potential[i] / total if total > 0 else 1.0 / len(free)
            fte[i] = floor(min(room * share, largest) / _EFFORT_STEP + _SAME_STEP) * _EFFORT_STEP
        for i in own:
            if chosen[i].coseller != NO_TEAM:
                left[chosen[i].coseller] -= cosell_share[chosen[i].channel] * fte[i]
    return np.array(fte)
