"""Units of money that stand beside the cells, in comments, text boxes, page headers and hints: seen by people, read by no cell."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_same, read_sheets, scale_columns, write_sheets
from tests.reading_workbooks import with_parts


def _comment(sheet, cell, text):
    def change(book):
        book[sheet][cell].comment = Comment(text, "CFO")

    return change


def _hint(text):
    def change(book):
        hint = DataValidation(type="decimal", operator="greaterThan", formula1="0")
        hint.prompt = text
        hint.add("D2:D5")
        book["Segments"].add_data_validation(hint)

    return change


def _page_header(text):
    def change(book):
        book["Segments"].oddHeader.right.text = text

    return change


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "unit"),
    [
        ("Segments", "D1", "CFO:\nIn CNY million, management accounts", "CNY million"),
        ("Segments", "D4", "in k CNY", "k CNY"),
        ("Potential", "A1", "单位：万元", "万元"),
        ("Settings", "B5", "CNY million", "CNY million"),
        ("Teams", "E1", "thousand CNY p.a.", "thousand CNY p.a."),
    ],
)
def test_a_unit_in_a_comment_is_refused(path, sheet, cell, text, unit):
    result, messages = read_sheets(path, plain_sheets(), _comment(sheet, cell, text))
    assert result.plan_input is None
    assert [m for m in messages if m.startswith("ERROR")] == [
        f"ERROR {sheet}!{cell}: the comment '{text.splitlines()[-1]}' states the unit '{unit}', a unit stands in a header "
        "or alone above the table. Write it there, or take it out here: amounts are read without it."
    ]


@pytest.mark.parametrize(
    "change",
    [
        _comment("Segments", "D1", "Management accounts; was 3.2m CNY; key accounts above 10 万元"),
        _comment("Segments", "B1", "Active customers"),
        _hint("Please enter a number"),
        _page_header("ACME confidential &D"),
    ],
)
def test_other_comments_are_nobodys_business(path, change):
    assert read_same(path, plain_sheets(), change=change) == []


def test_a_comment_that_repeats_the_unit_of_its_column_is_fine(path):
    sheets = plain_sheets()
    sheets["Segments"][0][3] += " (k CNY)"
    scale_columns(sheets["Segments"][1:], (3,), 1e-3)
    assert len(read_same(path, sheets, change=_comment("Segments", "D1", "in k CNY"))) == 1
    _, messages = read_sheets(path, sheets, _comment("Segments", "B1", "all of them in CNY million"))
    assert any("states the unit 'CNY million'" in m for m in messages)


def test_a_comment_on_a_column_that_is_not_read_does_not_matter(path):
    sheets = plain_sheets()
    for row, more in zip(sheets["Segments"], ("Market price", 7, 7, 7, 7), strict=True):
        row.append(more)
    result, messages = read_sheets(path, sheets, _comment("Segments", "H1", "in CNY million"))
    assert result.plan_input is not None, messages


@pytest.mark.parametrize("change", [_hint("Please enter in k CNY"), _page_header("in k CNY")])
def test_units_in_hints_and_page_headers_are_told(path, change):
    result, messages = read_sheets(path, plain_sheets(), change)
    assert result.plan_input is not None
    assert [m[:7] for m in messages] == ["WARNING"]
    assert "'in k CNY' states the unit 'k CNY'" in messages[0].replace("Please enter ", "")


def test_a_unit_in_a_text_box_is_refused(path):
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in plain_sheets().items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, ["" if c is None else c for c in row])
            if name == "Segments":
                sheet.insert_textbox(8, 1, "单位：万元")
    result, findings = read_and_check(path)
    assert result.plan_input is None
    assert findings[0].message().startswith("ERROR Segments: the text box '单位：万元' states the unit")


def test_comments_that_are_damaged_or_endless_do_no_harm(path):
    base = write_sheets(path, plain_sheets(), _comment("Segments", "D1", "checked")).read_bytes()
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        part = next(n for n in archive.namelist() if "comments/" in n)
    many = "".join(f'<comment ref="A{i}"><text><t>in k CNY</t></text></comment>' for i in range(1, 5000))
    head = '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
    for content, errors in ((b"<comments", 0), (f"{head}{many}</commentList></comments>".encode(), 1)):
        path.write_bytes(with_parts(base, {part: partial(_in_its_stead, content)}))
        _, findings = read_and_check(path)
        assert ["in 2000 rows" in f.message() for f in findings] == [True] * errors


def _in_its_stead(content, _):
    return content
