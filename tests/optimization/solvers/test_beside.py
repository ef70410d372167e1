"""Two parts of a search at the same time: both end, faults pass through, and the plan does not depend on who is quicker."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import Objective, SolveStatus
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.bounds.knapsack_bound import LONG
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, Progress, SolveOptions
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search.beside import each_beside, side_by_side
from planner.optimization.solvers.search.best_columns import best_columns, search_best_columns
from planner.optimization.solvers.search.fixing import solve_program
from planner.optimization.solvers.stop import (
    BreakOff,
    broken_off_by,
    flag_of_break_off,
    is_broken_off,
    keep_so_far,
    leave_if_broken_off,
)
from tests.bench.generated_case import make_large_case
from tests.row_check import keeps_all_rows


@pytest.fixture(scope="module")
def program() -> Program:
    problem = build_channel_plan_problem(make_large_case(24, 4))
    return build_channel_plan_model(problem, Objective.CONTRIBUTION).program


def test_both_parts_give_their_answer_and_only_the_first_tells_the_listener():
    told: list[Progress] = []
    options = SolveOptions(listener=told.append, seed=7)
    first, second = side_by_side(lambda o: (o.listener is not None, o.seed), lambda o: (o.listener, o.seed), options)
    assert first == (True, 7)
    assert second == (None, 7)


def test_a_fault_of_the_first_stops_the_second():
    begun, ended = threading.Event(), threading.Event()

    def fail(options: SolveOptions) -> None:
        begun.wait(5)
        raise KeyboardInterrupt

    def wait(options: SolveOptions) -> None:
        begun.set()
        for _ in range(500):
            if options.is_stopped:
                ended.set()
                return
            time.sleep(0.01)

    with pytest.raises(KeyboardInterrupt):
        side_by_side(fail, wait, SolveOptions())
    assert ended.is_set()


def test_a_fault_of_the_second_is_raised():
    def fail(options: SolveOptions) -> None:
        raise ValueError("second")

    with pytest.raises(ValueError, match="second"):
        side_by_side(lambda o: 1, fail, SolveOptions())


def test_whoever_asks_to_stop_stops_both():
    stopped = replace(SolveOptions(), should_stop=lambda: True)
    assert side_by_side(lambda o: o.is_stopped, lambda o: o.is_stopped, stopped) == (True, True)


def test_the_plan_of_a_large_program_is_the_same_however_quick_the_threads_are(program, monkeypatch):
    for module in ("close_gap", "fixing"):
        monkeypatch.setattr(f"planner.optimization.solvers.search.{module}.LARGE", 100)
    for few in ("_FEW", "_FEW_AT_LAST"):
        monkeypatch.setattr(f"planner.optimization.solvers.search.close_gap.{few}", 5)
    monkeypatch.setattr("planner.optimization.solvers.search.fixing._SMALL", 100)
    monkeypatch.setattr("planner.optimization.solvers.search.close_gap.LONG", replace(LONG, steps=10, cuts=1_000))
    limits = SolveOptions(gap_limit=1e-5, time_limit_seconds=120)
    told: list[Progress] = []
    quick, _ = solve_program(program, replace(limits, listener=told.append))
    # The bound told is that of all options, and the seconds are those of the whole solve.
    assert [p.seconds for p in told] == sorted(p.seconds for p in told)
    assert all(p.bound >= quick.objective - 1e-6 * abs(quick.objective) for p in told)
    assert len({p.bound for p in told}) > 1

    def late(first, second, options):
        # The second part has ended before the first begins.
        other = second(options)
        return first(options), other

    monkeypatch.setattr("planner.optimization.solvers.search.close_gap.side_by_side", late)
    slow, _ = solve_program(program, limits)
    assert quick.values is not None
    assert slow.values is not None
    assert np.array_equal(quick.values, slow.values)
    assert quick.bound == slow.bound
    assert keeps_all_rows(program, quick.values)
    whole = solve_with_highs(program, limits)
    assert quick.objective <= whole.bound + 1e-6 * abs(whole.bound)
    assert whole.objective <= quick.bound + 1e-6 * abs(quick.bound)


def test_the_best_columns_are_those_of_the_highest_limits_and_all_that_choose_nothing(program):
    limits = np.arange(program.columns, dtype=float)
    limits[3] = np.inf
    choices = sum(name.startswith("one_option_per_unit.") for name in program.row_names)
    kept = best_columns(program, limits, 50 / choices + 1e-9)
    among = np.flatnonzero(np.isfinite(limits) & program.is_integer)
    assert kept[~program.is_integer].all()
    assert set(np.flatnonzero(kept & program.is_integer & np.isfinite(limits))) == set(among[-50:])


def test_a_search_on_the_best_columns_improves_a_poor_plan(program):
    relaxed = solve_with_highs(program, SolveOptions(relax=True))
    poor = solve_with_highs(program, SolveOptions(gap_limit=1.0))
    assert relaxed.reduced_costs is not None
    loss = np.maximum(0.0, -relaxed.reduced_costs)
    beside, limits = RelaxedProgram(program, relaxed, loss), relaxed.objective - loss
    found = search_best_columns(beside, poor, relaxed.objective, limits, 2.0, SolveOptions())
    assert found.values is not None
    assert keeps_all_rows(program, found.values)
    assert poor.objective < found.objective <= relaxed.objective
    late = SolveOptions(time_limit_seconds=0.0)
    assert search_best_columns(beside, poor, np.inf, limits, 2.0, late) is poor


def test_answers_come_in_the_order_of_the_items_whoever_is_first():
    told: list[int] = []
    pauses = (0.05, 0.0, 0.02, 0.0)

    def wait(i: int) -> int:
        time.sleep(pauses[i])
        return 10 * i

    assert each_beside(wait, range(4), threading.Event(), told.append) == [0, 10, 20, 30]
    assert told == [0, 1, 2, 3]
    assert each_beside(wait, (), threading.Event()) == []


def test_when_one_fails_the_others_are_asked_to_end_and_no_more_begin():
    is_broken_off = threading.Event()
    begun: list[int] = []

    def answer(i: int) -> None:
        begun.append(i)
        if i == 0:
            raise ValueError("first")
        is_broken_off.wait(5)

    with pytest.raises(ValueError, match="first"):
        each_beside(answer, range(50), is_broken_off)
    assert is_broken_off.is_set()
    assert len(begun) < 50


def test_answers_that_are_broken_off_and_keep_what_they_have_are_returned():
    is_broken_off, asked = BreakOff(), threading.Event()

    def answer(i: int) -> tuple[int, bool]:
        try:
            while i:
                leave_if_broken_off()
                time.sleep(0.001)
        except KeyboardInterrupt:
            return i, bool(flag_of_break_off()[0])
        return i, False

    def interrupt(i: int) -> None:
        if i == 1:
            asked.set()
            raise KeyboardInterrupt

    kept = each_beside(answer, range(3), is_broken_off, interrupt, asked.is_set)
    assert kept == [(0, False), (1, True), (2, True)]
    # This thread was never broken off.
    leave_if_broken_off()
    assert not flag_of_break_off()[0]


def test_an_interruption_that_keeps_nothing_ends_the_others_and_is_raised():
    is_broken_off = BreakOff()

    def answer(i: int) -> None:
        while True:
            leave_if_broken_off()
            time.sleep(0.001)

    def interrupt(i: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each_beside(answer, range(9), is_broken_off, interrupt, lambda: False)
    assert is_broken_off.is_set()


def test_a_program_of_a_thread_that_was_broken_off_is_left(program):
    is_broken_off = BreakOff()
    is_broken_off.set()
    with broken_off_by(is_broken_off), pytest.raises(KeyboardInterrupt):
        solve_with_highs(program, SolveOptions(time_limit_seconds=60))


def test_whoever_stops_and_takes_what_there_is_gets_an_answer_of_every_item():
    asked, begun = [], threading.Event()

    def answer(item: int) -> str:
        with keep_so_far():
            begun.set()
            for _ in range(1_000):
                leave_if_broken_off()
                time.sleep(0.01)
        return f"{item} so far"

    def is_over() -> bool:
        asked.append(True)
        return begun.is_set()

    assert each_beside(answer, range(9), BreakOff(), has_kept=is_over) == [f"{n} so far" for n in range(9)]
    assert asked


def test_without_time_the_answers_are_broken_off_before_they_begin():
    assert each_beside(lambda _: is_broken_off(), range(3), BreakOff(), has_kept=lambda: True) == [True] * 3
    assert each_beside(lambda _: is_broken_off(), range(3), BreakOff(), has_kept=lambda: False) == [False] * 3


def test_a_program_that_is_broken_off_tells_what_it_found(program):
    """Its outcome for whoever takes it; else an interruption, as from the keyboard."""

    def solve(_: int) -> SolveStatus:
        return solve_with_highs(program, SolveOptions(gap_limit=0.0)).status

    assert each_beside(solve, (0,), BreakOff(), has_kept=lambda: True) == [SolveStatus.INTERRUPTED]
    broken = BreakOff()
    broken.set()
    with broken_off_by(broken), pytest.raises(KeyboardInterrupt):
        solve(0)
