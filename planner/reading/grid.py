"""A workbook as grids of cell values with true addresses, and what is odd about its cells."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import python_calamine
from defusedxml.ElementTree import fromstring

from planner.errors import InputRejectedError
from planner.language import Text
from planner.reading.gate import GatedFile

Cell = object
"""A cell's value: str, float, int, bool, date, datetime, time or timedelta; an empty cell is ``""``."""

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_MOST_ROWS = 1_048_576
_ROW_NUMBER = re.compile(r"[^0-9]")
_ATTRIBUTE = re.compile(rb'\b([\w:]+)\s*=\s*"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``rows[i][j]`` is the cell in Excel row i + 1, column j + 1.

    `error_cells` are addresses that show an error such as #REF!, `uncached_cells` formulas without a saved value.
    """

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool
    error_cells: frozenset[str]
    uncached_cells: frozenset[str]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def read_grids(file: GatedFile) -> tuple[Grid, ...]:
    """Return the sheets of `file` in workbook order.

    Raises
    ------
    InputRejectedError
        When the workbook cannot be parsed.
    """
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        parts = _sheet_parts(file.content)
        grids = []
        for metadata in workbook.sheets_metadata:
            if metadata.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            rows = workbook.get_sheet_by_name(metadata.name).to_python(skip_empty_area=False)
            xml = parts.get(metadata.name, b"")
            errors, uncached = _odd_cells(xml)
            hidden = metadata.visible is not python_calamine.SheetVisibleEnum.Visible
            grids.append(
                Grid(
                    metadata.name,
                    _trim(rows, errors | uncached),
                    hidden,
                    errors,
                    uncached,
                    _hidden_rows(xml),
                    _hidden_columns(xml),
                )
            )
    except (python_calamine.CalamineError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        text = Text(
            "{name}: the workbook cannot be parsed; save it again in Excel.",
            "{name}：无法解析工作簿；请用 Excel 重新保存。",
        )
        raise InputRejectedError(text.format(name=file.name)) from error
    return tuple(grids)


def column_letter(index: int) -> str:
    """Return the letters of the column with 0-based `index`: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _trim(rows: Sequence[Sequence[Cell]], odd_cells: frozenset[str]) -> tuple[tuple[Cell, ...], ...]:
    """Drop empty rows at the end, but none with an error or a formula without a value, which read as empty."""
    last = len(rows)
    while last and all(cell == "" or cell is None for cell in rows[last - 1]):
        last -= 1
    odd = min(max((int(_ROW_NUMBER.sub("", address) or 0) for address in odd_cells), default=0), _MOST_ROWS)
    kept = [tuple(row) for row in rows[: max(last, odd)]]
    width = max((len(row) for row in kept), default=0)
    return tuple(kept + [("",) * width] * (odd - len(kept)))


def _sheet_parts(content: bytes) -> Mapping[str, bytes]:
    """Return each sheet's XML by sheet name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {n.casefold(): n for n in archive.namelist()}
        book = fromstring(archive.read(names["xl/workbook.xml"]))
        relations = fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
        targets = {r.get("Id"): r.get("Target", "") for r in relations}
        parts: dict[str, bytes] = {}
        for sheet in book.iter():
            if not sheet.tag.endswith("}sheet"):
                continue
            key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
            target = targets.get(key, "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if path.casefold() in names:
                parts[sheet.get("name", "")] = archive.read(names[path.casefold()])
        return parts


def _odd_cells(xml: bytes) -> tuple[frozenset[str], frozenset[str]]:
    if b't="e"' not in xml and _FORMULA.search(xml) is None:
        return frozenset(), frozenset()
    errors: set[str] = set()
    uncached: set[str] = set()
    for match in _CELL.finditer(xml):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        address = attributes.get(b"r", b"").decode("ascii", "replace")
        body = match[3] or b""
        if attributes.get(b"t") == b"e":
            errors.add(address)
        elif re.search(rb"<(?:\w+:)?f\b", body) and not _has_value(attributes, body):
            uncached.add(address)
    return frozenset(errors), frozenset(uncached)


def _has_value(attributes: Mapping[bytes, bytes], body: bytes) -> bool:
    """Whether a formula's cell holds a saved value; an empty text is one, an empty number is none."""
    if attributes.get(b"t") == b"str":
        return re.search(rb"<(?:\w+:)?v\b", body) is not None
    return re.search(rb"<(?:\w+:)?v\b[^/>]*>[^<]|<(?:\w+:)?is\b", body) is not None


def _hidden_rows(xml: bytes) -> frozenset[int]:
    if b"hidden=" not in xml:
        return frozenset()
    found = set()
    for match in _ROW.finditer(xml):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        if attributes.get(b"hidden") in (b"1", b"true") and b"r" in attributes:
            found.add(int(attributes[b"r"]))
    return frozenset(found)


def _hidden_columns(xml: bytes) -> frozenset[int]:
    found: set[int] = set()
    for match in _COLUMN.finditer(xml[: 1 << 20]):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        if attributes.get(b"hidden") in (b"1", b"true"):
            first, last = int(attributes.get(b"min", 1)), int(attributes.get(b"max", 1))
            found.update(range(first, min(last, first + 500) + 1))
    return frozenset(found)
