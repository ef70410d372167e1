"""Large programs: the plan found is one, is never worse than where the search began, is the same again, and its bound holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import Objective, SolveStatus
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Floats, Outcome, Program, SolveOptions
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search.fixing import solve_program
from planner.optimization.solvers.search.neighbourhood import Layout, improve_plan
from tests.bench.generated_case import make_large_case
from tests.row_check import keeps_all_rows

_LIMITS = SolveOptions(gap_limit=1e-6, time_limit_seconds=120)


@pytest.fixture(scope="module")
def program() -> Program:
    problem = build_channel_plan_problem(make_large_case(40, 4))
    return build_channel_plan_model(problem, Objective.CONTRIBUTION).program


@pytest.fixture(scope="module")
def relaxed(program):
    return solve_with_highs(program, SolveOptions(relax=True))


@pytest.fixture(scope="module")
def poor(program, relaxed):
    """The first plan that the solver meets."""
    return solve_with_highs(program, replace(_LIMITS, gap_limit=1.0))


def _improve(program: Program, poor: Outcome, relaxed: Outcome, limits: SolveOptions = _LIMITS) -> Outcome:
    everything = np.ones(program.columns, dtype=bool)
    return improve_plan(
        RelaxedProgram(program, relaxed, np.zeros(program.columns)), poor, relaxed.objective, everything, limits
    )


def test_the_search_improves_a_poor_plan_and_keeps_every_row(program, relaxed, poor):
    found = _improve(program, poor, relaxed)
    assert found.values is not None
    assert keeps_all_rows(program, found.values)
    assert found.objective == pytest.approx(program.offset + float(program.cost @ found.values))
    assert poor.objective < found.objective <= relaxed.objective


def test_rows_have_those_choices_in_common_that_have_a_column_in_both(program):
    layout = Layout(program)
    some = np.arange(program.columns) % 3 > 0
    common = layout.choices_in_common(some)
    row_of, is_choice = program.row_of, np.array([n.startswith("one_option_per_unit.") for n in program.row_names])
    unit_of = dict(zip(program.indices[is_choice[row_of]], row_of[is_choice[row_of]], strict=True))
    units = []
    for row in layout.shared:
        columns = program.indices[program.starts[row] : program.starts[row + 1]]
        units.append({int(unit_of[c]) for c in columns if some[c] and c in unit_of})
    wanted = [[len(one & other) if one is not other else 0 for other in units] for one in units]
    assert common.tolist() == wanted
    assert common.max() > 0


def test_the_same_seed_gives_the_same_plan(program, relaxed, poor):
    twice = [_improve(program, poor, relaxed) for _ in range(2)]
    assert twice[0].values is not None
    assert twice[1].values is not None
    assert np.array_equal(twice[0].values, twice[1].values)


def test_nothing_is_searched_without_time(program, relaxed, poor):
    late = replace(_LIMITS, time_limit_seconds=0.0)
    assert _improve(program, poor, relaxed, late) is poor


def test_reduced_cost_fixing_finds_what_the_whole_program_gives(program, monkeypatch):
    monkeypatch.setattr("planner.optimization.solvers.search.fixing._SMALL", 0)
    gap = replace(_LIMITS, gap_limit=1e-4)
    fixed, kept = solve_program(program, gap)
    whole = solve_with_highs(program, gap)
    assert fixed.status in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP)
    assert fixed.values is not None
    assert keeps_all_rows(program, fixed.values)
    assert kept < program.columns
    # Each lies under the other's bound.
    assert fixed.objective <= whole.bound + 1e-6 * abs(whole.bound)
    assert whole.objective <= fixed.bound + 1e-6 * abs(fixed.bound)


def test_rows_without_sides_are_no_trouble(program, relaxed, poor):
    # A diagnosis lifts rows by taking their sides away: such a row has room without end and a price of 0.
    lifted = [i for i, name in enumerate(program.row_names) if name.startswith("team_capacity")][:2]
    upper = program.row_upper.copy()
    upper[lifted] = np.inf
    assert not np.isfinite(program.row_lower[lifted]).any()
    free = replace(program, row_upper=upper)
    found = _improve(free, poor, solve_with_highs(free, SolveOptions(relax=True)))
    assert found.objective >= poor.objective


def test_what_was_not_decided_says_how_long_it_was_tried(program, monkeypatch):
    # Every integer solve finds nothing: the seconds are those of the whole search, not of its last part.
    monkeypatch.setattr("planner.optimization.solvers.search.fixing._SMALL", 0)
    began = [100.0]

    def tick() -> float:
        began[0] += 1.0
        return began[0]

    def solve(program: Program, options: SolveOptions, start: Floats | None = None) -> Outcome:
        if options.relax:
            return solve_with_highs(program, options)
        return Outcome(SolveStatus.TIME_LIMIT, 0.0, np.inf, None, None, 0.0, "none", "0")

    monkeypatch.setattr("planner.optimization.solvers.search.fixing.time.monotonic", tick)
    for module in ("fixing", "first_plan"):
        monkeypatch.setattr(f"planner.optimization.solvers.search.{module}.solve_with_highs", solve)
    outcome, _ = solve_program(program, _LIMITS)
    assert outcome.values is None
    assert outcome.seconds >= 3.0
