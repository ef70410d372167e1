"""A line with a label and a value; values line up in English and Chinese."""

from __future__ import annotations

import unicodedata

from planner.language import Language, Text


def labelled_line(label: Text, value: str, language: Language, width: int) -> str:
    """Return the label, its colon and the value from column `width` on; a Chinese character takes two columns of a terminal."""
    words = label.choose(language) + ("：" if language is Language.CHINESE else ":")
    columns = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)
    return words + " " * max(1, width - columns) + value
