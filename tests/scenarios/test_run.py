"""The runner: any executor, dead workers, failures beside the rest, Ctrl-C, prices computed once."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from planner.cli.comparison.report import exit_code_of
from planner.domain.choices import SolveStatus
from planner.domain.scenario import CaseOutcome, Operation
from planner.language import Language
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.results.comparison import ComparedCase
from planner.results.verify import verify_plan
from planner.scenarios import solve
from planner.scenarios.pool import make_process_pool
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import LIMIT_SETTINGS, SolveLimits, solve_task
from planner.writing.example import build_example
from tests.plan_input_builder import make_plan_input, make_settings
from tests.scenario_builder import make_change, make_scenario, make_tasks
from tests.scenario_faults import die_always, die_once, interrupt_at_third, solve_at_once

_LIMITS = SolveLimits()


def _named_tasks(*names):
    return make_tasks(make_plan_input(), *(make_scenario(n) for n in names))


def _small_tasks():
    return make_tasks(
        make_plan_input(),
        make_scenario("as it is"),
        make_scenario("one head less", make_change("Teams", "Field", "Heads", Operation.ADD, "-1")),
        make_scenario("too much", make_change("Settings", "", "Company target", Operation.MULTIPLY, "100")),
        make_scenario("wrong", make_change("Teams", "Nobody", "Heads", Operation.SET, "1")),
        make_scenario("unsound", make_change("Teams", "Partners", "Channel operated", Operation.SET, "avoid")),
    )


def test_each_kind_of_end_stands_beside_the_others():
    told: list[ComparedCase] = []
    report = run_tasks(_small_tasks(), _LIMITS, on_done=told.append)
    outcomes = [c.outcome for c in report.cases]
    planned, rejected = CaseOutcome.PLANNED, CaseOutcome.REJECTED
    assert outcomes == [planned, planned, CaseOutcome.INFEASIBLE, rejected, rejected]
    assert tuple(told) == report.cases
    _, _, too_much, wrong, unsound = report.cases
    assert too_much.conflicts
    assert "has a plan" in too_much.way_out.en
    assert "change 1 of 'wrong'" in wrong.message.en
    assert "cannot operate" in unsound.message.en


def test_a_way_out_that_is_not_the_target_and_none_where_nothing_is_explained():
    capped = make_scenario("capped", make_change("Settings", "", "Cost-of-sales cap", value="5 %"))
    tasks = make_tasks(make_plan_input(settings=make_settings(target_revenue_cents=1_000_000)), capped)
    (case,) = run_tasks(tasks, _LIMITS).cases
    assert "cap" in case.conflicts[0].en
    assert "Cost-of-sales cap 5 % →" in case.way_out.en
    (bare,) = run_tasks(tasks, SolveLimits(is_explained=False)).cases
    assert (bare.outcome, bare.conflicts, bare.way_out.en) == (CaseOutcome.INFEASIBLE, (), "")


def test_any_executor_gives_the_same_cases_in_the_same_order():
    def without_time(report):
        return [replace(c, seconds=0.0) for c in report.cases]

    alone = run_tasks(_small_tasks(), _LIMITS)
    threads = run_tasks(_small_tasks(), _LIMITS, lambda: ThreadPoolExecutor(2))
    assert without_time(alone) == without_time(threads)


def test_a_fault_of_the_program_stays_with_its_case(monkeypatch):
    monkeypatch.setattr(solve, "verify_plan", lambda *_: 1 / 0)
    (case,) = run_tasks(_named_tasks("a"), _LIMITS).cases
    assert case.outcome is CaseOutcome.FAILED
    assert "ZeroDivisionError" in case.message.en
    assert exit_code_of([case], False) == 1


def test_lack_of_memory_in_a_worker_is_called_so(monkeypatch):
    def take_all(*arguments):
        raise MemoryError

    monkeypatch.setattr(solve, "verify_plan", take_all)
    (case,) = run_tasks(_named_tasks("a"), _LIMITS).cases
    assert (case.outcome, case.message.en) == (CaseOutcome.FAILED, "Out of memory")
    assert exit_code_of([case], False) == 5


def test_a_plan_that_fails_the_verifier_has_no_figures(monkeypatch):
    def forge(plan_input, plan):
        totals = replace(plan.channel_plan.totals, revenue_cents=plan.channel_plan.totals.revenue_cents + 1)
        return verify_plan(plan_input, replace(plan, channel_plan=replace(plan.channel_plan, totals=totals)))

    monkeypatch.setattr(solve, "verify_plan", forge)
    (case,) = run_tasks(_named_tasks("a"), _LIMITS).cases
    assert (case.outcome, case.figures) == (CaseOutcome.FAILED, None)
    assert exit_code_of([case], False) == 7


def test_scenarios_of_a_worker_that_dies_are_run_again(tmp_path):
    tasks = _named_tasks("a", f"once {tmp_path / 'died'}", "b", "c")
    pools: list[Executor] = []

    def make_pool() -> Executor:
        pools.append(make_process_pool(2))
        return pools[-1]

    report = run_tasks(tasks, _LIMITS, make_pool, solve=die_once)
    assert [c.outcome for c in report.cases] == [CaseOutcome.PLANNED] * 4
    assert len(pools) == 2  # the first one, and the one after the death


def test_a_scenario_that_kills_every_worker_is_given_up_and_the_rest_is_done():
    report = run_tasks(_named_tasks("a", "deadly", "b"), _LIMITS, lambda: make_process_pool(1), solve=die_always)
    assert [c.outcome for c in report.cases] == [CaseOutcome.PLANNED, CaseOutcome.FAILED, CaseOutcome.PLANNED]
    assert "The worker process died" in report.cases[1].message.en


def test_an_interrupt_keeps_what_is_finished():
    report = run_tasks(_named_tasks("1", "2", "3", "4"), _LIMITS, solve=interrupt_at_third)
    assert report.is_interrupted
    planned, not_run = CaseOutcome.PLANNED, CaseOutcome.NOT_RUN
    assert [c.outcome for c in report.cases] == [planned, planned, not_run, not_run]


def test_a_plan_that_the_interrupt_cut_off_is_not_taken_for_the_best():
    tasks = _named_tasks("1", "2")

    def cut_off(task, limits):
        case = solve_task(task, limits)
        assert case.figures is not None
        return replace(case, figures=replace(case.figures, status=SolveStatus.INTERRUPTED.value))

    report = run_tasks(tasks, _LIMITS, solve=cut_off)
    assert report.is_interrupted
    assert [c.outcome for c in report.cases] == [CaseOutcome.NOT_RUN] * 2


def test_processes_solve_what_this_process_solves():
    tasks = _small_tasks()[:2]
    report = run_tasks(tasks, _LIMITS, lambda: make_process_pool(1))
    assert [c.figures for c in report.cases] == [solve_task(t, _LIMITS).figures for t in tasks]


def test_no_task_at_all_is_fine():
    assert run_tasks((), _LIMITS, lambda: ThreadPoolExecutor(1), solve=solve_at_once).cases == ()


def test_inputs_that_differ_in_limits_alone_are_priced_once(monkeypatch):
    priced = []

    def count(plan_input):
        priced.append(plan_input)
        return build_channel_plan_problem(plan_input)

    monkeypatch.setattr(solve, "build_channel_plan_problem", count)
    monkeypatch.setattr(solve, "_priced", type(solve._priced)())
    cap = [make_scenario(f"cap {c}", make_change("Settings", "", "Cost-of-sales cap", value=c)) for c in ("30%", "40%")]
    other = make_scenario("reach", make_change("Segments", "North", "Penetration", value="0.9"))
    run_tasks(make_tasks(make_plan_input(), make_scenario("as it is"), *cap, other), _LIMITS)
    assert len(priced) == 2


@pytest.mark.parametrize("field", sorted(LIMIT_SETTINGS))
def test_no_price_depends_on_a_limit(field):
    plan_input = build_example(Language.ENGLISH)
    before = getattr(plan_input.settings, field)
    change: dict = {field: (before or 1) * 2}
    changed = replace(plan_input, settings=replace(plan_input.settings, **change))
    a, b = build_channel_plan_problem(plan_input), build_channel_plan_problem(changed)
    assert a.staffing == b.staffing
    for column in ("kept_cents", "new_cents", "margin_cents", "programme_cents", "allowed", "eligible", "is_today"):
        assert np.array_equal(getattr(a.options, column), getattr(b.options, column)), column


def test_settings_of_the_builder_hold_no_limit_that_is_not_declared():
    assert set(make_settings().__slots__) >= LIMIT_SETTINGS


def test_a_scenario_that_runs_out_of_memory_is_given_up_and_the_rest_is_done():
    def solve_small(task, limits):
        if task.name == "large":
            raise MemoryError
        return solve_at_once(task, limits)

    report = run_tasks(_named_tasks("a", "large", "b"), _LIMITS, lambda: ThreadPoolExecutor(1), solve=solve_small)
    assert [c.outcome for c in report.cases] == [CaseOutcome.PLANNED, CaseOutcome.FAILED, CaseOutcome.PLANNED]
    assert report.cases[1].message.en == (
        "The worker process died on it (MemoryError), most often for want of memory; try fewer --jobs."
    )
    assert report.cases[1].fault == 5


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (("PLANNED", "NOT_DECIDED"), 0),
        (("INFEASIBLE", "NOT_DECIDED"), 6),
        (("INFEASIBLE",), 4),
        (("PLANNED", "REJECTED"), 3),
    ],
)
def test_exit_codes_of_runs(outcomes, code):
    (task,) = _named_tasks("a")
    cases = [ComparedCase(task.name, task.title, task.description, CaseOutcome[o]) for o in outcomes]
    assert exit_code_of(cases, False) == code
