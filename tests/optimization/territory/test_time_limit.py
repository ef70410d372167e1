"""Territories at a deadline: wherever it falls, every account has a seat by then, the bound holds, and nobody is told that it was finished.

No clock decides here: `Deadline.is_over` tells what a step of the solve says, and that step goes on once its work was broken off.
"""

from __future__ import annotations

import time

import numpy as np
import pytest

from planner.domain.choices import SolveStatus
from planner.domain.identifiers import SeatId
from planner.domain.plan import AnnualPlan
from planner.errors import NoFeasiblePlanError, TimeLimitError
from planner.optimization import annual_plan
from planner.optimization.annual_plan import PlanRequest, make_annual_plan, share_time, with_territories
from planner.optimization.solvers.stop import is_broken_off
from planner.optimization.solvers.time_left import Deadline
from planner.optimization.territory import bands, make, merging, search, solve
from planner.optimization.territory.make import check_move_limits, prepare_case
from planner.optimization.territory.order import make_ordered_territories
from planner.optimization.territory.replan import replan_territories, trace_frontier
from planner.optimization.territory.search import Effort
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, make_territory_input, plan_for
from tests.bench.generated_territories import join_books, make_territories
from tests.optimization.territory.test_search import make_problem
from tests.optimization.territory.test_sharpen import make_handover_book

SHORT = Effort(least_tries=20_000, shared_tries=20_000)


class _Clock:
    """Whether the time of every deadline is over."""

    def __init__(self) -> None:
        self.is_over = False

    def end_in(self, monkeypatch: pytest.MonkeyPatch, module: object, name: str, after: bool = False) -> None:
        """End the time as (or `after`) the first call of a function of `module`, which goes on once its work is broken off."""
        function = getattr(module, name)

        def end(*arguments: object, **named: object) -> object:
            found = function(*arguments, **named) if after else None
            self.is_over = True
            for _ in range(1_000):
                if is_broken_off():
                    break
                time.sleep(0.01)
            return found if after else function(*arguments, **named)

        monkeypatch.setattr(module, name, end)


@pytest.fixture
def clock(monkeypatch):
    clock = _Clock()
    monkeypatch.setattr(Deadline, "is_over", lambda _: clock.is_over)
    return clock


def _check(problem, solved):
    """One of its own pairs for every node, and a bound that what was found keeps."""
    assert (problem.node_of[solved.choice] == np.arange(problem.nodes)).all()
    assert solved.objective == pytest.approx(problem.objective(solved.choice))
    assert np.isfinite(solved.bound)
    assert solved.bound <= solved.objective


STEPS = [
    (solve, "find_prices"), (solve, "search"), (search, "list_runs"), (solve, "sharpen_prices"), (solve, "_finish_part"),
    (solve, "merge_searches"), (merging, "merge"), (solve, "polish"),
]  # fmt: skip


@pytest.mark.parametrize(("module", "step"), STEPS, ids=[s for _, s in STEPS])
def test_the_time_may_end_in_every_step(clock, monkeypatch, module, step):
    problem = make_territories("s", 320, 8, seed=3)
    best = solve_territories(problem, TerritoryOptions(SHORT))
    clock.end_in(monkeypatch, module, step)
    solved = solve_territories(problem, TerritoryOptions(SHORT, deadline=Deadline(0.0)))
    assert clock.is_over
    assert solved.status is SolveStatus.TIME_LIMIT
    _check(problem, solved)
    assert solved.bound <= best.objective
    assert best.bound <= solved.objective


@pytest.mark.parametrize("step", ["merge_small_searches", "_solve_exactly"])
def test_the_time_may_end_where_small_parts_are_solved(clock, monkeypatch, step):
    problem = make_handover_book(40, 8, 0.95, 2)
    best = solve_territories(problem, TerritoryOptions(gap_limit=1e-9))
    clock.end_in(monkeypatch, solve, step)
    solved = solve_territories(problem, TerritoryOptions(gap_limit=1e-9, deadline=Deadline(0.0)))
    assert clock.is_over
    assert solved.status is SolveStatus.TIME_LIMIT
    _check(problem, solved)
    assert solved.bound <= best.objective
    assert best.bound <= solved.objective


def test_what_was_merged_before_the_time_ended_is_kept(clock, monkeypatch):
    problem = make_territories("s", 320, 8, seed=3)
    first = solve_territories(
        problem, TerritoryOptions(Effort(least_tries=20_000, shared_tries=20_000, rounds=0, generations=0), gap_limit=1)
    )
    clock.end_in(monkeypatch, merging, "merge", after=True)
    solved = solve_territories(problem, TerritoryOptions(SHORT, deadline=Deadline(0.0)))
    assert solved.status is SolveStatus.TIME_LIMIT
    assert solved.objective < first.objective


def test_without_any_time_every_part_has_an_assignment(clock):
    clock.is_over = True
    problem = join_books([make_handover_book(16, 4, 0.9, seed) for seed in range(6)])
    solved = solve_territories(problem, TerritoryOptions(deadline=Deadline(0.0)))
    assert solved.status is SolveStatus.TIME_LIMIT
    _check(problem, solved)


def test_time_that_is_enough_changes_nothing():
    problem = join_books([make_problem(seed) for seed in range(3)])
    free = solve_territories(problem)
    limited = solve_territories(problem, TerritoryOptions(deadline=Deadline.after(3_600)))
    assert (limited.choice == free.choice).all()
    assert (limited.bound, limited.status, limited.method) == (free.bound, free.status, free.method)


def test_limits_on_moves_are_kept_without_any_time(clock):
    clock.is_over = True
    problem = make_handover_book(60, 6, 1.1, limit=3.0)
    solved = solve_territories(problem, TerritoryOptions(deadline=Deadline(0.0)))
    assert problem.moves[solved.choice].sum() <= 3
    _check(problem, solved)


def test_an_assignment_beyond_the_limits_says_that_the_time_was_short():
    problem = make_handover_book(30, 4, 0.9, limit=2.0)
    away = np.array(
        [problem.start[n] + int(np.argmax(problem.moves[problem.start[n] : problem.start[n + 1]])) for n in range(30)]
    )
    with pytest.raises(TimeLimitError, match="--time-limit"):
        check_move_limits(problem, away, SolveStatus.TIME_LIMIT)
    with pytest.raises(NoFeasiblePlanError):
        check_move_limits(problem, away, SolveStatus.WITHIN_GAP)


@pytest.fixture(scope="module")
def company():
    """Twelve accounts of all sizes, all F1's today: balance asks for moves."""
    sizes = tuple(range(10**6, 13 * 10**6, 10**6))
    plan_input = make_territory_input(make_book(12, owner="F1", potential_cents=sizes, workload_hours=40.0))
    return plan_input, plan_for(plan_input)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(("module", "step"), [(make, "derive_band"), (bands, "search"), (solve, "_begin")])
def test_territories_cut_off_at_any_stage_hold(clock, monkeypatch, company, module, step, strict):
    plan_input, annual = company
    if strict:
        sizes = plan_input.accounts.potential_cents
        plan_input = make_territory_input(
            make_book(12, owner="F1", potential_cents=sizes, workload_hours=300.0), {"territory_strictness": "hours"}
        )
        annual = plan_for(plan_input)
    if step == "derive_band":
        clock.is_over = True
    else:
        clock.end_in(monkeypatch, module, step)
    whole = with_territories(plan_input, annual, deadline=Deadline(0.0))
    assert clock.is_over
    made = whole.territories
    assert made is not None
    assert made.report.is_late or made.report.gap <= 1e-3
    assert whole.channel_plan.report.status is annual.channel_plan.report.status
    assert sum(s.after.accounts for s in made.seats) == 12
    assert not verify_territories(plan_input, whole, made)


def test_a_band_that_is_cut_off_is_that_of_the_best_assignment_by_then(clock, monkeypatch, company):
    plan_input, annual = company
    tight = prepare_case(plan_input, annual).builder.band
    clock.is_over = True
    case = prepare_case(plan_input, annual, TerritoryOptions(deadline=Deadline(0.0)))
    assert (case.builder.band >= tight).all()
    assert np.allclose(case.builder.band * 100, np.round(case.builder.band * 100))


@pytest.mark.parametrize("goals", [("overload", "band", "disruption", "cost"), ("travel", "cost")])
def test_goals_in_order_stand_all_with_what_they_reached_by_then(clock, company, goals):
    plan_input, annual = company
    clock.is_over = True
    made = make_ordered_territories(plan_input, annual, goals, TerritoryOptions(deadline=Deadline(0.0)))
    assert made.report.status is SolveStatus.TIME_LIMIT
    assert tuple(s.goal for s in made.report.stages) == goals
    assert not verify_territories(plan_input, annual, made)


def test_moves_by_hand_and_the_frontier_end_with_what_they_have(clock, company):
    plan_input, annual = company
    base = with_territories(plan_input, annual).territories
    assert base is not None
    clock.is_over = True
    late = TerritoryOptions(deadline=Deadline(0.0))
    account = next(o.account for o in base.ownerships if o.seat == "F1")
    again = replan_territories(plan_input, annual, base, {account: SeatId("F2")}, 3, late)
    assert len(again.further) <= 3
    assert next(o.seat for o in again.plan.ownerships if o.account == account) == "F2"
    assert not verify_territories(again.plan_input, annual, again.plan)
    for point in trace_frontier(plan_input, annual, base, late):
        assert point.plan.report.moves <= max(point.limit, base.report.moves)
        assert not verify_territories(point.plan_input, annual, point.plan)


def test_a_limit_is_shared_between_channels_and_territories(monkeypatch, company):
    plan_input, _ = company
    monkeypatch.setattr("planner.optimization.solvers.time_left.time.monotonic", lambda: 1_000.0)
    asked = PlanRequest(time_limit_seconds=60.0, territories=True)
    shared = share_time(plan_input, asked)
    assert (shared.time_limit_seconds, shared.deadline) == (45.0, Deadline(1_060.0))
    assert share_time(plan_input, asked, solves=2).deadline == Deadline(1_120.0)
    assert Deadline(1_060.0).share(4) == Deadline(1_015.0)
    assert Deadline(900.0).at_least(2.0) == Deadline(1_002.0)
    assert Deadline(900.0).is_over()
    assert not Deadline(1_060.0).is_over()
    # Nothing to share: no limit was given, no territories are wanted, there are no accounts.
    none = make_territory_input(make_book(0))
    for whose, request in (
        (plan_input, PlanRequest(territories=True)),
        (plan_input, PlanRequest(time_limit_seconds=60.0)),
        (none, asked),
    ):
        assert share_time(whose, request) == request


def test_the_workbooks_own_limit_of_a_solve_ends_no_territories(monkeypatch, company):
    plan_input, _ = company
    told: list[Deadline | None] = []

    def note(_: object, plan: AnnualPlan, __: object, deadline: Deadline | None) -> AnnualPlan:
        told.append(deadline)
        return plan

    monkeypatch.setattr(annual_plan, "with_territories", note)
    make_annual_plan(plan_input, PlanRequest(territories=True))
    make_annual_plan(plan_input, PlanRequest(territories=True, deadline=Deadline(7.0)))
    assert told == [None, Deadline(7.0)]
