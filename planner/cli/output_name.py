"""The name of an output for which none was given."""

from __future__ import annotations

from pathlib import Path


def free_name(workbook: Path, word: str) -> Path:
    """Return NAME-`word`.xlsx beside the workbook, or the first NAME-`word`-2.xlsx, -3 … that is free."""
    first = workbook.parent / f"{workbook.stem}-{word}.xlsx"
    number = 2
    while first.exists():
        first = workbook.parent / f"{workbook.stem}-{word}-{number}.xlsx"
        number += 1
    return first
