"""The independent check of a plan, before anything is written (MODEL: verified before it is written)."""

from __future__ import annotations

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, sort_findings
from planner.results.verification import (
    costs,
    cushion,
    goals,
    limits,
    positions,
    proof,
    structure,
    targets,
    teams,
    units,
)
from planner.results.verification.bands import verify_seat_target_band, verify_team_target_band
from planner.results.verification.case import Case
from planner.results.verification.subject import Subject, Verification

STRUCTURE: tuple[Verification, ...] = (
    structure.verify_one_option_per_unit,
    structure.verify_names,
    structure.verify_numbers,
)
"""Checked first: on a plan that fails here the other checks would mislead."""

VERIFICATIONS: tuple[Verification, ...] = (
    structure.verify_unit_facts,
    units.verify_eligibility,
    units.verify_options,
    units.verify_forced_choice,
    teams.verify_team_capacity,
    teams.verify_hire_limit,
    teams.verify_headcount_budget,
    teams.verify_team_revenue_band,
    costs.verify_costs,
    costs.verify_cost_of_sales_cap,
    costs.verify_rebate_ladder,
    limits.verify_revenue_floor,
    limits.verify_product_floor,
    limits.verify_segment_share_floor,
    limits.verify_new_customer_floor,
    limits.verify_channel_limit,
    limits.verify_seed_budget,
    limits.verify_change_limit,
    proof.verify_totals,
    proof.verify_proof,
    proof.verify_baselines,
    targets.verify_company_target_split,
    verify_team_target_band,
    verify_seat_target_band,
    positions.verify_positions,
    cushion.verify_cushion,
    cushion.verify_rounding_step,
    goals.verify_goals,
)


def verify_plan(plan_input: PlanInput, plan: AnnualPlan) -> tuple[Finding, ...]:
    """Return everything in `plan` that does not follow from `plan_input`; empty when the plan passes."""
    return verify_subject(Subject(Case(plan_input), plan))


def verify_subject(subject: Subject) -> tuple[Finding, ...]:
    """Return what is wrong with `subject`; when its structure is wrong, that alone."""
    wrong = [finding for verification in STRUCTURE for finding in verification(subject)]
    if wrong:
        return sort_findings(wrong)
    return sort_findings([finding for verification in VERIFICATIONS for finding in verification(subject)])
