"""The grammar of a plan workbook's formulas: the shape of a formula becomes what works it out from the values that it refers to."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from typing import Any

from planner.results.written.formulas.formula_functions import (
    COMPARE,
    FUNCTIONS,
    Cells,
    FormulaError,
    as_number,
    as_plain,
)

Work = Callable[[list[Cells]], Any]
"""What a formula, or a part of one, gives from the cells of its references in order."""

PLACE = "\x00"
"""Stands in a shape for a reference; no workbook can hold it."""
TEXT = r"\"(?:[^\"]|\"\")*\""
NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
# What `++` and `*+` took stays taken, and nothing begins within a word: else every function's name would be tried letter by letter.
REFERENCE = r"(?<![\w.])(?:(?:'(?:[^']|'')++'|[^\W\d][\w.\-]*+)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(])"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>{NUMBER})|(?P<text>{TEXT})|(?P<place>{PLACE})"
    r"|(?P<name>[A-Z][A-Z.]*)(?=\()|(?P<sign><>|<=|>=|[-+*/(),=<>]))",
)
_END = ("end", "")


@lru_cache(maxsize=2_000)
def read_shape(shape: str) -> Work:
    """Return what works out formulas of this shape.

    Raises
    ------
    FormulaError
        When it is none of a plan workbook's.
    """
    return _Reader(shape).read()


class _Reader:
    """Reads one shape from left to right."""

    def __init__(self, shape: str) -> None:
        self._shape, self._tokens, self._at, self._places = shape, _list_tokens(shape), 0, 0

    def read(self) -> Work:
        """Return what works out the whole shape."""
        work = self._comparison()
        if self._next() != _END:
            raise FormulaError(self._shape)
        return work

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at]

    def _take(self, signs: str) -> str:
        """Return the next token where it is one of the one-character `signs`, and pass on; else nothing."""
        kind, sign = self._next()
        if kind != "sign" or sign not in tuple(signs):
            return ""
        self._at += 1
        return sign

    def _comparison(self) -> Work:
        left = self._sum()
        kind, sign = self._next()
        if kind != "sign" or sign not in COMPARE:
            return left
        self._at += 1
        compare, right = COMPARE[sign], self._sum()
        return lambda cells: compare(as_plain(left(cells)), as_plain(right(cells)))

    def _sum(self) -> Work:
        work = self._product()
        while sign := self._take("+-"):
            work = (_add if sign == "+" else _subtract)(work, self._product())
        return work

    def _product(self) -> Work:
        work = self._factor()
        while sign := self._take("*/"):
            work = (_multiply if sign == "*" else _divide)(work, self._factor())
        return work

    def _factor(self) -> Work:
        kind, text = self._next()
        self._at += 1
        if kind == "place":
            self._places += 1
            return itemgetter(self._places - 1)
        if kind == "name":
            return self._call(text)
        if kind in ("number", "text"):
            value = float(text) if kind == "number" else text[1:-1].replace('""', '"')
            return lambda cells: value
        if (kind, text) == ("sign", "-"):
            inner = self._factor()
            return lambda cells: -as_number(inner(cells))
        if (kind, text) == ("sign", "("):
            inner = self._comparison()
            if self._take(")"):
                return inner
        raise FormulaError(self._shape)

    def _call(self, name: str) -> Work:
        if not self._take("("):
            raise FormulaError(self._shape)
        arguments = [self._comparison()]
        while self._take(","):
            arguments.append(self._comparison())
        if not self._take(")"):
            raise FormulaError(self._shape)
        if name == "IF" and len(arguments) == 3:
            return _choose(*arguments)
        if name not in FUNCTIONS:
            raise FormulaError(self._shape)
        function = FUNCTIONS[name]
        if len(arguments) == 1:
            (only,) = arguments
            return lambda cells: function(only(cells))
        return lambda cells: function(*[argument(cells) for argument in arguments])


def _add(left: Work, right: Work) -> Work:
    return lambda cells: as_number(left(cells)) + as_number(right(cells))


def _subtract(left: Work, right: Work) -> Work:
    return lambda cells: as_number(left(cells)) - as_number(right(cells))


def _multiply(left: Work, right: Work) -> Work:
    return lambda cells: as_number(left(cells)) * as_number(right(cells))


def _divide(left: Work, right: Work) -> Work:
    return lambda cells: as_number(left(cells)) / as_number(right(cells))


def _choose(condition: Work, yes: Work, no: Work) -> Work:
    def work(cells: list[Cells]) -> Any:
        held, other = (yes, no) if as_plain(condition(cells)) else (no, yes)
        with suppress(ZeroDivisionError):  # nothing else may be wrong with the branch that does not hold
            other(cells)
        return held(cells)

    return work


def _list_tokens(shape: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at, end = 0, len(shape.rstrip())
    while at < end:
        match = _TOKEN.match(shape, at)
        if match is None or match.lastgroup is None:
            raise FormulaError(shape)
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return [*tokens, _END]
