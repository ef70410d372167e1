"""The relaxation on few options at a time is the relaxation of all of them: its value, its bound, what each option loses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.solvers.search import sifting
from planner.optimization.solvers.search.sifting import solve_relaxation
from tests.small_program import make_program, name_rows

_UNITS, _KINDS, _TEAMS = 40, 60, 4


def make_units_in_teams(seed: int, floor: float = -np.inf) -> Program:
    """Return units with an idle option and many in one of four teams' time, hires for each team, and a floor on what all options bring."""
    rng = np.random.default_rng(seed)
    cost: list[float] = []
    rows: list[dict[int, float]] = [{} for _ in range(_UNITS + _TEAMS + 1)]
    for u in range(_UNITS):
        for k in range(_KINDS):
            column = len(cost)
            rows[u][column] = 1.0
            size = 0.25 * int(rng.integers(1, 12)) if k else 0.0
            cost.append(float(10 * size**0.7 * rng.uniform(0.7, 1.3)) if k else float(rng.uniform(0, 1)))
            rows[-1][column] = 3.0 * size
            if k:
                rows[_UNITS + k % _TEAMS][column] = size
    options = len(cost)
    for t in range(_TEAMS):
        rows[_UNITS + t][len(cost)] = -1.0
        cost.append(-6.0)
    sides = [1.0] * _UNITS + [-np.inf] * _TEAMS + [floor], [1.0] * _UNITS + [6.0] * _TEAMS + [np.inf]
    names = name_rows(_UNITS, _TEAMS, "revenue_floor.company")
    return make_program(cost, [1.0] * options + [3.0] * _TEAMS, rows, names, sides, 1.0)


@pytest.fixture
def sifts(monkeypatch):
    monkeypatch.setattr(sifting, "_MANY", 0)


@pytest.mark.parametrize(("seed", "floor"), [(0, -np.inf), (1, -np.inf), (2, 80.0), (3, 100.0)])
def test_value_bound_and_losses_are_those_of_all_options(sifts, seed, floor):
    program = make_units_in_teams(seed, floor)
    whole = solve_with_highs(program, SolveOptions(relax=True))
    sifted = solve_relaxation(program, SolveOptions())
    assert sifted.status is SolveStatus.OPTIMAL
    assert whole.objective - 1e-6 <= sifted.objective <= whole.objective * (1 + 2e-6)
    assert sifted.values is not None
    assert sifted.reduced_costs is not None
    assert not program.broken_rows(sifted.values).any()
    assert program.cost @ sifted.values + program.offset == pytest.approx(sifted.objective, rel=2e-6)
    for column in range(0, program.columns - _TEAMS, 97):
        lower = program.lower.copy()
        lower[column] = 1.0
        forced = solve_with_highs(replace(program, lower=lower), SolveOptions(relax=True))
        assert forced.objective <= sifted.objective + min(0.0, sifted.reduced_costs[column]) + 1e-6


def test_few_options_are_looked_at(sifts, monkeypatch):
    sizes = []

    def watched(program, options):
        sizes.append(program.columns)
        return solve_with_highs(program, options)

    monkeypatch.setattr(sifting, "solve_with_highs", watched)
    program = make_units_in_teams(4)
    solve_relaxation(program, SolveOptions())
    assert len(sizes) > 1
    assert max(sizes) < program.columns / 2


def test_what_no_option_can_reach_is_said_as_for_all_of_them(sifts):
    program = make_units_in_teams(5, 1e6)
    assert solve_relaxation(program, SolveOptions()).status is SolveStatus.INFEASIBLE


def test_options_that_the_first_round_lacks_come_in_until_there_is_an_answer(sifts, monkeypatch):
    monkeypatch.setattr(sifting, "_FIRST", 1)
    statuses = []

    def watched(program, options):
        outcome = solve_with_highs(program, options)
        statuses.append(outcome.status)
        return outcome

    monkeypatch.setattr(sifting, "solve_with_highs", watched)
    program = make_units_in_teams(6)
    # One small option of each unit alone counts for the floor, which asks for six of them.
    last = slice(program.starts[-2], program.starts[-1])
    values, lower = program.values.copy(), program.row_lower.copy()
    values[last] = program.indices[last] % _KINDS == 13
    lower[-1] = 6.0
    program = replace(program, values=values, row_lower=lower)
    sifted = solve_relaxation(program, SolveOptions())
    assert SolveStatus.INFEASIBLE in statuses
    assert sifted.objective == pytest.approx(solve_with_highs(program, SolveOptions(relax=True)).objective, rel=2e-6)
    assert np.isfinite(sifted.objective)


def test_a_round_that_is_cut_off_gives_no_values(sifts):
    stopped = solve_relaxation(make_units_in_teams(7), SolveOptions(should_stop=lambda: True))
    assert stopped.values is None
    assert stopped.status is not SolveStatus.OPTIMAL


def _holds_for_all(program, sifted):
    """Whether the bound and what each option loses by it hold for the whole relaxation."""
    whole = solve_with_highs(program, SolveOptions(relax=True))
    for column in range(0, program.columns - _TEAMS, 397):
        lower = program.lower.copy()
        lower[column] = 1.0
        forced = solve_with_highs(replace(program, lower=lower), SolveOptions(relax=True))
        if forced.objective > sifted.objective + min(0.0, sifted.reduced_costs[column]) + 1e-6:
            return False
    return whole.objective <= sifted.objective + 1e-6


def test_when_its_share_of_the_time_is_over_the_nearest_round_is_taken(sifts, monkeypatch):
    """The rounds took all of a short limit, and no plan but last year's was found in the rest."""
    program = make_units_in_teams(8)
    monkeypatch.setattr(sifting, "is_late", lambda options, began: True)
    solved = []

    def watched(part, options):
        solved.append(part.columns)
        return solve_with_highs(part, options)

    monkeypatch.setattr(sifting, "solve_with_highs", watched)
    sifted = solve_relaxation(program, SolveOptions())
    assert len(solved) == 1
    assert sifted.status is SolveStatus.OPTIMAL
    assert sifted.values is not None
    assert not program.broken_rows(sifted.values).any()
    assert _holds_for_all(program, sifted)


def test_a_round_that_is_cut_off_does_not_cost_those_before_it(sifts, monkeypatch):
    program, rounds = make_units_in_teams(8), []

    def watched(part, options):
        rounds.append(part.columns)
        return solve_with_highs(part, replace(options, should_stop=lambda: len(rounds) == 2))

    monkeypatch.setattr(sifting, "solve_with_highs", watched)
    sifted = solve_relaxation(program, SolveOptions())
    assert len(rounds) == 2
    assert (sifted.status, sifted.values is None) == (SolveStatus.OPTIMAL, False)
    assert _holds_for_all(program, sifted)
