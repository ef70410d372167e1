"""Sheet Plan: what is longer than the page is wide is wrapped, and the plan verifies still."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from planner.domain.plan import AnnualPlan
from planner.findings import Finding, Place, Severity
from planner.language import Language, Text
from planner.results.written.sheets.read_book import read_book
from planner.tables.results.plan_summary_sheet import COMPARISON_ROWS, PLAN_LABELS, PLAN_SHEET
from planner.writing.files.manifest import build_manifest
from planner.writing.layout.text_room import count_lines, text_width
from planner.writing.plan_workbook import build_plan_workbook
from tests.results.quick_verification import codes_of, codes_without_formulas
from tests.results.rich_case import make_rich_case
from tests.written_plan_builder import write_made_plan

_LONG = Text("a warning of many words " * 12, "一条很长的提示，超过页面宽度，" * 12)


def _warning(found: Text) -> Finding:
    return Finding("noted", Severity.WARNING, Place("Seats"), found)


@pytest.mark.parametrize("language", list(Language))
def test_a_long_warning_stands_in_several_lines_across_the_page(language: Language):
    plan_input, plan = make_rich_case()
    assert isinstance(plan, AnnualPlan)
    manifest = build_manifest(plan_input, plan, "plan.xlsx", "ab" * 32, (), ())
    findings = (_warning(_LONG), _warning(Text("short", "短")))
    content = build_plan_workbook(plan_input, plan, findings, (), manifest, language)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[PLAN_SHEET.choose(language)]
    (long, short) = (
        cell for (cell,) in sheet.iter_rows(max_col=1) if any(f.message(language) == cell.value for f in findings)
    )
    # 288 characters, or 180 Chinese ones twice as wide, and what stands before them, on 140: three lines of 15 points
    assert [str(area) for area in sheet.merged_cells.ranges] == [f"A{long.row}:F{long.row}"]
    assert long.alignment.wrap_text
    assert sheet.row_dimensions[long.row].height == pytest.approx(45, abs=1)
    assert sheet.row_dimensions[short.row].height is None
    assert codes_without_formulas(read_book(content, "plan.xlsx")) == set()


def test_the_line_under_the_title_names_a_year_that_ends_in_the_next_as_letters_do():
    plan_input, plan = make_rich_case()
    assert isinstance(plan, AnnualPlan)
    settings = replace(plan_input.settings, fiscal_start_month=4, plan_year=2026, company="Acme", currency="EUR")
    content = write_made_plan(replace(plan_input, settings=settings), plan, Language.ENGLISH, "plan.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(content))[PLAN_SHEET.en]["A2"].value == "Acme · 2026/27 · EUR"


def test_a_gap_of_cents_on_hundreds_of_millions_is_its_formulas_result():
    # 187,846,892.99 − 187,846,892.47 is 0.5200000107 in floating point: more than the formula check allows.
    plan_input, plan = make_rich_case()
    assert isinstance(plan, AnnualPlan)
    report = replace(plan.channel_plan.report, objective_cents=18_784_689_247, bound_cents=18_784_689_299)
    near = replace(plan, channel_plan=replace(plan.channel_plan, report=report))
    content = write_made_plan(plan_input, near, Language.ENGLISH, "plan.xlsx")
    assert codes_of("check_formulas", read_book(content, "plan.xlsx")) == set()


@pytest.mark.parametrize("language", list(Language))
def test_the_rules_that_a_baseline_breaks_stand_in_a_row_high_enough(language: Language):
    plan_input, plan = make_rich_case()
    assert isinstance(plan, AnnualPlan)
    broken = ("product_floor", "team_revenue_band", "change_limit", "new_customer_floor")
    both = replace(plan, matrix_rule=replace(plan.matrix_rule, broken_rules=broken))
    manifest = build_manifest(plan_input, both, "plan.xlsx", "ab" * 32, (), ())
    content = build_plan_workbook(plan_input, both, (), (), manifest, language)
    sheet = openpyxl.load_workbook(io.BytesIO(content))[PLAN_SHEET.choose(language)]
    label = PLAN_LABELS["keeps_rules"].choose(language)
    (cell,) = (cell for (cell,) in sheet.iter_rows(max_col=1) if cell.value == label)
    words = str(sheet.cell(cell.row, 4).value)
    # "no: product floor, team's revenue or target band, change limit, new customer floor" on 20 characters a line
    assert text_width(words) > 2 * 20
    assert sheet.row_dimensions[cell.row].height == pytest.approx(15 * count_lines(words, 20))
    assert sheet.row_dimensions[cell.row].height >= 45


@pytest.mark.parametrize(("language", "points"), [(Language.ENGLISH, "pts"), (Language.CHINESE, "百分点")])
def test_a_gain_of_a_ratio_is_in_points(language: Language, points: str):
    plan_input, plan = make_rich_case()
    assert isinstance(plan, AnnualPlan)
    content = write_made_plan(plan_input, plan, language, "plan.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content))[PLAN_SHEET.choose(language)]
    gains = {
        str(row[0].value): [cell.number_format for cell in row[4:6]]
        for row in sheet.iter_rows()
        if row[0].value in [name.choose(language) for name in COMPARISON_ROWS.values()] and row[4].value is not None
    }
    ratio = COMPARISON_ROWS["ratio"].choose(language)
    assert len(gains) == len(COMPARISON_ROWS)
    assert {name for name, formats in gains.items() if all(points in f for f in formats)} == {ratio}
