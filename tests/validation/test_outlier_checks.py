"""Amounts of one column that are a thousand times apart are told with their cell; companies as they are hardly ever have such a gap."""

from __future__ import annotations

import pytest

from planner.validation import check_plan_input
from tests.plain_workbook import plain_sheets, read_sheets
from tests.plan_input_builder import make_plan_input, make_segment


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize(
    ("sheet", "row", "column", "amount", "words"),
    [
        ("Segments", 2, 3, 270, "270 is 7,407 times smaller than the next amount of its kind, 2,000,000."),
        ("Segments", 2, 3, 27_000_000_000, "27,000,000,000 is 6,585 times the next amount of its kind, 4,100,000."),
        ("Teams", 1, 4, 24, "24 is 6,667 times smaller than the next amount of its kind, 160,000."),
        ("Potential", 3, 2, 300, "300 is 10,000 times smaller than the next amount of its kind, 3,000,000."),
    ],
)
def test_a_row_in_another_unit_is_told(path, sheet, row, column, amount, words):
    sheets = plain_sheets()
    sheets[sheet][row][column] = amount
    _, messages = read_sheets(path, sheets)
    cell = f"{'ABCDEFG'[column]}{row + 1}"
    found = [m for m in messages if "of its kind" in m]
    assert len(found) == 1
    assert found[0].startswith(f"WARNING {sheet}!{cell} (")
    assert words in found[0]


def test_several_rows_in_another_unit_are_one_warning(path):
    sheets = plain_sheets()
    for row in sheets["Potential"][3:]:
        row[1:] = [x / 10_000 for x in row[1:]]
    _, messages = read_sheets(path, sheets)
    (told,) = [m for m in messages if "of its kind" in m]
    assert "(4 such cells)" in told


def test_small_and_large_segments_without_a_gap_are_not_told(path):
    sheets = plain_sheets()
    for row, revenue in zip(sheets["Segments"][1:], [0, 9_000, 900_000, 90_000_000], strict=True):
        row[3] = revenue
    _, messages = read_sheets(path, sheets)
    assert not any("of its kind" in m for m in messages)


def test_a_month_of_history_far_above_the_rest_is_told_one_far_below_not(path):
    sheets = plain_sheets()
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"], *([2026, m, "North", 100_000] for m in range(1, 13))]
    sheets["History"][3][3] = 0.05
    _, messages = read_sheets(path, sheets)
    assert not any("of its kind" in m for m in messages)
    sheets["History"][5][3] = 1_000_000_000
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("WARNING History!D6") and "10,000 times the next" in m for m in messages)


def test_cost_lines_beyond_what_is_sold_are_told(path):
    sheets = plain_sheets()
    sheets["Marketing"] = [
        ["Cost line", "Channel", "Amount a year", "Counts in the ratio"],
        ["Fair", None, 90_000_000, "yes"],
    ]
    _, messages = read_sheets(path, sheets)
    assert any("these lines add up to 90,000,000, last year's revenue is 12,200,000" in m for m in messages)


@pytest.mark.parametrize("rep", [12, "0.5", "12%", "1,234"])
def test_a_number_for_a_person_is_told(path, rep):
    sheets = plain_sheets()
    sheets["Seats"] = [["Seat", "Team", "Rep"], ["S1", "Field", rep]]
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("WARNING Seats!C2 (Rep)") and "is a number, not a person's name" in m for m in messages)


@pytest.mark.parametrize("rep", [10023, "0012", "Zhang 2", "Anna"])
def test_a_staff_number_or_a_name_is_not(path, rep):
    sheets = plain_sheets()
    sheets["Seats"] = [["Seat", "Team", "Rep"], ["S1", "Field", rep]]
    _, messages = read_sheets(path, sheets)
    assert not any("person's name" in m for m in messages)


@pytest.mark.parametrize("currency", ["12%", "0.5", "-", "5 km", "?"])
def test_what_is_no_currency_is_refused(path, currency):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = currency
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(
        m.startswith("ERROR Settings!B4 (Currency)") and "Write its code, such as CNY or EUR." in m for m in messages
    )


@pytest.mark.parametrize("currency", ["CNY", "￥", "€", "人民币", "zł", "R$", "Taler"])
def test_what_may_be_a_currency_is_taken(path, currency):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = currency
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages


def test_an_account_far_above_the_rest_is_told(path):
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Segment", "Potential", "Last year's revenue"]]
    sheets["Accounts"] += [[f"A{n}", "North", 1_000_000, 0 if n else 5_000_000_000] for n in range(4)]
    sheets["Accounts"][2][3] = 4_000
    _, messages = read_sheets(path, sheets)
    told = [m for m in messages if "of its kind" in m]
    assert len(told) == 1
    assert told[0].startswith("WARNING Accounts")
    assert "5,000,000,000 is 1,250,000 times the next amount of its kind, 4,000." in told[0]


@pytest.mark.parametrize(("factor", "told"), [(1000, True), (0.001, True), (200, True), (100, False), (0.1, False)])
def test_one_amount_far_out_among_some_that_lie_together_is_told(factor, told):
    """Of 1 m to 3 m one is in another unit: a thousand times its own size is less than a thousand times the largest of the others."""
    sizes = (100_000_000, 150_000_000, 200_000_000, 250_000_000, 300_000_000)
    revenues = (round(sizes[0] * factor) if factor > 1 else round(sizes[-1] * factor), *sizes)
    segments = tuple(make_segment(f"S{i}", existing_revenue_cents=cents) for i, cents in enumerate(revenues))
    found = [
        f.message() for f in check_plan_input(make_plan_input(segments=segments)) if f.code == "size_within_column"
    ]
    assert bool([m for m in found if "Last year's revenue" in m]) is told
