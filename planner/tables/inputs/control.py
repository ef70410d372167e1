"""The control file of finance: columns, and the words by which its lines and months are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Layout, Table
from planner.tables.results.cost_sheets import COST_KIND_WORDS

TOTAL_LINE = "total"
REVENUE_LINE = "revenue"
MONTH_PREFIX, LINE_PREFIX, TEAM_PREFIX = "month:", "line:", "team:"
"""Beginnings of the fields of columns that hold a month, a cost line or a team."""

CONTROL_LINES: dict[str, Text] = COST_KIND_WORDS | {
    REVENUE_LINE: Text("Expected revenue", "预期收入"),
    TOTAL_LINE: Text("Cost of sales", "营销成本"),
}
"""Lines that a control file may name: every kind of cost, revenue, and all cost together."""

LINE_SYNONYMS: dict[str, tuple[str, ...]] = {
    "pay": ("salary", "salaries", "wages", "base pay", "工资", "薪资", "人工成本", "工资薪金"),
    "seat_pay": ("seat pay", "own pay", "pay of seats", "席位薪酬", "单列薪酬"),
    "manager_pay": (
        "manager pay",
        "managers",
        "管理人员薪酬",
        "管理人员工资",
        "负责人工资",
        "经理薪酬",
        "经理工资",
        "主管薪酬",
        "主管工资",
    ),
    "process_bonus": ("process bonuses", "bonus", "奖金", "绩效奖金"),
    "manager_bonus": ("manager bonus", "manager's bonus", "管理奖金", "经理奖金"),
    "benefits": ("social security", "social insurance", "福利费", "社保", "五险一金", "社保公积金"),
    "expense": ("expenses", "selling expense", "selling expenses", "销售费用", "业务费用", "日常费用"),
    "travel": ("travel expense", "travel expenses", "travelling", "差旅费"),
    "presales": ("presales", "pre sales", "售前费用", "售前支持"),
    "hiring": ("hiring", "recruitment", "recruiting fees", "招聘", "招聘费用"),
    "commission": ("commissions", "sales commission", "提成奖金", "销售提成", "佣金"),
    "programme": ("programme", "program cost", "programme costs", "项目费", "项目成本"),
    "team_cost": ("team cost", "team costs", "团队费用", "其他团队费用"),
    "marketing": ("marketing cost", "marketing expense", "marketing expenses", "市场费", "市场推广费", "营销推广费"),
    "partner_margin": ("partner margins", "channel margin", "伙伴利润", "渠道毛利"),
    "rebate": ("rebates", "partner rebate", "返利", "渠道返点"),
    REVENUE_LINE: ("revenue", "sales", "turnover", "收入", "营业收入", "销售收入", "销售额"),
    TOTAL_LINE: ("total cost", "total cost of sales", "all costs", "营销成本合计", "成本合计", "费用合计"),
}

TOTAL_WORDS = ("total", "grand total", "subtotal", "sum", "all", "合计", "总计", "小计", "总和", "汇总", "全部")
WHOLE_YEAR_WORDS = (*TOTAL_WORDS, "year", "full year", "fy", "全年", "年")
COMPANY_WORDS = ("company", "head office", "headquarters", "hq", "unassigned", "公司", "总部", "未分配")

_MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_spellings(fiscal_start_month: int, plan_year: int) -> tuple[tuple[str, ...], ...]:
    """Return for each fiscal month how people write it: M1 and period 1 count from the start of the fiscal year, names and dates are calendar."""
    spelled = []
    for i in range(MONTHS_PER_YEAR):
        c = (fiscal_start_month - 1 + i) % MONTHS_PER_YEAR + 1
        year = plan_year + (fiscal_start_month - 1 + i) // MONTHS_PER_YEAR
        name, n = _MONTH_NAMES[c - 1], i + 1
        fiscal = (f"M{n}", f"第{n}月", f"M{n:02d}", f"P{n}", f"P{n:02d}", f"Month {n}", f"Period {n}", f"第{n}期")
        short = name[:3]
        calendar = (f"{c}月", f"{c}月份", name, short, f"{name} {year}", f"{short} {year}", f"{short}-{year % 100:02d}")
        dates = (
            f"{year}-{c:02d}",
            f"{year}/{c:02d}",
            f"{year}.{c:02d}",
            f"{year}{c:02d}",
            f"{year}年{c}月",
            f"{year}-{c}",
        )
        spelled.append(tuple(dict.fromkeys((*fiscal, *calendar, *dates))))
    return tuple(spelled)


def control_table(fiscal_start_month: int, plan_year: int, labels: Sequence[str], teams: Sequence[str] = ()) -> Table:
    """Return the declaration of a control sheet: a row a team, a cost line, a month or any of these; any of them may be columns.

    Parameters
    ----------
    labels
        Names of the plan's own cost lines, such as those of sheet Marketing.
    teams
        Names of teams and groups of teams.
    """
    amount = Text("An amount.", "金额。")
    months = [
        Column(f"{MONTH_PREFIX}{i + 1}", Kind.NUMBER, Text(s[0], s[1]), amount, default=None, synonyms=s[2:])
        for i, s in enumerate(month_spellings(fiscal_start_month, plan_year))
    ]
    lines = [
        Column(f"{LINE_PREFIX}{key}", Kind.NUMBER, words, amount, default=None, synonyms=LINE_SYNONYMS[key])
        for key, words in CONTROL_LINES.items()
    ]
    own = [
        Column(f"{LINE_PREFIX}{label}", Kind.NUMBER, Text.same(label), amount, default=None)
        for label in labels
        if label not in CONTROL_LINES
    ]
    taken = {
        w.casefold() for c in (_AMOUNT, *_NAMES, *months, *lines, *own) for w in (c.header.en, c.header.zh, *c.synonyms)
    }
    heads = [
        Column(f"{TEAM_PREFIX}{name}", Kind.NUMBER, Text.same(name), amount, default=None)
        for name in teams
        if name.casefold() not in taken
    ]
    if teams:
        company = Column(f"{TEAM_PREFIX}{COMPANY_WORDS[0]}", Kind.NUMBER, Text("Company", "公司"), amount, default=None)
        heads.append(replace(company, synonyms=COMPANY_WORDS[1:]))
    # The amount stands first: a first column of text would make the reader refuse total rows, which here are figures to compare.
    return Table(
        "control",
        Text("Control", "控制表"),
        amount,
        (_AMOUNT, *_NAMES, *months, *lines, *own, *heads),
        None,
        Layout.ROWS,
    )


_AMOUNT = Column(
    "amount",
    Kind.NUMBER,
    Text("Amount", "金额"),
    Text("Amount of the year, or of the row's month.", "全年金额，或该行所列月份的金额。"),
    default=None,
    synonyms=(
        "Year",
        "Total",
        "Full year",
        "Amount a year",
        "Year total",
        "Budget",
        "全年",
        "合计",
        "年金额",
        "年度金额",
        "预算",
        "全年合计",
        "总计",
    ),
)
_NAMES = (
    Column(
        "team",
        Kind.TEXT,
        Text("Team", "团队"),
        Text("Team or group of teams; blank: the company.", "团队或团队组；留空为公司。"),
        default=None,
        synonyms=("Cost centre", "Cost center", "Department", "Sales team", "部门", "成本中心", "销售团队"),
    ),
    Column(
        "line",
        Kind.TEXT,
        Text("Cost line", "费用项"),
        Text("Kind of cost, or name of a cost line.", "成本类别或费用项名称。"),
        default=None,
        synonyms=("Cost", "Line", "Account", "Item", "Cost type", "成本类别", "科目", "项目", "费用科目", "费用类别"),
    ),
    Column(
        "month",
        Kind.TEXT,
        Text("Month", "月份"),
        Text("Month of the row; blank: the year.", "该行的月份；留空为全年。"),
        default=None,
        synonyms=("Period", "月", "期间"),
    ),
)
