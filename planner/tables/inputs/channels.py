"""Sheets Channels 通路 and Rebates 返点阶梯, with the default terms of the five channels."""

from __future__ import annotations

from planner.domain.channels import ChannelTerms, RebateStep
from planner.domain.choices import Channel, SalesMode
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

_S = Kind.SHARE

CHANNELS = Table(
    key="channels",
    sheet=Text("Channels", "通路"),
    meaning=Text(
        "What each channel can do and costs; missing rows and cells take the defaults.",
        "各通路的能力与成本；缺行或留空取默认值。",
    ),
    row_type=ChannelTerms,
    unique=("channel",),
    columns=(
        Column(
            "channel",
            Kind.CHOICE,
            Text("Channel", "通路"),
            Text("One of the five channels.", "五种通路之一。"),
            choices=Channel,
            synonyms=("销售通路",),
        ),
        Column(
            "ceiling_low",
            _S,
            Text("Ceiling, hard to penetrate", "赢取上限（难渗透）"),
            Text(
                "Share of the open potential that unlimited effort wins in a year at penetration 0.",
                "渗透率为 0 时，无限投入一年可赢得的空白潜力比例。",
            ),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "ceiling_high",
            _S,
            Text("Ceiling, easy to penetrate", "赢取上限（易渗透）"),
            Text("The same at penetration 1.", "渗透率为 1 时的同一比例。"),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "accounts_per_fte",
            Kind.NUMBER,
            Text("Accounts per FTE", "人均客户数"),
            Text(
                "Accounts that one FTE works when half of the ceiling is reached.",
                "达到上限一半时一名全职人力覆盖的客户数。",
            ),
            Text("accounts", "家"),
            None,
            minimum=0.01,
            maximum=1e6,
        ),
        Column(
            "response_shape",
            Kind.NUMBER,
            Text("Response shape", "响应形状"),
            Text("Exponent of the response curve; above 1 it is S-shaped.", "响应曲线的指数；大于 1 为 S 形。"),
            Text("exponent", "指数"),
            None,
            minimum=0.1,
            maximum=5,
        ),
        Column(
            "cycle_long_months",
            Kind.NUMBER,
            Text("Sales cycle, hard", "销售周期（难）"),
            Text("Months from start to contract at penetration 0.", "渗透率为 0 时从启动到签约的月数。"),
            Text("months", "月"),
            None,
            minimum=0,
            maximum=60,
        ),
        Column(
            "cycle_short_months",
            Kind.NUMBER,
            Text("Sales cycle, easy", "销售周期（易）"),
            Text("The same at penetration 1.", "渗透率为 1 时的月数。"),
            Text("months", "月"),
            None,
            minimum=0,
            maximum=60,
        ),
        Column(
            "keep_alone",
            _S,
            Text("Kept without effort", "无投入留存率"),
            Text("Share of last year's revenue that renews by itself.", "不投入时自然续约的上年收入比例。"),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "keep_served",
            _S,
            Text("Kept when served", "服务留存率"),
            Text("Share of last year's revenue that stays under full reach.", "充分服务下留存的上年收入比例。"),
            default=None,
            minimum=0,
            maximum=1.5,
        ),
        Column(
            "partner_margin",
            _S,
            Text("Partner margin", "伙伴毛利"),
            Text("Share of revenue that partners keep.", "伙伴留取的收入比例。"),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "commission_rate",
            _S,
            Text("Commission rate", "提成比例"),
            Text("Commission of our people as a share of revenue.", "我方人员提成占收入比例。"),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "programme_cost_cents",
            Kind.MONEY,
            Text("Programme cost per unit", "单元项目费用"),
            Text("Fixed cost a year of running one unit in this channel.", "一个单元走该通路的年固定费用。"),
            default=None,
            minimum=0,
        ),
        Column(
            "customisation_limit",
            _S,
            Text("Customisation limit", "定制化上限"),
            Text("Most customised product that the channel can deliver.", "该通路可交付的最高定制化程度。"),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "customisation_cost",
            _S,
            Text("Margin lost to customisation", "定制化毛利损失"),
            Text("Gross margin lost per unit of customisation.", "每单位定制化损失的毛利率。"),
            default=None,
            minimum=0,
            maximum=1,
        ),
        Column(
            "sales_modes",
            Kind.CHOICES,
            Text("Sales modes allowed", "可用销售模式"),
            Text("Sales modes that the channel can carry.", "该通路可承担的销售模式。"),
            default=None,
            choices=SalesMode,
        ),
        Column(
            "cosell_share",
            _S,
            Text("Co-sell share", "协同投入比例"),
            Text("FTE of a direct team per FTE of the lead team.", "主责团队每投入 1 人力，直销团队协同投入的比例。"),
            default=None,
            minimum=0,
            maximum=2,
        ),
    ),
)

REBATES = Table(
    key="rebates",
    sheet=Text("Rebates", "返点阶梯"),
    meaning=Text(
        "Stepped rebate of a partner channel: from this revenue on, all of it earns the rate.",
        "伙伴通路的阶梯返点：收入达到该档后，全部收入按该比例返点。",
    ),
    row_type=RebateStep,
    unique=("channel", "from_revenue_cents"),
    columns=(
        Column(
            "channel", Kind.CHOICE, Text("Channel", "通路"), Text("A partner channel.", "伙伴通路。"), choices=Channel
        ),
        Column(
            "from_revenue_cents",
            Kind.MONEY,
            Text("From revenue", "起始收入"),
            Text("Revenue of the channel from which the rate holds.", "该比例生效的通路收入起点。"),
            minimum=0,
        ),
        Column(
            "rate",
            _S,
            Text("Rebate rate", "返点比例"),
            Text("Share of the channel's whole revenue.", "占该通路全部收入的比例。"),
            minimum=0,
            maximum=1,
        ),
    ),
)

_PUSH = (SalesMode.PRODUCT_PUSH,)
_ALL_MODES = (SalesMode.PRODUCT_PUSH, SalesMode.MOTIVATION, SalesMode.NEED_CREATION)

DEFAULT_CHANNELS: dict[Channel, ChannelTerms] = {
    Channel.DIRECT: ChannelTerms(
        Channel.DIRECT, 0.08, 0.36, 110.0, 1.15, 11.0, 3.0, 0.70, 0.97, 0.0, 0.02, 0, 1.0, 0.0, _ALL_MODES, 0.0
    ),
    Channel.STRATEGIC_PARTNER: ChannelTerms(
        Channel.STRATEGIC_PARTNER,
        0.16,
        0.38,
        170.0,
        1.15,
        9.0,
        3.0,
        0.70,
        0.96,
        0.06,
        0.01,
        5_000_000,
        0.6,
        0.10,
        _PUSH,
        0.3,
    ),
    Channel.SMB_PARTNER: ChannelTerms(
        Channel.SMB_PARTNER,
        0.04,
        0.30,
        400.0,
        1.05,
        8.0,
        2.0,
        0.70,
        0.94,
        0.10,
        0.005,
        2_000_000,
        0.4,
        0.15,
        _PUSH,
        0.0,
    ),
    Channel.SEED: ChannelTerms(
        Channel.SEED, 0.0, 0.0, 1000.0, 1.0, 12.0, 12.0, 0.68, 0.68, 0.0, 0.0, 3_000_000, 1.0, 0.0, _ALL_MODES, 0.0
    ),
    Channel.AVOID: ChannelTerms(
        Channel.AVOID, 0.0, 0.0, 1000.0, 1.0, 12.0, 12.0, 0.62, 0.62, 0.0, 0.0, 0, 1.0, 0.0, _ALL_MODES, 0.0
    ),
}
"""Default terms. Chosen so that the elasticity γ·(1 − reach) at today's effort is near 0.3 (Albers, Mantrala & Sridhar 2010, mean 0.34)."""

DEFAULT_CHANNEL_SOURCE = Text(
    "default of this program; effort elasticity near 0.3 as in Albers, Mantrala & Sridhar (2010)",
    "程序默认值；投入弹性约 0.3，参照 Albers、Mantrala 与 Sridhar（2010）",
)
