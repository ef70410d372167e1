"""The value of a cell, and the name of a row, as a sentence shows them."""

from __future__ import annotations

from enum import StrEnum

from planner.domain.identifiers import UNIT_SEPARATOR
from planner.language import Text
from planner.tables.choice_words import FLAG_WORDS, spellings, word_of
from planner.tables.column import Column, Kind, Table

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


def row_words(table: Table, row: str) -> Text:
    """Return the name of a row in both languages: where no key names the rows, choices do (``Fairs | strategic partner``)."""
    if table.key_column is not None:
        return Text.same(row)
    words = {
        s: word_of(choice)
        for c in table.columns
        if c.choices is not None
        for choice in c.choices
        for s in spellings(choice)
    }
    parts = [words.get(part, Text.same(part)) for part in row.split(UNIT_SEPARATOR)]
    return Text(UNIT_SEPARATOR.join(p.en for p in parts), UNIT_SEPARATOR.join(p.zh for p in parts))
