"""The plan workbook: the plan's sheets, then the inputs as read, in one file that plans again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from planner.domain.assumption import Assumption
from planner.domain.plan import AnnualPlan, Manifest
from planner.domain.plan_input import PlanInput
from planner.findings import Finding
from planner.language import Language
from planner.results.cost_of_sales.curve import build_curve
from planner.results.explain.report import PlanReasons
from planner.writing.cost_of_sales.basis_sheet import BasisPlaces, add_cost_basis_sheet
from planner.writing.cost_of_sales.curve_sheet import add_cost_curve_sheet
from planner.writing.cost_of_sales.curve_sources import CurveSources
from planner.writing.cost_of_sales.lines_sheet import add_cost_sheet
from planner.writing.cost_of_sales.ratio_sheet import RatioSources, add_cost_ratio_sheet
from planner.writing.cost_of_sales.seat_pay_sheet import add_seat_pay_sheet
from planner.writing.cost_of_sales.unit_cost_sheet import add_cost_rates_sheet, add_unit_cost_sheet
from planner.writing.inputs.input_cells import InputCells
from planner.writing.inputs.input_sheets import add_input_sheets
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import Styles
from planner.writing.plan_page.page import SummarySheet
from planner.writing.plan_sheets.assumptions_sheet import add_assumptions_sheet
from planner.writing.plan_sheets.cross_foot_sheet import add_cross_foot_sheet
from planner.writing.plan_sheets.market_grid_sheet import add_market_grid_sheet
from planner.writing.plan_sheets.plan_market_sheets import (
    add_channel_plan_sheet,
    add_matrix_sheet,
    add_product_market_sheet,
)
from planner.writing.plan_sheets.plan_people_sheets import add_goals_sheet, add_seat_targets_sheet, add_team_plan_sheet
from planner.writing.plan_sheets.plan_why_sheet import add_why_sheet
from planner.writing.territory.territory_workbook import add_territory_sheets
from planner.writing.tie_out_sheet import add_tie_out_sheet


def build_plan_workbook(
    plan_input: PlanInput,
    plan: AnnualPlan,
    findings: Sequence[Finding],
    assumptions: Sequence[Assumption],
    manifest: Manifest,
    language: Language,
    reasons: PlanReasons | None = None,
    territories_first: bool = False,
) -> bytes:
    """Return the bytes of the plan workbook, with sheet Why where `reasons` are given; `territories_first` opens it with their sheets.

    Sheets that others refer to are made first and put in order at the end."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    styles = Styles(workbook)
    summary = SummarySheet(workbook, styles, language)
    cells = InputCells(plan_input, language)
    basis = BasisPlaces(plan_input, plan, language)
    market = add_channel_plan_sheet(workbook, styles, plan_input, plan, language)
    add_matrix_sheet(workbook, styles, plan, language)
    lines, line_rows = add_product_market_sheet(workbook, styles, plan_input, plan, language)
    grid = add_market_grid_sheet(workbook, styles, plan_input, language, lines, line_rows)
    costs = add_cost_sheet(workbook, styles, plan_input, plan, language, market, basis)
    team = add_team_plan_sheet(workbook, styles, plan, language, market, costs)
    seat = add_seat_targets_sheet(workbook, styles, plan, language)
    add_goals_sheet(workbook, styles, plan, language)
    bases = add_cost_basis_sheet(workbook, styles, basis, market, language)
    add_seat_pay_sheet(workbook, styles, plan_input, basis.seat_pay, cells, language)
    add_cost_rates_sheet(workbook, styles, plan, language, market, costs)
    unit_costs = add_unit_cost_sheet(workbook, styles, plan, cells, language, market)
    sources = RatioSources(plan, cells, market, (lines, len(line_rows)), costs, bases, unit_costs)
    ratios = add_cost_ratio_sheet(workbook, styles, plan_input, plan, language, sources)
    links = CurveSources(plan_input, plan, cells, basis, market, costs)
    add_cost_curve_sheet(workbook, styles, build_curve(plan_input, plan), plan, language, team, costs, links)
    tie_out, checks = add_tie_out_sheet(workbook, styles, plan, language, market, team, seat, costs, ratios)
    add_cross_foot_sheet(workbook, styles, plan_input, plan, language, team, seat)
    territories: list[Any] = []
    if plan.territories is not None:
        territories = add_territory_sheets(
            workbook,
            styles,
            plan_input,
            plan.territories,
            plan.targets,
            language,
            manifest if territories_first else None,
        )
    if reasons is not None:
        manifest = add_why_sheet(workbook, styles, reasons, language, manifest)
    add_assumptions_sheet(workbook, styles, plan_input, assumptions, language)
    summary.fill(plan_input, plan, findings, manifest, market, costs, (tie_out, checks))
    add_input_sheets(workbook, styles, plan_input, language)
    # What others refer to is made before them: Cost of sales stands behind Other goals, Product-market before its lines.
    sheets = workbook.worksheets_objs
    for moved, follower in ((costs, bases[0]), (grid, lines)):
        sheets.remove(moved.sheet)
        sheets.insert(sheets.index(follower.sheet), moved.sheet)
    if territories_first:
        sheets.sort(key=lambda sheet: sheet not in territories)
    for i, sheet in enumerate(sheets):
        sheet.index = i
    sheets[0].activate()
    workbook.close()
    return buffer.getvalue()
