"""The plan of the matrix rule: its channel where that is open, the team with most room, effort spread by potential."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from planner.domain.choices import Channel, OverrideKind
from planner.domain.identifiers import UnitId
from planner.domain.market import Unit
from planner.domain.name_order import name_order
from planner.results.verification.facts.market import Market
from planner.results.verification.facts.placement import Placement, list_ways, spread_effort
from planner.results.verification.facts.staffing import TeamTime
from planner.results.verification.facts.wishes import channel_meant

_WORKED_FIRST = (Channel.DIRECT, Channel.STRATEGIC_PARTNER, Channel.SMB_PARTNER, Channel.AVOID, Channel.SEED)
_LEFT_ALONE_FIRST = (Channel.AVOID, Channel.SEED, Channel.SMB_PARTNER, Channel.DIRECT, Channel.STRATEGIC_PARTNER)
_LOAD_DIGITS = 9
"""Digits by which loads are compared, so that the noise of binary fractions chooses no team."""


def work_out_matrix_rule(market: Market, times: Mapping[str, TeamTime]) -> dict[UnitId, Placement]:
    """Return how the matrix rule serves every unit, units in order of their ids.

    A unit stays with today's team where that may work it in the channel; else the team takes it that has the least potential per FTE so
    far, the co-seller likewise, the first by name among equals.
    """
    load: dict[str, float] = defaultdict(float)
    whole = math.fsum(market.size_cents(u) for u in market.units) or 1.0

    def fill(name: str | None) -> float:
        if name is None:
            return 0.0
        return round(load[name] / whole / times[name].own_fte, _LOAD_DIGITS)

    places: list[Placement] = []
    for unit in market.units:
        channel, ways = _choose_channel(market, unit, times)
        team, coseller = min(
            ways,
            key=lambda way: (
                way[0] != unit.segment.today_team,
                fill(way[0]),
                fill(way[1]),
                name_order(way[0] or ""),
                name_order(way[1] or ""),
            ),
        )
        if team is not None:
            load[team] += market.size_cents(unit)
        if coseller is not None:
            load[coseller] += market.terms[channel].cosell_share * market.size_cents(unit)
        places.append(Placement(unit, channel, team, coseller, 0.0))
    fte = spread_effort(market, places, times, {})
    return {p.unit.unit: replace(p, fte=fte.get(p.unit.unit, 0.0)) for p in places}


def _choose_channel(
    market: Market, unit: Unit, times: Mapping[str, TeamTime]
) -> tuple[Channel, list[tuple[str | None, str | None]]]:
    """Return the first channel of the matrix rule's order that people leave and teams with time may work, with the ways to work it; else
    *avoid*.
    """
    open_channels = _left_by_people(market, unit)
    for channel in _quadrant_order(market.matrix_channels[unit.unit]):
        if channel not in open_channels or (channel is Channel.SEED and not may_be_seeded(market, unit)):
            continue
        ways: list[tuple[str | None, str | None]] = [(None, None)]
        if channel.is_worked:
            ways = [w for w in list_ways(market, unit, channel) if all(t is None or times[t].own_fte > 0 for t in w)]
        if ways:
            return channel, ways
    return Channel.AVOID, [(None, None)]


def _quadrant_order(channel: Channel) -> tuple[Channel, ...]:
    """Return `channel` and what comes after it: a worked channel gives way to the other worked ones first, seed and avoid to each other."""
    others = _WORKED_FIRST if channel.is_worked else _LEFT_ALONE_FIRST
    return (channel, *(c for c in others if c is not channel))


def may_be_seeded(market: Market, unit: Unit) -> bool:
    """Whether the segment states what seeding is worth, or people leave no other channel."""
    return unit.segment.seed_option_value_cents > 0 or _left_by_people(market, unit) == {Channel.SEED}


def _left_by_people(market: Market, unit: Unit) -> set[Channel]:
    """Return the channels that forced, forbidden, strategic and overridden choices leave to `unit`."""
    segment = unit.segment
    channels = set(Channel) if segment.forced_channel is None else {segment.forced_channel}
    channels -= set(segment.forbidden_channels)
    channels -= {Channel.AVOID} if segment.strategic else set()
    for override in market.plan_input.overrides:
        concerns = override.product is None or (segment.assign_by_product and override.product == unit.products[0])
        if override.kind is OverrideKind.SEGMENT_CHANNEL and override.name == segment.segment and concerns:
            channels &= {c for c in Channel if c is channel_meant(override.value)}
    return channels
