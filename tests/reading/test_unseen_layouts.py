"""Workbooks laid out as nobody foresaw: what can mean two things is refused with its cell, and nothing is dropped without a word."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font

from planner.reading.archive.gate import open_gate
from planner.reading.grids.grid import read_grids
from planner.reading.words.lookalikes import find_lookalikes
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_same, read_sheets, write_sheets
from tests.reading_workbooks import repack


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize(("sheet", "area"), [("Potential", "B2:C2"), ("Potential", "B2:C4"), ("Teams", "C2:D2")])
def test_an_amount_merged_over_several_columns_is_refused(path, sheet, area):
    """Excel keeps the first value alone: the potential of the second product line was gone without a word."""
    result, messages = read_sheets(path, plain_sheets(), lambda book: book[sheet].merge_cells(area))
    assert result.plan_input is None
    cell = area.partition(":")[0]
    assert any(m.startswith(f"ERROR {sheet}!{cell}") and f"merged over several columns, {area}" in m for m in messages)


@pytest.mark.parametrize("area", ["A7:C7", "F2:G2"])
def test_words_merged_over_several_columns_are_no_fault(path, area):
    def change(book: openpyxl.Workbook) -> None:
        if area == "A7:C7":
            book["Potential"]["A7"] = "Source: estimate of the teams."
        book["Potential" if area == "A7:C7" else "Segments"].merge_cells(area)

    result, messages = read_sheets(path, plain_sheets(), change)
    assert result.plan_input is not None, messages


def test_a_matrix_with_a_block_for_each_year_says_which_to_keep(path):
    sheets = plain_sheets()
    sheets["Potential"][0] += ["Alpha", "Beta"]
    for row in sheets["Potential"][1:]:
        row += row[1:3]
    sheets["Potential"].insert(0, [None, 2026, 2026, 2027, 2027])
    _, messages = read_sheets(path, sheets)
    assert any(
        m
        == "ERROR Potential!D2: product line 'Alpha' stands twice. Keep one column a product line, that of the plan year."
        for m in messages
    )


@pytest.mark.parametrize("mark", ["同上", "〃", '"', "ditto", "Same as above"])
@pytest.mark.parametrize(("sheet", "row", "column"), [("Segments", 3, 5), ("Segments", 3, 3), ("Segments", 3, 4)])
def test_marks_that_repeat_the_cell_above_are_refused(path, mark, sheet, row, column):
    sheets = plain_sheets()
    sheets[sheet][row][column] = mark
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    cell = f"{sheet}!{'ABCDEFG'[column]}{row + 1}"
    assert any(m.startswith(f"ERROR {cell}") and m.endswith("Write it out in every row.") for m in messages)


@pytest.mark.parametrize(("table", "header", "row"), [("Segments", "Region", "同上"), ("Seats", "Rep", "同上")])
def test_nobody_and_no_region_is_called_ditto(path, table, header, row):
    """A seat's rep would get a letter of that name, a region would be covered by no team."""
    sheets = plain_sheets()
    if table == "Seats":
        sheets["Seats"] = [["Seat", "Team", header], ["S1", "Field", "Zhang"], ["S2", "Field", row]]
    else:
        sheets["Segments"][0].append(header)
        for line, region in zip(sheets["Segments"][1:], ["North", row, row, row], strict=True):
            line.append(region)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any("'同上'" in m and m.startswith("ERROR") for m in messages)


def test_accounts_are_not_called_ditto_either(path):
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Name", "Segment", "Potential", "Region"]]
    sheets["Accounts"] += [["A1", "One", "North", 1000, "Harbour"], ["A2", "Two", "North", 1000, "同上"]]
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Accounts!E3 (Region): found '同上'") for m in messages)


@pytest.mark.parametrize("nothing", ["-", "—", "N/A", "无", "n.a."])
def test_what_says_nothing_where_a_number_is_needed_says_to_write_0(path, nothing):
    sheets = plain_sheets()
    sheets["Segments"][2][3] = nothing
    _, messages = read_sheets(path, sheets)
    assert messages == [
        f"ERROR Segments!D3 (Last year's revenue): found '{nothing}', a number is expected. Write 0 where there is none."
    ]


def test_quarters_below_month_are_one_finding(path):
    """They were as many errors as there are rows, none of which said what to write."""
    sheets = plain_sheets()
    months = [f"Q{q}" for q in (1, 2, 3, 4)] * 3
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"], *([2026, m, "North", 1000] for m in months)]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert len(messages) == 1
    assert messages[0].startswith("ERROR History!B1: a column of dates or quarters")


@pytest.mark.parametrize(
    "months", [list(range(1, 13)), [f"{m}月" for m in range(1, 13)], ["Jan", "Feb", "Mar", "Apr"] * 3]
)
def test_months_below_month_are_months(path, months):
    sheets = plain_sheets()
    years = [2024 + k // 12 if len(set(months)) == 12 else 2024 + k // 4 for k in range(12)]
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"]]
    sheets["History"] += [[y, m, "North", 1000] for y, m in zip(years, months, strict=True)]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert len(result.plan_input.history) == 12


@pytest.mark.parametrize("name", ["Fie1d", "F\u0456eld", "FIELD\u200b"])
def test_names_that_look_alike_are_told(path, name):
    sheets = plain_sheets()
    sheets["Teams"].append([name, "direct", 2, 0, 100_000])
    result, messages = read_sheets(path, sheets)
    if name.startswith("FIELD"):  # the same name, for a reader who does not see its last character
        assert any("stands in rows 2 and 4" in m for m in messages)
        return
    assert result.plan_input is not None
    assert messages == [
        f"WARNING Teams!A4 (Team): '{name}' looks like 'Field' in row 2, but is another name. If the same is meant, write it alike."
    ]


def test_names_that_differ_for_the_eye_are_not_told():
    names = ("A1", "A2", "10", "11", "North", "Nord", "华东", "华东一", "Mia", "Mla", "команда", "Team")
    assert find_lookalikes({n.casefold(): n for n in names}) == []


def test_parts_of_a_missing_column_are_named(path):
    sheets = plain_sheets()
    sheets["Segments"][0][3:4] = ["Q1 revenue", "Q2 revenue", "Q3 revenue", "Q4 revenue"]
    for row in sheets["Segments"][1:]:
        row[3:4] = [row[3] / 4] * 4
    _, messages = read_sheets(path, sheets)
    assert messages[0] == (
        "ERROR Segments!1:1: column 'Last year's revenue' is missing. Add it: 'Q1 revenue', 'Q2 revenue', 'Q3 revenue', 'Q4 revenue' are ignored. "
        "If one of them is it, name it so; if they are its parts, add them up in one column."
    )


def test_a_text_that_slipped_into_a_column_of_names_is_refused(path):
    sheets = plain_sheets()
    sheets["Teams"].append(["n" * 256, "direct", 2, 0, 100_000])
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Teams!A4") and "at most 255 characters" in m for m in messages)


def test_a_number_as_text_beside_an_unknown_setting_is_a_warning(path):
    sheets = plain_sheets()
    sheets["Settings"].append(["Ambition of the board", "15%"])
    _, messages = read_sheets(path, sheets)
    assert messages == ["WARNING Settings!A7: setting 'Ambition of the board' is not known. It is ignored."]


def _renamed(old: bytes, new: bytes):
    """Change what the package says of its workbook's name."""
    return lambda name, part: part.replace(old, new) if name in ("_rels/.rels", "[Content_Types].xml") else part


def test_a_workbook_is_found_by_its_relations_whatever_its_parts_are_called(path):
    """Excel on the web writes xl/workbook22.xml, others put everything in the root or write \\ for /."""
    content = write_sheets(path, plain_sheets()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        stored = archive.namelist()
    web = {"xl/workbook.xml": "xl/workbook22.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/workbook22.xml.rels"}
    forms = {
        "web": repack(content, web, _renamed(b"xl/workbook.xml", b"xl/workbook22.xml")),
        "backslashes": repack(content, {n: n.replace("/", "\\") for n in stored if n != "[Content_Types].xml"}),
    }
    usual = read_grids(open_gate(path))
    for name, form in forms.items():
        path.write_bytes(form)
        assert read_grids(open_gate(path)) == usual, name


def test_a_workbook_in_the_root_of_its_package(path):
    content = write_sheets(path, plain_sheets()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {n: n.removeprefix("xl/") for n in archive.namelist()}
    rooted = repack(content, names, lambda name, part: part.replace(b"/xl/", b"/").replace(b'"xl/', b'"'))
    usual = read_grids(open_gate(path))
    path.write_bytes(rooted)
    assert read_grids(open_gate(path)) == usual


def test_errors_younger_than_the_reader_are_errors_with_their_cell(path):
    """#SPILL! made the whole workbook unreadable, and no cell was named."""
    content = write_sheets(path, plain_sheets()).read_bytes()

    def spill(name: str, part: bytes) -> bytes:
        if not name.endswith("sheet3.xml"):
            return part
        error = rb'<c r="D3" t="e"><f>SORT(A1:A3)</f><v>#SPILL!</v></c>'
        changed = re.sub(rb'<c r="D3"[^>]*>.*?</c>', error, part)
        assert changed != part
        return changed

    path.write_bytes(repack(content, {}, spill))
    result, findings = read_and_check(path)
    assert result.plan_input is None
    assert [f.message() for f in findings] == [
        "ERROR Segments!D3 (Last year's revenue): an Excel error. Correct the formula."
    ]


def test_two_lines_above_the_header_and_a_filter_that_hides_rows_change_nothing(path):
    sheets = plain_sheets()
    sheets["Segments"][:0] = [["FY2027 planning"], [None, "Market", None, "Sales 2026"]]

    def hide(book: openpyxl.Workbook) -> None:
        book["Segments"].auto_filter.ref = "A3:G7"
        for row in (5, 6):
            book["Segments"].row_dimensions[row].hidden = True

    messages = read_same(path, sheets, change=hide)
    assert messages == ["WARNING Segments!5:5: hidden rows 5 to 6. Used like others."]


def test_a_column_of_text_numbers_is_one_warning_not_one_a_row(path):
    """4,681 years written 2026年 hid what else was wrong."""
    sheets = plain_sheets()
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"]]
    sheets["History"] += [[f"{2016 + k // 12}年", k % 12 + 1, "North", "1,000" if k < 3 else 1000] for k in range(120)]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    years = [m for m in messages if "History!A" in m]
    assert years == [
        "WARNING History!A2 (Year): the text '2016年'; 119 more cells of this column alike (A3:A121). Read as 2016."
    ]
    assert sum("History!D" in m for m in messages) == 3


def test_every_unknown_name_of_a_list_is_told(path):
    sheets = plain_sheets()
    sheets["Partners"] = [
        ["Partner", "Channel", "Segments"],
        ["Acme", "SMB partner or telesales", "Nroth; West; Elsewhere"],
    ]
    sheets["Accounts"] = [["Account", "Segment", "Potential", "Forbidden seats"], ["A1", "North", 1000, "S1; S9; S8"]]
    sheets["Seats"] = [["Seat", "Team"], ["S1", "Field"]]
    _, messages = read_sheets(path, sheets)
    told = [m for m in messages if "is expected" in m and "a name from sheet" in m]
    assert [m.split("'")[1] for m in told] == ["S9", "S8", "Nroth", "Elsewhere"]


@pytest.mark.parametrize(
    ("sheet", "rows", "told"),
    [
        (
            "Segments",
            (3,),
            "WARNING Segments!3:3: a row that is struck through. Used like others. Delete what is dropped.",
        ),
        (
            "Teams",
            (2, 3),
            "WARNING Teams!2:2: rows 2 to 3 are struck through. Used like others. Delete what is dropped.",
        ),
        (
            "Potential",
            (4,),
            "WARNING Potential!4:4: a row that is struck through. Used like others. Delete what is dropped.",
        ),
    ],
)
def test_rows_that_are_struck_through_are_told(path, sheet, rows, told):
    """Most people mean that they are dropped; they count all the same."""

    def strike(book: openpyxl.Workbook) -> None:
        for row in rows:
            for cell in book[sheet][row]:
                cell.font = Font(strike=True, bold=True)
        book["Products"]["A2"].font = Font(strike=True)  # one cell alone may be a remark

    assert read_same(path, plain_sheets(), change=strike) == [told]


def test_accounts_that_are_struck_through_are_told(path):
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Segment", "Potential"], ["A1", "North", 1000], ["A2", "North", 1000]]

    def strike(book: openpyxl.Workbook) -> None:
        for cell in book["Accounts"][3]:
            cell.font = Font(strike=True)

    _, messages = read_sheets(path, sheets, strike)
    assert any(m.startswith("WARNING Accounts!3:3: a row that is struck through.") for m in messages)


@pytest.mark.parametrize(
    ("written", "region"), [("-", None), ("—", None), ("N/A", None), ("不适用", None), ("NA", "NA"), ("x/y", "x/y")]
)
@pytest.mark.parametrize("table", ["Segments", "Accounts"])
def test_a_region_that_says_nothing_is_none_and_na_may_be_one(path, table, written, region):
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Segment", "Potential"], ["A1", "North", 1000], ["A2", "North", 1000]]
    for line, value in zip(sheets[table], ["Region", "East", written, "East", "East"], strict=False):
        line.append(value)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    read = result.plan_input
    found = [s.region for s in read.segments] if table == "Segments" else list(read.accounts.region)
    assert found[1] == region
    assert any("Read as not given" in m for m in messages) is (region is None)


def test_a_dash_for_the_parent_account_makes_no_family(path):
    """All accounts with a dash were one corporate family, kept together at one seat."""
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Segment", "Potential", "Parent account"]]
    sheets["Accounts"] += [["A1", "North", 1000, "-"], ["A2", "North", 1000, "—"], ["A3", "North", 1000, "A1"]]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert result.plan_input.accounts.parent_account == (None, None, "A1")
