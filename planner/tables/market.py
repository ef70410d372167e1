"""Sheets of the market side: Products, Segments, Potential, Fit, Judgement."""

from __future__ import annotations

from planner.domain.choices import Channel, Fit, LifecycleStage, SalesMode
from planner.domain.market import Judgement, Product, Segment, SegmentGroup
from planner.language import Text
from planner.tables.column import Column, Kind, Layout, Table

_NOT_GIVEN = Text("not given", "未提供")

PRODUCTS = Table(
    key="products",
    sheet=Text("Products", "产品"),
    meaning=Text("Product lines with margin, customisation and readiness.", "产品线及其毛利、定制化程度与就绪情况。"),
    row_type=Product,
    required=True,
    columns=(
        Column(
            "product",
            Kind.KEY,
            Text("Product line", "产品线"),
            Text("Name of the product line.", "产品线名称。"),
            synonyms=("Product", "产品", "产品名称"),
        ),
        Column(
            "gross_margin",
            Kind.SHARE,
            Text("Gross margin", "毛利率"),
            Text("Gross margin as a share of revenue, before partner margin.", "毛利占收入的比例，未扣伙伴毛利。"),
            minimum=-1,
            maximum=1,
        ),
        Column(
            "customisation",
            Kind.SHARE,
            Text("Customisation", "定制化程度"),
            Text("0 standard product to 1 built for one customer.", "0 为标准品，1 为完全定制。"),
            Text("0 to 1", "0–1"),
            0.0,
            Text("standard product", "标准品"),
            0,
            1,
        ),
        Column(
            "sales_mode",
            Kind.CHOICE,
            Text("Sales mode", "销售模式"),
            Text("How the product is sold; partners sell product push only.", "产品的销售方式；伙伴只做产品推销。"),
            default=SalesMode.PRODUCT_PUSH,
            source=Text("simplest mode", "最简单的模式"),
            choices=SalesMode,
        ),
        Column(
            "lifecycle_stage",
            Kind.CHOICE,
            Text("Life-cycle stage", "生命周期"),
            Text("Stage of the product line.", "产品线所处阶段。"),
            default=None,
            choices=LifecycleStage,
            synonyms=("Lifecycle stage",),
        ),
        Column(
            "deliverable_again",
            Kind.FLAG,
            Text("Ready: deliverable again", "就绪：可重复交付"),
            Text("It has been delivered and can be delivered again.", "已交付过且可再次交付。"),
            default=True,
            source=Text("a line on sale is ready", "在售产品视为就绪"),
        ),
        Column(
            "accepted_by_several",
            Kind.FLAG,
            Text("Ready: accepted by several customers", "就绪：多客户认可"),
            Text("Several customers of one segment have accepted it.", "同一细分内已有多个客户认可。"),
            default=True,
            source=Text("a line on sale is ready", "在售产品视为就绪"),
        ),
        Column(
            "clear_profit",
            Kind.FLAG,
            Text("Ready: clear profit", "就绪：利润清晰"),
            Text("Its profit is known and positive.", "利润清楚且为正。"),
            default=True,
            source=Text("a line on sale is ready", "在售产品视为就绪"),
        ),
        Column(
            "target_floor_cents",
            Kind.MONEY,
            Text("Product target or floor", "产品目标或下限"),
            Text("Least expected revenue the plan must bring of this line.", "计划对该产品线预期收入的下限。"),
            default=None,
            minimum=0,
            synonyms=("Product floor", "Product target", "产品目标", "产品下限"),
        ),
    ),
)

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
            required_on_groups=False,
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
                "Worth of keeping the segment warm; without it seed is never chosen.",
                "保持接触的价值；不填则不会选择撒网。",
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

POTENTIAL = Table(
    key="potential_cents",
    sheet=Text("Potential", "产品市场潜力"),
    meaning=Text(
        "Product-market matrix: what customers of a segment spend, or would spend, a year.",
        "产品市场矩阵：细分客户每年的（潜在）采购额。",
    ),
    row_type=None,
    layout=Layout.MATRIX,
    required=True,
    row_table="segments",
    column_table="products",
    columns=(
        Column(
            "potential_cents",
            Kind.MONEY,
            Text("Potential", "潜力"),
            Text("Money a year; blank: no market.", "每年金额；留空表示无市场。"),
            default=None,
            minimum=0,
        ),
    ),
)

FIT = Table(
    key="fit",
    sheet=Text("Fit", "产品市场匹配"),
    meaning=Text("Product-market matrix: core, expand, explore or none.", "产品市场矩阵：核心、拓展、探索或无。"),
    row_type=None,
    layout=Layout.MATRIX,
    row_table="segments",
    column_table="products",
    columns=(
        Column(
            "fit",
            Kind.CHOICE,
            Text("Fit", "匹配"),
            Text("How the product fits the segment; blank: core.", "产品与细分的匹配；留空为核心。"),
            default=Fit.CORE,
            source=Text("where a market is stated", "已给出潜力"),
            choices=Fit,
        ),
    ),
)


def _points(field: str, en: str, zh: str) -> Column:
    return Column(
        field,
        Kind.MONEY,
        Text(en, zh),
        Text("Revenue a year that you expect at this effort.", "在该投入下预期的年收入。"),
        minimum=0,
    )


JUDGEMENT = Table(
    key="judgements",
    sheet=Text("Judgement", "经验判断"),
    meaning=Text(
        "Optional: expected revenue at five effort levels, used instead of the curve.",
        "可选：五档投入下的预期收入，用于替代响应曲线。",
    ),
    row_type=Judgement,
    unique=("segment", "product"),
    columns=(
        Column(
            "segment",
            Kind.REFERENCE,
            Text("Segment", "细分"),
            Text("Segment that is judged.", "被判断的细分。"),
            references="segments",
        ),
        Column(
            "product",
            Kind.REFERENCE,
            Text("Product line", "产品线"),
            Text("Only where the segment is assigned by product line.", "仅用于按产品线分配的细分。"),
            default=None,
            references="products",
        ),
        _points("revenue_none_cents", "Revenue without effort", "零投入收入"),
        _points("revenue_half_cents", "Revenue at half of today's effort", "半数投入收入"),
        _points("revenue_today_cents", "Revenue at today's effort", "现有投入收入"),
        _points("revenue_more_cents", "Revenue at one and a half times today's effort", "1.5倍投入收入"),
        _points("revenue_unlimited_cents", "Revenue with unlimited effort", "无限投入收入"),
    ),
)
