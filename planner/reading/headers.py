"""Headers and keys as people write them, compared as they mean them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from planner.tables.column import Column

_SPACE = re.compile(r"\s+")
_DANGEROUS = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*$")
"""The last remark in brackets; a header may hold brackets of its own before it."""


def normalise(text: object) -> str:
    """Return `text` for comparison: NFKC, case folded, white space squeezed, a typographic apostrophe as a plain one."""
    plain = unicodedata.normalize("NFKC", str(text)).replace("’", "'")
    return _SPACE.sub(" ", _DANGEROUS.sub("", plain)).strip().casefold()


def clean_name(text: str) -> tuple[str, bool]:
    """Return `text` without control and direction characters and outer blanks, and whether such characters were removed."""
    cleaned = _DANGEROUS.sub("", text)
    return _SPACE.sub(" ", cleaned).strip() if "\n" in cleaned else cleaned.strip(), cleaned != text


def header_spellings(column: Column) -> tuple[str, ...]:
    """Return the normalised headers by which `column` is known."""
    return tuple(dict.fromkeys(normalise(h) for h in (column.header.en, column.header.zh, *column.synonyms)))


def match_headers(cells: Sequence[object], columns: Sequence[Column]) -> dict[int, Column]:
    """Return which cell (by position) heads which column; a remark in brackets behind a header does not matter.

    The first cell that names a column wins; later ones are left out, for the caller to report.
    """
    known: dict[str, Column] = {}
    for column in columns:
        for spelling in header_spellings(column):
            known.setdefault(spelling, column)
    found: dict[int, Column] = {}
    for i, cell in enumerate(cells):
        if cell is None or cell == "":
            continue
        text = normalise(cell)
        column_found = known.get(text) or known.get(normalise(_BRACKETS.sub("", text)))
        if column_found is not None and column_found not in found.values():
            found[i] = column_found
    return found


def near_miss(text: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like `text`, or ``None`` when none is close."""
    by_normal: Mapping[str, str] = {normalise(c): c for c in candidates}
    close = difflib.get_close_matches(normalise(text), list(by_normal), n=1, cutoff=0.75)
    return by_normal[close[0]] if close else None
