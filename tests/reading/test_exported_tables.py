"""Tables as other programs and other countries write them: Numbers, pandas, PivotTables, several tables on one sheet, thousands in other words."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from planner.language import Language
from planner.reading.accounts.account_words import owner_of
from planner.reading.units.units import split_unit, unit_in_title
from planner.reading.words.total_words import may_be_total
from planner.reading.workbook import read_plan_input
from planner.tables.other_sheets import START_SHEET
from tests.plain_workbook import plain_sheets, read_same, read_sheets, scale_columns
from tests.written_plan_builder import write_named_plan


@pytest.mark.parametrize(
    "name", ["{} - Table 1", "{} - Tabelle 1", "Sheet 1 - {}", "Plan - {}"], ids=["en", "de", "sheet", "shared"]
)
def test_sheets_as_apple_numbers_names_them(path, name):
    sheets = {"Export Summary": [["This document was exported from Numbers."]]}
    sheets |= {name.format(table): [["Table 1"], *rows] for table, rows in plain_sheets().items()}
    messages = read_same(path, sheets)
    assert all(m.startswith("NOTE") for m in messages)


@pytest.mark.parametrize("nothing", ["nan", "NaN", "<NA>", "None", "(blank)", "(leer)", "（空白）", 0])
@pytest.mark.parametrize("header", ["Parent segment", "Region", "Today's channel"])
def test_what_programs_write_for_an_empty_cell_is_empty(path, nothing, header):
    """Four segments with the parent 'nan' were a group of that name."""
    sheets = plain_sheets()
    for i, row in enumerate(sheets["Segments"]):
        row[4] = nothing if i else header
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    segment = result.plan_input.segments[0]
    assert (segment.parent, segment.region, segment.today_channel) == (None, None, None)
    told = f"WARNING Segments!E2 ({header}): found '{nothing}'; 3 more cells of this column alike (E3:E5). Read as not given."
    assert told in [m.replace("（空白）", str(nothing)) for m in messages]


def test_a_rep_or_a_parent_may_be_called_na_or_null(path):
    sheets = plain_sheets()
    sheets["Segments"][0][4] = "Parent segment"
    for row, parent in zip(sheets["Segments"][1:], ["NA", "NA", "Null", "Null"], strict=True):
        row[4] = parent
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert [s.parent for s in result.plan_input.segments] == ["NA", "NA", "Null", "Null"]


def test_a_table_beside_another_is_told(path):
    """Marketing cost beside the products counted nowhere, and only notes said so."""
    sheets = plain_sheets()
    beside: list[list[Any]] = [["Cost line", "Amount a year"], ["Fair", 90_000], ["Web", 50_000]]
    for row, cells in zip(sheets["Products"], beside, strict=True):
        row.extend([None, *cells])
    messages = read_same(path, sheets)
    assert messages[0] == (
        "WARNING Products!D1: headers of sheet Team costs / Marketing, one table a sheet is expected. "
        "Move it to a sheet of that name: here it is not read."
    )


def test_a_required_table_below_another_is_an_error_with_its_cell(path):
    sheets = plain_sheets()
    sheets["Settings"] += [[], *sheets.pop("Teams")]
    _, messages = read_sheets(path, sheets)
    assert any(
        m.startswith("ERROR Settings!A8: headers of sheet Teams, one table a sheet is expected.") for m in messages
    )


def test_columns_of_other_tables_are_no_tables(path):
    """History has the columns of sheet Coverage, team and segment, among its own."""
    sheets = plain_sheets()
    sheets["History"] = [["Year", "Month", "Segment", "Team", "Revenue"], [2026, 1, "North", "Field", 100_000]]
    assert not any("headers of sheet" in m for m in read_sheets(path, sheets)[1])


def test_amounts_below_an_empty_header_between_product_lines_are_refused(path):
    """Quantity and money below one name: the quantity was taken for the potential."""
    sheets = plain_sheets()
    sheets["Potential"] = [["Segment", "Alpha", None, "Beta"]] + [
        [r[0], r[1] // 1000, r[1], r[2]] for r in sheets["Potential"][1:]
    ]
    _, messages = read_sheets(path, sheets)
    assert messages[0] == (
        "ERROR Potential!C1: numbers below an empty header, a product line above every column is expected. "
        "Name the product line, or delete the column."
    )


def test_sums_below_an_empty_header_behind_the_product_lines_are_told(path):
    sheets = plain_sheets()
    sheets["Potential"] = [sheets["Potential"][0]] + [[*r, r[1] + r[2]] for r in sheets["Potential"][1:]]
    assert read_same(path, sheets) == ["WARNING Potential!D1: numbers below an empty header. It is ignored."]


def test_amounts_of_a_product_line_that_lost_its_header_are_refused(path):
    sheets = plain_sheets()
    sheets["Potential"][0][2] = None
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Potential!C1: numbers below an empty header") for m in messages)


def test_a_column_of_numbers_that_lost_its_header_is_a_warning_and_one_that_counts_the_rows_a_note(path):
    sheets = plain_sheets()
    sheets["Teams"][0][4] = None
    for i, row in enumerate(sheets["Segments"]):
        row.insert(0, None if i == 0 else i - 1)
    _, messages = read_sheets(path, sheets)
    assert "WARNING Teams!E1: a column without a header. It is ignored." in messages
    assert "NOTE Segments!A1: a column without a header. It is ignored." in messages


def test_blocks_side_by_side_in_another_order_are_refused(path):
    """The second block's amounts went to the segments of the first."""
    sheets = plain_sheets()
    rows = sheets["Potential"]
    sheets["Potential"] = [["Segment", "Alpha", "Segment", "Beta"]] + [
        [a[0], a[1], b[0], b[2]] for a, b in zip(rows[1:], rows[:0:-1], strict=True)
    ]
    _, messages = read_sheets(path, sheets)
    assert messages[0] == (
        "ERROR Potential!C2: 'West' in the row of 'North', one segment a row is expected. "
        "Bring the blocks into one order, or into one table."
    )


@pytest.mark.parametrize(
    "unit", ["T EUR", "T €", "EUR T", "EUR '000", "EUR ‘000", "EUR thou.", "thousand €", "k€ p.a."]
)
@pytest.mark.parametrize("where", ["header", "title", "corner"])
def test_thousands_however_they_are_written(path, unit, where):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "EUR"
    scale_columns(sheets["Potential"][1:], (1, 2), 0.001)
    rows = sheets["Potential"]
    if where == "header":
        rows[0][1:] = [f"{name} ({unit})" for name in rows[0][1:]]
    elif where == "corner":
        rows[0][0] = f"Segment ({unit})"
    else:
        rows.insert(0, [f"Potential 2027 ({unit})"])
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert max(result.plan_input.potential_cents.values()) == 800_000_000
    assert any(f"the unit '{unit.replace('‘', chr(39))}'" in m.replace("‘", "'") for m in messages)


@pytest.mark.parametrize("remark", ["eFt", "Md€", "EUR Z", "€ mil", "miles de €"])
def test_a_currency_with_a_word_that_may_be_a_scale_is_a_fault(remark):
    unit = split_unit(f"Pay per head ({remark})")[1]
    assert unit is not None and unit.fault
    title = unit_in_title(f"Plan 2027 ({remark})")
    assert title is None or title.fault or title.power


@pytest.mark.parametrize("remark", ["EUR net", "EUR, excl. VAT", "CNY 含税", "USD FX 7.1", "EUR per FTE", "3 years"])
def test_a_currency_with_words_that_change_nothing_is_no_fault(remark):
    unit = split_unit(f"Pay per head ({remark})")[1]
    assert unit is None or not (unit.fault or unit.power)


@pytest.mark.parametrize(
    ("title", "power"),
    [
        ("Plan (USD in millions, except per share)", 6),
        ("FY27 Plan - $K", 3),
        ("Potential 2027 | 万元", 4),
        ("Plan, TEUR", 3),
        ("Series - K", None),
        ("Top 10 - 1000", None),
        ("Plan - CNY", 0),
    ],
)
def test_the_scale_of_a_title_counts_wherever_it_stands(title, power):
    unit = unit_in_title(title)
    assert (None if unit is None else unit.power) == power


@pytest.mark.parametrize(
    ("sheet", "column", "header", "unit"),
    [
        ("Segments", 3, "Last year's revenue (pcs)", "pcs"),
        ("Segments", 3, "Last year's revenue (customers)", "customers"),
        ("Segments", 3, "Last year's revenue (€ pro Monat)", "€ pro Monat"),
        ("Segments", 1, "Accounts (EUR)", "EUR"),
        ("Segments", 2, "Penetration (EUR)", "EUR"),
        ("Potential", 0, "Segment (Stück)", "Stück"),
        ("Potential", 1, "Alpha (Qty)", "Qty"),
    ],
)
def test_a_unit_of_another_kind_than_its_column_is_refused(path, sheet, column, header, unit):
    """Pieces above last year's revenue were read as money without a word."""
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "EUR"
    sheets[sheet][0][column] = header
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR") and f"the unit '{unit}'" in m and "Convert the numbers" in m for m in messages)


@pytest.mark.parametrize("owner", ["S1", "Ann Lee", "S1 - Ann Lee", "S1 (Ann Lee)", "Ann Lee / S1"])
def test_an_owner_may_be_named_by_seat_and_rep(owner):
    assert owner_of(owner, {"s1": "S1", "s2": "S2"}, {"ann lee": "S1"}) == "S1"


@pytest.mark.parametrize("owner", ["S2 - Ann Lee", "Bo - Ann Lee", "S1 - S2", "Ann Lee Smith"])
def test_an_owner_whose_two_names_disagree_is_somebody_else(owner):
    assert owner_of(owner, {"s1": "S1", "s2": "S2"}, {"ann lee": "S1"}) == owner


@pytest.mark.parametrize(
    ("name", "is_total"),
    [
        ("Summe Nord", True), ("Nord Ergebnis", True), ("東日本 集計", True), ("Север Итог", True), ("북부 요약", True),
        ("Totaal Noord", True), ("設計", False), ("会計", False), ("Sommerfeld", False), ("TotalEnergies", False),
    ],
)  # fmt: skip
def test_subtotals_of_pivot_tables_in_other_languages(name, is_total):
    assert may_be_total(name) is is_total


def test_versions_side_by_side_in_the_history_are_told(path):
    """Actual and budget were added up; that history and revenue differ was put down to thousands."""
    sheets = plain_sheets()
    head = ["Year", "Month", "Segment", "Revenue", "Version"]
    lines = [
        [2026, m, s[0], s[3] / 12, v]
        for m in range(1, 13)
        for s in sheets["Segments"][1:]
        for v in ("Actual", "Budget", "Forecast")
    ]
    sheets["History"] = [head, *lines]
    _, messages = read_sheets(path, sheets)
    assert (
        "WARNING History!D:D (Revenue): every month of a segment, product line and team stands 3 times. They are added up. "
        "If they are versions, such as actual and budget, keep the actual ones." in messages
    )
    assert any("Check which rows belong to it" in m for m in messages)
    sheets["History"] = [head, *(line for line in lines if line[4] == "Actual")]
    _, messages = read_sheets(path, sheets)
    assert not any("stands" in m for m in messages)


@pytest.mark.parametrize(
    ("column", "advice"),
    [
        (1, "a number is expected. Write a number from 1 on, an estimate if need be."),
        (
            2,
            "a share such as 12 % is expected. Write an estimate: 0 would say that hardly any customer there can be won.",
        ),
        (3, "a number is expected. Write 0 where there is none."),
    ],
    ids=["accounts", "penetration", "revenue"],
)
def test_what_to_write_where_a_needed_number_says_na(path, column, advice):
    sheets = plain_sheets()
    sheets["Segments"][2][column] = "n/a"
    _, messages = read_sheets(path, sheets)
    assert messages[0].endswith(f"found 'n/a', {advice}")


@pytest.mark.parametrize("year", ["FY26", 26])
def test_a_year_of_two_digits_says_to_write_four(path, year):
    sheets = plain_sheets()
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"], [year, 1, "North", 100_000]]
    _, messages = read_sheets(path, sheets)
    assert messages[0] == (
        "ERROR History!A2 (Year): found '26', a number from 1990 to 2100 is expected. Write its four digits, such as 2027."
    )


@pytest.mark.parametrize(
    ("language", "table"), [(Language.ENGLISH, "Table 1"), (Language.CHINESE, "表格 1")], ids=["en", "zh"]
)
def test_results_of_a_plan_are_passed_over_as_apple_numbers_names_them(path, language, table):
    """Balance - Table 1 was told as a sheet with the columns of Seats, and the start page as one that states a unit."""
    book = openpyxl.load_workbook(io.BytesIO(write_named_plan(language)))
    book.create_sheet(START_SHEET.choose(language))["A1"] = "All amounts in 万元, or the unit in the header."
    for sheet in book:
        sheet.title = f"{sheet.title} - {table}"
    book.save(path)
    codes = {f.code for f in read_plan_input(path).findings}
    assert "sheet_name" in codes
    assert not codes & {"sheet_ignored", "unit_on_other_sheet", "formula_without_value"}
