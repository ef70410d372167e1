"""Today's arrangement of every unit; its effort as stated, else the team's time spread by potential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.choices import Channel
from planner.domain.identifiers import UnitId
from planner.domain.market import Unit
from planner.results.verification.market import Market
from planner.results.verification.placement import Placement, list_ways, spread_effort
from planner.results.verification.staffing import TeamTime


def work_out_today(market: Market, times: Mapping[str, TeamTime]) -> dict[UnitId, Placement]:
    """Return today's arrangement of every unit.

    No channel today reads as *avoid*. Where co-seller or team are not given, the possible ones are taken in turn, by the unit's place in order.
    """
    places = [_place_today(market, unit, i) for i, unit in enumerate(market.units)]
    fte = spread_effort(market, places, times, _stated_fte(market))
    return {p.unit.unit: replace(p, fte=fte.get(p.unit.unit, 0.0)) for p in places}


def _place_today(market: Market, unit: Unit, place: int) -> Placement:
    segment = unit.segment
    channel = segment.today_channel or Channel.AVOID
    if not channel.is_worked:
        return Placement(unit, channel, None, None, 0.0)
    known = {t.team for t in market.plan_input.teams}
    wanted = segment.today_team if segment.today_team in known else None
    ways = [way for way in list_ways(market, unit, channel) if wanted in (None, way[0])]
    if ways:
        team, coseller = ways[place % len(ways)]
        return Placement(unit, channel, team, coseller, 0.0)
    if wanted is None:
        return Placement(unit, Channel.AVOID, None, None, 0.0)
    return Placement(unit, channel, wanted, None, 0.0)


def _stated_fte(market: Market) -> dict[UnitId, float]:
    """Return the effort that the workbook states, a segment's in equal parts over its product lines where these are units."""
    stated: dict[UnitId, float] = {}
    for unit in market.units:
        effort = unit.segment.today_effort_fte
        if effort is not None:
            siblings = sum(u.segment.segment == unit.segment.segment for u in market.units)
            stated[unit.unit] = effort / siblings
    return stated
