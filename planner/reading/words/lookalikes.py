"""Names that look the same and are not: a Cyrillic і in *Fіeld*, a 1 in *Fie1d*."""

from __future__ import annotations

from collections.abc import Mapping

_SEEN_AS = str.maketrans(
    {
        **dict(zip("авекмнорстухіѕјԁһӏ", "abekmhopctyxisjdhl", strict=True)),
        **dict(zip("αβεικνορτυχ", "abeiknoptux", strict=True)),
        "0": "o", "1": "l", "|": "l",
    }
)  # fmt: skip


def find_lookalikes(known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return each name that looks like an earlier one, and that one. `known`: names by their normalised spelling, in order.

    Examples
    --------
    >>> find_lookalikes({n.casefold(): n for n in ("Field", "Inside", "Fie1d", "F\\u0456eld", "Fielt", "10", "11")})
    [('Fie1d', 'Field'), ('Fіeld', 'Field')]
    """
    first: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for normal, name in known.items():
        seen = normal.translate(_SEEN_AS)
        if seen in first:
            found.append((name, first[seen]))
        else:
            first[seen] = name
    return found
