"""Sheet Assumptions 假设: every default that was used, and where it comes from."""

from __future__ import annotations

from enum import StrEnum

from planner.language import Text
from planner.tables.columns.column import Column, Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet
from planner.tables.words.choice_words import FLAG_WORDS, word_of

ASSUMPTIONS_SHEET = ResultSheet(
    "assumptions",
    Text("Assumptions", "假设"),
    (
        ResultColumn("sheet", Text("Sheet", "工作表")),
        ResultColumn("row", Text("Row", "行")),
        ResultColumn("column", Text("Column", "列")),
        ResultColumn("value", Text("Value used", "采用值")),
        ResultColumn("source", Text("Source", "来源")),
    ),
)


def default_words(column: Column, value: object) -> Text:
    """Return a default for people: money in currency units, shares in percent, choices in the words of their lists."""
    if isinstance(value, bool):
        return FLAG_WORDS[value]
    if isinstance(value, StrEnum):
        return word_of(value)
    if isinstance(value, tuple):
        parts = [default_words(column, v) for v in value]
        return Text("; ".join(p.en for p in parts), "；".join(p.zh for p in parts))
    if column.kind is Kind.MONEY and isinstance(value, int):
        return _same(f"{value / 100:,.2f}")
    if column.kind is Kind.SHARE and isinstance(value, float):
        return _same(f"{value:.4g}" if column.unit.en else f"{value * 100:.4g} %")
    return _same(f"{value:,.10g}" if isinstance(value, float) else str(value))


def older_default_words(column: Column, value: object) -> str:
    """Return a default as plan workbooks had it before their words came from the lists: ``yes / 是``, ``smb_partner``, ``60.0``."""
    if isinstance(value, bool):
        return f"{FLAG_WORDS[value].en} / {FLAG_WORDS[value].zh}"
    if isinstance(value, tuple):
        return "; ".join(str(v) for v in value)
    is_plain = isinstance(value, StrEnum | float) and column.kind is not Kind.SHARE
    return str(value) if is_plain else default_words(column, value).en


def _same(words: str) -> Text:
    return Text(words, words)
