"""What every command that takes a planning workbook begins with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.findings import Finding, sort_findings
from planner.validation.workbook import read_and_check

if TYPE_CHECKING:
    from planner.domain.plan_input import PlanInput

__all__ = ["read_and_check", "with_accounts"]


def with_accounts(
    plan_input: PlanInput, findings: tuple[Finding, ...], accounts: Path | None
) -> tuple[PlanInput, tuple[Finding, ...]]:
    """Return the input with the accounts of the file, and all findings on it."""
    if accounts is None:
        return plan_input, findings
    from planner.reading.account_files import read_account_file
    from planner.validation import check_plan_input

    book, found = read_account_file(accounts, plan_input)
    changed = replace(plan_input, accounts=book)
    return changed, sort_findings([*(set(findings) | set(check_plan_input(changed))), *found])
