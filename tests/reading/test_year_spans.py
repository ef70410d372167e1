"""Fiscal years named by two calendar years are those that begin in the first; a year behind FY may be named after its end."""

from __future__ import annotations

import pytest

from planner.reading.words.numbers import read_number
from planner.reading.words.year_spans import with_first_years
from tests.plain_workbook import plain_sheets, read_same, read_sheets


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize(
    "text", ["2027/28", "FY2027-28", "FY27/28", "fy 27-28", "2027–2028", "2027-2028年度", "２０２７／２８", "2027 / 28"]
)
def test_a_span_is_the_year_that_begins_first(text):
    read = read_number(text, calendar=True)
    assert read is not None
    assert int(read.year) == 2027
    assert read.says_span


@pytest.mark.parametrize("text", ["2027/29", "27/28", "2027-12", "11/12", "2027-28-29", "1999/00x", "2027/2029"])
def test_what_is_no_span_is_none(text):
    assert read_number(text, calendar=True) is None
    assert with_first_years(text) == text


def test_spans_as_plan_year_and_in_labels_and_headers(path):
    sheets = plain_sheets()
    sheets["Settings"][2][1] = "2027/28"
    sheets["Settings"][4][0] = "Revenue target FY2027-28"
    sheets["Segments"][0][3] = "Sales FY26/27"
    assert read_same(path, sheets) == [
        "WARNING Settings!B3 (Plan year): the text '2027/28'. Read as 2027.",
        "NOTE Segments!D1: column 'Sales FY26/27' is read as 'Last year's revenue'.",
        "NOTE Settings!A5: setting 'Revenue target FY2027-28' is read as 'Company target: revenue'.",
    ]


def test_figures_of_another_span_are_not_last_years(path):
    sheets = plain_sheets()
    sheets["Settings"][2][1] = "2027/28"
    sheets["Segments"][0][3] = "Sales FY27/28"
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Segments!1:1: column 'Last year's revenue' is missing.") for m in messages)


@pytest.mark.parametrize(("year", "is_told"), [("FY27", True), ("2027财年", True), ("2027/28", False), (2027, False)])
def test_a_year_that_may_be_named_after_its_end_is_told(path, year, is_told):
    sheets = plain_sheets()
    sheets["Settings"][2][1] = year
    _, messages = read_sheets(path, sheets)
    assert not any("is read as the year" in m for m in messages), "the fiscal year is the calendar's"
    sheets["Settings"].append(["Financial year begins", "April"])
    result, messages = read_sheets(path, sheets)
    told = (
        f"WARNING Settings!B3 (Plan year): '{year}' is read as the year that begins in 2027. "
        "If it is the one that ends in 2027, write 2026."
    )
    assert (told in messages) is is_told
    assert result.plan_input is not None
    assert (result.plan_input.settings.plan_year, result.plan_input.settings.fiscal_start_month) == (2027, 4)
