"""The workbook of a frontier: its points, the knee marked, and the curve."""

from __future__ import annotations

import io
from typing import Any

from planner.language import Language, Text
from planner.results.frontier import Frontier, Trade
from planner.results.metrics import PLAN_METRICS, PlanMetric
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import FRONTIER_SHEET, LABELS, TRADE_WORDS
from planner.tables.results.plan_summary_sheet import identity_line
from planner.writing.comparison.grid import write_facts
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.chart_scale import scale_of
from planner.writing.layout.formats import ACCENT, Styles
from planner.writing.layout.plan_grid import Field, SheetWriter, units

_TOP = 3
_KNEE = "#C55A11"


def build_frontier_workbook(frontier: Frontier, language: Language) -> bytes:
    """Return the bytes of the workbook that shows `frontier` in `language`."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    writer = SheetWriter(workbook, Styles(workbook), FRONTIER_SHEET, language)
    gain, price = TRADE_WORDS[frontier.trade.value]
    writer.put(1, 0, Text.same(identity_line(frontier.company, frontier.year, frontier.currency)))
    price_kind = Kind.SHARE if frontier.trade is Trade.REVENUE_RATIO else Kind.COUNT
    fields = [
        Field(LABELS["point"], Kind.COUNT, 26),
        Field(LABELS["knee"], Kind.TEXT, 8),
        Field(gain, Kind.MONEY, 20),
        Field(price, price_kind, 18),
        Field(LABELS["gap"], Kind.SHARE, 12),
        *(Field(m.name, m.kind, 16) for m in _other_metrics(frontier)),
    ]
    bottom = writer.table(_TOP, fields, [_row(frontier, n) for n in range(len(frontier.points))])
    for row, point in enumerate(frontier.points, start=_TOP + 1):
        if price_kind is Kind.SHARE:  # neighbours differ by less than a tenth of a percent
            writer.put(row, 3, point.price, num_format="0.00%")
        if point.case.figures is not None:
            writer.put(row, 4, point.case.figures.gap, num_format="0.000%")
    if frontier.knee is not None:
        row = _TOP + 1 + frontier.knee
        writer.put(row, 1, LABELS["knee"], bold=True, font_color=_KNEE)
    if frontier.points:
        chart = _chart(workbook, writer, frontier, bottom)
        writer.sheet.insert_chart(bottom + 1, 0, chart)
    write_facts(writer, bottom + 21, frontier.facts)
    workbook.close()
    return buffer.getvalue()


def _other_metrics(frontier: Frontier) -> list[PlanMetric]:
    """Return the metrics that are not among the two that are traded, which stand before them."""
    return [m for m in PLAN_METRICS if m.name not in TRADE_WORDS[frontier.trade.value]]


def _row(frontier: Frontier, number: int) -> list[object]:
    point = frontier.points[number]
    figures = point.case.figures
    cells: list[object] = [
        number + 1,
        None,
        units(point.gain_cents),
        point.price,
        None if figures is None else figures.gap,
    ]
    metrics = {} if figures is None else figures.metrics
    for metric in _other_metrics(frontier):
        value = metrics.get(metric.key)
        cells.append(units(value) if value is not None and metric.kind is Kind.MONEY else value)
    return cells


def _chart(workbook: Any, writer: SheetWriter, frontier: Frontier, bottom: int) -> Any:
    """Return the curve: price to the right, gain upwards."""
    gain, price = TRADE_WORDS[frontier.trade.value]
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    series: list[tuple[Text, int, int, str, int]] = [(FRONTIER_SHEET, _TOP + 1, bottom - 1, ACCENT, 7)]
    if frontier.knee is not None:
        row = _TOP + 1 + frontier.knee
        series.append((LABELS["knee"], row, row, _KNEE, 12))
    for name, first, last, colour, size in series:
        chart.add_series(
            {
                "name": name.choose(writer.language),
                "categories": [writer.name, first, 3, last, 3],
                "values": [writer.name, first, 2, last, 2],
                "line": {"color": colour, "width": 2},
                "marker": {"type": "circle", "size": size, "fill": {"color": colour}, "border": {"color": "#FFFFFF"}},
            }
        )
    number_format = "0.0%" if frontier.trade is Trade.REVENUE_RATIO else "0"
    chart.set_x_axis(
        {"name": price.choose(writer.language), "num_format": number_format, "major_gridlines": {"visible": False}}
    )
    scale = scale_of((point.gain_cents for point in frontier.points), digits=1)
    name = Text("{g}, {u}", "{g}（{u}）").format(g=gain, u=scale.unit)
    chart.set_y_axis(
        {
            "name": name.choose(writer.language),
            "num_format": scale.number_format,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
        }
    )
    chart.set_title(
        {"name": f"{gain.choose(writer.language)} ↔ {price.choose(writer.language)}", "name_font": {"size": 11}}
    )
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 380})
    return chart
