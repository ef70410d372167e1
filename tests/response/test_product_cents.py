"""Product lines' whole cents of all options at once are those of the exact split, option by option."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.domain.market import Judgement
from planner.domain.rounding import split_amount
from planner.response import build_options, product_cents
from planner.response.option_table import OptionTable
from planner.response.product_cents import split_by_product
from tests.plan_input_builder import make_plan_input, make_segment

INPUT = make_plan_input()
TABLE = build_options(INPUT)
NAMES = [p.product for p in INPUT.products]


def _tables() -> list[OptionTable]:
    """Return the company's options, the same with random money, and with shares and money in which remainders tie."""
    rng = np.random.default_rng(3)
    shape = TABLE.kept_products.shape
    shares = rng.dirichlet(np.ones(shape[1]), shape[0])
    half = np.full(shape, 1 / shape[1])
    money = [rng.integers(0, 10**11, TABLE.size) for _ in range(2)]
    odd = 2 * rng.integers(0, 1000, TABLE.size) + 1
    nothing = np.zeros(TABLE.size, dtype=np.int64)
    return [
        TABLE,
        replace(TABLE, kept_products=shares, new_products=shares[::-1], kept_cents=money[0], new_cents=money[1]),
        replace(TABLE, kept_products=half, new_products=half, kept_cents=odd, new_cents=nothing),
        replace(TABLE, kept_products=0 * half, new_products=0 * half, kept_cents=odd, new_cents=nothing),
    ]


def test_each_row_is_the_exact_split():
    for table in _tables():
        sold = split_by_product(table, NAMES)
        shares = np.stack([table.product_revenue(p) for p in range(len(NAMES))], axis=1)
        for row, revenue in enumerate(table.revenue_cents.tolist()):
            weights = shares[row].tolist() if shares[row].any() else [1.0] * len(NAMES)
            assert sold[row].tolist() == list(split_amount(revenue, weights)), row


def test_options_split_some_at_a_time_are_split_as_all_at_once(monkeypatch):
    table = _tables()[1]
    at_once = split_by_product(table, NAMES)
    monkeypatch.setattr(product_cents, "_AT_ONCE", 7)
    assert table.size % 7
    assert np.array_equal(split_by_product(table, NAMES), at_once)


def test_a_unit_of_one_product_line_sells_that_alone():
    units = tuple(replace(u, products=(NAMES[1],), potential_cents=u.potential_cents[1:2]) for u in TABLE.units)
    sold = split_by_product(replace(TABLE, units=units), NAMES)
    assert sold[:, 1].tolist() == TABLE.revenue_cents.tolist()
    assert not sold[:, 0].any()


def test_what_an_expert_expects_where_there_is_no_potential_is_spread_evenly_over_product_lines():
    # Nobody bought anything and no potential is stated; a million a year comes by itself: half of it of Core at 50 %, half of Extra at 40 %.
    segment = make_segment("North", existing_revenue_cents=0)
    judged = Judgement(segment.segment, None, *(100_000_000,) * 5)
    table = build_options(make_plan_input(segments=(segment,), potential_cents={}, judgements=(judged,)))
    assert table.size > 0
    for row in range(table.size):
        assert split_by_product(table, NAMES)[row].tolist() == [50_000_000, 50_000_000]
        assert table.margin_cents[row] == 45_000_000
