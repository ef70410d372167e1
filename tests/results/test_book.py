"""Cells are read back as openpyxl reads them, value and formula at once, however a program wrote them."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from planner.errors import FileAccessError
from planner.results.written.sheets import odd_sheets
from planner.results.written.sheets.book import Sheet
from planner.results.written.sheets.plain_sheets import may_be_date
from planner.results.written.sheets.read_book import read_book, read_sheet_names
from tests.reading_workbooks import with_parts

_SHEET = "xl/worksheets/sheet1.xml"
_ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2.50</v></c><c r="AB1"><v>1E3</v></c></row>'
    '<row r="2"><c r="A2" s="1"><v>45000</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" t="b"><v>1</v></c></row>'
    '<row r="4"><c r="A4"><f>A1+C1</f><v>3.5</v></c><c r="B4" t="str"><f>B2&amp;"x"</f><v>onex</v></c>'
    '<c r="C4"><f>1+1</f></c><c r="D4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E4" t="b"><f>A1=1</f><v>1</v></c></row>'
    '<row r="5"><c r="A5"><f t="shared" ref="A5:B5" si="0">A1*2</f><v>2</v></c><c r="B5"><f t="shared" si="0"/><v>0</v></c>'
    '<c r="C5"><f t="array" ref="C5">SUM(A1:A4)</f><v>9</v></c></row>'
    '<row><c><v>6</v></c><c t="inlineStr"><is><t>in line</t></is></c><c t="n"><v>7</v></c><c s="2"/></row>'
    '<row r="12"><c r="B12"><v>8</v><extLst/></c><c r="C12" t="d"><v>2026-01-31</v></c></row>'
)


_PLAIN_ROWS = (
    '<row r="1"><c r="A1" s="2"><v>-1</v></c><c r="C1"><v>2.50</v></c><c r="D1" t="n"><v>1E3</v></c><c r="AB1" t="s"><v>0</v></c></row>'
    '<row r="3"><c r="B3" t="b"><v>1</v></c><c r="C3" s="1"/><c r="D3" t="e"><f aca="false">1/0</f><v>#DIV/0!</v></c></row>'
    '<row r="4"><c r="A4"><f>A1+C1</f><v>1.5</v></c><c r="B4" t="str"><f>AB1&amp;"x"</f><v>onex</v></c><c r="C4"><f>1+1</f></c>'
    '<c r="D4" t="str"><f>""</f><v></v></c><c r="E4" t="s"><f>AB1</f><v>0</v></c></row>'
)


def _content(rows: str = _ROWS) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "one")
    sheet.write_number(0, 1, 45_000, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_number(0, 2, 1, book.add_format({"bold": True}))
    book.close()

    def put(body: bytes) -> bytes:
        begin, end = body.index(b"<sheetData>"), body.index(b"</sheetData>")
        return body[: begin + len("<sheetData>")] + rows.encode() + body[end:]

    return with_parts(made.getvalue(), {_SHEET: put})


def _check_as_openpyxl_reads(content: bytes) -> Sheet:
    """Compare value and formula of every cell with openpyxl's, and return the sheet."""
    (sheet,) = read_book(content, "odd.xlsx").sheets
    values, formulas = (openpyxl.load_workbook(io.BytesIO(content), data_only=only).active for only in (True, False))
    for i in range(values.max_row):
        for j in range(values.max_column):
            cell = sheet.cell(i, j)
            value, stated = values.cell(i + 1, j + 1).value, formulas.cell(i + 1, j + 1).value
            text = stated.text if isinstance(stated, ArrayFormula) else stated
            formula = text if isinstance(text, str) and text.startswith("=") else None
            assert (type(cell.value), cell.value, cell.formula) == (type(value), value, formula), (i, j)
    return sheet


def test_values_and_formulas_are_those_that_openpyxl_reads():
    sheet = _check_as_openpyxl_reads(_content())
    assert [sheet.cell(4, 1).formula, sheet.cell(1, 0).value] == ["=B1*2", datetime.datetime(2023, 3, 15)]
    assert [len(sheet.rows), len(sheet.rows[0]), sheet.rows[2]] == [12, 28, ()]


def test_a_plain_sheet_is_read_as_openpyxl_reads_it_but_without_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(odd_sheets, "OddBook", None)  # called, it would end with a TypeError
    sheet = _check_as_openpyxl_reads(_content(_PLAIN_ROWS))
    assert [len(sheet.rows), len(sheet.rows[0]), sheet.rows[1]] == [4, 28, ()]
    assert read_sheet_names(_content(_PLAIN_ROWS), "odd.xlsx") == ("Sheet1",)


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ('<row r="1"><c r="A1" s="1"><v>45000</v></c></row>', datetime.datetime(2023, 3, 15)),
        ('<row r="1"><c r="A1" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r></is></c></row>', "in line"),
        ('<row r="1"><c><v>6</v></c></row>', 6),
        ('<row><c r="A1"><v>6</v></c></row>', 6),
        ('<row r="1"><c r="A1"><v>6</v></c><c r="A1"><v>7</v></c></row>', 7),
        ('<row r="1"><c r="A1"><v>6</v></c></row><row r="1"><c r="A1"><v>7</v></c></row>', 6),
    ],
)
def test_one_odd_cell_is_read_as_openpyxl_reads_it(row: str, value: object):
    assert read_book(_content(row), "odd.xlsx").sheets[0].cell(0, 0).value == value


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ('#,##0.00 "days";[Red]-#,##0', False),
        ("[$¥-804]#,##0;[>=1000]0.0E+00;General", False),
        ("0_)\\d", False),
        ("yyyy-mm-dd", True),
        ("[h]:mm", True),
        ('0.0"s"\\ h', True),
    ],
)
def test_a_number_in_a_format_of_dates_is_left_to_openpyxl(code: str, is_date: bool):
    assert may_be_date("164", {"164": code}) is is_date


@pytest.mark.parametrize(
    ("number", "is_date"), [("0", False), ("10", False), ("14", True), ("22", True), ("45", True), ("49", False)]
)
def test_formats_of_every_program_that_show_dates_are_known(number: str, is_date: bool):
    assert may_be_date(number, {}) is is_date


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="?"><v>1</v></c></row>',
        '<row r="one"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_what_is_no_cell_is_a_damaged_workbook(rows: str):
    with pytest.raises(FileAccessError, match="damaged"):
        read_book(_content(rows), "odd.xlsx")
