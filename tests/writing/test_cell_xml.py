"""Cells stand in the file byte by byte as XlsxWriter would write them; only that a row says which columns it spans is left out."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from xlsxwriter.workbook import Workbook

from planner.writing.layout.packed_workbook import PackedWorkbook

_NUMBERS = (0, -1, 3, 0.1 + 0.2, 1 / 3, 1e21, 1e-9, 123456789.123456789, -0.0, 2**53)
_TEXTS = ("", "plain", " spaces ", "R&D <b> \"x\" 'y'", "=1+1", "张三", "line\nbreak", "_x0041_")
_FORMULAS = (
    ("=A1", 1),
    ("=A1", 0.1),
    ('=IF(A1<2,"a&b",">")', "a&b"),
    ("=A1<>B1", True),
    ("=A1<=B1", 2),
    ("=1/0", "#DIV/0!"),
    ("=B1", ""),
)


def _write(kind: type[Workbook]) -> dict[str, bytes]:
    buffer = io.BytesIO()
    workbook = kind(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet("S")
    styles = (None, workbook.add_format({"bold": True}), workbook.add_format({"num_format": "0.0%"}))
    sheet.set_column(2, 2, 10, styles[2])
    sheet.set_row(3, 20, styles[1])
    for k, style in enumerate(styles):
        for row, number in enumerate(_NUMBERS):
            sheet.write_number(row, 10 * k, number, style)
        for row, text in enumerate(_TEXTS):
            sheet.write_string(row, 10 * k + 1, text, style)
        for row, (formula, value) in enumerate(_FORMULAS):
            sheet.write_formula(row, 10 * k + 2, formula, style, value)
        sheet.write_blank(12, 10 * k, None, style)
        sheet.write_boolean(13, 10 * k, True, style)
    workbook.close()
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith("docProps")}
    return {name: re.sub(rb' spans="\d+:\d+"', b"", part) for name, part in parts.items()}


def test_cells_are_written_as_xlsxwriter_writes_them():
    written = _write(PackedWorkbook)
    assert written == _write(Workbook)
    assert b"&lt;=B1" in written["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number):
    workbook = PackedWorkbook(io.BytesIO(), {"in_memory": True})
    with pytest.raises(TypeError):
        workbook.add_worksheet("S").write_number(0, 0, number)
