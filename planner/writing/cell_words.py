"""The value of a cell as a sentence shows it."""

from __future__ import annotations

from enum import StrEnum

from planner.language import Text
from planner.tables.choice_words import FLAG_WORDS, word_of
from planner.tables.column import Column, Kind

_BLANK = Text("blank", "空")


def cell_words(column: Column, value: object) -> Text:
    """Return a value of the domain in words: money in currency units, shares in percent, choices in both languages."""
    if value is None or value == ():
        return _BLANK
    if isinstance(value, bool):
        return FLAG_WORDS[value]
    if isinstance(value, StrEnum):
        return word_of(value)
    if isinstance(value, int | float) and column.kind is Kind.MONEY:
        return Text.same(f"{value / 100:,.2f}")
    if isinstance(value, float) and column.kind is Kind.SHARE:
        return Text.same(f"{value * 100:.6g} %")
    if isinstance(value, tuple):
        words = [cell_words(column, v) for v in value]
        return Text("; ".join(w.en for w in words), "；".join(w.zh for w in words))
    return Text.same(f"{value:.10g}" if isinstance(value, float) else str(value))
