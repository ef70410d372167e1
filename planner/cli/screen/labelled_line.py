"""A line with a label and a value; values line up in English and Chinese."""

from __future__ import annotations

from planner.cli.screen.text_table import width_of
from planner.language import Language, Text


def labelled_line(label: Text, value: str, language: Language, width: int) -> str:
    """Return the label, its colon and the value from column `width` on."""
    words = label.choose(language) + ("：" if language is Language.CHINESE else ":")
    return words + " " * max(1, width - width_of(words)) + value
