"""Trees that bite their tail, slips in parents, potential and history that cannot be meant: each with its cell."""

from __future__ import annotations

import openpyxl
import pytest

from planner.language import Language
from planner.validation.workbook import read_and_check
from tests.example_workbooks import short_example


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    path = tmp_path_factory.mktemp("example") / "plan.xlsx"
    path.write_bytes(short_example(Language.ENGLISH))
    return path


# Rows of the example: Teams 2 and 3 are groups, 4 Direct East, 5 Direct South; Segments 2 to 9 are groups, 20 is Electronics East.
CASES = [
    ("team_cycle", {("Teams", "B4"): "Direct East"}, "ERROR Teams!B4 (Parent team): 'Direct East' stands above itself."),
    (
        "team_cycle",
        {("Teams", "B2"): "Partner sales", ("Teams", "B3"): "Direct sales"},
        "ERROR Teams!B2 (Parent team): 'Direct sales' stands above itself.",
    ),
    (
        "team_above_teams",
        {("Teams", "B5"): "Direct East"},
        "ERROR Teams!H4 (Heads): 'Direct East' has teams below it and figures of its own. "
        "Make it a team beside them, or leave its figures blank.",
    ),
    ("segment_cycle", {("Segments", "B2"): "Medical"}, "ERROR Segments!B2 (Parent segment): 'Medical' stands above itself."),
    (
        "value_at_group",
        {("Segments", "O6"): 0.3},
        "ERROR Segments!O6 (Share floor): 'Power' only adds up what stands below it; a value here would not count. "
        "Write it in the rows below 'Power', or clear the cell.",
    ),
    (
        "value_at_group",
        {("Teams", "T2"): 300_000_000},
        "ERROR Teams!T2 (Fixed target): 'Direct sales' only adds up what stands below it; a value here would not count. "
        "Write it in the rows below 'Direct sales', or clear the cell.",
    ),
    (
        "value_at_group",
        {("Segments", "D2"): "East", ("Segments", "D11"): None},
        "ERROR Segments!D2 (Region): 'Medical' only adds up what stands below it; a value here would not count. "
        "Write it in the rows below 'Medical', or clear the cell.",
    ),
    (
        "parent_alone",
        {("Segments", "B20"): "Electronic"},
        "WARNING Segments!B20 (Parent segment): nothing else stands below 'Electronic'. Did you mean 'Electronics'?",
    ),
    (
        "product_without_potential",
        {("Potential", "B1"): "Nothing"},
        "WARNING Products!A2 (Product line): no segment has potential for 'Analyzers'. Look at its column on sheet Potential.",
    ),
    (
        "matrix_column_unknown",
        {("Potential", "B1"): "Nothing"},
        "WARNING Potential!B1: column 'Nothing' is no product line. It is ignored.",
    ),
    (
        "history_not_past",
        {("Monthly history", "A2"): 2031},
        "WARNING Monthly history!A2 (Year): lines of the plan year 2027 or later: 1. Check year and plan year.",
    ),
    (
        "override_name",
        {("Overrides", "B2"): "Nothing"},
        "ERROR Overrides!B2 (Name): 'Nothing' is not known. Name a leaf segment, team or seat of this workbook.",
    ),
    (
        "line_without_unit",
        {("Overrides", "C2"): "Sensors"},
        "ERROR Overrides!C2 (Product line): 'Power West' has one channel for all product lines, so that this row would not count for one of "
        "them. Clear the product line, or answer yes below 'Assign by product line' of the segment.",
    ),
    (
        "line_without_unit",
        {("Judgement", "B2"): "Sensors"},
        "ERROR Judgement!B2 (Product line): 'Electronics East' has one channel for all product lines, so that this row would not count for one "
        "of them. Clear the product line, or answer yes below 'Assign by product line' of the segment.",
    ),
    (
        "line_expected",
        {("Judgement", "A2"): "Automotive East"},
        "ERROR Judgement!B2 (Product line): 'Automotive East' is assigned by product line, the product line that is judged is expected.",
    ),
    (
        "judgement_falls",
        {("Judgement", "E2"): 1000},
        "ERROR Judgement!E2 (Revenue at today's effort): more effort brings less revenue than the column before. "
        "Look at the order of the five figures.",
    ),
    (
        "seasonality_sum",
        {("Seasonality", "C2"): 0.5},
        "ERROR Seasonality!C2 (M1): the months add up to 138 %, 100 % is expected.",
    ),
    (
        "segment_months_unused",
        {("Seasonality", "A2"): "segment", ("Seasonality", "B2"): "Food East"},
        "WARNING Seasonality!A2 (Applies to): the months of segment 'Food East' change nothing: a target's months follow its team's row, its "
        "product line's, the company's. Give these months to the team or the product line.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "message"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)])
def test_the_finding_names_cell_and_remedy(example, tmp_path, code, changes, message):
    book = openpyxl.load_workbook(example)
    for (sheet, cell), value in changes.items():
        book[sheet][cell].value = value
    path = tmp_path / "plan.xlsx"
    book.save(path)
    findings = {f.message(): f.code for f in read_and_check(path)[1]}
    assert message in findings, list(findings)
    assert code == "override_name" or findings[message] == code


def test_the_example_is_warned_of_an_owner_who_left_and_of_nothing_else(example):
    assert [f.code for f in read_and_check(example)[1]] == ["owner_unknown"]


def test_a_node_may_repeat_defaults_and_labels_that_all_leaves_have(example, tmp_path):
    book = openpyxl.load_workbook(example)
    # Medical: industry, no strategic segment, option value 0. Direct sales: no hires, co-sells as teams do without a word.
    for sheet, cell, value in [("Segments", "C2", "Medical"), ("Segments", "M2", "no"), ("Segments", "N2", 0)]:
        book[sheet][cell] = value
    book["Teams"]["I2"], book["Teams"]["G2"] = 0, "yes"
    path = tmp_path / "plan.xlsx"
    book.save(path)
    assert [f.code for f in read_and_check(path)[1]] == ["owner_unknown"]


def test_a_column_of_labels_before_the_product_lines_is_no_stranger(example, tmp_path):
    book = openpyxl.load_workbook(example)
    sheet = book["Potential"]
    sheet.insert_cols(2)
    sheet["B1"] = "Industry"
    for row in range(2, 42):
        sheet.cell(row, 2).value = "any"
    path = tmp_path / "plan.xlsx"
    book.save(path)
    assert [f.code for f in read_and_check(path)[1]] == ["owner_unknown"]
