"""Which mark stands before decimals in the numbers of a text file: a point, or the comma of much of Europe and Latin America."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

_BELOW_A_THOUSAND = 1_000
_POINT = re.compile(
    r"-?(?:(?:0|\d{4,})\.\d{3}|\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,})"
)
"""Numbers whose point cannot be one between thousands, or whose commas cannot stand before decimals."""
_COMMA = re.compile(
    r"-?(?:(?:0|\d{4,}),\d{3}|\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:[.'’\u00a0\u202f ]\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,})"
)
"""The same with the marks exchanged."""
_AROUND = re.compile(r"^[^\d-]{0,4}|[^\d]{0,4}$")
"""A currency before or behind."""
_THREE_BEHIND = re.compile(r"-?\d{1,3}([.,])\d{3}")
_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.'’\u00a0\u202f ]\d{3})+|\d+)(?:,(\d+))?(?![\d.,])")
_GROUP_MARKS = re.compile("[.'’\u00a0\u202f ]")


class DecimalMark(Enum):
    """The mark before decimals that the numbers of a file show."""

    POINT = auto()
    COMMA = auto()


def find_decimal_mark(columns: Iterable[tuple[Iterable[str], float | None]]) -> DecimalMark | None:
    """Return the mark that some number of a file proves and none speaks against, or ``None``: 12.345 and 12,345 alone prove nothing.

    Parameters
    ----------
    columns
        The texts of each column of numbers and the largest number that it may hold. Where that is below a thousand (degrees), the mark before
        three digits stands before decimals.

    Examples
    --------
    >>> find_decimal_mark([(["12.345", "7,5"], None)]).name, find_decimal_mark([(["52,818"], 90)]).name
    ('COMMA', 'COMMA')
    >>> find_decimal_mark([(["12.345", "1,200"], None)]), find_decimal_mark([(["7.5", "7,5"], None)])
    (None, None)
    """
    shown: set[DecimalMark] = set()
    for texts, largest in columns:
        is_small = largest is not None and largest < _BELOW_A_THOUSAND
        for cell in texts:
            text = _AROUND.sub("", cell)
            three = _THREE_BEHIND.fullmatch(text) if is_small else None
            if _COMMA.fullmatch(text) or (three and three[1] == ","):
                shown.add(DecimalMark.COMMA)
            elif _POINT.fullmatch(text) or three:
                shown.add(DecimalMark.POINT)
    return shown.pop() if len(shown) == 1 else None


def turn_decimal_comma(text: str) -> str:
    """Return `text` with each number that has a decimal comma, or points between thousands, as it is written with a decimal point.

    Examples
    --------
    >>> turn_decimal_comma("1.234,56 EUR"), turn_decimal_comma("12.345"), turn_decimal_comma("-0,5"), turn_decimal_comma("1.2.3")
    ('1234.56 EUR', '12345', '-0.5', '1.2.3')
    """

    def turn(number: re.Match[str]) -> str:
        whole = _GROUP_MARKS.sub("", number[1])
        return f"{whole}.{number[2]}" if number[2] else whole

    return _NUMBER.sub(turn, text)
