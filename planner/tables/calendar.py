"""Sheets Seasonality 季节性, History 历史 and Overrides 人工调整."""

from __future__ import annotations

from planner.domain.calendar import HistoryLine, Seasonality
from planner.domain.choices import OverrideKind, SeasonScope
from planner.domain.override import Override
from planner.language import Text
from planner.tables.column import Column, Kind, Table
from planner.tables.organisation import month_columns

SEASONALITY = Table(
    key="seasonality",
    sheet=Text("Seasonality", "季节性"),
    meaning=Text(
        "Share of the year in each fiscal month; without it, from history, else even.",
        "各财年月份占全年的比例；缺省取历史，否则平均。",
    ),
    row_type=Seasonality,
    unique=("scope", "name"),
    columns=(
        Column(
            "scope",
            Kind.CHOICE,
            Text("Applies to", "适用于"),
            Text("Company, product, segment or team.", "公司、产品、细分或团队。"),
            choices=SeasonScope,
        ),
        Column(
            "name",
            Kind.TEXT,
            Text("Name", "名称"),
            Text("Which product, segment or team; blank for the company.", "产品、细分或团队名称；公司留空。"),
            default=None,
        ),
        *month_columns(Kind.SHARE, 0.0, Text("Share of the year in this fiscal month.", "该财年月份占全年的比例。")),
    ),
)

HISTORY = Table(
    key="history",
    sheet=Text("History", "历史"),
    meaning=Text(
        "Monthly revenue of past years, from which month shares and product splits are computed.",
        "以往各月收入，用于计算月度与产品占比。",
    ),
    row_type=HistoryLine,
    columns=(
        Column(
            "year",
            Kind.YEAR,
            Text("Year", "年"),
            Text("Calendar year.", "自然年。"),
            minimum=1990,
            maximum=2100,
            synonyms=("年份",),
        ),
        Column(
            "month",
            Kind.MONTH,
            Text("Month", "月"),
            Text("Calendar month.", "自然月。"),
            minimum=1,
            maximum=12,
            synonyms=("月份",),
        ),
        Column(
            "segment",
            Kind.REFERENCE,
            Text("Segment", "细分"),
            Text("Leaf segment.", "叶子细分。"),
            references="segments",
        ),
        Column(
            "product",
            Kind.REFERENCE,
            Text("Product line", "产品线"),
            Text("Product line, when known.", "产品线（如有）。"),
            default=None,
            references="products",
        ),
        Column(
            "team",
            Kind.REFERENCE,
            Text("Team", "团队"),
            Text("Team, when known.", "团队（如有）。"),
            default=None,
            references="teams",
        ),
        Column(
            "revenue_cents",
            Kind.MONEY,
            Text("Revenue", "收入"),
            Text("Revenue of the month.", "当月收入。"),
            unit=Text("currency units in the month", "货币单位（当月）"),
            minimum=-1e13,
        ),
    ),
)

OVERRIDES = Table(
    key="overrides",
    sheet=Text("Overrides", "人工调整"),
    meaning=Text("Decisions that a person fixed, with who and why.", "人工确定的决策，注明何人、何因。"),
    row_type=Override,
    unique=("kind", "name", "product"),
    columns=(
        Column(
            "kind",
            Kind.CHOICE,
            Text("What is fixed", "调整对象"),
            Text(
                "A segment's channel or team, a team's or seat's target, an account's seat.",
                "细分的通路或团队，团队或席位的目标，客户的席位。",
            ),
            choices=OverrideKind,
        ),
        Column(
            "name",
            Kind.TEXT,
            Text("Name", "名称"),
            Text("Which segment, team, seat or account.", "细分、团队、席位或客户的名称。"),
        ),
        Column(
            "product",
            Kind.REFERENCE,
            Text("Product line", "产品线"),
            Text("Only for segments assigned by product line.", "仅用于按产品线分配的细分。"),
            default=None,
            references="products",
        ),
        Column(
            "value",
            Kind.TEXT,
            Text("Decision", "决定"),
            Text("The channel, the team, the amount or the seat.", "通路、团队、金额或席位。"),
            synonyms=("Value", "值"),
        ),
        Column("who", Kind.TEXT, Text("Who", "调整人"), Text("Who decided.", "由谁决定。")),
        Column("why", Kind.TEXT, Text("Why", "原因"), Text("The reason.", "原因。")),
    ),
)
