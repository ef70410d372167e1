"""Cost of sales at several attainments, break-even and release of selling expense, of company, channels and teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.identifiers import TeamId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.results.cost_of_sales.attainment import AttainedCost, compute_costs_at
from planner.results.cost_of_sales.bridge import sum_bridge
from planner.results.cost_of_sales.curve import build_curve
from planner.results.cost_of_sales.ratios import RatioAxis
from planner.results.cost_of_sales.release import ExpenseRelease, compute_releases
from planner.results.cost_of_sales.thresholds import Thresholds, find_thresholds


@dataclass(frozen=True, slots=True)
class AttainmentRow:
    """One team, channel or the company: expected, at the asked attainments, its cap, and where contribution and cap begin and cease to hold."""

    expected: AttainedCost
    attained: tuple[AttainedCost, ...]
    cap: float | None
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class AttainmentReport:
    """Rows of company, channels and teams; what pay terms add to the plan's cost at expected revenue (cents), whole and by line; releases."""

    attainments: tuple[float, ...]
    rows: tuple[AttainmentRow, ...]
    pay_difference_cents: int
    pay_differences: tuple[tuple[str, int], ...]
    releases: tuple[ExpenseRelease, ...]


def compute_attainment_report(
    plan_input: PlanInput, plan: AnnualPlan, cap: float | None, attainments: Sequence[float]
) -> AttainmentReport:
    """Return cost of sales at `attainments` of every team's target."""
    curve = build_curve(plan_input, plan, cap)
    expected = compute_costs_at(curve, None)
    attained = [compute_costs_at(curve, a) for a in attainments]
    own_caps = {t.team: t.cap for t in curve.teams}
    caps = [own_caps[TeamId(str(row.name))] if row.axis is RatioAxis.TEAM else curve.cap for row in expected]
    thresholds = find_thresholds(curve, caps)
    rows = [
        AttainmentRow(row, tuple(costs[i] for costs in attained), caps[i], thresholds[i])
        for i, row in enumerate(expected)
    ]
    stated = plan.channel_plan.totals.cost_of_sales_cents + plan.channel_plan.totals.partner_cost_cents
    difference = expected[0].cost_cents + expected[0].outside_cents - stated
    releases = compute_releases(plan_input, plan, curve)
    bridge = sum_bridge(plan, expected)
    named = {**bridge, "rest": difference - sum(bridge.values())}
    by_line = tuple((key, cents) for key, cents in named.items() if cents)
    return AttainmentReport(tuple(attainments), tuple(rows), difference, by_line, releases)
