"""Mode by mode a program has the plan and bound that it has as a whole, and is proven where the whole is not."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, Progress, SolveOptions
from planner.optimization.solvers.search import modes
from planner.optimization.solvers.search.fixing import solve_program
from planner.optimization.solvers.search.modes import solve_by_modes
from planner.optimization.solvers.search.sifting import solve_relaxation
from tests.small_program import make_program, name_rows

EXACT = SolveOptions(gap_limit=0.0, time_limit_seconds=20)
UNITS, TEAMS, LEVELS = 8, 3, 4


@pytest.fixture(autouse=True)
def small_programs_count_as_large(monkeypatch):
    monkeypatch.setattr(modes, "LARGE", 0)


def make_ladders(seed: int, ladders: int = 2, floor: float = 0.0) -> tuple[Program, list[np.ndarray]]:
    """Return units that teams serve with some effort, and ladders: from a step of one team's revenue on, the whole costs a share more.

    Columns: the options by unit, team and effort; per ladder and step the step and the team's revenue in it.
    """
    rng = np.random.default_rng(seed)
    options = [(u, t, h) for u in range(UNITS) for t in range(TEAMS) for h in range(1, LEVELS + 1)]
    size = rng.uniform(50, 150, UNITS)
    fit = rng.uniform(0.5, 1.0, (UNITS, TEAMS))
    revenue = np.array([size[u] * fit[u, t] * h / (h + 1) for u, t, h in options])
    rows: list[dict[int, float]] = [{c: 1.0 for c, o in enumerate(options) if o[0] == u} for u in range(UNITS)]
    rows += [{c: float(o[2]) for c, o in enumerate(options) if o[1] == t} for t in range(TEAMS)]
    low, high = [1.0] * UNITS + [-math.inf] * TEAMS, [1.0] * UNITS + [0.8 * UNITS] * TEAMS
    cost, upper, names, groups = revenue.tolist(), [1.0] * len(options), [], []
    whole = [True] * len(options)
    for ladder in range(ladders):
        steps = np.sort(rng.uniform(50, 250, 2)).tolist()
        start, most = len(cost), revenue.sum()
        group = np.arange(start, start + 3)
        own = {c: float(revenue[c]) for c, o in enumerate(options) if o[1] == ladder}
        rows.append({int(c): 1.0 for c in group})
        rows.append({**own, **{start + 3 + k: -1.0 for k in range(3)}})
        low, high = [*low, 1.0, 0.0], [*high, 1.0, 0.0]
        for k, (least, end) in enumerate(zip([0.0, *steps], [*steps, most], strict=True)):
            rows += [{start + 3 + k: 1.0, start + k: -end}, {start + 3 + k: 1.0, start + k: -least}]
            low, high = [*low, -math.inf, 0.0], [*high, 0.0, math.inf]
        names += [f"rebate_ladder.{ladder}.{k}" for k in range(8)]
        cost += [0.0] * 3 + [0.0, -0.1, -0.3]
        upper += [1.0] * 3 + [most] * 3
        whole += [True] * 3 + [False] * 3
        groups.append(group)
    rows.append({c: float(r) for c, r in enumerate(revenue)})
    program = make_program(
        cost, upper, rows, name_rows(UNITS, TEAMS, *names, "revenue_floor.company"), ([*low, floor], [*high, math.inf])
    )
    return replace(program, is_integer=np.array(whole)), groups


@pytest.mark.parametrize("seed", range(12))
def test_mode_by_mode_the_best_plan_is_the_best_of_the_whole(seed):
    program, groups = make_ladders(seed)
    whole = solve_with_highs(program, EXACT)
    found, _ = solve_by_modes(program, groups, EXACT)
    assert found.status is SolveStatus.OPTIMAL
    assert found.objective == pytest.approx(whole.objective, abs=1e-6)
    assert found.bound == pytest.approx(whole.objective, abs=1e-6)
    assert found.values is not None
    assert not program.broken_rows(found.values).any()
    assert [found.values[g].sum() for g in groups] == [1.0, 1.0]
    assert found.relaxation is not None
    assert found.relaxation.objective >= found.bound - 1e-6


def test_the_relaxation_of_all_modes_lies_above_those_of_each():
    gains = []
    for seed in range(12):
        program, groups = make_ladders(seed)
        whole = solve_relaxation(program, EXACT).objective
        each = [solve_relaxation(modes._choose(program, groups[0], int(c)), EXACT) for c in groups[0]]
        gains.append(whole - max(r.objective for r in each if r.status is SolveStatus.OPTIMAL))
    assert min(gains) >= -1e-6
    assert max(gains) > 1


def test_what_no_mode_allows_has_no_plan():
    program, groups = make_ladders(1, floor=1e6)
    found, _ = solve_by_modes(program, groups, EXACT)
    assert (found.status, found.values) == (SolveStatus.INFEASIBLE, None)


def test_modes_that_allow_nothing_are_left_out():
    program, groups = make_ladders(2)
    most = solve_with_highs(replace(program, cost=np.maximum(program.cost, 0.0)), EXACT)
    asked, _ = make_ladders(2, floor=most.objective - 1e-6)
    parts = [solve_relaxation(modes._choose(asked, g, int(c)), EXACT).status for g in groups for c in g]
    assert SolveStatus.INFEASIBLE in parts
    whole = solve_with_highs(asked, EXACT)
    found, _ = solve_by_modes(asked, groups, EXACT)
    assert whole.status is found.status is SolveStatus.OPTIMAL
    assert found.objective == pytest.approx(whole.objective, abs=1e-6)


@pytest.mark.parametrize("is_best", [True, False])
def test_a_plan_to_begin_from_is_kept_where_nothing_is_better(is_best):
    program, groups = make_ladders(3)
    best = solve_with_highs(program, EXACT)
    start = best if is_best else solve_with_highs(modes._choose(program, groups[0], int(groups[0][0])), EXACT)
    assert start.values is not None
    found, _ = solve_by_modes(program, groups, EXACT, start.values)
    assert found.objective == pytest.approx(best.objective, abs=1e-6)
    assert found.status is SolveStatus.OPTIMAL


def test_a_stop_gives_the_plan_to_begin_from_or_none():
    program, groups = make_ladders(4)
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 12  # after the relaxation of the whole

    options = replace(EXACT, should_stop=stop)
    found, _ = solve_by_modes(program, groups, options)
    assert found.status is SolveStatus.INTERRUPTED
    assert found.values is None
    start = solve_with_highs(modes._choose(program, groups[0], int(groups[0][0])), EXACT)
    asked.clear()
    found, _ = solve_by_modes(program, groups, options, start.values)
    assert found.status is SolveStatus.INTERRUPTED
    assert found.objective >= start.objective - 1e-9
    assert found.bound >= solve_with_highs(program, EXACT).objective - 1e-6


def test_a_solve_that_is_cut_off_in_one_mode_is_bound_by_all(monkeypatch):
    program, groups = make_ladders(5)
    best = solve_with_highs(program, EXACT).objective
    solved: list[float] = []

    def cut_off(part, options, start=None, relaxed=None):
        outcome, kept = solve_program(part, options, start, relaxed)
        solved.append(relaxed.objective)
        return replace(outcome, bound=relaxed.objective, status=SolveStatus.TIME_LIMIT), kept

    monkeypatch.setattr(modes, "solve_program", cut_off)
    found, _ = solve_by_modes(program, groups, EXACT)
    assert len(solved) == 1
    assert found.bound >= max(best, solved[0]) - 1e-6
    assert found.status is SolveStatus.TIME_LIMIT


def test_what_is_told_never_claims_more_than_is_known():
    program, groups = make_ladders(6)
    told: list[Progress] = []
    found, _ = solve_by_modes(program, groups, replace(EXACT, listener=told.append))
    assert told
    assert all(p.bound >= found.objective - 1e-6 for p in told)
    known = [p.incumbent for p in told if p.incumbent is not None]
    assert known == sorted(known)


def test_relaxations_that_would_take_long_are_not_begun(monkeypatch):
    program, groups = make_ladders(7)
    monkeypatch.setattr(modes, "_MOST_WORK", program.columns)
    monkeypatch.setattr(modes, "_Search", None)
    found, _ = solve_by_modes(program, groups, EXACT)
    assert found.status is SolveStatus.OPTIMAL
