"""A planning workbook read and checked: what every use of one begins with."""

from __future__ import annotations

from pathlib import Path

from planner.findings import Finding, sort_findings
from planner.reading.words.repeats import gather_repeats
from planner.reading.workbook import ReadResult, read_plan_input
from planner.validation.run import check_plan_input


def read_and_check(workbook: Path) -> tuple[ReadResult, tuple[Finding, ...]]:
    """Return what reading gave and all findings, of reading and of the checks of soundness."""
    result = read_plan_input(workbook)
    findings = list(result.findings)
    if result.readable_input is not None:
        findings += check_plan_input(
            result.readable_input, result.places, result.sheets, result.faulty_tables, result.names
        )
    return result, sort_findings(gather_repeats(findings))
