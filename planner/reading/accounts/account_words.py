"""What people write into a customers' list where a seat, a tier or nothing is meant, and columns that were exchanged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from planner.language import Text
from planner.reading.words.headers import normalise

_NOBODY = frozenset(
    (
        "n/a", "na", "nil", "null", "none", "nobody", "no owner", "unassigned", "not assigned", "open", "vacant", "tbd", "tba",
        "无", "暂无", "无人", "待定", "待分配", "未分配", "空缺", "不适用",
    )
)  # fmt: skip
_DEGREES = re.compile(
    r"(?P<before>[NSEW]|北纬|南纬|东经|西经)?\s*(?P<whole>\d{1,3}(\.\d+)?)\s*"
    r"(?P<sign>[°度])?\s*((?P<minutes>\d{1,2}(\.\d+)?)\s*['′’分]\s*)?((?P<seconds>\d{1,2}(\.\d+)?)\s*(\"|”|''|′′|’’|秒)\s*)?"
    r"(?P<after>[NSEW])?"
)
_NEGATIVE = frozenset(("S", "W", "南纬", "西经"))
_BETWEEN_NAMES = re.compile(r"\s*[-–—/|:;,()（）]\s*|(?<=\d)\s+")
"""What stands between a seat and its rep where both are named: "S01 - Ann Lee", "S01 (Ann Lee)"."""
_TIER_TAILS = ("级", "类", "级客户", "类客户")
EXCHANGED = Text("latitude and longitude seem to be exchanged", "经度与纬度似乎对调")
EXCHANGE = Text("Exchange the two headers.", "请交换两列标题。")


def owner_of(word: str | None, seats: Mapping[str, str], reps: Mapping[str, str]) -> str | None:
    """Return the seat that owner `word` means, ``None`` where it means nobody, else the word: somebody who left."""
    if word is None:
        return None
    normal = normalise(word)
    seat = seats.get(normal) or reps.get(normal)
    if seat is None:
        parts = [p for p in _BETWEEN_NAMES.split(normal) if p]
        named = {seats.get(p) or reps.get(p) for p in parts} if len(parts) == 2 else set()
        seat = named.pop() if len(named) == 1 else None
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


def degrees_of(word: str) -> float | None:
    """Return the degrees that ``39°54'N``, ``39°54′20″``, ``116.4E`` or ``东经116度24分`` is; south and west are negative.

    ``None`` where it says neither degrees nor a side of the world, or minutes or seconds of 60 and more.
    """
    match = _DEGREES.fullmatch(unicodedata.normalize("NFKC", word).strip().upper())
    if (
        match is None
        or not (match["sign"] or match["before"] or match["after"])
        or (match["before"] and match["after"])
    ):
        return None
    whole, minutes, seconds = (float(match[part] or 0) for part in ("whole", "minutes", "seconds"))
    if minutes >= 60 or seconds >= 60:
        return None
    side = match["before"] or match["after"] or ""
    return (whole + minutes / 60 + seconds / 3600) * (-1 if side in _NEGATIVE else 1)


def are_exchanged(latitude: Sequence[object], longitude: Sequence[object]) -> bool:
    """Whether the cells under latitude hold numbers that only a longitude can have, and those under longitude none of these."""
    north = [v for v in latitude if isinstance(v, int | float)]
    east = [v for v in longitude if isinstance(v, int | float)]
    return any(90 < abs(v) <= 180 for v in north) and bool(east) and all(abs(v) <= 90 for v in east)
