"""What pay terms add to the plan's cost lines at expected revenue, by team and line."""

from __future__ import annotations

from dataclasses import replace

from planner.results.cost_of_sales.attainment_report import compute_attainment_report
from planner.results.cost_of_sales.bridge import compute_bridge, sum_bridge
from planner.results.cost_of_sales.curve import SELLING_EXPENSE
from planner.results.cost_of_sales.ratios import RatioAxis
from tests.results.pay_case import make_pay_case


def test_the_differences_by_line_are_those_of_all_teams_and_add_up_to_the_whole():
    plan_input, plan = make_pay_case()
    # A deposit that only three times the target would give back whole, so that some of it is kept at expected revenue.
    pay = tuple(replace(t, deposit_return_from=3.0) for t in plan_input.pay)
    report = compute_attainment_report(replace(plan_input, pay=pay), plan, None, (1.0,))
    teams = [r.expected for r in report.rows if r.expected.axis is RatioAxis.TEAM]
    names, by_line = {t.name for t in teams}, dict(report.pay_differences)

    def planned(*kinds: str) -> int:
        return sum(c.amount_cents for c in plan.channel_plan.costs if c.team in names and c.kind in kinds)

    assert len(teams) == 3
    for line, kinds in (
        ("commission", ("commission",)),
        ("manager_bonus", ("manager_bonus",)),
        ("partner_margin", ("partner_margin",)),
        ("selling_expense", SELLING_EXPENSE),
        ("benefits", ()),
        ("deposit", ()),
    ):
        assert by_line.get(line, 0) == sum(t.lines[line] for t in teams) - planned(*kinds), line
    assert by_line["commission"] != 0 and by_line["benefits"] > 0 > by_line["deposit"]
    assert sum(by_line.values()) == report.pay_difference_cents


def test_a_teams_differences_add_up_to_its_cost_beyond_the_plans_lines():
    plan_input, plan = make_pay_case()
    report = compute_attainment_report(plan_input, plan, None, (1.0,))
    expected = tuple(r.expected for r in report.rows)
    sums = dict.fromkeys(sum_bridge(plan, expected), 0)
    for team in (cost for cost in expected if cost.axis is RatioAxis.TEAM):
        bridge = compute_bridge(plan, team)
        stated = sum(c.amount_cents for c in plan.channel_plan.costs if c.team == team.name)
        assert bridge["all"] == team.cost_cents + team.outside_cents - stated
        assert bridge["commission"] == bridge["commission_terms"] - bridge["commission_plan"]
        sums = {key: cents + bridge[key] for key, cents in sums.items()}
    assert sums == dict(sum_bridge(plan, expected))
