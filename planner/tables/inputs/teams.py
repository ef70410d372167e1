"""Sheets Teams 团队 and Coverage 团队覆盖: who sells, through which channel, and where."""

from __future__ import annotations

from planner.domain.choices import Channel, CoverageRole
from planner.domain.organisation import Coverage, Team, TeamGroup
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table, money_if_given

_PER_HEAD = Text("currency units per head and year", "货币单位/人/年")


def _per_head(field: str, en: str, zh: str, meaning_en: str, meaning_zh: str) -> Column:
    return Column(
        field,
        Kind.MONEY,
        Text(en, zh),
        Text(meaning_en, meaning_zh),
        _PER_HEAD,
        default=0,
        source=Text("not given", "未提供"),
        minimum=0,
        is_common=field != "pay_cents",  # heads may be paid by their seats: the checks of soundness look at both
    )


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
            synonyms=("Headcount",),
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
            "Base pay and process bonus, without commission; of heads whose seat states no base pay, and of hires.",
            "基本工资与过程奖金，不含提成；用于未单列基本薪酬的人员与新招人员。",
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
        money_if_given(
            "fixed_target_cents",
            "Fixed target",
            "固定目标",
            "The team's target is exactly this.",
            "团队目标固定为该金额。",
        ),
        money_if_given(
            "target_min_cents",
            "Target, least",
            "目标下限",
            "The team's target is at least this.",
            "团队目标不低于该金额。",
        ),
        money_if_given(
            "target_max_cents",
            "Target, most",
            "目标上限",
            "The team's target is at most this.",
            "团队目标不高于该金额。",
        ),
        money_if_given(
            "revenue_min_cents",
            "Expected revenue, least",
            "预期收入下限",
            "The plan must expect at least this of the team.",
            "计划对该团队的预期收入下限。",
        ),
        money_if_given(
            "revenue_max_cents",
            "Expected revenue, most",
            "预期收入上限",
            "The plan may expect at most this of the team.",
            "计划对该团队的预期收入上限。",
        ),
        money_if_given(
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
