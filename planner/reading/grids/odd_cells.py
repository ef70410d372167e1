"""Cells whose value is none, or is not what they show: errors, formulas without a saved value, texts that are partly struck through."""

from __future__ import annotations

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.grids.shown_numbers import is_error_text
from planner.tables.columns.column import NUMERIC_KINDS, Column

_ERROR = Text("an Excel error", "Excel 错误值")
_CORRECT = Text("Correct the formula.", "请修正公式。")
_WITHOUT_VALUE = Text("a formula without a saved value", "公式没有保存结果")
_SAVE = Text("Open the workbook in Excel and save it.", "请用 Excel 打开并保存工作簿。")
_WITHOUT_STRUCK = Text("Delete what does not count.", "请删除不再采用的部分。")
_WITHOUT_RAISED = Text("Write the number alone.", "请只保留数字。")


def refuse_odd_cell(grid: Grid, address: str, value: object, column: Column, place: Place, reader: CellReader) -> bool:
    """Return whether the cell at `address` cannot be read for what it is, which is reported then."""
    if address in grid.error_cells or is_error_text(value):
        reader.report("cell_error", Severity.ERROR, place, _ERROR, remedy=_CORRECT)
        return True
    if address in grid.uncached_cells:
        reader.report("formula_without_value", Severity.ERROR, place, _WITHOUT_VALUE, remedy=_SAVE)
        return True
    odd = grid.partly_struck.get(address)
    if odd is None or not (odd.struck or column.kind in NUMERIC_KINDS):
        return False
    found = Text("'{s}' of '{v}' is struck through", "“{v}”中的“{s}”带删除线")
    if not odd.struck:
        found = Text("'{s}' of '{v}' is raised, as the mark of a footnote is", "“{v}”中的“{s}”为上标，似为脚注编号")
    words = found.format(s=(odd.struck or odd.raised)[:40], v=str(value).strip()[:60])
    remedy = _WITHOUT_STRUCK if odd.struck else _WITHOUT_RAISED
    reader.report("text_partly_struck", Severity.ERROR, place, words, remedy=remedy)
    return True
