"""What a unit's option brings, written again from the specification (MODEL: coverage options)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.choices import Channel
from planner.domain.market import Judgement, Unit
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.market import Market
from planner.results.verification.facts.shares import half_up


@dataclass(frozen=True, slots=True)
class Response:
    """Money in cents before rounding; shares by product of the unit, each adding up to 1 where there is revenue."""

    reach: float
    kept_cents: float
    new_cents: float
    carry_over_cents: float
    kept_shares: tuple[float, ...]
    new_shares: tuple[float, ...]
    is_changed: bool

    @property
    def revenue_cents(self) -> int:
        """Expected revenue: kept and new, each rounded half up to the cent."""
        return half_up(self.kept_cents) + half_up(self.new_cents)

    def product_cents(self) -> tuple[float, ...]:
        """Return expected revenue by product, before rounding."""
        kept, new = half_up(self.kept_cents), half_up(self.new_cents)
        return tuple(kept * k + new * n for k, n in zip(self.kept_shares, self.new_shares, strict=True))


def compute_response(case: Case, unit: Unit, channel: Channel, team: str | None, fte: float) -> Response:
    """Return what `unit` brings in the plan year when `team` works it through `channel` with `fte`."""
    market = case.market
    terms, segment = market.terms[channel], unit.segment
    ease, existing = segment.penetration, sum(unit.existing_cents)
    sellable = market.sellable_cents(unit, channel)
    half = unit.accounts / terms.accounts_per_fte
    reach = 0.0
    if fte > 0:
        reach = fte**terms.response_shape / (half**terms.response_shape + fte**terms.response_shape)
    ceiling = terms.ceiling_low + (terms.ceiling_high - terms.ceiling_low) * ease
    cycle = terms.cycle_long_months + (terms.cycle_short_months - terms.cycle_long_months) * ease
    in_year = max(0.0, 1.0 - cycle / 12)
    won = max(0.0, sum(sellable) - existing) * ceiling * reach
    changed = is_changed(unit, channel, team)
    stays = 1.0 - case.plan_input.settings.handover_loss_share if changed else 1.0
    kept = existing * (terms.keep_alone + (terms.keep_served - terms.keep_alone) * reach) * stays
    new, later = won * in_year, won * (1.0 - in_year)
    judgement = find_judgement(case.plan_input, unit)
    if judgement is not None:
        expected = judge_revenue(judgement, fte, case.judged_effort(unit))
        old = min(expected, float(existing))
        kept, new, later = old * stays, expected - old, 0.0
    kept_shares = _in_shares(unit.existing_cents) or _in_shares(market.reachable_cents(unit))
    kept_shares = kept_shares or (1 / len(unit.products),) * len(unit.products)
    return Response(reach, kept, new, later, kept_shares, _in_shares(sellable) or kept_shares, changed)


def is_changed(unit: Unit, channel: Channel, team: str | None) -> bool:
    """Whether channel or lead team differ from today's, where today's are given."""
    segment = unit.segment
    other_channel = segment.today_channel is not None and segment.today_channel is not channel
    other_team = segment.today_team is not None and team is not None and segment.today_team != team
    return other_channel or other_team


def find_judgement(plan_input: PlanInput, unit: Unit) -> Judgement | None:
    """Return the expert's points for `unit`, if any; a unit that is one product line has points of its own."""
    for judgement in plan_input.judgements:
        if judgement.segment == unit.segment.segment and (
            not unit.segment.assign_by_product or judgement.product == unit.products[0]
        ):
            return judgement
    return None


def judge_revenue(judgement: Judgement, fte: float, today_fte: float) -> float:
    """Return revenue (cents) at `fte`: low + (high − low)·s/(1 + s) with ln s = γ·ln(fte ÷ today) + c, least squares through the three inner points.

    References
    ----------
    Lodish, L. M. (1971). CALLPLAN: an interactive salesman's call planning system. Management Science 18(4 Part II), P25–P40.
    """
    low, high = float(judgement.revenue_none_cents), float(judgement.revenue_unlimited_cents)
    if high <= low or today_fte <= 0 or fte <= 0:
        return low
    points = (judgement.revenue_half_cents, judgement.revenue_today_cents, judgement.revenue_more_cents)
    shares = [min(max((p - low) / (high - low), 1e-6), 1 - 1e-6) for p in points]
    heights = [math.log(s) - math.log1p(-s) for s in shares]
    places = [math.log(x) for x in (0.5, 1.0, 1.5)]
    middle, height = sum(places) / 3, sum(heights) / 3
    spread = sum((x - middle) ** 2 for x in places)
    slope = sum((x - middle) * (y - height) for x, y in zip(places, heights, strict=True)) / spread
    odds = math.exp(height - slope * middle) * float((fte / today_fte) ** max(slope, 0.05))
    return low + (high - low) * odds / (1 + odds)


def margin_rates(market: Market, unit: Unit, channel: Channel) -> tuple[float, ...]:
    """Return gross margin by product of the unit: the product's, less what its customisation costs in the channel."""
    cost = market.terms[channel].customisation_cost
    return tuple(market.products[p].gross_margin - cost * market.products[p].customisation for p in unit.products)


def option_value_cents(market: Market, unit: Unit) -> int:
    """Return the worth of seeding `unit`: the segment's, over its product lines by potential where these are units."""
    segment = unit.segment
    if not segment.assign_by_product:
        return segment.seed_option_value_cents
    siblings = [u for u in market.units if u.segment.segment == segment.segment]
    whole = sum(sum(market.reachable_cents(u)) for u in siblings)
    if whole <= 0:
        return segment.seed_option_value_cents
    return math.floor(segment.seed_option_value_cents * (sum(market.reachable_cents(unit)) / whole))


def operates(team: Team | None, channel: Channel) -> bool:
    """Whether `team` sells through `channel`."""
    return team is not None and team.channel is channel


def _in_shares(amounts: Sequence[float]) -> tuple[float, ...]:
    whole = sum(amounts)
    return tuple(a / whole for a in amounts) if whole > 0 else ()
