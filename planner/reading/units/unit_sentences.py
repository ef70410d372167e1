"""Units of money within a sentence: "Please note: revenue in k€!", 以下金额均为万元."""

from __future__ import annotations

import re
import unicodedata

from planner.reading.units.unit_words import SCALE_WORD, plain_unit
from planner.reading.units.units import StatedUnit, read_unit, unit_in_title

_LONGEST = 200
_HAN_UNIT = re.compile(
    r"(?<!\d )(?<![\d.一二三四五六七八九十百千两几数多余近上超])"
    r"(?:[十百千]?万元|[十百]?亿元|百万元|千元|(?<=[以按为])(?:[十百千]?万|[十百]?亿|百万|千)(?=计|为单位|列示|填|[,，;；。.)）]|$))"
    r"(?!以[上下]|[内级户整起]|左右)"
)
"""A unit of Chinese amounts that no number stands before and that is no bound: 万元, but neither 3万元 nor 十万元以上."""
_WORD = re.compile(r"[^\s,;:!?()\[\]|]+")
_IN = frozenset(("in", "en", "em", "w", "v", "i"))
"""Words for "in" before a unit."""
_OF = frozenset(("of", "de", "di", "d'"))
_AMOUNT = re.compile("[1-9]")
_MOST_WORDS, _FEWEST_LETTERS = 3, 3


def find_unit_in_words(text: object) -> StatedUnit | None:
    """Return the scale of money that a title, a note or a sentence states; ``None`` where it states none, or amounts alone ("above 10 k€").

    Examples
    --------
    >>> [find_unit_in_words(t).words for t in ("Please note: revenue in k€!", "以下金额均为万元", "Importes en miles de euros")]
    ['k€', '万元', 'miles de euros']
    >>> find_unit_in_words("Customers of 3 万元 or 10 k€ and more"), find_unit_in_words("合同额十万元以上")
    (None, None)
    """
    titled = unit_in_title(text)
    if titled is not None and titled.power:
        return titled
    plain = unicodedata.normalize("NFKC", str(text)).replace("’", "'").strip()
    if len(plain) > _LONGEST:
        return None
    found = _HAN_UNIT.search(plain)
    if found is not None:
        return read_unit(found[0])
    words = [w.rstrip(".") for w in _WORD.findall(plain)]
    for count in range(_MOST_WORDS, 0, -1):
        for i in range(len(words) - count + 1):
            unit = _unit_of(words[i - 1 : i], words[i : i + count], words[i + count : i + count + 1])
            if unit is not None:
                return unit
    return None


def _unit_of(before: list[str], words: list[str], behind: list[str]) -> StatedUnit | None:
    """Return the unit of money that some words of a sentence are: with a currency, or behind "in". With a number they are an amount."""
    joined = " ".join(words)
    if words[0].casefold() in _IN or _AMOUNT.search(joined) or (before and before[0][-1:].isdigit()):
        return None
    unit = read_unit(joined)
    if unit is None and len(words) == _MOST_WORDS and words[1].casefold() in _OF:
        last = read_unit(words[2])
        is_scale = SCALE_WORD.fullmatch(plain_unit(words[0])) is not None
        return StatedUnit(joined, fault=True) if is_scale and last is not None and last.currencies else None
    if unit is None or not unit.power or unit.is_percent:
        return None
    is_of_all = bool(before) and before[0].casefold() in _IN and not (behind and behind[0].casefold() in _OF)
    return unit if unit.currencies or (is_of_all and len(joined) >= _FEWEST_LETTERS) else None
