"""The least cost-of-sales cap is near after one round of prices: the search begins at the cap that the workbook states."""

from __future__ import annotations

import numpy as np
import pytest

from planner.domain.choices import Objective
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.program import SolveOptions
from planner.results.diagnosis import least_ratio
from tests.small_company_plans import with_limits


def _least(cap: float) -> least_ratio.LeastRatio:
    model = build_channel_plan_model(
        build_channel_plan_problem(with_limits(cost_of_sales_cap=cap)), Objective.CONTRIBUTION
    )
    row = model.program.row_names.index("cost_of_sales_cap.company")
    revenue = np.zeros(model.program.columns)
    revenue[: model.problem.options.size] = model.problem.options.revenue_cents / model.money
    found = least_ratio.least_ratio(
        model.program, row, revenue, cap, SolveOptions(gap_limit=1e-9, time_limit_seconds=600)
    )
    assert found is not None
    return found


def test_whatever_cap_is_stated_the_least_one_is_found_and_proven():
    found = [_least(cap) for cap in (0.0, 0.01, 0.12, 0.2, 0.2471)]
    assert {f.ratio for f in found} == {0.2471}
    assert all(f.is_least for f in found)


@pytest.mark.parametrize("cap", [0.05, 0.12])
def test_one_round_is_near_and_nothing_is_called_least_without_proof(monkeypatch, cap):
    least = _least(cap)
    monkeypatch.setattr(least_ratio, "_RATIO_ROUNDS", 1)
    near = _least(cap)
    assert least.ratio <= near.ratio <= least.ratio + 0.02
    assert not near.is_least
