"""The rows of a sheet in the few forms that programs mostly write, taken from the text of the part: a tree of elements takes six times as long.

Nothing is passed over: every character of a row belongs to a form that is known, and what stands around the rows is read as XML. Whatever is
well-formed but written otherwise is unusual, and left to a reader of XML.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import XML

from planner.results.written.sheets.plain_xml import iterate_elements

CellText = tuple[str, str, str, str, str]
"""A cell as it stands: reference, style, kind, formula, value; blank where it has none."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET, _ROWS, _ROW = f"{_MAIN}worksheet", f"{_MAIN}sheetData", f"{_MAIN}row"
_BEGIN, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_HEADING = re.compile(rb"<\?xml [^<>?]*encoding=[\"']utf-8[\"'][^<>?]*\?>", re.IGNORECASE)
_CHUNK_BYTES, _MOST_BYTES = 1 << 18, 1 << 23
"""Bytes read at once, and bytes that one row, or what stands before the first, may have."""
_CONTROLS = bytes(range(32))
_ELSEWHERE = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""What no text of XML may hold, besides control characters."""
_ROW_BEGIN = re.compile(r'<row r="(\d+)"((?: \w+="[^"<>]*")*)(/?)>')
_CELL = re.compile(
    r'<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="([a-zA-Z]+)")?(?:/>|>(?:<f>([^<]+)</f>)?(?:<v>([^<]*)</v>)?</c>)|.',
    re.DOTALL,
)
"""A cell; anything else is a match without a reference."""
_ENTITY = re.compile(r"&([^;&]*;?)")
_ENTITIES = {"amp;": "&", "lt;": "<", "gt;": ">", "quot;": '"', "apos;": "'"}


class UnusualError(ValueError):
    """Something is not written in the forms that are known here."""


def iterate_rows(source: IO[bytes]) -> Iterator[tuple[str, list[CellText]]]:
    """Return the number of each row of a sheet and its cells; a text that is no cell comes as one without a reference.

    Raises
    ------
    UnusualError
        When something other than cells is not in a form that is known; rows may have been returned before.
    """
    head, waiting = _read_head(source)
    known: set[str] = set()
    while True:
        chunk = source.read(_CHUNK_BYTES)
        rows, is_over, tail = (waiting + chunk).partition(_END)
        if not is_over:
            if not chunk or len(rows) > _MOST_BYTES:
                raise UnusualError("rows without an end")
            cut = rows.rfind(_ROW_END) + len(_ROW_END) if _ROW_END in rows else 0
            rows, waiting = rows[:cut], rows[cut:]
        yield from _split(_text_of(rows), known)
        if is_over:
            break
    _check_frame(head + b"<sheetData/>" + tail + source.read())


def _read_head(source: IO[bytes]) -> tuple[bytes, bytes]:
    """Return what stands before the rows, and the begin of these; there they are elements, since nothing may hide them."""
    read = b""
    while _BEGIN not in read:
        chunk = source.read(_CHUNK_BYTES)
        read += chunk
        if not chunk or len(read) > _MOST_BYTES:
            raise UnusualError("no rows")
    head, _, rest = read.partition(_BEGIN)
    if not _HEADING.match(head) or head.count(b"<?") > 1 or b"<!" in head:
        raise UnusualError("an encoding, or something that may hide elements")
    return head, rest


def _text_of(rows: bytes) -> str:
    if len(rows.translate(None, _CONTROLS)) < len(rows) or any(text in rows for text in _ELSEWHERE):
        raise UnusualError("characters")
    try:
        return rows.decode()
    except UnicodeDecodeError as error:
        raise UnusualError("characters") from error


def _split(text: str, known: set[str]) -> Iterator[tuple[str, list[CellText]]]:
    """Return the rows in `text`; `known`: the attributes of rows that were seen to be XML."""
    pieces = text.split("</row>")
    for i, piece in enumerate(pieces):
        is_empty, begin = True, 0
        while is_empty and begin < len(piece):
            row = _ROW_BEGIN.match(piece, begin)
            if row is None:
                raise UnusualError(piece[begin : begin + 20])
            number, attributes, closed = row.groups()
            if attributes not in known:
                _check_attributes(attributes)
                known.add(attributes)
            is_empty, begin = bool(closed), row.end()
            if is_empty:
                yield number, []
        if is_empty != (i == len(pieces) - 1):
            raise UnusualError("a row without an end, or an end without a row")
        if not is_empty:
            cells = _CELL.findall(piece, begin)
            yield number, [_unescaped(cell) for cell in cells] if "&" in piece else cells


def _check_attributes(attributes: str) -> None:
    try:
        XML(f'<row r="1"{attributes}/>')
    except SyntaxError as error:
        raise UnusualError(attributes) from error


def _unescaped(cell: CellText) -> CellText:
    reference, style, kind, formula, value = cell
    return reference, style, kind, _ENTITY.sub(_character, formula), _ENTITY.sub(_character, value)


def _character(entity: re.Match[str]) -> str:
    if entity[1] not in _ENTITIES:
        raise UnusualError(entity[0])
    return _ENTITIES[entity[1]]


def _check_frame(frame: bytes) -> None:
    """See that a sheet without its rows is XML, and that these were the only ones."""
    rows, last = 0, None
    try:
        for last in iterate_elements(io.BytesIO(frame)):
            if last.tag == _ROW:
                raise UnusualError(_ROW)
            rows += last.tag == _ROWS
    except SyntaxError as error:
        raise UnusualError("no XML") from error
    if rows != 1 or last is None or last.tag != _SHEET or last.find(_ROWS) is None:
        raise UnusualError("rows elsewhere")
