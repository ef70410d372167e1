"""What was noticed in the inputs, and how the plan was made."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.plan import Manifest
from planner.findings import Finding, Severity
from planner.language import Text
from planner.tables.results.plan_summary_sheet import MANIFEST_LABELS, PLAN_LABELS
from planner.tables.results.result_sheets import PLAN_FORMAT
from planner.writing.layout.plan_grid import SheetWriter
from planner.writing.plan_page.blocks import add_heading, add_sentence

_MOST_SHOWN = 40


def add_findings(writer: SheetWriter, row: int, findings: Sequence[Finding]) -> int:
    """Write the warnings; return the row below."""
    shown = [f for f in findings if f.severity is not Severity.NOTE]
    row = add_heading(writer, row, Text("Warnings", "警告"))
    if not shown:
        writer.put(row, 0, Text("none", "无"))
        return row + 1
    for finding in shown[:_MOST_SHOWN]:
        add_sentence(writer, row, finding.message(writer.language))
        row += 1
    if len(shown) > _MOST_SHOWN:
        rest = Text("… and {n} more: planner check lists them.", "……另有 {n} 条：运行 planner check 可全部列出。")
        add_sentence(writer, row, rest.format(n=len(shown) - _MOST_SHOWN).choose(writer.language))
        row += 1
    return row


def add_manifest(writer: SheetWriter, row: int, manifest: Manifest) -> int:
    """Write files, versions and signatures; return the row below."""
    row = add_heading(writer, row, Text("How this plan was made", "生成信息"))
    lines = [
        (PLAN_LABELS["input_name"], manifest.input_name),
        (PLAN_LABELS["input_sha256"], manifest.input_sha256),
        (PLAN_LABELS["plan_sha256"], manifest.plan_sha256),
        (PLAN_LABELS["scenario"], manifest.scenario),
        (PLAN_LABELS["version"], manifest.product_version),
        (PLAN_LABELS["format"], PLAN_FORMAT),
        (PLAN_LABELS["solver"], manifest.solver),
        *((MANIFEST_LABELS[name], value) for name, value in manifest.settings),
    ]
    for name, value in lines:
        writer.put(row, 0, name, font_color="#5B6775")
        writer.put(row, 1, value, font_color="#5B6775", align="left")
        row += 1
    return row
