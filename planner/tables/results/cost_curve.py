"""Sheet Cost curve 费用曲线 of a plan workbook: sections, lines and parameters, declared once."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn

_M, _S, _N, _T = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.TEXT

CURVE_SHEET = Text("Cost curve", "费用曲线")
CURVE_HINT = Text(
    "Cost of sales when another share of the target is attained. Green cells follow the input sheets (Teams, Pay, Commission rates, Rebates, "
    "Channels …): change a rate there and every sheet follows; or overwrite a blue or green cell here. The plan itself does not change.",
    "目标完成率变化时的营销成本。绿色单元格取自输入表（团队、薪酬、提成阶梯、返点阶梯、通路等）：在输入表修改费率，各表随之联动；"
    "也可直接覆盖本表的蓝色或绿色单元格。计划本身不变。",
)

ATTAINMENTS = tuple(round(0.5 + 0.1 * i, 1) for i in range(11))
"""Attainments of the columns, shares of target; the column before them is the expected revenue."""
EXPECTED_COLUMN, FIRST_COLUMN = 2, 3
"""Columns, counted from 0, of the expected revenue and of the first attainment."""

ATTAINMENT_LABEL = Text("Attainment", "目标完成率")
EXPECTED_LABEL = Text("as expected", "按预期")

COMPANY_LINES: tuple[ResultColumn, ...] = (
    ResultColumn("revenue", Text("Revenue", "收入"), _M),
    ResultColumn("margin", Text("Gross margin", "毛利"), _M),
    ResultColumn("fixed", Text("Fixed cost", "固定成本"), _M),
    ResultColumn("selling_expense", Text("Selling expense released", "释放的销售费用"), _M),
    ResultColumn("commission", Text("Commission", "提成"), _M),
    ResultColumn("manager_bonus", Text("Managers' bonus", "负责人奖金"), _M),
    ResultColumn("benefits", Text("Benefits on variable pay", "浮动薪酬附加福利"), _M),
    ResultColumn("partner_margin", Text("Partner margin", "伙伴毛利"), _M),
    ResultColumn("deposit", Text("Deposits kept", "未退还保证金"), _M),
    ResultColumn("rebate", Text("Rebates", "返点"), _M),
    ResultColumn("cost", Text("Cost of sales", "营销成本"), _M),
    ResultColumn("outside", Text("Outside the ratio", "不计入成本率"), _M),
    ResultColumn("ratio", Text("Cost-of-sales ratio", "营销成本率"), _S),
    ResultColumn("cap", Text("Cost-of-sales cap", "营销成本率上限"), _S),
    ResultColumn("contribution", Text("Contribution", "贡献毛利"), _M),
    ResultColumn("pay_difference", Text("Pay terms − cost lines of the plan", "薪酬条款 − 计划成本项"), _M),
    ResultColumn("proof", Text("Lines − cost − outside", "各项合计 − 成本 − 不计入"), _M),
)
"""Rows of the company, one value an attainment."""

TEAM_RATIOS = Text("Cost-of-sales ratio by team", "各团队营销成本率")
CHANNEL_RATIOS = Text("Cost-of-sales ratio by channel", "各通路营销成本率")

BRIDGE_TITLE = Text(
    "Pay terms less the cost lines of the plan, at expected revenue", "薪酬条款与计划成本项的差异（按预期收入）"
)
BRIDGE_COLUMNS: tuple[ResultColumn, ...] = (
    ResultColumn("commission_terms", Text("Commission by the pay terms", "按薪酬条款计算的提成"), _M),
    ResultColumn("commission_plan", Text("Commission as the plan priced it", "计划计价的提成"), _M),
    ResultColumn("commission", Text("Commission, difference", "提成差异"), _M),
    ResultColumn("manager_bonus", Text("Manager's bonus, difference", "负责人奖金差异"), _M),
    ResultColumn("benefits", Text("Benefits on variable pay", "浮动薪酬附加福利"), _M),
    ResultColumn("selling_expense", Text("Selling expense not released", "未释放的销售费用"), _M),
    ResultColumn("partner_margin", Text("Partner margin, difference", "伙伴毛利差异"), _M),
    ResultColumn("deposit", Text("Deposits kept", "未退还保证金"), _M),
    ResultColumn("fixed", Text("Fixed cost, difference", "固定成本差异"), _M),
    ResultColumn("all", Text("All", "合计"), _M),
)
"""By team: the plan prices commission at the channel's rate and bonuses at target; the pay terms at the attainment of expected revenue."""
BRIDGE_DIFFERENCES = tuple(c.key for c in BRIDGE_COLUMNS[2:-1])
BRIDGE_REST = Text("rebates, and what belongs to no team", "返点及不属于团队的部分")
BRIDGE_TOTAL = Text("Company", "公司")

TEAM_PARAMETERS_TITLE = Text("Parameters of teams", "团队参数")
TEAM_PARAMETERS: tuple[ResultColumn, ...] = (
    ResultColumn("team", Text("Team", "团队"), _T),
    ResultColumn("channel", Text("Channel", "通路"), _T),
    ResultColumn("target", Text("Target", "目标"), _M),
    ResultColumn("expected", Text("Expected revenue", "预期收入"), _M),
    ResultColumn("margin_rate", Text("Margin, share of revenue", "毛利率"), _S),
    ResultColumn("head_years", Text("Head-years paid", "计薪人年"), _N),
    ResultColumn("pay", Text("Pay per head", "人均薪酬"), _M),
    ResultColumn("seat_years", Text("of them with own pay, head-years", "其中单列薪酬人年"), _N),
    ResultColumn("seat_pay", Text("Seats' own pay", "席位单列薪酬"), _M),
    ResultColumn("process_bonus", Text("Process bonus per head, expected", "人均过程奖金（预期）"), _M),
    ResultColumn("benefits", Text("Benefits per head", "人均福利"), _M),
    ResultColumn("other_fixed", Text("Other fixed cost", "其他固定成本"), _M),
    ResultColumn("fixed", Text("Fixed cost", "固定成本"), _M),
    ResultColumn("outside", Text("Outside the ratio", "不计入成本率"), _M),
    ResultColumn("selling_expense", Text("Expense and travel", "费用与差旅"), _M),
    ResultColumn("release_share", Text("Ahead of attainment", "可超前比例"), _S),
    ResultColumn("commission_cap", Text("Commission cap, multiple", "提成封顶倍数"), _N),
    ResultColumn("manager_bonus", Text("Manager's bonus", "负责人奖金"), _M),
    ResultColumn("manager_bonus_from", Text("Bonus from attainment", "奖金起付完成率"), _S),
    ResultColumn("benefits_share", Text("Benefits on variable pay", "浮动薪酬附加福利"), _S),
    ResultColumn("partner_rate", Text("Partner margin, share of revenue", "伙伴毛利率"), _S),
    ResultColumn("deposit", Text("Deposit", "保证金"), _M),
    ResultColumn("deposit_return_from", Text("Returned from attainment", "全额退还完成率"), _S),
)

LOOSE_TITLE = Text("What belongs to no team", "不属于团队的部分")
LOOSE_PARAMETERS: tuple[ResultColumn, ...] = (
    ResultColumn("channel", Text("Channel", "通路"), _T),
    ResultColumn("blank", Text("", ""), _T),
    ResultColumn("revenue", Text("Revenue", "收入"), _M),
    ResultColumn("margin", Text("Gross margin", "毛利"), _M),
    ResultColumn("fixed", Text("Cost lines", "成本项"), _M),
    ResultColumn("outside", Text("Outside the ratio", "不计入成本率"), _M),
)
NO_CHANNEL = Text("company", "公司")
PARTNERS_COUNT = Text("Partner margin and rebates count (1 yes, 0 no)", "伙伴毛利与返点计入（1 是，0 否）")
CAP_LABEL = Text("Cap", "上限")

STEPS_TITLE = Text("Commission rates", "提成阶梯")
STEP_PARAMETERS: tuple[ResultColumn, ...] = (
    ResultColumn("team", Text("Team", "团队"), _T),
    ResultColumn("from_amount", Text("From revenue", "起点金额"), _M),
    ResultColumn("from_attainment", Text("From attainment", "起点完成率"), _S),
    ResultColumn("rate", Text("Rate", "费率"), _S),
    ResultColumn("increase", Text("More than before", "较前档增加"), _S),
    ResultColumn("at_target", Text("At 100 %", "完成 100% 时"), _M),
)
LADDER_TITLE = Text("Rebates", "返点阶梯")
LADDER_PARAMETERS: tuple[ResultColumn, ...] = (
    ResultColumn("channel", Text("Channel", "通路"), _T),
    ResultColumn("from_amount", Text("From revenue", "起点金额"), _M),
    ResultColumn("rate", Text("Rate", "费率"), _S),
    ResultColumn("increase", Text("More than before", "较前档增加"), _S),
)

TEAM_BLOCKS: tuple[ResultColumn, ...] = (
    ResultColumn("attainment", Text("Attainment of the team", "团队完成率"), _S),
    ResultColumn("revenue", Text("Revenue of the team", "团队收入"), _M),
    ResultColumn("margin", Text("Gross margin of the team", "团队毛利"), _M),
    ResultColumn("selling_expense", Text("Selling expense of the team", "团队销售费用"), _M),
    ResultColumn("commission", Text("Commission of the team", "团队提成"), _M),
    ResultColumn("manager_bonus", Text("Manager's bonus of the team", "团队负责人奖金"), _M),
    ResultColumn("benefits", Text("Benefits on variable pay of the team", "团队浮动薪酬附加福利"), _M),
    ResultColumn("partner_margin", Text("Partner margin of the team", "团队伙伴毛利"), _M),
    ResultColumn("deposit", Text("Deposits kept of the team", "团队未退还保证金"), _M),
    ResultColumn("cost", Text("Cost of sales of the team", "团队营销成本"), _M),
)
CHANNEL_BLOCKS: tuple[ResultColumn, ...] = (
    ResultColumn("revenue", Text("Revenue of the channel", "通路收入"), _M),
    ResultColumn("rebate", Text("Rebate of the channel", "通路返点"), _M),
    ResultColumn("cost", Text("Cost of sales of the channel", "通路营销成本"), _M),
)
STEP_BLOCK = Text("Commission by rate, before the cap", "各档提成（封顶前）")
LADDER_BLOCK = Text("Rebate rate reached, by step", "各档达到的返点率")
