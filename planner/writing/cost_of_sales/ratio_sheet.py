"""Sheet Cost ratios: the cost-of-sales ratio of every team, channel, segment, product line and month, beside its cap."""

from __future__ import annotations

from typing import Any

from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.results.cost_of_sales.months import compute_month_ratios, spread_costs
from planner.results.cost_of_sales.ratios import CostRatio, RatioAxis, compute_ratios
from planner.tables.results.cost_sheets import (
    COST_BASIS_SHEET,
    COST_BASIS_WORDS,
    COST_RATIO_SHEET,
    COST_SHEET,
    NO_OWNER,
    RATIO_AXIS_WORDS,
    UNIT_COST_SHEET,
)
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET, PRODUCT_MARKET_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.inputs.input_cells import InputCells
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW

AXIS_COLUMN, RATIO_COST_COLUMN = (place_of(COST_RATIO_SHEET, k) for k in ("axis", "cost"))
_Row = tuple[str, Text, object, object, object, float | None]


class RatioSources:
    """References to the sheets that revenue, cost and caps come from."""

    def __init__(
        self,
        plan: AnnualPlan,
        cells: InputCells,
        market: SheetWriter,
        products: tuple[SheetWriter, int],
        costs: SheetWriter,
        bases: tuple[SheetWriter, int],
        unit_costs: SheetWriter,
    ) -> None:
        self.cells = cells
        units_, lines = len(plan.channel_plan.units), len(plan.channel_plan.costs)

        def unit(key: str) -> str:
            return market.column_ref(place_of(CHANNEL_PLAN_SHEET, key), FIRST_ROW, units_)

        def line(key: str) -> str:
            return costs.column_ref(place_of(COST_SHEET, key), FIRST_ROW, lines)

        def product(key: str) -> str:
            return products[0].column_ref(place_of(PRODUCT_MARKET_SHEET, key), FIRST_ROW, products[1])

        def whole(key: str) -> str:
            return unit_costs.column_ref(place_of(UNIT_COST_SHEET, key), FIRST_ROW, units_)

        def basis(key: str) -> str:
            return bases[0].column_ref(place_of(COST_BASIS_SHEET, key), FIRST_ROW, bases[1])

        self.revenue, self.amount, self.counts = unit("revenue"), line("amount"), line("counts")
        self.names = {
            RatioAxis.TEAM: (self.revenue, unit("team"), line("team")),
            RatioAxis.CHANNEL: (self.revenue, unit("channel"), line("channel")),
        }
        self.shared = {
            RatioAxis.SEGMENT: (whole("segment"), whole("revenue"), whole("cost"), whole("outside")),
            RatioAxis.PRODUCT: (product("product"), product("revenue"), product("cost"), product("outside")),
        }
        self.months = [(basis(f"m{m}"), line(f"m{m}")) for m in range(1, 13)]
        self.basis = basis("basis")

    def amounts(self, ratio: CostRatio, n: int) -> tuple[object, object, object]:
        """Return revenue, counted and uncounted cost of the row numbered `n`: live where they are sums of other sheets."""
        values = [units(c) for c in (ratio.revenue_cents, ratio.cost_cents, ratio.outside_cents)]
        if ratio.axis is RatioAxis.COMPANY:
            return (
                Formula(f"=ROUND(SUM({self.revenue}),2)", values[0]),
                Formula(f"=ROUND(SUMIFS({self.amount},{self.counts},1),2)", values[1]),
                Formula(f"=ROUND(SUMIFS({self.amount},{self.counts},0),2)", values[2]),
            )
        if ratio.axis in self.shared:
            names, *sums = self.shared[ratio.axis]
            first, second, third = (
                Formula(f"=ROUND(SUMIFS({area},{names},$B{n}),2)", value)
                for area, value in zip(sums, values, strict=True)
            )
            return first, second, third
        revenue, names, owners = self.names[ratio.axis]
        if ratio.name is None:
            return self._nobody(n, values)
        sold = Formula(f"=ROUND(SUMIFS({revenue},{names},$B{n}),2)", values[0])
        counted = Formula(f"=ROUND(SUMIFS({self.amount},{owners},$B{n},{self.counts},1),2)", values[1])
        return sold, counted, Formula(f"=ROUND(SUMIFS({self.amount},{owners},$B{n},{self.counts},0),2)", values[2])

    def _nobody(self, n: int, values: list[float]) -> tuple[object, object, object]:
        """Return what belongs to no team or channel: the company less the rows of its axis above."""
        own = f"$A{FIRST_ROW + 2}:$A{n - 1},$A{n}"
        first, second, third = (
            Formula(f"=ROUND({letter}${FIRST_ROW + 1}-SUMIFS({letter}${FIRST_ROW + 2}:{letter}{n - 1},{own}),2)", value)
            for letter, value in zip("CDE", values, strict=True)
        )
        return first, second, third

    def month(self, place: int, amounts: tuple[float, float, float]) -> tuple[object, object, object]:
        """Return revenue and cost of the month at `place` (from 0), live from sheets Cost basis and Cost of sales."""
        revenue, cost = self.months[place]
        word = COST_BASIS_WORDS["revenue"].choose(self.cells.language)
        return (
            Formula(f'=ROUND(SUMIFS({revenue},{self.basis},"{word}"),2)', amounts[0]),
            Formula(f"=ROUND(SUMIFS({cost},{self.counts},1),2)", amounts[1]),
            Formula(f"=ROUND(SUMIFS({cost},{self.counts},0),2)", amounts[2]),
        )

    def cap(self, ratio: CostRatio) -> object:
        """Return the cap beside a row, live from sheet Teams or Settings."""
        if ratio.cap is None:
            return None
        own = self.cells.team(ratio.name, "cost_cap") if ratio.cap_is_own and ratio.name is not None else None
        cell = own or self.cells.setting("cost_of_sales_cap")
        return ratio.cap if cell is None else Formula(f"={cell}", ratio.cap)


def add_cost_ratio_sheet(
    workbook: Any,
    styles: Styles,
    plan_input: PlanInput,
    plan: AnnualPlan,
    language: Language,
    sources: RatioSources,
) -> tuple[SheetWriter, int]:
    """Add sheet Cost ratios; return it and its number of rows."""
    title = Text(
        "Cost-of-sales ratio by team, channel, segment, product line and month",
        "各团队、通路、细分、产品线与月份的营销成本率",
    )
    writer = SheetWriter(workbook, styles, COST_RATIO_SHEET.sheet, language, title)
    rows: list[list[object]] = []
    for ratio in compute_ratios(plan_input, plan):
        n = FIRST_ROW + len(rows) + 1
        name = _name(ratio, plan_input)
        rows.append(
            _row(
                n, ratio.axis.value, name, sources.amounts(ratio, n), ratio.ratio, sources.cap(ratio), ratio.room_cents
            )
        )
    outside = [0] * 12
    for line in spread_costs(plan_input, plan):
        if not line.line.counts_in_ratio:
            outside = [a + b for a, b in zip(outside, line.months_cents, strict=True)]
    months = compute_month_ratios(plan_input, plan)
    first = FIRST_ROW + len(rows) + 1
    for m, month in enumerate(months):
        amounts = (units(month.revenue_cents), units(month.cost_cents), units(outside[m]))
        live = sources.month(m, amounts)
        rows.append(_row(first + m, "month", _month(m), live, month.ratio, None, None))
    for m, month in enumerate(months):
        cents = (month.revenue_to_date_cents, month.cost_to_date_cents, sum(outside[: m + 1]))
        sums = tuple(
            Formula(f"=ROUND(SUM({letter}${first}:{letter}{first + m}),2)", units(c))
            for letter, c in zip("CDE", cents, strict=True)
        )
        rows.append(_row(first + 12 + m, "to_date", _month(m), sums, month.ratio_to_date, None, None))
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
    cap: object,
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
