"""What one cell of an input sheet means by its column's declaration; ``None`` where it is not what the program writes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from planner.domain.identifiers import Cents
from planner.domain.rounding import exact_cents
from planner.results.written.sheets.book import Cell
from planner.tables.columns.column import Column, Kind
from planner.tables.words.choice_words import FLAG_WORDS, spellings

_NUMBERS = (int, float)
_LARGEST = 10**13


def read_input_cell(cell: Cell, declared: Column) -> Any:
    """Return what `cell`, which is not blank, means in the column `declared`; ``None`` where the program does not write such a thing."""
    return _READERS[declared.kind](cell, declared)


def _money(cell: Cell, _: Column) -> Cents | None:
    number = _finite(cell)
    if number is None:
        return None
    exact = exact_cents(number)  # of nearly all
    return (
        exact if exact is not None else int((Decimal(repr(number)) * 100).to_integral_value(rounding="ROUND_HALF_UP"))
    )


def _number(cell: Cell, declared: Column) -> float | None:
    number = _finite(cell)
    return None if number is None or not _is_within(number, declared) else float(number)


def _whole(cell: Cell, declared: Column) -> int | None:
    number = _finite(cell)
    if number is None or number != int(number) or not _is_within(number, declared):
        return None
    return int(number)


def _is_within(number: float, declared: Column) -> bool:
    low, high = declared.minimum, declared.maximum
    return (low is None or number >= low) and (high is None or number <= high)


def _finite(cell: Cell) -> float | None:
    """Return the number in a cell, if it is one of those that a workbook may hold."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, _NUMBERS):
        return None
    return value if abs(value) <= _LARGEST else None


def _text(cell: Cell, _: Column) -> str | None:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str):
        return value.strip()
    return str(int(value)) if float(value).is_integer() else str(value)


def _flag(cell: Cell, _: Column) -> bool | None:
    if isinstance(cell.value, bool):
        return cell.value
    return next((flag for flag, words in FLAG_WORDS.items() if cell.value in (words.en, words.zh)), None)


def _choice(cell: Cell, declared: Column) -> Any:
    return _member(str(cell.value), declared)


def _member(text: str, declared: Column) -> Any:
    wanted = text.strip().casefold()
    members = list(declared.choices or ())
    return next((m for m in members if wanted in (s.casefold() for s in spellings(m))), None)


def _parts(cell: Cell) -> list[str]:
    return [part.strip() for part in str(cell.value).replace("；", ";").split(";") if part.strip()]


def _choices(cell: Cell, declared: Column) -> tuple[Any, ...] | None:
    found = tuple(_member(part, declared) for part in _parts(cell))
    return None if None in found else found


def _references(cell: Cell, _: Column) -> tuple[str, ...]:
    return tuple(_parts(cell))


def _numbers(cell: Cell, _: Column) -> tuple[float, ...] | None:
    try:
        return tuple(sorted({float(Decimal(part)) for part in _parts(cell)}))
    except InvalidOperation:
        return None


_READERS: dict[Kind, Callable[[Cell, Column], Any]] = {
    Kind.KEY: _text,
    Kind.TEXT: _text,
    Kind.REFERENCE: _text,
    Kind.REFERENCES: _references,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.FLAG: _flag,
    Kind.MONEY: _money,
    Kind.SHARE: _number,
    Kind.NUMBER: _number,
    Kind.NUMBERS: _numbers,
    Kind.COUNT: _whole,
    Kind.MONTH: _whole,
    Kind.YEAR: _whole,
    Kind.DATE: _text,
}
