"""Today's effort of every unit: as stated, else the team's time spread by potential."""

from __future__ import annotations

import math
from dataclasses import dataclass

from planner.domain.choices import Channel, CoverageRole
from planner.domain.identifiers import UnitId
from planner.domain.market import Unit
from planner.results.verification.market import Market
from planner.results.verification.staffing import TeamTime

_STEP_FTE = 1e-4
_SAME_STEP = 1e-6
"""Floating point may leave an amount this part of a step below the multiple that it is."""


@dataclass(frozen=True, slots=True)
class Today:
    """How one unit is served today. `is_open`: whether the rules of the plan year would allow it."""

    unit: Unit
    channel: Channel
    team: str | None
    coseller: str | None
    fte: float
    is_open: bool


def work_out_today(market: Market, times: dict[str, TeamTime]) -> dict[UnitId, Today]:
    """Return today's arrangement of every unit.

    No channel today reads as *avoid*. Where co-seller or team are not given, the possible ones are taken in turn, by the unit's place in order.
    Partner teams come first, since their deals use direct teams' time.
    """
    places = [_place_today(market, unit, i) for i, unit in enumerate(market.units)]
    left = {name: time.own_fte for name, time in times.items()}
    fte: dict[UnitId, float] = {}
    order = sorted(market.plan_input.teams, key=lambda t: (t.channel is Channel.DIRECT, t.team))
    for team in order:
        own = [p for p in places if p.team == team.team]
        fte.update(_spread(market, own, left[team.team]))
        for place in own:
            if place.coseller is not None:
                left[place.coseller] -= market.terms[place.channel].cosell_share * fte[place.unit.unit]
    return {
        p.unit.unit: Today(p.unit, p.channel, p.team, p.coseller, fte.get(p.unit.unit, 0.0), p.is_open) for p in places
    }


def _place_today(market: Market, unit: Unit, place: int) -> Today:
    segment = unit.segment
    channel = segment.today_channel or Channel.AVOID
    if not channel.is_worked:
        return Today(unit, channel, None, None, 0.0, True)
    known = {t.team for t in market.plan_input.teams}
    wanted = segment.today_team if segment.today_team in known else None
    ways = [way for way in list_ways(market, unit, channel) if wanted in (None, way[0])]
    if ways:
        team, coseller = ways[place % len(ways)]
        return Today(unit, channel, team, coseller, 0.0, True)
    if wanted is None:
        return Today(unit, Channel.AVOID, None, None, 0.0, True)
    return Today(unit, channel, wanted, None, 0.0, False)


def list_ways(market: Market, unit: Unit, channel: Channel) -> list[tuple[str, str | None]]:
    """Return the (lead team, co-seller) pairs that may work `unit` through `channel`, in order of names."""
    if not any(cents > 0 for cents in market.sellable_cents(unit, channel)):
        return []
    teams = sorted(market.plan_input.teams, key=lambda t: t.team)
    leads = [t for t in teams if t.channel is channel and market.covers(t, unit.segment, CoverageRole.LEAD)]
    if not market.needs_coseller(channel):
        return [(t.team, None) for t in leads]
    helpers = [t.team for t in teams if market.may_cosell(t, unit.segment)]
    return [(t.team, helper) for t in leads for helper in helpers if helper != t.team]


def _spread(market: Market, own: list[Today], team_fte: float) -> dict[UnitId, float]:
    """Return the effort of one team's units: stated effort first, the rest of its time by potential."""
    fte: dict[UnitId, float] = {}
    for place in own:
        stated = place.unit.segment.today_effort_fte
        if stated is not None:
            siblings = sum(u.segment.segment == place.unit.segment.segment for u in market.units)
            fte[place.unit.unit] = stated / siblings
    room = max(0.0, team_fte - sum(fte.values()))
    free = [p for p in own if p.unit.unit not in fte]
    sizes = [sum(market.reachable_cents(p.unit)) for p in free]
    largest = max(market.plan_input.settings.effort_levels_fte, default=1.0)
    for place, size in zip(free, sizes, strict=True):
        share = size / sum(sizes) if sum(sizes) > 0 else 1.0 / len(free)
        fte[place.unit.unit] = math.floor(min(room * share, largest) / _STEP_FTE + _SAME_STEP) * _STEP_FTE
    return fte
