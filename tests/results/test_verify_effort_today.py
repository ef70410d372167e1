"""Effort that lies on a rounding step is the same on both sides, however floating point adds it up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Channel
from planner.optimization.annual_plan import make_annual_plan
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_segment, make_team


@pytest.mark.parametrize("presence", [0.9 - 0.01 * i for i in range(12)])
def test_spread_effort_on_a_step_agrees(presence):
    """Two seats, one present for 0.89 of the year: (1 + 0.89) ÷ 2 = 0.945 FTE a unit, a multiple of the step of 0.0001."""
    plan_input = make_plan_input()
    seats = (replace(plan_input.seats[0], presence_share=round(presence, 2)), *plan_input.seats[1:])
    changed = replace(plan_input, seats=seats)
    assert not [f.message() for f in verify_plan(changed, make_annual_plan(changed).plan) if f.severity == "error"]


@pytest.mark.parametrize(("regions", "is_known"), [((), False), (("South",), True)])
def test_a_segment_that_does_not_say_who_serves_it_is_the_only_teams(regions, is_known):
    """North has revenue and no channel today. Where team B covers the South alone, team A must have served it: the model keeps most of its
    revenue (kept when served), else what renews by itself.
    """
    north = make_segment("North", region="North")
    plan_input = make_plan_input(segments=(north,), teams=(make_team("A"), make_team("B", regions=regions)), seats=())
    plan = make_annual_plan(plan_input).plan
    terms = plan_input.channel(Channel.DIRECT if is_known else Channel.AVOID)
    revenue = plan.as_last_year.totals.revenue_cents
    alone = terms.keep_alone * north.existing_revenue_cents
    assert (revenue > alone) if is_known else (revenue == alone)
    assert not [f.message() for f in verify_plan(plan_input, plan) if f.severity == "error"]
