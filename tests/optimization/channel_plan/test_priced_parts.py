"""Options at given prices cost the same whether their program is built or not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import Objective
from planner.optimization.channel_plan.model import build_channel_plan_model, value_at_prices
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.resolve import RowPrices, price_program
from tests.results.rich_case import make_rich_input


@pytest.mark.parametrize("objective", list(Objective))
def test_every_row_is_paid_for_as_in_the_program(objective):
    plan_input = make_rich_input(
        cost_of_sales_cap=0.9, change_limit=3, seed_budget_cents=10**9, max_units_seed=4, new_customer_floor=1
    )
    products = (replace(plan_input.products[0], target_floor_cents=100), *plan_input.products[1:])
    segments = (replace(plan_input.segments[0], share_floor=0.01), *plan_input.segments[1:])
    problem = build_channel_plan_problem(replace(plan_input, products=products, segments=segments))
    model = build_channel_plan_model(problem, objective)
    program, rng = model.program, np.random.default_rng(1)
    shared = [name for name in program.row_names if not name.startswith("one_option_per_unit")]
    sides = dict(zip(program.row_names, zip(program.row_lower, program.row_upper, strict=True), strict=True))
    prices = {name: float(rng.uniform(0.5, 2)) * (1 if np.isfinite(sides[name][1]) else -1) for name in shared}
    assert {name.split(".")[0] for name in shared} >= {
        "team_capacity",
        "product_floor",
        "segment_share_floor",
        "rebate_ladder",
    }
    reduced = price_program(program, RowPrices(prices, 0.0)).reduced[: problem.options.size]
    assert np.allclose(value_at_prices(problem, objective, model.money, RowPrices(prices, 0.0)), reduced, rtol=1e-12)
    assert not np.allclose(value_at_prices(problem, objective, model.money, RowPrices({}, 0.0)), reduced)
