"""The sheets of a workbook as nearly every program writes them: numbers, shared texts, truths, and formulas with their saved values."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from planner.results.written.sheets.book import BLANK, MOST_ROWS, Cell
from planner.results.written.sheets.plain_xml import iterate_elements
from planner.results.written.sheets.row_texts import CellText, UnusualError, iterate_rows

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _CELL, _VALUE, _FORMULA = f"{_MAIN}row", f"{_MAIN}c", f"{_MAIN}v", f"{_MAIN}f"
_BOOK, _LINKS, _TEXTS, _STYLES = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
_COLUMN = re.compile(r"[A-Z]{1,3}")
_NUMBER_FORMATS = frozenset((*range(14), *range(37, 45), 48, 49))
"""Formats that every program has, other than those of dates and times."""
_NO_DATE = re.compile(
    r'"[^"]*"|\\.|_.|\[(?:\$[^\]]*|[<>=][^\]]*|Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color ?\d+)\]|General|E[+-]',
    re.IGNORECASE,
)
"""What stands in a format beside places of digits: words, blanks, currencies, conditions, colours, exponents."""
_PART_OF_DATE = re.compile(r"[a-z\[]", re.IGNORECASE)


class PlainBook:
    """A plainly written workbook: the part of each worksheet, by name and in order, and a sheet's rows.

    Making it, and reading a sheet, ends with a LookupError or a ValueError at anything that is not plain.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.parts = self._find_sheets()
        self._texts: list[Cell] | None = None
        self._is_date: dict[str, bool] = {}
        self._columns: dict[str, int] = {}

    def rows(self, title: str) -> tuple[tuple[Cell, ...], ...]:
        """Return a sheet's cells; the sheet's own statement of its size is not believed."""
        if self._texts is None:
            self._texts, self._is_date = self._read_texts(), self._read_styles()
        try:
            with self._archive.open(self.parts[title]) as source:
                return self._gather(iterate_rows(source), self._texts)
        except UnusualError:
            return self._gather(self._row_elements(self.parts[title]), self._texts)

    def _gather(
        self, found: Iterable[tuple[str, Iterable[CellText]]], texts: list[Cell]
    ) -> tuple[tuple[Cell, ...], ...]:
        """Return the cells of all rows, each of which comes with its number."""
        rows: list[tuple[Cell, ...]] = []
        for number, cells in found:
            if not len(rows) < int(number) <= MOST_ROWS:
                raise ValueError(number)
            rows += [()] * (int(number) - 1 - len(rows))
            rows.append(self._cells(cells, number, texts))
        return tuple(rows)

    def _cells(self, row: Iterable[CellText], number: str, texts: list[Cell]) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        columns, is_date = self._columns, self._is_date
        for reference, style, kind, formula, value in row:
            letters = reference.removesuffix(number)
            column = columns.get(letters) or self._column(letters)
            gap = column - 1 - len(cells)
            if gap:
                if gap < 0:
                    raise ValueError(reference)
                cells += [BLANK] * gap
            if kind == "s" and value and not formula:
                cells.append(texts[_index(value)])
                continue
            if is_date[style] and kind in _NUMBERS and (value or formula):
                raise ValueError(reference)
            cells.append(_made(kind, value, f"={formula}" if formula else None, texts))
        return tuple(cells)

    def _row_elements(self, part: str) -> Iterator[tuple[str, Iterator[CellText]]]:
        for row in self._elements(part, _ROW):
            yield row.attrib["r"], map(_parts, row)
            row.clear()

    def _column(self, letters: str) -> int:
        """Return the number of a column, from 1, and remember it."""
        if not letters:
            raise UnusualError("no cell")
        if not _COLUMN.fullmatch(letters):
            raise ValueError(letters)
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - ord("A") + 1
        self._columns[letters] = number
        return number

    def _elements(self, part: str, tag: str | None = None) -> Iterator[Element]:
        """Return the elements of a part; one that is no XML is not plain, as openpyxl's reader will say."""
        with self._archive.open(part) as source:
            try:
                yield from iterate_elements(source, tag)
            except SyntaxError as error:
                raise ValueError(part) from error

    def _find_sheets(self) -> dict[str, str]:
        """Return the parts of the worksheets by their names, in order."""
        links: dict[str, str] = {}
        for link in self._elements(_LINKS):
            if link.get("Type", "").endswith("/worksheet"):
                target = link.attrib["Target"]
                links[link.attrib["Id"]] = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        sheets = [(e.attrib["name"], links[e.attrib[_LINK]]) for e in self._elements(_BOOK, f"{_MAIN}sheet")]
        parts = dict(sheets)
        if (
            not sheets
            or len(set(parts.values())) < len(sheets)
            or not set(parts.values()) <= set(self._archive.namelist())
        ):
            raise ValueError(_BOOK)
        return parts

    def _read_texts(self) -> list[Cell]:
        """Return a cell for each text that cells refer to by number."""
        cells: list[Cell] = []
        if _TEXTS not in self._archive.namelist():
            return cells
        for element in self._elements(_TEXTS, f"{_MAIN}si"):
            if len(element) != 1 or element[0].tag != f"{_MAIN}t":
                raise ValueError(_TEXTS)
            cells.append(Cell((element[0].text or "").replace("x005F_", "")))  # as openpyxl has it
            element.clear()
        return cells

    def _read_styles(self) -> dict[str, bool]:
        """Return for each style, by its number as cells state it, whether it may show a date."""
        own: dict[str, str] = {}
        is_date: dict[str, bool] = {"": False}
        for element in self._elements(_STYLES):
            if element.tag == f"{_MAIN}numFmt":
                own[element.attrib["numFmtId"]] = element.attrib["formatCode"]
            elif element.tag == f"{_MAIN}cellXfs":
                formats = [style.get("numFmtId", "0") for style in element]
                is_date |= {str(i): may_be_date(number, own) for i, number in enumerate(formats)}
        return is_date


_NUMBERS = ("", "n")
_READ = frozenset((*_NUMBERS, "s", "str", "b", "e"))


def may_be_date(number: str, own: dict[str, str]) -> bool:
    """Whether a format may be one of dates or times: of those that every program has, all but numbers, percentages and texts."""
    if number in own:
        return _PART_OF_DATE.search(_NO_DATE.sub("", own[number])) is not None
    return int(number) not in _NUMBER_FORMATS


def _parts(element: Element) -> CellText:
    """Return a cell as it stands; a formula that is shared, stands for several cells or has no text is not plain."""
    attributes, value, formula = element.attrib, "", ""
    if element.tag != _CELL or len(element) > 2:
        raise ValueError(element.tag)
    for k, child in enumerate(element):
        if child.tag == _VALUE:
            value = child.text or ""
        elif child.tag == _FORMULA and k == 0 and child.text and not child.attrib.keys() & {"t", "si", "ref"}:
            formula = child.text
        else:
            raise ValueError(child.tag)
    return attributes["r"], attributes.get("s", ""), attributes.get("t", ""), formula, value


def _made(kind: str, text: str, formula: str | None, texts: list[Cell]) -> Cell:
    """Return the cell of that kind (number, shared text, text, truth, error) with its value."""
    value: Any = text
    if kind not in _READ:
        raise ValueError(kind)
    if not text:
        return BLANK if formula is None else Cell(None, formula)
    if kind in _NUMBERS:
        value = float(text) if "." in text or "E" in text or "e" in text else int(text)
    elif kind == "s":
        value = texts[_index(text)].value
    elif kind == "b":
        value = bool(int(text))
    return Cell(value, formula)


def _index(text: str) -> int:
    """Return the number of a shared text."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
