"""Settings of one plan: who, when, what for, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import Channel, Disclosure, DisplayUnit, Fit, Metric, Objective, Strictness
from planner.domain.identifiers import Cents

STRICT_OVERLOAD_SHARE, STRICT_BAND_SHARE = 50.0, 10.0
"""Prices of strict measures, as shares of potential: no handover or travel is worth them."""
LEAST_HOUR_CENTS = 5_000
"""Least price of a strict hour, and of every hour beyond capacity where a team's accounts have no potential."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One plan's settings; every limit that is ``None`` is absent.

    Money is in cents, shares are 0 to 1. Column meanings and defaults: `planner.tables.settings.settings`.
    """

    company: str
    plan_year: int
    currency: str
    fiscal_start_month: int
    display_unit: DisplayUnit
    objective: Objective
    target_revenue_cents: Cents
    target_gross_profit_cents: Cents | None
    target_collections_cents: Cents | None
    target_new_customers: int | None
    target_pipeline_cents: Cents | None
    target_satisfaction: float | None
    target_repurchase: float | None
    target_referral: float | None
    target_segment_share: float | None
    weight_gross_profit: float
    weight_collections: float
    weight_new_customers: float
    weight_pipeline: float
    weight_satisfaction: float
    weight_repurchase: float
    weight_referral: float
    weight_segment_share: float
    cost_of_sales_cap: float | None
    count_partner_margin: bool
    largest_stretch: float
    team_cushion_share: float
    seat_cushion_share: float
    team_growth_min: float | None
    team_growth_max: float | None
    max_hires: int | None
    headcount_limit: int | None
    headcount_budget_cents: Cents | None
    hire_cost_cents: Cents
    refill_months: float
    seed_budget_cents: Cents | None
    max_units_direct: int | None
    max_units_strategic_partner: int | None
    max_units_smb_partner: int | None
    max_units_seed: int | None
    max_units_avoid: int | None
    change_limit: int | None
    new_customer_floor: int | None
    average_deal_cents: Cents
    win_rate: float
    handover_loss_share: float
    next_year_weight: float
    fit_factor_core: float
    fit_factor_expand: float
    fit_factor_explore: float
    effort_levels_fte: tuple[float, ...]
    matrix_potential_cents: Cents | None
    matrix_penetration: float
    seat_territory_weight: float
    rounding_step_cents: Cents
    time_limit_seconds: float
    gap_limit: float
    letter_disclosure: Disclosure = Disclosure.TARGET
    company_logo: str | None = None
    expense_release_rule: str | None = None
    potential_band_share: float | None = None
    target_band_share: float | None = None
    accounts_per_seat_min: int | None = None
    accounts_per_seat_max: int | None = None
    move_limit_accounts: int | None = None
    move_limit_revenue_cents: Cents | None = None
    new_hire_book_share: float | None = None
    new_hire_handover_factor: float = 1.5
    move_cost_cents: Cents = 50_000
    travel_cost_per_km_cents: Cents = 150
    visits_per_account: float = 4.0
    hours_per_seat: float = 1_200.0
    tier_a_hours: float = 60.0
    tier_b_hours: float = 24.0
    tier_c_hours: float = 8.0
    cosell_workload_share: float = 0.5
    imbalance_cost_share: float = 0.01
    band_cost_share: float = 0.15
    overload_cost_share: float = 0.5
    territory_strictness: Strictness = Strictness.OFF
    certainty_share: float | None = None
    certain_revenue_cents: Cents | None = None

    @property
    def year_words(self) -> str:
        """The fiscal year as people name it: 2026, or 2026/27 where it ends in the next."""
        spans = self.fiscal_start_month != 1
        return f"{self.plan_year}/{(self.plan_year + 1) % 100:02d}" if spans else str(self.plan_year)

    @property
    def overload_price_share(self) -> float:
        """What an hour beyond capacity costs, as a share of the team's potential per hour: fifty times it where hours are strict."""
        return self.overload_cost_share if self.territory_strictness is Strictness.OFF else STRICT_OVERLOAD_SHARE

    @property
    def plain_hour_cents(self) -> int:
        """What an hour beyond capacity costs where the team's accounts have no potential; nothing where overload costs nothing."""
        return LEAST_HOUR_CENTS if self.overload_price_share > 0 else 0

    @property
    def potential_price_share(self) -> float:
        """What potential beyond its band costs, as a share of it: ten times it where the band is strict."""
        is_strict = self.territory_strictness is Strictness.HOURS_AND_BAND
        return STRICT_BAND_SHARE if is_strict else self.band_cost_share

    def fit_factor(self, fit: Fit) -> float:
        """Return the share of the potential that counts where a product fits so; nothing where it does not fit."""
        return {
            Fit.CORE: self.fit_factor_core,
            Fit.EXPAND: self.fit_factor_expand,
            Fit.EXPLORE: self.fit_factor_explore,
            Fit.NONE: 0.0,
        }[fit]

    def max_units(self, channel: Channel) -> int | None:
        """Return the most units that `channel` may serve, or ``None``."""
        return {
            Channel.DIRECT: self.max_units_direct,
            Channel.STRATEGIC_PARTNER: self.max_units_strategic_partner,
            Channel.SMB_PARTNER: self.max_units_smb_partner,
            Channel.SEED: self.max_units_seed,
            Channel.AVOID: self.max_units_avoid,
        }[channel]

    def target(self, metric: Metric) -> Cents | float | None:
        """Return the company's target for `metric`: cents for money, a count or a ratio for the others, or ``None``."""
        return {
            Metric.REVENUE: self.target_revenue_cents,
            Metric.GROSS_PROFIT: self.target_gross_profit_cents,
            Metric.COLLECTIONS: self.target_collections_cents,
            Metric.NEW_CUSTOMERS: self.target_new_customers,
            Metric.PIPELINE: self.target_pipeline_cents,
            Metric.SATISFACTION: self.target_satisfaction,
            Metric.REPURCHASE: self.target_repurchase,
            Metric.REFERRAL: self.target_referral,
            Metric.SEGMENT_SHARE: self.target_segment_share,
        }[metric]

    def weight(self, metric: Metric) -> float:
        """Return the weight of `metric` in a person's goals; revenue takes what the others leave, at least 0."""
        others = {
            Metric.GROSS_PROFIT: self.weight_gross_profit,
            Metric.COLLECTIONS: self.weight_collections,
            Metric.NEW_CUSTOMERS: self.weight_new_customers,
            Metric.PIPELINE: self.weight_pipeline,
            Metric.SATISFACTION: self.weight_satisfaction,
            Metric.REPURCHASE: self.weight_repurchase,
            Metric.REFERRAL: self.weight_referral,
            Metric.SEGMENT_SHARE: self.weight_segment_share,
        }
        if metric is not Metric.REVENUE:
            return others[metric] if self.target(metric) is not None else 0.0
        return max(0.0, 1.0 - sum(w for m, w in others.items() if self.target(m) is not None))
