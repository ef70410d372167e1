"""Which sheets of a plan workbook hold its result, in their order, and the number of the form in which they are written."""

from __future__ import annotations

from planner.tables.columns.result_column import ResultSheet
from planner.tables.results.assumptions_sheet import ASSUMPTIONS_SHEET
from planner.tables.results.cost_sheets import (
    COST_BASIS_SHEET,
    COST_RATES_SHEET,
    COST_RATIO_SHEET,
    COST_SHEET,
    UNIT_COST_SHEET,
)
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET, MATRIX_SHEET, PRODUCT_MARKET_SHEET
from planner.tables.results.plan_people_sheets import GOALS_SHEET, SEAT_TARGETS_SHEET, TEAM_PLAN_SHEET
from planner.tables.results.tie_out_sheets import CROSS_FOOT_SHEET, TIE_OUT_SHEET

RESULT_SHEETS: tuple[ResultSheet, ...] = (
    CHANNEL_PLAN_SHEET,
    MATRIX_SHEET,
    PRODUCT_MARKET_SHEET,
    TEAM_PLAN_SHEET,
    SEAT_TARGETS_SHEET,
    GOALS_SHEET,
    COST_SHEET,
    COST_BASIS_SHEET,
    COST_RATES_SHEET,
    UNIT_COST_SHEET,
    COST_RATIO_SHEET,
    TIE_OUT_SHEET,
    CROSS_FOOT_SHEET,
    ASSUMPTIONS_SHEET,
)


PLAN_FORMAT = 11
"""Number of the form in which plans are written: raised whenever a result sheet, column or label is added, renamed or computed otherwise.

A plan of another format is not verified but planned again. An input sheet, column or setting that may be blank can be added without raising it:
where an older plan lacks it, its default counts (and `planner.domain.fingerprint` leaves it out of the hash while it has that value).
"""
