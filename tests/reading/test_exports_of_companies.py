"""What sales operations of other companies send: their own words, names of databases, margins as shares below a % sign, thousands of reais."""

from __future__ import annotations

import pytest

from planner.domain.fingerprint import fingerprint
from planner.domain.plan_input import PlanInput
from tests.plain_workbook import plain_sheets, read_sheets


def _read(path, sheets) -> tuple[PlanInput, list[str]]:
    """Return the input that is read, which must be there, and the messages."""
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    return result.plan_input, messages


def _same(path, sheets):
    """Read `sheets`, which mean what the plain workbook means; return the messages."""
    plan_input, messages = _read(path, sheets)
    assert fingerprint(plan_input) == fingerprint(_read(path, plain_sheets())[0])
    return messages


def test_words_that_a_database_runs_together_are_headers(path):
    sheets = plain_sheets()
    sheets["Segments"][0] = ["Segment", "Accounts", "Penetration", "SalesLastYear", "TodaysChannel", "currentTeam", ""]
    sheets["Products"][0] = ["productLine", "grossMargin"]
    sheets["Teams"][0] = ["teamName", "channelOperated", "headCount", "maxHires", "payPerHead"]
    assert not [m for m in _same(path, sheets) if "is not known" in m or "is missing" in m]


@pytest.mark.parametrize(
    ("table", "named"), [("Segments", "Accts"), ("Teams", "MRs"), ("Teams", "Medical representatives")]
)
def test_short_words_for_customers_and_heads(path, table, named):
    sheets = plain_sheets()
    header = sheets[table][0]
    header[header.index("Accounts" if table == "Segments" else "Heads")] = named
    assert any(f"column '{named}' is read as" in m for m in _same(path, sheets))


def test_states_are_the_regions_where_something_else_names_the_segments(path):
    sheets = plain_sheets()
    sheets["Segments"] = [[*row, "State" if i == 0 else "Punjab"] for i, row in enumerate(sheets["Segments"])]
    plan_input, messages = _read(path, sheets)
    assert {s.region for s in plan_input.segments} == {"Punjab"}
    assert any("column 'State' is read as 'Region'" in m for m in messages)


@pytest.mark.parametrize("name", ["Sales agents", "Sales persons", "医药代表"])
def test_sheets_of_reps_are_the_seats(path, name):
    sheets = plain_sheets() | {name: [["Sales agent", "Team"], ["Ann", "Field"], ["Bob", "Field"], ["Cy", "Inside"]]}
    plan_input, messages = _read(path, sheets)
    assert [str(s.seat) for s in plan_input.seats] == ["Ann", "Bob", "Cy"]
    assert any(f"sheet '{name}' is read as 'Seats'" in m for m in messages)


def test_a_sheet_of_such_a_name_without_teams_is_none(path):
    plan_input, messages = _read(path, plain_sheets() | {"Sales agents": [["Name", "City"], ["Ann", "Paris"]]})
    assert plan_input.seats == ()
    assert any("sheet 'Sales agents' is no sheet of the planning workbook" in m for m in messages)


def test_a_column_of_other_words_than_channels_is_not_todays_channel(path):
    sheets = plain_sheets()
    del sheets["Segments"][0][4:]
    for row, word in zip(sheets["Segments"][1:], ("Hospital", "Pharmacy", "Hospital", "Clinic"), strict=True):
        row[4:] = [word]
    sheets["Segments"][0].append("Channel")
    plan_input, messages = _read(path, sheets)
    assert {s.today_channel for s in plan_input.segments} == {None}
    assert (
        "WARNING Segments!E1: 'Channel' holds other words than direct; strategic partner; SMB partner or telesales; seed; avoid, such as "
        "'Clinic'. It is not read as 'Today's channel'."
    ) in messages
    sheets["Segments"][2][4] = "direct"  # one channel among them: the others are faults
    assert any(
        m.startswith("ERROR Segments!E2 (Today's channel): found 'Hospital'") for m in read_sheets(path, sheets)[1]
    )


def test_one_word_alone_that_is_no_channel_is_still_refused(path):
    sheets = plain_sheets()
    sheets["Segments"][0][4] = "Channel"
    for row in sheets["Segments"][1:]:
        row[4] = "Own shops"
    assert any(
        "(Today's channel): found 'Own shops'" in m and m.startswith("ERROR") for m in read_sheets(path, sheets)[1]
    )


def test_margins_below_a_percent_sign_that_are_all_shares_are_read_as_shares(path):
    sheets = plain_sheets()
    sheets["Products"] = [["Product line", "GM %"], ["Alpha", 0.4], ["Beta", 0.55], ["Gamma", 0.125]]
    plan_input, messages = _read(path, sheets)
    assert [float(p.gross_margin) for p in plan_input.products] == [0.4, 0.55, 0.125]
    assert (
        "WARNING Products!B2 (Gross margin): 0.4 below a % sign, where no number is above 1. Read as 40 %." in messages
    )


@pytest.mark.parametrize("margins", [(0.4, 0.55), (0.4, 0.55, 12)])
def test_few_such_margins_and_those_beside_percents_stay_unclear(path, margins):
    sheets = plain_sheets()
    sheets["Products"] = [
        ["Product line", "GM %"],
        *([name, m] for name, m in zip(("Alpha", "Beta", "Gamma"), margins, strict=False)),
    ]
    messages = read_sheets(path, sheets)[1]
    if len(margins) == 2:
        assert (
            "ERROR Products!B2 (Gross margin): found '0.4', a % stands above or beside it. Write 0.4% or 40%."
            in messages
        )
    assert not any("no number is above 1" in m for m in messages)


def test_a_dollar_sign_with_a_country_in_a_title_is_a_currency(path):
    sheets = plain_sheets()
    sheets["Settings"] = [["Company assumptions 2027 (US$)"], *sheets["Settings"]]
    sheets["Settings"][4][1] = "USD"
    assert not any(m.startswith("ERROR") for m in read_sheets(path, sheets)[1])


@pytest.mark.parametrize(
    ("unit", "is_read"), [("R$ mil", True), ("mil reais", True), ("€ mil", False), ("eFt Z", False)]
)
def test_mil_is_thousands_of_reais_alone_and_an_odd_unit_of_a_sheet_is_refused(path, unit, is_read):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "BRL" if is_read else "EUR"
    sheets[f"Potential ({unit})"] = [
        [c if isinstance(c, str) else c / 1000 for c in row] for row in sheets.pop("Potential")
    ]
    messages = read_sheets(path, sheets)[1]
    if is_read:
        plan_input, _ = _read(path, sheets)
        assert sum(plan_input.potential_cents.values()) == 38_000_000_00
        assert f"WARNING Potential ({unit}): the unit '{unit}'. Numbers here are multiplied by 1,000." in messages
    elif unit == "€ mil":
        assert any(m.startswith(f"ERROR Potential ({unit})") and f"the unit '{unit}'" in m for m in messages)


def test_revenue_of_a_month_is_not_offered_as_last_years(path):
    sheets = plain_sheets()
    sheets["Segments"][0][3] = "MRR Dec 2026"
    assert "ERROR Segments!1:1: column 'Last year's revenue' is missing. Add it." in read_sheets(path, sheets)[1]


def test_totals_of_rounded_amounts_may_differ_by_their_rounding(path):
    """Thousands with one decimal: 5000.1 + 3000.1 were 8000.1 or 8000.3 before they were rounded."""
    sheets = plain_sheets()
    for row in sheets["Potential"][1:]:
        row[1:] = [row[1] / 1000 + 0.1, row[2] / 1000 + 0.1, (row[1] + row[2]) / 1000 + 0.3]
    sheets["Potential"][0] = ["k", "Alpha", "Beta", "Total"]
    assert (
        "NOTE Potential!D1: 'Total' holds totals. It is ignored: totals are computed." in read_sheets(path, sheets)[1]
    )
    sheets["Potential"][1][3] += 0.2
    assert any(m.startswith("WARNING Potential!D2: 'Total' says") for m in read_sheets(path, sheets)[1])


def test_two_columns_that_name_segments_leave_no_column_without_a_header(path):
    sheets = plain_sheets()
    names = ["Retail", "Retail", "Hotels", "Hotels"]
    places = ["North", "South", "North", "South"]
    for rows in (sheets["Segments"], sheets["Potential"]):
        rows[0].insert(1, "Country")
        for row, name, place in zip(rows[1:], names, places, strict=True):
            row[:1] = [name, place]
    sheets["Segments"].append(["Grand total", None, 220, None, 12_200_000, None, None, None])
    messages = read_sheets(path, sheets)[1]
    assert not any("without a header" in m or m.startswith("ERROR") for m in messages)


def test_a_short_word_for_product_push(path):
    sheets = plain_sheets()
    sheets["Products"] = [[*row, "Sales mode" if i == 0 else "push"] for i, row in enumerate(sheets["Products"])]
    assert _same(path, sheets) == []


def test_a_plan_year_named_by_its_fiscal_year_is_told_once(path):
    sheets = plain_sheets()
    sheets["Settings"][2][1] = "FY2027"
    sheets["Settings"].append(["Fiscal year start month", 4])
    told = [m for m in read_sheets(path, sheets)[1] if "FY2027" in m]
    assert len(told) == 1
    assert "is read as the year that begins in 2027" in told[0]


@pytest.mark.parametrize(("table", "named"), [("Products", "Category Name"), ("Products", "Brand_name")])
def test_a_name_of_what_may_name_the_rows_does_so(path, table, named):
    sheets = plain_sheets()
    sheets[table][0][0] = named
    assert any(f"column '{named}' is read as" in m for m in _same(path, sheets))


def test_a_header_that_names_margins_alone_says_which_column_may_name_the_rows(path):
    sheets = plain_sheets()
    sheets["Products"] = [["Stuff", "Margin %"], ["Alpha", "40%"], ["Beta", "55%"], ["Gamma", "60%"]]
    assert (
        "ERROR Products!1:1: column 'Product line' is missing. If 'Stuff' is it, name it so; else add it."
        in read_sheets(path, sheets)[1]
    )


@pytest.mark.parametrize(("more", "severity"), [(0, "NOTE"), (1, "ERROR")])
def test_totals_of_months_side_by_side_are_compared(path, more, severity):
    months = [f"2026-{m:02}" for m in range(1, 13)]
    rows: list[list[object]] = [["County", *months], ["North", *[10] * 12], ["South", *[20] * 12]]
    rows += [["Upper total", *[30] * 12], ["East", *[5] * 12], ["Grand total", *[35] * 11, 35 + more]]
    messages = read_sheets(path, plain_sheets() | {"History": rows})[1]
    assert "NOTE History!4:4: a total row, 'Upper total'. It is ignored: totals are computed." in messages
    assert any(m.startswith(f"{severity} History!6:6: a total row, 'Grand total'.") for m in messages)


def test_many_total_rows_are_one_note(path):
    sheets = plain_sheets()
    header, *rows = sheets["Segments"]
    totals = [[f"{row[0]} total", row[1], None, row[3], None, None, None] for row in rows]
    grand = ["Total", sum(r[1] for r in rows), None, sum(r[3] for r in rows), None, None, None]
    sheets["Segments"] = [header, *(r for pair in zip(rows, totals, strict=True) for r in pair), grand]
    assert _same(path, sheets) == [
        "NOTE Segments!3:3: total rows 3, 5, 7, 9 … (5 in all). They are ignored: totals are computed."
    ]
