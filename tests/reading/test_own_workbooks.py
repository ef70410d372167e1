"""Workbooks of people who keep their own: two years of values, sheets and segments with names of their own, names that differ in dashes."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.reading.words.known_names import KnownNames
from tests.plain_workbook import plain_sheets, read_same, read_sheets


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def _with_two_years(last, this, last_year=2026, sheets=None):
    """Return the plain workbook with last year's values before the plan's; amounts of last year are a tenth."""
    sheets = sheets or plain_sheets()
    name = next(iter(sheets))
    rows = sheets[name]
    head, *settings = rows
    sheets[name] = [[head[0], last, this]]
    for label, value in settings:
        before = last_year if value == 2027 else value / 10 if isinstance(value, int) else value
        sheets[name].append([label, before, value])
    return sheets


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("FY26A", "FY27 Plan"),
        ("FY2026 Forecast", "FY2027 Plan"),
        ("FY26 FC", "FY27 Budget"),
        (2026, 2027),
        ("2026年预计", "2027年目标"),
    ],
)
def test_the_plans_column_counts_beside_an_earlier_year(path, last, this):
    assert f"column '{this}' is read as the values" in read_same(path, _with_two_years(last, this))[-1]


def test_the_plans_column_counts_in_chinese(path):
    sheets = _with_two_years("2026年预计", "2027年计划", sheets=plain_sheets(Language.CHINESE))
    assert read_same(path, sheets, Language.CHINESE)[-1] == "NOTE 参数!C1: column '2027年计划' is read as the values."


def test_years_of_text_beside_each_other_are_unclear(path):
    """The plan year was read from the column of last year: FY2026 is a text, and texts were not looked at."""
    sheets = _with_two_years("Then", "Now", "FY2026")
    sheets["Settings"][2][2] = "FY2027"
    assert any(
        m.startswith("ERROR Settings!B3 (Plan year): numbers in B3 and C3.") for m in read_sheets(path, sheets)[1]
    )


def test_two_years_alone_count_only_where_the_plan_year_says_so(path):
    _, messages = read_sheets(path, _with_two_years(2025, 2026))  # the plan year below 2026 is 2027
    assert any("Head the column that counts with Value." in m for m in messages)


@pytest.mark.parametrize("label", ["Net sales", "Turnover", "营业收入", "销售收入"])
def test_a_measure_among_targets_is_the_companys_target(path, label):
    sheets = plain_sheets()
    sheets["Settings"][0][1] = "Target"
    sheets["Settings"][4][0] = label
    sheets["Settings"].append(["Gross profit", 4_000_000])
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert result.plan_input.settings.target_revenue_cents == 1_300_000_000
    assert result.plan_input.settings.target_gross_profit_cents == 400_000_000
    assert f"NOTE Settings!A5: setting '{label}' is read as 'Company target: revenue'." in messages


def test_a_measure_alone_is_no_target(path):
    """Where nothing says that values are of the plan, "Net sales" may be last year's; the label is named where the target is missing."""
    sheets = plain_sheets()
    sheets["Settings"][4][0] = "Net sales"
    sheets["Settings"].append(["Selling cost, % of sales", 0.2])
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert messages[0] == (
        "ERROR Settings (Company target: revenue): a setting that is missing, a value is expected. "
        "If it is 'Net sales' (A5), name that 'Company target: revenue'."
    )


def test_a_label_of_a_measure_is_named_in_chinese_where_the_target_is_missing(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["参数"][4][0] = "签约销售额"
    messages = [f.message(Language.CHINESE) for f in read_sheets(path, sheets)[0].findings]
    assert messages[0].endswith("如 “签约销售额”（A5） 即为该项，请改名为“公司目标：收入”。")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("EMEA – North", "EMEA - North"),
        ("Cloud / M365", "cloud/M365"),
        ("大型企业 - 金融", "大型企业-金融"),
        ("大型企业-金融", "大型企业金融"),
    ],
)
def test_a_name_is_the_same_with_another_dash(path, here, there):
    sheets = plain_sheets()
    sheets["Segments"][1][0], sheets["Potential"][1][0] = here, there
    result, messages = read_sheets(path, sheets)
    assert messages == [] and result.plan_input is not None
    assert (here, "Alpha") in result.plan_input.potential_cents


@pytest.mark.parametrize(("here", "there"), [("SMB <50", "SMB >50"), ("A+", "A-"), ("10-49", "1049"), ("R&D", "RD")])
def test_signs_and_numbers_tell_names_apart(here, there):
    assert KnownNames({here.casefold(): here}).get(there.casefold()) is None


def test_a_name_that_two_others_may_be_is_none():
    names = KnownNames({"a – b": "A – B", "a/b": "A/B"})
    assert names.get("a b") is None and "a b" not in names and names["a/b"] == "A/B"
    with pytest.raises(KeyError):
        names["a b"]


def _by_two_columns(sheets, segments, potential, first, second, figures=3):
    """Put the segments of the plain workbook into a region and an industry, each twice, in `segments` and `potential`."""
    pairs = [("East", "Retail"), ("East", "Banks"), ("West", "Retail"), ("West", "Banks")]
    sheets[segments] = [
        [first, second, *sheets[segments][0][1:]],
        *([*pair, *row[1:]] for pair, row in zip(pairs, sheets[segments][1:], strict=True)),
    ]
    sheets[potential] = [
        [first, second, *sheets[potential][0][1:]],
        *([*pair, *row[1:]] for pair, row in zip(pairs, sheets[potential][1:], strict=True)),
    ]
    return sheets


@pytest.mark.parametrize(
    ("first", "second"), [("Region", "Customer type"), ("Market", "Industry"), ("Area", "Segment")]
)
def test_two_columns_name_segments_together(path, first, second):
    result, messages = read_sheets(path, _by_two_columns(plain_sheets(), "Segments", "Potential", first, second))
    assert (
        f"WARNING Segments!A1: '{first}' and '{second}' together name each row. Read as segments such as 'East / Retail'."
        in messages
    )
    assert result.plan_input is not None
    assert [s.segment for s in result.plan_input.segments] == [
        "East / Retail", "East / Banks", "West / Retail", "West / Banks",
    ]  # fmt: skip
    potential = {f"{s}: {p}": cents for (s, p), cents in result.plan_input.potential_cents.items()}
    assert potential["West / Banks: Alpha"] == 800_000_000
    assert [s.region for s in result.plan_input.segments] == ["East", "East", "West", "West"]


def test_a_segment_that_stands_twice_by_mistake_is_told_as_such(path):
    sheets = plain_sheets()
    for row, region in zip(sheets["Segments"], ["Region", "Up", "Up", "Down", "Down"], strict=True):
        row.append(region)
    sheets["Segments"][3][0] = "North"
    assert "ERROR Segments!A4 (Segment): 'North' stands in rows 2 and 4." in read_sheets(path, sheets)[1]


def test_two_columns_name_segments_together_in_chinese(path):
    sheets = _by_two_columns(plain_sheets(Language.CHINESE), "客户细分", "产品市场潜力", "大区", "客户类型")
    sheets["产品市场潜力"][1:] = [[None, f"{a}-{b}", *rest] for a, b, *rest in sheets["产品市场潜力"][1:]]
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None and len(result.plan_input.potential_cents) == 8
    assert any(
        f.message(Language.CHINESE)
        == "警告 客户细分!A1：“大区”与“客户类型”两列合起来才能区分各行。按细分读取，如“East / Retail”。"
        for f in result.findings
    )


def test_a_pair_that_stands_twice_names_no_segment(path):
    sheets = _by_two_columns(plain_sheets(), "Segments", "Potential", "Region", "Customer type")
    sheets["Segments"][2][1] = "Retail"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None and not any("together" in m for m in messages)


def test_sheets_of_own_names_are_read_in_chinese(path):
    names = {
        "参数": "26年目标盘",
        "产品": "货盘",
        "客户细分": "大区盘点",
        "产品市场潜力": "空间（元）",
        "团队": "人员与费用",
    }
    sheets = {names[n]: rows for n, rows in plain_sheets(Language.CHINESE).items()}
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None
    told = {f.message(Language.CHINESE) for f in result.findings if f.code == "sheet_meant"}
    assert (
        "警告 大区盘点：工作表“大区盘点”按“客户细分”读取。没有该名称的工作表，而此表内容相符。" in told
        and len(told) == 5
    )


def test_a_sheet_called_like_another_table_is_known_by_its_columns(path):
    """ "Customers" is a list of accounts by its name."""
    sheets = plain_sheets()
    sheets["Customers"] = sheets.pop("Segments")
    assert read_same(path, sheets) == [
        "WARNING Customers: sheet 'Customers' is read as 'Segments'. No sheet is called so, and this one holds what belongs there."
    ]


def test_a_hidden_sheet_or_a_copy_is_not_taken_for_one_that_is_missing(path):
    sheets = plain_sheets()
    sheets["Copy of Segments"] = sheets["Own segments"] = sheets.pop("Segments")
    result, messages = read_sheets(path, sheets, lambda book: setattr(book["Own segments"], "sheet_state", "hidden"))
    assert result.plan_input is None
    assert any("sheet 'Segments' is missing" in m for m in messages)


def test_a_header_of_which_only_the_name_is_known_says_which_columns_may_be_meant(path):
    sheets = plain_sheets()
    sheets["Products"][0] = ["Product line", "Subscription GM"]
    _, messages = read_sheets(path, sheets)
    assert (
        messages[0]
        == "ERROR Products!1:1: column 'Gross margin' is missing. If 'Subscription GM' is it, name it so; else add it."
    )


def test_columns_of_numbers_that_are_not_read_are_named_where_one_is_missing(path):
    sheets = plain_sheets()
    sheets["Teams"][0][2], sheets["Teams"][0][3] = "AEs there", "AEs to come"
    _, messages = read_sheets(path, sheets)
    assert messages[0] == (
        "ERROR Teams!1:1: column 'Heads' is missing. If one of 'AEs there', 'AEs to come' is it, name it so; else add it."
    )


def test_a_currency_with_a_unit_is_one_fault(path):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "GBP (£m)"
    sheets["Segments"][0][3] = "Last year's revenue (£m)"
    for row in sheets["Segments"][1:]:
        row[3] /= 1e6
    _, messages = read_sheets(path, sheets)
    assert [m.split(":")[0] for m in messages if m.startswith("ERROR")] == ["ERROR Settings!B4 (Currency)"]


def _in_a_fiscal_year(first, plan_year, *revenues, sheets=None):
    """Return the plain workbook for the year from May 2026 on, with columns of revenue headed `revenues`; those before the last are a tenth."""
    sheets = sheets or plain_sheets()
    sheets["Settings"][0][1] = first
    sheets["Settings"][2][1] = plan_year
    sheets["Settings"].append(["Fiscal year starts in month", 5])
    for i, row in enumerate(sheets["Segments"]):
        row[3:4] = revenues if i == 0 else [row[3] / 10] * (len(revenues) - 1) + [row[3]]
    return sheets


def test_last_year_is_the_one_before_by_the_name_that_the_plan_year_has(path):
    """The year from May 2026 on is FY27 there: FY26 is last year's. FY25, the year before it, had been taken for it without a word."""
    result, messages = read_sheets(path, _in_a_fiscal_year("Budget FY27", 2026, "Net sales FY25", "Net sales FY26"))
    assert "NOTE Segments!E1: column 'Net sales FY26' is read as 'Last year's revenue'." in messages
    assert result.plan_input is not None
    assert result.plan_input.segments[0].existing_revenue_cents == 200_000_000
    result, messages = read_sheets(path, _in_a_fiscal_year("Budget FY26", 2026, "Net sales FY25"))
    assert "NOTE Segments!D1: column 'Net sales FY25' is read as 'Last year's revenue'." in messages
    result, messages = read_sheets(
        path, _in_a_fiscal_year("Budget FY27", 2026, "Net sales 2024/25", "Net sales 2025/26")
    )
    assert "NOTE Segments!E1: column 'Net sales 2025/26' is read as 'Last year's revenue'." in messages


def test_the_year_before_last_is_not_last_years_where_the_plan_years_figures_stand_beside_it(path):
    _, messages = read_sheets(path, _in_a_fiscal_year("Value", 2026, "Net sales FY25", "Net sales FY26"))
    assert messages[0].startswith(
        "ERROR Segments!1:1: column 'Last year's revenue' is missing. Add it: 'Net sales FY25', 'Net sales FY26' are ignored."
    )


def test_a_customers_number_and_name_are_told_apart(path):
    """Both say customer: the check ended in a fault of the program."""
    accounts: list[list[object]] = [
        ["Customer #", "Customer name", "Segment", "Potential"],
        ["001", "ACME", "North", 1000],
        ["002", "Bolt", "South", 900],
    ]
    result, _ = read_sheets(path, plain_sheets() | {"Accounts": accounts})
    assert result.plan_input is not None
    assert list(result.plan_input.accounts.account) == ["001", "002"]
    assert list(result.plan_input.accounts.name) == ["ACME", "Bolt"]


def test_a_list_behind_commas_keeps_the_and_of_its_entries(path):
    sheets = plain_sheets()
    sheets["Segments"][1][0] = sheets["Potential"][1][0] = "Transport & logistics"
    sheets["Teams"][0].append("Segments in scope")
    sheets["Teams"][1].append("Transport & logistics, South")
    sheets["Teams"][2].append("East, West")
    result, messages = read_sheets(path, sheets)
    assert (
        "WARNING Teams!F2 (Regions covered): segments stand here, not regions: Transport & logistics; South. "
        "Read as the segments that the team covers." in messages
    )
    assert result.plan_input is not None and len(result.plan_input.coverage) == 4


@pytest.mark.parametrize(
    ("corner", "is_refused"), [("Market / customer", False), ("Potential / customer", True), ("客群/客户", False)]
)
def test_a_corner_that_names_rows_says_nothing_of_amounts(path, corner, is_refused):
    sheets = plain_sheets()
    sheets["Potential"][0][0] = corner
    _, messages = read_sheets(path, sheets)
    assert any("says amounts of one account" in m for m in messages) is is_refused
