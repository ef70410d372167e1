"""Sheet Products 产品: product lines with margin, customisation and readiness."""

from __future__ import annotations

from planner.domain.choices import LifecycleStage, SalesMode
from planner.domain.market import Product
from planner.language import Text
from planner.tables.columns.column import Column, Kind, Table

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
            nought=Text("nothing is earned on the line", "该产品线没有毛利"),
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
            Text(
                "Stage of the product line; for information, no figure depends on it.",
                "产品线所处阶段，仅供参考，不影响任何数值。",
            ),
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
