"""Shares of quarters, and ramp profiles whose months stand below each other."""

from __future__ import annotations

import pytest

from tests.plain_workbook import plain_sheets, read_sheets

QUARTERS = (0.2, 0.24, 0.22, 0.34)
MONTHS = tuple(q / 3 for q in QUARTERS for _ in range(3))


def _with(sheet, rows):
    return {**plain_sheets(), sheet: rows}


@pytest.mark.parametrize(
    ("rows", "scope", "name"),
    [
        ([["Quarter", "Share"], *([f"Q{i + 1}", q] for i, q in enumerate(QUARTERS))], "company", None),
        ([["", "Q1", "Q2", "Q3", "Q4"], ["Share", *QUARTERS]], "company", None),
        ([["", "Q1 FY27", "Q2 FY27", "Q3 FY27", "Q4 FY27"], ["Share", *QUARTERS]], "company", None),
        ([["产品线", "一季度", "二季度", "三季度", "四季度"], ["Alpha", *QUARTERS]], "product", "Alpha"),
        (
            [["Applies to", "Name", "1Q", "2Q", "3Q", "4Q"], ["team", "Field", *(f"{q:.0%}" for q in QUARTERS)]],
            "team",
            "Field",
        ),
        ([["Product line", "Q1", "Q2", "Q3", "Q4"], ["Alpha", *(100 * q for q in QUARTERS)]], "product", "Alpha"),
    ],
)
def test_a_third_of_a_quarters_share_is_a_months(path, rows, scope, name):
    result, messages = read_sheets(path, _with("Seasonality", rows))
    assert result.plan_input is not None, messages
    season = result.plan_input.seasonality[0]
    assert (season.scope.value, season.name) == (scope, name)
    assert season.month_shares == pytest.approx(MONTHS)
    assert any(m.startswith("NOTE Seasonality!") and "A third of each share" in m for m in messages)


@pytest.mark.parametrize(
    ("headers", "is_read"), [(["Q1", "Q2", "Q3", "Q4"], False), (["FQ1", "FQ2", "FQ3", "FQ4"], True)]
)
def test_quarters_that_may_be_fiscal_ones_are_refused(path, headers, is_read):
    sheets = _with("Seasonality", [["", *headers], ["Share", *QUARTERS]])
    sheets["Settings"].append(["Fiscal year starts in month", 4])
    result, messages = read_sheets(path, sheets)
    assert (result.plan_input is not None) is is_read, messages


@pytest.mark.parametrize(
    "rows",
    [
        [["", "Q1", "Q2", "Q4"], ["Share", 0.3, 0.3, 0.4]],
        [["", "Q1", "Q2", "Q3", "Q4"], ["Share", 0.3, 0.3, 0.4, "rest"]],
    ],
)
def test_other_quarters_are_refused(path, rows):
    result, messages = read_sheets(path, _with("Seasonality", rows))
    assert result.plan_input is None
    assert any(m.startswith("ERROR Seasonality") for m in messages)


@pytest.mark.parametrize(
    "rows",
    [
        [["Month since hire", "AE", "SDR"], [1, 0, 0.3], [2, 0.25, 0.6], [3, 0.5, 1]],
        [["Month", "AE", "SDR"], ["M1", "0%", "30%"], ["M2", "25%", "60%"], ["M3", "50%", "100%"]],
        [["到岗月份", "AE", "SDR"], ["第1个月", 0, 0.3], ["第2个月", 0.25, 0.6], ["第3个月", 0.5, 1]],
        [
            ["Profile", "Month", "Productivity"],
            *(["AE", m, s] for m, s in ((1, 0), (2, 0.25), (3, 0.5))),
            *(["SDR", m, s] for m, s in ((3, 1), (2, 0.6), (1, 0.3))),
        ],
    ],
)
def test_ramp_profiles_of_months_down(path, rows):
    result, messages = read_sheets(path, _with("Ramp", rows))
    assert result.plan_input is not None, messages
    shares = {r.profile: r.month_shares[:4] for r in result.plan_input.ramps}
    assert shares == {"AE": (0, 0.25, 0.5, 1), "SDR": (0.3, 0.6, 1, 1)}
    assert any(m.endswith("Read as ramp profiles AE, SDR.") for m in messages), messages


def test_a_fault_in_a_ramp_that_stands_otherwise_names_its_cell(path):
    _, messages = read_sheets(path, _with("Ramp", [["Month", "AE"], [1, 0], [2, "half"], [3, 1]]))
    assert any(m.startswith("ERROR Ramp!B3 (M2): found 'half'") for m in messages), messages


@pytest.mark.parametrize(
    "rows",
    [
        [["Month", "AE"], [0, 0.2], [1, 1]],
        [["Calendar month", "AE"], ["Jan", 0.2], ["Feb", 1]],
        [["Profile", "Month", "Productivity"], ["AE", 1, 0.1], ["AE", 1, 0.5]],
        [["Profile", "Month", "Productivity", "Quota share"], ["AE", 1, 0.1, 0.2], ["AE", 2, 0.5, 0.6]],
    ],
)
def test_other_ramps_are_refused(path, rows):
    result, messages = read_sheets(path, _with("Ramp", rows))
    assert result.plan_input is None
    assert messages[0].startswith("ERROR Ramp"), messages


def test_a_ramp_profile_without_a_month_is_refused(path):
    rows = [["Ramp profile", "M1", "M2", "Months to full productivity"], ["AE", 0.5, 1, 2], ["SDR", None, None, 6]]
    result, messages = read_sheets(path, _with("Ramp", rows))
    assert result.plan_input is None
    assert messages[0].startswith("ERROR Ramp!3:3: a ramp profile without a share of any month, a share for each month")
