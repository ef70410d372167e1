"""Accounts from a CSV or Parquet file instead of the sheet: the same columns, the same checks."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.plan_input import PlanInput
from planner.errors import FileAccessError, InputRejectedError
from planner.findings import Finding, Place, sort_findings
from planner.language import Text
from planner.reading.account_book import list_owners, read_account_book
from planner.reading.cell_places import PlaceKey
from planner.reading.cells import CellReader
from planner.reading.grid import Grid
from planner.reading.header_row import match_header_cells
from planner.reading.headers import PlanYear, normalise
from planner.reading.settled_words import check_words
from planner.tables.accounts import ACCOUNTS
from planner.tables.column import Kind

LARGEST_BYTES = 200_000_000
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_EXACT = 2**53
"""Largest whole number up to which a float holds every one; account numbers may be longer."""
_NUMBERS = (Kind.MONEY, Kind.NUMBER)
_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of a workbook of Excel or LibreOffice, and of one from before 2007."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_MOST_UNPAIRED = 0.4
"""Of the runs of such bytes; rare characters, whose second byte is one of ASCII, leave some unpaired."""
_TOP_LINES = 20
"""Lines among which the headers are looked for."""
_NO_ADDRESS: frozenset[str] = frozenset()


def read_account_file(
    path: Path, plan_input: PlanInput, places: MutableMapping[PlaceKey, Place] | None = None
) -> tuple[AccountBook, tuple[Finding, ...]]:
    """Return the accounts in the file at `path` (``.csv`` in UTF-8, UTF-16 or GB18030, or ``.parquet``) and what was found on the way.

    `places` takes cells; see `read_account_book`.

    Raises
    ------
    FileAccessError, InputRejectedError
        When the file cannot be read as such a table at all.
    """
    settings = plan_input.settings
    plan_year = PlanYear(settings.plan_year, settings.fiscal_start_month)
    rows = _parquet_rows(path) if path.suffix.casefold() == ".parquet" else _csv_rows(path, plan_year)
    grid = Grid(path.name, tuple(rows), False, _NO_ADDRESS, _NO_ADDRESS, frozenset(), frozenset())
    keys = {
        "segments": {normalise(s.segment): str(s.segment) for s in plan_input.segments},
        "seats": {normalise(s.seat): str(s.seat) for s in plan_input.seats},
    }
    reader = CellReader(plan_year=plan_year)
    book = read_account_book(grid, reader, keys, list_owners(plan_input.seats), places)
    check_words(reader, settings)
    return book, sort_findings(reader.findings)


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            text = Text("{p} is larger than {m} MB.", "{p} 超过 {m} MB。")
            raise InputRejectedError(text.format(p=path.name, m=LARGEST_BYTES // 10**6))
        return path.read_bytes()
    except OSError as error:
        text = Text("{p} cannot be read ({why}).", "无法读取 {p}（{why}）。")
        raise FileAccessError(text.format(p=path, why=error.strerror or error)) from error


def _may_be_chinese(content: bytes) -> bool:
    """Whether bytes beyond ASCII come in pairs, as those of nearly all Chinese characters do.

    In Western, Cyrillic or Japanese encodings they come in any number. Many such texts would pass for GB18030, with names of people turned
    into others: the two bytes of "ül" in Müller are a Chinese character.
    """
    runs = _BEYOND_ASCII.findall(content)
    return sum(len(run) % 2 for run in runs) <= _MOST_UNPAIRED * len(runs)


def _csv_rows(path: Path, plan_year: PlanYear) -> list[tuple[Any, ...]]:
    """Return the rows of a CSV file; in columns of numbers plain digits become numbers."""
    content = _read_bytes(path)
    if content.startswith(_WORKBOOK_MARKS):
        refused = Text(
            "{p} is a workbook. Copy its rows to sheet Accounts, or save it as CSV UTF-8 and name that file.",
            "{p} 是工作簿。请将其各行复制到“客户”工作表，或另存为 CSV UTF-8 后指定该文件。",
        )
        raise InputRejectedError(refused.format(p=path.name))
    # Excel's "Unicode text" is UTF-16 and says so in its first two bytes.
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    if _may_be_chinese(content):
        encodings.append("gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        refused = Text(
            "{p} is neither UTF-8, UTF-16 nor GB18030 text. In Excel, save it as 'CSV UTF-8'.",
            "{p} 既不是 UTF-8、UTF-16，也不是 GB18030 文本。请在 Excel 中另存为“CSV UTF-8”。",
        )
        raise InputRejectedError(refused.format(p=path.name))
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # old Macs end lines with CR alone
    top = text.split("\n", _TOP_LINES)[:_TOP_LINES]
    separator = max(
        (",", ";", "\t"),
        key=lambda mark: (max(_count_headers(line.split(mark), plan_year) for line in top), top[0].count(mark)),
    )
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=separator, strict=True)]
    except csv.Error as error:
        refused = Text("{p} is no CSV file: {why}.", "{p} 不是 CSV 文件：{why}。")
        raise InputRejectedError(refused.format(p=path.name, why=error)) from error
    if not rows:
        return []
    # A title may stand above the headers.
    head = max(range(min(len(rows), _TOP_LINES)), key=lambda i: (_count_headers(rows[i], plan_year), -i))
    named = match_header_cells(rows[head], ACCOUNTS.columns, plan_year)
    numeric = {j for j, c in named.items() if c.kind in _NUMBERS}
    width = len(rows[head])
    above = [row + ("",) * (width - len(row)) for row in rows[: head + 1]]
    return [*above, *(_as_cells(row, numeric, width) for row in rows[head + 1 :])]


def _count_headers(cells: Sequence[str], plan_year: PlanYear) -> int:
    return len(match_header_cells([c.strip(' "') for c in cells], ACCOUNTS.columns, plan_year))


def _as_cells(row: tuple[str, ...], numeric: set[int], width: int) -> tuple[Any, ...]:
    cells = tuple(float(v) if j in numeric and _PLAIN.fullmatch(v) else v for j, v in enumerate(row))
    return cells + ("",) * (width - len(cells))


def _parquet_rows(path: Path) -> list[tuple[Any, ...]]:
    """Return the rows of a Parquet file, lists as text separated by ;."""
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        text = Text(
            "{p}: reading Parquet needs the package pyarrow (pip install 'planner[parquet]'); CSV needs nothing more.",
            "{p}：读取 Parquet 需要 pyarrow（pip install 'planner[parquet]'）；CSV 无需额外安装。",
        )
        raise FileAccessError(text.format(p=path.name)) from error
    _read_bytes(path)
    try:
        table = parquet.read_table(path)
    except (OSError, ValueError) as error:
        text = Text("{p} cannot be read as Parquet.", "{p} 无法按 Parquet 读取。")
        raise InputRejectedError(text.format(p=path.name)) from error
    columns = [[_plain(v) for v in table.column(name).to_pylist()] for name in table.column_names]
    return [tuple(table.column_names), *zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    """Return `value` as a cell holds it: nothing and not-a-number are blank; what a number would not hold to the digit is text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and math.isinf(value):
        return str(value)
    if isinstance(value, list):
        return "; ".join(str(v) for v in value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value) if abs(value) <= _EXACT else str(value)
    return value
