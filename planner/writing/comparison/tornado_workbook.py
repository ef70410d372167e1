"""The workbook of a tornado: the ranked table and the chart."""

from __future__ import annotations

import io
from typing import Any

from planner.domain.scenario import CaseOutcome
from planner.language import Language, Text
from planner.results.tornado import Tornado, TornadoRow
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import LABELS, TORNADO_SHEET
from planner.tables.results.plan_summary_sheet import identity_line
from planner.tables.words.choice_words import word_of
from planner.writing.comparison.grid import write_facts
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.chart_scale import scale_of
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Field, SheetWriter, units, units_if_given

_TOP = 3
_LOW, _HIGH = "#C55A11", "#1F4E79"


def build_tornado_workbook(tornado: Tornado, language: Language) -> bytes:
    """Return the bytes of the workbook that shows `tornado` in `language`."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    writer = SheetWriter(workbook, Styles(workbook), TORNADO_SHEET, language)
    writer.put(1, 0, Text.same(identity_line(tornado.company, tornado.year, tornado.currency)))
    fields = [
        Field(LABELS["input"], Kind.TEXT, 44),
        Field(LABELS["low_factor"], Kind.NUMBER, 10),
        Field(LABELS["low_effect"], Kind.MONEY, 18),
        Field(LABELS["high_factor"], Kind.NUMBER, 10),
        Field(LABELS["high_effect"], Kind.MONEY, 18),
        Field(LABELS["effect"], Kind.MONEY, 18),
        Field(LABELS["flips"], Kind.COUNT, 26),
        Field(LABELS["low_outcome"], Kind.TEXT, 20),
        Field(LABELS["high_outcome"], Kind.TEXT, 20),
    ]
    bottom = writer.table(_TOP, fields, [_row(row) for row in tornado.rows])
    for i, row in enumerate(tornado.rows, start=_TOP + 1):
        for column, case in ((7, row.bar.low), (8, row.bar.high)):
            if case.outcome is not CaseOutcome.PLANNED:
                writer.put(i, column, word_of(case.outcome), font_color="#B3261E")
    if tornado.rows:
        writer.sheet.insert_chart(bottom + 1, 0, _chart(workbook, writer, tornado, bottom))
    write_facts(writer, bottom + 3 + (100 + 26 * len(tornado.rows)) // 20, tornado.facts)
    workbook.close()
    return buffer.getvalue()


def _row(row: TornadoRow) -> list[object]:
    bar = row.bar
    low, high = (units_if_given(c) for c in (row.low_cents, row.high_cents))
    outcomes = (word_of(bar.low.outcome), word_of(bar.high.outcome))
    return [bar.name, bar.low_factor, low, bar.high_factor, high, units(row.effect_cents), row.flips, *outcomes]


def _chart(workbook: Any, writer: SheetWriter, tornado: Tornado, bottom: int) -> Any:
    """Return bars to both sides, the longest on top."""
    scale = scale_of((row.effect_cents for row in tornado.rows), digits=1)
    chart = workbook.add_chart({"type": "bar", "subtype": "clustered"})
    for label, column, colour in (("low_effect", 2, _LOW), ("high_effect", 4, _HIGH)):
        chart.add_series(
            {
                "name": LABELS[label].choose(writer.language),
                "categories": [writer.name, _TOP + 1, 0, bottom - 1, 0],
                "values": [writer.name, _TOP + 1, column, bottom - 1, column],
                "fill": {"color": colour},
                "gap": 30,
                "overlap": 100,
            }
        )
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis(
        {
            "num_format": scale.number_format,
            "name": scale.unit.choose(writer.language),
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
        }
    )
    chart.set_title({"name": LABELS["effect"].choose(writer.language), "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 100 + 26 * (bottom - _TOP - 1)})
    return chart
