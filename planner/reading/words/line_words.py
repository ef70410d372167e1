"""Words that head a line about the other rows of a table, which is no entry: a part of one, last year's figures, a check."""

from __future__ import annotations

import re

from planner.reading.words.headers import normalise

_PART = re.compile(r"(?:of which|thereof|davon|di cui|waarvan)\b|其中")
_LINE = re.compile(
    r"median|max(?:imum)?|min(?:imum)?|count|growth|growth %|yoy|y/y|cagr|% of total|share of total|prior year|previous year|last year"
    r"|variance|check(?: ?sum)?|diff(?:erence)?|delta|control(?: total)?|memo\b.*|rounding|budget|plan|target|index|rank|fy ?\d{2,4}|(?:19|20)\d\d"
    r"|中位数|最大值?|最小值?|计数|同比|环比|占比|增长率|增幅|差异|差额|核对|校验|上年同期|去年同期|上年|去年|目标|预算|(?:19|20)\d\d年"
    r"|tbd|tba|n/?a|\(blank\)|待定|[-–—.…?？]+"
)


def is_part_of_a_row(name: str) -> bool:
    """Whether a name says that the row is a part of the one above it.

    Examples
    --------
    >>> is_part_of_a_row("of which: key accounts"), is_part_of_a_row("其中：重点客户"), is_part_of_a_row("Office")
    (True, True, False)
    """
    return _PART.match(normalise(name)) is not None


def is_line_about_rows(name: str) -> bool:
    """Whether a name alone reads like figures about the other rows, or like no name; some are names all the same, as a product Max.

    Examples
    --------
    >>> [is_line_about_rows(n) for n in ("Prior year", "同比", "2025", "-", "Growth markets")]
    [True, True, True, True, False]
    """
    return _LINE.fullmatch(normalise(name).strip(" :：")) is not None
