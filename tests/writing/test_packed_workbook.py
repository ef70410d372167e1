"""Rows that are packed while a workbook is made are the same in the file, and nothing is lost silently."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook
from xlsxwriter.workbook import Workbook

from planner.language import Language, Text
from planner.tables.columns.column import Kind
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import Styles
from planner.writing.layout.packed_workbook import PackedText
from planner.writing.layout.plan_grid import Field, Formula, SheetWriter

FIELDS = (
    Field(Text("Name", "名称"), meaning=Text("Who", "谁")),
    Field(Text("Amount", "金额"), Kind.MONEY, is_summed=True),
    Field(Text("Twice", "两倍"), Kind.NUMBER),
    Field(Text("Why", "原因"), width=12, is_wrapped=True),
)


def make_rows(count):
    why = Text("because it is so, and for other reasons", "原因如此")
    return [[f"客户 {k}", k / 4, Formula(f"=B{k + 5}*2", k / 2), why if k % 3 else None] for k in range(count)]


def write_sheet(workbook, rows, is_packed):
    writer = SheetWriter(workbook, Styles(workbook), Text("Long", "长表"), Language.CHINESE)
    end = writer.table(3, FIELDS, rows, is_packed=is_packed)
    writer.put(end + 1, 0, "after")
    return writer


def read_cells(made):
    sheet = load_workbook(made)["长表"]
    cells = [(c.coordinate, c.value, c.number_format, c.alignment.indent) for row in sheet.iter_rows() for c in row]
    return cells, {k: d.height for k, d in sheet.row_dimensions.items()}, sheet["A4"].comment.text


@pytest.mark.parametrize("count", [0, 1_999, 2_000, 4_321])
def test_a_packed_table_reads_as_one_that_is_not(count):
    found = []
    for is_packed in (True, False):
        made = io.BytesIO()
        workbook = start_workbook(made) if is_packed else Workbook(made, {"in_memory": True})
        write_sheet(workbook, make_rows(count), is_packed)
        workbook.close()
        found.append(read_cells(made))
    assert found[0] == found[1]


@pytest.mark.parametrize("is_packed", [True, False])
def test_no_row_says_which_columns_it_spans(is_packed):
    made = io.BytesIO()
    workbook = start_workbook(made)
    write_sheet(workbook, make_rows(3), is_packed)
    workbook.close()
    with zipfile.ZipFile(made) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert text.count("<row ") >= 4
    assert "spans=" not in text


def test_the_same_table_gives_the_same_bytes():
    made = [io.BytesIO(), io.BytesIO()]
    for buffer in made:
        workbook = start_workbook(buffer)
        write_sheet(workbook, make_rows(4_100), is_packed=True)
        workbook.close()
    assert made[0].getvalue() == made[1].getvalue()


def test_a_cell_that_is_added_to_a_packed_row_is_a_fault_of_the_program():
    workbook = start_workbook(io.BytesIO())
    writer = write_sheet(workbook, make_rows(2_000), is_packed=True)
    writer.put(10, 9, "too late")
    with pytest.raises(ValueError, match="packed rows"):
        workbook.close()


def test_text_is_the_same_after_packing_wherever_it_is_cut():
    text = PackedText()
    for piece in ("ä中😀" * 50_000, "<c/>", "中" * 300_001):
        text.write(piece)
    assert text.getvalue().decode() == "ä中😀" * 50_000 + "<c/>" + "中" * 300_001
