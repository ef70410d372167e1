"""Cells that show something else than their value: texts that are partly struck through or raised, numbers that their format hides."""

from __future__ import annotations

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from planner.reading.archive.sheet_scan import find_odd_texts, scan_sheet
from planner.reading.archive.text_runs import PartlyStruck
from tests.plain_workbook import plain_sheets, read_same, read_sheets

_RUN = "<r><rPr>{f}</rPr><t>{t}</t></r>"


def _runs(*parts):
    return "".join(_RUN.format(f=font, t=text) for text, font in parts)


def _rich(sheet, cell, *parts):
    """Return a change that writes parts of texts, each struck through (`strike`), raised (`superscript`) or plain ("")."""

    def change(book):
        fonts = {
            "": InlineFont(),
            "strike": InlineFont(strike=True),
            "superscript": InlineFont(vertAlign="superscript"),
        }
        book[sheet][cell] = CellRichText(*(TextBlock(fonts[kind], text) for text, kind in parts))

    return change


@pytest.mark.parametrize(
    ("sheet", "cell", "parts", "message"),
    [
        (
            "Segments",
            "B2",
            (("35", "strike"), ("40", "")),
            "ERROR Segments!B2 (Accounts): '35' of '3540' is struck through. Delete what does not count.",
        ),
        (
            "Segments",
            "B2",
            (("40", ""), ("1", "superscript")),
            "ERROR Segments!B2 (Accounts): '1' of '401' is raised, as the mark of a footnote is. Write the number alone.",
        ),
        (
            "Potential",
            "C3",
            (("3", ""), ("000000", ""), ("2)", "superscript")),
            "ERROR Potential!C3 (Amount): '2)' of '30000002)' is raised, as the mark of a footnote is. Write the number alone.",
        ),
        (
            "Settings",
            "B2",
            (("ACME", "strike"), ("Apex", "")),
            "ERROR Settings!B2 (Company): 'ACME' of 'ACMEApex' is struck through. Delete what does not count.",
        ),
        (
            "Teams",
            "A2",
            (("Old ", "strike"), ("Field", "")),
            "ERROR Teams!A2 (Team): 'Old' of 'Old Field' is struck through. Delete what does not count.",
        ),
    ],
)
def test_a_text_of_parts_that_do_not_count_alike_is_refused(path, sheet, cell, parts, message):
    result, messages = read_sheets(path, plain_sheets(), _rich(sheet, cell, *parts))
    assert result.plan_input is None
    assert message.replace(" (Amount)", "") in [m.replace(" (Potential)", "") for m in messages]


def test_a_text_of_parts_that_all_count_is_read(path):
    assert read_same(path, plain_sheets(), change=_rich("Teams", "A2", ("Fi", ""), ("eld", ""))) == []


def test_shared_texts_of_parts():
    texts = _runs(("35", "<strike/>"), ("40", "<b/>")), _runs(("40", '<strike val="0"/>'), ("1", "<i/>")), "<t>40</t>"
    xml = f"<sst>{''.join(f'<si>{t}</si>' for t in texts)}</sst>".encode()
    assert find_odd_texts(xml) == {0: PartlyStruck("35", "")}
    assert find_odd_texts(b"<sst><si><t>strike</t></si></sst>") == {}
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row></sheetData></worksheet>'
    assert scan_sheet(sheet, odd_texts=find_odd_texts(xml)).partly_struck == {"A1": PartlyStruck("35", "")}


@pytest.mark.parametrize(
    ("code", "shows"), [('"TBD"', "'TBD' and no number"), (";;;", "nothing"), ('0;-0;"none"', None)]
)
def test_numbers_that_their_format_hides_are_told(path, code, shows):
    def change(book):
        for row in range(2, 6):
            book["Segments"].cell(row, 2).number_format = code

    told = (
        [] if shows is None else [f"WARNING Segments!B2 (Accounts): the number format shows {shows} in 4 rows, first"]
    )
    messages = read_same(path, plain_sheets(), change=change)
    assert [m[: len(told[0])] for m in messages] == told


def test_a_letter_that_may_be_a_scale_is_refused_in_a_format(path):
    def change(book):
        book["Segments"]["D2"].number_format = '#,##0" T"'

    result, messages = read_sheets(path, plain_sheets(), change)
    assert result.plan_input is None
    assert messages[0].startswith(
        "ERROR Segments!D2 (Last year's revenue): the number format shows 'T', currency units"
    )
