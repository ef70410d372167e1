"""Sheets Seasonality 季节性 and Monthly history 历史: shares and revenue by month."""

from __future__ import annotations

from planner.domain.calendar import HistoryLine, Seasonality
from planner.domain.choices import SeasonScope
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table


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
            Text(
                "Company, product or team; the months of a segment move no target.",
                "公司、产品或团队；细分的月份占比不影响目标。",
            ),
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
    sheet=Text("Monthly history", "历史"),
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
