"""What a sheet's XML tells that its values do not: damage, errors, formulas without value, merged and hidden cells, number formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from xml.parsers import expat

from planner.reading.archive.number_formats import PERCENT_FORMATS, NumberFormat, read_format
from planner.reading.archive.text_runs import PartlyStruck, RunReader, may_have_odd_runs, read_odd_texts

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_NO_STYLES: Mapping[int, NumberFormat] = MappingProxyType({})
_NO_TEXTS: Mapping[int, PartlyStruck] = MappingProxyType({})
_CHUNK = 1 << 20

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all from 0."""


_NUMBER_IN_CODES = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]*&#")


class DamagedSheetError(ValueError):
    """The XML of a part is damaged, or cannot be what a spreadsheet program wrote."""


class OddlyWrittenError(ValueError):
    """Values of a sheet are written so that a reader of values takes them for others: in character data, in codes, around a comment."""


@dataclass(slots=True)
class SheetScan:
    """What was seen of one sheet; addresses as Excel writes them, rows and columns from 1.

    `shown` are the number formats that say more than their number, by cell; `struck_rows` those whose filled cells are all struck through,
    `partly_struck` cells of whose text a part is, or is raised.
    `last_row` and `last_column` are those of filled cells, `rightmost` is a cell of that column. `zero_formulas` are those whose saved value is
    0; `has_results` tells that some formula has another one.
    """

    error_cells: set[str] = field(default_factory=set)
    uncached_cells: set[str] = field(default_factory=set)
    zero_formulas: set[str] = field(default_factory=set)
    has_results: bool = False
    shown: dict[str, NumberFormat] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    struck_rows: set[int] = field(default_factory=set)
    partly_struck: dict[str, PartlyStruck] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    rightmost: str = ""


def scan_sheet(
    xml: bytes,
    styles: Mapping[int, NumberFormat] = _NO_STYLES,
    shared_texts: int | None = None,
    struck: frozenset[int] = frozenset(),
    odd_texts: Mapping[int, PartlyStruck] = _NO_TEXTS,
) -> SheetScan:
    """Return what the XML of a worksheet tells.

    Parameters
    ----------
    styles
        What `read_styles` gives.
    shared_texts
        How many shared texts the workbook has (``None``: not known, not checked).
    struck
        What `read_struck_styles` gives.
    odd_texts
        What `find_odd_texts` gives.

    Raises
    ------
    DamagedSheetError
        When the XML is not well-formed, or has cells or rows twice, out of order or without a place on a sheet.
    OddlyWrittenError
        When values must be written plainly first.
    """
    if b"&#" in xml and _NUMBER_IN_CODES.search(xml):
        raise OddlyWrittenError("a value in codes of characters")
    scanner = _Scanner(styles, shared_texts, struck, odd_texts, RunReader() if may_have_odd_runs(xml) else None)
    parser = _new_parser()
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.StartCdataSectionHandler = parser.CommentHandler = parser.ProcessingInstructionHandler = scanner.interrupt
    _parse(xml, parser)
    scanner.scan.struck_rows -= scanner.plain_rows
    return scanner.scan


def read_struck_styles(styles_xml: bytes) -> frozenset[int]:
    """Return the cell styles (their places in ``cellXfs``) whose font is struck through."""
    fonts: list[bool] = []
    styles: list[int] = []
    inside = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind in ("fonts", "cellXfs"):
            inside[0] = kind
        elif kind == "font" and inside[0] == "fonts":
            fonts.append(False)
        elif kind == "strike" and inside[0] == "fonts" and fonts:
            fonts[-1] = attributes.get("val", "1") not in ("0", "false")
        elif kind == "xf" and inside[0] == "cellXfs":
            styles.append(_whole(attributes.get("fontId", "0")))

    def end(name: str) -> None:
        if name.rpartition(":")[2] in ("fonts", "cellXfs"):
            inside[0] = ""

    parser = _new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    _parse(styles_xml, parser)
    return frozenset(i for i, font in enumerate(styles) if font < len(fonts) and fonts[font])


def read_styles(styles_xml: bytes) -> dict[int, NumberFormat]:
    """Return the number formats that say more than their number, by the cell styles (their places in ``cellXfs``) that have them."""
    formats = dict.fromkeys(PERCENT_FORMATS, "0%")
    styles: list[int] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "numFmt" and "numFmtId" in attributes:
            formats[_whole(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif kind == "cellXfs":
            inside[0] = True
        elif kind == "xf" and inside[0]:
            styles.append(_whole(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            inside[0] = False

    parser = _new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    _parse(styles_xml, parser)
    read = {i: read_format(formats[number]) for i, number in enumerate(styles) if number in formats}
    return {i: shown for i, shown in read.items() if shown.says_something}


def count_shared_texts(xml: bytes) -> int:
    """Return how many texts the part of shared texts holds."""
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += name.rpartition(":")[2] == "si"

    parser = _new_parser()
    parser.StartElementHandler = start
    _parse(xml, parser)
    return count


def find_odd_texts(xml: bytes) -> dict[int, PartlyStruck]:
    """Return the shared texts of which a part is struck through or raised, by their places."""
    if not may_have_odd_runs(xml):
        return {}
    try:
        return read_odd_texts(xml, _new_parser())
    except (expat.ExpatError, LookupError) as error:
        raise DamagedSheetError(str(error)) from error


def _new_parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*arguments: object) -> None:
        raise DamagedSheetError("a declaration of entities")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _parse(xml: bytes, parser: Any) -> None:
    try:
        for start in range(0, len(xml), _CHUNK):
            parser.Parse(xml[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:  # an encoding that nobody knows is looked up, and not found
        raise DamagedSheetError(str(error)) from error


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise DamagedSheetError(f"'{text[:20]}' where a whole number stands")
    return int(text)


def _place(address: str) -> tuple[int, int]:
    """Return row and column, both from 1."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise DamagedSheetError(f"the address '{address[:20]}'")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if row > MOST_ROWS or column > _MOST_COLUMNS:
        raise DamagedSheetError(f"the address '{address[:20]}'")
    return row, column


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_LETTERS = tuple(_letters(column) for column in range(100))
"""Letters of the first columns, from 1; none has an empty text."""


class _Scanner:
    """Handlers of one pass over a sheet's XML; knows the cell that is open."""

    def __init__(
        self,
        styles: Mapping[int, NumberFormat],
        shared_texts: int | None,
        struck: frozenset[int],
        odd_texts: Mapping[int, PartlyStruck],
        runs: RunReader | None,
    ) -> None:
        self._odd_texts, self._runs = odd_texts, runs
        self.scan = SheetScan()
        self.plain_rows: set[int] = set()
        self._struck = frozenset(map(str, struck))
        self._shown = {str(style): shown for style, shown in styles.items()}
        self._shared = shared_texts
        self._row = self._column = 0
        self._row_name = ""
        self._cell: dict[str, str] | None = None
        self._has_formula = self._in_value = False
        self._value = ""
        self._texts_seen = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "c":
            self._open_cell(attributes)
        elif kind == "v" or kind == "is":
            if self._cell is not None:
                if self._value:
                    raise DamagedSheetError(f"a cell with two values in row {self._row}")
                self._texts_seen = True
                self._in_value = kind == "v"
                if self._runs is not None:
                    self._runs.open()
        elif kind == "f":
            if self._texts_seen and self._cell is not None:
                raise DamagedSheetError(f"a formula behind its value in row {self._row}")
            self._has_formula = self._cell is not None
        elif kind == "row":
            row = _whole(attributes["r"]) if "r" in attributes else self._row + 1
            if not self._row < row <= MOST_ROWS:
                raise DamagedSheetError(f"row {row} after row {self._row}")
            self._row, self._row_name, self._column = row, str(row), 0
            if attributes.get("hidden") in ("1", "true"):
                self.scan.hidden_rows.add(row)
        elif kind == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first), _place(last or first)
            self.scan.merged.append((top - 1, left - 1, bottom - 1, right - 1))
        elif kind == "col" and attributes.get("hidden") in ("1", "true"):
            low, high = _whole(attributes.get("min", "1")), _whole(attributes.get("max", "1"))
            self.scan.hidden_columns.update(range(low, min(high, low + 500) + 1))
        elif self._runs is not None and self._texts_seen:
            self._runs.start(kind, attributes)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        row, column = self._row, self._column + 1
        # Nearly every cell is the next of its row.
        if address is not None and (column >= len(_LETTERS) or address != _LETTERS[column] + self._row_name):
            row, column = _place(address)
        if row != self._row or column <= self._column:
            raise DamagedSheetError(f"cell {address} in row {self._row}")
        self._column = column
        self._cell, self._has_formula, self._value, self._texts_seen = attributes, False, "", False

    def text(self, content: str) -> None:
        if self._in_value:
            self._value += content
        elif self._runs is not None:
            self._runs.text(content)

    def interrupt(self, *_: object) -> None:
        """A value is interrupted by a section of character data, a comment or an instruction."""
        if self._in_value:
            raise OddlyWrittenError("a value that is not written in one piece")

    def end(self, name: str) -> None:
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "v":
            self._in_value = False
        elif kind == "is" and self._runs is not None and self._cell is not None:
            odd = self._runs.close()
            if odd is not None:
                self.scan.partly_struck[self._address()] = odd
        elif kind == "t" and self._runs is not None:
            self._runs.end(kind)
        elif kind == "c" and self._cell is not None:
            self._close_cell(self._cell)
            self._cell = None

    def _close_cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("t", "n")
        if self._texts_seen and (self._value or kind != "n"):
            scan = self.scan
            scan.last_row = self._row
            if self._column > scan.last_column:
                scan.last_column, scan.rightmost = self._column, self._address()
        if self._struck and self._texts_seen:
            is_struck = attributes.get("s") in self._struck
            (self.scan.struck_rows if is_struck else self.plain_rows).add(self._row)
        if kind == "s" and self._texts_seen:
            text = self._value.strip()
            number = _whole(text or "-")
            if len(text) < len(self._value):
                raise OddlyWrittenError("blanks around a value")
            if self._shared is not None and number >= self._shared:
                raise DamagedSheetError(f"shared text {number} of {self._shared}")
            if self._odd_texts and number in self._odd_texts:
                self.scan.partly_struck[self._address()] = self._odd_texts[number]
        if kind == "e" or (
            kind == "n" and "n" in self._value.casefold()
        ):  # NaN and INF are no numbers of a spreadsheet
            self.scan.error_cells.add(self._address())
            return
        if self._has_formula:
            if not (self._texts_seen if kind in ("str", "inlineStr") else self._value.strip()):
                self.scan.uncached_cells.add(self._address())
                return
            if kind == "n" and self._value == "0":
                self.scan.zero_formulas.add(self._address())
            else:
                self.scan.has_results = True
        if kind == "n" and self._value and attributes.get("s") in self._shown:
            self.scan.shown[self._address()] = self._shown[attributes["s"]]

    def _address(self) -> str:
        return f"{_letters(self._column)}{self._row}"
