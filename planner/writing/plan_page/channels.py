"""Units and expected revenue by channel, with a small chart."""

from __future__ import annotations

from typing import Any

from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.language import Text
from planner.tables.words.choice_words import word_of
from planner.writing.layout.chart_scale import scale_of
from planner.writing.layout.formats import CHANNEL_COLOURS
from planner.writing.layout.plan_grid import Formula, SheetWriter, units
from planner.writing.plan_page.blocks import COUNT, MONEY
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, REVENUE_COLUMN


def add_channels(workbook: Any, writer: SheetWriter, row: int, plan: AnnualPlan, market: SheetWriter) -> None:
    """Units and expected revenue by channel, live from sheet Channel plan, with a small chart."""
    put, language = writer.put, writer.language
    for column, head in enumerate(
        (Text("Channel", "通路"), Text("Units", "单元数"), Text("Expected revenue", "预期收入")), start=3
    ):
        put(row, column, head, bold=True, bg_color="#EAF1F8", align="left" if column == 3 else "right")
    count = len(plan.channel_plan.units)
    names, revenue = market.column_ref(1, FIRST_ROW, count), market.column_ref(REVENUE_COLUMN, FIRST_ROW, count)
    by_channel = [[u.revenue_cents for u in plan.channel_plan.units if u.channel is c] for c in Channel]
    scale = scale_of(map(sum, by_channel))
    for i, (channel, own) in enumerate(zip(Channel, by_channel, strict=True), start=row + 1):
        put(i, 3, word_of(channel))
        put(i, 4, Formula(f"=COUNTIF({names},D{i + 1})", len(own)), COUNT)
        put(i, 5, Formula(f"=ROUND(SUMIFS({revenue},{names},D{i + 1}),2)", units(sum(own))), MONEY)
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": Text("Expected revenue", "预期收入").choose(language),
            "categories": [writer.name, row + 1, 3, row + 5, 3],
            "values": [writer.name, row + 1, 5, row + 5, 5],
            "points": [{"fill": {"color": CHANNEL_COLOURS[c.value]}} for c in Channel],
            "gap": 40,
        }
    )
    chart.set_legend({"none": True})
    chart.set_title(
        {
            "name": Text("Expected revenue by channel, {u}", "各通路预期收入（{u}）")
            .format(u=scale.unit)
            .choose(language),
            "name_font": {"size": 10},
        }
    )
    chart.set_x_axis({"num_format": scale.number_format, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 430, "height": 200})
    writer.sheet.insert_chart(row + 7, 3, chart)
