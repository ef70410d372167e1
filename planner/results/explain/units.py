"""Per unit: what each channel would bring, the second-best one, and what taking it would cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, TeamId, UnitId
from planner.optimization.channel_plan.resolve import choose_only
from planner.response.option_table import CHANNELS, NO_TEAM
from planner.results.explain.explained import Explained
from planner.results.explain.variants import bound_variant, solve_each, solve_variant

_FIRM_SHARE = 1e-3
"""A choice is firm when leaving it is proven to cost more than this share of the plan's objective."""


class Firmness(StrEnum):
    """How firm a unit's channel is: leaving it costs much, little, or nothing that the plan's own gap would not cover."""

    FIRM = "firm"
    CLOSE = "close"
    INTERCHANGEABLE = "interchangeable"
    ONLY = "only_choice"


@dataclass(frozen=True, slots=True)
class ChannelOffer:
    """The best option of one channel for one unit, at the plan's prices of team time and limits.

    `team_time_cents` is what the option's use of shared time and limits is worth elsewhere, `net_cents` its value after paying that.
    `regret_cents`: what the plan would lose if the unit took this channel, everything else planned anew; ``None`` before a re-solve.
    `regret_least_cents`: proven to lose at least this (negative: not excluded that it would gain). `is_impossible`: no plan has it.
    """

    channel: Channel
    team: TeamId | None
    coseller: TeamId | None
    fte: float
    cosell_fte: float
    revenue_cents: Cents
    margin_cents: Cents
    cost_cents: Cents
    value_cents: Cents
    team_time_cents: Cents
    net_cents: Cents
    regret_cents: Cents | None
    regret_least_cents: Cents
    is_chosen: bool
    is_impossible: bool = False


@dataclass(frozen=True, slots=True)
class UnitReason:
    """Why a unit has its channel: the offers of all channels open to it, the chosen first, then by what they would lose."""

    unit: UnitId
    offers: tuple[ChannelOffer, ...]
    firmness: Firmness

    @property
    def chosen(self) -> ChannelOffer:
        """The offer that the plan takes."""
        return self.offers[0]

    @property
    def second(self) -> ChannelOffer | None:
        """The second-best channel, or ``None`` when no other is open."""
        return self.offers[1] if len(self.offers) > 1 else None


def list_unit_reasons(explained: Explained) -> tuple[UnitReason, ...]:
    """Return the reason of every unit from the prices alone: no re-solve, every regret a proven bound."""
    return tuple(_judge(explained, u, _offers(explained, u)) for u in range(len(explained.problem.options.units)))


def tighten_regrets(explained: Explained, reasons: Iterable[UnitReason]) -> tuple[UnitReason, ...]:
    """Return `reasons` with the least regrets that the knapsacks of the teams prove: tighter than the prices' alone, without planning again."""
    index = {unit.unit: u for u, unit in enumerate(explained.problem.options.units)}
    limits, tightened = explained.lazy_variants.limits, []
    for reason in reasons:
        u, offers = index[reason.unit], list(reason.offers)
        for i in range(1, len(offers)):
            columns = _open_columns(explained, u, CHANNELS.index(offers[i].channel))
            most = float(limits[columns].max())
            if np.isfinite(most):
                least = explained.value_cents - explained.cents(most)
                offers[i] = replace(offers[i], regret_least_cents=max(offers[i].regret_least_cents, least))
        tightened.append(_judge(explained, u, offers))
    return tuple(tightened)


def solve_regrets(
    explained: Explained,
    reasons: Iterable[UnitReason],
    every_channel: bool = False,
    listener: Callable[[UnitId], None] | None = None,
    is_rough: bool = False,
) -> tuple[UnitReason, ...]:
    """Return `reasons` with exact regrets: of every other channel, or of as many as it takes to know the second-best one.

    With `is_rough` the regrets of a large plan are not solved exactly: each is proven to be at least so much.
    """
    index = {unit.unit: u for u, unit in enumerate(explained.problem.options.units)}

    def solve(reason: UnitReason) -> UnitReason:
        return _solve_reason(explained, index[reason.unit], reason, every_channel, is_rough)

    def tell(reason: UnitReason) -> None:
        if listener is not None:
            listener(reason.unit)

    return tuple(solve_each(explained, solve, list(reasons), tell))


def _solve_reason(explained: Explained, u: int, reason: UnitReason, every_channel: bool, is_rough: bool) -> UnitReason:
    offers, best = list(reason.offers), np.inf
    for i in sorted(range(1, len(offers)), key=lambda i: offers[i].regret_least_cents):
        if not every_channel and offers[i].regret_least_cents >= best:
            break
        # Of a channel that is not the second-best one it is enough to know that.
        offers[i] = _solve_offer(explained, u, offers[i], np.inf if every_channel else best, is_rough)
        regret = offers[i].regret_cents
        best = best if regret is None else min(best, regret)
    return _judge(explained, u, offers)


def units_that_matter(explained: Explained, reasons: Iterable[UnitReason], most: int) -> tuple[UnitReason, ...]:
    """Return the reasons whose second-best channel is not proven far off, the closest first, at most `most`."""
    limit = _FIRM_SHARE * abs(explained.value_cents)
    open_ones = [r for r in reasons if r.second is not None and r.second.regret_least_cents <= limit]
    return tuple(sorted(open_ones, key=_closeness)[:most])


def _closeness(reason: UnitReason) -> tuple[float, str]:
    second = reason.second
    return (float("inf") if second is None else second.regret_least_cents, reason.unit)


def _solve_offer(explained: Explained, u: int, offer: ChannelOffer, rough_from: float, is_rough: bool) -> ChannelOffer:
    """Return `offer` with its exact regret, or with a bound that is at least `rough_from` cents."""
    columns = explained.problem.options.rows_of(u)
    allowed = _open_columns(explained, u, CHANNELS.index(offer.channel))
    program = choose_only(explained.model.program, columns, allowed)
    if is_rough and explained.is_large:
        variant = bound_variant(explained, program)
    else:
        variant = solve_variant(explained, program, rough_below_cents=-rough_from)
    if variant.is_impossible:
        return replace(offer, is_impossible=True)
    least = offer.regret_least_cents if variant.gain_most_cents is None else -variant.gain_most_cents
    return replace(
        offer,
        regret_cents=-variant.gain_cents if variant.is_exact and variant.gain_cents is not None else None,
        regret_least_cents=max(offer.regret_least_cents, least),
    )


def _open_columns(explained: Explained, u: int, channel: int) -> np.ndarray:
    options = explained.problem.options
    rows = options.rows_of(u)
    is_open = (options.channel[rows] == channel) & options.eligible[rows] & options.allowed[rows]
    found: np.ndarray = rows[is_open]
    return found


def _offers(explained: Explained, u: int) -> list[ChannelOffer]:
    options, priced = explained.problem.options, explained.priced
    chosen = explained.chosen[u]
    taken, proven = [chosen], [0]
    for c in sorted(set(options.channel[options.rows_of(u)].tolist())):
        columns = _open_columns(explained, u, c)
        if not columns.size or c == int(options.channel[chosen]):
            continue
        best = int(columns[np.argmin(priced.loss[columns])])
        # Two proofs: the prices', and the plan's own bound, which no plan of any kind exceeds.
        least = -explained.gap_cents
        if np.isfinite(priced.bound):
            bound = priced.bound - float(priced.loss[best])
            least = max(least, explained.value_cents - explained.cents(bound))
        taken.append(best)
        proven.append(least)
    return _list_offers(explained, taken, proven)


def _list_offers(explained: Explained, taken: list[int], proven: list[Cents]) -> list[ChannelOffer]:
    """Return the options `taken` of a unit, the plan's first, each with the least regret that is `proven`."""
    table, teams = explained.problem.options.pick(taken), explained.problem.staffing
    revenue, variable = table.revenue_cents, table.variable_cost_cents
    offers = []
    for i, option in enumerate(taken):
        value = explained.cents(float(explained.model.program.cost[option]))
        net = explained.cents(float(explained.priced.reduced[option]))
        lead, helper = int(table.team[i]), int(table.coseller[i])
        offers.append(
            ChannelOffer(
                CHANNELS[int(table.channel[i])],
                None if lead == NO_TEAM else teams[lead].team.team,
                None if helper == NO_TEAM else teams[helper].team.team,
                float(table.fte[i]),
                float(table.cosell_fte[i]),
                int(revenue[i]),
                int(table.margin_cents[i]),
                int(variable[i]),
                value,
                value - net,
                net,
                None if i else 0,
                proven[i],
                not i,
            )
        )
    return offers


def _judge(explained: Explained, u: int, offers: list[ChannelOffer]) -> UnitReason:
    """Order the offers and say how firm the choice is."""
    rest = sorted(
        offers[1:],
        key=lambda o: (
            o.is_impossible,
            o.regret_least_cents if o.regret_cents is None else o.regret_cents,
            o.channel.value,
        ),
    )
    unit = explained.problem.options.units[u].unit
    possible = [o for o in rest if not o.is_impossible]
    if not possible:
        return UnitReason(unit, (offers[0], *rest), Firmness.ONLY)
    firm_from = _FIRM_SHARE * abs(explained.value_cents)
    lowest = min(o.regret_least_cents if o.regret_cents is None else o.regret_cents for o in possible)
    if lowest > firm_from:
        firmness = Firmness.FIRM
    elif any(o.regret_cents is not None and o.regret_cents <= max(1, explained.gap_cents) for o in possible):
        firmness = Firmness.INTERCHANGEABLE
    else:
        firmness = Firmness.CLOSE
    return UnitReason(unit, (offers[0], *rest), firmness)
