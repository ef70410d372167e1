"""Sheets that show how the plan's sums agree: Tie-out 勾稽 and Cross-foot 交叉核对."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet, list_months

_M = Kind.MONEY


TIE_OUT_SHEET = ResultSheet(
    "tie_out",
    Text("Tie-out", "勾稽"),
    (
        ResultColumn("check", Text("Check", "检查项")),
        ResultColumn("plan", Text("Plan", "计划"), _M),
        ResultColumn("added_up", Text("Added up", "汇总"), _M),
        ResultColumn("difference", Text("Difference", "差异"), _M),
    ),
)


CROSS_FOOT_SHEET = ResultSheet(
    "cross_foot",
    Text("Cross-foot", "交叉核对"),
    (
        ResultColumn("node", Text("Node", "节点")),
        ResultColumn("level", Text("Level", "层级")),
        ResultColumn("parent", Text("Above", "上级")),
        ResultColumn("base", Text("Target", "目标"), _M),
        *list_months(_M),
        ResultColumn("months_off", Text("Months − target", "各月 − 目标"), _M),
        ResultColumn("parts_off", Text("Parts − target", "下级 − 目标"), _M),
        ResultColumn("month_parts_off", Text("Parts − months, all months", "下级各月 − 本级各月"), _M),
        ResultColumn("cushioned", Text("Cushioned target", "加成目标"), _M),
        ResultColumn("cushion", Text("Cushion", "加成额"), _M),
        *(ResultColumn(f"c{m}", Text(f"Cushioned M{m}", f"加成 第{m}月"), _M) for m in range(1, 13)),
        ResultColumn("cushioned_months_off", Text("Cushioned months − cushioned", "加成各月 − 加成目标"), _M),
        ResultColumn("cushioned_parts_off", Text("Cushioned parts − cushioned", "下级加成 − 加成目标"), _M),
    ),
)
"""Columns that end in ``off`` are 0 in every row."""


TIE_OUT_LABELS: dict[str, Text] = {
    "teams": Text("Company target = teams", "公司目标 = 各团队"),
    "seats": Text("Company target = seats", "公司目标 = 各席位"),
    "months": Text("Company target = months of seats", "公司目标 = 各席位各月"),
    "units": Text("Company target = units", "公司目标 = 各单元"),
    "cushioned_teams": Text("Target with cushion = teams", "加成目标 = 各团队"),
    "cushioned_seats": Text("Handed out to seats = seats", "下达席位 = 各席位"),
    "revenue": Text("Expected revenue = units", "预期收入 = 各单元"),
    "cost_teams": Text("Cost of sales = teams", "营销成本 = 各团队"),
    "cost_channels": Text("Cost of sales = channels", "营销成本 = 各通路"),
    "cost_segments": Text("Cost of sales = segments", "营销成本 = 各细分"),
    "cost_products": Text("Cost of sales = product lines", "营销成本 = 各产品线"),
    "cost_months": Text("Cost of sales = months", "营销成本 = 各月"),
}


LEVEL_WORDS: dict[str, Text] = {
    "company": Text("company", "公司"),
    "group": Text("group of teams", "团队组"),
    "team": Text("team", "团队"),
}
