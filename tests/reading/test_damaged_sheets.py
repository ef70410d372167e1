"""Damage inside a sheet's XML that a forgiving parser passes over: each is refused, and odd but sound writers are read."""

from __future__ import annotations

import re

import pytest

from planner.errors import InputRejectedError
from planner.reading.archive.number_formats import read_format
from planner.reading.archive.sheet_scan import DamagedSheetError, read_styles, scan_sheet
from planner.reading.workbook import read_plan_input
from tests.reading_workbooks import part_names, sound_workbook, with_parts

SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "body",
    [
        ROW.format(2) + ROW.format(2),
        ROW.format(3) + ROW.format(2),
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZ9"><v>1</v></c></row>',
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="x"/>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>&unknown;</v></c></row>',
        '<row r="1"><c r="A1" r="A1"><v>1</v></c></row>',
    ],
)
def test_damage_is_found(body):
    with pytest.raises(DamagedSheetError):
        scan_sheet(SHEET.format(body).encode(), shared_texts=3)


def test_a_declaration_of_entities_is_refused():
    with pytest.raises(DamagedSheetError, match="entities"):
        scan_sheet(b'<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET.format("").encode())


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("refs", [True, False])
def test_errors_and_formulas_without_value_are_seen_however_they_are_written(quote, refs):
    body = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><f>1+1</f></c><c r="B2" s="1"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3" t="str"><f>1</f></c></row>'
    )
    if not refs:
        for address in ("A1", "B1", "A2", "B2", "A3", "B3", "1", "2", "3"):
            body = body.replace(f' r="{address}"', "")
    merge = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    xml = f"<worksheet><sheetData>{body}</sheetData>{merge}</worksheet>".replace('"', quote)
    if quote == "'":
        xml = xml.replace("<f>''</f>", "<f>1</f>")
    scan = scan_sheet(xml.encode(), {1: read_format("0%")})
    assert scan.error_cells == {"B1"}
    assert scan.uncached_cells == {"A2", "B3"}
    assert list(scan.shown) == ["B2"]
    assert scan.hidden_rows == {2}
    assert scan.merged == [(0, 0, 1, 1)]


def test_prefixes_and_utf_16_change_nothing():
    xml = '<x:worksheet xmlns:x="a"><x:sheetData><x:row r="1"><x:c r="A1" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    for content in (xml.encode(), ("\ufeff" + xml).encode("utf-16-le")):
        assert scan_sheet(content).error_cells == {"A1"}


def test_styles_that_say_more_than_the_number():
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%;[Red]-0.0%"/><numFmt numFmtId="165" formatCode="0&quot; %&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    )
    shown = read_styles(styles.encode())
    assert {i: (f.of(1).is_percent, f.of(1).says_percent) for i, f in shown.items()} == {
        1: (True, False),
        2: (True, False),
        3: (False, True),
    }


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body.replace(b"</row>", b"", 1),
        lambda body: body.replace(b'<c r="B2"', b'<c r="B1"', 1),
        lambda body: re.sub(rb't="s"><v>\d+', b't="s"><v>99999', body, count=1),
        lambda body: body[: len(body) // 2],
    ],
)
def test_a_damaged_sheet_refuses_the_workbook(tmp_path, damage):
    sound = sound_workbook()
    sheets = [n for n in part_names(sound) if n.startswith("xl/worksheets/sheet")]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_parts(sound, {sheets[1]: damage}))
    with pytest.raises(InputRejectedError, match=r"plan\.xlsx: the workbook cannot be parsed"):
        read_plan_input(path)
