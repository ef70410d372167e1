"""What a cell holds after a change: the value as typed, an amount more, or a factor times."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from planner.domain.plan_input import PlanInput
from planner.domain.scenario import Operation
from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.cells.word_cells import split_list
from planner.reading.words.headers import near_miss, normalise
from planner.reading.words.numbers import exact_decimal, read_number, to_cents
from planner.reading.words.suggestion import suggest
from planner.scenarios.columns import identity_columns
from planner.scenarios.selection import BLANK_WORDS, list_rows
from planner.tables.columns.column import NUMERIC_KINDS, Column, Kind
from planner.tables.registry import table_named


class Skipped(Enum):
    """A cell that a change passes by."""

    BLANK = "blank"


BLANK = Skipped.BLANK
"""Nothing can be added to, or multiplied with, an empty cell."""


def read_new_value(
    plan_input: PlanInput, column: Column, text: str, place: Place
) -> tuple[object, tuple[Finding, ...]]:
    """Return the value that *set* writes, with findings; `UNREADABLE` when an error is among them."""
    if normalise(text) in BLANK_WORDS:
        if column.is_required:
            return UNREADABLE, (_refusal(place, text, Text("a value is expected", "此处必填")),)
        return column.default, ()
    reader = CellReader()
    value = reader.read(text, column, place)
    errors = tuple(f for f in reader.findings if f.severity is Severity.ERROR)
    if value is not UNREADABLE and column.references is not None:
        value, unknown = _resolve(plan_input, column, value, text, place)
        errors = (*errors, *unknown)
    return (UNREADABLE if errors else value), errors


def change_value(column: Column, before: object, operation: Operation, text: str, place: Place) -> object:
    """Return the number after adding or multiplying; `BLANK` for an empty cell, a `Finding` when it cannot be done.

    Counts are rounded down after multiplying, so that half of three heads are one.
    """
    if column.kind not in NUMERIC_KINDS:
        return _refusal(place, text, Text("only numbers can be added or multiplied", "只有数字可以加或乘"))
    if before is None:
        return BLANK
    read = read_number(text)
    if read is None:
        return _refusal(place, text, Text("a number is expected", "应为数字"))
    assert isinstance(before, int | float)  # noqa: S101 - numeric kinds hold numbers
    old = exact_decimal(before) / (100 if column.kind is Kind.MONEY else 1)
    new = old + read.value if operation is Operation.ADD else old * read.value
    if column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR):
        new = Decimal(int(new // 1))
    low, high = column.minimum, column.maximum
    below, above = low is not None and new < Decimal(str(low)), high is not None and new > Decimal(str(high))
    if below or above or abs(new) > 10**13:
        span = Text("a number from {a} to {b} is expected", "应为 {a} 到 {b} 之间的数").format(
            a="−10^13" if low is None else f"{low:g}", b="10^13" if high is None else f"{high:g}"
        )
        return _refusal(place, f"{new:f}", span)
    if column.kind is Kind.MONEY:
        return to_cents(new)
    return int(new) if column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR) else float(new)


def _resolve(
    plan_input: PlanInput, column: Column, value: object, text: str, place: Place
) -> tuple[object, tuple[Finding, ...]]:
    """Return references as their own rows spell them."""
    target = table_named(column.references or "")
    if len(identity_columns(target)) != 1:
        return value, ()
    known = {normalise(r.name): r.name for r in list_rows(plan_input, target)}
    names = (
        value if isinstance(value, tuple) else split_list(str(value)) if column.kind is Kind.REFERENCES else (value,)
    )
    found = [known.get(normalise(n)) for n in names]
    if None in found:
        close = near_miss(text, known.values())
        remedy = suggest(close, NO_TEXT)
        return UNREADABLE, (
            _refusal(place, text, Text("a name that is listed is expected", "应为已列出的名称"), remedy),
        )
    return (tuple(found) if column.kind is Kind.REFERENCES else found[0]), ()


def _refusal(place: Place, text: str, expected: Text, remedy: Text = NO_TEXT) -> Finding:
    found = Text("found '{v}'", "内容为“{v}”").format(v=text[:60])
    return Finding("scenario_value", Severity.ERROR, place, found, expected, remedy)
