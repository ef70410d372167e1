"""A small company that uses every feature: co-selling, a segment by product line, judgement points, seeding, rebates, ramp, hires, bands, goals."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from planner.domain.calendar import HistoryLine, Seasonality
from planner.domain.channel_plan import UnitPlan
from planner.domain.channels import RebateStep
from planner.domain.choices import Channel, CoverageRole, Fit, OverrideKind, SeasonScope
from planner.domain.identifiers import ProductId, RampId, SegmentId, TeamId
from planner.domain.market import Judgement
from planner.domain.organisation import Coverage, MarketingCost, TeamCost
from planner.domain.override import Override
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatTarget
from planner.optimization.annual_plan import make_annual_plan
from planner.results.verify import verify_plan
from tests.plan_input_builder import (
    make_plan_input,
    make_product,
    make_ramp,
    make_seat,
    make_segment,
    make_settings,
    make_team,
)


def make_rich_input(**changes: Any) -> PlanInput:
    """Return the company; `changes` are settings."""
    settings = {
        "target_revenue_cents": 500_000_000,
        "largest_stretch": 1.6,
        "team_cushion_share": 0.03,
        "seat_cushion_share": 0.02,
        "max_hires": 2,
        "hire_cost_cents": 500_000,
        "refill_months": 2.0,
        "next_year_weight": 0.3,
        "target_collections_cents": 480_000_001,
        "target_new_customers": 17,
        "target_satisfaction": 0.9,
        "weight_collections": 0.1,
        "weight_satisfaction": 0.1,
        "rounding_step_cents": 10_000,
    }
    segments = (
        make_segment(
            "Banks", penetration=0.8, region="North", today_channel=Channel.DIRECT, today_team=TeamId("Field")
        ),
        make_segment(
            "Power",
            penetration=0.3,
            region="North",
            today_channel=Channel.STRATEGIC_PARTNER,
            today_team=TeamId("Allies"),
        ),
        make_segment(
            "Shops", accounts=2000.0, region="South", today_channel=Channel.SMB_PARTNER, today_team=TeamId("Desk")
        ),
        make_segment(
            "Mines",
            penetration=0.1,
            region="South",
            existing_revenue_cents=5_000_000,
            seed_option_value_cents=90_000_000,
        ),
        make_segment("Cars", penetration=0.6, region="North", assign_by_product=True, today_channel=Channel.DIRECT),
        make_segment(
            "Clinics",
            penetration=0.5,
            region="South",
            today_channel=Channel.DIRECT,
            today_team=TeamId("Field"),
            today_effort_fte=0.5,
        ),
    )
    products = (
        make_product("Core"),
        make_product("Extra", gross_margin=0.4, customisation=0.4),
        make_product("Custom", gross_margin=0.6, customisation=0.8),
    )
    potential = {
        (s.segment, p.product): 300_000_000 + 7_000_000 * (3 * i + j)
        for i, s in enumerate(segments)
        for j, p in enumerate(products)
    }
    fit = {key: (Fit.CORE, Fit.EXPAND, Fit.EXPLORE, Fit.CORE)[i % 4] for i, key in enumerate(potential)}
    fit[SegmentId("Cars"), ProductId("Custom")] = Fit.NONE
    teams = (
        make_team(
            "Field",
            heads=4,
            max_hires=2,
            ramp=RampId("new"),
            attrition_share=0.1,
            leave_share=0.05,
            pay_cents=4_000_000,
            benefits_cents=1_000_000,
        ),
        make_team("Allies", channel=Channel.STRATEGIC_PARTNER, heads=2, regions=("North",)),
        make_team("Desk", channel=Channel.SMB_PARTNER, heads=2, manager_pay_cents=25_000_000),
    )
    seats = (
        make_seat("F1", level_factor=1.2, last_year_revenue_cents=30_000_000, last_year_target_cents=32_000_000),
        make_seat("F2", start_month=4),
        make_seat("F3", presence_share=0.5),
        make_seat("F4", rep=None),
        make_seat("A1", "Allies", last_year_revenue_cents=0),
        make_seat("A2", "Allies"),
        make_seat("D1", "Desk", target_max_cents=40_000_000),
        make_seat("D2", "Desk"),
    )
    history = tuple(
        HistoryLine(2025, month, SegmentId("Banks"), ProductId(p), TeamId("Field"), cents)
        for month in range(1, 13)
        for p, cents in (("Core", 5_000_000), ("Custom", 3_333_333))
    )
    # All others sold every product line in proportion to what customers spend, also Custom to Cars, which it does not fit.
    history += tuple(
        HistoryLine(2025, month, segment, product, None, cents // 1_000)
        for (segment, product), cents in potential.items()
        for month in range(1, 13)
        if segment != "Banks"
    )
    return make_plan_input(
        settings=make_settings(**(settings | changes)),
        products=products,
        segments=segments,
        potential_cents=potential,
        fit=fit,
        teams=teams,
        seats=seats,
        ramps=(make_ramp("new", 0.0, 0.4, 0.8),),
        rebates=(RebateStep(Channel.SMB_PARTNER, 0, 0.0), RebateStep(Channel.SMB_PARTNER, 30_000_000, 0.02)),
        coverage=(
            Coverage(TeamId("Desk"), SegmentId("Shops"), CoverageRole.BOTH),
            Coverage(TeamId("Desk"), SegmentId("Clinics"), CoverageRole.BOTH),
        ),
        seasonality=(Seasonality(SeasonScope.COMPANY, None, (0.06,) * 10 + (0.2, 0.2)),),
        history=history,
        team_costs=(TeamCost("Demo room", TeamId("Field"), 1_200_000, True), TeamCost("Audit", None, 300_000, False)),
        marketing=(
            MarketingCost("Fair", None, 900_000, True),
            MarketingCost("Partner day", Channel.SMB_PARTNER, 400_000, True),
        ),
        judgements=(
            Judgement(SegmentId("Clinics"), None, 70_000_000, 95_000_000, 110_000_000, 118_000_000, 140_000_000),
        ),
        overrides=(
            Override(OverrideKind.SEGMENT_TEAM, "Shops", None, "Desk", "Director", "promised"),
            Override(OverrideKind.SEAT_TARGET, "A1", None, "123,400.00", "Director", "agreed"),
        ),
    )


@cache
def make_rich_case() -> tuple[PlanInput, AnnualPlan]:
    """Return the company and its plan."""
    plan_input = make_rich_input()
    return plan_input, make_annual_plan(plan_input).plan


def codes_of(plan_input: PlanInput, plan: AnnualPlan) -> set[str]:
    """Return the codes of what the verifier finds, without the prefix."""
    return {f.code.removeprefix("verify_") for f in verify_plan(plan_input, plan)}


def change_settings(plan_input: PlanInput, **changes: Any) -> PlanInput:
    """Return the input with other settings."""
    return replace(plan_input, settings=replace(plan_input.settings, **changes))


def change_segment(plan_input: PlanInput, name: str, **changes: Any) -> PlanInput:
    """Return the input with one segment changed."""
    return replace(
        plan_input, segments=tuple(replace(s, **changes) if s.segment == name else s for s in plan_input.segments)
    )


def change_team_input(plan_input: PlanInput, name: str, **changes: Any) -> PlanInput:
    """Return the input with one team changed."""
    return replace(plan_input, teams=tuple(replace(t, **changes) if t.team == name else t for t in plan_input.teams))


def change_unit(plan: AnnualPlan, name: str, **changes: Any) -> AnnualPlan:
    """Return the plan with one unit's decision changed."""
    units = tuple(replace(u, **changes) if u.unit.unit == name else u for u in plan.channel_plan.units)
    assert units != plan.channel_plan.units
    return replace(plan, channel_plan=replace(plan.channel_plan, units=units))


def change_plan(plan: AnnualPlan, **changes: Any) -> AnnualPlan:
    """Return the plan with parts of its channel plan changed."""
    return replace(plan, channel_plan=replace(plan.channel_plan, **changes))


def change_team(plan: AnnualPlan, name: str, **changes: Any) -> AnnualPlan:
    """Return the plan with one team's figures changed."""
    return change_plan(
        plan, teams=tuple(replace(t, **changes) if t.team == name else t for t in plan.channel_plan.teams)
    )


def change_seat(plan: AnnualPlan, name: str, **changes: Any) -> AnnualPlan:
    """Return the plan with one seat's target changed."""
    seats = tuple(replace(s, **changes) if s.position.seat == name else s for s in plan.targets.seats)
    return replace(plan, targets=replace(plan.targets, seats=seats))


def change_targets(plan: AnnualPlan, **changes: Any) -> AnnualPlan:
    """Return the plan with fields of its targets replaced."""
    return replace(plan, targets=replace(plan.targets, **changes))


def change_team_target(plan: AnnualPlan, name: str, **changes: Any) -> AnnualPlan:
    """Return the plan with one team's target changed."""
    teams = tuple(replace(t, **changes) if t.team == name else t for t in plan.targets.teams)
    return replace(plan, targets=replace(plan.targets, teams=teams))


def unit_named(plan: AnnualPlan, name: str) -> UnitPlan:
    """Return the decision on one unit."""
    return next(u for u in plan.channel_plan.units if u.unit.unit == name)


def seat_named(plan: AnnualPlan, name: str) -> SeatTarget:
    """Return the target of one seat."""
    return next(s for s in plan.targets.seats if s.position.seat == name)
