"""Sheets of the selling side: Teams, Coverage, Seats, Ramp, Team costs, Marketing."""

from __future__ import annotations

from planner.domain.choices import Channel, CoverageRole
from planner.domain.organisation import Coverage, MarketingCost, RampProfile, Seat, Team, TeamCost, TeamGroup
from planner.language import Text
from planner.tables.accounts import SEAT_TERRITORY_COLUMNS
from planner.tables.column import Column, Kind, Table

_PER_HEAD = Text("currency units per head and year", "货币单位/人/年")


def _per_head(field: str, en: str, zh: str, meaning_en: str, meaning_zh: str) -> Column:
    return Column(
        field, Kind.MONEY, Text(en, zh), Text(meaning_en, meaning_zh), _PER_HEAD, 0, Text("not given", "未提供"), 0
    )


def _money(field: str, en: str, zh: str, meaning_en: str, meaning_zh: str) -> Column:
    return Column(field, Kind.MONEY, Text(en, zh), Text(meaning_en, meaning_zh), default=None, minimum=0)


TEAMS = Table(
    key="teams",
    sheet=Text("Teams", "团队"),
    meaning=Text("Selling teams: channel, coverage, heads, cost.", "销售团队：通路、覆盖、人数、成本。"),
    row_type=Team,
    required=True,
    group_type=TeamGroup,
    group_attribute="team_groups",
    columns=(
        Column("team", Kind.KEY, Text("Team", "团队"), Text("Name of the team.", "团队名称。"), synonyms=("团队名称",)),
        Column(
            "parent",
            Kind.TEXT,
            Text("Parent team", "上级团队"),
            Text("Team above it; blank at the top.", "上级团队；顶层留空。"),
            default=None,
        ),
        Column(
            "manager",
            Kind.TEXT,
            Text("Manager", "负责人"),
            Text("Who leads the team.", "团队负责人。"),
            default=None,
            synonyms=("经理", "Team leader"),
        ),
        Column(
            "channel",
            Kind.CHOICE,
            Text("Channel operated", "运营通路"),
            Text("Channel that the team operates.", "团队运营的通路。"),
            choices=Channel,
            synonyms=("Channel", "通路"),
        ),
        Column(
            "regions",
            Kind.REFERENCES,
            Text("Regions covered", "覆盖区域"),
            Text("Regions, separated by ;. Blank: all.", "覆盖的区域，用分号隔开；留空为全部。"),
            default=(),
        ),
        Column(
            "industries",
            Kind.REFERENCES,
            Text("Industries covered", "覆盖行业"),
            Text("Industries, separated by ;. Blank: all.", "覆盖的行业，用分号隔开；留空为全部。"),
            default=(),
        ),
        Column(
            "cosells",
            Kind.FLAG,
            Text("Co-sells with partners", "参与伙伴协同"),
            Text("Whether a direct team develops and drives partners' deals.", "直销团队是否与战略伙伴协同推进商机。"),
            default=True,
            source=Text("direct teams co-sell", "直销团队默认协同"),
        ),
        Column(
            "heads",
            Kind.COUNT,
            Text("Heads", "人数"),
            Text("People in the team at the start of the year.", "年初在岗人数。"),
            minimum=0,
            maximum=100000,
            synonyms=("Headcount", "编制"),
        ),
        Column(
            "max_hires",
            Kind.COUNT,
            Text("Most hires", "招聘上限"),
            Text("Most people the plan may hire for the team.", "计划可为该团队招聘的人数上限。"),
            default=0,
            source=Text("no hires unless allowed", "未允许则不招聘"),
            minimum=0,
            maximum=10000,
        ),
        _per_head(
            "pay_cents",
            "Pay per head",
            "人均薪酬",
            "Base pay and process bonus, without commission.",
            "基本工资与过程奖金，不含提成。",
        ),
        _per_head("benefits_cents", "Benefits per head", "人均福利", "Social insurance and benefits.", "社保与福利。"),
        _per_head("expense_cents", "Expense per head", "人均费用", "Selling expense.", "销售费用。"),
        _per_head("travel_cents", "Travel per head", "人均差旅", "Travel cost.", "差旅费用。"),
        _per_head(
            "presales_cents",
            "Pre-sales per head",
            "人均售前",
            "Pre-sales cost that one head causes.",
            "每人带来的售前支持费用。",
        ),
        Column(
            "manager_pay_cents",
            Kind.MONEY,
            Text("Manager's pay", "负责人薪酬"),
            Text("Pay and benefits of the team's manager, a year.", "团队负责人的年薪酬与福利。"),
            default=0,
            source=Text("not given", "未提供"),
            minimum=0,
        ),
        Column(
            "ramp",
            Kind.REFERENCE,
            Text("Ramp profile", "爬坡曲线"),
            Text("Ramp profile of new people; blank: fully productive at once.", "新人的爬坡曲线；留空为立即满产能。"),
            default=None,
            references="ramps",
        ),
        Column(
            "attrition_share",
            Kind.SHARE,
            Text("Attrition", "离职率"),
            Text("Share of people who leave in a year.", "年离职比例。"),
            default=0.0,
            source=Text("not given", "未提供"),
            minimum=0,
            maximum=1,
        ),
        Column(
            "leave_share",
            Kind.SHARE,
            Text("Leave and training", "休假与培训"),
            Text("Share of working time not available for selling.", "不能用于销售的工作时间比例。"),
            default=0.1,
            source=Text("about 25 of 250 working days", "约 250 个工作日中的 25 天"),
            minimum=0,
            maximum=0.95,
        ),
        Column(
            "span_of_control",
            Kind.COUNT,
            Text("Span of control", "管理幅度"),
            Text("Most people that the manager can lead, hires included.", "负责人最多可带的人数（含新招）。"),
            default=None,
            minimum=1,
            maximum=100000,
        ),
        _money(
            "fixed_target_cents",
            "Fixed target",
            "固定目标",
            "The team's target is exactly this.",
            "团队目标固定为该金额。",
        ),
        _money(
            "target_min_cents",
            "Target, least",
            "目标下限",
            "The team's target is at least this.",
            "团队目标不低于该金额。",
        ),
        _money(
            "target_max_cents",
            "Target, most",
            "目标上限",
            "The team's target is at most this.",
            "团队目标不高于该金额。",
        ),
        _money(
            "revenue_min_cents",
            "Expected revenue, least",
            "预期收入下限",
            "The plan must expect at least this of the team.",
            "计划对该团队的预期收入下限。",
        ),
        _money(
            "revenue_max_cents",
            "Expected revenue, most",
            "预期收入上限",
            "The plan may expect at most this of the team.",
            "计划对该团队的预期收入上限。",
        ),
        _money(
            "last_year_revenue_cents",
            "Last year's revenue",
            "上年收入",
            "Team revenue last year; blank: from history or today's teams of segments.",
            "团队上年收入；留空则取历史或细分的现有团队。",
        ),
        Column(
            "cost_cap",
            Kind.SHARE,
            Text("Own cost cap", "团队费用率上限"),
            Text("Largest cost of sales of the team as a share of its revenue.", "团队营销成本占其收入的上限。"),
            default=None,
            minimum=0,
            maximum=2,
        ),
    ),
)

COVERAGE = Table(
    key="coverage",
    sheet=Text("Coverage", "团队覆盖"),
    meaning=Text(
        "Optional: which team may work which segment; a team listed here is covered by these rows alone.",
        "可选：团队可服务的细分；列在此处的团队只按此表覆盖。",
    ),
    row_type=Coverage,
    unique=("team", "segment"),
    columns=(
        Column("team", Kind.REFERENCE, Text("Team", "团队"), Text("The team.", "团队。"), references="teams"),
        Column(
            "segment",
            Kind.REFERENCE,
            Text("Segment", "细分"),
            Text("A segment, or a node above it.", "细分或其上级节点。"),
            references="segments",
        ),
        Column(
            "role",
            Kind.CHOICE,
            Text("Role", "角色"),
            Text("Whether the team leads, co-sells, or both.", "主责、协同或均可。"),
            default=CoverageRole.BOTH,
            source=Text("both roles", "均可"),
            choices=CoverageRole,
        ),
    ),
)

SEATS = Table(
    key="seats",
    sheet=Text("Seats", "席位"),
    meaning=Text("Selling positions and who fills them.", "销售席位及其任职人。"),
    row_type=Seat,
    columns=(
        Column(
            "seat",
            Kind.KEY,
            Text("Seat", "席位"),
            Text("Name or number of the position.", "席位名称或编号。"),
            synonyms=("席位编号",),
        ),
        Column(
            "team", Kind.REFERENCE, Text("Team", "团队"), Text("Team of the seat.", "所属团队。"), references="teams"
        ),
        Column(
            "rep",
            Kind.TEXT,
            Text("Rep", "销售代表"),
            Text("Name, or 'to be hired'.", "姓名，或“待招”。"),
            default=None,
            synonyms=("Name", "姓名", "Rep's name"),
        ),
        Column(
            "start_month",
            Kind.MONTH,
            Text("Start month", "到岗月"),
            Text(
                "Fiscal month from which a new person is there; blank: all year.",
                "新人到岗的财年月份；留空为全年在岗。",
            ),
            default=None,
            minimum=1,
            maximum=12,
        ),
        Column(
            "level_factor",
            Kind.NUMBER,
            Text("Level factor", "级别系数"),
            Text("1 = a typical rep; 1.2 carries a fifth more.", "1 为普通水平；1.2 表示多承担两成。"),
            Text("factor", "系数"),
            1.0,
            Text("a typical rep", "普通水平"),
            0.01,
            10,
        ),
        Column(
            "presence_share",
            Kind.SHARE,
            Text("Presence", "在岗比例"),
            Text("Part-time or long leave: share of the year present.", "兼职或长假：全年在岗比例。"),
            default=1.0,
            source=Text("full time", "全职"),
            minimum=0,
            maximum=1,
        ),
        _money(
            "last_year_target_cents",
            "Last year's target",
            "上年目标",
            "Blank: no data; 0: none was set.",
            "留空为无数据；0 为未设目标。",
        ),
        _money(
            "last_year_revenue_cents",
            "Last year's revenue",
            "上年收入",
            "Blank: no data; 0: sold nothing.",
            "留空为无数据；0 为没有业绩。",
        ),
        _money(
            "target_min_cents",
            "Target, least",
            "目标下限",
            "The seat's target is at least this.",
            "席位目标不低于该金额。",
        ),
        _money(
            "target_max_cents",
            "Target, most",
            "目标上限",
            "The seat's target is at most this.",
            "席位目标不高于该金额。",
        ),
        Column(
            "base_pay_cents",
            Kind.MONEY,
            Text("Base pay", "基本薪酬"),
            Text(
                "Base pay for a full year and full time, for the seat's letter; blank: the team's pay per head.",
                "全年全职的基本薪酬，用于责任书；留空则取团队人均薪酬。",
            ),
            Text("currency units a year", "货币单位/年"),
            None,
            minimum=0,
            synonyms=("Salary", "底薪", "基本工资", "固定薪酬"),
        ),
        *SEAT_TERRITORY_COLUMNS,
    ),
)


def month_columns(kind: Kind, default: object, meaning: Text) -> tuple[Column, ...]:
    """Return twelve columns M1…M12; a row's values become one tuple (fields ``month_shares[0]`` …)."""
    return tuple(
        Column(
            f"month_shares[{i}]",
            kind,
            Text(f"M{i + 1}", f"第{i + 1}月"),
            meaning,
            default=default,
            minimum=0,
            maximum=2,
            synonyms=(f"Month {i + 1}", f"{i + 1}月"),
        )
        for i in range(12)
    )


RAMP = Table(
    key="ramps",
    sheet=Text("Ramp", "爬坡"),
    meaning=Text("How productive a new person is in each month after the start.", "新人到岗后各月的产能。"),
    row_type=RampProfile,
    columns=(
        Column(
            "profile",
            Kind.KEY,
            Text("Ramp profile", "爬坡曲线"),
            Text("Name of the profile.", "曲线名称。"),
            synonyms=("Profile",),
        ),
        *month_columns(
            Kind.SHARE, 1.0, Text("Share of full performance in this month after the start.", "到岗后该月的产能比例。")
        ),
    ),
)

TEAM_COSTS = Table(
    key="team_costs",
    sheet=Text("Team costs", "团队费用"),
    meaning=Text("Cost lines of selling that are not per head.", "不按人头计的销售费用。"),
    row_type=TeamCost,
    columns=(
        Column("line", Kind.TEXT, Text("Cost line", "费用项"), Text("What it is for.", "费用名称。")),
        Column(
            "team",
            Kind.REFERENCE,
            Text("Team", "团队"),
            Text("Team that bears it; blank: the company.", "承担团队；留空为公司。"),
            default=None,
            references="teams",
        ),
        Column(
            "amount_cents",
            Kind.MONEY,
            Text("Amount a year", "年金额"),
            Text("Amount in the plan year.", "计划年度金额。"),
            minimum=0,
            synonyms=("Amount", "金额"),
        ),
        Column(
            "counts_in_ratio",
            Kind.FLAG,
            Text("Counts in the ratio", "计入成本率"),
            Text("Whether it counts in the cost-of-sales ratio.", "是否计入营销成本率。"),
            default=True,
            source=Text("all cost counts", "默认计入"),
        ),
    ),
)

MARKETING = Table(
    key="marketing",
    sheet=Text("Marketing", "市场费用"),
    meaning=Text("Marketing cost lines.", "市场费用。"),
    row_type=MarketingCost,
    columns=(
        Column("line", Kind.TEXT, Text("Cost line", "费用项"), Text("What it is for.", "费用名称。")),
        Column(
            "channel",
            Kind.CHOICE,
            Text("Channel", "通路"),
            Text("Channel that it serves; blank: all.", "服务的通路；留空为全部。"),
            default=None,
            choices=Channel,
        ),
        Column(
            "amount_cents",
            Kind.MONEY,
            Text("Amount a year", "年金额"),
            Text("Amount in the plan year.", "计划年度金额。"),
            minimum=0,
            synonyms=("Amount", "金额"),
        ),
        Column(
            "counts_in_ratio",
            Kind.FLAG,
            Text("Counts in the ratio", "计入成本率"),
            Text("Whether it counts in the cost-of-sales ratio.", "是否计入营销成本率。"),
            default=True,
            source=Text("all cost counts", "默认计入"),
        ),
    ),
)
