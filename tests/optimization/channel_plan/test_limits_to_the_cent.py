"""A limit in money that is exactly a plan's own figure lets that plan through, and a cent more does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.channels import RebateStep
from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import round_cents
from tests.plan_input_builder import make_plan_input, make_settings, make_team
from tests.small_company_plans import has_plan, make_plan, make_plan_without_limits, units_of

Limited = Callable[[AnnualPlan, int], PlanInput]
"""The company with a limit that is a figure of its best plan, and so many cents stricter."""


def _company_target(plan: AnnualPlan, cents: int) -> PlanInput:
    revenue = plan.channel_plan.totals.revenue_cents
    return make_plan_input(settings=make_settings(target_revenue_cents=revenue + cents, largest_stretch=1.0))


def _product_floor(plan: AnnualPlan, cents: int) -> PlanInput:
    base = make_plan_input()
    name = base.products[0].product
    sold = sum(
        amount
        for u in plan.channel_plan.units
        for product, amount in zip(u.unit.products, u.products_cents, strict=True)
        if product == name
    )
    return replace(base, products=(replace(base.products[0], target_floor_cents=sold + cents), *base.products[1:]))


def _least_of_team(plan: AnnualPlan, cents: int) -> PlanInput:
    team = plan.channel_plan.teams[0]
    return _with_team(plan, revenue_min_cents=team.expected_revenue_cents + cents)


def _most_of_team(plan: AnnualPlan, cents: int) -> PlanInput:
    team = plan.channel_plan.teams[0]
    return _with_team(plan, revenue_max_cents=team.expected_revenue_cents - cents)


def _with_team(plan: AnnualPlan, **limits: Any) -> PlanInput:
    base, name = make_plan_input(), plan.channel_plan.teams[0].team
    return replace(base, teams=tuple(replace(t, **limits) if t.team == name else t for t in base.teams))


def _share_floor(plan: AnnualPlan, cents: int) -> PlanInput:
    base, unit = make_plan_input(), units_of(plan)["South"]
    share = (unit.revenue_cents + cents) / unit.unit.total_potential_cents
    return replace(
        base, segments=tuple(replace(s, share_floor=share) if s.segment == "South" else s for s in base.segments)
    )


@pytest.mark.parametrize("limited", [_company_target, _product_floor, _least_of_team, _most_of_team, _share_floor])
def test_a_limit_that_is_the_plans_own_figure(limited: Limited):
    best = make_plan_without_limits().channel_plan
    same = make_plan(limited(make_plan_without_limits(), 0)).channel_plan
    assert same.report.objective_cents == best.report.objective_cents
    assert [(u.channel, u.team, u.fte) for u in same.units] == [(u.channel, u.team, u.fte) for u in best.units]
    assert same.report.bound_cents >= best.report.objective_cents - 1
    stricter = limited(make_plan_without_limits(), 1)
    assert (
        not has_plan(stricter) or make_plan(stricter).channel_plan.report.objective_cents < best.report.objective_cents
    )


def test_a_headcount_budget_that_is_what_people_cost():
    plan = make_plan_without_limits().channel_plan
    kinds = ("pay", "benefits", "expense", "travel", "presales", "manager_pay", "manager_bonus", "hiring")
    cost = sum(line.amount_cents for line in plan.costs if line.kind in kinds)
    same = make_plan(make_plan_input(settings=make_settings(headcount_budget_cents=cost))).channel_plan
    assert same.report.objective_cents == plan.report.objective_cents


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_rebate_step_begins_at_its_very_cent(beyond: int):
    # The step that begins at the plan's own partner revenue pays its rate on all of it; the one that begins a cent later pays nothing.
    teams = (make_team("Field"), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1))
    segments = tuple(
        replace(s, forced_channel=Channel.SMB_PARTNER) if s.segment == "South" else s
        for s in make_plan_input().segments
    )
    base = make_plan_input(teams=teams, segments=segments)
    plan = make_plan(base).channel_plan
    revenue = sum(u.revenue_cents for u in plan.units if u.channel is Channel.SMB_PARTNER)
    assert revenue
    kept = make_plan(replace(base, rebates=(RebateStep(Channel.SMB_PARTNER, revenue + beyond, 0.001),))).channel_plan
    rebate = sum(line.amount_cents for line in kept.costs if line.kind == "rebate")
    own = sum(u.revenue_cents for u in kept.units if u.channel is Channel.SMB_PARTNER)
    assert rebate == (round_cents(own * 0.001) if own >= revenue + beyond else 0)
    if beyond:
        assert kept.report.objective_cents == plan.report.objective_cents
    else:
        assert kept.report.objective_cents < plan.report.objective_cents


def test_a_floor_of_customers_that_a_plan_just_reaches():
    plan = make_plan_without_limits().channel_plan
    new = sum(u.revenue_new_cents for u in plan.units)
    # Deals of which the plan's new revenue is seven: exactly in whole cents for a first deal size, a cent short for the next.
    deal = new // 7
    just = make_plan(
        make_plan_input(settings=make_settings(new_customer_floor=7, average_deal_cents=deal))
    ).channel_plan
    assert just.report.objective_cents == plan.report.objective_cents
    short = make_plan_input(settings=make_settings(new_customer_floor=7, average_deal_cents=deal + 1))
    assert make_plan(short).channel_plan.report.objective_cents < plan.report.objective_cents
