"""Names of the sheets that hold no input: results, the start page, the findings; reading passes over them without a word."""

from __future__ import annotations

from planner.language import Text
from planner.tables.inputs.risk import RISK_SHEET
from planner.tables.results.comparison_sheets import (
    CHANGES_SHEET,
    CHANNELS_SHEET,
    COMPARISON_SHEET,
    FRONTIER_SHEET,
    SEATS_SHEET,
    SWEEP_SHEET,
    TEAMS_SHEET,
    TORNADO_SHEET,
    WITHOUT_PLAN_SHEET,
)
from planner.tables.results.cost_curve import CURVE_SHEET
from planner.tables.results.cost_sheets import SEAT_PAY_SHEET
from planner.tables.results.letter_register import LETTER_REGISTER
from planner.tables.results.market_grid import MARKET_GRID_SHEET
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.plan_why_sheet import WHY_SHEET
from planner.tables.results.result_sheets import RESULT_SHEETS
from planner.tables.results.territory_sheets import BALANCE_SHEET, MOVES_SHEET, OVERVIEW_SHEET, TERRITORIES_SHEET

START_SHEET = Text("Start here", "使用说明")
FINDINGS_SHEET = Text("Findings", "检查结果")

OTHER_SHEET_NAMES: tuple[Text, ...] = (
    START_SHEET,
    FINDINGS_SHEET,
    PLAN_SHEET,
    *(sheet.sheet for sheet in RESULT_SHEETS),
    SEAT_PAY_SHEET.sheet,
    WHY_SHEET.sheet,
    CURVE_SHEET,
    MARKET_GRID_SHEET,
    RISK_SHEET,
    OVERVIEW_SHEET,
    *(sheet.sheet for sheet in (TERRITORIES_SHEET, MOVES_SHEET, BALANCE_SHEET)),
    LETTER_REGISTER.sheet,
    COMPARISON_SHEET,
    CHANNELS_SHEET,
    TEAMS_SHEET,
    SEATS_SHEET,
    WITHOUT_PLAN_SHEET,
    SWEEP_SHEET,
    FRONTIER_SHEET,
    TORNADO_SHEET,
    CHANGES_SHEET,
)
