"""Columns as other programs and trades call them, and what is said of those that are not read."""

from __future__ import annotations

import pytest

from tests.plain_workbook import plain_sheets, read_same, read_sheets

REVENUE = "Last year's revenue"


def _renamed(sheet, old, new):
    sheets = plain_sheets()
    header = sheets[sheet][0]
    header[header.index(old)] = new
    return sheets


@pytest.mark.parametrize(
    ("sheet", "old", "new"),
    [
        ("Segments", "Segment", "Account segment"),
        ("Segments", "Penetration", "Propensity to buy"),
        ("Segments", REVENUE, "ARR FY26"),
        ("Segments", REVENUE, "Current ARR"),
        ("Segments", "Today's channel", "Current motion"),
        ("Segments", "Today's team", "负责大区"),
        ("Teams", "Heads", "No. of RMs"),
        ("Teams", "Heads", "在岗代表数"),
        ("Teams", "Most hires", "Budgeted adds"),
    ],
)
def test_words_of_other_suites(path, sheet, old, new):
    messages = read_same(path, _renamed(sheet, old, new))
    assert [m[:5] for m in messages] == ["NOTE "], messages


@pytest.mark.parametrize(
    ("old", "new"),
    [("Segments", "Segmentation"), ("Segments", "Segs"), ("Potential", "Wallet size"), ("Potential", "TAM by product")],
)
def test_sheets_of_other_suites(path, old, new):
    sheets = {new if name == old else name: rows for name, rows in plain_sheets().items()}
    messages = read_same(path, sheets)
    assert [m[:5] for m in messages] == ["NOTE "], messages


def test_a_roster_is_read_as_seats(path):
    sheets = plain_sheets()
    sheets["Roster"] = [["Rep Name", "Team", "FY26 Attainment"], ["Ann Lee", "Field", 0.9], ["Bo Li", "Inside", 1.1]]
    result, messages = read_sheets(path, sheets)
    assert "NOTE Roster: sheet 'Roster' is read as 'Seats'." in messages
    assert result.plan_input is not None
    assert [seat.rep for seat in result.plan_input.seats] == ["Ann Lee", "Bo Li"]


@pytest.mark.parametrize(
    ("sheet", "header", "cells", "column"),
    [
        ("Segments", "Book held at the moment", ["Field", "Inside", "Field", "Field"], "Today's team"),
        ("Segments", "How we go there", ["direct", "direct", "seed", None], "Today's channel"),
        ("Teams", "Patch", ["North; South", "East"], "Regions covered"),
    ],
)
def test_a_column_of_names_that_is_not_read_is_told(path, sheet, header, cells, column):
    sheets = plain_sheets()
    for row in sheets["Segments"]:
        del row[4:6]
    for row, region in zip(sheets["Segments"], ("Region", "North", "South", "East", "East"), strict=True):
        row.append(region)
    for row, cell in zip(sheets[sheet], (header, *cells), strict=True):
        row.append(cell)
    _, messages = read_sheets(path, sheets)
    told = [m for m in messages if f"'{header}'" in m]
    assert [m.partition(": ")[2] for m in told] == [
        f"column '{header}' is not known. It is ignored, though it holds what '{column}' does: if it is that, name it so."
    ]
    assert told[0].startswith("WARNING")


def test_a_column_of_other_words_is_a_note(path):
    sheets = plain_sheets()
    for row, cell in zip(sheets["Segments"], ("Remark of sales", "Field", "see Inside", None, None), strict=True):
        row.append(cell)
    assert read_same(path, sheets) == ["NOTE Segments!H1: column 'Remark of sales' is not known. It is ignored."]


@pytest.mark.parametrize(
    ("headers", "revenue"),
    [
        (("FY27 sales", "FY28 target"), 2_000_000),
        (("FY26 sales", "FY27 target"), 2_000_000),
        (("FY28 sales", "FY28 target"), None),
        (("FY27 sales", "FY27 target", "FY28 target"), None),
        (("FY27 sales", "Growth"), None),
        (("2027财年销售额", "2028财年目标"), 2_000_000),
    ],
)
def test_targets_name_the_fiscal_year_that_is_planned(path, headers, revenue):
    sheets = _renamed("Segments", REVENUE, headers[0])
    sheets["Settings"][2][1] = "2027/28"
    sheets["Settings"].append(["Financial year begins", "April"])
    for n, header in enumerate(headers[1:]):
        for i, row in enumerate(sheets["Segments"]):
            row.append(i * 1_000_000 + n if i else header)
    result, messages = read_sheets(path, sheets)
    if revenue is None:
        assert any("column 'Last year's revenue' is missing" in m for m in messages)
    else:
        assert result.plan_input is not None, messages
        assert result.plan_input.segments[0].existing_revenue_cents == revenue * 100


@pytest.mark.parametrize("unit", ["(T)", "(th)", "(kg)", "(箱)", "(tons)", "(cases)"])
def test_units_of_goods_and_unclear_scales_are_refused_above_money(path, unit):
    result, messages = read_sheets(path, _renamed("Segments", REVENUE, f"{REVENUE} {unit}"))
    assert result.plan_input is None
    assert messages[0].startswith(
        f"ERROR Segments!D1 (Last year's revenue): the unit '{unit[1:-1]}', currency units are"
    )


@pytest.mark.parametrize("currency", ["KES", "NGN", "PKR", "MAD", "KZT"])
def test_currencies_of_the_standard_with_a_scale(path, currency):
    sheets = _renamed("Segments", REVENUE, f"{REVENUE} ({currency} m)")
    sheets["Settings"][3][1] = currency
    for row in sheets["Segments"][1:]:
        row[3] /= 1e6
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert result.plan_input.segments[0].existing_revenue_cents == 200_000_000


@pytest.mark.parametrize(
    ("header", "remark"),
    [
        (REVENUE, "avg"),
        (REVENUE, "Δ"),
        (REVENUE, "new business"),
        (REVENUE, "LY-1"),
        (REVENUE, "local currency"),
        (REVENUE, "% of total"),
        ("Accounts", "new"),
        ("Accounts", "won"),
    ],
)
def test_remarks_that_name_a_part_or_another_measure_are_told(path, header, remark):
    messages = read_same(path, _renamed("Segments", header, f"{header} ({remark})"))
    assert [m.partition(": ")[2] for m in messages] == [
        f"'{header} ({remark})' may say something else than '{header}' holds. "
        "It is read as that: name it so if it is, else another way."
    ]


def test_a_target_a_thousand_times_last_years_revenue_is_refused(path):
    sheets = plain_sheets()
    sheets["Settings"][4][1] = 13_000_000_000_0
    result, messages = read_sheets(path, sheets)
    assert messages[0].startswith("ERROR Settings!B5 (Company target: revenue): the target 130,000,000,000 is")
    assert result.plan_input is not None, "a check of soundness, not of reading"


def test_pay_that_includes_commission_is_not_pay_per_head(path):
    _, messages = read_sheets(path, _renamed("Teams", "Pay per head", "OTE (CNY)"))
    assert (
        "WARNING Teams!E1: column 'OTE (CNY)' is not known. It is ignored, as it includes commission: base pay goes into "
        "'Pay per head', commission onto sheet Pay."
    ) in messages


@pytest.mark.parametrize("header", ["Region", "Industry", "行业"])
def test_regions_or_industries_that_alone_name_the_rows_are_the_segments(path, header):
    result, messages = read_sheets(path, _renamed("Segments", "Segment", header))
    assert messages == [
        f"WARNING Segments!A1: '{header}' alone names each row. Read as the segments, such as 'North'.",
    ]
    assert result.plan_input is not None
    assert [s.segment for s in result.plan_input.segments] == ["North", "South", "East", "West"]


def test_of_regions_and_industries_that_both_name_the_rows_none_is_taken(path):
    sheets = _renamed("Segments", "Segment", "Region")
    for row, industry in zip(sheets["Segments"], ("Industry", "Banks", "Steel", "Food", "Ships"), strict=True):
        row.append(industry)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any("column 'Segment' is missing" in m for m in messages)


def test_a_total_of_formulas_that_were_never_computed_is_passed_over(path):
    sheets = plain_sheets()
    sheets["Segments"].append(["Total", "=SUM(B2:B5)", None, "=SUM(D2:D5)", None, None, None])
    assert read_same(path, sheets) == ["NOTE Segments!6:6: a total row. It is ignored: totals are computed."]
    sheets["Segments"][-1][1] = 7
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert messages[0].startswith("ERROR Segments!6:6: a total row.")


def _under(head, *words, column=1):
    """Return the plain sheets with two lines of headers on Segments: `head`, merged, over `words`, of which the first is the column's own."""
    sheets = plain_sheets()
    rows = sheets["Segments"]
    for i, row in enumerate(rows):
        row[column + 1 : column + 1] = [w if i == 0 else 5 * i for w in words[1:]]
    rows[0][column] = words[0]
    rows.insert(0, [None] * column + [head])

    def merge(book):
        book["Segments"].merge_cells(start_row=1, start_column=column + 1, end_row=1, end_column=column + len(words))

    return sheets, merge


@pytest.mark.parametrize(
    ("head", "words", "column"), [("Customers", ("Prospects", "Active"), 1), ("客户数", ("企业数", "医院存量"), 1)]
)
def test_one_of_several_parts_below_a_header_is_not_the_whole(path, head, words, column):
    sheets, merge = _under(head, *words, column=column)
    result, messages = read_sheets(path, sheets, merge)
    assert result.plan_input is None
    listed = ", ".join(f"'{w}'" for w in words)
    assert any(f"'{head}' stands over {listed}, one column is expected." in m for m in messages), messages


@pytest.mark.parametrize(
    ("head", "words", "column"),
    [
        ("Revenue", ("2026", "2025", "2027 plan"), 3),
        ("Customers", ("Accounts", "Visits"), 1),
        ("Revenue", ("last year", "growth"), 3),
    ],
)
def test_years_and_other_measures_below_a_header_are_no_parts(path, head, words, column):
    sheets, merge = _under(head, *words, column=column)
    read_same(path, sheets, change=merge)


@pytest.mark.parametrize("name", ["of which: key accounts", "davon Großkunden", "其中：重点客户"])
def test_a_part_of_a_row_is_refused(path, name):
    sheets = plain_sheets()
    sheets["Teams"].append([name, "direct", 2, 0, 200_000])
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert messages[0] == (
        f"ERROR Teams!4:4: '{name}' is a part of a row above, and would count twice. "
        "Delete the row, or take its figures out of the other one."
    )


@pytest.mark.parametrize("name", ["Prior year", "Median", "Check", "同比", "2025", "-", "TBD"])
def test_a_line_about_the_other_rows_is_told(path, name):
    sheets = plain_sheets()
    sheets["Teams"].append([name, "direct", 2, 0, 200_000])
    _, messages = read_sheets(path, sheets)
    assert (
        f"WARNING Teams!4:4: '{name}' reads like a line about the other rows. "
        "It is used as an entry; delete it if it is none."
    ) in messages


def test_net_margin_is_not_taken_for_gross_margin_without_a_word(path):
    messages = read_same(path, _renamed("Products", "Gross margin", "Margin (net)"))
    assert messages[0].startswith("WARNING Products!B1 (Gross margin): 'Margin (net)' may say something else")


def test_more_than_all_is_told_in_percent(path):
    sheets = plain_sheets()
    sheets["Settings"].append(["Team growth, least", "105%"])
    result, messages = read_sheets(path, sheets)
    assert messages == ["WARNING Settings!B7 (Team growth, least): the text '105%'. Read as 105 %."]
    assert result.plan_input is not None
    assert result.plan_input.settings.team_growth_min == 1.05
