"""Numbers written in Chinese characters, so that a finding can say which digits to write: 五, 二十四万."""

from __future__ import annotations

import re

from planner.reading.units.unit_words import TO_SIMPLIFIED

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾两〇", "一二三四五六七八九十二零")
_DIGIT_OF = {character: value for value, character in enumerate("零一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_COUNTED = re.compile("[人家个名户元月]$")
_SHAPE = re.compile("[零一二三四五六七八九十百千万亿]+")
_DIGITS_ALONE = re.compile("[零一二三四五六七八九]{2,}")


def read_chinese_numeral(text: str) -> int | None:
    """Return the whole number that `text` writes in Chinese characters, a counting word behind it or not; ``None`` when it is none.

    Such a cell is refused all the same: 一 may be a dash.

    Examples
    --------
    >>> [read_chinese_numeral(t) for t in ("五", "十二人", "二十四万", "一亿零五百", "二零二七", "伍拾", "华东", "")]
    [5, 12, 240000, 100000500, 2027, 50, None, None]
    """
    plain = _COUNTED.sub("", text.strip().translate(TO_SIMPLIFIED).translate(_FORMAL))
    if not _SHAPE.fullmatch(plain):
        return None
    if _DIGITS_ALONE.fullmatch(plain):
        return int("".join(str(_DIGIT_OF[c]) for c in plain))
    total = section = digit = 0
    for character in plain:
        if character in _DIGIT_OF:
            digit = _DIGIT_OF[character]
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[character]
            section = digit = 0
    return total + section + digit
