"""What people of other companies write: their units, two columns of values, fiscal months by name, characters that do not show."""

from __future__ import annotations

import pytest

from planner.domain.fingerprint import fingerprint
from planner.reading.units.units import split_unit, unit_in_title
from tests.plain_workbook import plain_sheets, read_sheets


@pytest.mark.parametrize(
    ("remark", "power", "currency"),
    [
        ("TEUR", 3, "EUR"),
        ("T€", 3, "EUR"),
        ("CNY in thousands", 3, "CNY"),
        ("thousands of CNY", 3, "CNY"),
        ("CNY (000s)", 3, "CNY"),
        ("1000 CNY", 3, "CNY"),
        ("CNY/1000", 3, "CNY"),
        ("CHF k", 3, "CHF"),
        ("CNY, in thousands", 3, "CNY"),
        ("in 1,000s", 3, None),
        ("仟元", 3, None),
        ("萬元", 4, None),
        ("w", 4, None),
        ("lakh", 5, None),
        ("Mio. CNY", 6, "CNY"),
        ("百萬", 6, None),
        ("Rs. crore", 7, "INR"),
        ("Mrd", 9, None),
        ("₹ Cr", 7, "INR"),
        ("tys. zł", 3, "PLN"),
        ("R$ milhões", 6, "BRL"),
        ("millions d'euros", 6, "EUR"),
        ("백만원", 6, None),
        ("억 원", 8, "KRW"),
        ("тыс. руб.", 3, "RUB"),
        ("bin TL", 3, "TRY"),
    ],
)
def test_units_of_other_countries_multiply(remark, power, currency):
    unit = split_unit(f"Pay per head ({remark})")[1]
    assert unit is not None
    assert (unit.power, sorted(unit.currencies), unit.fault) == (power, [currency] if currency else [], False)


@pytest.mark.parametrize(
    "remark", ["10^3", "10³ €", "E+03", "XDR m", "excl. 3 m", "兆", "€ mil", "bin €", "miles de euros"]
)
def test_what_looks_like_a_scale_is_a_fault(remark):
    unit = split_unit(f"Pay per head ({remark})")[1]
    assert unit is not None and unit.fault


@pytest.mark.parametrize("remark", ["incl. VAT", "2026", "12 months", "百分数", "internal"])
def test_remarks_that_are_no_units_change_nothing(remark):
    unit = split_unit(f"Pay per head ({remark})")[1]
    assert unit is None or not (unit.power or unit.fault or unit.period)


def test_words_of_a_title_are_units_only_where_they_can_be_nothing_else():
    assert unit_in_title("Top customers (Top 1000)") is None
    assert unit_in_title("All amounts in thousands of EUR") is not None


def test_an_amount_a_month_is_refused_where_a_years_is_meant(path):
    sheets = plain_sheets()
    sheets["Teams"][0][4] = "Pay per head (monthly)"
    sheets["History"] = [["Year", "Month", "Segment", "Revenue (CNY/month)"], [2026, 1, "North", 100_000]]
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Teams!E1 (Pay per head): the unit 'monthly', currency units per head and year are expected. "
        "Convert the numbers and correct the unit."
    ]


def test_shares_below_a_percent_sign_are_unclear(path):
    sheets = plain_sheets()
    sheets["Products"][0][1] = "Gross margin %"
    sheets["Settings"][5][0] = "Cost-of-sales cap (%)"
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Products!B2 (Gross margin): found '0.4', a % stands above or beside it. Write 0.4% or 40%.",
        "ERROR Products!B3 (Gross margin): found '0.55', a % stands above or beside it. Write 0.55% or 55%.",
        "ERROR Settings!B6 (Cost-of-sales cap): found '0.35', a % stands above or beside it. Write 0.35% or 35%.",
    ]


def test_one_among_percent_figures_is_unclear(path):
    sheets = plain_sheets()
    sheets["Products"][1][1], sheets["Products"][2][1] = 1, "40"
    _, messages = read_sheets(path, sheets)
    assert messages[0].startswith("ERROR Products!B2 (Gross margin): found '1.0', the other cells of this column are")


def test_a_point_before_three_digits_may_stand_between_thousands(path):
    sheets = plain_sheets()
    sheets["Segments"][1][3] = "2.700"
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Segments!D2 (Last year's revenue): found '2.700', a number is expected. Write 2.7 or 2,700."
    ]


def test_two_columns_of_values_are_unclear_until_one_is_headed_value(path):
    sheets = plain_sheets()
    rows = [["Setting", "Draft", "Agreed"], *([n, v, v] for n, v in sheets["Settings"][1:])]
    rows[4][1] = 11_000_000
    sheets["Settings"] = rows
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert (
        "ERROR Settings!B5 (Company target: revenue): numbers in B5 and C5. Head the column that counts with Value."
        in messages
    )
    rows[0] = ["Setting", "Last year", "Value"]
    result, messages = read_sheets(path, sheets)
    assert messages == []
    assert result.plan_input is not None and result.plan_input.settings.target_revenue_cents == 1_300_000_000


def test_calendar_words_are_refused_where_the_fiscal_year_begins_in_another_month(path):
    sheets = plain_sheets()
    sheets["Settings"].append(["Fiscal year starts in month", 7])
    sheets["Seats"] = [["Seat", "Team", "Rep", "Start month"], ["F1", "Field", "to be hired", "April"]]
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"], ["FY2026", 3, "North", 100_000]]
    _, messages = read_sheets(path, sheets)
    assert [m for m in messages if m.startswith("ERROR")] == [
        "ERROR History!A2 (Year): found 'FY2026', a calendar year is expected. Write the year of the month, such as 2026.",
        "ERROR Seats!D2 (Start month): found 'April', a fiscal month is expected. "
        "The fiscal year begins in month 7: write 10 for this calendar month.",
    ]


def test_words_that_begin_like_months_are_no_months(path):
    sheets = plain_sheets()
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"], [2026, "Marathon", "North", 100_000]]
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR History!B2 (Month): found 'Marathon', a month from 1 to 12 is expected. Write 1 to 12, or Jan to Dec."
    ]


def test_characters_that_do_not_show_make_no_other_name(path):
    sheets = plain_sheets()
    sheets["Potential"][1][0] = "No\u00adrth\u200d"
    result, messages = read_sheets(path, sheets)
    assert messages == [] and result.plan_input is not None
    sheets["Segments"].append(["North\u2060", *sheets["Segments"][1][1:]])
    _, messages = read_sheets(path, sheets)
    assert messages == ["ERROR Segments!A6 (Segment): 'North\u2060' stands in rows 2 and 6."]


def test_regions_joined_by_words_and_signs(path):
    sheets = plain_sheets()
    sheets["Segments"][0].append("Region")
    for row, region in zip(sheets["Segments"][1:], ("East", "West", "R&D", "West"), strict=True):
        row.append(region)
    sheets["Teams"][0].append("Regions covered")
    sheets["Teams"][1].append("East and West; R&D")
    sheets["Teams"][2].append("East|West")
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert [t.regions for t in result.plan_input.teams] == [("East", "West", "R&D"), ("East", "West")]
    assert messages == [
        "WARNING Teams!F2 (Regions covered): a list that is not separated by ;. Read as 3 entries.",
        "WARNING Teams!F3 (Regions covered): a list that is not separated by ;. Read as 2 entries.",
    ]


@pytest.mark.parametrize("name", ["Segments (2)", "Copy of Segments", "Segments old"])
def test_a_copy_of_a_sheet_is_a_warning(path, name):
    sheets = plain_sheets()
    sheets[name] = [list(row) for row in sheets["Segments"]]
    sheets["Prices"] = [["Price list"], [12]]
    _, messages = read_sheets(path, sheets)
    assert messages == [
        f"WARNING {name}: sheet '{name}' is no sheet of the planning workbook. It looks like a copy; sheet 'Segments' is read.",
        "NOTE Prices: sheet 'Prices' is no sheet of the planning workbook. It is ignored.",
    ]


def test_a_number_beside_an_unknown_setting_is_a_warning(path):
    sheets = plain_sheets()
    sheets["Settings"] += [["New joiners allowed", 3], ["Prepared by", "Li"]]
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "WARNING Settings!A7: setting 'New joiners allowed' is not known. It is ignored.",
        "NOTE Settings!A8: setting 'Prepared by' is not known. It is ignored.",
    ]


def test_words_beside_a_matrix_are_no_list(path):
    sheets = plain_sheets()
    products, *rows = sheets["Potential"]
    sheets["Potential"] = [
        [products[0], "Main line", *products[1:]],
        *([r[0], products[1 + i % 2], *r[1:]] for i, r in enumerate(rows)),
    ]
    assert not any("a list" in m for m in read_sheets(path, sheets)[1])


@pytest.mark.parametrize("header", ["Alpha *", "Alpha：", "Alpha*"])
def test_a_product_line_with_a_star_behind_it_is_that_line(path, header):
    sheets = plain_sheets()
    sheets["Potential"][0][1] = header
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    plain = read_sheets(path, plain_sheets())[0].plan_input
    assert plain is not None
    assert fingerprint(result.plan_input) == fingerprint(plain)
    assert not any("no product line" in m for m in messages)


@pytest.mark.parametrize("period", ["Q1 2026", "2026Q1", "2026年一季度"])
def test_a_history_with_quarters_says_what_to_write(path, period):
    sheets = plain_sheets()
    sheets["History"] = [["Period", "Segment", "Revenue"], [period, "North", 1000.0]]
    _, messages = read_sheets(path, sheets)
    assert (
        "ERROR History!A1: a column of dates or quarters, year and month in columns of their own are expected. In Excel =YEAR(A2) and =MONTH(A2); "
        "a quarter becomes three rows, one a month, with a third of the amount each."
    ) in messages


def test_the_same_fault_in_every_row_is_one_finding_and_what_only_follows_from_it_none(path):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[2] = "tbd"
    sheets["Teams"][1][4] = "tbd"
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Segments!C2 (Penetration): found 'tbd' in 4 rows, first here (C2:C5), a share such as 12 % is expected. Write 12% or 0.12.",
        "ERROR Teams!E2 (Pay per head): found 'tbd', a number is expected. Write 1234.56 or 1,234.56.",
    ]


@pytest.mark.parametrize("order", ["{m}, {k}, {p}", "{m}, {p}, {k}", "{k}, {m}, {p}", "{p}, {k}, {m}"])
def test_parts_of_a_remark_are_taken_together_in_any_order(order: str):
    unit = split_unit(f"Cost ({order.format(m='EUR', k='k', p='per month')})")[1]
    assert unit is not None
    assert (unit.power, unit.currencies, unit.period, unit.fault) == (3, frozenset({"EUR"}), "per month", False)
