"""What `planner territory` writes: a plan workbook that opens with the territories, and the list for a CRM import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.findings import Finding
from planner.language import Language

if TYPE_CHECKING:
    from planner.domain.assumption import Assumption
    from planner.domain.plan import AnnualPlan
    from planner.domain.plan_input import PlanInput


def check_outputs(target: Path, export: Path | None, inputs: tuple[Path, ...], force: bool) -> None:
    """Refuse outputs that could not be written or would lose something, before any long work."""
    from planner.writing.files.atomic import check_output

    check_output(target, inputs, replace=force)
    if export is not None:
        check_output(export, inputs, force, (".csv",))


def verify_or_refuse(plan_input: PlanInput, plan: AnnualPlan, is_whole: bool) -> None:
    """Refuse territories, and the whole plan where it is to be written, that do not follow from the input.

    Raises
    ------
    VerificationError
        When something does not hold.
    """
    from planner.results.verify import refuse_faults, verify_plan
    from planner.results.verify_territory import verify_territories

    assert plan.territories is not None  # noqa: S101 - made by the caller
    findings = verify_plan(plan_input, plan) if is_whole else verify_territories(plan_input, plan, plan.territories)
    refuse_faults(findings)


def write_territories(
    plan_input: PlanInput,
    plan: AnnualPlan,
    remarks: tuple[tuple[Finding, ...], tuple[Assumption, ...]],
    source: tuple[str, str],
    targets: tuple[Path, Path | None],
    language: Language,
    replace: bool,
) -> None:
    """Write workbook and list (`targets`) together; `remarks`: findings and assumptions, `source`: name and SHA-256 of what was planned.

    Where they cannot be written together, the list's place was lost or taken meanwhile: it is kept elsewhere, and the workbook is not lost for it.

    Raises
    ------
    VerificationError
        When something in the workbook to be written does not hold; nothing is written.
    FileAccessError, UsageError
        When the workbook cannot be written.
    """
    from planner.cli.files.kept_output import write_or_keep
    from planner.errors import FileAccessError, UsageError
    from planner.results.written.verify_file import refuse_file_faults
    from planner.writing.files.atomic import write_atomically, write_together
    from planner.writing.files.manifest import build_manifest
    from planner.writing.plan_workbook import build_plan_workbook
    from planner.writing.territory.territory_workbook import export_csv

    assert plan.territories is not None  # noqa: S101 - made by the caller
    findings, assumptions = remarks
    manifest = build_manifest(plan_input, plan, *source, findings, ())
    content = build_plan_workbook(plan_input, plan, findings, assumptions, manifest, language, territories_first=True)
    refuse_file_faults(content, targets[0].name)
    workbook, export = targets
    if export is None:
        write_atomically(workbook, content, replace)
        return
    listed = export_csv(plan_input, plan.territories, language)
    try:
        write_together({workbook: content, export: listed}, replace)
    except (FileAccessError, UsageError):
        write_atomically(workbook, content, replace)
        write_or_keep(export, workbook, lambda path, may_replace: write_atomically(path, listed, may_replace), replace)
