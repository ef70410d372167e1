"""Prices of rows that are not packed move: the bound then holds for every plan still, and a limit over all units is bound more tightly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.optimization.solvers.bounds.knapsack import MoreCapacity, pack
from planner.optimization.solvers.bounds.knapsack_bound import KnapsackBound, Turn
from planner.optimization.solvers.bounds.priced_program import read_prices
from planner.optimization.solvers.bounds.row_moves import RowMoves
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.solvers.program_changes import NewColumn, extend_program
from tests.small_program import make_program, name_rows

_UNITS, _KINDS, _TEAMS = 8, 5, 2
_EXACT = SolveOptions(gap_limit=1e-9, time_limit_seconds=60)
_TURN = Turn(60, 2_000, 0.3)


def _program(seed: int) -> Program:
    """Return units with options in one of two capacities, and a limit on how many of them change (every option but the idle one)."""
    rng = np.random.default_rng(seed)
    cost: list[float] = []
    rows: list[dict[int, float]] = [{} for _ in range(_UNITS + _TEAMS + 1)]
    for u in range(_UNITS):
        for k in range(_KINDS):
            column = len(cost)
            rows[u][column] = 1.0
            size = 0.25 * rng.integers(2, 9) if k else 0.0
            cost.append(float(10 * size**0.7 * rng.uniform(0.7, 1.3)) if k else float(rng.uniform(0, 3)))
            if k:
                rows[_UNITS + int(rng.integers(_TEAMS))][column] = float(size)
                rows[-1][column] = 1.0
    sides = [1.0] * _UNITS + [-np.inf] * (_TEAMS + 1), [1.0] * _UNITS + [3.1] * _TEAMS + [4.0]
    return make_program(cost, [1.0] * len(cost), rows, name_rows(_UNITS, _TEAMS, "change_limit"), sides)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_and_the_limits_hold_with_moved_prices(seed):
    program = _program(seed)
    prices = read_prices(program, solve_with_highs(program, SolveOptions(relax=True)))
    assert prices is not None
    bound = KnapsackBound(program, prices)
    found = bound.tighten(_TURN, prices.value - 5, SolveOptions())
    best = solve_with_highs(program, _EXACT)
    assert best.objective - 1e-6 <= found.bound <= prices.value + 1e-6
    limits = bound.limit_columns(found.prices, -np.inf)
    for column in range(0, program.columns, 7):
        lower = program.lower.copy()
        lower[column] = 1.0
        forced = solve_with_highs(replace(program, lower=lower), _EXACT)
        assert forced.values is None or forced.objective <= limits[column] + 1e-6


def test_moving_the_price_of_a_common_limit_tightens_the_bound():
    moved, still = [], []
    for seed in range(6):
        program = _program(seed)
        prices = read_prices(program, solve_with_highs(program, SolveOptions(relax=True)))
        assert prices is not None
        if prices.by_row.get("change_limit", 0.0) <= 0:
            continue
        bound = KnapsackBound(program, prices)
        found = bound.tighten(_TURN, prices.value - 5, SolveOptions())
        assert found.prices.of_row.size == 1
        moved.append(found.bound)
        # At the same prices of units, with the limit's price where the relaxation has it.
        fixed = replace(found.prices, of_row=np.zeros(1))
        still.append(bound.tighten(Turn(0, 2_000, 0.3), prices.value - 5, SolveOptions(), fixed).bound)
    assert len(moved) >= 3
    assert np.mean(moved) < np.mean(still)


def test_moved_prices_keep_their_sign_and_unbounded_columns_their_rows():
    program = _program(0)
    row = program.row_names.index("change_limit")
    price = np.zeros(len(program.row_names))
    price[row] = 2.0
    chooses = np.ones(program.columns, dtype=bool)
    moves = RowMoves(program, price, np.array([row]), chooses)
    scale = 1.0 / moves.paid(np.array([1.0]))[1]  # the column takes part with 1 in the workbook's units
    assert moves.keep_sign(np.array([-5.0 * scale]))[0] == pytest.approx(-2.0 * scale)
    assert moves.keep_sign(np.array([7.0]))[0] == 7.0
    assert moves.worth(np.array([scale])) == pytest.approx(4.0)
    everything = np.zeros(program.columns)
    assert moves.slope(everything)[0] * scale == pytest.approx(4.0)
    open_ended = extend_program(program, [NewColumn(-1.0, np.inf, entries={row: -1.0})])
    stuck = RowMoves(open_ended, price, np.array([row]), np.append(chooses, False))
    assert stuck.rows.size == 0


def test_a_packing_tells_how_much_capacity_it_added():
    more = (MoreCapacity(1.0, -1.0, 3), MoreCapacity(0.5, -9.0, 1))
    # Four units of weight 1 that gain 3 each, capacity 1: each further one costs 1 and gains 3, the dear half never pays.
    packed = pack(1.0, 0.1, np.ones(4), np.full(4, 3.0), np.arange(4), more, rough=True)
    assert packed.gain == pytest.approx(12.0 - 3.0)
    assert packed.added == (3, 0)


def test_what_columns_use_of_the_rows_is_what_they_do_not_leave():
    program = _program(1)
    columns = np.array([2, 7, 11], dtype=np.int64)
    amounts = np.array([1.0, 0.5, 2.0])
    moves = RowMoves(
        program,
        np.where(program.row_upper == 4.0, 1.0, 0.0),
        np.array([_UNITS + _TEAMS]),
        np.ones(program.columns, dtype=bool),
    )
    values = np.zeros(program.columns)
    values[columns] = amounts
    assert moves.used_by(columns, amounts) == pytest.approx(moves.side - moves.slope(values))
    assert moves.used_by(columns, amounts)[0] > 0
