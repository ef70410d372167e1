"""Sheets of the cost of sales: its lines, by what they are spread and shared out, cost by unit, ratios."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet, list_months

_M, _S, _N, _C = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT


COST_SHEET = ResultSheet(
    "cost",
    Text("Cost of sales", "营销成本"),
    (
        ResultColumn("kind", Text("Cost", "成本类别")),
        ResultColumn("line", Text("Line", "费用项")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("amount", Text("Amount", "金额"), _M, True),
        ResultColumn("share", Text("Share of cost", "占比"), _S),
        ResultColumn("counts", Text("Counts in the ratio (1 yes, 0 no)", "计入成本率（1 是，0 否）"), _C),
        ResultColumn("quantity", Text("Head-years in place, revenue or hires", "在岗人年、收入或招聘数"), _N),
        ResultColumn("rate", Text("Rate: per head-year, of revenue, per hire", "费率：每人年、占收入、每招聘"), _N),
        *list_months(_M, True),
    ),
)


COST_BASIS_SHEET = ResultSheet(
    "cost_basis",
    Text("Cost basis", "费用分摊基础"),
    (
        ResultColumn("basis", Text("Basis", "基础")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("year", Text("Year", "全年"), _N),
        *list_months(_N),
    ),
)
"""By what cost lines are spread over months; revenue rows of teams add up to the company's months."""


COST_BASIS_WORDS: dict[str, Text] = {
    "in_place": Text("heads in place and joining", "在岗及已定入职人数"),
    "heads": Text("heads paid, with hires", "计薪人数（含招聘）"),
    "starts": Text("hires that start", "入职人数"),
    "others_in_place": Text("in place, at the pay per head", "在岗及已定入职（按人均薪酬）"),
    "others": Text("paid at the pay per head, with hires", "按人均薪酬计薪（含招聘）"),
    "seat_pay": Text("seats' own pay", "席位单列薪酬"),
    "revenue": Text("expected revenue", "预期收入"),
    "channel_revenue": Text("expected revenue of the channel", "通路预期收入"),
}


SEAT_PAY_SHEET = ResultSheet(
    "seat_pay",
    Text("Seat pay", "席位薪酬"),
    (
        ResultColumn("seat", Text("Seat", "席位")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("base_pay", Text("Base pay, full year and full time", "基本薪酬（全年全职）"), _M),
        ResultColumn("presence", Text("Presence", "在岗比例"), _S),
        ResultColumn("months", Text("Months paid", "计薪月数"), _C),
        ResultColumn("head_years", Text("Head-years paid", "计薪人年"), _N, True),
        ResultColumn("pay", Text("Pay in the plan year", "计划年度薪酬"), _M, True),
        *list_months(_M, True),
    ),
)
"""What seats with a base pay of their own are paid; the sheet stands in a plan where there are any."""


COST_RATES_SHEET = ResultSheet(
    "cost_rates",
    Text("Cost rates", "分摊费率"),
    (
        ResultColumn("level", Text("Shared out", "分摊层级")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("by", Text("By", "分摊依据")),
        ResultColumn("quantity", Text("Quantity", "数量"), _N),
        ResultColumn("cost", Text("Cost of sales", "营销成本"), _M, True),
        ResultColumn("outside", Text("Outside the ratio", "不计入成本率"), _M, True),
        ResultColumn("rate", Text("Per FTE, or share of revenue", "每人力金额或占收入比例"), _N),
        ResultColumn(
            "outside_rate",
            Text("Outside the ratio, per FTE or share of revenue", "不计入部分：每人力金额或占收入比例"),
            _N,
        ),
    ),
)
"""What teams, channels and the company share out over their units, and by what."""


COST_RATE_LEVELS: dict[str, Text] = {
    "team": Text("team", "团队"),
    "channel": Text("channel", "通路"),
    "company": Text("company", "公司"),
}


COST_RATE_BASES: dict[str, Text] = {
    "effort": Text("effort, FTE", "投入（全职人力）"),
    "revenue": Text("expected revenue", "预期收入"),
    "units": Text("units", "单元数"),
}


UNIT_COST_SHEET = ResultSheet(
    "unit_cost",
    Text("Unit cost", "单元成本"),
    (
        ResultColumn("unit", Text("Unit", "单元")),
        ResultColumn("segment", Text("Segment", "细分")),
        ResultColumn("revenue", Text("Expected revenue", "预期收入"), _M, True),
        ResultColumn("own", Text("Its own cost", "自身成本"), _M, True),
        ResultColumn("shared", Text("Shared out to it", "分摊成本"), _N),
        ResultColumn("to_here", Text("Cost so far", "累计成本"), _N),
        ResultColumn("cost", Text("Cost of sales", "营销成本"), _M, True),
        ResultColumn("own_outside", Text("Its own outside the ratio", "自身不计入成本"), _M, True),
        ResultColumn("shared_outside", Text("Outside, shared out to it", "分摊不计入成本"), _N),
        ResultColumn("outside_to_here", Text("Outside so far", "累计不计入成本"), _N),
        ResultColumn("outside", Text("Outside the ratio", "不计入成本率"), _M, True),
        ResultColumn("ratio", Text("Cost-of-sales ratio", "营销成本率"), _S),
    ),
)
"""Cost of sales by unit: its own, and its share of what teams, channels and the company share out."""


COST_RATIO_SHEET = ResultSheet(
    "cost_ratio",
    Text("Cost ratios", "成本率分析"),
    (
        ResultColumn("axis", Text("By", "维度")),
        ResultColumn("name", Text("Name", "名称")),
        ResultColumn("revenue", Text("Expected revenue", "预期收入"), _M),
        ResultColumn("cost", Text("Cost of sales", "营销成本"), _M),
        ResultColumn("outside", Text("Outside the ratio", "不计入成本率"), _M),
        ResultColumn("ratio", Text("Cost-of-sales ratio", "营销成本率"), _S),
        ResultColumn("cap", Text("Cap", "上限"), _S),
        ResultColumn("room", Text("Below (−above) the cap", "低于（−超出）上限"), _N),
    ),
)


RATIO_AXIS_WORDS: dict[str, Text] = {
    "company": Text("company", "公司"),
    "team": Text("team", "团队"),
    "channel": Text("channel", "通路"),
    "segment": Text("segment", "细分"),
    "product": Text("product line", "产品线"),
    "month": Text("month", "月"),
    "to_date": Text("year to date", "年初至今"),
}


NO_OWNER = Text("company, not shared out", "公司（未分摊）")
"""Name of the row of cost that belongs to no team or channel."""


COST_KIND_WORDS: dict[str, Text] = {
    "pay": Text("Pay", "薪酬"),
    "seat_pay": Text("Seats' own pay", "席位单列薪酬"),
    "process_bonus": Text("Process bonus", "过程奖金"),
    "manager_pay": Text("Managers' pay", "负责人薪酬"),
    "manager_bonus": Text("Managers' bonus", "负责人奖金"),
    "benefits": Text("Benefits", "福利"),
    "expense": Text("Expense", "费用"),
    "travel": Text("Travel", "差旅"),
    "presales": Text("Pre-sales", "售前"),
    "hiring": Text("Recruiting", "招聘费"),
    "commission": Text("Commission", "提成"),
    "programme": Text("Programme cost", "项目费用"),
    "team_cost": Text("Team cost line", "团队费用项"),
    "marketing": Text("Marketing", "市场费用"),
    "partner_margin": Text("Partner margin", "伙伴毛利"),
    "rebate": Text("Rebate", "返点"),
}
"""Words for `planner.domain.channel_plan.CostLine.kind`."""

TEAM_COST_KINDS: dict[str, tuple[str, ...]] = {
    "people": ("pay", "seat_pay", "process_bonus", "manager_pay", "manager_bonus", "benefits", "commission"),
    "expense": ("expense",),
    "travel": ("travel",),
    "presales": ("presales",),
    "partner": ("partner_margin", "rebate"),
}
"""Columns of sheet Team plan, and which kinds of a team's cost lines that count in the ratio each adds up; column `rest` has all others."""
