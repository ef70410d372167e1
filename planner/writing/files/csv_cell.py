"""Lists that other programs import, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _cell(value: object) -> str:
    """Return `value` as text, ``None`` as nothing; what a spreadsheet program would run as a formula begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RUNS_AS_FORMULA) else text


def csv_content(rows: Iterable[Sequence[object]]) -> bytes:
    """Return `rows` as CSV (UTF-8 with a byte-order mark, which Excel needs to see the encoding); numbers as they are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([v if isinstance(v, int | float) else _cell(v) for v in row] for row in rows)
    return "\ufeff".encode() + out.getvalue().encode("utf-8")
