"""The charts of sheet Risk: what hurts most, and the distribution of revenue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.identifiers import Cents
from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.inputs.risk import RISK_LABELS
from planner.writing.layout.chart_scale import scale_of
from planner.writing.layout.formats import ACCENT
from planner.writing.layout.plan_grid import SheetWriter

_M, _S = Kind.MONEY, Kind.SHARE
_CHART_COLUMN = 7
_BELOW, _ABOVE = "#B8C4D0", ACCENT
HISTOGRAM_COLUMNS = (("from", _M), ("to", _M), ("below", _S), ("above", _S), ("reached", _S))
"""Of the block of the distribution, in order."""


def add_source_chart(workbook: Any, writer: SheetWriter, first: int, gains: Sequence[Cents]) -> None:
    """Add the bars of what hurts most: rows from `first` on, their `gains` in the second column."""
    count, scale = len(gains), scale_of(gains, digits=1)
    chart = workbook.add_chart({"type": "bar"})
    name = writer.name
    chart.add_series(
        {
            "name": RISK_LABELS["p10_gain"].choose(writer.language),
            "categories": [name, first, 0, first + count - 1, 0],
            "values": [name, first, 1, first + count - 1, 1],
            "fill": {"color": ACCENT},
            "gap": 40,
        }
    )
    chart.set_legend({"none": True})
    title = Text(
        "Without it, revenue in a bad year (P10) would be higher by, {u}",
        "若无该因素，差年景（P10）收入可提高（{u}）",
    ).format(u=scale.unit)
    chart.set_title({"name": title.choose(writer.language), "name_font": {"size": 10}})
    chart.set_x_axis({"num_format": scale.number_format, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_size({"width": 560, "height": 300})
    writer.sheet.insert_chart(21, _CHART_COLUMN, chart, {"x_offset": 20})


def add_histogram_chart(workbook: Any, writer: SheetWriter, first: int, starts: Sequence[Cents]) -> None:
    """Add the distribution of revenue, its rows that begin at `starts` from row `first` on, with the probability of reaching so much."""
    count, scale = len(starts), scale_of(starts)
    name = writer.name
    categories = [name, first, 0, first + count - 1, 0]
    chart = workbook.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in ((2, _BELOW), (3, _ABOVE)):
        key = HISTOGRAM_COLUMNS[column][0]
        values = [name, first, column, first + count - 1, column]
        chart.add_series(
            {
                "name": RISK_LABELS[key].choose(writer.language),
                "categories": categories,
                "values": values,
                "fill": {"color": colour},
                "gap": 8,
            }
        )
    line = workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": RISK_LABELS["reached"].choose(writer.language),
            "categories": categories,
            "values": [name, first, 4, first + count - 1, 4],
            "line": {"color": "#C55A11", "width": 2},
            "y2_axis": True,
        }
    )
    chart.combine(line)
    title = Text("Company revenue, {u}", "公司收入（{u}）").format(u=scale.unit)
    chart.set_title({"name": title.choose(writer.language), "name_font": {"size": 10}})
    chart.set_x_axis({"num_format": scale.number_format, "interval_unit": 4, "num_font": {"rotation": -45, "size": 8}})
    chart.set_y_axis({"num_format": "0%", "major_gridlines": {"visible": False}})
    line.set_y2_axis({"num_format": "0%", "min": 0, "max": 1})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 560, "height": 340})
    writer.sheet.insert_chart(3, _CHART_COLUMN, chart, {"x_offset": 20})
