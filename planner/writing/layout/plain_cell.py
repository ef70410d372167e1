"""One cell, written as what it is."""

from __future__ import annotations

from typing import Any


def write_cell(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    """Write `value` as what it is: numbers as numbers, all else as text, never as a formula or a link."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)
