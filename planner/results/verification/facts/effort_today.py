"""Today's arrangement of every unit; its effort as stated, else the team's time spread by potential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.choices import Channel, CoverageRole
from planner.domain.identifiers import TeamId, UnitId
from planner.domain.market import Segment, Unit
from planner.results.verification.facts.market import Market
from planner.results.verification.facts.placement import Placement, list_ways, spread_effort
from planner.results.verification.facts.staffing import TeamTime


def work_out_today(market: Market, times: Mapping[str, TeamTime]) -> dict[UnitId, Placement]:
    """Return today's arrangement of every unit.

    A segment without a channel today, but with revenue, is served by its stated team, else by the only team with people that may lead it; any
    other reads as *avoid*. Where co-seller or team are not given, the possible ones are taken in turn, by the unit's place in order.
    """
    places = [_place_today(market, unit, i) for i, unit in enumerate(market.units)]
    fte = spread_effort(market, places, times, _stated_fte(market))
    return {p.unit.unit: replace(p, fte=fte.get(p.unit.unit, 0.0)) for p in places}


def _place_today(market: Market, unit: Unit, place: int) -> Placement:
    segment = unit.segment
    known = {t.team: t for t in market.plan_input.teams}
    wanted = segment.today_team if segment.today_team in known else None
    channel = segment.today_channel or Channel.AVOID
    is_supposed = segment.today_channel is None and segment.existing_revenue_cents > 0
    if is_supposed:
        if wanted is None:
            wanted = _only_team(market, segment)
        channel = Channel.AVOID if wanted is None else known[wanted].channel
    if not channel.is_worked:
        return Placement(unit, channel, None, None, 0.0)
    ways = [way for way in list_ways(market, unit, channel) if wanted in (None, way[0])]
    if ways:
        team, coseller = ways[place % len(ways)]
        return Placement(unit, channel, team, coseller, 0.0)
    if wanted is None or is_supposed:
        return Placement(unit, Channel.AVOID, None, None, 0.0)
    return Placement(unit, channel, wanted, None, 0.0)


def _only_team(market: Market, segment: Segment) -> TeamId | None:
    """Return the team that must have served a segment: the one with people that may lead it, if it is the only one."""
    may = [t.team for t in market.plan_input.teams if t.heads and market.covers(t, segment, CoverageRole.LEAD)]
    return may[0] if len(may) == 1 else None


def _stated_fte(market: Market) -> dict[UnitId, float]:
    """Return the effort that the workbook states, a segment's in equal parts over its product lines where these are units."""
    stated: dict[UnitId, float] = {}
    for unit in market.units:
        effort = unit.segment.today_effort_fte
        if effort is not None:
            siblings = sum(u.segment.segment == unit.segment.segment for u in market.units)
            stated[unit.unit] = effort / siblings
    return stated
