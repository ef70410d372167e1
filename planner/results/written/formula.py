"""Works out the few kinds of formula that a plan workbook holds, so that a changed formula is found even when its saved value is right."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from planner.results.written.book import Book, Sheet

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<ref>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.\-]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(])"
    r"|(?P<name>[A-Z][A-Z.]*)(?=\()|(?P<sign><>|<=|>=|[-+*/(),=<>]))",
)
_REF = re.compile(r"^(?:(?P<sheet>.+)!)?\$?(?P<c1>[A-Z]+)\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]+)\$?(?P<r2>\d+))?$")


_END = ("end", "")
_TERMS, _FACTORS = (("sign", "+"), ("sign", "-")), (("sign", "*"), ("sign", "/"))


class FormulaError(Exception):
    """A formula that is none of those a plan workbook holds."""


@dataclass(slots=True)
class Evaluator:
    """Works out formulas of `book`, taking other cells' values as they were saved."""

    book: Book
    _sheet: Sheet | None = None
    _tokens: tuple[tuple[str, str], ...] = (_END,)
    _at: int = 0
    _ranges: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def evaluate(self, sheet: Sheet, formula: str) -> Any:
        """Return what `formula` of `sheet` gives.

        Raises
        ------
        FormulaError
            When it holds anything but sums, roundings, conditions and arithmetic on cells.
        """
        self._sheet, self._tokens, self._at = sheet, _split(formula.removeprefix("=")), 0
        try:
            value = self._comparison()
        except (ZeroDivisionError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as error:
            raise FormulaError(formula) from error
        if self._next() != _END:
            raise FormulaError(formula)
        return _single(value)

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at]

    def _take(self, sign: str) -> bool:
        if self._next() == ("sign", sign):
            self._at += 1
            return True
        return False

    def _comparison(self) -> Any:
        left = self._sum()
        kind, sign = self._next()
        if kind == "sign" and sign in _COMPARE:
            self._at += 1
            return _COMPARE[sign](_plain(left), _plain(self._sum()))
        return left

    def _sum(self) -> Any:
        left = self._product()
        while (token := self._next()) in _TERMS:
            plus = token[1] == "+"
            self._at += 1
            right = _number(self._product())
            left = _number(left) + right if plus else _number(left) - right
        return left

    def _product(self) -> Any:
        left = self._factor()
        while (token := self._next()) in _FACTORS:
            times = token[1] == "*"
            self._at += 1
            right = _number(self._factor())
            left = _number(left) * right if times else _number(left) / right
        return left

    def _factor(self) -> Any:
        kind, text = self._next()
        self._at += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "ref":
            return self._cells(text)
        if kind == "name":
            return self._call(text)
        if (kind, text) == ("sign", "-"):
            return -_number(self._factor())
        if (kind, text) == ("sign", "("):
            value = self._comparison()
            if self._take(")"):
                return value
        raise FormulaError(text)

    def _call(self, name: str) -> Any:
        if name not in _FUNCTIONS or not self._take("("):
            raise FormulaError(name)
        if name == "IF":
            return self._if()
        arguments = [self._comparison()]
        while self._take(","):
            arguments.append(self._comparison())
        if not self._take(")"):
            raise FormulaError(name)
        return _FUNCTIONS[name](*arguments)

    def _if(self) -> Any:
        """Return the branch that holds; the other may divide by zero."""
        condition, results = _plain(self._comparison()), []
        while self._take(","):
            begin = self._at
            try:
                results.append(self._comparison())
            except ZeroDivisionError:
                self._at = self._skip(begin)
                results.append(None)
        if not self._take(")") or len(results) != 2:
            raise FormulaError("IF")
        return results[0] if condition else results[1]

    def _skip(self, at: int) -> int:
        depth = 0
        while at < len(self._tokens):
            sign = self._tokens[at][1] if self._tokens[at][0] == "sign" else ""
            if depth == 0 and sign in (",", ")"):
                break
            depth += (sign == "(") - (sign == ")")
            at += 1
        return at

    def _cells(self, text: str) -> list[Any]:
        """Return the values of a reference; those of a range, which many formulas sum, are picked once."""
        if self._sheet is None:
            raise FormulaError(text)
        name, top, left, bottom, right = _area(text)
        sheet = self._sheet if name is None else self._find(name)
        if sheet is None or bottom - top > 200_000:
            raise FormulaError(text)
        if top == bottom and left == right:
            return [sheet.cell(top, left).value]
        values = self._ranges.get((sheet.name, text))
        if values is None:
            values = [sheet.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)]
            self._ranges[sheet.name, text] = values
        return values

    def _find(self, name: str) -> Sheet | None:
        return next((s for s in self.book.sheets if s.name == name), None)


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


@lru_cache(maxsize=50_000)
def _split(text: str) -> tuple[tuple[str, str], ...]:
    tokens: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise FormulaError(text)
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return (*tokens, _END)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _plain(value: Any) -> Any:
    value = value[0] if isinstance(value, list) and len(value) == 1 else value
    return 0.0 if value is None else value


def _single(value: Any) -> Any:
    if isinstance(value, list) and len(value) != 1:
        raise FormulaError("more than one cell")
    return _plain(value)


def _number(value: Any) -> float:
    value = _plain(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormulaError(str(value))
    return float(value)


def _numbers(values: Any) -> list[float]:
    cells = values if isinstance(values, list) else [values]
    return [float(v) for v in cells if isinstance(v, int | float) and not isinstance(v, bool)]


def _round(value: Any, digits: Any) -> float:
    scale = 10.0 ** int(_number(digits))
    number = _number(value)
    size = abs(number) * scale
    whole = math.floor(size)
    # A spreadsheet looks at 15 digits: what falls short of a half by the noise of binary fractions is a half. The noise is never a quarter.
    is_half = size - whole + min(1e-6 + size * 4e-15, 0.25) >= 0.5
    return math.copysign(whole + is_half, number) / scale


def _sum_where(sums: Any, *conditions: Any) -> float:
    if len(conditions) % 2 or not isinstance(sums, list):
        raise FormulaError("SUMIFS")
    keep = [True] * len(sums)
    for cells, criterion in zip(conditions[::2], conditions[1::2], strict=True):
        if not isinstance(cells, list) or len(cells) != len(sums):
            raise FormulaError("SUMIFS")
        meets = _matcher(criterion)
        keep = [k and meets(cell) for k, cell in zip(keep, cells, strict=True)]
    return math.fsum(_numbers([v for v, k in zip(sums, keep, strict=True) if k]))


def _matcher(criterion: Any) -> Callable[[Any], bool]:
    """Return whether a cell meets `criterion`, as SUMIFS has it."""
    wanted = _plain(criterion)
    if wanted == "=":
        return lambda value: value is None or value == ""
    if isinstance(wanted, str) and wanted.startswith("<>"):
        equals = _matcher(float(wanted[2:]))
        return lambda value: not equals(value)
    if isinstance(wanted, str):
        folded = wanted.casefold()
        return lambda value: isinstance(value, str) and value.casefold() == folded
    number = float(wanted)
    return lambda value: value is not None and not isinstance(value, str) and float(value) == number


def _subtotal(kind: Any, values: Any) -> float:
    if _number(kind) != 9:
        raise FormulaError("SUBTOTAL")
    return math.fsum(_numbers(values))


def _sum_all(*values: Any) -> float:
    return math.fsum(n for v in values for n in _numbers(v))


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": _sum_all,
    "ROUND": _round,
    "SUMIFS": _sum_where,
    "SUBTOTAL": _subtotal,
    "COUNTIF": lambda cells, criterion: float(sum(map(_matcher(criterion), cells))),
    "ABS": lambda value: abs(_number(value)),
    "MAX": lambda *values: max(n for v in values for n in _numbers(_plain(v))),
    "MIN": lambda *values: min(n for v in values for n in _numbers(_plain(v))),
    "ISNUMBER": lambda value: bool(_numbers(value)),
    "IF": lambda *_: None,
}
