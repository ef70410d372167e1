"""Rules of effort and heads: a plan keeps each, an impossible one has no plan, and the verifier sees a plan that breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Channel
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team
from tests.results.rich_case import change_plan, change_unit, codes_of
from tests.small_company_plans import has_no_plan, make_plan, make_plan_without_limits, with_limits


def test_one_option_per_unit():
    plan_input, plan = make_plan_input(), make_plan_without_limits()
    assert [u.unit.unit for u in plan.channel_plan.units] == ["North", "Shops", "South"]
    doubled = change_plan(plan, units=(*plan.channel_plan.units, plan.channel_plan.units[0]))
    assert "one_option_per_unit" in codes_of(plan_input, doubled)


def test_team_capacity():
    plan_input, plan = make_plan_input(), make_plan_without_limits()
    assert all(t.used_fte <= t.available_fte + 1e-9 for t in plan.channel_plan.teams)
    assert "team_capacity" in codes_of(plan_input, change_unit(plan, "North", fte=9.0))


def test_team_capacity_counts_cosell_effort():
    # A strategic partner team of one head with 0.3 FTE of Field per own FTE: North at 1 FTE takes 0.3 of Field.
    teams = (make_team("Field", heads=1), make_team("Allies", channel=Channel.STRATEGIC_PARTNER, heads=1))
    segments = (make_segment("North", forced_channel=Channel.STRATEGIC_PARTNER),)
    plan = make_plan(
        make_plan_input(teams=teams, segments=segments, settings=make_settings(target_revenue_cents=50_000_000))
    )
    unit = plan.channel_plan.units[0]
    assert unit.coseller == "Field"
    assert unit.cosell_fte == pytest.approx(0.3 * unit.fte)


def test_hire_limit():
    teams = (
        make_team("Field", max_hires=3, pay_cents=1_000_000),
        make_team("Partners", channel=Channel.SMB_PARTNER, heads=1),
    )
    free = make_plan(make_plan_input(teams=teams))
    hired = sum(sum(t.hires) for t in free.channel_plan.teams)
    assert hired == 3  # 10,000 a year for a head that brings far more
    limited_input = make_plan_input(teams=teams, settings=make_settings(max_hires=1))
    limited = make_plan(limited_input)
    assert sum(sum(t.hires) for t in limited.channel_plan.teams) == 1
    assert "hire_limit" in codes_of(limited_input, replace(limited, channel_plan=free.channel_plan))


def test_headcount_budget():
    # Three heads at 200,000.00: a budget of 600,000.00 suffices, a cent less does not.
    plan_input = with_limits(headcount_budget_cents=60_000_010)
    assert verify_plan(plan_input, make_plan(plan_input)) == ()
    assert has_no_plan(with_limits(headcount_budget_cents=59_999_999))
    assert "headcount_budget" in codes_of(with_limits(headcount_budget_cents=50_000_000), make_plan(plan_input))
