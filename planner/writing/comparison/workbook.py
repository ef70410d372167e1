"""The comparison workbook: plans side by side."""

from __future__ import annotations

import io

from planner.language import Language
from planner.results.comparison import Comparison
from planner.tables.results.comparison_sheets import (
    CHANGES_SHEET,
    CHANNELS_SHEET,
    COMPARISON_SHEET,
    SEATS_SHEET,
    TEAMS_SHEET,
    WITHOUT_PLAN_SHEET,
)
from planner.writing.comparison.case_sheets import add_changes_sheet, add_without_plan_sheet
from planner.writing.comparison.channels_sheet import add_channels_sheet
from planner.writing.comparison.figures_sheet import fill_comparison_sheet
from planner.writing.comparison.people_sheets import add_seats_sheet, add_teams_sheet
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import SheetWriter

_SHEETS = (
    (CHANNELS_SHEET, add_channels_sheet),
    (TEAMS_SHEET, add_teams_sheet),
    (SEATS_SHEET, add_seats_sheet),
    (WITHOUT_PLAN_SHEET, add_without_plan_sheet),
    (CHANGES_SHEET, add_changes_sheet),
)
"""The sheets behind the first one, in order, with what fills them."""


def build_comparison_workbook(comparison: Comparison, language: Language) -> bytes:
    """Return the bytes of the workbook that shows `comparison` in `language`."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    styles = Styles(workbook)
    fill_comparison_sheet(workbook, SheetWriter(workbook, styles, COMPARISON_SHEET, language), comparison)
    for name, fill in _SHEETS:
        fill(SheetWriter(workbook, styles, name, language), comparison)
    workbook.close()
    return buffer.getvalue()
