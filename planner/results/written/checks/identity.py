"""The manifest of a plan workbook, and its list of defaults."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from planner.domain.fingerprint import fingerprint
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.proof import hash_proof
from planner.findings import Finding, Severity
from planner.language import Text
from planner.results.written.plans.plan_page import PlanPage, read_plan_page
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.results.written.sheets.book import Book
from planner.tables.columns.column import Column, Layout, Table
from planner.tables.columns.field import read_field
from planner.tables.registry import INPUT_TABLES
from planner.tables.results.assumptions_sheet import ASSUMPTIONS_SHEET, default_words, older_default_words
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.result_sheets import PLAN_FORMAT
from planner.tables.words.choice_words import spellings

_SHA256 = re.compile(r"[0-9a-f]{64}")


def find_other_format(book: Book) -> Finding | None:
    """Return the finding that the workbook has the form of another version of the program, which this one cannot verify; ``None`` otherwise."""
    sheet = book.find(PLAN_SHEET)
    if sheet is None:
        return None
    page = read_plan_page(sheet)
    stated = page.number("format") or 0
    if stated == PLAN_FORMAT:
        return None
    if stated > PLAN_FORMAT:
        text = Text(
            "a later version ({v}) wrote this plan, in another format than this one verifies ({b}). Verify it with that version, or plan it again",
            "该计划由更新的版本（{v}）写出，格式与本版本所核验的（{b}）不同。请用该版本核验，或重新编制",
        )
    else:
        text = Text(
            "an earlier version ({v}) wrote this plan, in another format than this one verifies ({b}). Plan it again with planner plan: "
            "its input sheets are complete",
            "该计划由较早的版本（{v}）写出，格式与本版本所核验的（{b}）不同。请用 planner plan 重新编制：其输入表是完整的",
        )
    found = text.format(v=page.value("version") or "?", b=PLAN_FORMAT)
    return Finding("verify_format", Severity.ERROR, page.place("format"), found)


def check_manifest(written: Written, page: PlanPage, plan_input: PlanInput, plan: AnnualPlan) -> bool:
    """The manifest is complete, signs these decisions, and the input sheets are those that the plan was made from.

    Returns whether the last holds.
    """
    for key in ("input_name", "scenario", "version", "solver"):
        if not str(page.value(key) or "").strip():
            written.report("manifest", page.place(key), Text("nothing stands here", "内容缺失"))
    if not _SHA256.fullmatch(str(page.value("input_sha256"))):
        written.report("manifest", page.place("input_sha256"), Text("no SHA-256", "不是 SHA-256"))
    if page.value("plan_sha256") != hash_plan(plan):
        text = Text("the decisions are not those that the manifest signs", "决策内容与生成信息的哈希不符")
        written.report("manifest", page.place("plan_sha256"), text)
    if page.value("proof_sha256") != hash_proof(plan):
        text = Text(
            "bounds, or second-best seats and their costs, are not those that the manifest signs",
            "界限、次优席位或其成本与生成信息的哈希不符",
        )
        written.report("manifest", page.place("proof_sha256"), text)
    is_same = bool(page.value("inputs_sha256") == fingerprint(plan_input))
    if not is_same:
        text = Text("the input sheets are not those that the plan was made from", "输入表与编制计划时不一致")
        written.report("manifest", page.place("inputs_sha256"), text)
    return is_same


def hash_plan(plan: AnnualPlan) -> str:
    """Return the SHA-256 of the decisions: of every unit, of every team's hires, of every seat's targets by month, as a JSON list of rows."""
    rows: list[list[object]] = [
        [u.unit.unit, u.channel.value, u.team, u.coseller, f"{u.fte:.6f}", u.revenue_cents]
        for u in plan.channel_plan.units
    ]
    rows += [[t.team, *t.hires] for t in plan.channel_plan.teams]
    rows += [[s.position.seat, s.base_cents, s.cushioned_cents, *s.months_cents] for s in plan.targets.seats]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def check_assumptions(written: Written, plan_input: PlanInput) -> None:
    """Every default that the sheet names stands with that value in the input sheets."""
    for row in written.rows(ASSUMPTIONS_SHEET):
        table, column = _declared(row)
        if table is None or column is None:
            written.report("assumptions", row.place("column"), Text("no such sheet or column", "没有该工作表或列"))
        elif row.text("value") not in set(_values(plan_input, table, column, row.text("row"))):
            text = Text("'{v}' does not stand in the input sheet", "输入表中没有该值“{v}”").format(v=row.text("value"))
            written.report("assumptions", row.place("value"), text)


def _declared(row: ResultRow) -> tuple[Table | None, Column | None]:
    sheet = row.text("sheet")
    table = next((t for t in INPUT_TABLES if sheet in (t.sheet.en, t.sheet.zh, *t.sheet_synonyms)), None)
    columns = table.columns if table is not None else ()
    return table, next((c for c in columns if row.text("column") in (c.header.en, c.header.zh)), None)


def _values(plan_input: PlanInput, table: Table, column: Column, name: str | None) -> Iterator[str]:
    """Return what the column holds in the row `name` (in all rows, where rows have no name), in the sheet's words."""
    if table.layout is Layout.MATRIX:
        for value in getattr(plan_input, table.key).values():
            yield from _spelt(column, value)
        return
    rows: tuple[Any, ...] = (
        (getattr(plan_input, table.key),) if table.layout is Layout.SETTINGS else getattr(plan_input, table.key)
    )
    key = table.key_column.field if table.key_column is not None else "channel" if table.key == "channels" else None
    for row in rows:
        named = None if key is None else getattr(row, key)
        if key is None or name in (spellings(named) if isinstance(named, StrEnum) else (str(named),)):
            yield from _spelt(column, read_field(row, column.field))


def _spelt(column: Column, value: object) -> tuple[str, ...]:
    """Return a value in the words of both languages, and as older plans have it."""
    words = default_words(column, value)
    return words.en, words.zh, older_default_words(column, value)
