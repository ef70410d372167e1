"""The number of one cell, within the bounds of its column and in the unit of the program: money in cents, shares from 0 to 1."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from functools import cache

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cell_notes import UNREADABLE, CellNotes, quoted
from planner.reading.cells.read_as import ReadAs
from planner.reading.cells.share_cells import read_share
from planner.reading.units.units import currency_codes
from planner.reading.words.cell_words import says_nothing
from planner.reading.words.expected_words import (
    WHOLE_EXPECTED,
    YEAR_EXPECTED,
    expected_of,
    instead_of_nothing,
    remedy_of,
)
from planner.reading.words.numbers import (
    NOISE,
    exact_decimal,
    has_decimal_comma,
    may_be_thousands,
    plain,
    read_number,
    to_cents,
)
from planner.reading.words.repeats import DECIMAL_COMMA
from planner.tables.columns.column import Column, Kind

_COUNTED = (Kind.COUNT, Kind.NUMBER)
_CUSTOMERS = ("accounts", "accounts_per_fte")
"""Numbers of customers, which may have decimals and are often thousands."""


def read_cell_number(notes: CellNotes, value: object, column: Column, place: Place, way: ReadAs) -> Decimal | None:
    """Return the number that a cell says, `way` applied, or ``None`` when a finding says why it is none."""
    is_finite = not isinstance(value, float) or math.isfinite(value)
    if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta) or not is_finite:
        notes.refuse("number_unreadable", value, expected_of(column), place)
        return None
    if isinstance(value, int | float):
        number = exact_decimal(value)
        if column.kind is Kind.SHARE:
            return read_share(notes, number, value, column, place, way)
        return number * Decimal(10) ** way.power if way.power else number
    read = read_number(str(value), calendar=column.kind in (Kind.MONTH, Kind.YEAR), counted=column.kind in _COUNTED)
    if read is None:
        if says_nothing(str(value)):
            remedy = instead_of_nothing(column)
            notes.report("number_unreadable", Severity.ERROR, place, quoted(value), expected_of(column), remedy)
            return None
        code = DECIMAL_COMMA if has_decimal_comma(str(value)) else "number_unreadable"
        notes.refuse(code, value, expected_of(column), place)
        return None
    if read.is_percent and column.kind not in (Kind.SHARE, Kind.NUMBER):
        notes.refuse("number_unreadable", value, expected_of(column), place)
        return None
    is_large = column.kind in (Kind.MONEY, Kind.COUNT) or column.field in _CUSTOMERS
    if is_large and may_be_thousands(str(value)):
        # Three digits behind a point would be refused again in a file of text.
        small = plain(read.value.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP"))
        whole = plain(read.value * 1000)
        hint = Text("Write {a} or {b}.", "请写成 {a} 或 {b}。").format(a=small, b=whole)
        notes.report("number_unclear", Severity.ERROR, place, quoted(value), expected_of(column), hint)
        return None
    if read.currency and column.kind in (Kind.MONEY, Kind.NUMBER):
        notes.note_currency(currency_codes(read.currency), str(value)[:40], place)
    if read.says_month or read.says_fiscal:
        may_differ = {"start_month": read.says_month, "year": read.says_fiscal, "plan_year": not read.says_span}
        if may_differ.get(column.field):
            notes.calendar_words.append((column.field, str(value)[:40], place))
    number = read.value if read.has_scale else read.value * Decimal(10) ** way.power
    if column.field == "plan_year":
        number = read.year
    notes.report(
        "number_as_text",
        Severity.WARNING,
        place,
        Text("the text '{v}'", "文本“{v}”").format(v=str(value)[:40]),
        remedy=Text("Read as {n}.", "按 {n} 读取。").format(n=_shown(number, column, read.is_percent, way)),
    )
    if column.kind is Kind.SHARE and not read.is_percent:
        return read_share(notes, number, value, column, place, way)
    return number


def type_number(notes: CellNotes, number: Decimal, column: Column, place: Place) -> object:
    """Return `number` as the kind of its column has it (cents, whole, or as it is), or `UNREADABLE` outside of the column's bounds."""
    low, high = column.minimum, column.maximum
    number = _without_noise(number, column)
    if (
        (low is not None and number < _as_decimal(low))
        or (high is not None and number > _as_decimal(high))
        or abs(number) > 10**13
    ):
        span = Text("a number from {a} to {b} is expected", "应为 {a} 到 {b} 之间的数").format(
            a="−10^13" if low is None else _bound(low), b="10^13" if high is None else _bound(high)
        )
        hint = remedy_of("", YEAR_EXPECTED) if column.kind is Kind.YEAR else NO_TEXT
        notes.report("number_out_of_range", Severity.ERROR, place, quoted(plain(number)), span, hint)
        return UNREADABLE
    if column.kind is Kind.MONEY:
        if round(number, 6) != round(number, 2):  # beyond the sixth digit it is noise of a formula
            notes.below_cents += 1
            notes.first_below_cents = notes.first_below_cents or (number, place)
        return to_cents(number)
    if column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR):
        if number != number.to_integral_value():
            return notes.refuse("whole_number_expected", plain(number), WHOLE_EXPECTED, place)
        return int(number)
    return float(number)


def _shown(number: Decimal, column: Column, says_percent: bool, way: ReadAs) -> str:
    """Return a number as it was understood: shares that stood in percent in percent, by their own sign (`says_percent`) or their column's."""
    if column.kind is Kind.YEAR:
        return f"{number:f}"
    if column.kind is not Kind.SHARE or not (says_percent or way.is_percent):
        return plain(number)
    return f"{plain(number * 100 if says_percent else number)} %"


def _without_noise(number: Decimal, column: Column) -> Decimal:
    """Return `number` without what formulas such as 1-0.9-0.1 leave behind, where it would be refused for that alone."""
    low, high = column.minimum, column.maximum
    if low is not None and number < _as_decimal(low) <= number + NOISE:
        return _as_decimal(low)
    if high is not None and number > _as_decimal(high) >= number - NOISE:
        return _as_decimal(high)
    whole = number.to_integral_value()
    return whole if column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR) and abs(number - whole) <= NOISE else number


def _bound(number: float) -> str:
    """Return a bound of a column as people write it: 0.25, 1000, 100,000,000."""
    return f"{number:g}" if abs(number) < 1e6 else f"{number:,.0f}"


@cache
def _as_decimal(bound: float) -> Decimal:
    return Decimal(str(bound))
