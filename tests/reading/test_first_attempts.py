"""Workbooks of people who fill one for the first time: their words, what their formulas leave behind, columns called otherwise."""

from __future__ import annotations

import re

import pytest

from planner.reading.words.headers import column_named, known_headers
from planner.reading.words.numbers import read_number
from planner.tables.registry import table_named
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_same, read_sheets, write_sheets
from tests.reading_workbooks import with_parts


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize("numbering", ["{n}. ", "{n}、", "({n}) ", "1.{n} ", "{n}) "])
def test_settings_may_be_numbered(path, numbering):
    sheets = plain_sheets()
    for n, row in enumerate(sheets["Settings"][1:], start=1):
        row[0] = numbering.format(n=n) + row[0]
    read_same(path, sheets)


def test_a_label_without_the_colon_inside_is_that_of_the_template(path):
    sheets = plain_sheets()
    sheets["Settings"][4][0] = "Company target revenue"
    read_same(path, sheets)


@pytest.mark.parametrize("label", ["3 Year", "12 months", "1 Company", "2027 Currency"])
def test_numbers_that_number_nothing_are_part_of_the_label(label):
    assert column_named(label, known_headers(table_named("settings").columns)) is None


@pytest.mark.parametrize(
    ("sheet", "cell", "stored", "field", "read"),
    [
        (5, "C2", "12.000000000000002", lambda p: p.teams[0].heads, 12),
        (5, "C2", "11.999999999999998", lambda p: p.teams[0].heads, 12),
        (3, "C2", "1.0000000000000002", lambda p: p.segments[0].penetration, 1.0),
        (3, "C2", "-2.7755575615628914E-17", lambda p: p.segments[0].penetration, 0.0),
        (3, "D2", "-1.1641532182693481E-10", lambda p: p.segments[0].existing_revenue_cents, 0),
        (3, "B2", "0.99999999999999989", lambda p: p.segments[0].accounts, 1.0),
    ],
)
def test_what_formulas_leave_behind_is_no_fault(path, sheet, cell, stored, field, read):
    result = _read_stored(path, sheet, cell, stored)
    assert result.plan_input is not None, [f.message() for f in result.findings]
    assert field(result.plan_input) == read


@pytest.mark.parametrize(
    ("sheet", "cell", "stored"), [(5, "C2", "12.01"), (3, "C2", "1.01"), (3, "D2", "-0.01"), (3, "B2", "0.9")]
)
def test_what_is_beyond_its_column_stays_refused(path, sheet, cell, stored):
    assert _read_stored(path, sheet, cell, stored).plan_input is None


def _read_stored(path, sheet, cell, stored):
    """Read the plain workbook with another number stored in one cell: openpyxl would round it to what Excel shows."""
    write_sheets(path, plain_sheets())

    def store(xml: bytes) -> bytes:
        changed, times = re.subn(rf'(<c r="{cell}"[^>]*><v>)[^<]*', rf"\g<1>{stored}", xml.decode())
        assert times == 1
        return changed.encode()

    path.write_bytes(with_parts(path.read_bytes(), {f"xl/worksheets/sheet{sheet}.xml": store}))
    return read_and_check(path)[0]


@pytest.mark.parametrize(
    ("written", "advice"),
    [("五", "Write 5."), ("十二人", "Write 12."), ("10+2", "Write digits alone, such as 12.")],
)
def test_heads_in_words_say_which_digits_to_write(path, written, advice):
    sheets = plain_sheets()
    sheets["Teams"][1][2] = written
    _, messages = read_sheets(path, sheets)
    assert f"ERROR Teams!C2 (Heads): found '{written}', a whole number is expected. {advice}" in messages


@pytest.mark.parametrize(("written", "read"), [("120萬", 1_200_000), ("1.2億", 120_000_000), ("3 mln", 3_000_000)])
def test_scales_of_taiwan_and_poland_behind_a_number(written, read):
    number = read_number(written)
    assert number is not None and number.value == read and number.has_scale


@pytest.mark.parametrize(
    ("mark", "read"), [("☑", True), ("1", True), ("T", True), ("是的", True), ("☐", False), ("0", False)]
)
def test_boxes_and_digits_say_yes_and_no(path, mark, read):
    sheets = plain_sheets()
    sheets["Segments"][0].append("Strategic")
    for row in sheets["Segments"][1:]:
        row.append(mark)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert {s.strategic for s in result.plan_input.segments} == {read}


@pytest.mark.parametrize(("first", "second"), [("Region", "Area"), ("Area", "Region")])
def test_of_two_columns_of_words_that_mean_the_same_the_declared_one_counts(path, first, second):
    sheets = plain_sheets()
    sheets["Segments"][0] += [first, second]
    for row in sheets["Segments"][1:]:
        row += [f"{first} 1", f"{second} 1"]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert {s.region for s in result.plan_input.segments} == {"Region 1"}
    ignored, counts = ("I", "H") if first == "Region" else ("H", "I")
    assert (
        f"WARNING Segments!{ignored}1: 'Area' means the same as 'Region' in column {counts}. It is ignored: 'Region' counts."
        in messages
    )


def test_two_columns_of_amounts_that_mean_the_same_are_refused(path):
    sheets = plain_sheets()
    sheets["Segments"][0].append("LY revenue")
    for row in sheets["Segments"][1:]:
        row.append(1_000_000)
    _, messages = read_sheets(path, sheets)
    assert (
        "ERROR Segments!H1: 'LY revenue' means the same as 'Last year's revenue' in column D. Keep one of them."
        in messages
    )


@pytest.mark.parametrize("header", ["Sales 2025", "Net actual", "Turnover"])
def test_a_header_that_may_be_last_years_revenue_is_named(path, header):
    sheets = plain_sheets()
    sheets["Segments"][0][3] = header
    _, messages = read_sheets(path, sheets)
    assert (
        f"ERROR Segments!1:1: column 'Last year's revenue' is missing. If '{header}' is it, name it so; else add it."
        in messages
    )
