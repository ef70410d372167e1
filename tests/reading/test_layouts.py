"""Layouts that people choose: headers of two lines, merged cells, renamed sheets, hidden rows: the same case reads the same."""

from __future__ import annotations

import pytest

from planner.language import Language
from tests.plain_workbook import plain_sheets, read_same, read_sheets


def test_a_headers_of_two_lines_with_merged_cells(path):
    sheets = plain_sheets()
    sheets["Segments"][0:1] = [
        ["Plan 2027", *[None] * 6],
        ["Segment", "Accounts", "Penetration", "Last year's", "Today's", None, "Forced channel"],
        [None, None, None, "revenue", "channel", "team", None],
    ]

    def merge(book):
        sheet = book["Segments"]
        for area in ("A1:G1", "E2:F2", "A2:A3", "B2:B3", "C2:C3", "G2:G3"):
            sheet.merge_cells(area)

    assert read_same(path, sheets, change=merge) == []


def test_a_header_in_both_languages_is_one_header(path):
    sheets = plain_sheets()
    sheets["Segments"].insert(1, plain_sheets(Language.CHINESE)["客户细分"][0])
    sheets["Teams"][0][:2] = ["Team / 团队", "*Channel_operated："]
    assert read_same(path, sheets) == []


def test_sheets_with_other_names(path):
    sheets = plain_sheets()
    names = {"Settings": "1. Settings", "Products": "2_Product lines", "Segments": "Segments (2027)", "Teams": "Team "}
    messages = read_same(path, {"Notes": [["Draft"]]} | {names.get(n, n): rows for n, rows in sheets.items()})
    assert "NOTE Notes: sheet 'Notes' is no sheet of the planning workbook. It is ignored." in messages
    assert "NOTE Segments (2027): sheet 'Segments (2027)' is read as 'Segments'." in messages
    chinese = plain_sheets(Language.CHINESE)
    bent = {"一、参数设置": chinese.pop("参数"), "客户细分表": chinese.pop("客户细分"), **chinese}
    assert len(read_same(path, bent, Language.CHINESE)) == 2


def test_a_sheet_that_looks_like_a_missing_one_is_named(path):
    sheets = plain_sheets() | {"Who sells 2027": [["Seat", "Team", "Rep"], ["S1", "Field", "Ann"]]}
    assert read_same(path, sheets) == [
        "WARNING Who sells 2027: sheet 'Seats' is missing. Is it sheet 'Who sells 2027'? Then name it 'Seats'; as it stands it is ignored."
    ]


def test_notes_below_and_blank_rows_and_columns_are_passed_over(path):
    sheets = plain_sheets()
    sheets["Segments"] = [
        [],
        *([None, *row] for row in sheets["Segments"]),
        [],
        [None, "Note: from finance"],
        [None, "注：CRM"],
    ]
    sheets["Settings"] = [[], [None], *([None, None, *row] for row in sheets["Settings"])]
    assert read_same(path, sheets) == [
        "NOTE Segments!8:8: a note below the table. It is ignored.",
        "NOTE Segments!9:9: a note below the table. It is ignored.",
    ]


def test_merged_cells_give_words_to_each_row_and_numbers_to_none(path):
    sheets = plain_sheets()
    sheets["Segments"] = [["Parent segment", *sheets["Segments"][0]], *([None, *r] for r in sheets["Segments"][1:])]
    sheets["Segments"][1][0], sheets["Segments"][3][0] = "Upper", "Lower"

    def merge(book):
        book["Segments"].merge_cells("A2:A3")
        book["Segments"].merge_cells("A4:A5")
        book["Potential"].merge_cells("B2:B3")

    result, messages = read_sheets(path, sheets, merge)
    assert result.readable_input is not None
    assert [s.parent for s in result.readable_input.segments] == ["Upper", "Upper", "Lower", "Lower"]
    assert messages == [
        "ERROR Potential!B2 (Potential): a cell merged over rows 2 to 3, one value a row is expected. Unmerge it and fill each row.",
        "WARNING Segments!A2 (Parent segment): a cell merged over rows 2 to 3. Its value is used for each of these rows.",
        "WARNING Segments!A4 (Parent segment): a cell merged over rows 4 to 5. Its value is used for each of these rows.",
    ]


def test_hidden_rows_and_columns_are_used_and_reported(path):
    def hide(book):
        sheet = book["Segments"]
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["D"].hidden = True

    assert read_same(path, plain_sheets(), change=hide) == [
        "WARNING Segments!D:D: a hidden column. Used like others.",
        "WARNING Segments!3:3: hidden rows 3 to 4. Used like others.",
    ]


def test_a_table_on_several_sheets_is_told_where_nothing_else_would(path):
    """Segments and their potential are split by region: half of the company would be left out with a note."""
    sheets = plain_sheets()
    for name in ("Segments", "Potential"):
        rows = sheets[name]
        sheets[name], sheets[f"{name} South"] = rows[:3], [rows[0], *rows[3:]]
    _, messages = read_sheets(path, sheets)
    assert (
        "WARNING Segments South: sheet 'Segments South' is no sheet of the planning workbook. "
        "It has the columns of sheet 'Segments', and is ignored. If its rows belong there, put them there."
    ) in messages


@pytest.mark.parametrize(
    ("remark", "is_told"),
    [("(2025)", True), ("(2026)", False), ("2025/2026", False), ("", False)],
)
def test_last_years_figures_of_another_year_are_told(path, remark, is_told):
    sheets = plain_sheets()
    sheets["Segments"][0][3] = f"Last year's revenue {remark}"
    told = "WARNING Segments!D1: 'Last year's revenue (2025)' where the plan year is 2027. Figures of 2026 are meant."
    messages = read_sheets(path, sheets)[1]
    assert any("where the plan year is" in m for m in messages) is is_told
    assert (told in messages) is (remark == "(2025)")


def test_words_that_stand_once_above_their_rows_are_told(path):
    """A PivotTable pasted as it stands: the region of South is blank, and would be read as none."""
    sheets = plain_sheets()
    for row, region in zip(sheets["Segments"], ["Region", "Upper", None, "Lower", None], strict=True):
        row.append(region)
    messages = read_sheets(path, sheets)[1]
    assert messages == [
        "WARNING Segments!H3 (Region): blank cells below 'Upper'. Read as blank. "
        "If the word above is meant, repeat it in each row (PivotTable: Repeat All Item Labels)."
    ]
    for regions in (["Upper", "Upper", "Lower", None], ["A", "B", "C", None], [None, "Upper", None, "Lower"]):
        for row, region in zip(sheets["Segments"][1:], regions, strict=True):
            row[7] = region
        assert read_sheets(path, sheets)[1] == []


def test_a_header_below_a_blank_row_is_a_warning_as_its_rows_are_read(path):
    sheets = plain_sheets()
    sheets["Teams"] += [[], sheets["Teams"][0], ["Old", "direct", 2, 0, 100_000]]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert len(result.plan_input.teams) == 3
    assert "WARNING Teams!5:5: the header once more. The rows below it are read like those above." in messages


@pytest.mark.parametrize(
    ("remark", "is_told"),
    [
        ("(YTD Sep)", True),
        ("(Jan-Oct)", True),
        ("(H1)", True),
        ("(Apr-Mar)", False),
        ("(12 months)", False),
        ("(3 M€)", False),
    ],
)
def test_last_years_figures_of_a_part_of_the_year_are_told(path, remark, is_told):
    sheets = plain_sheets()
    sheets["Segments"][0][3] = f"Last year's revenue {remark}"
    told = (
        f"WARNING Segments!D1: 'Last year's revenue {remark}' names a part of a year. "
        "It is read as the whole year: write the whole year's figures, the rest estimated."
    )
    assert (told in read_sheets(path, sheets)[1]) is is_told


def test_a_workbook_that_is_calculated_by_hand_is_told(path):
    def by_hand(book):
        book.calculation.calcMode = "manual"

    assert read_same(path, plain_sheets(), change=by_hand) == [
        "WARNING formulas are set to be calculated by hand. "
        "The values last saved are used, which may be old: press F9 in Excel and save."
    ]
