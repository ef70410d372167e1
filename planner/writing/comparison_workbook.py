"""The comparison workbook: plans side by side."""

from __future__ import annotations

import io

from planner.language import Language
from planner.results.comparison import Comparison
from planner.tables.comparison_sheets import COMPARISON_SHEET
from planner.writing.comparison_sheets import SHEETS, fill_comparison_sheet
from planner.writing.formats import Styles
from planner.writing.plan_grid import SheetWriter
from planner.writing.template import start_workbook


def build_comparison_workbook(comparison: Comparison, language: Language) -> bytes:
    """Return the bytes of the workbook that shows `comparison` in `language`."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    styles = Styles(workbook)
    fill_comparison_sheet(workbook, SheetWriter(workbook, styles, COMPARISON_SHEET, language), comparison)
    for name, fill in SHEETS:
        fill(workbook, SheetWriter(workbook, styles, name, language), comparison)
    workbook.close()
    return buffer.getvalue()
