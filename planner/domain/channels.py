"""What a channel can do and what it costs, with the published or assumed defaults."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import Channel, SalesMode
from planner.domain.identifiers import Cents


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """Parameters of one channel (MODEL: coverage options).

    `ceiling_low`, `ceiling_high`: share of the open potential that unlimited effort wins in a year at penetration 0 and 1.
    `accounts_per_fte`: accounts that one FTE works when the reach is one half. `response_shape`: the exponent of reach.
    `cycle_long_months`, `cycle_short_months`: sales cycle at penetration 0 and 1. `keep_alone`, `keep_served`: share of existing revenue
    that stays without effort and under full reach. `partner_margin`, `commission_rate`: shares of revenue. `programme_cost_cents`: a year for
    every unit in the channel. `customisation_limit`: the most customised product that the channel can deliver; `customisation_cost`: gross margin
    lost per unit of customisation. `cosell_share`: FTE of a direct team per FTE of the lead team.
    """

    channel: Channel
    ceiling_low: float
    ceiling_high: float
    accounts_per_fte: float
    response_shape: float
    cycle_long_months: float
    cycle_short_months: float
    keep_alone: float
    keep_served: float
    partner_margin: float
    commission_rate: float
    programme_cost_cents: Cents
    customisation_limit: float
    customisation_cost: float
    sales_modes: tuple[SalesMode, ...]
    cosell_share: float


@dataclass(frozen=True, slots=True)
class RebateStep:
    """From `from_revenue_cents` of a partner channel's revenue on, the whole of it earns `rate` (a stepped rebate)."""

    channel: Channel
    from_revenue_cents: Cents
    rate: float
