"""Rows are taken from the text of a sheet only where all of it is in a known form; all else is left to a reader of XML."""

from __future__ import annotations

import io

import pytest

from planner.language import Language
from planner.results.written.sheets import plain_sheets
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.sheets.row_texts import CellText, UnusualError, iterate_rows
from tests.results.forgery import write_rich_workbook

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ROWS = (
    '<row r="1" spans="1:2"><c r="A1" s="3"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    '<row r="2" ht="20"/><row r="4"><c r="A4" t="str"><f>B1&amp;"&lt;"</f><v>a&apos;b</v></c><c r="B4" s="2"/></row>'
)
_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def _part(rows: str, before: str = "", after: str = "", head: str = _HEAD) -> bytes:
    return f"{head}<worksheet {_SPACE}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def _read(part: bytes) -> list[tuple[str, list[CellText]]]:
    return list(iterate_rows(io.BytesIO(part)))


def test_each_row_comes_with_its_number_and_the_texts_of_its_cells():
    assert _read(_part(_ROWS, "<cols/>", "<pageMargins/>")) == [
        ("1", [("A1", "3", "", "", "1"), ("B1", "", "s", "", "0")]),
        ("2", []),
        ("4", [("A4", "", "str", 'B1&"<"', "a'b"), ("B4", "2", "", "", "")]),
    ]


def test_rows_longer_than_what_is_read_at_once_are_whole():
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 20_001))
    read = _read(_part(rows))
    assert len(read) == 20_000
    assert all(row == (number, [(f"A{number}", "", "", "", number)]) for row in read for number in row[:1])


def test_what_is_no_cell_comes_without_a_reference():
    for cell in (
        '<c s="1" r="A1"><v>1</v></c>',
        '<c r="A1"><f t="shared" si="0"/><v>1</v></c>',
        '<c r="A1"><v>1</v><extLst/></c>',
        '<x:c r="A1"><v>1</v></x:c>',
        "<!-- A1 -->",
        " ",
    ):
        assert ("", "", "", "", "") in _read(_part(f'<row r="1">{cell}</row>'))[0][1], cell


@pytest.mark.parametrize(
    "part",
    [
        _part('<row r="1"><c r="A1" t="str"><v>&#65;</v></c></row>'),
        _part('<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>'),
        _part('<row r="1"><c r="A1" t="str"><v>a]]></v></c></row>'),
        _part('<row r="1"><c r="A1" t="str"><v>a\x01</v></c></row>'),
        _part('<row r="1"><c r="A1" t="str"><v>a\uffff</v></c></row>'),
        _part('<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>'),
        _part(_ROW).replace(b">1<", b">\xff<"),
        _part('<row r="1" ht="1" ht="2"><c r="A1"><v>1</v></c></row>'),
        _part('<row r="1" r="2"><c r="A1"><v>1</v></c></row>'),
        _part('<row r="1" ht="&a;"><c r="A1"><v>1</v></c></row>'),
        _part("<row><c><v>1</v></c></row>"),
        _part(_ROW + "</row>"),
        _part('<row r="1"><c r="A1"><v>1</v></c>'),
        _part(_ROW + "x"),
        _part(_ROW, before="<!-- <sheetData>").replace(b"</sheetData>", b"</sheetData> --><sheetData/>"),
        _part(_ROW, before="<!-- -->"),
        _part(_ROW, before="<?x?>"),
        _part(_ROW, after="<sheetData/>"),
        _part(_ROW, after=f"<extLst>{_ROW}</extLst>"),
        _part(_ROW, after="<cols>"),
        _part(_ROW, before="<a>", after="</a>"),
        _part(_ROW, head=""),
        _part(_ROW, head='<?xml version="1.0" encoding="iso-8859-1"?>'),
        _part(_ROW).replace(_SPACE.encode(), b'xmlns="urn:other"'),
        _part(_ROW).replace(b"</sheetData>", b""),
        _part(_ROW).replace(b"<sheetData>", b"<sheetData >"),
    ],
)
def test_what_is_not_in_a_known_form_or_no_xml_is_told(part: bytes):
    with pytest.raises(UnusualError):
        _read(part)


def test_declarations_around_the_rows_are_refused():
    with pytest.raises(ValueError, match="declaration"):
        _read(_part(_ROW, after="<!DOCTYPE x>"))


def _read_by_elements(content: bytes, monkeypatch: pytest.MonkeyPatch) -> Book:
    def refuse(source: object) -> None:
        raise UnusualError

    with monkeypatch.context() as patched:
        patched.setattr(plain_sheets, "iterate_rows", refuse)
        return read_book(content, "rich.xlsx")


@pytest.mark.parametrize("language", list(Language))
def test_all_sheets_that_the_program_writes_are_read_by_their_texts_as_by_their_elements(
    language: Language, monkeypatch: pytest.MonkeyPatch
):
    content = write_rich_workbook(language)
    elements = _read_by_elements(content, monkeypatch)
    monkeypatch.setattr(plain_sheets.PlainBook, "_row_elements", None)  # called, it would end with a TypeError
    assert read_book(content, "rich.xlsx") == elements
