"""The rules of the channel plan by name, each with its check."""

from __future__ import annotations

from planner.results.verification import structure
from planner.results.verification.channel_plan import costs, limits, teams, units
from planner.results.verification.subject import Subject, Verification

CHANNEL_PLAN_VERIFICATIONS: tuple[Verification, ...] = (
    units.verify_eligibility,
    units.verify_forced_choice,
    teams.verify_team_capacity,
    teams.verify_hire_limit,
    teams.verify_headcount_budget,
    teams.verify_team_revenue_band,
    costs.verify_cost_of_sales_cap,
    costs.verify_rebate_ladder,
    limits.verify_revenue_floor,
    limits.verify_product_floor,
    limits.verify_segment_share_floor,
    limits.verify_new_customer_floor,
    limits.verify_channel_limit,
    limits.verify_seed_budget,
    limits.verify_change_limit,
)

STRUCTURE_VERIFICATIONS: tuple[Verification, ...] = (
    structure.verify_one_option_per_unit,
    structure.verify_names,
    structure.verify_numbers,
)
"""Checked first: on a plan that fails here the other checks would mislead."""


def find_broken_rules(subject: Subject) -> frozenset[str]:
    """Return the names of the channel plan's rules that `subject` breaks, and ``eligibility``."""
    codes = {finding.code for verification in CHANNEL_PLAN_VERIFICATIONS for finding in verification(subject)}
    return frozenset(code.removeprefix("verify_") for code in codes)
