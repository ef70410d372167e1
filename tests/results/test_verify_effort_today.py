"""Effort that lies on a rounding step is the same on both sides, however floating point adds it up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimization.annual_plan import make_annual_plan
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input


@pytest.mark.parametrize("presence", [0.9 - 0.01 * i for i in range(12)])
def test_spread_effort_on_a_step_agrees(presence):
    """Two seats, one present for 0.89 of the year: (1 + 0.89) ÷ 2 = 0.945 FTE a unit, a multiple of the step of 0.0001."""
    plan_input = make_plan_input()
    seats = (replace(plan_input.seats[0], presence_share=round(presence, 2)), *plan_input.seats[1:])
    changed = replace(plan_input, seats=seats)
    assert not [f.message() for f in verify_plan(changed, make_annual_plan(changed).plan) if f.severity == "error"]
