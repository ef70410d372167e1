"""Findings that are alike are one line that names their cells; nothing of them is lost."""

from __future__ import annotations

import io

import openpyxl
import pytest

from planner.findings import Finding, Place, Severity, sort_findings
from planner.language import Language, Text
from planner.reading.archive.gate import open_gate
from planner.reading.grids.grid import read_grids
from planner.reading.words.repeats import gather_repeats, list_cells
from planner.validation.workbook import read_and_check
from planner.writing.inputs.marked_copy import build_marked_copy
from tests.plain_workbook import plain_sheets, read_same, read_sheets, write_sheets


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def test_percents_typed_as_text_are_one_line_with_their_cells(path):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[2] = f"{row[2] * 100:g}%"
    assert read_same(path, sheets) == [
        "WARNING Segments!C2 (Penetration): the text '30%'; 3 more cells of this column alike (C3:C5). Read as 30 %."
    ]


def test_what_was_understood_of_each_cell_stands_in_the_json(path):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[2] = f"{row[2] * 100:g}%"
    _, findings = read_and_check(write_sheets(path, sheets))
    (finding,) = findings
    assert finding.as_json()["alike"] == [
        {"cell": "C3", "found": "the text '45%'", "remedy": "Read as 45 %."},
        {"cell": "C4", "found": "the text '60%'", "remedy": "Read as 60 %."},
        {"cell": "C5", "found": "the text '75%'", "remedy": "Read as 75 %."},
    ]
    assert finding.message(Language.CHINESE) == (
        "警告 Segments!C2 (渗透率)：文本“30%”；该列另有 3 个单元格同样如此（C3:C5）。按 30 % 读取。"
    )


def test_every_cell_of_a_line_is_marked_in_the_copy(path):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[2] = "tbd"
    _, findings = read_and_check(write_sheets(path, sheets))
    assert [f.message().partition(",")[0] for f in findings if f.place.header.en == "Penetration"] == [
        "ERROR Segments!C2 (Penetration): found 'tbd' in 4 rows"
    ]
    file = open_gate(path)
    copy = openpyxl.load_workbook(
        io.BytesIO(build_marked_copy(file.content, read_grids(file), findings, Language.ENGLISH))
    )
    assert all("found 'tbd'" in copy["Segments"][f"C{row}"].comment.text for row in range(2, 6))


def test_the_unit_above_each_column_of_a_matrix_is_one_line(path):
    sheets = plain_sheets()
    sheets["Products"].append(["Gamma", 0.3])
    head, *rows = sheets["Potential"]
    sheets["Potential"] = [[*head, "Gamma"], [None, "k", "k", "k"], *([*row, 0] for row in rows)]
    _, messages = read_sheets(path, sheets)
    assert (
        "WARNING Potential!B1: the unit 'k'; 2 more cells of this row alike (C1:D1). Numbers here are multiplied by 1,000."
        in [m.replace(" (Potential)", "") for m in messages]
    )


def test_a_few_are_told_one_by_one(path):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:4]:
        row[2] = f"{row[2] * 100:g}%"
    assert [m.partition(" (")[0] for m in read_same(path, sheets)] == [f"WARNING Segments!C{n}" for n in (2, 3, 4)]


def test_warnings_that_each_name_another_thing_are_told_one_by_one(path):
    sheets = plain_sheets()
    sheets["Settings"] += [[f"House figure {k}", k + 1.5] for k in range(6)]
    assert [m.split("'")[1] for m in read_same(path, sheets)] == [f"House figure {k}" for k in range(6)]


def test_of_very_many_alike_all_are_counted_and_a_thousand_kept():
    many = [
        Finding("number_as_text", Severity.WARNING, Place("S", row, "B"), Text.same(f"the text '{row}'"))
        for row in range(2, 5002)
    ]
    (one,) = gather_repeats(many)
    assert one.found.en == "the text '2'; 4999 more cells of this column alike (B3:B5001)"
    assert len(one.alike) == 1000
    assert gather_repeats([one]) == [one]


def test_cells_are_listed_as_runs():
    places = [Place("S", row, "B") for row in (9, 2, 3, 4, 7, 20, 30, 40)]
    assert list_cells(places) == "B2:B4, B7, B9, B20 …"


def test_what_may_change_the_plan_stands_before_how_cells_were_read():
    def warn(code: str, sheet: str) -> Finding:
        return Finding(code, Severity.WARNING, Place(sheet), Text.same(code))

    findings = [
        warn("number_as_text", "A"),
        warn("sum_row", "Z"),
        Finding("cell_error", Severity.ERROR, Place("Z"), Text.same("an error")),
        warn("row_hidden", "B"),
        warn("unit_stated", "C"),
    ]
    assert [f.code for f in sort_findings(findings)] == [
        "cell_error",
        "unit_stated",
        "sum_row",
        "number_as_text",
        "row_hidden",
    ]


def test_rows_that_a_filter_hides_here_and_there_are_one_line(path):
    rows: list[list[object]] = [
        ["Year", "Month", "Segment", "Revenue"],
        *([2026, 1 + k % 12, "North", 1000] for k in range(24)),
    ]

    def hide(book):
        for row in (3, 5, 6, 9, 12, 14, 20):
            book["History"].row_dimensions[row].hidden = True

    _, messages = read_sheets(path, plain_sheets() | {"History": rows}, hide)
    assert [m for m in messages if "hidden" in m] == [
        "WARNING History!3:3: hidden rows 3, 5–6, 9, 12 … (7 in all). Used like others."
    ]
