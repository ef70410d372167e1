"""The shared builders make inputs that fit together."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.response import build_options, build_units
from tests.channel_plan_builder import make_channel_plan
from tests.plan_input_builder import make_plan_input


def test_the_small_company_can_be_priced():
    plan_input = make_plan_input()
    assert [unit.unit for unit in build_units(plan_input)] == ["North", "Shops", "South"]
    assert {terms.channel for terms in plan_input.channels} == set(Channel)
    assert build_options(plan_input) is not None


def test_a_hand_made_channel_plan_adds_up():
    plan_input = make_plan_input()
    plan = make_channel_plan(
        plan_input,
        {"North": "Field", "South": None, "Shops": "Partners"},
        {"North": (100, 50), "South": (10, 0), "Shops": (30, 30)},
    )
    # 150 + 10 + 60
    assert plan.totals.revenue_cents == 220
    assert [t.expected_revenue_cents for t in plan.teams] == [150, 60]
