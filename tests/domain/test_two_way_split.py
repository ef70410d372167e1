"""Two-way splits add up in both directions, exactly, and stay close to proportions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.rounding import split_amount
from planner.domain.two_way_split import split_over_products, split_two_ways


@given(
    rows=st.lists(st.integers(0, 10**9), min_size=1, max_size=12),
    weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=6).filter(any),
    step=st.sampled_from([1, 100, 7_000, 100_000]),
)
def test_both_directions_add_up_and_nothing_is_negative(rows, weights, step):
    columns = split_amount(sum(rows), weights)
    cells = split_two_ways(rows, columns, step)
    assert [sum(row) for row in cells] == rows
    assert tuple(sum(row[c] for row in cells) for c in range(len(columns))) == columns
    assert all(cell >= 0 for row in cells for cell in row)
    # A cell is off by the rounding of its row and a step or two more, as far as other rows can take them.
    total = sum(rows)
    for row, given_total in zip(cells, rows, strict=True):
        for cell, column in zip(row, columns, strict=True):
            share = given_total * column / total if total else 0
            assert abs(cell - share) <= step * (len(columns) + 2) + 1e-6 * total


def test_totals_that_differ_are_refused():
    with pytest.raises(ValueError, match="rows add up to 3, columns to 4"):
        split_two_ways((1, 2), (4,), 1)


def test_a_unit_without_expected_revenue_has_its_target_on_the_first_line():
    assert split_over_products(500, (0, 0), 100) == (500, 0)
    assert split_over_products(100_000, (1, 2), 1_000) == (33_000, 67_000)
