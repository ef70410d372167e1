"""Sheets Team costs 团队费用 and Marketing 市场费用: cost lines that are not per head."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.domain.organisation import MarketingCost, TeamCost
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

_LINE = Column("line", Kind.TEXT, Text("Cost line", "费用项"), Text("What it is for.", "费用名称。"))
_AMOUNT = Column(
    "amount_cents",
    Kind.MONEY,
    Text("Amount a year", "年金额"),
    Text("Amount in the plan year.", "计划年度金额。"),
    minimum=0,
    synonyms=("Amount", "金额"),
)
_COUNTS = Column(
    "counts_in_ratio",
    Kind.FLAG,
    Text("Counts in the ratio", "计入成本率"),
    Text("Whether it counts in the cost-of-sales ratio.", "是否计入营销成本率。"),
    default=True,
    source=Text("all cost counts", "默认计入"),
)

TEAM_COSTS = Table(
    key="team_costs",
    sheet=Text("Team costs", "团队费用"),
    meaning=Text("Cost lines of selling that are not per head.", "不按人头计的销售费用。"),
    row_type=TeamCost,
    columns=(
        _LINE,
        Column(
            "team",
            Kind.REFERENCE,
            Text("Team", "团队"),
            Text("Team that bears it; blank: the company.", "承担团队；留空为公司。"),
            default=None,
            references="teams",
        ),
        _AMOUNT,
        _COUNTS,
    ),
)


MARKETING = Table(
    key="marketing",
    sheet=Text("Marketing", "市场费用"),
    meaning=Text("Marketing cost lines.", "市场费用。"),
    row_type=MarketingCost,
    columns=(
        _LINE,
        Column(
            "channel",
            Kind.CHOICE,
            Text("Channel", "通路"),
            Text("Channel that it serves; blank: all.", "服务的通路；留空为全部。"),
            default=None,
            choices=Channel,
        ),
        _AMOUNT,
        _COUNTS,
    ),
)
