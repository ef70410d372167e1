"""Sheets of the result's selling side: Team plan 团队计划, Seat targets 席位目标, Other goals 其他指标."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet, list_months

_M, _S, _N, _C = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT


TEAM_PLAN_SHEET = ResultSheet(
    "team_plan",
    Text("Team plan", "团队计划"),
    (
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("heads", Text("Heads", "人数"), _C, True),
        *(ResultColumn(f"hires_q{q}", Text(f"Hires Q{q}", f"招聘 第{q}季度"), _C, True) for q in range(1, 5)),
        ResultColumn("heads_at_end", Text("Heads at year end", "年末人数"), _C, True),
        ResultColumn("available_fte", Text("Effort available, FTE", "可用人力"), _N, True),
        ResultColumn("used_fte", Text("Effort used, FTE", "使用人力"), _N, True),
        ResultColumn("use", Text("Use of capacity", "产能利用率"), _S),
        ResultColumn("revenue", Text("Expected revenue", "预期收入"), _M, True),
        ResultColumn("last_year", Text("Last year's revenue", "上年收入"), _M, True),
        ResultColumn("target", Text("Target", "目标"), _M, True),
        ResultColumn("cushioned", Text("Cushioned target", "加成目标"), _M, True),
        ResultColumn("stretch", Text("Stretch", "拉伸系数"), _N),
        ResultColumn("growth", Text("Growth", "增长"), _S),
        ResultColumn("overlay", Text("Co-sell credit", "协同业绩"), _M),
        ResultColumn("people", Text("Pay and benefits", "薪酬福利"), _M, True),
        ResultColumn("expense", Text("Expense", "费用"), _M, True),
        ResultColumn("travel", Text("Travel", "差旅"), _M, True),
        ResultColumn("presales", Text("Pre-sales", "售前"), _M, True),
        ResultColumn("partner", Text("Partner margin and rebate", "伙伴毛利与返点"), _M, True),
        ResultColumn("rest", Text("Other cost lines", "其他费用项"), _M, True),
        ResultColumn("cost", Text("Cost of sales", "营销成本"), _M, True),
        ResultColumn("ratio", Text("Cost-of-sales ratio", "营销成本率"), _S),
    ),
)


SEAT_TARGETS_SHEET = ResultSheet(
    "seat_targets",
    Text("Seat targets", "席位目标"),
    (
        ResultColumn("seat", Text("Seat", "席位")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("rep", Text("Rep", "销售代表")),
        ResultColumn("start_month", Text("Start month", "到岗月"), _C),
        ResultColumn("target", Text("Target of the year", "年度目标"), _M, True),
        ResultColumn("cushioned", Text("Cushioned target", "加成目标"), _M, True),
        ResultColumn("last_year", Text("Last year's revenue", "上年收入"), _M, True),
        ResultColumn("growth", Text("Growth", "增长"), _S),
        ResultColumn("last_year_target", Text("Last year's target", "上年目标"), _M, True),
        ResultColumn("attained", Text("Attained last year", "上年完成率"), _S),
        *(ResultColumn(f"q{q}", Text(f"Q{q}", f"第{q}季度"), _M, True) for q in range(1, 5)),
        *list_months(_M, True),
        ResultColumn("difference", Text("Difference, products − year", "差异：产品 − 年度"), _M, True),
    ),
)
"""The columns of product lines (`product_header`) stand between the months and the difference."""


GOALS_SHEET = ResultSheet(
    "goals",
    Text("Other goals", "其他指标"),
    (
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("seat", Text("Seat", "席位")),
        ResultColumn("metric", Text("Metric", "指标")),
        ResultColumn("target", Text("Target", "目标"), _N),
        ResultColumn("weight", Text("Weight", "权重"), _S),
    ),
)


def product_header(product: str) -> Text:
    """Return the header of a product line's column on sheet Seat targets."""
    return Text("Product: {p}", "产品：{p}").format(p=product)
