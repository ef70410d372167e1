"""Each rule of the channel plan: a plan keeps it, an impossible one has no plan, and the verifier sees a plan that breaks it.

The small company (tests/plan_input_builder.py): segments North, Shops, South; Field has 2 heads, Partners 1; without limits the best plan expects
2,530,838.27 of revenue at a cost of 625,308.38.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from planner.domain.channels import RebateStep
from planner.domain.choices import Channel, Objective, OverrideKind, SolveStatus
from planner.domain.override import Override
from planner.domain.plan import AnnualPlan, CostLine
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import make_annual_plan
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.solution import compute_objective_cents
from planner.optimization.channel_plan.solve import solve_channel_plan
from planner.optimization.solvers.program import SolveOptions
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_product, make_segment, make_settings, make_team


def _plan(plan_input: PlanInput) -> AnnualPlan:
    return make_annual_plan(plan_input).plan


def _with(**limits: Any) -> PlanInput:
    return make_plan_input(settings=make_settings(**limits))


def _codes(plan_input: PlanInput, plan: AnnualPlan) -> set[str]:
    return {f.code for f in verify_plan(plan_input, plan)}


def _has_no_plan(plan_input: PlanInput) -> bool:
    with pytest.raises(NoFeasiblePlanError):
        make_annual_plan(plan_input)
    return True


def _change_unit(plan: AnnualPlan, index: int, **changes: Any) -> AnnualPlan:
    units = list(plan.channel_plan.units)
    units[index] = replace(units[index], **changes)
    return replace(plan, channel_plan=replace(plan.channel_plan, units=tuple(units)))


def _units(plan: AnnualPlan) -> dict[str, Any]:
    return {u.unit.unit: u for u in plan.channel_plan.units}


def test_the_untouched_plan_passes():
    plan_input = make_plan_input()
    assert verify_plan(plan_input, _plan(plan_input)) == ()


@pytest.mark.parametrize("solver", ["highs", "cbc"])
@pytest.mark.parametrize("objective", list(Objective))
def test_the_plan_is_as_good_as_the_best_of_all_combinations(objective, solver):
    problem = build_channel_plan_problem(_with(cost_of_sales_cap=0.25, gap_limit=0.0))
    options = problem.options
    rows = [np.flatnonzero((options.unit == u) & options.allowed & options.eligible) for u in range(len(options.units))]
    best = None
    for combination in product(*rows):
        chosen = tuple(int(i) for i in combination)
        picked = np.array(chosen)
        used = [
            options.fte[picked][options.team[picked] == t].sum()
            + options.cosell_fte[picked][options.coseller[picked] == t].sum()
            for t in range(len(problem.staffing))
        ]
        cost = problem.counted_fixed_cents + problem.counted_cost_cents[picked].sum()
        revenue = options.revenue_cents[picked].sum()
        floor = problem.plan_input.settings.target_revenue_cents / problem.plan_input.settings.largest_stretch
        if (
            any(u > s.available_fte + 1e-9 for u, s in zip(used, problem.staffing, strict=True))
            or cost > 0.25 * revenue
            or revenue < floor
        ):
            continue
        value = compute_objective_cents(problem, objective, chosen, {})
        best = value if best is None else max(best, value)
    solved = solve_channel_plan(problem, objective, SolveOptions(gap_limit=0.0), solver)
    assert best is not None and solved.plan is not None
    assert solved.plan.report.objective_cents == best
    assert solved.plan.report.bound_cents >= best


def test_one_option_per_unit():
    plan_input = make_plan_input()
    plan = _plan(plan_input)
    assert [u.unit.unit for u in plan.channel_plan.units] == ["North", "Shops", "South"]
    doubled = replace(
        plan, channel_plan=replace(plan.channel_plan, units=(*plan.channel_plan.units, plan.channel_plan.units[0]))
    )
    assert "verify_one_option_per_unit" in _codes(plan_input, doubled)


def test_team_capacity():
    plan_input = make_plan_input()
    plan = _plan(plan_input)
    assert all(t.used_fte <= t.available_fte + 1e-9 for t in plan.channel_plan.teams)
    assert "verify_team_capacity" in _codes(plan_input, _change_unit(plan, 0, fte=9.0))


def test_team_capacity_counts_cosell_effort():
    # A strategic partner team of one head with 0.3 FTE of Field per own FTE: North at 1 FTE takes 0.3 of Field.
    teams = (make_team("Field", heads=1), make_team("Allies", channel=Channel.STRATEGIC_PARTNER, heads=1))
    segments = (make_segment("North", forced_channel=Channel.STRATEGIC_PARTNER),)
    plan = _plan(
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
    free = _plan(make_plan_input(teams=teams))
    hired = sum(sum(t.hires) for t in free.channel_plan.teams)
    assert hired == 3  # 10,000 a year for a head that brings far more
    limited_input = make_plan_input(teams=teams, settings=make_settings(max_hires=1))
    limited = _plan(limited_input)
    assert sum(sum(t.hires) for t in limited.channel_plan.teams) == 1
    assert "verify_hire_limit" in _codes(limited_input, replace(limited, channel_plan=free.channel_plan))


def test_headcount_budget():
    # Three heads at 200,000.00: a budget of 600,000.00 suffices, a cent less does not.
    plan_input = _with(headcount_budget_cents=60_000_010)
    assert verify_plan(plan_input, _plan(plan_input)) == ()
    assert _has_no_plan(_with(headcount_budget_cents=59_999_999))
    assert "verify_headcount_budget" in _codes(_with(headcount_budget_cents=50_000_000), _plan(plan_input))


def test_cost_of_sales_cap():
    plan_input = _with(cost_of_sales_cap=0.25)
    assert _plan(plan_input).channel_plan.totals.cost_of_sales_ratio <= 0.25
    assert _has_no_plan(_with(cost_of_sales_cap=0.05))
    assert "verify_cost_of_sales_cap" in _codes(_with(cost_of_sales_cap=0.05), _plan(plan_input))


def test_cost_of_sales_cap_of_a_team():
    teams = (make_team("Field", cost_cap=0.17), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1))
    plan_input = make_plan_input(teams=teams)
    plan = _plan(plan_input)
    cost = sum(c.amount_cents for c in plan.channel_plan.costs if c.team == "Field")
    led = sum(u.revenue_cents for u in plan.channel_plan.units if u.team == "Field")
    assert cost <= 0.17 * led
    assert _has_no_plan(make_plan_input(teams=(replace(teams[0], cost_cap=0.01), teams[1])))


def test_revenue_floor():
    # 5,000,000.00 ÷ 1.9 = 2,631,578.95 is within reach only away from the most contribution.
    plan_input = _with(largest_stretch=1.9)
    plan = _plan(plan_input)
    assert plan.channel_plan.totals.revenue_cents * 1.9 >= 500_000_000
    assert _has_no_plan(_with(largest_stretch=1.0))
    assert "verify_revenue_floor" in _codes(_with(largest_stretch=1.0), plan)


def test_product_floor():
    floor = 130_000_000
    plan_input = make_plan_input(products=(make_product("Core", target_floor_cents=floor), make_product("Extra")))
    plan = _plan(plan_input)
    sold = sum(
        c
        for u in plan.channel_plan.units
        for p, c in zip(u.unit.products, u.products_cents, strict=True)
        if p == "Core"
    )
    assert sold >= floor
    greedy = make_plan_input(products=(make_product("Core", target_floor_cents=400_000_000), make_product("Extra")))
    assert _has_no_plan(greedy)
    assert "verify_product_floor" in _codes(greedy, plan)


def test_segment_share_floor():
    base = make_plan_input().segments
    wanted = tuple(replace(s, share_floor=0.10) if s.segment == "South" else s for s in base)
    plan_input = make_plan_input(segments=wanted)
    assert _units(_plan(plan_input))["South"].revenue_cents >= 0.10 * 800_000_000 * (1 - 1e-9)
    impossible = make_plan_input(segments=tuple(replace(s, share_floor=0.9) for s in base))
    assert _has_no_plan(impossible)
    assert "verify_segment_share_floor" in _codes(impossible, _plan(plan_input))


def test_new_customer_floor():
    plan_input = _with(new_customer_floor=4)
    assert _plan(plan_input).channel_plan.totals.new_customers >= 4
    assert _has_no_plan(_with(new_customer_floor=500))
    assert "verify_new_customer_floor" in _codes(_with(new_customer_floor=500), _plan(plan_input))


def test_team_revenue_band():
    partners = make_team("Partners", channel=Channel.SMB_PARTNER, heads=1, revenue_min_cents=60_000_000)
    plan_input = make_plan_input(teams=(make_team("Field"), partners))
    plan = _plan(plan_input)
    assert next(t for t in plan.channel_plan.teams if t.team == "Partners").expected_revenue_cents >= 60_000_000
    impossible = make_plan_input(teams=(make_team("Field"), replace(partners, revenue_min_cents=900_000_000)))
    assert _has_no_plan(impossible)
    assert "verify_team_revenue_band" in _codes(impossible, plan)


def test_channel_limit():
    plan_input = _with(max_units_direct=1)
    plan = _plan(plan_input)
    assert sum(u.channel is Channel.DIRECT for u in plan.channel_plan.units) <= 1
    nowhere = {f"max_units_{c.value}": 0 for c in Channel}
    assert _has_no_plan(_with(**nowhere))
    assert "verify_channel_limit" in _codes(_with(**nowhere), plan)


def test_seed_budget():
    # Seeding costs 10,000.00 a unit and is worth 10,000,000.00: three units without a budget, one with 15,000.00.
    segments = tuple(replace(s, seed_option_value_cents=1_000_000_000) for s in make_plan_input().segments)
    low = make_settings(target_revenue_cents=100_000_000)
    assert all(u.channel is Channel.SEED for u in _seed_plan(segments, low).channel_plan.units)
    limited = replace(low, seed_budget_cents=1_500_000)
    plan = _seed_plan(segments, limited)
    assert sum(u.channel is Channel.SEED for u in plan.channel_plan.units) == 1
    none = make_plan_input(segments=segments, settings=replace(low, seed_budget_cents=0))
    assert "verify_seed_budget" in _codes(none, plan)


def _seed_plan(segments: Any, settings: Any) -> AnnualPlan:
    teams = (make_team("Field"), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1))
    plan_input = make_plan_input(segments=segments, settings=settings, teams=teams)
    problem = build_channel_plan_problem(plan_input)
    solved = solve_channel_plan(problem, Objective.CONTRIBUTION, SolveOptions())
    assert solved.plan is not None
    made = make_annual_plan(make_plan_input()).plan
    return replace(made, channel_plan=solved.plan)


def test_change_limit():
    # Without a limit Shops moves from Partners to Field.
    assert _units(_plan(make_plan_input()))["Shops"].is_changed
    plan_input = _with(change_limit=0)
    plan = _plan(plan_input)
    assert not any(u.is_changed for u in plan.channel_plan.units)
    assert "verify_change_limit" in _codes(plan_input, _plan(make_plan_input()))


def test_forced_choice():
    base = make_plan_input().segments
    plan_input = make_plan_input(
        segments=tuple(replace(s, forced_channel=Channel.SMB_PARTNER) if s.segment == "North" else s for s in base)
    )
    assert _units(_plan(plan_input))["North"].channel is Channel.SMB_PARTNER
    override = Override(OverrideKind.SEGMENT_CHANNEL, "South", None, "回避", "Director", "no time")
    overridden = make_plan_input(overrides=(override,))
    assert _units(_plan(overridden))["South"].channel is Channel.AVOID
    nothing_left = make_plan_input(segments=tuple(replace(s, forbidden_channels=tuple(Channel)) for s in base))
    assert _has_no_plan(nothing_left)
    assert "verify_forced_choice" in _codes(overridden, _plan(make_plan_input()))


def test_forced_choice_reads_full_width_words():
    # The check of overrides takes any width, so the plan and the verifier must as well.
    plan_input = make_plan_input(
        overrides=(Override(OverrideKind.SEGMENT_CHANNEL, "South", None, "ＡＶＯＩＤ　", "Director", "no time"),)
    )
    plan = _plan(plan_input)
    assert _units(plan)["South"].channel is Channel.AVOID
    assert verify_plan(plan_input, plan) == ()


def test_rebate_ladder():
    # All revenue of SMB partners from 400,000.00 on earns 5 %.
    base = make_plan_input().segments
    segments = tuple(replace(s, forced_channel=Channel.SMB_PARTNER) if s.segment == "Shops" else s for s in base)
    ladder = (RebateStep(Channel.SMB_PARTNER, 0, 0.0), RebateStep(Channel.SMB_PARTNER, 40_000_000, 0.05))
    plan_input = make_plan_input(segments=segments, rebates=ladder)
    plan = _plan(plan_input)
    revenue = sum(u.revenue_cents for u in plan.channel_plan.units if u.channel is Channel.SMB_PARTNER)
    rebate = sum(c.amount_cents for c in plan.channel_plan.costs if c.kind == "rebate")
    assert revenue >= 40_000_000
    assert rebate == int(revenue * 0.05 + 0.5)
    costs = tuple(
        replace(c, amount_cents=c.amount_cents + 500) if c.kind == "rebate" else c for c in plan.channel_plan.costs
    )
    assert "verify_rebate_ladder" in _codes(
        plan_input, replace(plan, channel_plan=replace(plan.channel_plan, costs=costs))
    )


def test_a_ladder_step_can_keep_a_unit_below_its_threshold():
    # 30 % from 100.00 on would cost more than Shops earns with partners, so another channel or the step below is taken.
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


def test_the_same_input_in_another_row_order_gives_the_same_plan():
    plan_input = make_plan_input()
    turned = replace(
        plan_input, segments=plan_input.segments[::-1], teams=plan_input.teams[::-1], seats=plan_input.seats[::-1]
    )
    first, second = _plan(plan_input), _plan(turned)
    assert first.channel_plan.units == second.channel_plan.units
    assert sorted(s.base_cents for s in first.targets.seats) == sorted(s.base_cents for s in second.targets.seats)


def test_a_solve_without_time_is_not_called_infeasible():
    problem = build_channel_plan_problem(make_plan_input())
    solved = solve_channel_plan(problem, Objective.CONTRIBUTION, SolveOptions(time_limit_seconds=0.0001))
    assert solved.outcome.status is not SolveStatus.INFEASIBLE


@pytest.mark.parametrize(
    ("name", "falsify"),
    [
        ("revenue", lambda p: _change_unit(p, 0, revenue_kept_cents=p.channel_plan.units[0].revenue_kept_cents + 500)),
        ("margin", lambda p: _change_unit(p, 1, margin_cents=p.channel_plan.units[1].margin_cents + 900)),
        ("commission", lambda p: _change_unit(p, 1, commission_cents=0)),
        ("channel", lambda p: _change_unit(p, 2, channel=Channel.SMB_PARTNER)),
        ("team", lambda p: _change_unit(p, 2, team="Partners")),
        ("changed", lambda p: _change_unit(p, 1, is_changed=False)),
        ("carry over", lambda p: _change_unit(p, 0, carry_over_cents=1)),
        ("products", lambda p: _change_unit(p, 0, products_cents=(1, 1))),
        ("total revenue", lambda p: _totals(p, revenue_cents=p.channel_plan.totals.revenue_cents + 1)),
        ("total cost", lambda p: _totals(p, cost_of_sales_cents=p.channel_plan.totals.cost_of_sales_cents - 1)),
        ("objective", lambda p: _report(p, objective_cents=p.channel_plan.report.objective_cents + 100_000)),
        ("bound", lambda p: _report(p, bound_cents=p.channel_plan.report.objective_cents - 1)),
        ("gap", lambda p: _report(p, gap=0.5)),
        ("cost line", lambda p: _costs(p, p.channel_plan.costs[1:])),
        (
            "extra cost line",
            lambda p: _costs(p, (*p.channel_plan.costs, CostLine("commission", "", None, None, 5, True))),
        ),
    ],
)
def test_a_falsified_channel_plan_is_found(name, falsify):
    plan_input = make_plan_input()
    plan = _plan(plan_input)
    assert verify_plan(plan_input, falsify(plan)), f"{name}: not found"


def _totals(plan: AnnualPlan, **changes: Any) -> AnnualPlan:
    return replace(plan, channel_plan=replace(plan.channel_plan, totals=replace(plan.channel_plan.totals, **changes)))


def _report(plan: AnnualPlan, **changes: Any) -> AnnualPlan:
    return replace(plan, channel_plan=replace(plan.channel_plan, report=replace(plan.channel_plan.report, **changes)))


def _costs(plan: AnnualPlan, costs: tuple[CostLine, ...]) -> AnnualPlan:
    return replace(plan, channel_plan=replace(plan.channel_plan, costs=costs))
