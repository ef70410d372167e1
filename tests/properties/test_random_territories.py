"""Companies with accounts drawn at random: the verifier agrees with who owns which account, with what that costs, and with the targets that follow."""

from __future__ import annotations

import pytest

from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.verify import verify_plan
from planner.validation.run import check_plan_input
from tests.random_accounts import make_random_territories


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_the_verifier_agrees_with_the_territories_of_every_company(first: int):
    made = 0
    for seed in range(first, first + 10):
        plan_input = make_random_territories(seed)
        assert not [f.message() for f in check_plan_input(plan_input) if f.severity == "error"], seed
        try:
            plan = make_annual_plan(plan_input, PlanRequest(territories=True)).plan
        except NoFeasiblePlanError:
            continue
        made += 1
        assert plan.territories is not None, seed
        assert not [f.message() for f in verify_plan(plan_input, plan)], seed
    assert made
