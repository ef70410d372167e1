"""Sheets Cost of sales, Cost basis, Cost rates and Unit cost: live from the input sheets to every ratio, and checked cell by cell."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.domain.choices import Channel
from planner.domain.identifiers import SeatId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.cost_of_sales.curve import build_curve
from planner.results.cost_of_sales.months import MonthRatio, compute_month_ratios, spread_costs
from planner.results.cost_of_sales.ratios import CostRatio, compute_ratios
from planner.results.verification.channel_plan.costs import list_expected_costs
from planner.results.verification.facts.case import Case
from planner.results.verification.subject import Subject
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book
from planner.tables.columns.result_column import ResultSheet
from planner.tables.registry import table_named
from planner.tables.results.cost_curve import COMPANY_LINES, CURVE_SHEET, FIRST_COLUMN
from planner.tables.results.cost_sheets import (
    COST_BASIS_SHEET,
    COST_RATE_LEVELS,
    COST_RATES_SHEET,
    COST_RATIO_SHEET,
    COST_SHEET,
    RATIO_AXIS_WORDS,
    UNIT_COST_SHEET,
)
from planner.tables.results.plan_market_sheets import PRODUCT_MARKET_SHEET
from planner.tables.results.plan_summary_sheet import PLAN_LABELS, PLAN_SHEET
from planner.tables.results.tie_out_sheets import TIE_OUT_SHEET
from planner.writing.cost_of_sales.curve_layout import HEAD_ROW
from planner.writing.inputs.input_cells import InputCells
from tests.recalculation import recalculate
from tests.results.forgery import forge_cell, result_tables, set_cell
from tests.results.own_pay_case import FIELD, make_own_pay_case
from tests.results.quick_verification import codes_of
from tests.results.rich_case import change_settings, change_team_input
from tests.written_plan_builder import write_made_plan

_NEW = (COST_BASIS_SHEET, COST_RATES_SHEET, UNIT_COST_SHEET)


@cache
def _content(language: Language) -> bytes:
    plan_input, plan = _case()
    return write_made_plan(plan_input, plan, language, "pay.xlsx")


@cache
def _case() -> tuple[PlanInput, AnnualPlan]:
    plan_input, plan = make_own_pay_case()
    return change_settings(plan_input, cost_of_sales_cap=0.4), plan


@cache
def _book() -> Book:
    return read_book(_content(Language.ENGLISH), "pay.xlsx")


@pytest.mark.parametrize("language", list(Language))
def test_months_of_the_lines_are_those_of_the_command_and_add_up(language):
    plan_input, plan = _case()
    rows = result_tables(_content(language), plan_input).rows(COST_SHEET)
    for row, line in zip(rows, spread_costs(plan_input, plan), strict=True):
        months = [row.cents(f"m{m}") for m in range(1, 13)]
        assert tuple(months) == line.months_cents
        assert sum(months) == row.cents("amount") == line.line.amount_cents


def test_every_line_of_the_plan_is_live():
    sheet = _book().find(COST_SHEET.sheet)
    assert sheet is not None
    for row in result_tables(_book(), _case()[0]).rows(COST_SHEET):
        assert sheet.cell(row.row, row.columns["amount"]).formula, row.text("kind")


def test_units_bear_the_company_to_the_cent():
    plan_input, plan = _case()
    rows = result_tables(_book(), plan_input).rows(UNIT_COST_SHEET)
    assert sum(r.cents("cost") for r in rows) == plan.channel_plan.totals.cost_of_sales_cents
    assert sum(r.cents("outside") for r in rows) == plan.channel_plan.totals.partner_cost_cents
    products = result_tables(_book(), plan_input).rows(PRODUCT_MARKET_SHEET)
    for row in rows:
        own = [p for p in products if p.text("segment") == row.text("segment")]
        siblings = [r for r in rows if r.text("segment") == row.text("segment")]
        assert sum(p.cents("cost") for p in own) == sum(r.cents("cost") for r in siblings)


@pytest.mark.parametrize("sheet", [*_NEW, COST_SHEET, PRODUCT_MARKET_SHEET], ids=lambda s: s.key)
def test_every_cost_cell_is_checked(sheet: ResultSheet):
    """A formula typed over by another value is named, each column in the first and the last row that fills it."""
    keys = [c.key for c in sheet.columns]
    if sheet is PRODUCT_MARKET_SHEET:
        keys = ["cost", "outside"]
    elif sheet is COST_SHEET:
        keys = ["quantity", "rate", *(f"m{m}" for m in range(1, 13))]
    rows = result_tables(_book(), _case()[0]).rows(sheet)
    checked = 0
    for key in keys:
        filled = [r for r in rows if isinstance(r[key], int | float)]
        for row in {id(r): r for r in (filled[0], filled[-1])}.values() if filled else ():
            forged = forge_cell(_book(), row.sheet.name, row.row, row.columns[key], row.number(key) + 1)
            codes = codes_of("check_cost_sheets", forged)
            assert "verify_cost_sheets" in codes, f"{sheet.key} {key} {row.row + 1}"
            checked += 1
    assert checked >= 2 * len(keys) - 8


@pytest.mark.parametrize("sheet", [COST_BASIS_SHEET, COST_RATES_SHEET, UNIT_COST_SHEET], ids=lambda s: s.key)
def test_a_row_by_another_name_is_found(sheet: ResultSheet):
    row = result_tables(_book(), _case()[0]).rows(sheet)[1]
    column = row.columns["unit" if sheet is UNIT_COST_SHEET else "team"]
    forged = forge_cell(_book(), row.sheet.name, row.row, column, "Nobody")
    assert "verify_cost_sheets" in {f.code for f in examine_book(forged).findings}


def test_a_team_that_works_nowhere_passes_its_cost_on():
    plan_input, plan = _case()
    rows = result_tables(_book(), plan_input).rows(COST_RATES_SHEET)
    level = {str(r.text("team")): r["by"] for r in rows if r["level"] == COST_RATE_LEVELS["team"].en}
    assert set(level) == {t.team for t in plan.channel_plan.teams if t.used_fte}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_finance_changes_input_sheets_and_every_ratio_follows(tmp_path: Path):
    """Pay, base pay, commission, partner margin, process bonus, marketing, recruiting and the cap change; LibreOffice's ratios are the program's.

    In Chinese; the English formulas are worked out in tests/writing/test_cost_curve.py and test_recalculation.py.
    """
    language = Language.CHINESE
    plan_input, plan = _case()
    cells, content = InputCells(plan_input, language), _content(language)
    changes = {
        cells.team(FIELD, "pay_cents"): 52_000,
        cells.team(FIELD, "travel_cents"): 3_600,
        cells.row("seats", [s.seat for s in plan_input.seats].index(SeatId("F2")), "base_pay_cents"): 81_234.57,
        cells.pay(FIELD, "process_bonus_cents"): 9_000,
        cells.channel(Channel.DIRECT, "commission_rate"): 0.0325,
        cells.channel(Channel.STRATEGIC_PARTNER, "partner_margin"): 0.175,
        cells.row(
            "marketing", 0, "amount_cents"
        ): 77_777.772,  # as a formula would leave it: amounts are rounded to the cent
        cells.setting("hire_cost_cents"): 9_999,
        cells.setting("cost_of_sales_cap"): 0.33,
    }
    for cell, value in changes.items():
        assert cell is not None
        sheet, address = cell.rsplit("!", 1)
        content = set_cell(content, sheet.strip("'"), address.replace("$", ""), value)
    fresh = read_book(recalculate(content, tmp_path), "changed.xlsx")

    channels: dict[Channel, dict[str, Any]] = {
        Channel.DIRECT: {"commission_rate": 0.0325},
        Channel.STRATEGIC_PARTNER: {"partner_margin": 0.175},
    }
    changed = replace(
        change_settings(
            change_team_input(plan_input, FIELD, pay_cents=5_200_000, travel_cents=360_000),
            hire_cost_cents=999_900,
            cost_of_sales_cap=0.33,
        ),
        channels=tuple(replace(c, **channels.get(c.channel, {})) for c in plan_input.channels),
        seats=tuple(replace(s, base_pay_cents=8_123_457) if s.seat == "F2" else s for s in plan_input.seats),
        pay=tuple(replace(p, process_bonus_cents=900_000) if p.team == FIELD else p for p in plan_input.pay),
        marketing=(replace(plan_input.marketing[0], amount_cents=7_777_777), *plan_input.marketing[1:]),
    )
    right = _replanned(changed, plan)
    lines = zip(result_tables(fresh, plan_input).rows(COST_SHEET), right.channel_plan.costs, strict=True)
    own = [(r.cents("amount"), line.amount_cents) for r, line in lines if line.kind == "seat_pay"]
    assert len(own) == 2
    assert all(found == wanted for found, wanted in own)
    curve = fresh.find(CURVE_SHEET)
    assert curve is not None
    place = HEAD_ROW + 1 + [c.key for c in COMPANY_LINES].index("fixed")
    fixed = sum(t.fixed_cents for t in build_curve(changed, right).teams)
    loose = sum(build_curve(changed, right).channel_fixed_cents.values())
    assert abs(round(float(curve.cell(place, FIRST_COLUMN).value) * 100) - fixed - loose) <= 3
    rows = result_tables(fresh, plan_input).rows(COST_RATIO_SHEET)
    expected: list[CostRatio | MonthRatio] = [*compute_ratios(changed, right), *compute_month_ratios(changed, right)]
    assert any(
        abs(r.cents("cost") - q.cost_cents) > 100 for r, q in zip(rows, compute_ratios(plan_input, plan), strict=False)
    )
    for row, ratio in zip(rows, expected, strict=False):
        # A line of heads is rounded by quarter of hires in the sheet and the program, as a whole in the check that lists them here.
        assert abs(row.cents("cost") - ratio.cost_cents) <= 3, (row["axis"], row["name"])
        assert row["ratio"] == pytest.approx(ratio.ratio or 0.0, abs=1e-7)
    caps = {row["cap"] for row in rows if row["axis"] == RATIO_AXIS_WORDS["segment"].choose(language)}
    assert caps == {0.33}
    assert {row["difference"] for row in result_tables(fresh, plan_input).rows(TIE_OUT_SHEET)} == {0}
    page = fresh.find(PLAN_SHEET)
    assert page is not None
    ratio = next(r[1].value for r in page.rows if r and r[0].value == PLAN_LABELS["ratio"].choose(language))
    assert ratio == pytest.approx(right.channel_plan.totals.cost_of_sales_ratio, abs=1e-7)


def _replanned(changed: PlanInput, plan: AnnualPlan) -> AnnualPlan:
    """Return the plan as it stands, priced by the changed input: commission and partner margin of units, all cost lines, totals."""
    units = []
    for unit in plan.channel_plan.units:
        terms = changed.channel(unit.channel)
        units.append(
            replace(
                unit,
                commission_cents=round(unit.revenue_cents * terms.commission_rate),
                partner_margin_cents=round(unit.revenue_cents * terms.partner_margin),
            )
        )
    rebates = tuple(c for c in plan.channel_plan.costs if c.kind == "rebate")
    priced = replace(plan, channel_plan=replace(plan.channel_plan, units=tuple(units), costs=rebates))
    lines = {(c.kind, c.label, c.team, c.channel): c for c in list_expected_costs(Subject(Case(changed), priced))}
    lines |= {(c.kind, c.label, c.team, c.channel): c for c in rebates}
    order = [(c.kind, c.label, c.team, c.channel) for c in plan.channel_plan.costs]
    assert {k for k, c in lines.items() if c.amount_cents} <= set(order)
    costs = tuple(lines[key] for key in order)
    totals = replace(
        plan.channel_plan.totals, cost_of_sales_cents=sum(c.amount_cents for c in costs if c.counts_in_ratio)
    )
    return replace(priced, channel_plan=replace(priced.channel_plan, costs=costs, totals=totals))


def test_the_cells_named_are_those_of_the_input():
    plan_input, _ = _case()
    book = openpyxl.load_workbook(io.BytesIO(_content(Language.ENGLISH)))
    cells = InputCells(plan_input, Language.ENGLISH)
    for team in plan_input.teams:
        sheet, address = str(cells.team(team.team, "pay_cents")).rsplit("!", 1)
        assert book[sheet.strip("'")][address].value == team.pay_cents / 100
        assert book[sheet.strip("'")][f"A{book[sheet.strip(chr(39))][address].row}"].value == team.team
    assert cells.setting("headcount_limit") is None or plan_input.settings.headcount_limit is not None
    assert table_named("teams").sheet.en in str(cells.team(FIELD, "benefits_cents"))
    # What names a row stays in view and stands on every printed page; a ratio without revenue is a dash.
    shown = {s.sheet.en: book[s.sheet.en] for s in (COST_SHEET, COST_BASIS_SHEET, COST_RATIO_SHEET)}
    assert [shown[s.sheet.en].freeze_panes for s in (COST_SHEET, COST_BASIS_SHEET)] == ["E5", "D5"]
    assert [shown[s.sheet.en].print_title_cols for s in (COST_SHEET, COST_BASIS_SHEET)] == ["$A:$D", "$A:$C"]
    ratio = [c.key for c in COST_RATIO_SHEET.columns].index("ratio")
    assert shown[COST_RATIO_SHEET.sheet.en].cell(6, ratio + 1).number_format.endswith('"–"')
