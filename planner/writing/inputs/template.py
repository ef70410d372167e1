"""The planning workbook that people fill: a start page and the input sheets."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from xlsxwriter.workbook import Workbook

from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.tables.columns.column import Layout, Table
from planner.tables.other_sheets import START_SHEET
from planner.tables.registry import INPUT_TABLES
from planner.writing.files.source_date import read_source_date
from planner.writing.inputs.input_sheets import add_input_sheets
from planner.writing.layout.formats import INPUT_REQUIRED, Styles
from planner.writing.layout.packed_workbook import PackedWorkbook
from planner.writing.layout.print_layout import set_page
from planner.writing.layout.text_room import count_lines

_CREATED = datetime(2020, 1, 1, tzinfo=UTC)
"""When workbooks say that they were made: the same for all, so that the same input gives the same bytes."""
_TITLE = Text("Planning workbook", "年度销售规划工作簿")
_STEPS = (
    Text(
        "1.  Fill the sheets in the order below. What must be filled stands at the right: brown headers, and the yellow cells of "
        "Settings. Everything else may stay blank and takes the default that the comment of its header names (point at it to read it).",
        "1.  按下列顺序填写各表。右侧列出必填内容：棕色表头，以及参数表中的黄色单元格。其余可留空，按表头批注中的默认值处理（指向表头即可查看）。",
    ),
    Text(
        "2.  Names are the links between sheets: write a segment, product line or team everywhere as on its own sheet; most cells offer a list. "
        "On Potential and Fit write the product lines across the first row and the segments down the first column.",
        "2.  各表以名称相互关联：细分、产品线、团队在各处须与其所在表写法一致，多数单元格可从列表选择。"
        "在“产品市场潜力”与“产品市场匹配”表中，首行横向写产品线，首列纵向写细分。",
    ),
    Text(
        "3.  Money is in full currency units, or state another unit in the header, such as (万元) or (k). Shares are percent: 12% or 0.12. "
        "No total rows: totals are computed. Columns and sheets may stand in any order; your own extra columns are ignored.",
        "3.  金额填货币原值（元），或在表头注明单位，如（万元）。比例填百分数：12% 或 0.12。不要填合计行，合计由程序计算。"
        "列与工作表的次序不限；自行增加的列会被忽略。",
    ),
    Text(
        "4.  Save, then run   planner check FILE   (lists every fault with its cell; add --marked OUT.xlsx for a copy with the cells marked), "
        "and   planner plan FILE   (writes the plan beside it; this workbook is never changed).",
        "4.  保存后运行   planner check 文件   （逐格列出问题；加 --marked OUT.xlsx 可得标注副本），"
        "再运行   planner plan 文件   （在旁边生成计划，绝不改动本工作簿）。",
    ),
)
_HEADS = (Text("Sheet", "工作表"), Text("What it holds", "内容"), Text("Must be filled", "必填内容"))
_YELLOW = Text("yellow cells: {n}", "黄色单元格：{n}")
_AMOUNTS = Text("amounts by segment and product line", "各细分、各产品线的金额")
_NOTHING = Text("optional", "可不填")
_WHERE_USED = Text("optional; in each row: {n}", "可不填；每行须填：{n}")


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
    workbook = PackedWorkbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    created = (read_source_date() or _CREATED).replace(tzinfo=None)
    workbook.set_properties({"created": created, "author": "planner"})
    return workbook


def add_start_sheet(workbook: Workbook, styles: Styles, language: Language) -> None:
    """Add the first sheet: the order of filling, what each sheet is for, what must be filled."""
    sheet = workbook.add_worksheet(START_SHEET.choose(language))
    set_page(sheet)
    for column, width in enumerate((5, 24, 78, 62)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 1, _TITLE.choose(language), styles.title())
    sheet.set_row(0, 26)
    for i, step in enumerate(_STEPS, start=1):
        sheet.merge_range(i, 1, i, 3, step.choose(language), styles.get(text_wrap=True, valign="top"))
        sheet.set_row(i, 31)
    first = len(_STEPS) + 2
    for column, head in enumerate(_HEADS, start=1):
        sheet.write_string(first, column, head.choose(language), styles.header())
    for i, table in enumerate(INPUT_TABLES):
        meaning, needed = table.meaning.choose(language), _what_to_fill(table).choose(language)
        row, name = first + 1 + i, table.sheet.choose(language)
        sheet.write_number(row, 0, i + 1, styles.get(align="center"))
        sheet.write_url(row, 1, f"internal:'{name}'!A1", styles.get(font_color="#1F4E79", underline=1), name)
        sheet.set_row(row, 15 * max(count_lines(meaning, 78), count_lines(needed, 62)))
        sheet.write_string(row, 2, meaning, styles.get(text_wrap=True))
        fill = {"bg_color": INPUT_REQUIRED} if table.required else {"font_color": "#5B6775"}
        sheet.write_string(row, 3, needed, styles.get(text_wrap=True, **fill))


def _what_to_fill(table: Table) -> Text:
    """Return which columns of a table must be filled, in words."""
    needed = [c.header for c in table.columns if c.is_required]
    names = Text.join(needed)
    if table.layout is Layout.MATRIX:
        return _AMOUNTS if table.required else _NOTHING
    if table.layout is Layout.SETTINGS:
        return _YELLOW.format(n=names) if needed else _NOTHING
    return names if table.required else _WHERE_USED.format(n=names) if needed else _NOTHING
