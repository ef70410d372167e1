"""Words of a cell that stand for a value without being one: nothing, what stands above, all of them, nobody."""

from __future__ import annotations

import re

from planner.reading.words.headers import normalise
from planner.tables.words.choice_words import TO_BE_HIRED, TO_BE_HIRED_SYNONYMS

_OF_PROGRAMS = ("nan", "<na>", "none", "(blank)", "(empty)", "(leer)", "(vide)", "(空白)")
"""What pandas, R, Python and PivotTables write for an empty cell; NA and null may be names."""
NOTHING = frozenset(("n/a", "n.a.", "n.a", "na", "nil", "null", "none", "无", "暂无", "不适用", "\\"))
"""What says nothing where a number may stand, normalised."""
DITTO_MARKS = frozenset(
    (
        "同上",
        "同前",
        "〃",
        "″",
        '"',
        "''",
        "“",
        "”",
        "ditto",
        "Ditto",
        "do.",
        "idem",
        "as above",
        "same as above",
        "same",
        "s.o.",
        '-"-',
    )
)
"""What people write for what stands in the row above."""
DITTO = frozenset(map(normalise, DITTO_MARKS))
"""The same, normalised."""
NO_WORD = NOTHING | frozenset(_OF_PROGRAMS)
"""What says nothing where a word of a list may stand: the text nan is no number, and refused as one."""
NO_NAME = frozenset((*_OF_PROGRAMS, "n/a", "n.a.", "n.a", "不适用", "暂无"))
"""What says nothing where a name may stand."""
ALL = frozenset(("all", "any", "*", "everywhere", "全部", "所有", "全国", "不限", "任意"))
"""What says all of them where a list may stand, normalised."""
_NOBODY = frozenset(map(normalise, (TO_BE_HIRED.en, TO_BE_HIRED.zh, *TO_BE_HIRED_SYNONYMS)))
_NUMBER_BEHIND = re.compile(r"[\s#(_-]*\d+\)?$")
_DASHES = frozenset("-–—―−/")


def is_nobody(name: str) -> bool:
    """Whether words in place of a rep's name say that the seat is to be filled, with or without a number behind.

    Examples
    --------
    >>> is_nobody("TBH 2"), is_nobody("待招（1）"), is_nobody("(open)"), is_nobody("Newman"), is_nobody("Tbd Smith")
    (True, True, True, False, False)
    """
    plain = _NUMBER_BEHIND.sub("", normalise(name)).strip("()[]<> ")
    return plain in _NOBODY


def is_dash(text: str) -> bool:
    """Whether a normalised text is of dashes alone."""
    return not set(text) - _DASHES


def says_nothing(text: str) -> bool:
    """Whether the text of a cell says that there is nothing: a dash, n/a, 无."""
    return len(text) <= 12 and (is_dash(normalise(text)) or normalise(text) in NO_WORD)
