"""A vast program is solved on the options that lose least: the plan is one of all options, and the bound holds for all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search import fixing, narrowing
from planner.optimization.solvers.search.first_plan import find_first_plan
from planner.optimization.solvers.search.fixing import lost_by_columns, solve_program
from planner.optimization.solvers.search.narrowing import narrow_programs
from planner.optimization.solvers.search.sifting import solve_relaxation
from tests.optimization.solvers.test_sifting import make_units_in_teams

_EXACT = SolveOptions(gap_limit=1e-6)


@pytest.fixture
def narrows(monkeypatch):
    """Every program is vast; five options of each of the 40 units are looked at first."""
    monkeypatch.setattr(fixing, "VAST", 0)
    monkeypatch.setattr(narrowing, "_EACH", (5, 15))


def _prepare(program):
    relaxed = solve_relaxation(program, _EXACT)
    assert relaxed.values is not None
    assert relaxed.reduced_costs is not None
    return RelaxedProgram(program, relaxed, lost_by_columns(program, relaxed.values, relaxed.reduced_costs))


@pytest.mark.parametrize(("seed", "floor"), [(0, -np.inf), (1, -np.inf), (2, 80.0)])
def test_plan_is_the_best_of_all_options(narrows, seed, floor):
    program = make_units_in_teams(seed, floor)
    best = solve_with_highs(program, _EXACT)
    found, _ = solve_program(program, _EXACT)
    assert found.status in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP)
    assert found.objective == pytest.approx(best.objective, rel=2e-6)
    assert found.bound >= best.objective - 1e-6
    assert found.values is not None
    assert found.values.size == program.columns
    assert not program.broken_rows(found.values).any()


def test_few_columns_are_searched(narrows, monkeypatch):
    sizes = []

    def watched(prepared, *others):
        sizes.append(prepared.program.columns)
        return find_first_plan(prepared, *others)

    monkeypatch.setattr(fixing, "find_first_plan", watched)
    solve_program(make_units_in_teams(3), SolveOptions(gap_limit=0.01))
    assert max(sizes) < 250  # five of each of 40 units, and the teams' hires


@pytest.mark.parametrize("column", [None, 1_000])
def test_no_plan_with_an_option_left_out_exceeds_what_they_are_said_to_reach(narrows, column):
    program = make_units_in_teams(4)
    start = None
    if column is not None:
        start = np.zeros(program.columns)
        start[column] = 1.0
    first, second = narrow_programs(_prepare(program), start)
    assert first.kept.sum() < second.kept.sum() < program.columns
    assert second.outside < first.outside
    for narrow in (first, second):
        assert column is None or narrow.kept[column]
        others = np.flatnonzero(~narrow.kept)
        for left_out in others[:: max(1, others.size // 10)]:
            lower = program.lower.copy()
            lower[left_out] = 1.0
            forced = solve_with_highs(replace(program, lower=lower), SolveOptions(relax=True))
            assert forced.objective <= narrow.outside + 1e-6


def test_a_bound_that_the_options_left_out_keep_from_the_plan_is_told(narrows):
    """Found to be the best of few options, a plan is not called that of all."""
    program = make_units_in_teams(5)
    narrow = next(narrow_programs(_prepare(program), None))
    found = solve_with_highs(narrow.program.program, _EXACT)
    assert found.values is not None
    low = narrow.widen(program, replace(found, objective=narrow.outside - 5.0, bound=narrow.outside - 5.0), _EXACT)
    assert (low.status, low.bound) == (SolveStatus.TIME_LIMIT, narrow.outside)
    high = narrow.widen(program, replace(found, objective=narrow.outside + 5.0, bound=narrow.outside + 5.0), _EXACT)
    assert (high.status, high.bound) == (SolveStatus.OPTIMAL, narrow.outside + 5.0)


def test_where_few_options_hold_no_plan_more_are_taken(monkeypatch):
    """Each round without a plan is followed by the next, and by all."""
    monkeypatch.setattr(fixing, "VAST", 0)
    monkeypatch.setattr(narrowing, "_EACH", (1,))
    program = make_units_in_teams(6, 100.0)
    best = solve_with_highs(program, _EXACT)
    found, _ = solve_program(program, _EXACT)
    assert found.objective == pytest.approx(best.objective, rel=2e-6)


def test_a_small_number_of_options_is_left_as_it_is():
    program = make_units_in_teams(7)
    assert list(narrow_programs(_prepare(program), None)) == []
