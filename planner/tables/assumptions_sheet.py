"""Sheet Assumptions 假设: every default that was used, and where it comes from."""

from __future__ import annotations

from planner.language import Text
from planner.tables.choice_words import FLAG_WORDS
from planner.tables.column import Column, Kind
from planner.tables.result_column import ResultColumn, ResultSheet

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


def default_words(column: Column, value: object) -> str:
    """Return a default for people: money in currency units, shares in percent."""
    if isinstance(value, bool):
        return f"{FLAG_WORDS[value].en} / {FLAG_WORDS[value].zh}"
    if column.kind is Kind.MONEY and isinstance(value, int):
        return f"{value / 100:,.2f}"
    if column.kind is Kind.SHARE and isinstance(value, float):
        return f"{value:.4g}" if column.unit.en else f"{value * 100:.4g} %"
    if isinstance(value, tuple):
        return "; ".join(str(v) for v in value)
    return str(value)
