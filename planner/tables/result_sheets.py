"""The sheets of a plan workbook that hold the result: names, headers and labels, declared once."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import Text
from planner.tables.column import Kind

_M, _S, _N, _C, _T = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT, Kind.TEXT


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column: key in the program, header, what its cells hold, and whether a live total stands above the header."""

    key: str
    header: Text
    kind: Kind = Kind.TEXT
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """One result sheet with a table; the first column names the row."""

    key: str
    sheet: Text
    columns: tuple[ResultColumn, ...]

    def header(self, key: str) -> Text:
        """Return the header of column `key`; `KeyError` when there is none."""
        for column in self.columns:
            if column.key == key:
                return column.header
        raise KeyError(f"{self.key}.{key}")


def list_months(kind: Kind, is_summed: bool = False) -> tuple[ResultColumn, ...]:
    """Return the columns of the twelve months of the fiscal year."""
    return tuple(ResultColumn(f"m{m}", Text(f"M{m}", f"第{m}月"), kind, is_summed) for m in range(1, 13))


PLAN_SHEET = Text("Plan", "计划总览")

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
        ResultColumn("contribution", Text("Contribution", "贡献毛利"), _M, True),
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
    Text("Product-market", "产品市场"),
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
    "revenue": Text("expected revenue", "预期收入"),
    "channel_revenue": Text("expected revenue of the channel", "通路预期收入"),
}

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

WHY_SHEET = ResultSheet(
    "why",
    Text("Why", "决策依据"),
    (
        ResultColumn("unit", Text("Unit", "单元")),
        ResultColumn("channel", Text("Channel", "通路")),
        ResultColumn("team", Text("Team", "团队")),
        ResultColumn("fte", Text("Effort, FTE", "投入（全职人力）"), _N),
        ResultColumn("value", Text("Value", "价值"), _M),
        ResultColumn("team_time", Text("Worth of the team time it uses", "占用团队时间的价值"), _M),
        ResultColumn("second", Text("Second-best channel", "次优通路")),
        ResultColumn("second_team", Text("Its team", "次优团队")),
        ResultColumn("regret", Text("Taking it loses", "改用则损失"), _M),
        ResultColumn("proof", Text("How known", "依据")),
        ResultColumn("choice", Text("Choice", "判断")),
        ResultColumn("turns", Text("Turns at", "转折点")),
        *(
            ResultColumn(f"net_{c}", Text(f"Net, {en}", f"净值：{zh}"), _M)
            for c, en, zh in (
                ("direct", "direct", "直销"),
                ("strategic_partner", "strategic partner", "战略伙伴"),
                ("smb_partner", "SMB partner or telesales", "中小伙伴/电销"),
                ("seed", "seed", "撒网"),
                ("avoid", "avoid", "回避"),
            )
        ),
    ),
)
"""Explains; of each unit the verifier compares what was chosen with the plan; what else could be takes a solver, and is signed."""

WHY_SIGNATURE = Text.same("Why SHA-256")
"""Line of the manifest beside sheet Why: the hash of a JSON list of its units, in order of their names.

Each is [unit, second-best channel, its team, what taking it loses, worth of team time, net value by channel …], amounts in cents, null where blank.
"""

RESULT_SHEETS: tuple[ResultSheet, ...] = (
    CHANNEL_PLAN_SHEET,
    MATRIX_SHEET,
    PRODUCT_MARKET_SHEET,
    TEAM_PLAN_SHEET,
    SEAT_TARGETS_SHEET,
    GOALS_SHEET,
    COST_SHEET,
    COST_BASIS_SHEET,
    COST_RATES_SHEET,
    UNIT_COST_SHEET,
    COST_RATIO_SHEET,
    TIE_OUT_SHEET,
    CROSS_FOOT_SHEET,
    ASSUMPTIONS_SHEET,
)

PLAN_LABELS: dict[str, Text] = {
    "target": Text("Company target: revenue", "公司目标：收入"),
    "revenue": Text("Expected revenue", "预期收入"),
    "stretch": Text("Stretch (target ÷ expected)", "拉伸系数（目标 ÷ 预期）"),
    "margin": Text("Gross margin", "毛利"),
    "cost": Text("Cost of sales", "营销成本"),
    "ratio": Text("Cost-of-sales ratio", "营销成本率"),
    "cap": Text("Cost-of-sales cap", "营销成本率上限"),
    "outside": Text("Partner and other cost outside the ratio", "不计入成本率的伙伴与其他成本"),
    "contribution": Text("Contribution (gross margin − all cost)", "贡献毛利（毛利 − 全部成本）"),
    "new_customers": Text("New customers", "新客户"),
    "status": Text("Status", "状态"),
    "objective": Text("Objective", "优化目标"),
    "value": Text("Value of this plan", "本计划取值"),
    "bound": Text("Bound: no plan is better than", "上界：任何计划不会优于"),
    "gap": Text("Most that a better plan could add", "更优计划最多可增加"),
    "options": Text("Options priced", "已定价方案数"),
    "keeps_rules": Text("Keeps all rules", "满足全部规则"),
    "model_revenue": Text("Model, as last year", "模型：沿用上年"),
    "actual_revenue": Text("Last year's actual revenue", "上年实际收入"),
    "deviation": Text("Deviation", "偏差"),
    "tie_outs": Text("Sums that do not agree (sheet Tie-out)", "不一致的合计（见勾稽表）"),
    "input_name": Text("Workbook", "工作簿"),
    "input_sha256": Text("SHA-256 of the workbook", "工作簿 SHA-256"),
    "plan_sha256": Text("SHA-256 of the plan", "计划 SHA-256"),
    "scenario": Text("Scenario", "情景"),
    "version": Text("Version", "版本"),
    "format": Text("Format of this workbook", "本工作簿格式"),
    "solver": Text("Solver", "求解器"),
    "inputs_sha256": Text("inputs SHA-256", "inputs SHA-256"),
}
"""Labels in the first column of sheet Plan; the value stands beside them."""

PLAN_FORMAT = 2
"""Number of the form in which plans are written: raised whenever a result sheet, column or label is added, renamed or computed otherwise.

A plan of another format is not verified but planned again. An input sheet, column or setting that may be blank can be added without raising it:
where an older plan lacks it, its default counts (and `planner.domain.fingerprint` leaves it out of the hash while it has that value).
"""

COMPARISON_HEADERS: dict[str, Text] = {
    "figure": Text("Figure", "指标"),
    "plan": Text("This plan", "本计划"),
    "as_last_year": Text("As last year", "沿用上年"),
    "matrix_rule": Text("Matrix rule", "矩阵规则"),
    "gain": Text("Gain over last year", "较上年方案增益"),
}
"""Headers of the comparison on sheet Plan, and its rows."""

COMPARISON_ROWS: dict[str, Text] = {
    "revenue": Text("Expected revenue", "预期收入"),
    "ratio": Text("Cost-of-sales ratio", "营销成本率"),
    "contribution": Text("Contribution", "贡献毛利"),
}

KEEPS_ALL_RULES = Text("yes", "是")
"""What stands in the row *Keeps all rules* below a plan that does."""

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

COST_KIND_WORDS: dict[str, Text] = {
    "pay": Text("Pay", "薪酬"),
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
"""Words for `planner.domain.plan.CostLine.kind`."""

OBJECTIVE_WORDS: dict[str, Text] = {
    "contribution": Text("contribution, with next year's value", "贡献毛利（含次年价值）"),
    "revenue": Text("revenue", "收入"),
    "cost": Text("least cost", "成本最低"),
}


def product_header(product: str) -> Text:
    """Return the header of a product line's column on sheet Seat targets."""
    return Text("Product: {p}", "产品：{p}").format(p=product)


def identity_line(company: str, plan_year: int, currency: str) -> str:
    """Return the line under the title of sheet Plan: whose plan, of which year, in which currency."""
    return f"{company} · {plan_year} · {currency}"
