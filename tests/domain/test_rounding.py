"""Parts add up to their whole, exactly, whatever the weights, steps and bounds."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.rounding import add_share, choose_step, round_cents, split_amount
from planner.response.curve import round_to_cents
from planner.results.written.formulas.formula import Evaluator
from planner.results.written.sheets.book import Book, Sheet

AMOUNTS = st.integers(0, 10**13)
STEPS = st.sampled_from([1, 7, 100, 1000, 100_000])
WEIGHTS = st.lists(st.floats(0, 1e9, allow_nan=False), min_size=1, max_size=12)


def test_equal_remainders_go_to_the_part_that_comes_first():
    # 100 / 3 = 33.33…: one cent is left, all remainders are equal.
    assert split_amount(100, (1, 1, 1)) == (34, 33, 33)


def test_the_largest_remainder_gets_the_step():
    # 1000 over 1:2:4 in steps of 100: 142.9, 285.7, 571.4 -> 100, 200, 500 and two steps left for remainders .857 and .714.
    assert split_amount(1000, (1, 2, 4), 100) == (100, 300, 600)


def test_what_is_beyond_a_multiple_goes_to_the_largest_part():
    assert split_amount(1_030, (1, 3), 100) == (300, 730)


def test_a_zero_weight_gets_nothing():
    assert split_amount(7, (0, 1, 0, 1), 1) == (0, 4, 0, 3)


def test_a_part_at_its_bound_leaves_the_rest_to_the_others_in_proportion():
    # 1000 over 1:2:2; the first takes at least 400, so 600 is left for 2:2.
    assert split_amount(1000, (1, 2, 2), 1, least=(400, 0, 0)) == (400, 300, 300)
    # The last takes at most 100, so 900 is left for 1:2.
    assert split_amount(1000, (1, 2, 2), 1, most=(1000, 1000, 100)) == (300, 600, 100)


def test_a_bound_that_is_no_multiple_is_kept():
    # 123 fixed; 877 is left for two equal parts: 400 and 400, one part takes what is beyond a multiple.
    assert split_amount(1000, (1, 1, 1), 100, least=(123, 0, 0), most=(123, 1000, 1000)) == (123, 477, 400)


def test_parts_of_weight_zero_share_what_no_other_may_take():
    assert split_amount(100, (1, 0, 0), 1, most=(40, 100, 100)) == (40, 30, 30)


@pytest.mark.parametrize(
    ("total", "weights", "step"),
    [
        (-1, (1,), 1),
        (1, (1,), 0),
        (1, (-1, 2), 1),
        (1, (math.inf,), 1),
        (1, (math.nan,), 1),
        (1, (0, 0), 1),
        (1, (), 1),
    ],
)
def test_what_cannot_be_split_is_refused(total, weights, step):
    with pytest.raises(ValueError):
        split_amount(total, weights, step)


@pytest.mark.parametrize(("least", "most"), [((60, 60), (100, 100)), ((0, 0), (40, 40)), ((50, 0), (40, 100))])
def test_bounds_that_cannot_hold_are_refused(least, most):
    with pytest.raises(ValueError, match="no parts keep the bounds"):
        split_amount(100, (1, 1), 1, least, most)


@given(AMOUNTS, WEIGHTS, STEPS)
def test_parts_add_up_and_lie_within_a_step_of_their_share(total, weights, step):
    if not any(weights):
        weights = [1.0] * len(weights)
    parts = split_amount(total, weights, step)
    whole = sum((Fraction(w) for w in weights), Fraction(0))
    beyond = total % step
    assert sum(parts) == total
    assert all(p >= 0 for p in parts)
    assert sum(p % step != 0 for p in parts) <= 1
    for part, weight in zip(parts, weights, strict=True):
        assert -step < part - total * Fraction(weight) / whole < step + beyond
        assert weight > 0 or part == 0


@given(AMOUNTS, WEIGHTS, STEPS)
def test_bounds_that_do_not_bind_change_nothing(total, weights, step):
    if not any(weights):
        weights = [1.0] * len(weights)
    wide = [total] * len(weights)
    assert split_amount(total, weights, step, [0] * len(weights), wide) == split_amount(total, weights, step)


@given(WEIGHTS, STEPS, st.data())
def test_parts_keep_their_bounds_and_add_up(weights, step, data):
    n = len(weights)
    low = data.draw(st.lists(st.integers(0, 10**9), min_size=n, max_size=n))
    width = data.draw(st.lists(st.one_of(st.just(0), st.integers(0, 10**9)), min_size=n, max_size=n))
    high = [lo + w for lo, w in zip(low, width, strict=True)]
    total = data.draw(st.integers(sum(low), sum(high)))
    parts = split_amount(total, weights, step, low, high)
    assert sum(parts) == total
    assert all(lo <= p <= hi for lo, p, hi in zip(low, parts, high, strict=True))
    off_grid = [p for lo, p, hi in zip(low, parts, high, strict=True) if p % step and p not in (lo, hi)]
    assert len(off_grid) <= 1


@given(WEIGHTS, st.data())
def test_free_parts_stay_in_proportion(weights, data):
    """Parts strictly inside their bounds share one λ: water-filling, to the cent."""
    n = len(weights)
    low = data.draw(st.lists(st.integers(0, 10**6), min_size=n, max_size=n))
    high = [lo + 10**6 for lo in low]
    total = data.draw(st.integers(sum(low), sum(high)))
    parts = split_amount(total, weights, 1, low, high)
    inner = [
        (p, Fraction(w))
        for lo, p, hi, w in zip(low, parts, high, weights, strict=True)
        if lo + 2 < p < hi - 2 and w > 0
    ]
    for part, weight in inner:
        for other, other_weight in inner:
            # |part − λ·weight| < 1 for both, with the same λ.
            assert abs(part * other_weight - other * weight) < 2 * (weight + other_weight)


@pytest.mark.parametrize(
    ("amount", "share", "raised"),
    [(100, 0.0, 100), (1_000_001, 0.03, 1_030_001), (50, 0.01, 51), (10**13, 0.029, 10_290_000_000_000)],
)
def test_a_share_is_added_half_up(amount, share, raised):
    # 1,000,001 × 1.03 = 1,030,001.03; 50 × 1.01 = 50.5, half up.
    assert add_share(amount, share) == raised


def test_a_small_split_takes_a_finer_step():
    # 45.00 over 10 cells: 450 cents a cell, a tenth is 45, so steps of 10 cents.
    assert choose_step(4_500, 10, 1000) == 10
    assert choose_step(0, 10, 1000) == 1
    assert choose_step(10**9, 12, 750) == 750


@pytest.mark.parametrize("cents", [125_000_000_000_001, 313_873_000_000_000, 2_464_000_000_000_001])
def test_whole_cents_of_trillions_stay_as_they_are(cents):
    assert round_cents(float(cents)) == cents
    assert round_cents(-float(cents)) == -cents
    assert round_to_cents(np.array([float(cents)])).tolist() == [cents]
    # The same in the verifier's reading of ROUND: 1.25 trillion of the currency.
    assert Evaluator(Book(())).evaluate(Sheet("Plan", ()), f"=ROUND({cents / 100!r},2)") == cents / 100


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        (0.49, 0),
        (0.5, 1),
        (1.005 * 100, 101),  # 100.49999999999999
        (10**9 + 0.49, 10**9),
        (10**12 + 0.49, 10**12),
        (10**12 + 0.499, 10**12 + 1),  # thirteen digits before the point: two behind it show .50
    ],
)
def test_what_fifteen_digits_show_as_half_a_cent_is_one(amount: float, cents: int):
    assert round_cents(amount) == cents
    assert round_cents(-amount) == -cents
    assert round_to_cents(np.array([amount])).tolist() == [cents]
