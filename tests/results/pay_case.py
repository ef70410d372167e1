"""The small company with variable pay: rates by attainment and by amount, a cap, bonuses, a deposit, release of expense."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from planner.domain.identifiers import TeamId
from planner.domain.pay import CommissionRate, PayTerms
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.optimization.annual_plan import make_annual_plan
from tests.results.rich_case import change_team_input, make_rich_input

FIELD, DESK, ALLIES = TeamId("Field"), TeamId("Desk"), TeamId("Allies")


def make_terms(team: TeamId, **changes: Any) -> PayTerms:
    """Return terms that change nothing but for `changes`."""
    plain = PayTerms(team, 0, 1.0, None, 0, 0.0, 0.0, 0, 1.0, None)
    return replace(plain, **changes)


@cache
def make_pay_case() -> tuple[PlanInput, AnnualPlan]:
    """Return the company and its plan."""
    plan_input = replace(
        change_team_input(make_rich_input(), FIELD, expense_cents=300_000, travel_cents=200_000),
        pay=(
            make_terms(
                FIELD,
                process_bonus_cents=600_000,
                process_score=0.9,
                commission_cap=1.5,
                benefits_share=0.2,
                release_share=0.1,
            ),
            make_terms(DESK, manager_bonus_cents=5_000_000, manager_bonus_from=0.8),
            make_terms(ALLIES, deposit_cents=8_000_000, deposit_return_from=0.9),
        ),
        commission_rates=(
            CommissionRate(FIELD, 0.5, None, 0.02),
            CommissionRate(FIELD, 1.0, None, 0.05),
            CommissionRate(DESK, None, 10_000_000, 0.01),
        ),
    )
    return plan_input, make_annual_plan(plan_input).plan
