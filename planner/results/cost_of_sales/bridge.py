"""Where pay terms and the cost lines of the plan differ at expected revenue, by team and line."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan
from planner.results.cost_of_sales.attainment import AttainedCost
from planner.results.cost_of_sales.curve import SELLING_EXPENSE
from planner.tables.results.cost_curve import BRIDGE_DIFFERENCES

PLANNED_KINDS = ("commission", "manager_bonus", "partner_margin")
"""Lines that both the plan and the pay terms state, beside selling expense."""


def compute_bridge(plan: AnnualPlan, cost: AttainedCost) -> Mapping[str, Cents]:
    """Return what the team of `cost` (its cost at expected revenue) has by the pay terms beyond the plan's cost lines, by line.

    The program prices options before anybody knows an attainment: commission at the channel's rate, bonuses at target. Keys are those of
    ``BRIDGE_COLUMNS``; ``all`` is the sum of the differences.
    """
    own = [c for c in plan.channel_plan.costs if c.team == cost.name]

    def planned(*kinds: str) -> Cents:
        return sum(c.amount_cents for c in own if c.kind in kinds)

    values = {
        "commission_terms": cost.lines["commission"],
        "commission_plan": planned("commission"),
        "commission": cost.lines["commission"] - planned("commission"),
        "manager_bonus": cost.lines["manager_bonus"] - planned("manager_bonus"),
        "benefits": cost.lines["benefits"],
        "selling_expense": cost.lines["selling_expense"] - planned(*SELLING_EXPENSE),
        "partner_margin": cost.lines["partner_margin"] - planned("partner_margin"),
        "deposit": cost.lines["deposit"],
        "fixed": cost.lines["fixed"] - sum(c.amount_cents for c in own) + planned(*PLANNED_KINDS, *SELLING_EXPENSE),
    }
    return values | {"all": sum(values[key] for key in BRIDGE_DIFFERENCES)}


def sum_bridge(plan: AnnualPlan, costs: tuple[AttainedCost, ...]) -> Mapping[str, Cents]:
    """Return the differences of all teams added up; `costs` at expected revenue of company, channels and teams."""
    sums: dict[str, Cents] = dict.fromkeys(BRIDGE_DIFFERENCES, 0)
    for cost in costs:
        if cost.axis.value == "team":
            found = compute_bridge(plan, cost)
            sums = {key: sums[key] + found[key] for key in sums}
    return sums
