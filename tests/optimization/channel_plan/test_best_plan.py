"""The plan is the best of all, whatever the order of rows; a solve without time says nothing about whether there is one."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planner.domain.choices import Channel, Objective, SolveStatus
from planner.domain.identifiers import TeamId
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.solution import compute_objective_cents
from planner.optimization.channel_plan.solve import solve_channel_plan
from planner.optimization.solvers.program import SolveOptions
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team
from tests.small_company_plans import make_plan, with_limits


@pytest.mark.parametrize("solver", ["highs", "cbc"])
@pytest.mark.parametrize("objective", list(Objective))
def test_the_plan_is_as_good_as_the_best_of_all_combinations(objective, solver):
    problem = build_channel_plan_problem(with_limits(cost_of_sales_cap=0.25, gap_limit=0.0))
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


def test_the_same_input_in_another_row_order_gives_the_same_plan():
    plan_input = make_plan_input()
    turned = replace(
        plan_input, segments=plan_input.segments[::-1], teams=plan_input.teams[::-1], seats=plan_input.seats[::-1]
    )
    first, second = make_plan(plan_input), make_plan(turned)
    assert first.channel_plan.units == second.channel_plan.units
    assert sorted(s.base_cents for s in first.targets.seats) == sorted(s.base_cents for s in second.targets.seats)


def test_a_solve_without_time_is_not_called_infeasible():
    problem = build_channel_plan_problem(make_plan_input())
    solved = solve_channel_plan(problem, Objective.CONTRIBUTION, SolveOptions(time_limit_seconds=0.0001))
    assert solved.outcome.status is not SolveStatus.INFEASIBLE


def test_a_team_of_nobody_leads_nothing_though_it_does_today():
    # Gone has no heads and no hires; with a handover loss of all that is kept every unit would rather stay with it, without effort.
    segments = tuple(
        make_segment(n, today_channel=Channel.DIRECT, today_team=TeamId("Gone"), penetration=p)
        for n, p in (("North", 0.8), ("South", 0.2))
    )
    teams = (make_team("Field"), make_team("Gone", heads=0))
    settings = make_settings(handover_loss_share=1.0, target_revenue_cents=1_000_000)
    plan = make_plan(make_plan_input(settings=settings, segments=segments, teams=teams))
    assert {u.team for u in plan.channel_plan.units} <= {TeamId("Field"), None}
    assert "eligibility" in plan.as_last_year.broken_rules
    assert sum(s.base_cents for s in plan.targets.seats) == 1_000_000
