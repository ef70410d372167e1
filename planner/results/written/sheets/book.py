"""The cells of a workbook, each with its saved value and its formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.findings import Place
from planner.language import NO_TEXT, Text
from planner.tables.columns.column import Table

MOST_ROWS = 1_048_576
"""Rows that a sheet may have."""
_ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its saved value (``None`` when blank) and its formula with the leading ``=``, or ``None``."""

    value: Any = None
    formula: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether the saved value is an Excel error."""
        return isinstance(self.value, str) and "#" in self.value and self.value.strip().upper() in _ERRORS

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

    def find_input(self, table: Table) -> Sheet | None:
        """Return the input sheet of `table`, also by a name that older plan workbooks have; ``None`` when there is none."""
        older = (s for s in self.sheets if s.name in table.sheet_synonyms)
        return self.find(table.sheet) or next(older, None)


def column_letter(column: int) -> str:
    """Return the letters of a column that counts from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
