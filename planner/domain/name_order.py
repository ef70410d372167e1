"""The order of names in lists: numbers in them count as numbers, as people read them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(\d+)")


def name_order(name: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """Return the key by which names of units, teams and the like are sorted: ``Direct 2`` stands before ``Direct 10``.

    Examples
    --------
    >>> sorted(["Direct 10", "Direct 2", "Direct"], key=name_order)
    ['Direct', 'Direct 2', 'Direct 10']
    """
    parts = _NUMBER.split(name)
    numbers = [int(p) for p in parts[1::2]] + [-1]
    return tuple(zip(parts[::2], numbers, strict=True)), name
