"""Sheet Segments 客户细分: the tree of customer segments."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.domain.market import Segment, SegmentGroup
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

SEGMENTS = Table(
    key="segments",
    sheet=Text("Segments", "客户细分"),
    meaning=Text("Customer segments, a tree; decisions are taken on its leaves.", "客户细分树；决策落在叶子节点。"),
    row_type=Segment,
    required=True,
    group_type=SegmentGroup,
    group_attribute="segment_groups",
    columns=(
        Column(
            "segment",
            Kind.KEY,
            Text("Segment", "细分"),
            Text("Name of the segment.", "细分名称。"),
            synonyms=("客户细分", "细分市场", "细分名称"),
        ),
        Column(
            "parent",
            Kind.TEXT,
            Text("Parent segment", "上级细分"),
            Text("Segment above it in the tree; blank at the top.", "上级细分；顶层留空。"),
            default=None,
            synonyms=("Parent",),
        ),
        Column(
            "industry",
            Kind.TEXT,
            Text("Industry", "行业"),
            Text("Industry, used by team coverage.", "行业，用于匹配团队覆盖范围。"),
            default=None,
        ),
        Column(
            "region",
            Kind.TEXT,
            Text("Region", "区域"),
            Text("Region, used by team coverage.", "区域，用于匹配团队覆盖范围。"),
            default=None,
            synonyms=("地区", "大区"),
        ),
        Column(
            "accounts",
            Kind.NUMBER,
            Text("Accounts", "客户数"),
            Text("Number of customers and prospects in the segment.", "细分内客户与潜在客户数。"),
            Text("customers", "家"),
            minimum=1,
            maximum=1e8,
            synonyms=("客户数量",),
        ),
        Column(
            "penetration",
            Kind.SHARE,
            Text("Penetration", "渗透率"),
            Text(
                "0–1: how easily we get through to the customers; not our present share.",
                "0–1：我们触达客户的难易程度，不是现有份额。",
            ),
            minimum=0,
            maximum=1,
            nought=Text("hardly any customer there can be won", "该细分几乎无法触达"),
        ),
        Column(
            "existing_revenue_cents",
            Kind.MONEY,
            Text("Last year's revenue", "上年收入"),
            Text("Revenue of the segment in the year before the plan year.", "计划年度前一年的收入。"),
            minimum=0,
            synonyms=("Existing revenue", "Last year revenue", "去年收入"),
        ),
        Column(
            "today_channel",
            Kind.CHOICE,
            Text("Today's channel", "现有通路"),
            Text("Channel that serves the segment today.", "目前服务该细分的通路。"),
            default=None,
            choices=Channel,
        ),
        Column(
            "today_team",
            Kind.REFERENCE,
            Text("Today's team", "现有团队"),
            Text("Team that leads the segment today.", "目前主责该细分的团队。"),
            default=None,
            references="teams",
        ),
        Column(
            "today_effort_fte",
            Kind.NUMBER,
            Text("Today's effort", "现有投入"),
            Text(
                "FTE spent on it today; blank: the team's time spread by potential.",
                "目前投入的全职人力；留空则按潜力分摊团队人力。",
            ),
            Text("FTE", "全职人力"),
            None,
            minimum=0,
            maximum=10000,
        ),
        Column(
            "forced_channel",
            Kind.CHOICE,
            Text("Forced channel", "指定通路"),
            Text("The plan must use this channel.", "计划必须采用的通路。"),
            default=None,
            choices=Channel,
        ),
        Column(
            "forbidden_channels",
            Kind.CHOICES,
            Text("Forbidden channels", "禁用通路"),
            Text("The plan may not use these channels.", "计划不得采用的通路。"),
            default=(),
            choices=Channel,
        ),
        Column(
            "strategic",
            Kind.FLAG,
            Text("Strategic", "战略细分"),
            Text("A strategic segment may not be avoided.", "战略细分不可回避。"),
            default=False,
            source=Text("unless marked", "未标记视为否"),
        ),
        Column(
            "seed_option_value_cents",
            Kind.MONEY,
            Text("Option value when seeded", "撒网期权价值"),
            Text(
                "Worth of keeping the segment warm; without it seed is never chosen, unless it is forced.",
                "保持接触的价值；不填则不会选择撒网，除非指定。",
            ),
            default=0,
            source=Text("none stated", "未给出"),
            minimum=0,
        ),
        Column(
            "share_floor",
            Kind.SHARE,
            Text("Share floor", "份额下限"),
            Text("Least expected revenue as a share of potential.", "预期收入占潜力的下限。"),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "assign_by_product",
            Kind.FLAG,
            Text("Assign by product line", "按产品线分配"),
            Text(
                "Yes: each product line of the segment gets a channel of its own.", "是：细分内每条产品线单独选通路。"
            ),
            default=False,
            source=Text("one channel a segment", "每个细分一个通路"),
        ),
        Column(
            "average_deal_cents",
            Kind.MONEY,
            Text("Average deal", "平均单额"),
            Text(
                "First-year revenue of one new customer; blank: as in Settings.", "一个新客户的首年收入；留空取参数表。"
            ),
            default=None,
            minimum=0.01,
        ),
        Column(
            "win_rate",
            Kind.SHARE,
            Text("Win rate", "赢单率"),
            Text("Share of opportunities won; blank: as in Settings.", "赢单比例；留空取参数表。"),
            default=None,
            minimum=0.001,
            maximum=1,
        ),
    ),
)
