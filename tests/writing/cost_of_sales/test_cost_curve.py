"""Sheet Cost curve: its figures are the model's, the verifier sees every one that is changed, and a changed rate moves the ratio."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.domain.pay import CommissionRate
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.cost_of_sales.attainment import compute_costs_at
from planner.results.cost_of_sales.curve import build_curve
from planner.results.written.sheets.book import Book, Sheet, column_letter
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book, verify_plan_file
from planner.tables.results.cost_curve import (
    ATTAINMENTS,
    COMPANY_LINES,
    CURVE_SHEET,
    EXPECTED_COLUMN,
    FIRST_COLUMN,
    STEPS_TITLE,
    TEAM_PARAMETERS,
    TEAM_PARAMETERS_TITLE,
    TEAM_RATIOS,
)
from planner.writing.cost_of_sales.curve_layout import COLUMNS, HEAD_ROW
from planner.writing.files.manifest import build_manifest
from planner.writing.plan_workbook import build_plan_workbook
from tests.plan_input_builder import make_team
from tests.recalculation import recalculate
from tests.results.forgery import forge_cell, set_cell
from tests.results.pay_case import FIELD, make_pay_case, make_terms
from tests.results.quick_verification import codes_of
from tests.results.rich_case import change_settings, make_rich_input
from tests.written_plan_builder import write_made_plan

_POINTS = (None, *ATTAINMENTS)


@cache
def _workbook(language: Language) -> bytes:
    plan_input, plan = make_pay_case()
    return write_made_plan(plan_input, plan, language, "pay.xlsx")


@cache
def _book(language: Language = Language.ENGLISH) -> Book:
    return read_book(_workbook(language), "pay.xlsx")


def _sheet(book: Book) -> Sheet:
    sheet = book.find(CURVE_SHEET)
    assert sheet is not None
    return sheet


def _row(sheet: Sheet, label: str, after: int = 0) -> int:
    return next(i for i in range(after, len(sheet.rows)) if sheet.cell(i, 0).value == label)


def _company_row(key: str) -> int:
    return HEAD_ROW + 1 + [c.key for c in COMPANY_LINES].index(key)


@pytest.mark.parametrize("language", list(Language))
def test_the_figures_are_those_of_the_model(language):
    sheet, curve = _sheet(_book(language)), build_curve(*make_pay_case())
    ratios = _row(sheet, TEAM_RATIOS.choose(language)) + 1
    for column, attainment in zip(COLUMNS, _POINTS, strict=True):
        found = compute_costs_at(curve, attainment)
        company = found[0]
        for key, right in (
            ("revenue", company.revenue_cents / 100),
            ("commission", company.lines["commission"] / 100),
            ("deposit", company.lines["deposit"] / 100),
            ("cost", company.cost_cents / 100),
            ("outside", company.outside_cents / 100),
            ("ratio", company.ratio),
            ("contribution", company.contribution_cents / 100),
            ("proof", 0),
        ):
            assert sheet.cell(_company_row(key), column).value == right, key
        for i, team in enumerate(curve.teams):
            right = next(c.ratio for c in found if c.name == team.team)
            assert sheet.cell(ratios + i, 0).value == team.team
            assert sheet.cell(ratios + i, column).value == right


@pytest.mark.parametrize("language", list(Language))
def test_the_untouched_sheet_holds(language):
    assert verify_plan_file(_workbook(language), "pay.xlsx").findings == ()


def test_every_figure_by_attainment_is_checked():
    book = _book()
    sheet = _sheet(book)
    last = _row(sheet, TEAM_PARAMETERS_TITLE.en)
    checked = 0
    for row in range(HEAD_ROW, last):
        for column in (EXPECTED_COLUMN, FIRST_COLUMN + 3):
            value = sheet.cell(row, column).value
            if isinstance(value, int | float):
                forged = forge_cell(book, sheet.name, row, column, float(value) + 0.5)
                assert "verify_curve" in codes_of("check_curve", forged), f"{row + 1} {column}"
                checked += 1
    assert checked >= 2 * (len(COMPANY_LINES) + 3 + 3 - 3)


@pytest.mark.parametrize("key", ["pay", "other_fixed", "margin_rate", "selling_expense", "partner_rate", "deposit"])
def test_a_changed_parameter_without_recalculation_is_seen(key):
    book = _book()
    sheet = _sheet(book)
    first = _row(sheet, TEAM_PARAMETERS_TITLE.en) + 2
    column = [c.key for c in TEAM_PARAMETERS].index(key)
    row = next(i for i in range(first, first + 3) if sheet.cell(i, column).value)
    forged = forge_cell(book, sheet.name, row, column, float(sheet.cell(row, column).value) * 1.5)
    assert any(f.place.sheet == sheet.name for f in examine_book(forged).findings)


def test_a_missing_sheet_is_seen():
    book = _book()
    forged = Book(tuple(s for s in book.sheets if s.name != CURVE_SHEET.en))
    assert "verify_layout" in {f.code for f in examine_book(forged).findings}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_finance_changes_rates_and_the_ratio_moves(tmp_path: Path):
    """Field's second rate from 5 to 9 %, its cap from 1.5 to 3, its pay by 10,000.00 a head: LibreOffice's figures are the model's, to the cent."""
    plan_input, plan = make_pay_case()
    sheet = _sheet(_book())
    steps = _row(sheet, STEPS_TITLE.en) + 2
    rates = [i for i in range(steps, steps + 5) if sheet.cell(i, 0).value == FIELD]
    teams = _row(sheet, TEAM_PARAMETERS_TITLE.en) + 2
    field = _row(sheet, FIELD, teams)
    keys = [c.key for c in TEAM_PARAMETERS]
    content = set_cell(_workbook(Language.ENGLISH), CURVE_SHEET.en, f"D{rates[1] + 1}", 0.09)
    content = set_cell(content, CURVE_SHEET.en, f"{column_letter(keys.index('commission_cap'))}{field + 1}", 3)
    pay = float(sheet.cell(field, keys.index("pay")).value) + 10_000
    content = set_cell(content, CURVE_SHEET.en, f"{column_letter(keys.index('pay'))}{field + 1}", pay)
    fresh = openpyxl.load_workbook(io.BytesIO(recalculate(content, tmp_path)), data_only=True)[CURVE_SHEET.en]

    terms = tuple(replace(p, commission_cap=3.0) if p.team == FIELD else p for p in plan_input.pay)
    dearer = (CommissionRate(FIELD, 0.5, None, 0.02), CommissionRate(FIELD, 1.0, None, 0.09))
    others = tuple(r for r in plan_input.commission_rates if r.team != FIELD)
    changed = replace(plan_input, pay=terms, commission_rates=(*dearer, *others))
    curve = build_curve(changed, plan)
    raised = tuple(
        replace(t, fixed_cents=t.fixed_cents + round(t.head_years * 1_000_000)) if t.team == FIELD else t
        for t in curve.teams
    )
    before = compute_costs_at(build_curve(plan_input, plan), 1.2)[0]
    for column, attainment in zip(COLUMNS, _POINTS, strict=True):
        right = compute_costs_at(replace(curve, teams=raised), attainment)[0]
        cost = fresh.cell(_company_row("cost") + 1, column + 1).value
        ratio = fresh.cell(_company_row("ratio") + 1, column + 1).value
        assert round(cost * 100) == right.cost_cents
        assert ratio == pytest.approx(right.ratio, abs=1e-12)
        if attainment == 1.2:
            assert right.cost_cents > before.cost_cents


@pytest.mark.parametrize("language", list(Language))
def test_a_team_without_revenue_and_partners_outside_the_ratio(language):
    """An idle team, rates of all teams by amount, partner cost that does not count: written, worked out again, and agreed on."""
    rich = make_rich_input()
    idle = make_team("Idle", channel=Channel.STRATEGIC_PARTNER, heads=1, regions=("Nowhere",))
    terms = make_terms(TeamId("Idle"), deposit_cents=100_000, manager_bonus_cents=1_000, manager_bonus_from=0.5)
    rates = (CommissionRate(None, None, 500_000, 0.013), CommissionRate(None, None, 5_000_000, 0.031))
    wide = replace(rich, teams=(*rich.teams, idle), pay=(terms,), commission_rates=rates)
    plan_input = change_settings(wide, count_partner_margin=False, cost_of_sales_cap=0.9)
    plan = make_annual_plan(plan_input).plan
    assert next(t.base_cents for t in plan.targets.teams if t.team == "Idle") == 0
    manifest = build_manifest(plan_input, plan, "idle.xlsx", "ab" * 32, (), ())
    content = build_plan_workbook(plan_input, plan, (), (), manifest, language)
    assert verify_plan_file(content, "idle.xlsx").findings == ()
