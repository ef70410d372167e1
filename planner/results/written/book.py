"""The cells of a workbook, each with its saved value and its formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.errors import FileAccessError
from planner.findings import Place
from planner.language import NO_TEXT, Text
from planner.results.written.plain_xml import iterate_elements

_ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!")

_MOST_LETTERS = 3
"""Letters of the last columns' names."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its saved value (``None`` when blank) and its formula with the leading ``=``, or ``None``."""

    value: Any = None
    formula: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether the saved value is an Excel error."""
        return isinstance(self.value, str) and self.value.strip().upper() in _ERRORS

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the cell."""
        return self.formula is None and (self.value is None or self.value == "")


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells by row; rows and columns count from 0."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; blank beyond the used range."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return BLANK

    def place(self, row: int, column: int, header: Text = NO_TEXT) -> Place:
        """Return where a cell is, as Excel shows it."""
        return Place(self.name, row + 1, column_letter(column), header)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook, in order."""

    sheets: tuple[Sheet, ...]

    def find(self, name: Text) -> Sheet | None:
        """Return the sheet of that name in either language, or ``None``."""
        return next((s for s in self.sheets if s.name in (name.en, name.zh)), None)


def read_book(content: bytes, name: str) -> Book:
    """Return every cell of the workbook in `content`, with saved values and formulas.

    Raises
    ------
    FileAccessError
        When it cannot be read as a workbook.
    """
    from openpyxl.styles.stylesheet import apply_stylesheet

    with _opened(content, name) as reader:
        reader.shared_strings = _shared_texts(reader)
        apply_stylesheet(reader.archive, reader.wb)
        return Book(tuple(Sheet(title, _rows(reader, part)) for title, part in _parts_of_sheets(reader)))


def read_sheet_names(content: bytes, name: str) -> tuple[str, ...]:
    """Return the names of the sheets, in order, without reading their cells.

    Raises
    ------
    FileAccessError
        When `content` cannot be read as a workbook.
    """
    with _opened(content, name) as reader:
        return tuple(title for title, _ in _parts_of_sheets(reader))


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[Any]:
    """Give openpyxl's reader of the workbook, which knows its parts; what is read of a part is read inside."""
    from openpyxl.reader.excel import ExcelReader

    try:
        reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        yield reader
    except (
        zipfile.BadZipFile,
        LookupError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        SyntaxError,
        AttributeError,
    ) as error:
        text = Text("{n}: the workbook is damaged and cannot be read.", "{n}：工作簿已损坏，无法读取。")
        raise FileAccessError(text.format(n=name)) from error


def column_letter(column: int) -> str:
    """Return the letters of a column that counts from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _parts_of_sheets(reader: Any) -> list[tuple[str, str]]:
    """Return the worksheets' names and parts, in order."""
    return [
        (sheet.name, link.target)
        for sheet, link in reader.parser.find_sheets()
        if link.target in reader.valid_files and "chartsheet" not in link.Type
    ]


def _shared_texts(reader: Any) -> list[str]:
    """Return the texts that cells refer to by number."""
    from openpyxl.cell.text import Text as CellText
    from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

    part = reader.package.find(SHARED_STRINGS)
    texts: list[str] = []
    if part is None:
        return texts
    item, plain = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"
    with reader.archive.open(part.PartName[1:]) as source:
        for element in iterate_elements(source, item):
            is_plain = len(element) == 1 and element[0].tag == plain
            text = element[0].text or "" if is_plain else CellText.from_tree(element).content
            texts.append(text.replace("x005F_", ""))  # as openpyxl has it
            element.clear()
    return texts


def _rows(reader: Any, part: str) -> tuple[tuple[Cell, ...], ...]:
    """Return a sheet's cells; the sheet's own statement of its size is not believed."""
    rows: list[tuple[Cell, ...]] = []
    book = reader.wb
    with reader.archive.open(part) as source:
        parser = _both_parser()(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, found in parser.parse():
            if number > len(rows):  # a row that comes once more, or too late, is not read; as openpyxl has it
                rows += [()] * (number - 1 - len(rows))
                rows.append(_cells(found))
    return tuple(rows)


def _cells(found: list[tuple[int, Cell]]) -> tuple[Cell, ...]:
    if [column for column, _ in found] == list(range(1, len(found) + 1)):
        return tuple(cell for _, cell in found)
    cells = [BLANK] * (found[-1][0] if found else 0)
    for column, cell in found:
        if 0 < column <= len(cells):
            cells[column - 1] = cell
    return tuple(cells)


@cache
def _both_parser() -> type[Any]:
    """Return openpyxl's parser of sheets, made to give value and formula of a cell at once: opened normally, a workbook shows one of the two."""
    from openpyxl.utils.cell import column_index_from_string
    from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser, _cast_number

    columns: dict[str, int] = {}

    def column_of(address: str, row: str) -> int:
        """Return the column of a cell of that row; 0 where the address is not written plainly."""
        letters = address.removesuffix(row)
        if letters not in columns:
            if not (len(letters) <= _MOST_LETTERS and letters.isascii() and letters.isalpha() and letters.isupper()):
                return 0
            columns[letters] = column_index_from_string(letters)
        return columns[letters]

    class BothParser(WorkSheetParser):  # type: ignore[misc]
        def parse(self) -> Iterator[tuple[int, list[tuple[int, Cell]]]]:
            for element in iterate_elements(self.source, ROW_TAG):  # the rest of a sheet holds no cells
                yield self.parse_row(element)
                element.clear()

        def parse_cell(self, element: Any) -> tuple[int, Cell]:
            """Return column (from 1) and cell; numbers, shared texts and formulas as nearly every cell has them need nothing of openpyxl."""
            address, kind, children = element.get("r", ""), element.get("t"), len(element)
            column = column_of(address, str(self.row_counter)) if children else 0
            style = element.get("s")
            if column and not (style and int(style) in self.date_formats):
                value, formula = element[children - 1], element[0] if children == 2 else None
                text = value.text if value.tag == VALUE_TAG else None
                is_plain = formula is None or (formula.tag == FORMULA_TAG and not formula.attrib and kind is None)
                if text and is_plain and children <= 2 and kind in (None, "n", "s"):
                    self.col_counter = column
                    number = self.shared_strings[int(text)] if kind == "s" else _cast_number(text)
                    return column, Cell(number, None if formula is None else f"={formula.text or ''}")
            return self._parse_any(element)

        def _parse_any(self, element: Any) -> tuple[int, Cell]:
            cell: dict[str, Any] = super().parse_cell(element)
            formula = self.parse_formula(element) if element.find(FORMULA_TAG) is not None else None
            is_blank = cell["value"] is None and formula is None
            return cell["column"], BLANK if is_blank else Cell(cell["value"], formula and _formula_text(formula))

    return BothParser


def _formula_text(text: Any) -> str:
    """Return a formula as text; array formulas carry theirs in an attribute."""
    return str(getattr(text, "text", text))
