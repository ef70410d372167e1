"""Rules of money and customers: a plan keeps each, an impossible one has no plan, and the verifier sees a plan that breaks it.

Without limits the best plan of the small company expects 2,530,838.27 of revenue at a cost of 625,308.38.
"""

from __future__ import annotations

from dataclasses import replace

from planner.domain.choices import Channel
from tests.plan_input_builder import make_plan_input, make_product, make_team
from tests.results.rich_case import codes_of
from tests.small_company_plans import has_no_plan, make_plan, units_of, with_limits


def test_cost_of_sales_cap():
    plan_input = with_limits(cost_of_sales_cap=0.25)
    assert make_plan(plan_input).channel_plan.totals.cost_of_sales_ratio <= 0.25
    assert has_no_plan(with_limits(cost_of_sales_cap=0.05))
    assert "cost_of_sales_cap" in codes_of(with_limits(cost_of_sales_cap=0.05), make_plan(plan_input))


def test_cost_of_sales_cap_of_a_team():
    teams = (make_team("Field", cost_cap=0.17), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1))
    plan_input = make_plan_input(teams=teams)
    plan = make_plan(plan_input)
    cost = sum(c.amount_cents for c in plan.channel_plan.costs if c.team == "Field")
    led = sum(u.revenue_cents for u in plan.channel_plan.units if u.team == "Field")
    assert cost <= 0.17 * led
    assert has_no_plan(make_plan_input(teams=(replace(teams[0], cost_cap=0.01), teams[1])))


def test_revenue_floor():
    # 5,000,000.00 ÷ 1.9 = 2,631,578.95 is within reach only away from the most contribution.
    plan_input = with_limits(largest_stretch=1.9)
    plan = make_plan(plan_input)
    assert plan.channel_plan.totals.revenue_cents * 1.9 >= 500_000_000
    assert has_no_plan(with_limits(largest_stretch=1.0))
    assert "revenue_floor" in codes_of(with_limits(largest_stretch=1.0), plan)


def test_product_floor():
    floor = 130_000_000
    plan_input = make_plan_input(products=(make_product("Core", target_floor_cents=floor), make_product("Extra")))
    plan = make_plan(plan_input)
    sold = sum(
        c
        for u in plan.channel_plan.units
        for p, c in zip(u.unit.products, u.products_cents, strict=True)
        if p == "Core"
    )
    assert sold >= floor
    greedy = make_plan_input(products=(make_product("Core", target_floor_cents=400_000_000), make_product("Extra")))
    assert has_no_plan(greedy)
    assert "product_floor" in codes_of(greedy, plan)


def test_segment_share_floor():
    base = make_plan_input().segments
    wanted = tuple(replace(s, share_floor=0.10) if s.segment == "South" else s for s in base)
    plan_input = make_plan_input(segments=wanted)
    assert units_of(make_plan(plan_input))["South"].revenue_cents >= 0.10 * 800_000_000 * (1 - 1e-9)
    impossible = make_plan_input(segments=tuple(replace(s, share_floor=0.9) for s in base))
    assert has_no_plan(impossible)
    assert "segment_share_floor" in codes_of(impossible, make_plan(plan_input))


def test_new_customer_floor():
    plan_input = with_limits(new_customer_floor=4)
    assert make_plan(plan_input).channel_plan.totals.new_customers >= 4
    assert has_no_plan(with_limits(new_customer_floor=500))
    assert "new_customer_floor" in codes_of(with_limits(new_customer_floor=500), make_plan(plan_input))


def test_team_revenue_band():
    partners = make_team("Partners", channel=Channel.SMB_PARTNER, heads=1, revenue_min_cents=60_000_000)
    plan_input = make_plan_input(teams=(make_team("Field"), partners))
    plan = make_plan(plan_input)
    assert next(t for t in plan.channel_plan.teams if t.team == "Partners").expected_revenue_cents >= 60_000_000
    impossible = make_plan_input(teams=(make_team("Field"), replace(partners, revenue_min_cents=900_000_000)))
    assert has_no_plan(impossible)
    assert "team_revenue_band" in codes_of(impossible, plan)
