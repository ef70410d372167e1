"""Selling expense month by month beside what attainment releases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.identifiers import Cents, TeamId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import round_cents
from planner.results.cost_of_sales.attainment import compute_released_share
from planner.results.cost_of_sales.curve import SELLING_EXPENSE, CompanyCurve
from planner.results.cost_of_sales.months import spread_costs, spread_revenue


@dataclass(frozen=True, slots=True)
class ExpenseRelease:
    """One team to the end of one fiscal month: attainment so far, selling expense planned and released since the year began."""

    team: TeamId
    month: int
    attainment: float
    planned_cents: Cents
    released_cents: Cents

    @property
    def ahead_cents(self) -> Cents:
        """Planned spending that is not yet released."""
        return max(0, self.planned_cents - self.released_cents)


def compute_releases(plan_input: PlanInput, plan: AnnualPlan, curve: CompanyCurve) -> tuple[ExpenseRelease, ...]:
    """Return for each team with a release share, month by month, planned spending and release at the expected revenue.

    Released since the year began = budget · min(1, revenue so far ÷ target of the year + release share).
    """
    revenue, costs = spread_revenue(plan), spread_costs(plan_input, plan)
    found = []
    for team in curve.teams:
        if team.release_share is None or not team.target_cents:
            continue
        sold = _to_date([r.months_cents for r in revenue if r.team == team.team])
        lines = [c for c in costs if c.line.team == team.team and c.line.kind in SELLING_EXPENSE]
        spent = _to_date([c.months_cents for c in lines])
        for month in range(1, MONTHS_PER_YEAR + 1):
            attained = sold[month - 1] / team.target_cents
            released = round_cents(team.selling_expense_cents * compute_released_share(team, attained))
            found.append(ExpenseRelease(team.team, month, attained, spent[month - 1], released))
    return tuple(found)


def _to_date(rows: Sequence[Sequence[Cents]]) -> list[Cents]:
    """Return the sums of `rows` since the year began, by month."""
    months = [sum(row[m] for row in rows) for m in range(MONTHS_PER_YEAR)]
    return [sum(months[: m + 1]) for m in range(MONTHS_PER_YEAR)]
