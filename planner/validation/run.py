"""Runs every check on an input."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, sort_findings
from planner.reading.grids.cell_places import PlaceKey
from planner.validation import (  # noqa: F401 - importing them registers their checks
    account_checks,
    channel_checks,
    decision_checks,
    default_checks,
    leaf_checks,
    line_checks,
    market_checks,
    organisation_checks,
    outlier_checks,
    pay_checks,
    penetration_checks,
    proportion_checks,
    risk_checks,
    scale_checks,
    target_checks,
    tree_checks,
)
from planner.validation.registry import CHECKS, Subject


def check_plan_input(
    plan_input: PlanInput,
    places: Mapping[PlaceKey, Place] | None = None,
    sheets: Mapping[str, str] | None = None,
    faulty_tables: frozenset[str] = frozenset(),
    names: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Finding, ...]:
    """Run every check on `plan_input`; return all findings, sorted.

    Where `faulty_tables` were not read whole, checks that need them are left out: they would find faults that only follow from others.
    """
    subject = Subject(plan_input, places or {}, sheets or {}, names or {})
    checks = [c for c in CHECKS if not c.needs & faulty_tables]
    return sort_findings([finding for one in checks for finding in one.run(subject)])
