"""The value of a cell, and the name of a row, as a sentence shows them."""

from __future__ import annotations

from planner.domain.identifiers import UNIT_SEPARATOR
from planner.language import Text
from planner.tables.columns.column import Column, Table
from planner.tables.words.choice_words import spellings, word_of
from planner.tables.words.value_words import value_words

_BLANK = Text("blank", "空")


def cell_words(column: Column, value: object) -> Text:
    """Return the value of a cell in words, money with its cents."""
    return value_words(column, value, lambda cents: f"{cents / 100:,.2f}", _BLANK)


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
    return Text.join(parts, UNIT_SEPARATOR, UNIT_SEPARATOR)
