"""Runs every check on an input."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, sort_findings
from planner.validation import account_checks, market_checks, organisation_checks, pay_checks, tree_checks
from planner.validation.registry import CHECKS, PlaceKey, Subject

ROOMS = (account_checks, market_checks, organisation_checks, pay_checks, tree_checks)
"""The modules whose checks run: importing them registers these."""


def check_plan_input(plan_input: PlanInput, places: Mapping[PlaceKey, Place] | None = None) -> tuple[Finding, ...]:
    """Run every check on `plan_input`; return all findings, sorted."""
    subject = Subject(plan_input, places or {})
    return sort_findings([finding for one in CHECKS for finding in one(subject)])
