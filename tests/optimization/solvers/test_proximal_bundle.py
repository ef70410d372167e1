"""The bundle's bound is the best that a decomposition can give, which a linear program over all packings says too."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import highspy
import numpy as np
import pytest

from planner.optimization.solvers.bounds.bundle_steps import mix_alternatives
from planner.optimization.solvers.bounds.knapsack_bound import KnapsackBound, Turn
from planner.optimization.solvers.bounds.priced_program import RowPrices, read_prices
from planner.optimization.solvers.bounds.proximal_bundle import ProximalBundle
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from tests.small_program import make_program, name_rows

_UNITS, _TEAMS = 5, 3
_PRECISION = 1e-4
_EXACT = SolveOptions(gap_limit=1e-9, time_limit_seconds=60)


def _program(seed: int) -> Program:
    """Return units with an idle option and some in one team's time or two; a hire for each team, and a limit on how many units change."""
    rng = np.random.default_rng(seed)
    cost: list[float] = []
    rows: list[dict[int, float]] = [{} for _ in range(_UNITS + _TEAMS + 1)]
    for u in range(_UNITS):
        for k in range(7):
            column = len(cost)
            rows[u][column] = 1.0
            size = 0.25 * int(rng.integers(2, 9)) if k else 0.0
            cost.append(float(10 * size**0.7 * rng.uniform(0.7, 1.3)) if k else float(rng.uniform(0, 3)))
            if k:
                first = int(rng.integers(_TEAMS))
                rows[_UNITS + first][column] = size
                rows[-1][column] = 1.0
                if k > 4:
                    rows[_UNITS + (first + 1) % _TEAMS][column] = 0.25
    options = len(cost)
    for t in range(_TEAMS):
        rows[_UNITS + t][len(cost)] = -0.5
        cost.append(-4.0)
    sides = [1.0] * _UNITS + [-np.inf] * (_TEAMS + 1), [1.0] * _UNITS + [1.5] * _TEAMS + [4.0]
    names = name_rows(_UNITS, _TEAMS, "change_limit.company")
    return make_program(cost, [1.0] * options + [2.0] * _TEAMS, rows, names, sides, 3.0)


def _prices(program: Program) -> RowPrices:
    prices = read_prices(program, solve_with_highs(program, SolveOptions(relax=True)))
    assert prices is not None
    return prices


def _best_mix(program: Program) -> float:
    """Return what the best mix of packings is worth: a linear program over every packing of every team, made without the decomposition."""
    rows = np.zeros((len(program.row_names), program.columns))
    rows[program.row_of, program.indices] = program.values
    shared = [c for c in range(program.columns) if (rows[_UNITS : _UNITS + _TEAMS, c] > 0).sum() > 1]
    link = {c: _UNITS + 1 + i for i, c in enumerate(shared)}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for _ in range(_UNITS):
        solver.addRow(1, 1, 0, [], [])
    solver.addRow(-highspy.kHighsInf, program.row_upper[-1], 0, [], [])
    for _ in shared:
        solver.addRow(0, 0, 0, [], [])
    for _ in range(_TEAMS):
        solver.addRow(1, 1, 0, [], [])
    in_team = rows[_UNITS : _UNITS + _TEAMS]
    for column in np.flatnonzero(~in_team.any(axis=0)):
        unit = int(np.flatnonzero(rows[:_UNITS, column])[0])
        solver.addCol(-program.cost[column], 0, 1, 1, [unit], [1.0])
    for team in range(_TEAMS):
        hire = program.columns - _TEAMS + team
        own = [[-1, *np.flatnonzero((rows[u] > 0) & (in_team[team] > 0))] for u in range(_UNITS)]
        for picked in product(*own, range(3)):
            options, hires = [c for c in picked[:-1] if c >= 0], picked[-1]
            if in_team[team, options].sum() > program.row_upper[_UNITS + team] + 0.5 * hires + 1e-9:
                continue
            entries: dict[int, float] = {_UNITS + 1 + len(shared) + team: 1.0}
            worth = hires * program.cost[hire]
            for c in options:
                is_lead = int(np.flatnonzero(in_team[:, c] > 0)[0]) == team
                if c in link:
                    entries[link[c]] = 1.0 if is_lead else -1.0
                if is_lead:
                    worth += program.cost[c]
                    entries[int(np.flatnonzero(rows[:_UNITS, c])[0])] = 1.0
                    entries[_UNITS] = entries.get(_UNITS, 0.0) + 1.0
            solver.addCol(-worth, 0, 1, len(entries), list(entries), list(entries.values()))
    solver.run()
    return float(program.offset - solver.getInfo().objective_function_value)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_that_of_the_best_mix_of_packings(seed):
    program = _program(seed)
    parts = KnapsackBound(program, _prices(program), 1e9, 1e9).parts
    found = ProximalBundle(parts).search(None, 500, 20_000, _PRECISION, -np.inf, SolveOptions())
    assert parts.evaluate(found.prices, None)[0] == pytest.approx(_best_mix(program), abs=20 * _PRECISION)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_holds_and_is_no_looser_than_that_of_subgradient_steps(seed):
    program = _program(seed)
    best = solve_with_highs(program, _EXACT).objective
    bound = KnapsackBound(program, _prices(program), 1e9, 1e9)
    steps = bound.tighten(Turn(200, 20_000, 0.3), best, SolveOptions())
    found = bound.tighten_fully(200, 20_000, _PRECISION, -np.inf, SolveOptions(), steps.prices)
    # Packings of a column are rough here, all others are not: the bound does not suffer.
    rough, _ = bound.bound_columns(found.prices, -np.inf, 30)
    certified, limits = bound.bound_columns(found.prices, -np.inf, 30, is_finest=True)
    assert best - 1e-6 <= certified <= steps.bound + 1e-3
    assert certified == pytest.approx(bound.parts.evaluate(found.prices, None)[0])
    assert certified <= rough
    for column in range(0, program.columns - _TEAMS, 5):
        lower = program.lower.copy()
        lower[column] = 1.0
        forced = solve_with_highs(replace(program, lower=lower), _EXACT)
        assert forced.values is None or forced.objective <= limits[column] + 1e-6


def test_the_mix_uses_an_option_of_every_unit():
    program = _program(2)
    parts = KnapsackBound(program, _prices(program), 1e9, 1e9).parts
    found = ProximalBundle(parts).search(None, 500, 20_000, _PRECISION, -np.inf, SolveOptions())
    outside = parts.options[~parts.is_packed]
    choice = parts.priced.choice
    assert set(choice[np.union1d(found.used, outside)]) == set(range(_UNITS))
    assert found.used.size < parts.options.size


def test_a_bound_that_is_low_enough_ends_the_search_as_does_a_stop():
    program = _program(0)
    parts = KnapsackBound(program, _prices(program), 1e9, 1e9).parts
    whole = ProximalBundle(parts).search(None, 500, 20_000, _PRECISION, -np.inf, SolveOptions())
    first = ProximalBundle(parts).search(None, 0, 20_000, _PRECISION, -np.inf, SolveOptions())
    enough = (whole.value + first.value) / 2
    between = ProximalBundle(parts).search(None, 500, 20_000, _PRECISION, enough, SolveOptions())
    assert whole.value < between.value < enough
    stopped = ProximalBundle(parts).search(
        None, 500, 20_000, _PRECISION, -np.inf, SolveOptions(should_stop=lambda: True)
    )
    assert stopped.value == first.value


def test_alternatives_that_a_mix_uses_are_worth_as_much_as_any():
    rng = np.random.default_rng(3)
    groups, each, rows = 4, 6, 5
    takes = rng.integers(0, 2, (groups * each, rows)).astype(float)
    worth, sides = rng.uniform(0, 4, groups * each), np.full(rows, 2.0)
    place = np.tile(np.arange(rows), groups * each)
    begin = np.arange(groups * each + 1) * rows
    first = np.arange(groups) * each
    following = np.where(np.arange(groups * each) % each == each - 1, -1, np.arange(groups * each) + 1)
    share = np.zeros(groups * each)
    share[first] = 1.0
    left, center, stride = sides - share @ takes, rng.uniform(0, 1, rows), 0.5
    least, most = np.full(rows, -np.inf), np.full(rows, np.inf)
    most[0] = center[0]
    mix_alternatives(
        begin, place, takes.ravel(), worth, first, following, share, left, center, least, most, stride, 1e-7, 10_000
    )
    assert share.reshape(groups, each).sum(axis=1) == pytest.approx(np.ones(groups))
    assert left == pytest.approx(sides - share @ takes)
    prices = np.clip(center - stride * left, least, most)
    value = (worth - takes @ prices).reshape(groups, each)
    used = share.reshape(groups, each) > 1e-9
    assert used.sum() > groups
    for group in range(groups):
        assert value[group][used[group]] == pytest.approx(value[group].max(), abs=1e-5)
