"""A copy of a planning workbook in which every finding is marked: cells in colour with a comment, and a first sheet that lists them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.writer.excel import ExcelWriter

from planner.findings import Finding, Severity
from planner.language import Language, Text
from planner.reading.archive.sheet_scan import MOST_ROWS
from planner.reading.grids.grid import Grid
from planner.tables.other_sheets import FINDINGS_SHEET
from planner.writing.files.dated_archive import DatedArchive

_COLOURS = {Severity.ERROR: "FFF4A6A0", Severity.WARNING: "FFFFE699", Severity.NOTE: "FFD9E7F5"}
_WORDS = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "警告"),
    Severity.NOTE: Text("note", "提示"),
}
_HEADS = (
    (Text("Severity", "级别"), 10),
    (Text("Sheet", "工作表"), 20),
    (Text("Cell", "单元格"), 12),
    (Text("Column", "列"), 26),
    (Text("Found", "发现"), 50),
    (Text("Expected", "应为"), 44),
    (Text("What to do", "处理方法"), 60),
)
_ABOUT = Text(
    "A copy with every finding marked: red must be corrected, yellow was read as said, blue is for your information. "
    "Correct your own workbook: charts and pictures may be missing here.",
    "已标注全部检查结果的副本：红色必须更正，黄色已按说明读取，蓝色仅供参考。请在原工作簿中更正；本副本可能缺少图表和图片。",
)
_DANGEROUS = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f]")
_FIRST_ROW = 4


def build_marked_copy(
    content: bytes, grids: Sequence[Grid], findings: Sequence[Finding], language: Language, keep_macros: bool = False
) -> bytes:
    """Return the bytes of the copy.

    Parameters
    ----------
    content, grids
        The workbook, as bytes and as read. Where openpyxl cannot open the bytes the copy holds the values alone.
    """
    book = _open(content, keep_macros) or _values_alone(grids)
    old = book[FINDINGS_SHEET.choose(language)] if FINDINGS_SHEET.choose(language) in book.sheetnames else None
    if old is not None:
        book.remove(old)
    cells: dict[tuple[str, str], list[Finding]] = {}
    for finding in (one for f in findings for one in (f, *f.alike)):
        if finding.place.sheet in book.sheetnames:
            cells.setdefault((finding.place.sheet, _first_cell(finding)), []).append(finding)
    for (sheet, address), found in cells.items():
        _mark(book[sheet][address], found, language)
    _list_findings(book, findings, language)
    buffer = io.BytesIO()
    with DatedArchive(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return buffer.getvalue()


def _open(content: bytes, keep_macros: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out; the copy's first sheet says so
            return openpyxl.load_workbook(io.BytesIO(content), keep_vba=keep_macros, keep_links=False)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ):
        return None


def _values_alone(grids: Iterable[Grid]) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(grid.sheet)
        for i, row in enumerate(grid.rows, start=1):
            for j, value in enumerate(row, start=1):
                if value not in ("", None):
                    _write(sheet.cell(i, j), value)
    return book


def _write(cell: Any, value: object) -> None:
    """Write a value as what it is; text never as a formula."""
    cell.value = _DANGEROUS.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _first_cell(finding: Finding) -> str:
    """Return the cell to mark: the finding's own, the first of its row or column, or the sheet's first."""
    row = min(finding.place.row or 1, MOST_ROWS)
    return f"{finding.place.column or 'A'}{row}"


def _mark(cell: Any, findings: Sequence[Finding], language: Language) -> None:
    worst = min(findings, key=lambda f: list(_COLOURS).index(f.severity))
    text = "\n".join(_DANGEROUS.sub("", f.message(language)) for f in findings)
    try:
        cell.fill = PatternFill("solid", fgColor=_COLOURS[worst.severity])
        cell.comment = Comment(text[:2000], "planner", height=140, width=360)
    except AttributeError:
        return  # inside a merged area: only its first cell can be marked


def _list_findings(book: Any, findings: Sequence[Finding], language: Language) -> None:
    sheet = book.create_sheet(FINDINGS_SHEET.choose(language), 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    sheet["A1"].value, sheet["A1"].font = FINDINGS_SHEET.choose(language), Font(bold=True, size=16, color="FF1F4E79")
    sheet["A2"].value, sheet["A2"].font = _ABOUT.choose(language), Font(italic=True, color="FF5B6775")
    for j, (head, width) in enumerate(_HEADS, start=1):
        cell = sheet.cell(_FIRST_ROW - 1, j)
        cell.value, cell.font = head.choose(language), Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF1F4E79")
        sheet.column_dimensions[cell.column_letter].width = width
    names: Mapping[str, bool] = dict.fromkeys(book.sheetnames, True)
    for i, finding in enumerate(findings, start=_FIRST_ROW):
        place = finding.place
        texts = (
            _WORDS[finding.severity].choose(language),
            place.sheet,
            place.cell,
            *(t.choose(language) for t in (place.header, finding.found, finding.expected, finding.remedy)),
        )
        for j, text in enumerate(texts, start=1):
            cell = sheet.cell(i, j)
            _write(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(i, 1).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])
        if place.sheet in names:
            link = sheet.cell(i, 3)
            link.hyperlink = f"#'{place.sheet.replace(chr(39), chr(39) * 2)}'!{_first_cell(finding)}"
            link.font = Font(color="FF1F4E79", underline="single")
            if not place.cell:
                _write(link, "→")
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    sheet.sheet_view.showGridLines = False
    if findings:
        sheet.auto_filter.ref = f"A{_FIRST_ROW - 1}:G{_FIRST_ROW - 1 + len(findings)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
