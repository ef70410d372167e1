"""Cells of the lists that other programs import."""

from __future__ import annotations

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_cell(value: object) -> str:
    """Return `value` as text, ``None`` as nothing; what a spreadsheet program would run as a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RUNS_AS_FORMULA) else text
