"""One capacity row at prices: what an estimate leaves out, and that the exact packing leaves out nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.optimization.solvers.bounds.priced_knapsack import PricedKnapsack

# One unit; its time is worth 30 an hour. At these prices its options lose 10, 10.5 and 20.
_LOST = np.array([10.0, 10.5, 20.0])
_WEIGHT = np.array([1.0, 2.0, 3.0])
_KNAPSACK = PricedKnapsack(
    capacity=3.0,
    price=30.0,
    option=np.arange(3),
    weight=_WEIGHT,
    unit=np.zeros(3, dtype=np.int64),
    use=np.full(3, -1, dtype=np.int64),
    lent=np.zeros(0, dtype=np.int64),
    more=(),
    given=0.0,
    cut=1.0,
)
_GAIN = 30.0 * _WEIGHT - _LOST


def test_an_estimate_leaves_out_what_loses_more_than_the_cut_beside_the_best_of_its_unit():
    # 3 hours are worth 90. Two hours bring 60 − 10.5; three would bring 90 − 20, but lose 10 more than the unit's best.
    packed = _KNAPSACK.solve(_GAIN, 1_000, np.full(3, -10.0))
    assert packed.chosen.tolist() == [1]
    assert packed.gain == pytest.approx(60 - 10.5 - 90)
    # A unit all of whose options have become dear would stand empty if the cut were counted from 0.
    assert _KNAPSACK.solve(_GAIN, 1_000, np.zeros(3)).chosen.size == 0


def test_the_exact_packing_leaves_out_nothing():
    assert _KNAPSACK.solve(_GAIN, None, np.zeros(3)).gain == pytest.approx(90 - 20 - 90)


def test_the_exact_packing_does_not_let_in_what_is_a_hair_too_large():
    # Two units, each with one option of a little more than half of the time: rounded down to a ten-thousandth both would fit.
    halves = replace(
        _KNAPSACK,
        capacity=1.0,
        option=np.arange(2),
        weight=np.array([0.50002, 0.50002]),
        unit=np.arange(2),
        use=np.full(2, -1, dtype=np.int64),
    )
    gain = np.array([20.0, 19.0])
    assert halves.solve(gain, None, np.zeros(2)).gain == pytest.approx(20 - 30)
    just = replace(halves, weight=np.array([0.5, 0.5]))
    assert just.solve(gain, None, np.zeros(2)).gain == pytest.approx(39 - 30)
