"""What a company that has never seen the template calls its sheets, columns and settings, and what it is told to mend first."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.reading.words.headers import header_key
from planner.reading.words.word_senses import says_revenue, sense_key
from planner.tables.columns.column import Kind
from planner.tables.registry import INPUT_TABLES
from tests.plain_workbook import plain_sheets, read_same, read_sheets


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize(
    ("label", "value", "field", "expected"),
    [
        ("First month of financial year", "July", "fiscal_start_month", 7),
        ("Start of FY", 4, "fiscal_start_month", 4),
        ("Max. cost of sales %", 30, "cost_of_sales_cap", 0.3),
        ("Sales & marketing cost ceiling (% of revenue)", 30, "cost_of_sales_cap", 0.3),
        ("Total headcount cap", 12, "headcount_limit", 12),
        ("New hires allowed", 2, "max_hires", 2),
        ("Stretch limit", 1.3, "largest_stretch", 1.3),
        ("Gross profit goal FY2027", 4_000_000, "target_gross_profit_cents", 400_000_000),
        ("Rounding of targets", 500, "rounding_step_cents", 50_000),
        ("总编制", 12, "headcount_limit", 12),
    ],
)
def test_a_setting_is_known_by_the_sense_of_its_words(path, label, value, field, expected):
    sheets = plain_sheets()
    del sheets["Settings"][5]  # its cost-of-sales cap
    sheets["Settings"].append([label, value])
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert getattr(result.plan_input.settings, field) == expected
    assert any(m.startswith("NOTE Settings!A6: setting") and "is read as" in m for m in messages)


@pytest.mark.parametrize(
    "label", ["Headcount of targets", "Gross profit goal FY2026", "Cost of hires of all teams", "Sales"]
)
def test_words_of_another_sense_are_no_setting(path, label):
    sheets = plain_sheets()
    sheets["Settings"].append([label, 77])
    assert read_same(path, sheets) == [f"WARNING Settings!A7: setting '{label}' is not known. It is ignored."]


def test_no_two_columns_of_a_table_have_names_of_one_sense():
    for table in INPUT_TABLES:
        fields: dict[str, set[str]] = {}
        for column in table.columns:
            for name in (column.header.en, column.header.zh, *column.synonyms, *column.loose):
                sense = sense_key(header_key(name))
                if sense and not (says_revenue(sense) and column.kind not in (Kind.MONEY, Kind.SHARE)):
                    fields.setdefault(sense, set()).add(column.field)
        assert {sense: named for sense, named in fields.items() if len(named) > 1} == {}, table.key


@pytest.mark.parametrize(
    "header", ["Unit sales", "Revenue by channel", "Team revenue", "Revenue by region", "Sales owners"]
)
def test_sales_of_somebody_are_not_somebody_of_sales(path, header):
    sheets = plain_sheets()
    sheets["Segments"] = [[*row[:4], header if i == 0 else 1_000 * i] for i, row in enumerate(sheets["Segments"])]
    assert f"NOTE Segments!E1: column '{header}' is not known. It is ignored." in read_sheets(path, sheets)[1]


@pytest.mark.parametrize("names", [("target customers", "customer target"), ("reps per team", "team head")])
def test_words_whose_order_tells_them_apart_have_no_sense(names):
    assert [sense_key(name) for name in names] == ["", ""]


def test_a_head_of_sales_is_a_person_and_heads_are_many(path):
    sheets = plain_sheets()
    sheets["Teams"] = [[*row, name] for row, name in zip(sheets["Teams"], ["Head of sales", "Ann", "Ben"], strict=True)]
    sheets["Teams"][0][2] = "No. of reps"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert [(t.manager, t.heads) for t in result.plan_input.teams] == [("Ann", 5), ("Ben", 3)]


@pytest.mark.parametrize("header", ["No. of resellers", "Number of HCPs", "# of stores", "Target hospitals"])
def test_whatever_customers_are_called_they_are_counted(path, header):
    sheets = plain_sheets()
    sheets["Segments"][0][1] = header
    assert read_same(path, sheets) == [f"NOTE Segments!B1: column '{header}' is read as 'Accounts'."]


def test_headers_of_teams_by_the_sense_of_their_words(path):
    sheets = plain_sheets()
    sheets["Teams"][0] = ["Team", "Route to market", "Head count", "Approved hires", "Base salary per head (CNY)"]
    assert read_same(path, sheets) == [
        "NOTE Teams!B1: column 'Route to market' is read as 'Channel operated'.",
        "NOTE Teams!D1: column 'Approved hires' is read as 'Most hires'.",
        "NOTE Teams!E1: column 'Base salary per head (CNY)' is read as 'Pay per head'.",
    ]


def test_the_plan_year_in_a_chinese_header_says_nothing(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["团队"][0][3] = "2027新增编制"
    assert read_same(path, sheets, Language.CHINESE) == ["NOTE 团队!D1: column '2027新增编制' is read as 'Most hires'."]


def test_a_unit_in_the_upper_line_of_a_header_stands_behind_both(path):
    sheets = plain_sheets()
    sheets["Segments"][0][3] = "FY2026"
    for row in sheets["Segments"][1:]:
        row[3] = row[3] / 1000
    sheets["Segments"].insert(0, [None, None, None, "Sales in CNY k", None, None, None, None])
    sheets["Segments"][1].append("Average deal")  # in CNY: the unit is that of the sales alone
    sheets["Segments"][2].append(90_000)
    result, messages = read_sheets(path, sheets)
    assert messages == [
        "WARNING Segments!D2 (Last year's revenue): the unit 'CNY k'. Numbers here are multiplied by 1,000.",
        "NOTE Segments!D2: column 'Sales FY2026 (CNY k)' is read as 'Last year's revenue'.",
    ]
    assert result.plan_input is not None
    north = result.plan_input.segments[0]
    assert (north.segment, north.existing_revenue_cents, north.average_deal_cents) == ("North", 200_000_000, 9_000_000)


@pytest.mark.parametrize(
    ("sheet", "name"), [("Segments", "Sales territories"), ("Settings", "Overview"), ("Potential", "Opportunity")]
)
def test_a_sheet_that_must_be_there_is_known_by_what_it_holds(path, sheet, name):
    sheets = {name if s == sheet else s: rows for s, rows in plain_sheets().items()}
    assert read_same(path, sheets) == [
        f"WARNING {name}: sheet '{name}' is read as '{sheet}'. No sheet is called so, and this one holds what belongs there."
    ]


def test_of_two_sheets_that_hold_the_same_none_is_taken(path):
    sheets = {"Sales territories" if s == "Segments" else s: rows for s, rows in plain_sheets().items()}
    sheets["Prior year territories"] = sheets["Sales territories"]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert (
        "ERROR Sales territories: sheet 'Segments' is missing. Sheets 'Sales territories', 'Prior year territories' are like it, and are ignored: "
        "bring their rows together on one sheet 'Segments'; if one of them alone counts, name that so." in messages
    )


def test_sheets_named_like_results_are_told_in_a_workbook_of_ones_own(path):
    sheets = plain_sheets()
    sheets["Assumptions"] = [["Growth", 0.1]]
    assert read_same(path, sheets) == [
        "NOTE Assumptions: sheet 'Assumptions' is no sheet of the planning workbook. It is ignored."
    ]


def test_a_list_of_people_that_lacks_the_name_of_its_sheet_is_a_warning(path):
    sheets = plain_sheets()
    people = [[f"E{i}", name, "Field", 10 * i, 20 * i] for i, name in enumerate(["Ann", "Ben", "Cid", "Dan", "Eva"])]
    sheets["Sales Team"] = [["Emp code", "Name", "Team", "Q1", "Q2", "Q3"], *people]
    assert read_same(path, sheets) == [
        "WARNING Sales Team: sheet 'Seats' is missing. Is it sheet 'Sales Team'? Then name it 'Seats'; as it stands it is ignored.",
    ]


def test_a_column_that_repeats_names_no_rows_and_the_one_that_does_is_asked_for(path):
    sheets = plain_sheets()
    sheets["Segments"] = [
        ["Country", "Patch", *row[1:]] if i == 0 else ["CN", *row] for i, row in enumerate(sheets["Segments"])
    ]
    messages = read_sheets(path, sheets)[1]
    assert messages[0] == "ERROR Segments!1:1: column 'Segment' is missing. If 'Patch' is it, name it so; else add it."
    assert "WARNING Segments!A1: 'Country' names several rows alike. It is not read as 'Segment'." in messages


def test_a_subtotal_whose_word_stands_in_the_column_of_regions_is_one(path):
    sheets = plain_sheets()
    sheets["Segments"] = [[*row, "Region" if i == 0 else "West"] for i, row in enumerate(sheets["Segments"])]
    sheets["Segments"].insert(3, [None, 90, None, 4_700_001, None, None, None, "West subtotal"])
    messages = read_sheets(path, sheets)[1]
    assert messages == [
        "ERROR Segments!4:4: a total row, 'West subtotal'. It is not the sum of rows above it. Delete it: totals are computed.",
    ]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("13 mln zł", "13,000,000"), ("1.3 Cr", "13,000,000"), ("130 lakhs", "13,000,000"), ("13 000 tys.", "13,000,000")],
)
def test_an_amount_with_a_unit_that_headers_may_have_is_read(path, text, amount):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "PLN" if "zł" in text else "CNY"
    sheets["Settings"][4][1] = text
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None and result.plan_input.settings.target_revenue_cents == 1_300_000_000
    assert messages == [f"WARNING Settings!B5 (Company target: revenue): the text '{text}'. Read as {amount}."]


@pytest.mark.parametrize("text", ["13 mln zł per month", "13 mln szt.", "13 mln %", "13 b", "1,3 mln zł"])
def test_an_amount_with_other_words_is_refused(path, text):
    sheets = plain_sheets()
    sheets["Settings"][4][1] = text
    _, messages = read_sheets(path, sheets)
    assert messages[0].startswith(f"ERROR Settings!B5 (Company target: revenue): found '{text}', a number is expected.")


def test_of_two_columns_of_settings_the_one_headed_as_the_plans_counts(path):
    sheets = plain_sheets()
    sheets["Settings"] = [["Measure", "2026 actual", "2027 target"], *([a, b, b] for a, b in sheets["Settings"][1:])]
    sheets["Settings"][4][1] = 11_000_000
    assert read_same(path, sheets) == [
        "NOTE Settings!C1: column '2027 target' is read as the values.",
    ]


def test_two_numbers_beside_a_setting_are_one_finding(path):
    sheets = plain_sheets()
    sheets["Settings"][0] = ["Measure", "A", "B"]
    sheets["Settings"][4].append(11_000_000)
    messages = read_sheets(path, sheets)[1]
    assert [m for m in messages if m.startswith("ERROR")] == [
        "ERROR Settings!B5 (Company target: revenue): numbers in B5 and C5. Head the column that counts with Value."
    ]


def test_months_side_by_side_that_are_not_read_are_one_finding(path):
    sheets = plain_sheets()
    for i, row in enumerate(sheets["Segments"]):
        row += ["2026", *[None] * 11] if i == 0 else [i * 1000 + m**2 for m in range(12)]
    assert read_same(path, sheets) == [
        "WARNING Segments!I1: 11 columns without a header, to S. They are ignored.",
        "NOTE Segments!H1: column '2026' is not known. It is ignored.",
    ]


def test_a_unit_above_nothing_is_no_fault(path):
    sheets = plain_sheets()
    sheets["Teams"][0].append("Travel per head (CNY/month)")
    assert read_same(path, sheets) == []
    sheets["Teams"][1].append(1_000)
    assert read_sheets(path, sheets)[1][0].startswith("ERROR Teams!F1 (Travel per head): the unit 'CNY/month'")


def test_a_history_by_a_name_of_its_own_with_months_side_by_side_is_a_warning(path):
    sheets = plain_sheets()
    sheets["Sales by month"] = [
        ["Sales 2026"],
        ["State", "Jan", "Feb", "Mar", "Apr", "May", "Jun"],
        *([name, *range(1, 7)] for name in ("North", "South")),
    ]
    assert read_same(path, sheets) == [
        "WARNING Sales by month: sheet 'Sales by month' is no sheet of the planning workbook. Months or quarters stand side by side, and it is "
        "ignored: months' targets follow other figures. One row a month (Data, From Table, Unpivot Columns) with year, month, segment and amount is "
        "read as the history; a year's shares go into Seasonality, a third of each quarter's into each of its months.",
    ]


@pytest.mark.parametrize(
    ("sheet", "column", "header", "message"),
    [
        (
            "Segments",
            2,
            "Penetration (1-5)",
            "'Penetration (1-5)' says scores of 1 to 5, percent is expected. Write a percent for each score",
        ),
        (
            "Teams",
            4,
            "Salary (team total)",
            "'Salary (team total)' says the sum of all heads, an amount per head is expected. Divide it by the heads",
        ),
    ],
)
def test_another_measure_than_the_columns_is_refused(path, sheet, column, header, message):
    sheets = plain_sheets()
    sheets[sheet][0][column] = header
    errors = [m for m in read_sheets(path, sheets)[1] if m.startswith("ERROR")]
    assert len(errors) == 1 and message in errors[0]


@pytest.mark.parametrize(
    ("sheet", "column", "header"),
    [
        ("Segments", 2, "Penetration (0-1)"),
        ("Segments", 2, "Penetration (0-100)"),
        ("Segments", 2, "Penetration FY26-27"),
        ("Teams", 4, "Total cost per head"),
        ("Teams", 4, "Pay/head"),
        ("Teams", 4, "Cost per FTE"),
    ],
)
def test_and_the_same_measure_in_other_words_is_not(path, sheet, column, header):
    sheets = plain_sheets()
    sheets[sheet][0][column] = header
    assert not [m for m in read_sheets(path, sheets)[1] if m.startswith("ERROR") and "missing" not in m]


@pytest.mark.parametrize(
    "name", ["Potential (5 years)", "Potential (2027-2029)", "Potential (lifetime)", "Potential 3Y CNY"]
)
def test_a_potential_of_another_period_than_a_year_is_a_warning(path, name):
    sheets = {name if s == "Potential" else s: rows for s, rows in plain_sheets().items()}
    if name == "Potential 3Y CNY":
        sheets = plain_sheets()
        sheets["Potential"].insert(0, [name])
    _, messages = read_sheets(path, sheets)
    told = [m for m in messages if m.startswith("WARNING")]
    assert (
        len(told) == 1 and f"'{name}' names another period than a year. The amounts are read as one year's." in told[0]
    )


def test_a_potential_in_pieces_by_the_name_of_its_sheet_is_refused(path):
    sheets = {"Potential (pcs)" if s == "Potential" else s: rows for s, rows in plain_sheets().items()}
    assert any("the unit 'pcs', currency units are expected" in m for m in read_sheets(path, sheets)[1])


@pytest.mark.parametrize("title", ["Potential 2026-2027", "Plan of the year 2027", "10 years ACME: potential"])
def test_a_title_of_one_year_is_none(path, title):
    sheets = plain_sheets()
    sheets["Potential"].insert(0, [title])
    told = read_sheets(path, sheets)[1]
    assert bool(told) == title.startswith("10 years")  # nobody can tell: a warning


def _with_people(header, *rows):
    sheets = plain_sheets()
    sheets["Teams"][1][2] = len(rows)
    sheets["Seats"] = [header, *rows]
    return sheets


def test_a_persons_fte_is_the_presence_and_a_date_of_entry_the_start_month(path):
    people = [["A", "Field", "Ann", 0.5, "2027-04-01"], ["B", "Field", "Ben", 1, None]]
    result, messages = read_sheets(path, _with_people(["Seat", "Team", "Rep", "FTE", "Hire date"], *people))
    assert result.plan_input is not None
    assert [s.presence_share for s in result.plan_input.seats] == [0.5, 1.0]
    assert [s.start_month for s in result.plan_input.seats] == [4, None]
    assert messages == [
        "WARNING Seats!E2 (Start month): found '2027-04'. Read as month 4 of the fiscal year.",
        "NOTE Seats!D1: column 'FTE' is read as 'Presence'.",
        "NOTE Seats!E1: column 'Hire date' is read as 'Start month'.",
    ]


@pytest.mark.parametrize("header", ["Customer", "Name", "Client"])
def test_customers_without_numbers_are_known_by_their_names(path, header):
    sheets = _with_people(["Seat", "Team", "Rep"], ["A", "Field", "Ann"], ["B", "Field", "Ben"])
    sheets["Client list"] = [
        [header, "Segment", "Potential", "Rep"],
        ["ACME", "North", 9_000, "Ann"],
        ["Bolt", "South", 8_000, "Ben"],
    ]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert result.plan_input.accounts.account == ("ACME", "Bolt")
    assert [m for m in messages if "Account'" in m] == [f"NOTE Client list!A1: column '{header}' is read as 'Account'."]
    sheets["Client list"][2][0] = "acme"  # two of one name need numbers
    sheets["Accounts"] = sheets.pop("Client list")
    assert any("column 'Account' is missing" in m for m in read_sheets(path, sheets)[1])


def test_a_list_of_names_and_teams_by_another_name_is_that_of_seats(path):
    sheets = _with_people(["Name", "Team"], ["Ann", "Field"], ["Ben", "Field"])
    sheets["Salespeople"] = sheets.pop("Seats")
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None and [s.rep for s in result.plan_input.seats] == ["Ann", "Ben"]
