"""Rules of what may be chosen, and the rebate ladder: a plan keeps each, and the verifier sees a plan that breaks it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.domain.channels import RebateStep
from planner.domain.choices import Channel, Objective, OverrideKind
from planner.domain.override import Override
from planner.domain.plan import AnnualPlan
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.solve import solve_channel_plan
from planner.optimization.solvers.program import SolveOptions
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_settings, make_team
from tests.results.rich_case import change_plan, codes_of
from tests.small_company_plans import has_no_plan, make_plan, make_plan_without_limits, units_of, with_limits


def test_channel_limit():
    plan_input = with_limits(max_units_direct=1)
    plan = make_plan(plan_input)
    assert sum(u.channel is Channel.DIRECT for u in plan.channel_plan.units) <= 1
    nowhere = {f"max_units_{c.value}": 0 for c in Channel}
    assert has_no_plan(with_limits(**nowhere))
    assert "channel_limit" in codes_of(with_limits(**nowhere), plan)


def test_seed_budget():
    # Seeding costs 10,000.00 a unit and is worth 10,000,000.00: three units without a budget, one with 15,000.00.
    segments = tuple(replace(s, seed_option_value_cents=1_000_000_000) for s in make_plan_input().segments)
    low = make_settings(target_revenue_cents=100_000_000)
    assert all(u.channel is Channel.SEED for u in _seed_plan(segments, low).channel_plan.units)
    limited = replace(low, seed_budget_cents=1_500_000)
    plan = _seed_plan(segments, limited)
    assert sum(u.channel is Channel.SEED for u in plan.channel_plan.units) == 1
    none = make_plan_input(segments=segments, settings=replace(low, seed_budget_cents=0))
    assert "seed_budget" in codes_of(none, plan)


def _seed_plan(segments: Any, settings: Any) -> AnnualPlan:
    teams = (make_team("Field"), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1))
    plan_input = make_plan_input(segments=segments, settings=settings, teams=teams)
    problem = build_channel_plan_problem(plan_input)
    solved = solve_channel_plan(problem, Objective.CONTRIBUTION, SolveOptions())
    assert solved.plan is not None
    return replace(make_plan_without_limits(), channel_plan=solved.plan)


def test_change_limit():
    # Without a limit Shops moves from Partners to Field.
    assert units_of(make_plan_without_limits())["Shops"].is_changed
    plan_input = with_limits(change_limit=0)
    plan = make_plan(plan_input)
    assert not any(u.is_changed for u in plan.channel_plan.units)
    assert "change_limit" in codes_of(plan_input, make_plan_without_limits())


def test_forced_choice():
    base = make_plan_input().segments
    plan_input = make_plan_input(
        segments=tuple(replace(s, forced_channel=Channel.SMB_PARTNER) if s.segment == "North" else s for s in base)
    )
    assert units_of(make_plan(plan_input))["North"].channel is Channel.SMB_PARTNER
    override = Override(OverrideKind.SEGMENT_CHANNEL, "South", None, "回避", "Director", "no time")
    overridden = make_plan_input(overrides=(override,))
    assert units_of(make_plan(overridden))["South"].channel is Channel.AVOID
    nothing_left = make_plan_input(segments=tuple(replace(s, forbidden_channels=tuple(Channel)) for s in base))
    assert has_no_plan(nothing_left)
    assert "forced_choice" in codes_of(overridden, make_plan_without_limits())


def test_forced_choice_reads_full_width_words():
    # The check of overrides takes any width, so the plan and the verifier must as well.
    plan_input = make_plan_input(
        overrides=(Override(OverrideKind.SEGMENT_CHANNEL, "South", None, "ＡＶＯＩＤ　", "Director", "no time"),)
    )
    plan = make_plan(plan_input)
    assert units_of(plan)["South"].channel is Channel.AVOID
    assert verify_plan(plan_input, plan) == ()


def test_rebate_ladder():
    # All revenue of SMB partners from 400,000.00 on earns 5 %.
    base = make_plan_input().segments
    segments = tuple(replace(s, forced_channel=Channel.SMB_PARTNER) if s.segment == "Shops" else s for s in base)
    ladder = (RebateStep(Channel.SMB_PARTNER, 0, 0.0), RebateStep(Channel.SMB_PARTNER, 40_000_000, 0.05))
    plan_input = make_plan_input(segments=segments, rebates=ladder)
    plan = make_plan(plan_input)
    revenue = sum(u.revenue_cents for u in plan.channel_plan.units if u.channel is Channel.SMB_PARTNER)
    rebate = sum(c.amount_cents for c in plan.channel_plan.costs if c.kind == "rebate")
    assert revenue >= 40_000_000
    assert rebate == int(revenue * 0.05 + 0.5)
    costs = tuple(
        replace(c, amount_cents=c.amount_cents + 500) if c.kind == "rebate" else c for c in plan.channel_plan.costs
    )
    assert "rebate_ladder" in codes_of(plan_input, change_plan(plan, costs=costs))


def test_a_ladder_step_can_keep_a_unit_below_its_threshold():
    # 60 % from 100.00 on would cost more than Shops earns with partners, so another channel or the step below is taken.
    ladder = (RebateStep(Channel.SMB_PARTNER, 0, 0.0), RebateStep(Channel.SMB_PARTNER, 10_000, 0.6))
    problem = build_channel_plan_problem(make_plan_input(rebates=ladder))
    solved = solve_channel_plan(problem, Objective.CONTRIBUTION, SolveOptions())
    assert solved.plan is not None
    assert not any(u.channel is Channel.SMB_PARTNER for u in solved.plan.units)


@pytest.mark.parametrize("channel", [Channel.STRATEGIC_PARTNER, Channel.SMB_PARTNER])
def test_a_ladder_that_the_channel_cannot_reach_changes_nothing(channel: Channel):
    # No team works with strategic partners: their revenue is 0. With SMB partners the ladder begins above the most they could bring, and the
    # one unit that they serve takes its best option in the channel, which is that most.
    segments = tuple(replace(s, forced_channel=Channel.SMB_PARTNER) for s in make_plan_input().segments[2:])
    plan_input = make_plan_input(
        segments=segments, settings=make_settings(target_revenue_cents=0, effort_levels_fte=(0.5, 1.0))
    )
    ladder = (RebateStep(channel, 100_000_000_00, 0.05), RebateStep(channel, 200_000_000_00, 0.1))
    solved = [
        solve_channel_plan(
            build_channel_plan_problem(replace(plan_input, rebates=steps)), Objective.REVENUE, SolveOptions(gap_limit=0)
        )
        for steps in ((), ladder)
    ]
    plans = [s.plan for s in solved if s.plan is not None]
    assert len(plans) == 2
    # A column without an end whose price is off by noise would leave the program without a bound.
    assert np.isfinite(solved[1].model.program.upper).all()
    assert plans[1].totals == plans[0].totals
