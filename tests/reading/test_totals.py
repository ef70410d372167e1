"""Rows that add up others are passed over, refused or checked, not counted."""

from __future__ import annotations

import pytest

from planner.domain.fingerprint import fingerprint
from tests.plain_workbook import plain_sheets, read_sheets


def _with_totals():
    """The plain workbook with rows that add up others: subtotals, totals, one without a name; pay per head is averaged or left out."""
    sheets = plain_sheets()
    rows = sheets["Segments"]
    first, second = rows[1:3], rows[3:5]
    add = lambda some: [sum(r[1] for r in some), None, sum(r[3] for r in some)]  # noqa: E731
    sheets["Segments"] = [
        rows[0],
        *first,
        ["North & South total", *add(first)],
        *second,
        ["East & West total", *add(second)],
        [None, *add(rows[1:])],
    ]
    sheets["Potential"].append(["合 计：", 26_000_000, 12_000_000])
    sheets["Teams"].append(["TOTAL", None, 8, 3, 200_000])
    return sheets


def test_rows_that_are_the_sums_of_others_are_passed_over_with_a_note(path):
    read, messages = read_sheets(path, _with_totals())
    assert messages == [
        "NOTE Potential!6:6: a total row. It is ignored: totals are computed.",
        "NOTE Segments!4:4: a total row, 'North & South total'. It is ignored: totals are computed.",
        "NOTE Segments!7:7: a total row, 'East & West total'. It is ignored: totals are computed.",
        "NOTE Segments!8:8: a total row. It is ignored: totals are computed.",
        "NOTE Teams!4:4: a total row. It is ignored: totals are computed.",
    ]
    plain, _ = read_sheets(path, plain_sheets())
    assert read.plan_input is not None
    assert plain.plan_input is not None
    assert fingerprint(read.plan_input) == fingerprint(plain.plan_input)


def test_rows_called_totals_that_are_no_sums_are_refused(path):
    sheets = _with_totals()
    sheets["Segments"][7][0] = "Total"
    sheets["Segments"][7][1] += 1
    sheets["Potential"][-1][2] -= 1
    sheets["Teams"][-1][4] = 250_000  # more than any team's
    sheets["Teams"].append(["Average", None, 4])
    messages = read_sheets(path, sheets)[1]
    assert [m for m in messages if m.startswith("ERROR")] == [
        f"ERROR {where}: a total row{name}. It is not the sum of rows above it. Delete it: totals are computed."
        for where, name in (
            ("Potential!6:6", ""),
            ("Segments!8:8", ""),
            ("Teams!4:4", ""),
            ("Teams!5:5", ", 'Average'"),
        )
    ]


@pytest.mark.parametrize(("amount", "severity"), [(1_200, "NOTE"), (1_201, "ERROR")])
def test_totals_between_the_years_of_a_history_are_compared(path, amount, severity):
    rows: list[list[object]] = [["Year", "Month", "Segment", "Revenue"]]
    for year in (2025, 2026):
        rows += [[year, m, "North", 100] for m in range(1, 13)]
        rows.append([f"{year} total", None, None, 1_200])
    rows.append(["Grand total", None, None, 2_400])
    rows[-2][3] = amount
    messages = read_sheets(path, plain_sheets() | {"History": rows})[1]
    assert [m.split(":")[0] for m in messages if "a total row" in m and m.startswith("NOTE")][:1] == ["NOTE History!14"]
    assert any(m.startswith(f"{severity} History!27:27: a total row") for m in messages)


def test_a_name_that_only_reads_like_a_total_is_used(path):
    sheets = plain_sheets()
    for rows, i in ((sheets["Segments"], 2), (sheets["Potential"], 2)):
        rows[i][0] = "Total energy"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert [str(s.segment) for s in result.plan_input.segments][1] == "Total energy"
    assert messages == [
        "WARNING Segments!3:3: 'Total energy' reads like a total. It is used as an entry; delete it if it adds up others."
    ]


def test_potential_of_a_group_counts_only_as_the_sum_of_its_leaves(path):
    sheets = plain_sheets()
    sheets["Segments"] = [[*r, "Parent segment" if i == 0 else "All"] for i, r in enumerate(sheets["Segments"])]
    sheets["Segments"].append(["All", *[None] * 7])
    sheets["Potential"].append(["All", 26_000_000, 12_000_000])
    assert read_sheets(path, sheets)[1] == []
    sheets["Potential"][-1][1] = 30_000_000
    assert read_sheets(path, sheets)[1] == [
        "ERROR Potential!B6 (Potential): 'All' has segments below it: its potential 30,000,000 does not count, theirs is 26,000,000. "
        "Give the potential of each segment below it."
    ]


def test_a_row_like_the_one_above_is_no_total_where_names_are_missing(path):
    """The column of names has an unknown header, a line of remarks stands above: 5 heads after 5 heads add up nothing."""
    sheets = plain_sheets()
    header, *_ = sheets["Teams"]
    sheets["Teams"] = [
        ["Sales area", *header[1:]],
        ["", "", "heads", "", "fixed"],
        ["Field", "direct", 5, 2, 9],
        ["Inside", "direct", 5, 2, 9],
    ]
    _, messages = read_sheets(path, sheets)
    assert any("column 'Team' is missing" in m for m in messages)
    assert not any("total" in m for m in messages)


@pytest.mark.parametrize("name", ["Gesamtergebnis", "合計", "Итого"])
def test_totals_of_other_languages_are_known_by_their_word(path, name):
    sheets = plain_sheets()
    sheets["Potential"].append([name, 26_000_000, 12_000_000])
    assert read_sheets(path, sheets)[1] == [
        f"NOTE Potential!6:6: a total row, '{name}'. It is ignored: totals are computed."
    ]


def _with_row(at, name, some):
    """The plain workbook with one segment more that adds up those of `some`, in both sheets: a plan would count them twice."""
    sheets = plain_sheets()
    rows, potential = sheets["Segments"], sheets["Potential"]
    segment = [name, sum(rows[i][1] for i in some), 0.5, sum(rows[i][3] for i in some), "direct", "Field", None]
    rows.insert(at, segment)
    potential.insert(at, [name, *(sum(potential[i][k] for i in some) for k in (1, 2))])
    return sheets


@pytest.mark.parametrize("at", [5, 1])
def test_a_row_that_adds_up_all_others_is_a_total_whatever_its_name(path, at):
    first, last = (2, 5) if at == 5 else (3, 6)
    assert (
        f"ERROR Segments!{at + 1}:{at + 1}: 'China' is the sum of rows {first} to {last} (Accounts, Last year's revenue). "
        "Delete it: totals are computed."
    ) in read_sheets(path, _with_row(at, "China", range(1, 5)))[1]


def test_a_row_that_adds_up_its_neighbours_is_a_warning(path):
    """A subtotal above its rows, as PivotTables have them."""
    assert (
        "WARNING Segments!2:2: 'Upper' is the sum of rows 3 to 4 (Accounts, Last year's revenue). "
        "It is used as an entry; delete it if it adds up others."
    ) in read_sheets(path, _with_row(1, "Upper", (1, 2)))[1]


def test_segments_alike_with_an_empty_one_between_are_no_sum(path):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[1], row[3] = (40, 2_000_000) if row[0] != "South" else (0, 0)
    assert not any("is the sum" in m for m in read_sheets(path, sheets)[1])


@pytest.mark.parametrize(("heads", "is_total"), [(9, False), (12, True)])
def test_amounts_per_head_that_add_up_by_chance_make_no_total_of_a_team(path, heads, is_total):
    """A team of key accounts that travels as much a head as the three others together, with heads of its own."""
    sheets = plain_sheets()
    header, *teams = sheets["Teams"]
    costs = ["Travel per head", "Pre-sales per head"]
    plain = [[name, *teams[0][1:]] for name in ("East", "West", "South")]
    for row in plain:
        row[2] = 4
    last = ["Key accounts", *teams[0][1:]]
    last[2:4] = [heads, 3 * plain[0][3]]
    sheets["Teams"] = [[*header, *costs], *([*r, 1_000, 500] for r in plain), [*last, 3_000, 1_500]]
    found = [m for m in read_sheets(path, sheets)[1] if "is the sum" in m]
    assert bool(found) is is_total


@pytest.mark.parametrize(("pay_of", "is_refused"), [(3, True), (1, False)])
def test_a_row_with_pay_of_its_own_is_no_total_though_heads_and_travel_add_up(path, pay_of, is_refused):
    sheets = plain_sheets()
    header, *teams = sheets["Teams"]
    plain = [[name, *teams[0][1:]] for name in ("East", "West", "South")]
    for row in plain:
        row[2] = 4
    last = ["Key accounts", *teams[0][1:]]
    last[2:5] = [12, 3 * plain[0][3], pay_of * plain[0][4]]
    sheets["Teams"] = [[*header, "Travel per head"], *([*r, 1_000] for r in plain), [*last, 3_000]]
    found = [m for m in read_sheets(path, sheets)[1] if "is the sum" in m]
    assert len(found) == 1
    assert ("Delete it: totals are computed." in found[0]) is is_refused
