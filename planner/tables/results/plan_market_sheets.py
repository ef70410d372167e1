"""Sheets of the result's market side: Channel plan 通路规划, Matrix 通路矩阵, Product-market lines 产品市场明细."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet

_M, _S, _N, _C = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT


CHANNEL_PLAN_SHEET = ResultSheet(
    "channel_plan",
    Text("Channel plan", "通路规划"),
    (
        ResultColumn("unit", Text("Unit", "单元")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("coseller", Text("Co-selling team", "协同团队")),
        ResultColumn("fte", Text("Effort, FTE", "投入（全职人力）"), _N, True),
        ResultColumn("cosell_fte", Text("Co-sell effort, FTE", "协同投入（全职人力）"), _N, True),
        ResultColumn("accounts", Text("Accounts", "客户数"), _C, True),
        ResultColumn("potential", Text("Potential", "潜力"), _M, True),
        ResultColumn("penetration", Text("Penetration", "渗透率"), _S),
        ResultColumn("existing", Text("Last year's revenue", "上年收入"), _M, True),
        ResultColumn("kept", Text("Revenue kept", "留存收入"), _M, True),
        ResultColumn("new", Text("New revenue", "新增收入"), _M, True),
        ResultColumn("revenue", Text("Expected revenue", "预期收入"), _M, True),
        ResultColumn("margin", Text("Gross margin", "毛利"), _M, True),
        ResultColumn("partner_margin", Text("Partner margin", "伙伴毛利"), _M, True),
        ResultColumn("commission", Text("Commission", "提成"), _M, True),
        ResultColumn("programme", Text("Programme cost", "项目费用"), _M, True),
        ResultColumn("contribution", Text("Contribution before team cost", "团队费用前贡献毛利"), _M, True),
        ResultColumn("target", Text("Target", "目标"), _M, True),
        ResultColumn("carry_over", Text("Won after the year", "年后成交"), _M, True),
        ResultColumn("matrix_channel", Text("Channel by the matrix rule", "矩阵规则通路")),
        ResultColumn("is_changed", Text("Changed from last year", "较上年变动")),
        ResultColumn("new_customers", Text("New customers", "新客户"), _N, True),
    ),
)


MATRIX_SHEET = ResultSheet(
    "matrix",
    Text("Matrix", "通路矩阵"),
    (
        ResultColumn("unit", Text("Unit", "单元")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("penetration", Text("Penetration", "渗透率"), _S),
        ResultColumn("potential", Text("Potential", "潜力"), _M),
        ResultColumn("revenue", Text("Expected revenue", "预期收入"), _M),
        ResultColumn("differs", Text("Differs from the matrix rule", "与矩阵规则不同")),
    ),
)


PRODUCT_MARKET_SHEET = ResultSheet(
    "product_market",
    Text("Product-market lines", "产品市场明细"),
    (
        ResultColumn("segment", Text("Segment", "细分")),
        ResultColumn("product", Text("Product line", "产品线")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("potential", Text("Potential", "潜力"), _M, True),
        ResultColumn("revenue", Text("Expected revenue", "预期收入"), _M, True),
        ResultColumn("share", Text("Share of potential", "占潜力份额"), _S),
        ResultColumn("target", Text("Target", "目标"), _M, True),
        ResultColumn("cost", Text("Cost of sales", "营销成本"), _M, True),
        ResultColumn("outside", Text("Outside the ratio", "不计入成本率"), _M, True),
    ),
)
