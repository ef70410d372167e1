"""The cells of a workbook, each with its saved value and its formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from planner.errors import FileAccessError
from planner.findings import Place
from planner.language import NO_TEXT, Text

_ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!")


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
    views = []
    for data_only in (True, False):
        with _opened(content, name, data_only) as book:
            views.append({sheet.title: _rows(sheet) for sheet in book.worksheets})
    values, formulas = views
    return Book(tuple(Sheet(title, _pair(values[title], formulas[title])) for title in values))


def read_sheet_names(content: bytes, name: str) -> tuple[str, ...]:
    """Return the names of the sheets, in order, without reading their cells.

    Raises
    ------
    FileAccessError
        When `content` cannot be read as a workbook.
    """
    with _opened(content, name, data_only=True) as book:
        return tuple(sheet.title for sheet in book.worksheets)


@contextmanager
def _opened(content: bytes, name: str, data_only: bool) -> Iterator[Any]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, read_only=True)
        yield book
        book.close()
    except (
        zipfile.BadZipFile,
        KeyError,
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


def _rows(sheet: Any) -> list[list[tuple[Any, bool]]]:
    """Return the sheet's cells as (value, whether it is a formula); the sheet's own statement of its size is not believed."""
    sheet.reset_dimensions()
    return [[(cell.value, cell.data_type == "f") for cell in row] for row in sheet.iter_rows()]


def _pair(values: list[list[tuple[Any, bool]]], formulas: list[list[tuple[Any, bool]]]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for i, row in enumerate(formulas):
        saved = values[i] if i < len(values) else []
        cells: list[Cell] = []
        for j, (text, is_formula) in enumerate(row):
            value = saved[j][0] if j < len(saved) else None
            if is_formula:
                cells.append(Cell(value, _formula_text(text)))
            elif text is None:
                cells.append(BLANK)
            else:
                cells.append(Cell(value))
        rows.append(tuple(cells))
    return tuple(rows)


def _formula_text(text: Any) -> str:
    """Return a formula as text; array formulas carry theirs in an attribute."""
    return str(getattr(text, "text", text))
