"""Units of money that stand beside the cells: in a comment, a text box, the page's header, a hint of input. People see them; no cell has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.archive.sheet_scan import MOST_ROWS
from planner.reading.archive.side_texts import Beside, SideText
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.units.unit_sentences import find_unit_in_words
from planner.reading.units.units import StatedUnit
from planner.tables.columns.column import Kind, Table

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_SAID = {
    Beside.COMMENT: Text("the comment '{n}' states the unit '{u}'", "批注“{n}”注明了单位“{u}”"),
    Beside.TEXT_BOX: Text("the text box '{n}' states the unit '{u}'", "文本框“{n}”注明了单位“{u}”"),
    Beside.PAGE: Text("the page's header or footer '{n}' states the unit '{u}'", "页眉或页脚“{n}”注明了单位“{u}”"),
    Beside.HINT: Text("the input hint '{n}' states the unit '{u}'", "输入提示“{n}”注明了单位“{u}”"),
}
_SEVERITY = {
    Beside.COMMENT: Severity.ERROR,
    Beside.TEXT_BOX: Severity.ERROR,
    Beside.PAGE: Severity.WARNING,
    Beside.HINT: Severity.WARNING,
}
_EXPECTED = Text("a unit stands in a header or alone above the table", "单位应写在表头中，或单独写在表格上方")
_REMEDY = Text(
    "Write it there, or take it out here: amounts are read without it.",
    "请移至该处，或从此处删除：金额未按该单位读取。",
)


def report_side_units(sheets: Mapping[str, Grid], tables: Iterable[Table], reader: CellReader) -> None:
    """Report units beside the cells of sheets with amounts, where no cell says the same: those sheets are read by now."""
    for table in tables:
        grid = sheets.get(table.key)
        if grid is not None and grid.side_texts and any(c.kind is Kind.MONEY for c in table.columns):
            unread = _unread_columns(grid.sheet, reader)
            own = {w for c in table.columns for w in (c.meaning.en, c.meaning.zh)}  # the template's comments
            for text in grid.side_texts:
                if text.text.strip() not in own:
                    _report(grid.sheet, text, unread, reader)


@lru_cache(maxsize=1_000)
def _unit_said(text: str) -> StatedUnit | None:
    """Return the unit that a text states; the same one stands beside many cells."""
    return find_unit_in_words(text)


def _unread_columns(sheet: str, reader: CellReader) -> dict[str, int]:
    """Return the columns with a header that is not known, and its row: what is said there is of amounts that nobody reads."""
    return {
        f.place.column: f.place.row
        for f in reader.findings
        if f.code == "column_unknown" and f.place.sheet == sheet and f.place.column and f.place.row
    }


def _report(sheet: str, text: SideText, unread: Mapping[str, int], reader: CellReader) -> None:
    unit = _unit_said(text.text)
    if unit is None or not (unit.power or unit.fault):
        return
    match = _ADDRESS.fullmatch(text.cell)
    column, row = (match[1], int(match[2])) if match else (None, None)
    if column is not None and (row or 0) >= unread.get(column, MOST_ROWS + 1):
        return
    for power, said, is_general in reader.scales:
        is_here = is_general or row is None or said.column == column or said.row == row
        if said.sheet == sheet and power == unit.power and is_here:
            return
    found = _SAID[text.kind].format(n=" ".join(text.text.split())[:60], u=unit.words)
    reader.report("unit_beside", _SEVERITY[text.kind], Place(sheet, row, column), found, _EXPECTED, _REMEDY)
