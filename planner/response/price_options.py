"""What every coverage option would bring and cost: reach, revenue kept and new, margin, variable cost, priced in columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.domain.market import Unit
from planner.domain.plan_input import PlanInput
from planner.response.baseline_rows import BaselineRows, matrix_rule_channels
from planner.response.combinations import Market
from planner.response.curve import (
    Floats,
    Ints,
    compute_ceiling,
    compute_in_year_share,
    compute_kept_share,
    compute_reach,
    round_to_cents,
)
from planner.response.judgement import compute_judged_revenue
from planner.response.option_table import CHANNELS, NO_TEAM, Bools, OptionTable


@dataclass(frozen=True, slots=True)
class OptionRows:
    """All rows as columns, before pricing."""

    unit: Ints
    channel: Ints
    team: Ints
    coseller: Ints
    fte: Floats
    eligible: Bools
    is_today: Bools
    is_matrix: Bools


def price_options(plan_input: PlanInput, market: Market, rows: OptionRows, today: BaselineRows) -> OptionTable:
    """Return the table of `rows`, each with what it would bring and cost in the plan year."""
    settings = plan_input.settings
    terms = [plan_input.channel(c) for c in CHANNELS]

    def of_channel(field: str) -> Floats:
        return np.array([float(getattr(t, field)) for t in terms])[rows.channel]

    segments = [u.segment for u in market.units]
    accessible = np.where(market.sells, market.potential[:, None, :], 0.0)
    changed = _is_changed(market, rows)
    reach, won, in_year = _respond(market, rows, of_channel, accessible)
    handover = np.where(changed, 1.0 - settings.handover_loss_share, 1.0)
    kept_share = compute_kept_share(of_channel("keep_alone"), of_channel("keep_served"), reach)
    kept, new, carry_over = _apply_judgements(
        plan_input,
        market,
        rows,
        today,
        handover,
        market.existing.sum(axis=1)[rows.unit] * kept_share * handover,
        won * in_year,
        won * (1.0 - in_year),
    )
    kept_cents, new_cents = round_to_cents(kept), round_to_cents(new)
    revenue = (kept_cents + new_cents).astype(float)

    kept_products, new_products = _product_shares(plan_input, market, accessible, rows)
    margin_rates = _margin_rates(plan_input)[rows.channel]
    margin = kept_cents * (kept_products * margin_rates).sum(axis=1) + new_cents * (new_products * margin_rates).sum(
        axis=1
    )
    average_deal = np.array([float(s.average_deal_cents or settings.average_deal_cents) for s in segments])[rows.unit]
    matrix_channel = np.array([CHANNELS.index(c) for c in matrix_rule_channels(plan_input, market)], dtype=np.int64)
    return OptionTable(
        units=market.units,
        teams=market.teams,
        unit=rows.unit,
        channel=rows.channel,
        team=rows.team,
        coseller=rows.coseller,
        fte=rows.fte,
        cosell_fte=np.where(rows.coseller == NO_TEAM, 0.0, rows.fte * of_channel("cosell_share")),
        reach=reach,
        kept_cents=kept_cents,
        new_cents=new_cents,
        carry_over_cents=round_to_cents(carry_over),
        margin_cents=round_to_cents(margin),
        partner_margin_cents=round_to_cents(revenue * of_channel("partner_margin")),
        commission_cents=round_to_cents(revenue * of_channel("commission_rate")),
        programme_cents=np.array([t.programme_cost_cents for t in terms], dtype=np.int64)[rows.channel],
        option_value_cents=_option_values(market, rows),
        new_customers=new_cents / average_deal,
        kept_products=kept_products,
        new_products=new_products,
        is_changed=changed,
        allowed=_allowed(market, rows),
        eligible=rows.eligible,
        is_today=rows.is_today,
        is_matrix=rows.is_matrix,
        matrix_channel=matrix_channel[rows.unit],
    )


def _respond(
    market: Market, rows: OptionRows, of_channel: Callable[[str], Floats], accessible: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return reach, the revenue won in a full year (cents), and the share of it that falls into the plan year, of every row.

    `accessible`: potential that a channel may sell, by unit, channel and product.
    """
    penetration = np.array([u.segment.penetration for u in market.units])[rows.unit]
    accounts = np.array([u.accounts for u in market.units])[rows.unit]
    existing = market.existing.sum(axis=1)
    open_cents = np.maximum(0.0, accessible.sum(axis=2) - existing[:, None])[rows.unit, rows.channel]
    reach = compute_reach(rows.fte, accounts / of_channel("accounts_per_fte"), of_channel("response_shape"))
    won = open_cents * compute_ceiling(of_channel("ceiling_low"), of_channel("ceiling_high"), penetration) * reach
    in_year = compute_in_year_share(of_channel("cycle_long_months"), of_channel("cycle_short_months"), penetration)
    return reach, won, in_year


def _option_values(market: Market, rows: OptionRows) -> Ints:
    """Return the option value of seeding (cents); 0 in other channels."""
    segments = [u.segment for u in market.units]
    values = np.array([s.seed_option_value_cents for s in segments], dtype=np.int64)[rows.unit]
    if any(s.assign_by_product for s in segments):
        values = _share_option_value(market, values, rows.unit)
    is_seed = np.array([c.value == "seed" for c in CHANNELS])[rows.channel]
    return np.where(is_seed, values, 0)


def _is_changed(market: Market, rows: OptionRows) -> Bools:
    """Whether channel or lead team differ from today's, where today's are given."""
    position = {team: i for i, team in enumerate(market.teams)}
    channel = np.array(
        [-1 if u.segment.today_channel is None else CHANNELS.index(u.segment.today_channel) for u in market.units]
    )
    team = np.array(
        [-1 if u.segment.today_team is None else position.get(u.segment.today_team, -1) for u in market.units]
    )
    other_channel = (channel[rows.unit] >= 0) & (channel[rows.unit] != rows.channel)
    other_team = (team[rows.unit] >= 0) & (rows.team != NO_TEAM) & (team[rows.unit] != rows.team)
    changed: Bools = other_channel | other_team
    return changed


def _allowed(market: Market, rows: OptionRows) -> Bools:
    """Whether people's choices leave the option."""
    position = {team: i for i, team in enumerate(market.teams)}
    open_channels = np.array([[c in choices.channels for c in CHANNELS] for choices in market.choices]).reshape(
        -1, len(CHANNELS)
    )
    team = np.array([-2 if c.team is None else position.get(c.team, -3) for c in market.choices])
    right_team = (team[rows.unit] == -2) | (team[rows.unit] == rows.team)
    allowed: Bools = open_channels[rows.unit, rows.channel] & right_team
    return allowed


def _apply_judgements(
    plan_input: PlanInput,
    market: Market,
    rows: OptionRows,
    today: BaselineRows,
    handover: Floats,
    kept: Floats,
    new: Floats,
    carry_over: Floats,
) -> tuple[Floats, Floats, Floats]:
    """Replace the curve where an expert's points are given: kept is at most last year's revenue, the rest is new; nothing carries over."""
    kept, new, carry_over = kept.copy(), new.copy(), carry_over.copy()
    for judgement in plan_input.judgements:
        for u, unit in enumerate(market.units):
            segment = unit.segment
            if segment.segment != judgement.segment or (
                segment.assign_by_product and unit.products[0] != judgement.product
            ):
                continue
            mask = rows.unit == u
            today_fte = float(today.fte[u]) or float(np.median(np.array(plan_input.settings.effort_levels_fte)))
            revenue = compute_judged_revenue(judgement, rows.fte[mask], today_fte)
            stays = np.minimum(revenue, float(unit.total_existing_cents))
            kept[mask] = stays * handover[mask]
            new[mask] = revenue - stays
            carry_over[mask] = 0.0
    return kept, new, carry_over


def _product_shares(
    plan_input: PlanInput, market: Market, accessible: Floats, rows: OptionRows
) -> tuple[Floats, Floats]:
    """Return kept and new revenue's shares by product, shape (options, products): kept as sold last year, new by accessible potential; evenly
    over the unit's product lines where it has neither sales nor potential, but a revenue that an expert expects.
    """
    potential = market.potential.sum(axis=1, keepdims=True)
    listed = np.array([[p.product in unit.products for p in plan_input.products] for unit in market.units], dtype=float)
    listed = listed.reshape(market.potential.shape)
    even = listed / listed.sum(axis=1, keepdims=True)
    fallback = np.where(potential > 0, market.potential / np.where(potential > 0, potential, 1.0), even)
    sold = market.existing.sum(axis=1, keepdims=True)
    kept = np.where(sold > 0, market.existing / np.where(sold > 0, sold, 1.0), fallback)
    total = accessible.sum(axis=2, keepdims=True)
    new = np.where(total > 0, accessible / np.where(total > 0, total, 1.0), kept[:, None, :])
    return kept[rows.unit], new[rows.unit, rows.channel]


def _margin_rates(plan_input: PlanInput) -> Floats:
    """Return gross margin by channel and product: the product's, less what customisation costs in the channel."""
    return np.array(
        [
            [p.gross_margin - plan_input.channel(c).customisation_cost * p.customisation for p in plan_input.products]
            for c in CHANNELS
        ]
    ).reshape(len(CHANNELS), len(plan_input.products))


def _share_option_value(market: Market, option_value: Ints, unit_of_row: Ints) -> Ints:
    """Return option values with a segment's value divided over its product units by potential, rounded down to cents."""
    potential = market.potential.sum(axis=1)
    by_segment: dict[str, float] = {}
    for u, unit in enumerate(market.units):
        by_segment[unit.segment.segment] = by_segment.get(unit.segment.segment, 0.0) + float(potential[u])
    share = np.array([_share_of(unit, float(potential[u]), by_segment) for u, unit in enumerate(market.units)])
    shared: Ints = np.floor(option_value * share[unit_of_row]).astype(np.int64)
    return shared


def _share_of(unit: Unit, potential: float, by_segment: dict[str, float]) -> float:
    total = by_segment[unit.segment.segment]
    return potential / total if unit.segment.assign_by_product and total > 0 else 1.0
