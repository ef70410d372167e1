"""The rows of a CSV file of accounts: its encoding, separator and decimal mark found, rows of odd length told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from planner.errors import InputRejectedError
from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import column_letter
from planner.reading.headers.header_row import match_header_cells
from planner.reading.words.decimal_marks import DecimalMark, find_decimal_mark, turn_decimal_comma
from planner.reading.words.headers import PlanYear
from planner.reading.words.numbers import may_be_thousands
from planner.tables.columns.column import Column, Kind
from planner.tables.inputs.accounts import ACCOUNTS

_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_NUMBERS = (Kind.MONEY, Kind.NUMBER)
_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of a workbook of Excel or LibreOffice, and of one from before 2007."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_MOST_UNPAIRED = 0.4
"""Of the runs of such bytes; rare characters, whose second byte is one of ASCII, leave some unpaired."""
_TOP_LINES = 20
"""Lines among which the headers are looked for."""
_TURNED = Text("numbers with a decimal comma, such as {v}", "数字使用逗号作小数点，如 {v}")
_READ_TURNED = Text(
    "Read as {n}; points between digits are those of thousands.", "按 {n} 读取；数字间的点视为千位分隔。"
)
_LONG = Text("{n} filled cells under {h} headers", "{h} 列表头下有 {n} 个非空单元格")
_QUOTE = Text(
    "A cell that holds the separator ('{s}') stands in double quotes: export the file again, or put them there.",
    "含有分隔符（“{s}”）的单元格须加双引号：请重新导出，或补上双引号。",
)
_SHORT = Text("a row with {n} of {h} cells", "该行只有 {h} 个单元格中的 {n} 个")
_CUT = Text(
    "The cells that are missing are read as blank. Is the file cut off?", "缺少的单元格按空白读取。文件是否被截断？"
)


def read_csv_rows(name: str, content: bytes, plan_year: PlanYear, reader: CellReader) -> list[tuple[Any, ...]]:
    """Return the rows of the CSV file `name`; in columns of numbers plain digits become numbers. What is told goes to `reader`.

    Raises
    ------
    InputRejectedError
        When `content` is no such text.
    """
    if content.startswith(_WORKBOOK_MARKS):
        refused = Text(
            "{p} is a workbook. Copy its rows to sheet Accounts, or save it as CSV UTF-8 and name that file.",
            "{p} 是工作簿。请将其各行复制到“客户”工作表，或另存为 CSV UTF-8 后指定该文件。",
        )
        raise InputRejectedError(refused.format(p=name))
    text = _decode(name, content).replace("\r\n", "\n").replace("\r", "\n")  # old Macs end lines with CR alone
    top = text.split("\n", _TOP_LINES)[:_TOP_LINES]
    separator = max(
        (",", ";", "\t"),
        key=lambda mark: (max(_count_headers(line.split(mark), plan_year) for line in top), top[0].count(mark)),
    )
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=separator, strict=True)]
    except csv.Error as error:
        refused = Text("{p} is no CSV file: {why}.", "{p} 不是 CSV 文件：{why}。")
        raise InputRejectedError(refused.format(p=name, why=error)) from error
    if not rows:
        return []
    # A title may stand above the headers.
    head = max(range(min(len(rows), _TOP_LINES)), key=lambda i: (_count_headers(rows[i], plan_year), -i))
    named = match_header_cells(rows[head], ACCOUNTS.columns, plan_year)
    numeric = {j: c for j, c in named.items() if c.kind in _NUMBERS}
    width = len(rows[head])
    _report_widths(name, rows, head, separator, reader)
    above = [row + ("",) * (width - len(row)) for row in rows[: head + 1]]
    return [*above, *_as_cells(name, rows[head + 1 :], numeric, width, reader)]


def _decode(name: str, content: bytes) -> str:
    # Excel's "Unicode text" is UTF-16 and says so in its first two bytes.
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    if _may_be_chinese(content):
        encodings.append("gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    refused = Text(
        "{p} is neither UTF-8, UTF-16 nor GB18030 text. In Excel, save it as 'CSV UTF-8'.",
        "{p} 既不是 UTF-8、UTF-16，也不是 GB18030 文本。请在 Excel 中另存为“CSV UTF-8”。",
    )
    raise InputRejectedError(refused.format(p=name))


def _may_be_chinese(content: bytes) -> bool:
    """Whether bytes beyond ASCII come in pairs, as those of nearly all Chinese characters do.

    In Western, Cyrillic or Japanese encodings they come in any number. Many such texts would pass for GB18030, with names of people turned
    into others: the two bytes of "ül" in Müller are a Chinese character.
    """
    runs = _BEYOND_ASCII.findall(content)
    return sum(len(run) % 2 for run in runs) <= _MOST_UNPAIRED * len(runs)


def _count_headers(cells: Sequence[str], plan_year: PlanYear) -> int:
    return len(match_header_cells([c.strip(' "') for c in cells], ACCOUNTS.columns, plan_year))


def _report_widths(name: str, rows: Sequence[tuple[str, ...]], head: int, separator: str, reader: CellReader) -> None:
    """Tell rows with more filled cells than headers: one that holds the separator was not quoted, and what follows stands one column off.

    Rows with fewer are told where others are full and end in a blank cell: some programs leave out what is blank at the end of every row.
    """
    width = len(rows[head])
    body = range(head + 1, len(rows))
    is_padded = any(len(rows[i]) == width and not rows[i][-1].strip() for i in body)
    for i in body:
        row = rows[i]
        if any(cell.strip() for cell in row[width:]):
            found = _LONG.format(n=len(row), h=width)
            reader.report("row_too_long", Severity.ERROR, Place(name, i + 1), found, remedy=_QUOTE.format(s=separator))
        elif is_padded and len(row) < width and any(cell.strip() for cell in row):
            found = _SHORT.format(n=len(row), h=width)
            reader.report("row_too_short", Severity.WARNING, Place(name, i + 1), found, remedy=_CUT)


def _as_cells(
    name: str, body: Sequence[tuple[str, ...]], numeric: dict[int, Column], width: int, reader: CellReader
) -> list[tuple[Any, ...]]:
    """Return the rows below the headers, each `width` cells wide, with numbers where they are plain."""
    texts = {j: {row[j].strip() for row in body if j < len(row)} for j in numeric}
    mark = find_decimal_mark((texts[j], column.maximum) for j, column in numeric.items())
    plain: dict[int, dict[str, Any]] = {}
    for j, column in numeric.items():
        turned = {t: turn_decimal_comma(t) if mark is DecimalMark.COMMA else t for t in texts[j]}
        plain[j] = {
            text: float(number) if _PLAIN.fullmatch(number) and (mark or not _is_unclear(number, column)) else number
            for text, number in turned.items()
        }
        changed = min((t for t in texts[j] if "," in t and turned[t] != t), default=None)
        if changed is not None:
            place = Place(name, None, column_letter(j), column.header)
            remedy = _READ_TURNED.format(n=turned[changed])
            reader.report("decimal_comma_read", Severity.WARNING, place, _TURNED.format(v=changed), remedy=remedy)
    return [
        tuple(plain[j].get(v.strip(), v) if j in plain else v for j, v in enumerate(row)) + ("",) * (width - len(row))
        for row in body
    ]


def _is_unclear(number: str, column: Column) -> bool:
    """Whether 12.345 may be twelve thousand: the cell reader refuses it where money is meant."""
    return column.kind is Kind.MONEY and may_be_thousands(number)
