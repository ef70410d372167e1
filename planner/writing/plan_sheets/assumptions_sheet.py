"""Sheet Assumptions: every default that the plan used, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.assumption import Assumption
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.tables.results.assumptions_sheet import ASSUMPTIONS_SHEET
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import SheetWriter, lay_out
from planner.writing.plan_sheets.plan_market_sheets import HEADER_ROW


def add_assumptions_sheet(
    workbook: Any, styles: Styles, plan_input: PlanInput, assumptions: Sequence[Assumption], language: Language
) -> None:
    """Add sheet Assumptions: every default that the plan used, with its source."""
    title = Text("Defaults that this plan rests on", "本计划采用的默认值")
    writer = SheetWriter(workbook, styles, ASSUMPTIONS_SHEET.sheet, language, title)
    fields = lay_out(ASSUMPTIONS_SHEET, (18, 26, 34, 24, 70))
    rows = [[a.sheet, a.row if a.row.en else None, a.column, a.value, a.source] for a in assumptions]
    writer.table(HEADER_ROW, fields, rows)
    if not rows:
        writer.put(
            HEADER_ROW + 1, 0, Text("Every cell was filled; no default was used.", "所有单元格均已填写，未使用默认值。")
        )
    writer.put(1, 0, Text("Company: {c}", "公司：{c}").format(c=plan_input.settings.company), italic=True)
