"""The bound by knapsacks: each packing is the best one, the bound holds for every plan and is tighter than the relaxation's."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planner.optimization.solvers.bounds.knapsack import MoreCapacity, pack, pack_with_each
from planner.optimization.solvers.bounds.knapsack_bound import KnapsackBound, Turn
from planner.optimization.solvers.bounds.priced_program import RowPrices, read_prices
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Outcome, Program, SolveOptions
from planner.optimization.solvers.program_changes import NewColumn, extend_program
from tests.small_program import make_program, name_rows

_TURN, _FINER = Turn(60, 2_000, 0.3), Turn(20, 4_000, 0.05)
_UNITS = 8
_EXACT = SolveOptions(gap_limit=1e-9, time_limit_seconds=60)


def _best_by_hand(capacity, weights, gains, units, more):
    """Return the best gain over all choices of one option or none a unit, and all numbers of added capacity."""
    choices = [[-1, *np.flatnonzero(units == u)] for u in np.unique(units)]
    added = [(n * m.size, n * m.worth) for m in more for n in range(m.most + 1)] or [(0.0, 0.0)]
    best = 0.0
    for picked in product(*choices):
        taken = [i for i in picked if i >= 0]
        weight, gain = sum(weights[i] for i in taken), sum(gains[i] for i in taken)
        best = max([best, *(gain + worth for size, worth in added if weight <= capacity + size + 1e-9)])
    return best


@pytest.mark.parametrize("seed", range(12))
def test_a_packing_is_the_best_one(seed):
    rng = np.random.default_rng(seed)
    units = np.repeat(np.arange(5), 3)
    weights = np.asarray(rng.integers(1, 12, units.size) * 0.25, dtype=np.float64)
    gains = rng.uniform(-1, 10, units.size)
    more = (MoreCapacity(0.75, -4.0, 2),) if seed % 2 else ()
    expected = _best_by_hand(4.0, weights, gains, units, more)
    assert pack(4.0, 0.01, weights, gains, units, more).gain == pytest.approx(expected)
    rough = pack(4.0, 0.01, weights, gains, units, more, rough=True)
    assert rough.gain == pytest.approx(expected)
    assert np.unique(units[rough.chosen]).size == rough.chosen.size
    assert weights[rough.chosen].sum() <= 4.0 + sum(m.size * m.most for m in more) + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_options_that_others_of_their_unit_beat_change_nothing(seed):
    # Sizes and gains on so coarse a grid that many options of a unit are equal, or larger for less.
    rng = np.random.default_rng(seed)
    units = np.repeat(np.arange(4), 6)
    weights = np.asarray(rng.integers(1, 4, units.size) * 0.5, dtype=np.float64)
    gains = np.asarray(rng.integers(0, 5, units.size), dtype=np.float64)
    expected = _best_by_hand(3.0, weights, gains, units, ())
    everything = np.ones(units.size, dtype=bool)
    gain, with_each = pack_with_each(3.0, 0.01, weights, gains, units, (), everything)
    assert (pack(3.0, 0.01, weights, gains, units).gain, gain) == (expected, expected)
    for i in range(units.size):
        others = units != units[i]
        rest = _best_by_hand(3.0 - weights[i], weights[others], gains[others], units[others], ())
        assert with_each[i] == pytest.approx(gains[i] + rest)


def test_weights_between_steps_never_make_a_packing_worse():
    # 0.333 and 0.667 fit into 1.0 exactly; in steps of 0.1, rounded down, they count as 0.3 and 0.6.
    packed = pack(1.0, 0.1, np.array([0.333, 0.667]), np.array([1.0, 2.0]), np.array([0, 1]))
    assert packed.gain == pytest.approx(3.0)


def test_nothing_fits_into_less_than_nothing():
    assert pack(-1.0, 0.1, np.array([0.5]), np.array([1.0]), np.array([0])).gain == 0.0


def _program(seed: int) -> Program:
    """Return a few units with an idle option and some that use one of 3 capacities, or two of them; heads may be hired for each."""
    rng = np.random.default_rng(seed)
    cost: list[float] = []
    rows: list[dict[int, float]] = [{} for _ in range(_UNITS + 3)]
    for u in range(_UNITS):
        for k in range(7):
            column = len(cost)
            rows[u][column] = 1.0
            size = 0.0 if k == 0 else rng.integers(2, 9) * 0.25
            cost.append(rng.uniform(0, 1) + 10 * size**0.7 * rng.uniform(0.8, 1.2) * (k > 0))
            if k:
                first = int(rng.integers(3))
                rows[_UNITS + first][column] = float(size)
                if k > 4:
                    rows[_UNITS + (first + 1) % 3][column] = float(0.3 * size)
    options = len(cost)
    for t in range(3):
        rows[_UNITS + t][len(cost)] = -0.6
        cost.append(-5.0)
    sides = [1.0] * _UNITS + [-np.inf] * 3, [1.0] * _UNITS + [2.1] * 3
    return make_program(cost, [1.0] * options + [2.0] * 3, rows, name_rows(_UNITS, 3), sides, 3.0)


def _prices(program: Program, relaxed: Outcome) -> RowPrices:
    prices = read_prices(program, relaxed)
    assert prices is not None
    return prices


@pytest.mark.parametrize("seed", range(4))
def test_the_bound_holds_and_is_no_worse_than_the_relaxation(seed):
    program = _program(seed)
    relaxed = solve_with_highs(program, SolveOptions(relax=True))
    best = solve_with_highs(program, _EXACT)
    bound = KnapsackBound(program, _prices(program, relaxed), 1e9)
    assert bound.is_useful
    found = bound.tighten(_TURN, best.objective, SolveOptions())
    again = bound.tighten(_FINER, best.objective, SolveOptions(), found.prices)
    assert (
        best.objective - 1e-6
        <= min(found.bound, again.bound)
        <= max(found.bound, again.bound)
        <= relaxed.objective + 1e-6
    )


def test_the_bound_closes_most_of_the_distance():
    closed = []
    for seed in range(4):
        program = _program(seed)
        relaxed = solve_with_highs(program, SolveOptions(relax=True))
        best = solve_with_highs(program, _EXACT)
        found = KnapsackBound(program, _prices(program, relaxed), 1e9).tighten(_TURN, best.objective, SolveOptions())
        closed.append((relaxed.objective - found.bound) / (relaxed.objective - best.objective))
    assert np.mean(closed) > 0.5


def test_a_narrow_width_never_claims_more_than_it_looked_at():
    program = _program(0)
    relaxed = solve_with_highs(program, SolveOptions(relax=True))
    found = KnapsackBound(program, _prices(program, relaxed), 0.05).tighten(
        _TURN, relaxed.objective - 1, SolveOptions()
    )
    assert found.bound >= relaxed.objective - 0.05 - 1e-9


def test_the_core_holds_a_plan_of_columns_that_packings_use():
    program = _program(1)
    relaxed = solve_with_highs(program, SolveOptions(relax=True))
    found = KnapsackBound(program, _prices(program, relaxed), 1e9).tighten(_TURN, relaxed.objective - 1, SolveOptions())
    assert _UNITS <= found.core.sum() < program.columns
    assert found.core[-3:].all()


@pytest.mark.parametrize("seed", range(2))
def test_no_plan_with_a_column_exceeds_its_limit(seed):
    program = _program(seed)
    relaxed = solve_with_highs(program, SolveOptions(relax=True))
    bound = KnapsackBound(program, _prices(program, relaxed))
    prices = bound.tighten(_TURN, relaxed.objective - 5, SolveOptions()).prices
    limits = bound.limit_columns(prices, -np.inf)
    for column in range(0, program.columns - 3, 9):
        lower = program.lower.copy()
        lower[column] = 1.0
        forced = solve_with_highs(replace(program, lower=lower), _EXACT)
        assert forced.values is None or forced.objective <= limits[column] + 1e-6
    best = solve_with_highs(program, _EXACT)
    assert best.values is not None
    assert (limits[best.values > 0.5] >= best.objective - 1e-6).all()
    # A limit below the best plan takes its column out: that is what they are for.
    assert (limits < best.objective - 1e-6).sum() > program.columns // 4


@pytest.mark.parametrize("seed", range(3))
def test_what_packings_lose_is_no_more_than_the_distance_to_the_bound(seed):
    program = _program(seed)
    relaxed = solve_with_highs(program, SolveOptions(relax=True))
    best, poor = solve_with_highs(program, _EXACT), solve_with_highs(program, SolveOptions(gap_limit=0.5))
    bound = KnapsackBound(program, _prices(program, relaxed))
    prices = bound.tighten(_TURN, relaxed.objective - 5, SolveOptions()).prices
    no_plan_exceeds, _ = bound.bound_columns(prices, -np.inf)
    for plan in (best, poor):
        assert plan.values is not None
        lost = bound.lost_by_rows(prices, plan.values)
        assert (lost >= 0).all()
        assert not lost[:_UNITS].any()
        # The rest is lost by units that take another option outside of the packings than their best there.
        # Packings are estimated in half the digits.
        assert lost.sum() <= no_plan_exceeds - plan.objective + 1e-4
    assert best.values is not None
    idle = np.zeros(program.columns)
    idle[: 7 * _UNITS : 7] = 1.0
    assert bound.lost_by_rows(prices, idle).sum() > bound.lost_by_rows(prices, best.values).sum()


def test_without_a_finite_bound_there_is_nothing_to_tighten():
    # A column without upper bound that gains a little at these prices: the relaxation by prices bounds nothing.
    open_ended = extend_program(_program(0), [NewColumn(1e-9, np.inf)])
    prices = _prices(_program(0), solve_with_highs(_program(0), SolveOptions(relax=True)))
    assert KnapsackBound(_program(0), prices).is_useful
    assert not KnapsackBound(open_ended, prices).is_useful
