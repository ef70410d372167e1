"""What people write into a customers' list where a seat, a tier or nothing is meant, and columns that were exchanged."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from planner.language import Text
from planner.reading.headers import normalise

_NOBODY = frozenset(
    (
        "n/a", "na", "nil", "null", "none", "nobody", "no owner", "unassigned", "not assigned", "open", "vacant", "tbd", "tba",
        "无", "暂无", "无人", "待定", "待分配", "未分配", "空缺", "不适用",
    )
)  # fmt: skip
_TIER_TAILS = ("级", "类", "级客户", "类客户")
EXCHANGED = Text("latitude and longitude seem to be exchanged", "经度与纬度似乎对调")
EXCHANGE = Text("Exchange the two headers.", "请交换两列标题。")


def owner_of(word: str | None, seats: Mapping[str, str], reps: Mapping[str, str]) -> str | None:
    """Return the seat that owner `word` means, ``None`` where it means nobody, else the word: somebody who left."""
    if word is None:
        return None
    normal = normalise(word)
    seat = seats.get(normal) or reps.get(normal)
    if seat is None and (normal in _NOBODY or not normal.strip("-–—―−/.? ")):
        return None
    return seat or word


def tier_of(word: Any) -> Any:
    """Return a tier without full-width letters and words for *class*: ``Ａ级`` is ``A``; anything else as it is."""
    if not isinstance(word, str):
        return word
    plain = unicodedata.normalize("NFKC", word).strip()
    for tail in _TIER_TAILS:
        if plain.endswith(tail) and len(plain) == len(tail) + 1:
            return plain[0]
    return plain


def are_exchanged(latitude: Sequence[object], longitude: Sequence[object]) -> bool:
    """Whether the cells under latitude hold numbers that only a longitude can have, and those under longitude none of these."""
    north = [v for v in latitude if isinstance(v, int | float)]
    east = [v for v in longitude if isinstance(v, int | float)]
    return any(90 < abs(v) <= 180 for v in north) and bool(east) and all(abs(v) <= 90 for v in east)
