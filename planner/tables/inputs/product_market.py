"""Sheets that cross segments with product lines: Potential 产品市场潜力, Fit 产品市场匹配, Judgement 经验判断."""

from __future__ import annotations

from planner.domain.choices import Fit
from planner.domain.market import Judgement
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Layout, Table

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
