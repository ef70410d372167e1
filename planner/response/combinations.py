"""Which (unit, channel, lead team, co-seller, effort) rows there are, before they are priced."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import numpy as np

from planner.domain.choices import Channel, Fit
from planner.domain.identifiers import TeamId
from planner.domain.market import Unit
from planner.domain.plan_input import PlanInput
from planner.response.curve import Floats
from planner.response.eligibility import Choices, CoverageMap, build_coverage, product_is_allowed, read_choices
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
    """What all rows share: units, teams in order of id, coverage, choices, and which products a channel may sell to a unit.

    `sells` has shape (units, channels, products); `potential`, `existing` shape (units, products), cents, potential after the fit factor.
    """

    units: tuple[Unit, ...]
    teams: tuple[TeamId, ...]
    coverage: CoverageMap
    choices: tuple[Choices, ...]
    sells: Bools
    potential: Floats
    existing: Floats

    @property
    def size_cents(self) -> Floats:
        """Potential of each unit over all products, the same in whatever order it is added; shape (units,)."""
        return np.array([fsum(row) for row in self.potential.tolist()])


def build_market(plan_input: PlanInput, units: tuple[Unit, ...]) -> Market:
    """Return what the rows of all units share."""
    products = plan_input.products
    index = {p.product: i for i, p in enumerate(products)}
    settings = plan_input.settings
    factors = {
        Fit.CORE: settings.fit_factor_core,
        Fit.EXPAND: settings.fit_factor_expand,
        Fit.EXPLORE: settings.fit_factor_explore,
        Fit.NONE: 0.0,
    }
    terms = [plan_input.channel(c) for c in CHANNELS]
    sells = np.zeros((len(units), len(CHANNELS), len(products)), dtype=bool)
    potential = np.zeros((len(units), len(products)))
    existing = np.zeros((len(units), len(products)))
    for u, unit in enumerate(units):
        for p, cents, sold in zip(unit.products, unit.potential_cents, unit.existing_cents, strict=True):
            fit = plan_input.fit.get((unit.segment.segment, p), Fit.CORE)
            potential[u, index[p]] = cents * factors[fit]
            existing[u, index[p]] = sold
            for c in range(len(CHANNELS)):
                sells[u, c, index[p]] = product_is_allowed(products[index[p]], terms[c], fit)
    return Market(
        units,
        tuple(sorted(t.team for t in plan_input.teams)),
        build_coverage(plan_input),
        tuple(read_choices(plan_input, u) for u in units),
        sells,
        potential,
        existing,
    )


def list_rows(plan_input: PlanInput, market: Market) -> tuple[Row, ...]:
    """Return every eligible (unit, channel, lead team, co-seller): team operates the channel and covers the segment, some product may be sold.

    A strategic partner needs a direct team that co-sells, unless the channel's co-sell share is 0.
    """
    position = {team: i for i, team in enumerate(market.teams)}
    operates = {t.team: t.channel for t in plan_input.teams}
    cosell_share = [plan_input.channel(c).cosell_share for c in CHANNELS]
    rows: list[Row] = []
    for u, unit in enumerate(market.units):
        lead = market.coverage.lead[unit.segment.segment]
        for c, channel in enumerate(CHANNELS):
            if not channel.is_worked:
                rows.append(Row(u, c, NO_TEAM, NO_TEAM))
                continue
            if not (market.sells[u, c] & (market.potential[u] > 0)).any():
                continue
            cosellers = cosellers_of(unit, channel, cosell_share[c], market, position)
            rows.extend(
                Row(u, c, position[t], s) for t in lead if operates[t] is channel for s in cosellers if s != position[t]
            )
    return tuple(rows)


def cosellers_of(
    unit: Unit, channel: Channel, cosell_share: float, market: Market, position: dict[TeamId, int]
) -> tuple[int, ...]:
    """Return the direct teams that may co-sell in `unit`; ``(NO_TEAM,)`` where the channel needs none."""
    if channel is Channel.DIRECT or cosell_share <= 0:
        return (NO_TEAM,)
    return tuple(position[t] for t in market.coverage.cosell[unit.segment.segment])
