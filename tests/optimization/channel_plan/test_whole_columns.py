"""A plan that misses a row by cents once its columns are whole is looked for again; less than half a cent is left alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from planner.domain.choices import SolveStatus
from planner.optimization.channel_plan.whole_columns import solve_to_the_cent
from planner.optimization.solvers import modes
from planner.optimization.solvers.fixing import solve_program
from planner.optimization.solvers.program import Floats, Outcome, Program, SolveOptions
from tests.small_program import make_program

MONEY = 10_000.0
"""Cents of one unit of the rows about money."""


def _program() -> Program:
    # One unit: 620,512,202 cents of revenue at a value of 2, or 700,000,000 at 1; asked are 620,512,207 cents.
    return make_program(
        [2.0, 1.0],
        [1.0, 1.0],
        [{0: 1.0, 1: 1.0}, {0: 62_051.2202, 1: 70_000.0}],
        ["one_option_per_unit.0", "team_revenue_band.0.least"],
        ([1.0, 62_051.2207], [1.0, np.inf]),
    )


def _careless(times: int, asked: list[float]) -> Any:
    """Return a solver that takes the first option however much is asked, `times` times, and notes what was asked."""

    def solve(program: Program, options: SolveOptions, start: Floats | None = None) -> tuple[Outcome, int]:
        asked.append(float(program.row_lower[1]))
        outcome, kept = solve_program(program, options, start)
        if len(asked) <= times:
            outcome = Outcome(outcome.status, 2.0, 2.0, np.array([1.0, 0.0]), None, 0.0, "none", "0")
        return outcome, kept

    return solve


def test_a_row_that_a_whole_plan_misses_is_tightened_until_it_is_kept(monkeypatch: pytest.MonkeyPatch):
    asked: list[float] = []
    monkeypatch.setattr(modes, "solve_program", _careless(2, asked))
    outcome, _ = solve_to_the_cent(_program(), MONEY, SolveOptions(), None)
    assert outcome.values is not None
    assert outcome.values.tolist() == [0.0, 1.0]
    # Missed by 5 cents, 0.0005: twice that more, then 0.0015 is missed, twice that more.
    assert asked == pytest.approx([62_051.2207, 62_051.2217, 62_051.2247], abs=1e-9)
    # The careless solver's bound holds for the rows as they were asked; the plan of 1 is not proven by it.
    assert (outcome.objective, outcome.bound, outcome.status) == (1.0, 2.0, SolveStatus.TIME_LIMIT)


def test_less_than_half_a_cent_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    asked: list[float] = []
    monkeypatch.setattr(modes, "solve_program", _careless(9, asked))
    solve_to_the_cent(_program(), 1e4, SolveOptions(), None)  # 0.0005 units are missed: 5 cents
    assert len(asked) == 4  # three rounds more, then the plan is left to whoever checks it
    asked.clear()
    solve_to_the_cent(_program(), 1e2, SolveOptions(), None)  # a twentieth of a cent
    assert len(asked) == 1
