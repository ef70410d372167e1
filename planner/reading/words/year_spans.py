"""Fiscal years that are named by the two calendar years that they lie in: 2026/27 is the year that begins in 2026."""

from __future__ import annotations

import re

_SPAN = re.compile(
    r"(?<![0-9a-z./-])(?:fy ?(?P<short>[0-9]{2})|(?:fy ?)?(?P<long>20[0-9]{2})) ?[-/\u2013\u2014] ?(?P<end>20[0-9]{2}|[0-9]{2})(?![0-9a-z./-])"
    "(?:年度|财年|年)?",
    re.IGNORECASE,
)
_CENTURY = 2000


def first_year(text: str) -> int | None:
    """Return the year in which the fiscal year begins that is all of `text`, or ``None``.

    Examples
    --------
    >>> first_year("2026/27"), first_year("FY26-27"), first_year("2026-2027"), first_year("2026/28"), first_year("11/12")
    (2026, 2026, 2026, None, None)
    """
    match = _SPAN.fullmatch(text)
    return None if match is None else _begin(match)


def with_first_years(text: str, later: int = 0) -> str:
    """Return a header with every such year by its first one, or by the one that is so many years `later`.

    Examples
    --------
    >>> with_first_years("Sales 2026/27 (k€)"), with_first_years("Segment/Client 2026")
    ('Sales FY2026 (k€)', 'Segment/Client 2026')
    """
    return _SPAN.sub(lambda match: match[0] if (year := _begin(match)) is None else f"FY{year + later}", text)


def _begin(match: re.Match[str]) -> int | None:
    """Return the first of two years where the second follows it."""
    first, end = int(match["long"] or match["short"]), int(match["end"])
    if end != first + 1 and end != (first + 1) % 100:
        return None
    return first if match["long"] else _CENTURY + first
