"""How a plan to compare with serves one unit, who may serve it, and the effort that a team spreads over its units."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.choices import Channel, CoverageRole
from planner.domain.identifiers import UnitId
from planner.domain.market import Unit
from planner.domain.name_order import name_order
from planner.results.verification.facts.market import Market
from planner.results.verification.facts.staffing import TeamTime

_STEP_FTE = 1e-4
_SAME_STEP = 1e-6
"""Floating point may leave an amount this part of a step below the multiple that it is."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How one unit is served."""

    unit: Unit
    channel: Channel
    team: str | None
    coseller: str | None
    fte: float


def list_ways(market: Market, unit: Unit, channel: Channel) -> list[tuple[str, str | None]]:
    """Return the (lead team, co-seller) pairs that may work `unit` through `channel`, in order of names."""
    if not any(cents > 0 for cents in market.sellable_cents(unit, channel)):
        return []
    teams = sorted(market.plan_input.teams, key=lambda t: name_order(t.team))
    leads = [t for t in teams if t.channel is channel and market.covers(t, unit.segment, CoverageRole.LEAD)]
    if not market.needs_coseller(channel):
        return [(t.team, None) for t in leads]
    helpers = [t.team for t in teams if market.may_cosell(t, unit.segment)]
    return [(t.team, helper) for t in leads for helper in helpers if helper != t.team]


def spread_effort(
    market: Market, placements: Sequence[Placement], times: Mapping[str, TeamTime], stated_fte: Mapping[UnitId, float]
) -> dict[UnitId, float]:
    """Return the effort (FTE) of every unit that a team works: as stated, else the rest of its team's time spread by potential.

    Partner teams come first, since their deals use direct teams' time.
    """
    left = {name: time.own_fte for name, time in times.items()}
    fte: dict[UnitId, float] = {}
    for team in sorted(market.plan_input.teams, key=lambda t: (t.channel is Channel.DIRECT, name_order(t.team))):
        own = [p for p in placements if p.team == team.team]
        fte.update(_spread_one(market, own, left[team.team], stated_fte))
        for place in own:
            if place.coseller is not None:
                left[place.coseller] -= market.terms[place.channel].cosell_share * fte[place.unit.unit]
    return fte


def _spread_one(
    market: Market, own: Sequence[Placement], team_fte: float, stated_fte: Mapping[UnitId, float]
) -> dict[UnitId, float]:
    """Return the effort of one team's units: stated effort first, the rest of its time by potential."""
    fte = {p.unit.unit: stated_fte[p.unit.unit] for p in own if p.unit.unit in stated_fte}
    room = max(0.0, team_fte - sum(fte.values()))
    free = [p for p in own if p.unit.unit not in fte]
    sizes = [market.size_cents(p.unit) for p in free]
    largest = max(market.plan_input.settings.effort_levels_fte, default=1.0)
    for place, size in zip(free, sizes, strict=True):
        share = size / sum(sizes) if sum(sizes) > 0 else 1.0 / len(free)
        fte[place.unit.unit] = math.floor(min(room * share, largest) / _STEP_FTE + _SAME_STEP) * _STEP_FTE
    return fte
