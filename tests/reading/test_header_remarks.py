"""Remarks behind headers and words inside of them that say something else than the column holds: none is passed over without a word."""

from __future__ import annotations

import pytest

from planner.language import Language
from tests.plain_workbook import plain_sheets, read_same, read_sheets

_HEADERS = {"Segments": (1, 2, 3), "Teams": (2, 3, 4)}


def test_a_remark_that_says_something_else_is_a_warning(path):
    sheets = plain_sheets()
    sheets["Segments"][0][1] = "Accounts (lost)"
    assert read_same(path, sheets) == [
        "WARNING Segments!B1 (Accounts): 'Accounts (lost)' may say something else than 'Accounts' holds. "
        "It is read as that: name it so if it is, else another way."
    ]


@pytest.mark.parametrize(
    ("sheet", "column", "header"),
    [
        ("Segments", 1, "Accounts (2021)"),
        ("Segments", 1, "Accounts [YoY change]"),
        ("Segments", 2, "Penetration (market share)"),
        ("Segments", 3, "Last year's revenue (target)"),
        ("Segments", 3, "Last year's revenue (weighted)"),
        ("Segments", 3, "Last year's revenue (before last)"),
        ("Teams", 2, "Heads (year end)"),
        ("Teams", 2, "Heads (budget)"),
        ("Teams", 4, "Pay per head (ranking)"),
        ("Settings", 4, "Company target: revenue (2024)"),
        ("Settings", 4, "Company target: revenue (2026)"),
        ("Settings", 4, "Company target: revenue (actual)"),
        ("Settings", 4, "Company target: revenue (stretch)"),
        ("Settings", 4, "Company target: revenue (Q1)"),
        ("Teams", 3, "Most hires (per team)"),
        ("Teams", 4, "Pay per head (H1)"),
    ],
)
def test_such_remarks(path, sheet, column, header):
    sheets = plain_sheets()
    if sheet == "Settings":
        sheets[sheet][column][0] = header
    else:
        sheets[sheet][0][column] = header
    assert [m[:7] for m in read_same(path, sheets) if "something else" in m] == ["WARNING"]


@pytest.mark.parametrize(
    ("sheet", "column", "header"),
    [("客户细分", 3, "上年收入（目标）"), ("客户细分", 1, "客户数（流失）"), ("团队", 2, "人数（年末）")],
)
def test_such_remarks_in_chinese(path, sheet, column, header):
    sheets = plain_sheets(Language.CHINESE)
    sheets[sheet][0][column] = header
    assert [m[:7] for m in read_same(path, sheets, Language.CHINESE) if "something else" in m] == ["WARNING"]


def test_a_remark_that_nobody_knows_is_a_note(path):
    sheets = plain_sheets()
    sheets["Segments"][0][1] = "Accounts (companies above 50 people)"
    sheets["Segments"][0][4] = "Today's channel (sales)"  # no number
    assert read_same(path, sheets) == [
        "NOTE Segments!B1 (Accounts): 'Accounts (companies above 50 people)' is read as 'Accounts'."
    ]


@pytest.mark.parametrize(
    ("sheet", "column", "header"),
    [
        ("Segments", 1, "Accounts (required)"),
        ("Segments", 1, "Accounts (2026)"),
        ("Segments", 1, "Accounts (customers)"),
        ("Segments", 3, "Last year's revenue (forecast)"),
        ("Segments", 3, "Last year's revenue (Jan-Dec)"),
        ("Teams", 4, "Pay per head (CNY, incl. bonus)"),
        ("Teams", 3, "Most hires (see note 2)"),
    ],
)
def test_remarks_that_change_nothing_are_passed_over(path, sheet, column, header):
    sheets = plain_sheets()
    sheets[sheet][0][column] = header
    assert read_same(path, sheets) == []


@pytest.mark.parametrize(
    ("sheet", "column", "header", "unit"),
    [
        ("Teams", 4, "Pay per head (hourly)", "hourly"),
        ("Teams", 4, "Pay per head (gross monthly)", "monthly"),
        ("Teams", 3, "Most hires (per quarter)", "per quarter"),
        ("Segments", 1, "Accounts per month", "per month"),
    ],
)
def test_figures_of_another_period_are_refused(path, sheet, column, header, unit):
    sheets = plain_sheets()
    sheets[sheet][0][column] = header
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(m.startswith("ERROR ") and f"the unit '{unit}'" in m for m in messages)


@pytest.mark.parametrize("header", ["月人均薪酬", "人均薪酬（税前月）"])
def test_pay_of_a_month_in_chinese_is_refused(path, header):
    sheets = plain_sheets(Language.CHINESE)
    sheets["团队"][0][4] = header
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(m.startswith("ERROR 团队!E1 (Pay per head): the unit '月'") for m in messages)


@pytest.mark.parametrize(
    ("language", "header"),
    [
        (Language.ENGLISH, "Last year's sales ratio"),
        (Language.CHINESE, "上年销售数量"),
        (Language.CHINESE, "上年销售占比"),
    ],
)
def test_counts_and_ratios_are_not_taken_for_amounts(path, language, header):
    sheets = plain_sheets(language)
    segments = next(name for name in sheets if name in ("Segments", "客户细分"))
    sheets[segments][0][3] = header
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any("column 'Last year's revenue' is missing" in m for m in messages)


@pytest.mark.parametrize("header", ["Alpha (weighted)", "Alpha (2035)", "Alpha (units)", "Alpha (share of wallet)"])
def test_such_remarks_behind_product_lines(path, header):
    sheets = plain_sheets()
    sheets["Potential"][0][1] = header
    assert [m[:25] for m in read_same(path, sheets)] == ["WARNING Potential!B1: 'Al"]


def test_a_product_line_whose_name_has_a_remark_is_named_by_it(path):
    sheets = plain_sheets()
    sheets["Products"][1][0] = sheets["Potential"][0][1] = "Alpha (old)"
    assert read_sheets(path, sheets)[1] == []


def test_a_difficulty_is_not_taken_for_the_ease(path):
    """Read as 渗透率 it would be turned round: what is hard to reach would be planned as easy."""
    sheets = plain_sheets(Language.CHINESE)
    sheets["客户细分"][0][2] = "渗透难度"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any("column 'Penetration' is missing" in m for m in messages)


@pytest.mark.parametrize("label", ["成本率上限", "销售成本率上限"])
def test_the_cost_of_goods_is_not_taken_for_the_cost_of_sales(path, label):
    sheets = plain_sheets(Language.CHINESE)
    sheets["参数"][5][0] = label
    result, messages = read_sheets(path, sheets)
    assert f"WARNING 参数!A6: setting '{label}' is not known. Did you mean '营销成本率上限'?" in messages
    assert result.plan_input is not None and result.plan_input.settings.cost_of_sales_cap is None


def test_base_pay_of_a_month_says_what_to_write(path):
    sheets = plain_sheets()
    sheets["Seats"] = [["Seat", "Team", "Rep", "Monthly base pay"], ["S1", "Field", "Ann Lee", 20_000]]
    assert (
        "WARNING Seats!D1: column 'Monthly base pay' is not known. It is ignored: multiply by 12 and head it 'Base pay'."
    ) in read_sheets(path, sheets)[1]
