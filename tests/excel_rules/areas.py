"""Cells and areas by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CELL = re.compile(r"^([A-Z]{1,3})([1-9][0-9]*)$")


def read_place(cell: str) -> tuple[int, int]:
    """Return column and row of a cell like ``AB12``, from 1."""
    match = _CELL.match(cell.replace("$", ""))
    assert match is not None, cell
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])


def _box(area: str) -> tuple[int, int, int, int]:
    first, _, last = area.partition(":")
    (left, top), (right, bottom) = read_place(first), read_place(last or first)
    return left, top, right, bottom


def do_meet(one: str, other: str) -> bool:
    a, b = _box(one), _box(other)
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def list_overlaps(areas: list[str]) -> Iterator[tuple[str, str]]:
    """Return areas that overlap with the one before them, from top to bottom."""
    ordered = sorted(areas, key=lambda a: (_box(a)[1], _box(a)[0]))
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if _box(other)[1] > _box(one)[3]:
                break
            if do_meet(one, other):
                yield one, other
