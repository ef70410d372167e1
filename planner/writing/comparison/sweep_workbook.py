"""The workbook of a sweep: a table of all points, charts, and for two axes a matrix of contribution."""

from __future__ import annotations

import io
from typing import Any

from planner.domain.scenario import CaseOutcome
from planner.language import NO_TEXT, Language, Text
from planner.reading.words.numbers import read_number
from planner.results.metrics import PLAN_METRICS, PlanMetric, metric_named, metrics_shown
from planner.results.sweep import Sweep, SweepPoint, count_flips
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import LABELS, MATRIX_SHEET, SWEEP_SHEET
from planner.tables.results.plan_summary_sheet import identity_line
from planner.tables.words.choice_words import word_of
from planner.writing.comparison.grid import write_facts
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.chart_scale import MoneyScale, scale_of
from planner.writing.layout.formats import ACCENT, Styles
from planner.writing.layout.plan_grid import Field, SheetWriter, units

_TOP = 3
_CHARTED = ("revenue", "contribution", "ratio")


def build_sweep_workbook(sweep: Sweep, language: Language) -> bytes:
    """Return the bytes of the workbook that shows `sweep` in `language`."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    styles = Styles(workbook)
    writer = SheetWriter(workbook, styles, SWEEP_SHEET, language)
    bottom = _write_points(writer, sweep)
    row = _add_charts(workbook, writer, sweep, bottom) if len(sweep.axes) == 1 or not sweep.is_grid else bottom + 1
    write_facts(writer, row, sweep.facts)
    if len(sweep.axes) == 2 and sweep.is_grid:
        _write_matrix(SheetWriter(workbook, styles, MATRIX_SHEET, language), sweep)
    workbook.close()
    return buffer.getvalue()


def _write_points(writer: SheetWriter, sweep: Sweep) -> int:
    writer.put(1, 0, Text.same(identity_line(sweep.company, sweep.year, sweep.currency)))
    fields = [
        *(
            Field(a.words, Kind.SHARE if a.is_share else Kind.TEXT, max(26, len(a.words.choose(writer.language)) * 0.9))
            for a in sweep.axes
        ),
        Field(LABELS["outcome"], Kind.TEXT, 22),
        Field(LABELS["flips"], Kind.COUNT, 26),
        *(Field(m.name, m.kind, 16) for m in _metrics(sweep)),
    ]
    rows = [_row(sweep, point) for point in sweep.points]
    bottom = writer.table(_TOP, fields, rows)
    for i, point in enumerate(sweep.points, start=_TOP + 1):
        if point.case.outcome is not CaseOutcome.PLANNED:
            writer.put(i, len(sweep.axes), word_of(point.case.outcome), font_color="#B3261E")
            reason = " + ".join(c.choose(writer.language) for c in point.case.conflicts)
            shown = reason or point.case.message.choose(writer.language)
            writer.sheet.write_comment(i, len(sweep.axes), shown[:1000], {"x_scale": 3})
    for key, colour in (("contribution", "#63BE7B"), ("revenue", "#9DB7D5")):
        column = len(sweep.axes) + 2 + [m.key for m in PLAN_METRICS].index(key)
        bar = {"type": "data_bar", "bar_color": colour}
        writer.sheet.conditional_format(_TOP + 1, column, max(_TOP + 1, bottom - 1), column, bar)
    return bottom


def _metrics(sweep: Sweep) -> tuple[PlanMetric, ...]:
    return metrics_shown(p.case.figures.metrics for p in sweep.points if p.case.figures is not None)


def _row(sweep: Sweep, point: SweepPoint) -> list[object]:
    figures = point.case.figures
    cells: list[object] = [_number_or_text(v) for v in point.values]
    cells += [word_of(point.case.outcome), count_flips(sweep.reference, point.case)]
    for metric in _metrics(sweep):
        value = None if figures is None else figures.metrics.get(metric.key)
        cells.append(units(value) if value is not None and metric.kind is Kind.MONEY else value)
    return cells


def _number_or_text(value: str) -> float | str:
    """Return a value as a number where it is one, so that charts have an axis."""
    read = read_number(value)
    return value if read is None else float(read.value)


def _add_charts(workbook: Any, writer: SheetWriter, sweep: Sweep, bottom: int) -> int:
    """Add one chart a metric over the first axis; return the row below."""
    keys = [m.key for m in PLAN_METRICS]
    for i, key in enumerate(_CHARTED):
        metric = metric_named(key)
        column = len(sweep.axes) + 2 + keys.index(key)
        chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
        chart.add_series(
            {
                "name": metric.name.choose(writer.language),
                "categories": [writer.name, _TOP + 1, 0, bottom - 1, 0],
                "values": [writer.name, _TOP + 1, column, bottom - 1, column],
                "line": {"color": ACCENT, "width": 2},
                "marker": {"type": "circle", "size": 6, "fill": {"color": ACCENT}, "border": {"color": "#FFFFFF"}},
            }
        )
        chart.set_title({"name": metric.name.choose(writer.language), "name_font": {"size": 11}})
        chart.set_x_axis({"name": sweep.axes[0].words.choose(writer.language), "major_gridlines": {"visible": False}})
        amounts = [p.case.figures.metrics[key] for p in sweep.points if p.case.figures is not None]
        scale = MoneyScale("0.0%", NO_TEXT)
        if metric.kind is Kind.MONEY:
            scale = scale_of(map(round, amounts), digits=1)
        chart.set_y_axis(
            {
                "num_format": scale.number_format,
                "name": scale.unit.choose(writer.language),
                "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
            }
        )
        chart.set_legend({"none": True})
        chart.set_size({"width": 430, "height": 280})
        writer.sheet.insert_chart(bottom + 1, 0, chart, {"x_offset": 4 + 440 * i})
    return bottom + 17


def _write_matrix(writer: SheetWriter, sweep: Sweep) -> None:
    """Write contribution over the two axes, coloured; a point without a plan says so."""
    first, second = (list(dict.fromkeys(p.values[a] for p in sweep.points)) for a in (0, 1))
    metric = metric_named("contribution")
    writer.put(
        1,
        0,
        Text("{m}: rows {a}, columns {b}", "{m}：行 {a}，列 {b}").format(
            m=metric.name, a=sweep.axes[0].words, b=sweep.axes[1].words
        ),
    )
    writer.sheet.set_column(0, len(second), 16)
    for j, value in enumerate(second, start=1):
        writer.sheet.write_string(_TOP, j, value, writer.styles.header())
    for i, value in enumerate(first, start=_TOP + 1):
        writer.sheet.write_string(i, 0, value, writer.styles.header())
    for point in sweep.points:
        i, j = _TOP + 1 + first.index(point.values[0]), 1 + second.index(point.values[1])
        if point.case.figures is None:
            writer.put(i, j, word_of(point.case.outcome), font_color="#B3261E", font_size=8)
        else:
            writer.put(i, j, units(point.case.figures.metrics["contribution"]), Kind.MONEY)
    scale = {"type": "3_color_scale", "min_color": "#F8D7D3", "mid_color": "#FFFFFF", "max_color": "#BFE3C8"}
    writer.sheet.conditional_format(_TOP + 1, 1, _TOP + len(first), len(second), scale)
    writer.sheet.freeze_panes(_TOP + 1, 1)
