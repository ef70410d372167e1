"""The verifier on floors and limits: at the limit a plan passes, a unit beyond it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Channel
from tests.results.rich_case import change_segment, change_settings, codes_of, make_rich_case


def test_revenue_floor():
    plan_input, plan = make_rich_case()
    stretch = 500_000_000 / plan.channel_plan.totals.revenue_cents
    assert "revenue_floor" not in codes_of(change_settings(plan_input, largest_stretch=stretch), plan)
    assert "revenue_floor" in codes_of(change_settings(plan_input, largest_stretch=stretch * (1 - 1e-8)), plan)


def test_product_floor():
    plan_input, plan = make_rich_case()
    sold = sum(
        cents
        for u in plan.channel_plan.units
        for p, cents in zip(u.unit.products, u.products_cents, strict=True)
        if p == "Core"
    )
    for floor, fits in ((sold, True), (sold + 1, False)):
        products = (replace(plan_input.products[0], target_floor_cents=floor), *plan_input.products[1:])
        assert ("product_floor" not in codes_of(replace(plan_input, products=products), plan)) is fits


def test_segment_share_floor():
    # Over all units of the segment: Cars has three product lines as units.
    plan_input, plan = make_rich_case()
    own = [u for u in plan.channel_plan.units if u.unit.segment.segment == "Cars"]
    share = sum(u.revenue_cents for u in own) / sum(u.unit.total_potential_cents for u in own)
    assert len(own) == 3
    assert "segment_share_floor" not in codes_of(change_segment(plan_input, "Cars", share_floor=share), plan)
    assert "segment_share_floor" in codes_of(change_segment(plan_input, "Cars", share_floor=share + 1e-7), plan)


def test_new_customer_floor():
    plan_input, plan = make_rich_case()
    expected = plan.channel_plan.totals.new_customers
    assert "new_customer_floor" not in codes_of(change_settings(plan_input, new_customer_floor=int(expected)), plan)
    assert "new_customer_floor" in codes_of(change_settings(plan_input, new_customer_floor=int(expected) + 1), plan)


@pytest.mark.parametrize("channel", list(Channel))
def test_channel_limit(channel: Channel):
    plan_input, plan = make_rich_case()
    count = sum(u.channel is channel for u in plan.channel_plan.units)
    name = f"max_units_{channel.value}"
    assert count > 0
    assert "channel_limit" not in codes_of(change_settings(plan_input, **{name: count}), plan)
    assert "channel_limit" in codes_of(change_settings(plan_input, **{name: count - 1}), plan)


def test_seed_budget():
    # One unit is seeded, at 10,000.00.
    plan_input, plan = make_rich_case()
    assert "seed_budget" not in codes_of(change_settings(plan_input, seed_budget_cents=1_000_000), plan)
    assert "seed_budget" in codes_of(change_settings(plan_input, seed_budget_cents=999_999), plan)


def test_change_limit():
    plan_input, plan = make_rich_case()
    changed = sum(u.is_changed for u in plan.channel_plan.units)
    assert changed > 0
    assert "change_limit" not in codes_of(change_settings(plan_input, change_limit=changed), plan)
    assert "change_limit" in codes_of(change_settings(plan_input, change_limit=changed - 1), plan)
