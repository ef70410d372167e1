"""The verifier on cost lines, caps and the rebate ladder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.channel_plan import CostLine
from planner.domain.channels import RebateStep
from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from tests.results.rich_case import (
    change_plan,
    change_settings,
    change_team,
    change_team_input,
    codes_of,
    make_rich_case,
)


def _line(plan: AnnualPlan, kind: str, team: str | None = None) -> CostLine:
    return next(c for c in plan.channel_plan.costs if c.kind == kind and team in (None, c.team))


def _with_line(plan: AnnualPlan, old: CostLine, **changes: Any) -> AnnualPlan:
    costs = tuple(replace(c, **changes) if c is old else c for c in plan.channel_plan.costs)
    return change_plan(plan, costs=costs)


def test_costs_by_hand():
    # Field pays 40,000.00 a head for 3.25 + 2 years (see test_headcount_budget): 210,000.00.
    _, plan = make_rich_case()
    assert _line(plan, "pay", "Field").amount_cents == 21_000_000
    assert _line(plan, "hiring", "Field").amount_cents == 1_000_000


@pytest.mark.parametrize(
    "kind",
    ["pay", "benefits", "hiring", "manager_pay", "commission", "programme", "partner_margin", "team_cost", "marketing"],
)
def test_costs_lines_that_are_changed_moved_or_dropped(kind: str):
    plan_input, plan = make_rich_case()
    line = _line(plan, kind)
    falsified: dict[str, Callable[[], AnnualPlan]] = {
        "changed": lambda: _with_line(plan, line, amount_cents=line.amount_cents + 500),
        "moved": lambda: _with_line(plan, line, team="Allies" if line.team != "Allies" else "Field"),
        "other channel": lambda: _with_line(plan, line, channel=Channel.AVOID),
        "left out of the ratio": lambda: _with_line(plan, line, counts_in_ratio=not line.counts_in_ratio),
        "dropped": lambda: change_plan(plan, costs=tuple(c for c in plan.channel_plan.costs if c is not line)),
        "twice": lambda: change_plan(plan, costs=(*plan.channel_plan.costs, line)),
        "renamed": lambda: _with_line(plan, line, label="Other"),
    }
    for name, falsify in falsified.items():
        assert "costs" in codes_of(plan_input, falsify()), f"{kind} {name}"


def test_costs_follow_the_hires():
    plan_input, plan = make_rich_case()
    assert "costs" in codes_of(plan_input, change_team(plan, "Field", hires=(1, 1, 0, 0)))


def test_cost_of_sales_cap():
    plan_input, plan = make_rich_case()
    ratio = plan.channel_plan.totals.cost_of_sales_ratio
    assert "cost_of_sales_cap" not in codes_of(change_settings(plan_input, cost_of_sales_cap=ratio), plan)
    assert "cost_of_sales_cap" in codes_of(change_settings(plan_input, cost_of_sales_cap=ratio - 1e-7), plan)


@pytest.mark.parametrize("name", ["Allies", "Desk", "Field"])
def test_cost_of_sales_cap_of_a_team(name: str):
    plan_input, plan = make_rich_case()
    counted = sum(c.amount_cents for c in plan.channel_plan.costs if c.team == name and c.counts_in_ratio)
    led = next(t for t in plan.channel_plan.teams if t.team == name).expected_revenue_cents
    assert counted > 0 and led > 0
    assert "cost_of_sales_cap" not in codes_of(change_team_input(plan_input, name, cost_cap=counted / led), plan)
    assert "cost_of_sales_cap" in codes_of(change_team_input(plan_input, name, cost_cap=counted / led - 1e-7), plan)


def test_cost_of_sales_counts_partners_as_settings_say():
    plan_input, plan = make_rich_case()
    found = codes_of(change_settings(plan_input, count_partner_margin=False), plan)
    assert "costs" in found


def test_rebate_ladder():
    # Desk's channel brings more than 300,000.00, so all of it earns 2 %.
    plan_input, plan = make_rich_case()
    revenue = sum(u.revenue_cents for u in plan.channel_plan.units if u.channel is Channel.SMB_PARTNER)
    line = _line(plan, "rebate")
    assert revenue > 30_000_000
    assert abs(line.amount_cents - revenue * 0.02) <= 0.5
    reached = replace(plan_input, rebates=(RebateStep(Channel.SMB_PARTNER, revenue, 0.02),))
    assert "rebate_ladder" not in codes_of(reached, plan)
    missed = replace(plan_input, rebates=(RebateStep(Channel.SMB_PARTNER, revenue + 1, 0.02),))
    assert "rebate_ladder" in codes_of(missed, plan)
    assert "rebate_ladder" in codes_of(plan_input, _with_line(plan, line, amount_cents=line.amount_cents + 2))
    assert "costs" in codes_of(plan_input, _with_line(plan, line, counts_in_ratio=False))
