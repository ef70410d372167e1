"""Works out the few kinds of formula that a plan workbook holds, so that a changed formula is found even when its saved value is right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from planner.results.written.formulas.formula_functions import Cells, FormulaError, as_one
from planner.results.written.formulas.formula_grammar import NUMBER, PLACE, REFERENCE, TEXT, read_shape
from planner.results.written.sheets.book import Book, Sheet

__all__ = ["Evaluator", "FormulaError"]

_PIECE = re.compile(f"({TEXT}|{REFERENCE}|{NUMBER})")
_REF = re.compile(r"^(?:(?P<sheet>.+)!)?\$?(?P<c1>[A-Z]+)\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]+)\$?(?P<r2>\d+))?$")
_FAULTS = (ZeroDivisionError, TypeError, ValueError, IndexError, OverflowError, RecursionError)


@dataclass(slots=True)
class Evaluator:
    """Works out formulas of `book`, taking other cells' values as they were saved."""

    book: Book
    _sheets: dict[str, Sheet] = field(init=False)
    _ranges: dict[tuple[str, str], Cells] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sheets = {sheet.name: sheet for sheet in reversed(self.book.sheets)}

    def evaluate(self, sheet: Sheet, formula: str) -> Any:
        """Return what `formula` of `sheet` gives.

        Raises
        ------
        FormulaError
            When it holds anything but sums, roundings, conditions and arithmetic on cells.
        """
        shape, references = _split(formula.removeprefix("="))
        try:
            return as_one(read_shape(shape)([self._cells(sheet, text) for text in references]))
        except _FAULTS as error:
            raise FormulaError(formula) from error

    def _cells(self, sheet: Sheet, text: str) -> Cells:
        """Return the values of a reference; those of a range, which many formulas sum, are picked once."""
        name, top, left, bottom, right = _area(text)
        named = sheet if name is None else self._sheets.get(name)
        if named is None or bottom - top > 200_000:
            raise FormulaError(text)
        if top == bottom and left == right:
            return Cells((named.cell(top, left).value,))
        values = self._ranges.get((named.name, text))
        if values is None:
            values = Cells(named.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1))
            self._ranges[named.name, text] = values
        return values


def _split(formula: str) -> tuple[str, list[str]]:
    """Return the shape of a formula, `PLACE` for each reference, and its references: thousands of formulas differ in these alone."""
    if PLACE in formula:
        raise FormulaError(formula)
    pieces = _PIECE.split(formula)
    references: list[str] = []
    for k in range(1, len(pieces), 2):
        piece = pieces[k]
        if piece[0] != '"' and not piece[0].isdigit():
            references.append(piece)
            pieces[k] = PLACE
    return "".join(pieces), references


@lru_cache(maxsize=50_000)
def _area(text: str) -> tuple[str | None, int, int, int, int]:
    """Return the sheet that a reference names, if any, and its first row, first column, last row, last column, from 0."""
    match = _REF.match(text)
    if match is None:
        raise FormulaError(text)
    name = match["sheet"]
    if name and name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    left, top = _column(match["c1"]), int(match["r1"]) - 1
    return name, top, left, int(match["r2"] or match["r1"]) - 1, _column(match["c2"] or match["c1"])


@lru_cache(maxsize=1_000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
