"""Which (unit, channel, lead team, co-seller, effort) rows there are, before they are priced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from planner.domain.choices import Channel, Fit
from planner.domain.coverage import CoverageMap, build_coverage
from planner.domain.identifiers import SegmentId, TeamId
from planner.domain.market import Unit
from planner.domain.name_order import name_order
from planner.domain.plan_input import PlanInput
from planner.response.curve import Floats
from planner.response.eligibility import (
    Choices,
    may_be_seeded,
    product_is_allowed,
    read_choices,
)
from planner.response.option_table import CHANNELS, NO_TEAM, Bools


@dataclass(frozen=True, slots=True)
class Row:
    """One way to serve a unit, without its effort. Indices as in `OptionTable`."""

    unit: int
    channel: int
    team: int
    coseller: int


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """What all rows share: units, teams in order of id, choices, which products a channel may sell to a unit, and which rows that opens.

    `sells` has shape (units, channels, products); `potential`, `existing` shape (units, products), cents, potential after the fit factor.
    `ways` are the rows of each unit by channel, where a product may be sold; `size_cents` is each unit's potential over all products, the
    same in whatever order it is added.
    """

    units: tuple[Unit, ...]
    teams: tuple[TeamId, ...]
    choices: tuple[Choices, ...]
    sells: Bools
    ways: tuple[tuple[tuple[Row, ...], ...], ...]
    potential: Floats
    existing: Floats
    size_cents: Floats


def build_market(plan_input: PlanInput, units: tuple[Unit, ...], like: Market | None = None) -> Market:
    """Return what the rows of all units share.

    Parameters
    ----------
    like
        A market of an input that differs from `plan_input` in amounts alone, if there is one: what amounts do not change is taken from it.
    """
    potential, existing = _amounts(plan_input, units)
    size_cents = np.array([fsum(row) for row in potential.tolist()])
    if like is not None and [u.unit for u in like.units] == [u.unit for u in units]:
        return replace(like, units=units, potential=potential, existing=existing, size_cents=size_cents)
    teams = tuple(sorted((t.team for t in plan_input.teams), key=name_order))
    choices = tuple(read_choices(plan_input, u) for u in units)
    ways = _list_ways(plan_input, units, teams)
    return Market(units, teams, choices, _sells(plan_input, units), ways, potential, existing, size_cents)


def _amounts(plan_input: PlanInput, units: tuple[Unit, ...]) -> tuple[Floats, Floats]:
    """Return potential after the fit factor, and last year's revenue, of every unit and product."""
    index = {p.product: i for i, p in enumerate(plan_input.products)}
    factors = {fit: plan_input.settings.fit_factor(fit) for fit in Fit}
    shape = (len(units), len(index))
    potential: list[list[float]] = [[0.0] * shape[1] for _ in units]
    existing: list[list[float]] = [[0.0] * shape[1] for _ in units]
    for u, unit in enumerate(units):
        for p, cents, sold in zip(unit.products, unit.potential_cents, unit.existing_cents, strict=True):
            fit = plan_input.fit.get((unit.segment.segment, p), Fit.CORE)
            potential[u][index[p]] = cents * factors[fit]
            existing[u][index[p]] = sold
    return np.array(potential, dtype=float).reshape(shape), np.array(existing, dtype=float).reshape(shape)


def _sells(plan_input: PlanInput, units: tuple[Unit, ...]) -> Bools:
    """Return whether each channel may sell each product to each unit."""
    products = plan_input.products
    index = {p.product: i for i, p in enumerate(products)}
    terms = [plan_input.channel(c) for c in CHANNELS]
    by_fit = {fit: np.array([[product_is_allowed(p, t, fit) for p in products] for t in terms]) for fit in Fit}
    sells = np.zeros((len(units), len(CHANNELS), len(products)), dtype=bool)
    for u, unit in enumerate(units):
        for p in unit.products:
            fit = plan_input.fit.get((unit.segment.segment, p), Fit.CORE)
            sells[u, :, index[p]] = by_fit[fit][:, index[p]]
    return sells


def _list_ways(
    plan_input: PlanInput, units: tuple[Unit, ...], teams: tuple[TeamId, ...]
) -> tuple[tuple[tuple[Row, ...], ...], ...]:
    """Return the rows of each unit by channel: which team leads and which co-sells.

    A strategic partner needs a direct team that co-sells, unless the channel's co-sell share is 0.
    """
    coverage = build_coverage(plan_input)
    position = {team: i for i, team in enumerate(teams)}
    operates = {t.team: t.channel for t in plan_input.teams}
    cosell_share = [plan_input.channel(c).cosell_share for c in CHANNELS]

    def ways(u: int, c: int) -> tuple[Row, ...]:
        channel, segment = CHANNELS[c], units[u].segment.segment
        if not channel.is_worked:
            return (Row(u, c, NO_TEAM, NO_TEAM),)
        leads = [position[t] for t in coverage.lead[segment] if operates[t] is channel]
        cosellers = _cosellers_of(segment, channel, cosell_share[c], coverage, position)
        return tuple(Row(u, c, t, s) for t in leads for s in cosellers if s != t)

    return tuple(tuple(ways(u, c) for c in range(len(CHANNELS))) for u in range(len(units)))


def list_rows(market: Market) -> tuple[Row, ...]:
    """Return every eligible (unit, channel, lead team, co-seller).

    A worked channel where a team operates it, covers the segment and may sell some product; seed where its worth is stated or people chose it;
    avoid always.
    """
    is_sold: Bools = np.any(market.sells & (market.potential > 0)[:, None, :], axis=2)
    return tuple(
        row
        for unit, choices, by_channel, sold in zip(
            market.units, market.choices, market.ways, is_sold.tolist(), strict=True
        )
        for channel, rows, some in zip(CHANNELS, by_channel, sold, strict=True)
        if (some if channel.is_worked else channel is not Channel.SEED or may_be_seeded(unit, choices))
        for row in rows
    )


def _cosellers_of(
    segment: SegmentId, channel: Channel, cosell_share: float, coverage: CoverageMap, position: dict[TeamId, int]
) -> tuple[int, ...]:
    """Return the direct teams that may co-sell in `segment`; ``(NO_TEAM,)`` where the channel needs none."""
    if channel is Channel.DIRECT or cosell_share <= 0:
        return (NO_TEAM,)
    return tuple(position[t] for t in coverage.cosell[segment])
