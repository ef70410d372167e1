"""A first plan where branch and bound on few columns meets none: one that keeps all rows, made better; none where there is none."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import Objective, SolveStatus
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Outcome, Program, SolveOptions
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search import first_plan
from planner.optimization.solvers.search.first_plan import find_first_plan
from planner.optimization.solvers.search.fixing import lost_by_columns
from tests.bench.generated_case import make_large_case
from tests.row_check import keeps_all_rows
from tests.small_program import make_program

_LIMITS = SolveOptions(time_limit_seconds=60)


def _relax(program: Program) -> RelaxedProgram:
    relaxed = solve_with_highs(program, SolveOptions(relax=True))
    assert relaxed.values is not None
    assert relaxed.reduced_costs is not None
    return RelaxedProgram(program, relaxed, lost_by_columns(program, relaxed.values, relaxed.reduced_costs))


@pytest.fixture(scope="module")
def tight() -> RelaxedProgram:
    """A company whose product lines have floors near the most that each can reach beside the others."""
    base = make_large_case(40, 4)
    free = build_channel_plan_model(build_channel_plan_problem(base), Objective.CONTRIBUTION)
    best = solve_with_highs(free.program, SolveOptions(gap_limit=1e-3, time_limit_seconds=60)).values
    assert best is not None
    chosen = np.flatnonzero(best[: free.problem.options.size] > 0.5)
    sold = [int(free.problem.options.product_revenue(p)[chosen].sum()) for p in range(len(base.products))]
    products = tuple(
        replace(p, target_floor_cents=round(amount * 1.002)) for p, amount in zip(base.products, sold, strict=True)
    )
    problem = build_channel_plan_problem(replace(base, products=products))
    return _relax(build_channel_plan_model(problem, Objective.CONTRIBUTION).program)


def _nothing(*_: object) -> Outcome:
    return Outcome(SolveStatus.TIME_LIMIT, 0.0, np.inf, None, None, 0.0, "none", "0")


def test_a_plan_that_keeps_all_rows_is_met_and_made_better(tight, monkeypatch):
    monkeypatch.setattr(first_plan, "_solve_few", _nothing)
    kept: list[float] = []
    keep_rows = first_plan._keep_rows

    def keep(*given):
        found = keep_rows(*given)
        kept.append(-np.inf if found is None else found.objective)
        return found

    monkeypatch.setattr(first_plan, "_keep_rows", keep)
    found = find_first_plan(tight, _LIMITS, None, time.monotonic())
    assert found is not None
    assert found.values is not None
    assert keeps_all_rows(tight.program, found.values)
    assert found.objective == pytest.approx(tight.program.offset + float(tight.program.cost @ found.values))
    assert kept[-1] < found.objective <= tight.relaxed.objective
    again = find_first_plan(tight, _LIMITS, None, time.monotonic())
    assert again is not None
    assert again.objective == found.objective


def test_where_few_columns_hold_no_plan_a_few_more_are_looked_at(tight, monkeypatch):
    solve_few, tried = first_plan._solve_few, []

    def hold_none_below_three(relaxed, options, many, nodes, start, began):
        tried.append(many)
        if many < 3.0:
            return replace(_nothing(), status=SolveStatus.INFEASIBLE)
        return solve_few(relaxed, options, many, None, start, began)

    monkeypatch.setattr(first_plan, "_solve_few", hold_none_below_three)
    monkeypatch.setattr(first_plan, "_keep_rows", None)
    found = find_first_plan(tight, _LIMITS, None, time.monotonic())
    assert found is not None
    assert found.values is not None
    assert keeps_all_rows(tight.program, found.values)
    assert tried == [1.5, 2.0, 2.5, 3.0]


def test_none_where_whole_columns_cannot_keep_the_rows():
    # Three choices of 3 or 0: never between 4 and 5.
    choices = [{2 * u: 1.0, 2 * u + 1: 1.0} for u in range(3)]
    taken = {2 * u: 3.0 for u in range(3)}
    program = make_program(
        [1.0, 0.0] * 3,
        [1.0] * 6,
        [*choices, taken, taken],
        [*(f"one_option_per_unit.{u}" for u in range(3)), "revenue_floor.company", "team_revenue_band.0.most"],
        ([1.0] * 3 + [4.0, -np.inf], [1.0] * 3 + [np.inf, 5.0]),
    )
    assert find_first_plan(_relax(program), _LIMITS, None, time.monotonic()) is None
