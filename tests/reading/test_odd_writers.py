"""Workbooks whose XML is sound but not written as Excel writes it: every value is read as from the usual form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from planner.reading.archive.gate import open_gate
from planner.reading.archive.sheet_scan import DamagedSheetError, scan_sheet
from planner.reading.grids.grid import read_grids
from tests.reading_workbooks import repack, sound_workbook

_VALUE = re.compile(rb"<v>([^<]*)</v>")
_NUMBER = re.compile(rb'(<c r="\w+" s="\d+"><v>)(\d)(\d+[^<]*)(</v>)')


def _in_sheets(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, part: change(part) if "worksheets/sheet" in name else part


def _in_codes(part: bytes) -> bytes:
    return _NUMBER.sub(lambda m: m[1] + b"&#%d;" % m[2][0] + m[3] + m[4], part)


def _encoded(encoding: str, declared: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, part: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return part
        return part.decode().replace('encoding="UTF-8"', f'encoding="{declared}"').encode(encoding)

    return change


@pytest.mark.parametrize(
    "change",
    [
        _in_sheets(lambda part: _VALUE.sub(rb"<v><![CDATA[\1]]></v>", part)),
        _in_sheets(lambda part: _VALUE.sub(rb"<v>\n  \1\n</v>", part)),
        _in_sheets(lambda part: _NUMBER.sub(rb"\1\2<!-- thousands -->\3\4", part)),
        _in_sheets(lambda part: _NUMBER.sub(rb"\1\2<?instruction?>\3\4", part)),
        _in_sheets(_in_codes),
        _encoded("utf-16", "UTF-16"),
        _encoded("gb18030", "GB18030"),
    ],
    ids=["character data", "blanks", "comments", "instructions", "codes", "utf-16", "gb18030"],
)
def test_values_are_read_however_their_xml_is_written(tmp_path, change):
    """The reader of values took 1<!-- -->200 for 1 and a value in a section of character data for a blank."""
    content = sound_workbook()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    usual = read_grids(open_gate(path))
    odd = repack(content, {}, change)
    assert odd != repack(content, {})
    path.write_bytes(odd)
    assert read_grids(open_gate(path)) == usual


def test_parts_that_readers_look_for_by_name_are_found_by_their_relations(tmp_path):
    content = sound_workbook()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    usual = read_grids(open_gate(path))
    names = {"xl/sharedStrings.xml": "xl/sharedStrings22.xml", "xl/styles.xml": "xl/styles22.xml"}

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/_rels/workbook.xml.rels":
            return part
        for old, new in names.items():
            part = part.replace(old.removeprefix("xl/").encode(), new.removeprefix("xl/").encode())
        return part.replace(b'Target="worksheets/', b'Target="./worksheets/')

    path.write_bytes(repack(content, names, change))
    assert read_grids(open_gate(path)) == usual


def test_sheets_of_old_macros_are_passed_over_with_a_warning(tmp_path):
    """Macros of before 1993 stand on sheets of their own; one of them made the whole workbook unreadable."""
    content = sound_workbook()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    usual = read_grids(open_gate(path))
    kind = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/workbook.xml":
            return part.replace(b"<sheets>", b'<sheets><sheet name="Macro1" sheetId="99" r:id="rId99"/>')
        if name == "xl/_rels/workbook.xml.rels":
            relation = b'<Relationship Id="rId99" Type="%b" Target="macrosheets/sheet1.xml"/></Relationships>' % kind
            return part.replace(b"</Relationships>", relation)
        return part

    with_macros = repack(content, {"docProps/app.xml": "xl/macrosheets/sheet1.xml"}, change)
    path.write_bytes(with_macros)
    file = open_gate(path)
    assert [f.message() for f in file.findings] == ["WARNING the workbook holds macros. They are ignored."]
    assert read_grids(file) == usual


@pytest.mark.parametrize("cell", ["<v>2</v><f>1+1</f>", "<v>2</v><v>3</v>"])
def test_values_that_the_reader_would_drop_or_mix_up_are_damage(cell):
    xml = f'<worksheet><sheetData><row r="1"><c r="A1">{cell}</c></row></sheetData></worksheet>'
    with pytest.raises(DamagedSheetError, match="in row 1"):
        scan_sheet(xml.encode())
