"""Headers that name the year, and words that can mean another thing too: read where nothing else names the column, and told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.language import Language
from planner.reading.accounts.account_files import read_account_file
from planner.reading.words.headers import header_key
from planner.tables.registry import INPUT_TABLES
from tests.plain_workbook import plain_sheets, read_same, read_sheets
from tests.plan_input_builder import make_plan_input, make_segment


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize(
    "header",
    [
        "Revenue 2026",
        "2026 actual",
        "FY26 turnover",
        "Sales (FY2026)",
        "Sales last year",
        "2026年销售额",
        "Revenue 2026E",
        "FY26A sales",
        "Sales '26",
    ],
)
def test_revenue_of_the_year_before_the_plan_is_last_years(path, header):
    sheets = plain_sheets()
    sheets["Segments"][0][3] = header
    assert read_same(path, sheets) == [f"NOTE Segments!D1: column '{header}' is read as 'Last year's revenue'."]


@pytest.mark.parametrize("header", ["2026年收入（元）", "26年实际销售额", "去年业绩"])
def test_and_in_a_chinese_workbook(path, header):
    sheets = plain_sheets(Language.CHINESE)
    sheets["客户细分"][0][3] = header
    assert len(read_same(path, sheets, Language.CHINESE)) == 1


@pytest.mark.parametrize("header", ["Revenue 2025", "Revenue 2027", "Revenue FY27"])
def test_revenue_of_another_year_is_not(path, header):
    sheets = plain_sheets()
    sheets["Segments"][0][3] = header
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Segments!1:1: column 'Last year's revenue' is missing.") for m in messages)


def test_a_bare_year_is_unclear_where_the_fiscal_year_is_not_the_calendars(path):
    sheets = plain_sheets()
    sheets["Settings"].append(["Fiscal year starts in month", 4])
    sheets["Segments"][0][3] = "Revenue 2026"
    _, messages = read_sheets(path, sheets)
    assert any("column 'Last year's revenue' is missing" in m for m in messages)
    sheets["Segments"][0][3] = "Revenue FY26"
    _, messages = read_sheets(path, sheets)
    assert messages == ["NOTE Segments!D1: column 'Revenue FY26' is read as 'Last year's revenue'."]


def test_of_several_years_the_one_before_the_plan_counts(path):
    sheets = plain_sheets()
    sheets["Segments"] = [
        [*row[:3], other, *row[3:]] for row, other in zip(sheets["Segments"], ["Revenue 2025", 1, 2, 3, 4], strict=True)
    ]
    sheets["Segments"][0][4] = "Revenue 2026"
    assert read_same(path, sheets) == [
        "NOTE Segments!D1: column 'Revenue 2025' is not known. It is ignored.",
        "NOTE Segments!E1: column 'Revenue 2026' is read as 'Last year's revenue'.",
    ]


def test_words_of_other_companies_name_columns_that_nothing_else_names(path):
    sheets = plain_sheets()
    sheets["Segments"][0][:2] = ["Country", "No. of customers"]
    sheets["Segments"][0][4:6] = ["Channel", "Sales team"]
    sheets["Teams"][0] = ["Department", "Route to market", "Current headcount", "Open positions", "Average salary"]
    sheets["Settings"][4][0] = "FY27 sales target"
    del sheets["Settings"][5]
    plain = plain_sheets()
    del plain["Settings"][5]
    result, messages = read_sheets(path, sheets)
    expected, _ = read_sheets(path, plain)
    assert result.plan_input is not None and expected.plan_input is not None
    assert result.plan_input == expected.plan_input
    assert "NOTE Segments!A1: column 'Country' is read as 'Segment'." in messages
    assert "NOTE Settings!A5: setting 'FY27 sales target' is read as 'Company target: revenue'." in messages
    assert len(messages) == 10


def test_a_loose_word_gives_way_to_a_sure_one_and_of_two_none_counts(path):
    sheets = plain_sheets()
    for row, country, state in zip(sheets["Segments"], ["Country", *"ABCD"], ["State", *"EFGH"], strict=True):
        row += [country, state]
    sheets["Segments"][0][0] = "Segment"
    _, told = read_sheets(path, sheets)
    assert told == [
        "NOTE Segments!H1: column 'Country' is read as 'Region'.",  # its second meaning, where segments are named
        "NOTE Segments!I1: column 'State' is not known. It is ignored.",
    ]
    sheets["Segments"][0][0] = "Segment code"
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Segments!1:1: column 'Segment' is missing.") for m in messages)


def test_a_sheet_by_a_loose_name_counts_where_no_other_has_a_surer_one(path):
    seats = [
        ["Seat", "Team", "Rep"],
        *([f"S{i}", "Field", name] for i, name in enumerate(["Ann", "Ben", "Cid", "Dan", "Eva"])),
    ]
    result, messages = read_sheets(path, plain_sheets() | {"Salespeople": seats})
    assert result.plan_input is not None and len(result.plan_input.seats) == 5
    assert messages == ["NOTE Salespeople: sheet 'Salespeople' is read as 'Seats'."]
    result, messages = read_sheets(path, plain_sheets() | {"Salespeople": [["Name"], ["Bob"]], "Seats": seats})
    assert result.plan_input is not None and len(result.plan_input.seats) == 5
    assert messages == ["NOTE Salespeople: sheet 'Salespeople' is no sheet of the planning workbook. It is ignored."]


@pytest.mark.parametrize(
    ("name", "rows"),
    [("Clients", [["Client", "Phone"], ["ACME", "555"]]), ("Reps", [["Name", "E-mail"], ["Ann", "a@b.c"]])],
)
def test_a_list_that_lacks_what_its_table_needs_is_no_such_table(path, name, rows):
    assert read_same(path, plain_sheets() | {name: rows}) == [
        f"NOTE {name}: sheet '{name}' is no sheet of the planning workbook. It is ignored."
    ]


def test_no_loose_word_is_a_sure_word_of_another_column_of_its_sheet():
    for table in INPUT_TABLES:
        sure = {header_key(w): c for c in table.columns for w in (c.header.en, c.header.zh, *c.synonyms)}
        loose = [(c, w) for c in table.columns for w in c.loose]
        assert [(w, sure[header_key(w)].field) for c, w in loose if sure.get(header_key(w), c) is not c] == []
        keys = [header_key(w) for _, w in loose]
        owners = {k: {c.field for c, w in loose if header_key(w) == k} for k in keys}
        places = ("country", "market", "state", "province", "省份", "省", "省市")
        twice = {w: {"segment", "region"} for w in places} if table.key == "segments" else {}
        assert {k: o for k, o in owners.items() if len(o) > 1} == twice, table.key


def test_sheets_with_chinese_names_of_their_own_are_a_chinese_workbook(path):
    names = {
        "参数": "基本参数",
        "产品": "产品清单",
        "客户细分": "分省市场",
        "产品市场潜力": "市场容量",
        "团队": "销售组织",
    }
    sheets = {names[n]: rows for n, rows in plain_sheets(Language.CHINESE).items()}
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert result.language is Language.CHINESE


@pytest.mark.parametrize("year", ["FY27", "FY 27", "fy2027"])
def test_a_plan_year_of_two_digits_behind_fy(path, year):
    sheets = plain_sheets()
    sheets["Settings"][2][1] = year
    sheets["Segments"][0][3] = "FY26 sales"
    sheets["Settings"][4][0] = "FY27 revenue target"
    assert read_same(path, sheets) == [
        f"WARNING Settings!B3 (Plan year): the text '{year}'. Read as 2027.",
        "NOTE Segments!D1: column 'FY26 sales' is read as 'Last year's revenue'.",
        "NOTE Settings!A5: setting 'FY27 revenue target' is read as 'Company target: revenue'.",
    ]


def test_customers_and_a_history_by_the_words_of_a_crm(path):
    sheets = plain_sheets()
    sheets["Monthly history"] = [
        ["FY", "Month", "Country", "Net sales"],
        *([2026, m, "North", 1000] for m in range(1, 13)),
    ]
    sheets["Accounts"] = [
        ["ID", "Market", "Annual spend", "FY26 revenue", "Account manager"],
        ["A1", "North", 5000, 1200, "Ann"],
    ]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert sum(line.revenue_cents for line in result.plan_input.history) == 1_200_000
    book = result.plan_input.accounts
    assert (book.segment, book.potential_cents, book.last_year_revenue_cents) == (("North",), (500_000,), (120_000,))
    assert "NOTE Accounts!B1: column 'Market' is read as 'Segment'." in messages
    assert "NOTE Monthly history!D1: column 'Net sales' is read as 'Revenue'." in messages


def test_a_csv_of_customers_by_the_words_of_a_crm(tmp_path):
    """Numbers below such headers were text, each with a warning."""
    file = tmp_path / "crm.csv"
    file.write_text(
        "ID,Market,Annual spend,FY26 revenue,Account manager\nA1,North,5000,1200,Ann\nA2,South,800.5,0,\n", "utf-8"
    )
    plan_input = make_plan_input(segments=(make_segment("North"), make_segment("South")))
    plan_input = replace(plan_input, settings=replace(plan_input.settings, plan_year=2027))
    book, findings = read_account_file(file, plan_input)
    assert (book.potential_cents, book.last_year_revenue_cents) == ((500_000, 80_050), (120_000, 0))
    assert {f.code for f in findings} == {"column_name"}


@pytest.mark.parametrize(
    ("sheet_language", "header", "meant"),
    [
        (Language.ENGLISH, "Travel (EUR)", "Travel per head"),
        (Language.ENGLISH, "Pre-sales cost", "Pre-sales per head"),
        (Language.CHINESE, "差旅费（元）", "人均差旅"),
    ],
)
def test_an_amount_that_may_be_one_per_head_is_a_warning(path, sheet_language, header, meant):
    """It may be the team's whole: it is not taken, and the cost would be missing without a word."""
    sheets = plain_sheets(sheet_language)
    rows = sheets["团队" if sheet_language is Language.CHINESE else "Teams"]
    sheets["团队" if sheet_language is Language.CHINESE else "Teams"] = [
        [*row, 5_000 if i else header] for i, row in enumerate(rows)
    ]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert all(t.travel_cents == t.presales_cents == 0 for t in result.plan_input.teams)
    (told,) = (m for m in messages if header in m)
    assert told.startswith("WARNING")
    assert told.endswith(f"Did you mean '{meant}'?")


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("FY begins", "July", "fiscal_start_month"),
        ("Cost per hire", 25_000, "hire_cost_cents"),
        ("Average order value", 90_000, "average_deal_cents"),
        ("Gross profit target", 6_000_000, "target_gross_profit_cents"),
        ("新增客户目标", 60, "target_new_customers"),
        ("最多招聘人数", 6, "max_hires"),
    ],
)
def test_settings_as_people_call_them(path, label, value, field):
    sheets = plain_sheets()
    sheets["Settings"].append([label, value])
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    expected = 7 if value == "July" else value * 100 if field.endswith("_cents") else value
    assert getattr(result.plan_input.settings, field) == expected
    assert any(f"setting '{label}' is read as" in m for m in messages)
