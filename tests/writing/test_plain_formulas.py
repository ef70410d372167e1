"""Formulas stand in the file as XlsxWriter would write them, and those of the program take the short way."""

from __future__ import annotations

import io
import re
import zipfile

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from planner.language import Language
from planner.writing.layout.packed_workbook import PackedWorkbook
from tests.results.rich_case import make_rich_case
from tests.written_plan_builder import write_made_plan

_FORMULAS = (
    "=ROUND(SUM(A1:A9),2)",
    "=IF('Team plan (old)'!$B$2>0,1,-1)",
    "=1+1",
    "SUM(B1)",
    "{=SUM(A1:A3*B1:B3)}",
    "=SUM(SEQUENCE(3))",
    "=XLOOKUP(1,A:A,B:B)",
    "=ROUND(SWITCH(A1,1,2),0)",
    "=_xlfn.STDEV.S(A1:A9)",
)


def _written(kind: type[Workbook]) -> list[str]:
    buffer = io.BytesIO()
    workbook = kind(buffer, {"in_memory": True})
    sheet = workbook.add_worksheet("S")
    for row, formula in enumerate(_FORMULAS):
        sheet.write_formula(row, 5, formula, None, 1)
    workbook.close()
    with zipfile.ZipFile(buffer) as archive:
        return re.findall(r"<f.*?</f>", archive.read("xl/worksheets/sheet1.xml").decode())


def test_formulas_are_written_as_xlsxwriter_writes_them():
    written = _written(PackedWorkbook)
    assert written == _written(Workbook)
    assert len(written) == len(_FORMULAS)
    assert any("_xlfn.XLOOKUP(1,A:A,B:B)" in formula for formula in written)


def test_no_formula_of_a_plan_workbook_is_searched_for_newer_functions(monkeypatch):
    searched: list[str] = []
    search = Worksheet._prepare_formula

    def note(self, formula, *how):
        searched.append(formula)
        return search(self, formula, *how)

    monkeypatch.setattr(Worksheet, "_prepare_formula", note)
    content = write_made_plan(*make_rich_case(), Language.ENGLISH, "rich.xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert sum(sheet.count(b"<f>") for sheet in sheets) > 500
    assert [formula for formula in searched if formula.startswith("=")] == []
