"""Changes of the workbook in words: sheet, row, column, from, to."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.field_change import OVERRIDES, FieldChange
from planner.domain.money import money_words
from planner.language import Text
from planner.tables.columns.column import Column
from planner.tables.registry import table_named
from planner.tables.words.value_words import value_words

_NOTHING = Text("none", "无")


def change_words(change: FieldChange) -> Text:
    """Return e.g. "Teams, Field: Most hires 2 → 4"."""
    table = table_named(change.table)
    if change.table == OVERRIDES:
        text = Text("{s}, row {k}: “{v}” → “{n}”", "{s}，第 {k} 条：“{v}” → “{n}”")
        if change.new is None:
            text = Text("{s}, row {k}: remove “{v}”", "{s}，第 {k} 条：删除“{v}”")
        return text.format(s=table.sheet, k=change.key, v=change.old, n=change.new)
    place, old, new = change_parts(change)
    return Text("{p} {a} → {b}", "{p} {a} → {b}").format(p=place, a=old, b=new)


def change_parts(change: FieldChange) -> tuple[Text, Text, Text]:
    """Return the place of the change, what stands there and what will."""
    table = table_named(change.table)
    if change.table == OVERRIDES:
        place = Text("{s}, row {k}", "{s}，第 {k} 条").format(s=table.sheet, k=change.key)
        new = Text("removed", "删除") if change.new is None else Text.same(str(change.new))
        return place, Text.same(str(change.old)), new
    column = table.column(change.field)
    key = Text(f", {change.key}", f"，{change.key}") if change.key else Text("", "")
    place = Text("{s}{k}: {h}", "{s}{k}：{h}").format(s=table.sheet, k=key, h=column.header)
    return place, _value(column, change.old), _value(column, change.new)


def join_changes(changes: Sequence[FieldChange]) -> Text:
    """Return all changes in one line."""
    words = [change_words(c) for c in changes]
    return Text.join(words, "; ", "；")


def _value(column: Column, value: object) -> Text:
    return value_words(column, value, money_words, _NOTHING)
