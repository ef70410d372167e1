"""The verifier finds each figure of a channel plan that is falsified."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.channel_plan import CostLine
from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input
from tests.results.rich_case import change_plan, change_unit
from tests.small_company_plans import make_plan_without_limits


def test_the_untouched_plan_passes():
    assert verify_plan(make_plan_input(), make_plan_without_limits()) == ()


@pytest.mark.parametrize(
    ("name", "falsify"),
    [
        (
            "revenue",
            lambda p: change_unit(p, "North", revenue_kept_cents=p.channel_plan.units[0].revenue_kept_cents + 500),
        ),
        ("margin", lambda p: change_unit(p, "Shops", margin_cents=p.channel_plan.units[1].margin_cents + 900)),
        ("commission", lambda p: change_unit(p, "Shops", commission_cents=0)),
        ("channel", lambda p: change_unit(p, "South", channel=Channel.SMB_PARTNER)),
        ("team", lambda p: change_unit(p, "South", team="Partners")),
        ("changed", lambda p: change_unit(p, "Shops", is_changed=False)),
        ("carry over", lambda p: change_unit(p, "North", carry_over_cents=1)),
        ("products", lambda p: change_unit(p, "North", products_cents=(1, 1))),
        ("total revenue", lambda p: _totals(p, revenue_cents=p.channel_plan.totals.revenue_cents + 1)),
        ("total cost", lambda p: _totals(p, cost_of_sales_cents=p.channel_plan.totals.cost_of_sales_cents - 1)),
        ("objective", lambda p: _report(p, objective_cents=p.channel_plan.report.objective_cents + 100_000)),
        ("bound", lambda p: _report(p, bound_cents=p.channel_plan.report.objective_cents - 1)),
        ("gap", lambda p: _report(p, gap=0.5)),
        ("cost line", lambda p: change_plan(p, costs=p.channel_plan.costs[1:])),
        (
            "extra cost line",
            lambda p: change_plan(p, costs=(*p.channel_plan.costs, CostLine("commission", "", None, None, 5, True))),
        ),
    ],
)
def test_a_falsified_channel_plan_is_found(name, falsify):
    assert verify_plan(make_plan_input(), falsify(make_plan_without_limits())), f"{name}: not found"


def _totals(plan: AnnualPlan, **changes: Any) -> AnnualPlan:
    return change_plan(plan, totals=replace(plan.channel_plan.totals, **changes))


def _report(plan: AnnualPlan, **changes: Any) -> AnnualPlan:
    return change_plan(plan, report=replace(plan.channel_plan.report, **changes))
