"""Sheet Assumptions 假设: every default that was used, and where it comes from."""

from __future__ import annotations

from planner.language import Text
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
