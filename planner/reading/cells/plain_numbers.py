"""Numbers that mean what they say: most cells of a sheet, and read in a tenth of the time that `CellReader.read` takes for those that may not."""

from __future__ import annotations

from planner.domain.rounding import exact_cents
from planner.reading.cells.read_as import PLAIN, ReadAs
from planner.tables.columns.column import NUMERIC_KINDS, Column, Kind

_LARGEST = 10**13
_LARGEST_PLAIN_SHARE = 2.0
_WHOLE = (Kind.COUNT, Kind.MONTH, Kind.YEAR)


def plain_number(value: object, column: Column, way: ReadAs = PLAIN) -> float | int | None:
    """Return what `CellReader.read` gives for a number within its column's bounds that needs no rounding, no unit and no finding; else ``None``.

    Money is in cents.
    """
    kind = column.kind
    if (
        (type(value) is not float and type(value) is not int)
        or kind not in NUMERIC_KINDS
        or way.power
        or way.is_percent
        or way.is_share_below_percent
        or way.small_is_unclear
    ):
        return None
    low, high = column.minimum, column.maximum
    if not abs(value) <= _LARGEST or (low is not None and value < low) or (high is not None and value > high):
        return None
    if kind is Kind.MONEY:
        return exact_cents(value)
    if kind in _WHOLE:
        return int(value) if value == int(value) else None
    if kind is Kind.SHARE and abs(value) > min(1.0 if high is None else high, _LARGEST_PLAIN_SHARE):
        return None
    return float(value)
