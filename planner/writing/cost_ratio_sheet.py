"""Sheet Cost ratios: the cost-of-sales ratio of every team, channel, segment, product line and month, beside its cap."""

from __future__ import annotations

from typing import Any

from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.results.cost_of_sales import CostRatio, RatioAxis, compute_ratios
from planner.results.cost_of_sales_months import compute_month_ratios, spread_costs
from planner.tables.choice_words import word_of
from planner.tables.result_sheets import (
    CHANNEL_PLAN_SHEET,
    COST_RATIO_SHEET,
    COST_SHEET,
    NO_OWNER,
    PRODUCT_MARKET_SHEET,
    RATIO_AXIS_WORDS,
)
from planner.writing.formats import Styles
from planner.writing.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_market_sheets import FIRST_ROW, HEADER_ROW

AXIS_COLUMN, RATIO_COST_COLUMN = (place_of(COST_RATIO_SHEET, k) for k in ("axis", "cost"))
_Row = tuple[str, Text, object, object, object, float | None]


class _Sources:
    """References to the sheets that revenue and cost come from."""

    def __init__(
        self, plan: AnnualPlan, market: SheetWriter, products: tuple[SheetWriter, int], costs: SheetWriter
    ) -> None:
        units_, lines = len(plan.channel_plan.units), len(plan.channel_plan.costs)

        def unit(key: str) -> str:
            return market.column_ref(place_of(CHANNEL_PLAN_SHEET, key), FIRST_ROW, units_)

        def line(key: str) -> str:
            return costs.column_ref(place_of(COST_SHEET, key), FIRST_ROW, lines)

        def product(key: str) -> str:
            return products[0].column_ref(place_of(PRODUCT_MARKET_SHEET, key), FIRST_ROW, products[1])

        self.revenue, self.amount, self.counts = unit("revenue"), line("amount"), line("counts")
        self.names = {
            RatioAxis.TEAM: (self.revenue, unit("team"), line("team")),
            RatioAxis.CHANNEL: (self.revenue, unit("channel"), line("channel")),
            RatioAxis.SEGMENT: (product("revenue"), product("segment"), ""),
            RatioAxis.PRODUCT: (product("revenue"), product("product"), ""),
        }

    def amounts(self, ratio: CostRatio, n: int) -> tuple[object, object, object]:
        """Return revenue, counted and uncounted cost of the row numbered `n`: live where they are sums of other sheets."""
        values = [units(c) for c in (ratio.revenue_cents, ratio.cost_cents, ratio.outside_cents)]
        if ratio.axis is RatioAxis.COMPANY:
            return (
                Formula(f"=ROUND(SUM({self.revenue}),2)", values[0]),
                Formula(f"=ROUND(SUMIFS({self.amount},{self.counts},1),2)", values[1]),
                Formula(f"=ROUND(SUMIFS({self.amount},{self.counts},0),2)", values[2]),
            )
        if ratio.name is None:
            return values[0], values[1], values[2]
        revenue, names, owners = self.names[ratio.axis]
        sold = Formula(f"=ROUND(SUMIFS({revenue},{names},$B{n}),2)", values[0])
        if not owners:
            return sold, values[1], values[2]
        counted = Formula(f"=ROUND(SUMIFS({self.amount},{owners},$B{n},{self.counts},1),2)", values[1])
        return sold, counted, Formula(f"=ROUND(SUMIFS({self.amount},{owners},$B{n},{self.counts},0),2)", values[2])


def add_cost_ratio_sheet(
    workbook: Any,
    styles: Styles,
    plan_input: PlanInput,
    plan: AnnualPlan,
    language: Language,
    market: SheetWriter,
    products: tuple[SheetWriter, int],
    costs: SheetWriter,
) -> tuple[SheetWriter, int]:
    """Add sheet Cost ratios; return it and its number of rows. `products` is sheet Product-market with its number of rows."""
    title = Text(
        "Cost-of-sales ratio by team, channel, segment, product line and month",
        "各团队、通路、细分、产品线与月份的营销成本率",
    )
    writer = SheetWriter(workbook, styles, COST_RATIO_SHEET.sheet, language, title)
    sources = _Sources(plan, market, products, costs)
    rows: list[list[object]] = []
    for ratio in compute_ratios(plan_input, plan):
        n = FIRST_ROW + len(rows) + 1
        name = _name(ratio, plan_input)
        rows.append(
            _row(n, ratio.axis.value, name, sources.amounts(ratio, n), ratio.ratio, ratio.cap, ratio.room_cents)
        )
    outside = [0] * 12
    for line in spread_costs(plan_input, plan):
        if not line.line.counts_in_ratio:
            outside = [a + b for a, b in zip(outside, line.months_cents, strict=True)]
    months = compute_month_ratios(plan_input, plan)
    first = FIRST_ROW + len(rows) + 1
    for m, month in enumerate(months):
        amounts = (units(month.revenue_cents), units(month.cost_cents), units(outside[m]))
        rows.append(_row(first + m, "month", _month(m), amounts, month.ratio, None, None))
    for m, month in enumerate(months):
        cents = (month.revenue_to_date_cents, month.cost_to_date_cents, sum(outside[: m + 1]))
        live = tuple(
            Formula(f"=ROUND(SUM({letter}${first}:{letter}{first + m}),2)", units(c))
            for letter, c in zip("CDE", cents, strict=True)
        )
        rows.append(_row(first + 12 + m, "to_date", _month(m), live, month.ratio_to_date, None, None))
    fields = lay_out(COST_RATIO_SHEET, (16, 28, 18, 18, 18, 12, 10, 20))
    end = writer.table(HEADER_ROW, fields, rows)
    red = {"type": "cell", "criteria": "<", "value": 0, "format": styles.get(bg_color="#F8CBAD")}
    writer.sheet.conditional_format(FIRST_ROW, 7, end - 1, 7, red)
    return writer, len(rows)


def _row(
    n: int,
    axis: str,
    name: Text,
    amounts: tuple[object, ...],
    ratio: float | None,
    cap: float | None,
    room_cents: float | None,
) -> list[object]:
    # To six digits and not to the cent: a cap times an amount may be half a cent, which programs round differently.
    room = None if room_cents is None else Formula(f"=ROUND(G{n}*C{n}-D{n},6)", round(room_cents / 100, 6))
    live = Formula(f"=IF(C{n}=0,0,D{n}/C{n})", ratio or 0.0)
    return [RATIO_AXIS_WORDS[axis], name, *amounts, live, cap, room]


def _name(ratio: CostRatio, plan_input: PlanInput) -> Text:
    if ratio.axis is RatioAxis.COMPANY:
        return Text.same(plan_input.settings.company)
    if ratio.name is None:
        return NO_OWNER
    return word_of(Channel(ratio.name)) if ratio.axis is RatioAxis.CHANNEL else Text.same(ratio.name)


def _month(index: int) -> Text:
    return Text(f"M{index + 1}", f"第{index + 1}月")
