"""A small valid `PlanInput` for tests; every part can be changed by name.

The company: products Core and Extra; segments North (easy), South (hard) and Shops (many small accounts); a direct team *Field* with two seats
and a partner team *Partners* with one. Limits are absent, cushions 0, money in round amounts (cents).

Examples
--------
``make_plan_input()``, ``make_plan_input(settings=make_settings(team_cushion_share=0.03))``, ``make_plan_input(teams=(make_team("A"),))``.
"""

from __future__ import annotations

from typing import Any

from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel, DisplayUnit, Fit, Objective, SalesMode
from planner.domain.identifiers import ProductId, RampId, SeatId, SegmentId, TeamId
from planner.domain.market import Product, Segment, SegmentGroup
from planner.domain.organisation import RampProfile, Seat, Team
from planner.domain.plan_input import PlanInput
from planner.domain.settings import Settings

ALL_MODES = (SalesMode.PRODUCT_PUSH, SalesMode.MOTIVATION, SalesMode.NEED_CREATION)


def make_settings(**changes: Any) -> Settings:
    """Return settings of plan year 2026 with a revenue target of 5,000,000.00 and no limits."""
    fields: dict[str, Any] = {
        "company": "Example",
        "plan_year": 2026,
        "currency": "CNY",
        "fiscal_start_month": 1,
        "display_unit": DisplayUnit.TEN_THOUSAND,
        "objective": Objective.CONTRIBUTION,
        "target_revenue_cents": 500_000_000,
        "target_gross_profit_cents": None,
        "target_collections_cents": None,
        "target_new_customers": None,
        "target_pipeline_cents": None,
        "target_satisfaction": None,
        "target_repurchase": None,
        "target_referral": None,
        "target_segment_share": None,
        "weight_gross_profit": 0.0,
        "weight_collections": 0.0,
        "weight_new_customers": 0.0,
        "weight_pipeline": 0.0,
        "weight_satisfaction": 0.0,
        "weight_repurchase": 0.0,
        "weight_referral": 0.0,
        "weight_segment_share": 0.0,
        "cost_of_sales_cap": None,
        "count_partner_margin": True,
        "largest_stretch": 5.0,
        "team_cushion_share": 0.0,
        "seat_cushion_share": 0.0,
        "team_growth_min": None,
        "team_growth_max": None,
        "max_hires": None,
        "headcount_limit": None,
        "headcount_budget_cents": None,
        "hire_cost_cents": 0,
        "refill_months": 0.0,
        "seed_budget_cents": None,
        "max_units_direct": None,
        "max_units_strategic_partner": None,
        "max_units_smb_partner": None,
        "max_units_seed": None,
        "max_units_avoid": None,
        "change_limit": None,
        "new_customer_floor": None,
        "average_deal_cents": 10_000_000,
        "win_rate": 0.25,
        "handover_loss_share": 0.15,
        "next_year_weight": 0.0,
        "fit_factor_core": 1.0,
        "fit_factor_expand": 0.7,
        "fit_factor_explore": 0.4,
        "effort_levels_fte": (0.5, 1.0, 2.0),
        "matrix_potential_cents": None,
        "matrix_penetration": 0.5,
        "seat_territory_weight": 0.5,
        "rounding_step_cents": 100,
        "time_limit_seconds": 600.0,  # no clock decides, however busy the machine is
        "gap_limit": 0.0001,
    }
    return Settings(**(fields | changes))


def make_product(product: str = "Core", **changes: Any) -> Product:
    """Return a ready product line of 50 % gross margin that every channel may sell."""
    fields: dict[str, Any] = {
        "product": ProductId(product),
        "gross_margin": 0.5,
        "customisation": 0.0,
        "sales_mode": SalesMode.PRODUCT_PUSH,
        "lifecycle_stage": None,
        "deliverable_again": True,
        "accepted_by_several": True,
        "clear_profit": True,
        "target_floor_cents": None,
    }
    return Product(**(fields | changes))


def make_segment(segment: str = "North", **changes: Any) -> Segment:
    """Return a leaf segment of 100 accounts, penetration 0.5, last year's revenue 1,000,000.00, served by nobody."""
    fields: dict[str, Any] = {
        "segment": SegmentId(segment),
        "parent": None,
        "industry": None,
        "region": None,
        "accounts": 100.0,
        "penetration": 0.5,
        "existing_revenue_cents": 100_000_000,
        "today_channel": None,
        "today_team": None,
        "today_effort_fte": None,
        "forced_channel": None,
        "forbidden_channels": (),
        "strategic": False,
        "seed_option_value_cents": 0,
        "share_floor": None,
        "assign_by_product": False,
        "average_deal_cents": None,
        "win_rate": None,
    }
    return Segment(**(fields | changes))


def make_team(team: str = "Field", **changes: Any) -> Team:
    """Return a direct team of two heads that cost 200,000.00 each, without ramp, leave, attrition, bands or hires."""
    fields: dict[str, Any] = {
        "team": TeamId(team),
        "parent": None,
        "manager": None,
        "channel": Channel.DIRECT,
        "regions": (),
        "industries": (),
        "cosells": True,
        "heads": 2,
        "max_hires": 0,
        "pay_cents": 20_000_000,
        "benefits_cents": 0,
        "expense_cents": 0,
        "travel_cents": 0,
        "presales_cents": 0,
        "manager_pay_cents": 0,
        "ramp": None,
        "attrition_share": 0.0,
        "leave_share": 0.0,
        "span_of_control": None,
        "fixed_target_cents": None,
        "target_min_cents": None,
        "target_max_cents": None,
        "revenue_min_cents": None,
        "revenue_max_cents": None,
        "last_year_revenue_cents": None,
        "cost_cap": None,
    }
    return Team(**(fields | changes))


def make_seat(seat: str, team: str = "Field", **changes: Any) -> Seat:
    """Return a filled seat, in place all year, of a typical level, with no data on last year."""
    fields: dict[str, Any] = {
        "seat": SeatId(seat),
        "team": TeamId(team),
        "rep": f"Rep of {seat}",
        "start_month": None,
        "level_factor": 1.0,
        "presence_share": 1.0,
        "last_year_target_cents": None,
        "last_year_revenue_cents": None,
        "target_min_cents": None,
        "target_max_cents": None,
    }
    return Seat(**(fields | changes))


def make_ramp(profile: str, *first_months: float) -> RampProfile:
    """Return a profile that begins with `first_months` and is fully productive afterwards."""
    return RampProfile(RampId(profile), first_months + (1.0,) * (12 - len(first_months)))


def make_channel_terms(channel: Channel, **changes: Any) -> ChannelTerms:
    """Return round terms: worked channels win 10 % to 30 % of the open potential, seed and avoid keep 60 % of last year's revenue."""
    worked = channel.is_worked
    fields: dict[str, Any] = {
        "channel": channel,
        "ceiling_low": 0.1 if worked else 0.0,
        "ceiling_high": 0.3 if worked else 0.0,
        "accounts_per_fte": {Channel.STRATEGIC_PARTNER: 100.0, Channel.SMB_PARTNER: 300.0}.get(channel, 50.0),
        "response_shape": 1.0,
        "cycle_long_months": 12.0,
        "cycle_short_months": 3.0 if worked else 12.0,
        "keep_alone": 0.7 if worked else 0.6,
        "keep_served": 0.95 if worked else 0.6,
        "partner_margin": 0.15 if channel.is_partner else 0.0,
        "commission_rate": 0.01 if worked else 0.0,
        "programme_cost_cents": 1_000_000 if channel is Channel.SEED or channel.is_partner else 0,
        "customisation_limit": 0.5 if channel.is_partner else 1.0,
        "customisation_cost": 0.0,
        "sales_modes": (SalesMode.PRODUCT_PUSH,) if channel.is_partner else ALL_MODES,
        "cosell_share": 0.3 if channel is Channel.STRATEGIC_PARTNER else 0.0,
    }
    return ChannelTerms(**(fields | changes))


def make_plan_input(**changes: Any) -> PlanInput:
    """Return the small company above, with whole parts (settings, products, segments, teams, seats, …) replaced by `changes`."""
    segments = changes.get(
        "segments",
        (
            make_segment("North", penetration=0.8, today_channel=Channel.DIRECT, today_team=TeamId("Field")),
            make_segment("South", penetration=0.2, today_channel=Channel.DIRECT, today_team=TeamId("Field")),
            make_segment("Shops", accounts=2000.0, today_channel=Channel.SMB_PARTNER, today_team=TeamId("Partners")),
        ),
    )
    products = changes.get("products", (make_product("Core"), make_product("Extra", gross_margin=0.4)))
    teams = changes.get("teams", (make_team("Field"), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1)))
    named = {t.team for t in teams}
    seats = (make_seat("F1"), make_seat("F2"), make_seat("P1", "Partners"))
    parents = dict.fromkeys(s.parent for s in segments if s.parent is not None)
    potential = {(s.segment, p.product): 400_000_000 for s in segments for p in products}
    fields: dict[str, Any] = {
        "settings": make_settings(),
        "products": products,
        "segments": segments,
        "segment_groups": tuple(SegmentGroup(parent, None) for parent in parents),
        "potential_cents": potential,
        "fit": {(s.segment, p.product): Fit.CORE for s in segments for p in products},
        "channels": tuple(make_channel_terms(c) for c in Channel),
        "teams": teams,
        "seats": tuple(s for s in seats if s.team in named),
    }
    return PlanInput(**(fields | changes))
