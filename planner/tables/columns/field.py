"""The field that a column fills: an attribute of the row, or, as ``name[i]``, place i of a tuple."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def split_field(field: str) -> tuple[str, int | None]:
    """Return the attribute, and the place in its tuple or ``None``.

    Examples
    --------
    >>> split_field("month_shares[3]"), split_field("team")
    (('month_shares', 3), ('team', None))
    """
    name, _, index = field.removesuffix("]").partition("[")
    return name, int(index) if index else None


def read_field(row: object, field: str) -> object:
    """Return a field of a row."""
    name, index = split_field(field)
    value = getattr(row, name)
    return value if index is None else value[index]


def replace_field(row: Any, field: str, value: object) -> Any:
    """Return `row` with a field replaced."""
    name, index = split_field(field)
    if index is None:
        return replace(row, **{name: value})
    series = list(getattr(row, name))
    series[index] = value
    return replace(row, **{name: tuple(series)})
