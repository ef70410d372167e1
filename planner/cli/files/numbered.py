"""Names that give way to what is there: with a number behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count


def numbered(name: str) -> Iterator[str]:
    """Return `name`, NAME-2, NAME-3, … without end."""
    yield name
    for number in count(2):
        yield f"{name}-{number}"
