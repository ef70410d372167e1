"""Sheets Channel plan, Matrix and Product-market lines."""

from __future__ import annotations

import math
from itertools import groupby
from typing import Any

from planner.domain.channel_plan import UnitPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents
from planner.domain.name_order import name_order
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import split_running
from planner.domain.two_way_split import split_over_products
from planner.language import Language, Text
from planner.results.cost_of_sales.allocation import allocate_costs
from planner.tables.results.cost_sheets import UNIT_COST_SHEET
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET, MATRIX_SHEET, PRODUCT_MARKET_SHEET
from planner.tables.words.choice_words import FLAG_WORDS, word_of
from planner.writing.inputs.input_cells import InputCells
from planner.writing.layout.chart_scale import MoneyScale, scale_of
from planner.writing.layout.formats import CHANNEL_COLOURS, Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units

HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
REVENUE_COLUMN, MARGIN_COLUMN, TARGET_COLUMN = (
    place_of(CHANNEL_PLAN_SHEET, k) for k in ("revenue", "margin", "target")
)

_POTENTIAL_WORDS = Text(
    "As on sheet Potential. The matrix rule, and all that could be won, take it after sheet Fit: nothing where a product line does not fit.",
    "与潜力表一致。矩阵规则与可赢取的收入按匹配表折算后的潜力计算：不匹配的产品线不计。",
)
_FIELDS = lay_out(
    CHANNEL_PLAN_SHEET,
    (28, 22, 22, 20, 10, 10, 10, 16, 10, 16, 16, 16, 16, 16, 14, 14, 14, 16, 16, 16, 22, 12, 10),
    {
        "potential": _POTENTIAL_WORDS,
        "revenue": Text("Revenue kept + new revenue.", "留存收入 + 新增收入。"),
        "contribution": Text(
            "Gross margin − partner margin − commission − programme cost. What teams, marketing and hires cost (sheet Cost of sales) "
            "belongs to no unit alone and comes off on sheet Plan.",
            "毛利 − 伙伴毛利 − 提成 − 项目费用。团队、市场与招聘费用（见营销成本表）不单属某一单元，在计划总览中扣除。",
        ),
    },
    blocks=("potential", "revenue", "target"),
)


def add_channel_plan_sheet(
    workbook: Any, styles: Styles, plan_input: PlanInput, plan: AnnualPlan, language: Language
) -> SheetWriter:
    """Add sheet Channel plan: one row a unit; partner margin, commission and programme cost follow the rates of sheet Channels."""
    cells = InputCells(plan_input, language)
    writer = SheetWriter(workbook, styles, CHANNEL_PLAN_SHEET.sheet, language)
    rows: list[list[object]] = []
    for i, unit in enumerate(plan.channel_plan.units):
        n = FIRST_ROW + i + 1
        contribution = unit.margin_cents - unit.variable_cost_cents
        rows.append(
            [
                unit.unit.unit,
                word_of(unit.channel),
                unit.team,
                unit.coseller,
                round(unit.fte, 6),
                round(unit.cosell_fte, 6),
                unit.unit.accounts,
                units(unit.unit.total_potential_cents),
                unit.unit.segment.penetration,
                units(unit.unit.total_existing_cents),
                units(unit.revenue_kept_cents),
                units(unit.revenue_new_cents),
                Formula(f"=ROUND(K{n}+L{n},2)", units(unit.revenue_cents)),
                units(unit.margin_cents),
                _of_revenue(cells.channel(unit.channel, "partner_margin"), n, unit.partner_margin_cents),
                _of_revenue(cells.channel(unit.channel, "commission_rate"), n, unit.commission_cents),
                _of_channel(cells.channel(unit.channel, "programme_cost_cents"), unit.programme_cost_cents),
                Formula(f"=ROUND(N{n}-O{n}-P{n}-Q{n},2)", units(contribution)),
                units(plan.targets.unit_targets_cents[unit.unit.unit]),
                units(unit.carry_over_cents),
                word_of(unit.matrix_channel),
                FLAG_WORDS[unit.is_changed],
                round(unit.new_customers, 6),
            ]
        )
    end = writer.table(HEADER_ROW, _FIELDS, rows)
    yes = FLAG_WORDS[True].choose(language)
    highlight = styles.get(bg_color="#FCE4D6")
    writer.sheet.conditional_format(
        FIRST_ROW, 21, end, 21, {"type": "cell", "criteria": "==", "value": f'"{yes}"', "format": highlight}
    )
    return writer


def _of_revenue(rate: str | None, n: int, cents: Cents) -> object:
    """Return a share of the row's expected revenue, live where the rate stands on a sheet."""
    return units(cents) if rate is None else Formula(f"=ROUND(M{n}*{rate},2)", units(cents))


def _of_channel(cell: str | None, cents: Cents) -> object:
    return units(cents) if cell is None else Formula(f"=ROUND({cell},2)", units(cents))


def add_matrix_sheet(workbook: Any, styles: Styles, plan: AnnualPlan, language: Language) -> None:
    """Add sheet Matrix: penetration × potential, bubble = expected revenue, colour = channel, ring = differs from the matrix rule."""
    writer = SheetWriter(workbook, styles, MATRIX_SHEET.sheet, language, Text("Channel matrix", "通路矩阵"))
    fields = lay_out(MATRIX_SHEET, (28, 22, 14, 16, 16, 14), {"potential": _POTENTIAL_WORDS})
    largest = max((u.revenue_cents for u in plan.channel_plan.units), default=0)

    def kind(unit: UnitPlan) -> tuple[int, bool, int]:
        differs = unit.channel is not unit.matrix_channel
        return list(Channel).index(unit.channel), differs, -_marker_size(unit.revenue_cents, largest)

    ordered = sorted(plan.channel_plan.units, key=lambda u: (*kind(u), name_order(u.unit.unit)))
    top = 32
    rows = [
        [
            u.unit.unit,
            word_of(u.channel),
            u.unit.segment.penetration,
            units(u.unit.total_potential_cents),
            units(u.revenue_cents),
            FLAG_WORDS[u.channel is not u.matrix_channel],
        ]
        for u in ordered
    ]
    writer.table(top, fields, rows, freeze=False, sets_widths=True)
    writer.sheet.repeat_rows(top)
    chart = workbook.add_chart({"type": "scatter"})
    hidden = _add_bubbles(chart, writer, [kind(u) for u in ordered], top + 1)
    _label_chart(chart, hidden, scale_of(u.unit.total_potential_cents for u in ordered), language)
    writer.sheet.insert_chart(1, 0, chart)


def _add_bubbles(chart: Any, writer: SheetWriter, kinds: list[tuple[int, bool, int]], first: int) -> list[int]:
    """Add the rows from `first` on as series; return the series to hide in the legend, which keeps one entry a kind.

    A native chart has one marker size a series, so there is one series for each channel, shape and size. The ring is the border of the marker, which
    LibreOffice does not draw: there the shape alone tells.
    """
    seen: set[tuple[int, bool]] = set()
    hidden: list[int] = []
    for i, ((place, differs, size), alike) in enumerate(groupby(kinds)):
        channel, last = tuple(Channel)[place], first + len(list(alike)) - 1
        if (place, differs) in seen:
            hidden.append(i)
        seen.add((place, differs))
        suffix = Text(" (differs)", "（不同）").choose(writer.language) if differs else ""
        fill = {"color": CHANNEL_COLOURS[channel.value], "transparency": 25}
        ring = {"color": "#000000", "width": 2} if differs else {"color": "#FFFFFF", "width": 0.5}
        chart.add_series(
            {
                "name": word_of(channel).choose(writer.language) + suffix,
                "categories": [writer.name, first, 2, last, 2],
                "values": [writer.name, first, 3, last, 3],
                "marker": {
                    "type": "diamond" if differs else "circle",
                    "size": -size,
                    "fill": fill,
                    "border": ring,
                },
            }
        )
        first = last + 1
    return hidden


def _label_chart(chart: Any, hidden: list[int], scale: MoneyScale, language: Language) -> None:
    chart.set_x_axis(
        {
            "name": Text("Penetration: easy to the right", "渗透率：越右越易").choose(language),
            "min": 0,
            "max": 1,
            "num_format": "0%",
        }
    )
    chart.set_y_axis({"name": Text("Potential", "潜力").choose(language), "num_format": scale.number_format, "min": 0})
    chart.set_title(
        {
            "name": Text(
                "Bubble = expected revenue; diamond with a dark ring = differs from the matrix rule; potential in {u}",
                "气泡 = 预期收入；带深色环的菱形 = 与矩阵规则不同；潜力单位：{u}",
            )
            .format(u=scale.unit)
            .choose(language),
            "name_font": {"size": 11},
        }
    )
    chart.set_size({"width": 1060, "height": 560})
    chart.set_legend({"position": "bottom", "delete_series": hidden})


def _marker_size(revenue: int, largest: int) -> int:
    """Return the marker size, 5 to 29 points: its area goes with expected revenue. Steps of 2 keep series below Excel's limit of 255."""
    return 5 + 2 * int(12 * math.sqrt(max(0, revenue) / (largest or 1)) + 0.5)


_TARGET_MEANING = {
    "target": Text(
        "The unit's target by the expected revenue of its product lines, in rounding steps. By product line the units of a team add up to its "
        "seats (sheet Seat targets).",
        "单元目标按各产品线预期收入分解，按取整步长取整。按产品线汇总时，团队各单元合计等于其各席位合计（席位目标表）。",
    )
}


def add_product_market_sheet(
    workbook: Any, styles: Styles, plan_input: PlanInput, plan: AnnualPlan, language: Language
) -> tuple[SheetWriter, list[list[object]]]:
    """Add sheet Product-market lines: per unit and product line the channel, expected revenue, potential, share, target, cost; return its rows, too.

    A unit's cost (sheet Unit cost) follows the revenue of its product lines, and their potential where it has none.
    """
    writer = SheetWriter(workbook, styles, PRODUCT_MARKET_SHEET.sheet, language)
    fields = lay_out(PRODUCT_MARKET_SHEET, (26, 20, 22, 16, 16, 12, 16, 16, 16), _TARGET_MEANING)
    rows: list[list[object]] = []
    costs, sheet = allocate_costs(plan), UNIT_COST_SHEET.sheet.choose(language)
    step = plan_input.settings.rounding_step_cents
    for i, unit in enumerate(plan.channel_plan.units):
        first = FIRST_ROW + len(rows) + 1
        shown = [any(p) for p in zip(unit.unit.potential_cents, unit.products_cents, strict=True)]
        kept = shown if any(shown) else [True] * len(shown)
        weights = next((w for w in (unit.products_cents, unit.unit.potential_cents) if any(w)), (1,) * len(kept))
        own = costs[unit.unit.unit]
        spread = [split_running(c, weights) for c in (own.counted_cents, own.outside_cents)]
        parts = split_over_products(plan.targets.unit_targets_cents[unit.unit.unit], unit.products_cents, step)
        last = first + sum(kept) - 1
        for k, (product, potential, expected, part) in enumerate(
            zip(unit.unit.products, unit.unit.potential_cents, unit.products_cents, parts, strict=True)
        ):
            if not kept[k]:
                continue
            n = FIRST_ROW + len(rows) + 1
            source = f"'{sheet}'!${{c}}${FIRST_ROW + i + 1}"
            share = expected / potential if potential else 0.0
            rows.append(
                [
                    unit.unit.segment.segment,
                    product,
                    word_of(unit.channel),
                    units(potential),
                    units(expected),
                    Formula(f"=IF(D{n}=0,0,E{n}/D{n})", share),
                    units(part),
                    *(
                        Formula(_cost_of_line(source.format(c=c), letter, (first, n, last)), units(cents[k]))
                        for c, letter, cents in zip("GK", "HI", spread, strict=True)
                    ),
                ]
            )
    writer.table(HEADER_ROW, fields, rows)
    return writer, rows


def _cost_of_line(source: str, letter: str, rows: tuple[int, int, int]) -> str:
    """Return the formula of a product line's part of its unit's cost: the rounded part up to this row, less the rows before."""
    first, n, last = rows
    share = (
        f"IF(SUM(E${first}:E${last})=0,IF(SUM(D${first}:D${last})=0,{n - first + 1}/{last - first + 1},"
        f"SUM(D${first}:D{n})/SUM(D${first}:D${last})),SUM(E${first}:E{n})/SUM(E${first}:E${last}))"
    )
    before = "" if n == first else f"-SUM({letter}${first}:{letter}{n - 1})"
    return f"=ROUND(ROUND({source}*{share},2){before},2)"
