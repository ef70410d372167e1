"""The planning workbook that people fill: a start page and the input sheets."""

from __future__ import annotations

import datetime
import io
import os

from xlsxwriter.workbook import Workbook

from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.tables.registry import INPUT_TABLES
from planner.writing.formats import INPUT_REQUIRED, Styles, set_page
from planner.writing.input_sheets import add_input_sheets

_START = Text("Start here", "使用说明")
_TITLE = Text("Planning workbook", "年度销售规划工作簿")
_STEPS = Text(
    "Fill the sheets in this order. Brown headers and yellow cells must be filled; all others may stay blank and take the default in the comment "
    "of the header. Money is in full currency units. Then run:  planner check FILE   and   planner plan FILE",
    "请按以下顺序填写。棕色表头、黄色单元格为必填；其余可留空，取表头批注中的默认值。金额一律填写货币原值（元）。"
    "填好后运行：planner check 文件   和   planner plan 文件",
)
_NEED = {True: Text("required", "必填"), False: Text("optional", "可选")}


def build_template(plan_input: PlanInput | None, language: Language) -> bytes:
    """Return the workbook's bytes: empty with defaults, or filled with `plan_input`."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    styles = Styles(workbook)
    add_start_sheet(workbook, styles, language)
    add_input_sheets(workbook, styles, plan_input, language)
    workbook.close()
    return buffer.getvalue()


def start_workbook(buffer: io.BytesIO) -> Workbook:
    """Return an XlsxWriter workbook that never turns text into formulas or links, with a creation date that does not change the bytes."""
    workbook = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = max(int(stated) if stated.isdecimal() else 1577836800, 315532800)
    workbook.set_properties(
        {"created": datetime.datetime.fromtimestamp(seconds, datetime.UTC).replace(tzinfo=None), "author": "planner"}
    )
    return workbook


def add_start_sheet(workbook: Workbook, styles: Styles, language: Language) -> None:
    """Add the first sheet: the order of filling, what each sheet is for, what must be filled."""
    sheet = workbook.add_worksheet(_START.choose(language))
    set_page(sheet)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 22)
    sheet.set_column(2, 2, 92)
    sheet.set_column(3, 3, 12)
    sheet.write_string(0, 1, _TITLE.choose(language), styles.title())
    sheet.merge_range(1, 1, 1, 3, _STEPS.choose(language), styles.note())
    sheet.set_row(1, 48)
    for i, table in enumerate(INPUT_TABLES):
        name = table.sheet.choose(language)
        sheet.write_number(3 + i, 0, i + 1, styles.get(align="center"))
        sheet.write_url(3 + i, 1, f"internal:'{name}'!A1", styles.get(font_color="#1F4E79", underline=1), name)
        sheet.write_string(3 + i, 2, table.meaning.choose(language), styles.get())
        fill = {"bg_color": INPUT_REQUIRED} if table.required else {}
        sheet.write_string(3 + i, 3, _NEED[table.required].choose(language), styles.get(align="center", **fill))
