"""A value of a column as a sentence shows it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from planner.language import Text
from planner.tables.columns.column import Column, Kind
from planner.tables.words.choice_words import FLAG_WORDS, word_of


def value_words(column: Column, value: object, money: Callable[[float], str], blank: Text) -> Text:
    """Return a value of the domain in words: cents as `money` writes them, shares in percent, choices in both languages, nothing as `blank`."""
    if value is None or value == ():
        return blank
    if isinstance(value, bool):
        return FLAG_WORDS[value]
    if isinstance(value, StrEnum):
        return word_of(value)
    if isinstance(value, tuple):
        words = [value_words(column, v, money, blank) for v in value]
        return Text.join(words, "; ", "；")
    if column.kind is Kind.MONEY and isinstance(value, int | float):
        return Text.same(money(value))
    if column.kind is Kind.SHARE and isinstance(value, int | float):
        return Text.same(f"{value * 100:.6g} %")
    return Text.same(f"{value:.10g}" if isinstance(value, float) else str(value))
