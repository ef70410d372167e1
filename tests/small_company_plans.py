"""Plans of the small company (tests/plan_input_builder.py), made with whatever limit a test sets."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from planner.domain.channel_plan import UnitPlan
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import make_annual_plan
from tests.plan_input_builder import make_plan_input, make_settings


def make_plan(plan_input: PlanInput) -> AnnualPlan:
    """Return the best plan of `plan_input`."""
    return make_annual_plan(plan_input).plan


@cache
def make_plan_without_limits() -> AnnualPlan:
    """Return the best plan of the company as it is."""
    return make_plan(make_plan_input())


def with_limits(**limits: Any) -> PlanInput:
    """Return the company with other settings."""
    return make_plan_input(settings=make_settings(**limits))


def has_no_plan(plan_input: PlanInput) -> bool:
    """Return true; fails where `plan_input` has a plan."""
    with pytest.raises(NoFeasiblePlanError):
        make_annual_plan(plan_input)
    return True


def has_plan(plan_input: PlanInput) -> bool:
    """Whether `plan_input` has a plan at all."""
    try:
        make_annual_plan(plan_input)
    except NoFeasiblePlanError:
        return False
    return True


def units_of(plan: AnnualPlan) -> dict[str, UnitPlan]:
    """Return the plan's units by name."""
    return {u.unit.unit: u for u in plan.channel_plan.units}
