"""A variant of a large program, planned from a known plan: what is found is a plan of it, and the exact optimum lies within what is proven."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import Objective, SolveStatus
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.bounds.priced_program import read_prices
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.solvers.search.fixing import solve_program
from planner.optimization.solvers.search.nearby import KnownPlan, bound_nearby, price_known_plan, solve_nearby
from tests.bench.generated_case import make_large_case
from tests.row_check import keeps_all_rows

_OPTIONS = SolveOptions(gap_limit=1e-6, time_limit_seconds=60)
_MORE, _LESS = 1.0, -1.0


@pytest.fixture(scope="module")
def program() -> Program:
    problem = build_channel_plan_problem(make_large_case(30, 4))
    return build_channel_plan_model(problem, Objective.CONTRIBUTION).program


@pytest.fixture(scope="module")
def known(program) -> KnownPlan:
    rows = read_prices(program, solve_with_highs(program, SolveOptions(relax=True)))
    values = solve_program(program, replace(_OPTIONS, gap_limit=1e-4))[0].values
    assert rows is not None
    assert values is not None
    return price_known_plan(program, rows, values)


def _change_capacity(program: Program, by: float) -> Program:
    row = program.row_names.index("team_capacity.1")
    upper = program.row_upper.copy()
    upper[row] += by
    return replace(program, row_upper=upper)


def _close_option_in_use(program: Program, values: np.ndarray) -> Program:
    upper = program.upper.copy()
    upper[np.flatnonzero(values > 0.5)[0]] = 0.0
    return replace(program, upper=upper)


@pytest.mark.parametrize("kind", ["more room", "less room", "an option closed"])
def test_the_optimum_lies_between_the_plan_found_and_what_is_proven(program, known, kind):
    variant = {
        "more room": lambda: _change_capacity(program, _MORE),
        "less room": lambda: _change_capacity(program, _LESS),
        "an option closed": lambda: _close_option_in_use(program, known.values),
    }[kind]()
    found = solve_nearby(variant, known, _OPTIONS)
    assert found is not None
    assert found.values is not None
    assert keeps_all_rows(variant, found.values)
    assert found.objective == pytest.approx(float(variant.cost @ found.values) + variant.offset)
    best = solve_program(variant, _OPTIONS)[0]
    slack = 2e-6 * abs(best.objective)
    assert found.objective <= best.objective + slack
    assert best.objective <= found.bound + slack
    assert found.bound - found.objective <= 5e-3 * abs(best.objective)
    assert bound_nearby(variant, known, _OPTIONS) == found.bound


def test_a_variant_without_any_plan_is_told(program, known):
    row = next(i for i, name in enumerate(program.row_names) if name.startswith("revenue_floor"))
    lower = program.row_lower.copy()
    lower[row] *= 100
    variant = replace(program, row_lower=lower)
    found = solve_nearby(variant, known, _OPTIONS)
    assert found is not None
    assert found.status is SolveStatus.INFEASIBLE
    assert bound_nearby(variant, known, _OPTIONS) == -np.inf


def test_a_program_of_other_columns_or_rows_is_left_to_others(program, known):
    names = ("other.0", *program.row_names[1:])
    assert solve_nearby(replace(program, row_names=names), known, _OPTIONS) is None
    assert bound_nearby(replace(program, row_names=names), known, _OPTIONS) == np.inf
