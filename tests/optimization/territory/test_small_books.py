"""Books of a few large accounts a seat: deep valleys, and bounds of prices that lie far below the best plan where moves are limited."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import SolveStatus
from planner.optimization import annual_plan
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Outcome, Program, SolveOptions
from planner.optimization.solvers.search import beside
from planner.optimization.solvers.stop import leave_when_asked, stop_on_signals
from planner.optimization.territory import sharpen, solve
from planner.optimization.territory.merging import merge_small_searches
from planner.optimization.territory.prices import find_prices
from planner.optimization.territory.search import DEFAULT_EFFORT, Effort, search
from planner.optimization.territory.sharpen import sharpen_prices
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from tests.account_book_builder import make_book, make_territory_input
from tests.bench.generated_territories import join_books
from tests.optimization.territory.test_sharpen import make_handover_book


def test_searches_that_begin_anew_find_what_the_best_one_cannot_reach():
    saved = []
    for seed in range(12):
        problem = make_handover_book(30, 8, 0.9, seed)
        prices, effort = find_prices(problem), DEFAULT_EFFORT.for_part(30, 30)
        before = search(problem, prices, effort)
        after = merge_small_searches(problem, before, prices, effort)
        if seed < 2:
            again = merge_small_searches(problem, before, prices, effort)
            assert (problem.seat[after] == problem.seat[again]).all()
        saved.append(1 - problem.objective(after) / problem.objective(before))
    # Measured: 2.7, 1.1, 1.2, 1.9, 0.2 and 0 % for the first six; on another machine, whose compiled code rounds otherwise, 0, 0, 0.9, 1.9, 0 and
    # 0 %, and 6.4 % for the last: which valley a search ends in is luck, so it takes a dozen to tell.
    assert min(saved) >= 0
    assert np.mean(saved) > 0.005


@pytest.mark.parametrize(("nodes", "seats", "seed"), [(20, 4, 1), (30, 8, 0), (30, 8, 3)])
def test_a_few_dozen_accounts_are_proven(nodes, seats, seed):
    # With as few branch-and-bound nodes as a part of hundreds gets, gaps were 56, 1.7 and 2.7 %.
    solved = solve_territories(make_handover_book(nodes, seats, 0.9, seed))
    assert solved.objective - solved.bound <= 1e-3 * solved.objective


def test_a_limit_on_moves_is_proven_where_prices_are_far_below():
    problem = make_handover_book(350, 10, 0.9, 3, limit=5.0)
    solved = solve_territories(problem)
    assert problem.moves[solved.choice].sum() <= 5
    assert solved.objective - solved.bound <= 1e-3 * solved.objective
    # The best prices leave a percent.
    assert solved.objective - sharpen_prices(problem, find_prices(problem)).bound > 5e-3 * solved.objective


def test_a_stop_while_prices_are_sharpened_keeps_the_assignment_so_far(monkeypatch):
    problem, short = make_handover_book(400, 8, 1.2), Effort(least_tries=20_000, shared_tries=0)
    first = solve_territories(problem, TerritoryOptions(short, gap_limit=1.0))
    asked: list[bool] = []

    def stop(*_: object) -> None:
        asked.append(True)
        raise KeyboardInterrupt

    monkeypatch.setattr(solve, "sharpen_prices", stop)
    kept = solve_territories(problem, TerritoryOptions(short, should_stop=lambda: bool(asked)))
    assert kept.status is SolveStatus.INTERRUPTED
    assert (kept.choice == first.choice).all()
    assert kept.bound <= kept.objective
    with pytest.raises(KeyboardInterrupt):  # of which nobody tells
        solve_territories(problem, TerritoryOptions(short))


class _LateSignal:
    """Ctrl-C half a second after `begin`; what is counted from then on is the work of this process, not what others have of the clock."""

    def __init__(self) -> None:
        self._timer = threading.Timer(0.5, self._send)
        self._sent: float | None = None

    def begin(self) -> None:
        self._timer.start()

    def _send(self) -> None:
        self._sent = time.process_time()
        os.kill(os.getpid(), signal.SIGINT)

    def work_since(self) -> float:
        """Return the seconds of work since the signal."""
        assert self._sent is not None
        return time.process_time() - self._sent


@pytest.fixture
def late_signal():
    late = _LateSignal()
    yield late
    late._timer.cancel()  # where the work ended before, nobody waits for it


def test_the_linear_program_of_prices_is_left_within_a_second(monkeypatch, late_signal):
    # 140,000 pairs under a limit on moves: the linear program alone takes ten seconds.
    problem = make_handover_book(4_000, 35, 1.02, 3, limit=400.0)
    prices = find_prices(problem)

    def solve_and_be_stopped(program: Program, options: SolveOptions) -> Outcome:
        late_signal.begin()
        return solve_with_highs(program, options)

    monkeypatch.setattr(sharpen, "solve_with_highs", solve_and_be_stopped)
    with stop_on_signals() as should_stop, pytest.raises(KeyboardInterrupt), leave_when_asked(should_stop):
        sharpen_prices(problem, prices)
    assert late_signal.work_since() < 2.0


def test_a_long_annealing_is_left_within_seconds(late_signal):
    # 400 million tries: a minute to its end, of which a fortieth passes at each temperature.
    problem = make_handover_book(400, 8, 1.2)
    options = TerritoryOptions(Effort(least_tries=400_000_000, most_tries=400_000_000))
    search(problem, find_prices(problem), Effort(tries_per_node=0, least_tries=1_000))  # compiles
    with stop_on_signals() as should_stop, pytest.raises(KeyboardInterrupt), leave_when_asked(should_stop):
        late_signal.begin()
        solve_territories(problem, replace(options, should_stop=should_stop))
    assert late_signal.work_since() < 5.0


def test_parts_solved_side_by_side_are_what_they_are_one_after_the_other(monkeypatch):
    problem = join_books([make_handover_book(16, 4, 0.9, seed) for seed in range(3)])
    together = solve_territories(problem)
    monkeypatch.setattr(beside, "_count_cores", lambda: 1)
    after = solve_territories(problem)
    assert (together.choice == after.choice).all()
    assert together.bound == after.bound


def test_a_plan_with_territories_that_were_stopped_is_interrupted(monkeypatch):
    plan_input = make_territory_input(make_book(12, owner="F1", potential_cents=tuple(range(10**6, 13 * 10**6, 10**6))))
    plan = annual_plan.make_annual_plan(plan_input).plan
    asked: list[bool] = []

    def stop(*_: object) -> None:
        asked.append(True)
        raise KeyboardInterrupt

    monkeypatch.setattr(solve, "_finish_part", stop)
    kept = annual_plan.with_territories(plan_input, plan, lambda: bool(asked))
    assert kept.territories is not None
    assert kept.territories.report.status is SolveStatus.INTERRUPTED
    assert kept.channel_plan.report.status is SolveStatus.INTERRUPTED
    assert sum(s.after.accounts for s in kept.territories.seats) == 12
