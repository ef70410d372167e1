"""The independent check of a plan, before anything is written (MODEL: verified before it is written)."""

from __future__ import annotations

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, sort_findings
from planner.results.verification import limits, sums, units
from planner.results.verification.subject import Subject, Verification

VERIFICATIONS: tuple[Verification, ...] = (
    units.verify_one_option_per_unit,
    units.verify_options,
    units.verify_forced_choice,
    limits.verify_team_capacity,
    limits.verify_hire_limit,
    limits.verify_headcount_budget,
    limits.verify_cost_of_sales_cap,
    limits.verify_revenue_floor,
    limits.verify_product_floor,
    limits.verify_segment_share_floor,
    limits.verify_new_customer_floor,
    limits.verify_team_revenue_band,
    limits.verify_channel_limit,
    limits.verify_seed_budget,
    limits.verify_change_limit,
    limits.verify_rebate_ladder,
    sums.verify_costs,
    sums.verify_totals,
    sums.verify_proof,
    sums.verify_company_target_split,
    sums.verify_team_target_band,
    sums.verify_seat_target_band,
    sums.verify_cushion,
    sums.verify_rounding_step,
)


def verify_plan(plan_input: PlanInput, plan: AnnualPlan) -> tuple[Finding, ...]:
    """Return everything in `plan` that does not follow from `plan_input`; empty when the plan passes."""
    subject = Subject(plan_input, plan)
    return sort_findings([finding for verification in VERIFICATIONS for finding in verification(subject)])
