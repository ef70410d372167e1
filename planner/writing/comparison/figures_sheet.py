"""The first sheet of a comparison: every figure by case, live differences, charts, how it was made."""

from __future__ import annotations

from typing import Any

from planner.domain.identifiers import Cents
from planner.domain.scenario import CaseOutcome
from planner.language import Text
from planner.results.comparison import Comparison, PlanFigures
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import (
    LABELS,
)
from planner.tables.words.choice_words import word_of
from planner.writing.comparison.grid import (
    TOP,
    BlockRow,
    add_bar_chart,
    difference_heading,
    write_differences,
    write_facts,
    write_head,
    write_heading,
    write_values,
)
from planner.writing.layout.formats import ACCENT
from planner.writing.layout.plan_grid import SheetWriter, units


def fill_comparison_sheet(workbook: Any, writer: SheetWriter, comparison: Comparison) -> None:
    """Fill the first sheet: every metric by case, the live differences, two charts, how it was made."""
    cases = comparison.cases
    writer.put(1, 0, Text.same(f"{comparison.company} · {comparison.years} · {comparison.currency}"))
    longest = max(len(m.name.choose(writer.language)) for m in comparison.metrics)
    writer.sheet.set_column(0, 0, max(30, longest))
    writer.sheet.set_column(1, max(1, len(cases)), 18)
    head = TOP
    write_head(writer, head, (LABELS["figure"],), comparison)
    writer.put(head + 1, 0, LABELS["outcome"], bold=True)
    writer.put(head + 2, 0, LABELS["gap"], bold=True)
    for j, case in enumerate(cases, start=1):
        colour = ACCENT if case.outcome is CaseOutcome.PLANNED else "#B3261E"
        writer.put(head + 1, j, word_of(case.outcome), font_color=colour, text_wrap=True, bold=True, align="right")
        if case.figures is not None:
            writer.put(head + 2, j, case.figures.gap, num_format="0.000%")
        if case.description.en:
            writer.sheet.write_comment(head, j, case.description.choose(writer.language), {"x_scale": 2})
    rows = [
        BlockRow((m.name,), tuple(_shown(m.kind, c.figures, m.key) for c in cases), m.kind, m.better)
        for m in comparison.metrics
    ]
    row = write_values(writer, head + 3, rows)
    if comparison.has_reference and len(cases) > 1:
        row = write_heading(writer, row + 1, difference_heading(comparison))
        write_head(writer, row, (LABELS["figure"],), comparison)
        difference_head, first = row, row + 1
        row = write_differences(writer, row + 1, head + 3, rows)
        row = _add_charts(workbook, writer, comparison, (head, head + 3), (difference_head, first), row)
    write_facts(writer, row + 1, comparison.facts)
    writer.sheet.freeze_panes(head + 1, 1)


def _shown(kind: Kind, figures: PlanFigures | None, key: str) -> float | None:
    if figures is None:
        return None
    value = figures.metrics.get(key)
    return units(value) if kind is Kind.MONEY and value is not None else value


def _amounts(comparison: Comparison, key: str) -> list[Cents]:
    """Return an amount of every case that has a plan."""
    return [round(c.figures.metrics[key] or 0) for c in comparison.cases if c.figures is not None]


def _add_charts(
    workbook: Any,
    writer: SheetWriter,
    comparison: Comparison,
    values: tuple[int, int],
    differences: tuple[int, int],
    row: int,
) -> int:
    """Add revenue by case, and the difference of contribution; return the row below."""
    keys = [m.key for m in comparison.metrics]
    last = len(comparison.cases)
    height = min(640, 130 + 26 * last)
    gains = _amounts(comparison, "contribution")
    revenue = add_bar_chart(
        workbook,
        writer,
        Text("Expected revenue", "预期收入"),
        values[0],
        values[1] + keys.index("revenue"),
        (1, last),
        "#9DB7D5",
        _amounts(comparison, "revenue"),
        has_negative=False,
    )
    gain = add_bar_chart(
        workbook,
        writer,
        Text("Contribution: {d}", "贡献毛利：{d}").format(d=difference_heading(comparison)),
        differences[0],
        differences[1] + keys.index("contribution"),
        (2, last),
        "#1E7B34",
        [a - b for a in gains for b in gains[:1]],
        has_negative=True,
    )
    writer.sheet.set_h_pagebreaks([row])  # charts are not cut in two
    for chart, column in ((revenue, 0), (gain, 4)):
        chart.set_size({"width": 590, "height": height})
        writer.sheet.insert_chart(row + 1, column, chart, {"x_offset": 4 if column == 0 else 10})
    return row + 2 + height // 20
