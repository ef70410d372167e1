"""What the functions of a plan workbook's formulas give, as a spreadsheet has it."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

_FIGURES = (int, float)


class FormulaError(Exception):
    """A formula that is none of those a plan workbook holds."""


class Cells(list[Any]):
    """The values of a reference; of a range that many formulas search, the places of its texts are found once."""

    __slots__ = ("_places",)

    def places_of(self, text: str) -> list[int]:
        """Return where `text`, folded, stands, in any case."""
        try:
            return self._places.get(text, [])
        except AttributeError:
            self._places: dict[str, list[int]] = {}
        for place, value in enumerate(self):
            if isinstance(value, str):
                self._places.setdefault(value.casefold(), []).append(place)
        return self._places.get(text, [])


def as_plain(value: Any) -> Any:
    """Return the value of a single cell, a blank one's as 0; a range, or what is no cell, as it is."""
    if type(value) is Cells and len(value) == 1:
        value = value[0]
    return 0.0 if value is None else value


def as_one(value: Any) -> Any:
    """Return the one value that a cell shows.

    Raises
    ------
    FormulaError
        When they are several.
    """
    if type(value) is Cells and len(value) != 1:
        raise FormulaError("more than one cell")
    return as_plain(value)


def as_number(value: Any) -> float:
    """Return the number in a cell, 0 in a blank one.

    Raises
    ------
    FormulaError
        When it is none.
    """
    value = as_plain(value)
    if type(value) is float:
        return value
    if isinstance(value, bool) or not isinstance(value, _FIGURES):
        raise FormulaError(str(value))
    return float(value)


def _numbers(values: Any) -> list[float]:
    cells = values if type(values) is Cells else [values]
    return [float(v) for v in cells if isinstance(v, _FIGURES) and not isinstance(v, bool)]


def _sum_all(*values: Any) -> float:
    if len(values) == 1:
        return math.fsum(_numbers(values[0]))
    return math.fsum(n for v in values for n in _numbers(v))


def _round(value: Any, digits: Any) -> float:
    scale = 10.0 ** int(as_number(digits))
    number = as_number(value)
    size = abs(number) * scale
    whole = math.floor(size)
    # A spreadsheet looks at 15 digits: what falls short of a half by the noise of binary fractions is a half. The noise is never a quarter.
    is_half = size - whole + min(1e-6 + size * 4e-15, 0.25) >= 0.5
    return math.copysign(whole + is_half, number) / scale


def _sum_where(sums: Any, *conditions: Any) -> float:
    if len(conditions) % 2 or type(sums) is not Cells:
        raise FormulaError("SUMIFS")
    places: Sequence[int] = range(len(sums))
    for cells, criterion in zip(conditions[::2], conditions[1::2], strict=True):
        if type(cells) is not Cells or len(cells) != len(sums):
            raise FormulaError("SUMIFS")
        places = _select(cells, criterion, places)
    return _sum_all(Cells([sums[i] for i in places]))


def _select(cells: Cells, criterion: Any, places: Sequence[int]) -> list[int]:
    """Return those of the `places` at which `cells` meet `criterion`."""
    wanted = as_plain(criterion)
    if isinstance(wanted, str) and _is_text(wanted):
        found = cells.places_of(wanted.casefold())
        return found if len(places) == len(cells) else sorted(set(found).intersection(places))
    meets = _matcher(criterion)
    return [i for i in places if meets(cells[i])]


def _is_text(wanted: str) -> bool:
    """Whether a criterion asks for cells with that text."""
    return wanted != "=" and not wanted.startswith("<>")


def _matcher(criterion: Any) -> Callable[[Any], bool]:
    """Return whether a cell meets `criterion`, as SUMIFS has it."""
    wanted = as_plain(criterion)
    if isinstance(wanted, str) and _is_text(wanted):
        folded = wanted.casefold()
        return lambda value: isinstance(value, str) and value.casefold() == folded
    if wanted == "=":
        return lambda value: value is None or value == ""
    if isinstance(wanted, str):
        equals = _matcher(float(wanted[2:]))
        return lambda value: not equals(value)
    number = float(wanted)
    return lambda value: value is not None and not isinstance(value, str) and float(value) == number


def _subtotal(kind: Any, values: Any) -> float:
    if as_number(kind) != 9:
        raise FormulaError("SUBTOTAL")
    return _sum_all(values)


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": _sum_all,
    "ROUND": _round,
    "SUMIFS": _sum_where,
    "SUBTOTAL": _subtotal,
    "COUNTIF": lambda cells, criterion: float(sum(map(_matcher(criterion), cells))),
    "ABS": lambda value: abs(as_number(value)),
    "MAX": lambda *values: max(n for v in values for n in _numbers(as_plain(v))),
    "MIN": lambda *values: min(n for v in values for n in _numbers(as_plain(v))),
    "ISNUMBER": lambda value: bool(_numbers(value)),
}
