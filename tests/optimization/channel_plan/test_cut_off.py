"""A solve that is cut off, by a clock, a person or its gap: what it found is kept, and is no worse than a baseline that keeps all rules."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np
import pytest

from planner.cli.main import run
from planner.domain.choices import Objective, SolveStatus
from planner.errors import NoFeasiblePlanError, PlanInterruptedError, TimeLimitError
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.optimization.channel_plan import known_plans, resolve, solve
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.whole_columns import solve_to_the_cent
from planner.optimization.solvers.program import Outcome, Progress, SolveOptions
from planner.optimization.solvers.search import fixing, modes, sifting
from planner.results.verify import verify_plan
from planner.writing.inputs.template import build_template
from tests.bench.generated_case import make_large_case
from tests.plan_input_builder import make_plan_input


def _everything_avoided(problem):
    """The first option of each unit that takes no team: feasible without limits, and poor."""
    options = problem.options
    free = np.flatnonzero((options.fte == 0) & options.allowed & options.eligible)
    return tuple(int(free[options.unit[free] == u][0]) for u in range(len(options.units)))


@pytest.mark.parametrize("status", [SolveStatus.INTERRUPTED, SolveStatus.TIME_LIMIT, SolveStatus.WITHIN_GAP])
def test_a_poor_plan_so_far_gives_way_to_the_better_baseline(monkeypatch, status):
    plan_input = make_plan_input()
    problem = build_channel_plan_problem(plan_input)
    whole = solve.solve_channel_plan(problem, Objective.CONTRIBUTION, SolveOptions(gap_limit=0.0))
    poor = solve.fill_point(whole.model, solve.StartPlan(_everything_avoided(problem), {}))

    def cut_off(program, options, start=None):
        value = float(program.cost @ poor + program.offset)
        return replace(whole.outcome, values=poor, objective=value, status=status), program.columns

    monkeypatch.setattr(modes, "solve_program", cut_off)
    made = make_annual_plan(plan_input).plan
    report = made.channel_plan.report
    baselines = [b.totals.contribution_cents for b in (made.as_last_year, made.matrix_rule) if b.is_feasible]
    assert baselines, "the small company's baselines keep all rules"
    assert made.channel_plan.totals.contribution_cents >= max(baselines) > 0
    assert report.status is status
    assert report.objective_cents <= report.bound_cents
    assert verify_plan(plan_input, made) == ()


def _cut_off_at_once(monkeypatch, status=SolveStatus.NOT_DECIDED):
    """Let every solve of a channel plan end without a plan and without a bound."""

    def nothing(program, options, start=None):
        return Outcome(status, -math.inf, math.inf, None, None, 0.1, "HiGHS", "", None), program.columns

    monkeypatch.setattr(modes, "solve_program", nothing)


_CUT_OFF = [(SolveStatus.NOT_DECIDED, SolveStatus.TIME_LIMIT), (SolveStatus.INTERRUPTED, SolveStatus.INTERRUPTED)]


@pytest.mark.parametrize(("ended", "told"), _CUT_OFF)
def test_where_no_plan_was_found_it_is_no_worse_than_a_baseline_that_keeps_all_rules(monkeypatch, ended, told):
    plan_input = make_plan_input()
    best = make_annual_plan(plan_input, PlanRequest(gap_limit=0.0)).plan.channel_plan.report
    _cut_off_at_once(monkeypatch, ended)
    made = make_annual_plan(plan_input).plan
    report = made.channel_plan.report
    baselines = [b.totals.contribution_cents for b in (made.as_last_year, made.matrix_rule) if b.is_feasible]
    assert made.channel_plan.totals.contribution_cents >= max(baselines) > 0
    assert report.status is told
    assert report.objective_cents <= best.objective_cents <= report.bound_cents
    assert verify_plan(plan_input, made) == ()


def test_a_plan_too_large_to_be_mended_is_the_better_baseline(monkeypatch):
    monkeypatch.setattr(known_plans, "_MOST_OPTIONS", 0)
    _cut_off_at_once(monkeypatch)
    made = make_annual_plan(make_plan_input()).plan
    baselines = [b.totals.contribution_cents for b in (made.as_last_year, made.matrix_rule) if b.is_feasible]
    assert made.channel_plan.totals.contribution_cents == max(baselines)
    assert made.channel_plan.report.gap > 0


def test_where_baselines_break_rules_one_is_mended(monkeypatch):
    # Under a cap of 15 % both baselines cost too much; some units are then served with less effort, or left alone.
    plan_input = make_large_case(60, 6, cap=0.15)
    _cut_off_at_once(monkeypatch)
    made = make_annual_plan(plan_input).plan
    assert not made.as_last_year.is_feasible and not made.matrix_rule.is_feasible
    assert made.channel_plan.report.status is SolveStatus.TIME_LIMIT
    assert made.channel_plan.totals.cost_of_sales_ratio <= 0.15
    assert verify_plan(plan_input, made) == ()


def test_the_bound_of_a_plan_that_no_solve_found_holds(monkeypatch):
    plan_input = make_large_case(60, 6, cap=0.15)
    found = make_annual_plan(plan_input, PlanRequest(gap_limit=0.05)).plan.channel_plan.report
    _cut_off_at_once(monkeypatch)
    by_relaxation = make_annual_plan(plan_input).plan.channel_plan.report.bound_cents
    monkeypatch.setattr(solve, "_MOST_RELAXED", 0)
    by_units = make_annual_plan(plan_input).plan.channel_plan.report.bound_cents
    assert found.objective_cents <= by_relaxation <= by_units


def test_a_plan_cut_off_before_its_relaxation_is_explained_without_it_and_holds_in_its_file(monkeypatch, tmp_path):
    book, made = tmp_path / "plan.xlsx", tmp_path / "made.xlsx"
    book.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    _cut_off_at_once(monkeypatch)
    monkeypatch.setattr(solve, "_MOST_RELAXED", 0)
    monkeypatch.setattr(resolve, "_MANY_WHEN_CUT_OFF", 0)

    def refuse(*_):
        pytest.fail("a relaxation was solved")

    monkeypatch.setattr(resolve, "solve_with_highs", refuse)
    assert run(["plan", str(book), "-o", str(made), "--quiet"]) == 0
    assert run(["verify", str(made)]) == 0


@pytest.mark.parametrize(
    ("ended", "error"),
    [(SolveStatus.NOT_DECIDED, TimeLimitError), (SolveStatus.INTERRUPTED, PlanInterruptedError)],
)
def test_where_nothing_known_keeps_the_rules_there_is_none(monkeypatch, ended, error):
    plan_input = make_plan_input()
    unreachable = replace(plan_input.settings, target_revenue_cents=10**14)
    _cut_off_at_once(monkeypatch, ended)
    with pytest.raises(error):
        make_annual_plan(replace(plan_input, settings=unreachable))


def test_a_proof_that_there_is_no_plan_stays_one(monkeypatch):
    _cut_off_at_once(monkeypatch, SolveStatus.INFEASIBLE)
    with pytest.raises(NoFeasiblePlanError):
        make_annual_plan(make_plan_input())


def test_a_stop_before_the_solve_gives_what_is_known():
    plan_input = make_large_case(60, 4, cap=None)
    made = make_annual_plan(plan_input, PlanRequest(should_stop=lambda: True)).plan
    assert made.channel_plan.report.status is SolveStatus.INTERRUPTED
    assert verify_plan(plan_input, made) == ()


def test_a_stop_keeps_the_plan_so_far_and_says_so():
    told: list[Progress] = []
    request = PlanRequest(
        gap_limit=0.0, on_progress=told.append, should_stop=lambda: any(p.incumbent is not None for p in told)
    )
    made = make_annual_plan(make_large_case(300, 10), request).plan
    report = made.channel_plan.report
    assert report.status is SolveStatus.INTERRUPTED
    assert report.objective_cents <= report.bound_cents
    # Progress is in units of the currency: the plan so far is near what it became.
    seen = [p.incumbent for p in told if p.incumbent is not None]
    assert seen[0] == pytest.approx(report.objective_cents / 100, rel=0.1)


@pytest.mark.parametrize(("seconds", "solves"), [(0.1, 1), (30.0, 2)])
def test_a_relaxation_that_uses_up_the_time_is_not_followed_by_a_solve(monkeypatch, seconds, solves):
    problem = build_channel_plan_problem(make_large_case(60, 6))
    calls = []

    def undecided(program, options, start=None):
        calls.append(options)
        time.sleep(0.1)
        return Outcome(SolveStatus.NOT_DECIDED, -math.inf, math.inf, None, None, 0.1, "HiGHS", "", None)

    for module in (fixing, sifting):
        monkeypatch.setattr(module, "solve_with_highs", undecided)
    program = build_channel_plan_model(problem, Objective.CONTRIBUTION).program
    outcome, _ = fixing.solve_program(program, SolveOptions(time_limit_seconds=seconds))
    assert outcome.status is SolveStatus.NOT_DECIDED
    assert len(calls) == solves
    assert all(options.time_limit_seconds <= seconds for options in calls)


def test_writing_down_the_options_counts_in_the_time_limit(monkeypatch):
    """3,000 units x 120 teams take ten seconds and more for that alone."""
    problem = build_channel_plan_problem(make_plan_input())
    given = []

    def build_slowly(*arguments):
        time.sleep(0.05)
        return build_channel_plan_model(*arguments)

    def watched(program, money, options, *more):
        given.append(options.time_limit_seconds)
        return solve_to_the_cent(program, money, options, *more)

    monkeypatch.setattr(solve, "build_channel_plan_model", build_slowly)

    monkeypatch.setattr(solve, "solve_to_the_cent", watched)
    solve.solve_channel_plan(problem, Objective.CONTRIBUTION, SolveOptions(time_limit_seconds=30.0))
    assert [seconds <= 29.95 for seconds in given] == [True]
