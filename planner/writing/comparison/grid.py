"""Blocks of a comparison: one row a thing, one column a case, and below or beside it the live difference to the first case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.identifiers import Cents
from planner.language import Text
from planner.results.comparison import Comparison
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import LABELS
from planner.writing.layout.chart_scale import scale_of
from planner.writing.layout.formats import LINE, points_format
from planner.writing.layout.plan_grid import Formula, SheetWriter
from planner.writing.layout.text_room import WIDEST, count_lines, fit_width, text_width

GOOD, BAD, MOVED = "#1E7B34", "#B3261E", "#1F4E79"
_SIGNED = {
    Kind.MONEY: "+#,##0;-#,##0;0",
    Kind.NUMBER: "+#,##0.000;-#,##0.000;0",
    Kind.COUNT: "+#,##0;-#,##0;0",
}
GOOD_FILL, BAD_FILL, MOVED_FILL = "#E3F1E6", "#FBE6E4", "#E4EDF7"

TOP = 3
_LINE_POINTS, _PADDING = 15, 3
_LABEL_WIDTH = 34
"""The row of the header, counted from 0: above it stand title, company and what is counted."""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One row of a block: the cells that name it, and one value a case (``None`` where a case has none).

    Values are as the sheet shows them (money in currency units). `better`: 1 more is better, -1 less is, 0 neither.
    """

    names: tuple[object, ...]
    values: tuple[float | str | None, ...]
    kind: Kind = Kind.MONEY
    better: int = 0


def write_head(writer: SheetWriter, row: int, corners: Sequence[Text], comparison: Comparison) -> None:
    """Write a header row: the names of the first columns, then every case."""
    style = writer.styles.header()
    for j, corner in enumerate(corners):
        writer.sheet.write_string(row, j, corner.choose(writer.language), style)
    for j, case in enumerate(comparison.cases, start=len(corners)):
        writer.sheet.write_string(row, j, case.title.choose(writer.language), style)
    writer.sheet.set_row(row, 32)


def set_name_column(writer: SheetWriter, column: int, least: float, names: Iterable[str | None]) -> None:
    """Make a column of names as wide as they need, `least` at least."""
    writer.sheet.set_column(column, column, fit_width(least, names))


def write_values(writer: SheetWriter, top: int, rows: Sequence[BlockRow]) -> int:
    """Write rows of values from row `top` on; return the row after them."""
    for i, row in enumerate(rows, start=top):
        _write_names(writer, i, row)
        for j, value in enumerate(row.values, start=len(row.names)):
            if value is not None and row.kind is Kind.SHARE:  # as exact as its difference
                writer.put(i, j, value, num_format="0.00%", bottom=4, bottom_color=LINE)
            elif value is not None:
                writer.put(i, j, value, row.kind, bottom=4, bottom_color=LINE)
    return top + len(rows)


def _write_names(writer: SheetWriter, i: int, row: BlockRow) -> None:
    """Write what names a row; names wider than the widest column take several lines."""
    most = 1
    for j, name in enumerate(row.names):
        if name is not None:
            lines = count_name_lines(name) if isinstance(name, str) else 1
            look: dict[str, Any] = {"text_wrap": True} if lines > 1 else {}
            writer.put(i, j, name, bold=j == 0, **look)
            most = max(most, lines)
    set_name_height(writer, i, most)


def count_name_lines(name: str) -> int:
    """Return how many lines a name takes in a column that `set_name_column` has set."""
    room = WIDEST - _PADDING
    return count_lines(name, room) if text_width(name) > room else 1


def set_name_height(writer: SheetWriter, row: int, lines: int) -> None:
    """Make a row as high as its names need."""
    if lines > 1:
        writer.sheet.set_row(row, _LINE_POINTS * lines)


def write_differences(writer: SheetWriter, top: int, values_top: int, rows: Sequence[BlockRow], shift: int = 0) -> int:
    """Write, from row `top` on, each case's live difference to the first case of the rows that stand from `values_top` on.

    `shift` moves the differences that many columns to the right (a block beside its values instead of below).
    """
    styles = writer.styles
    for i, row in enumerate(rows):
        first = len(row.names)
        base = row.values[0]
        signed = points_format(2, writer.language) if row.kind is Kind.SHARE else _SIGNED[row.kind]
        if shift == 0:
            _write_names(writer, top + i, row)
        for j, value in enumerate(row.values[1:], start=first + 1):
            if not isinstance(value, int | float) or not isinstance(base, int | float):
                continue
            n = values_top + i + 1
            digits = 0 if row.kind is Kind.COUNT else 9  # else a difference of -0.2 customers reads -0
            formula = f"=ROUND({xl_col_to_name(j)}{n}-${xl_col_to_name(first)}{n},{digits})"
            writer.put(top + i, j + shift, Formula(formula, round(value - base, digits)), num_format=signed)
        last = first + len(row.values) - 1 + shift
        for criteria, is_good in ((">", row.better > 0), ("<", row.better < 0)):
            colours = (GOOD, GOOD_FILL) if is_good else (BAD, BAD_FILL) if row.better else (MOVED, MOVED_FILL)
            style = styles.get(font_color=colours[0], bg_color=colours[1])
            area = (top + i, first + 1 + shift, top + i, max(first + 1 + shift, last))
            writer.sheet.conditional_format(*area, {"type": "cell", "criteria": criteria, "value": 0, "format": style})
    return top + len(rows)


def write_heading(writer: SheetWriter, row: int, text: Text) -> int:
    """Write the heading of a block; return the row for its header."""
    writer.put(row, 0, text, bold=True, font_size=12, font_color="#1F4E79")
    return row + 1


def write_facts(writer: SheetWriter, row: int, facts: Sequence[tuple[Text, str]]) -> None:
    """Write, from row `row` on, how the workbook was made."""
    row = write_heading(writer, row, Text("How this was made", "生成信息"))
    for label, value in facts:
        # A long label runs over the columns to its right: its value stands below.
        is_long = text_width(label.choose(writer.language)) > _LABEL_WIDTH
        writer.put(row, 0, label, font_color="#5B6775")
        row += is_long
        writer.put(row, 1, value, font_color="#5B6775")
        row += 1


def difference_heading(comparison: Comparison) -> Text:
    """Return ``Difference to Baseline``."""
    return LABELS["difference"].format(s=comparison.cases[0].title)


def add_bar_chart(
    workbook: Any,
    writer: SheetWriter,
    title: Text,
    head: int,
    row: int,
    columns: tuple[int, int],
    colour: str,
    amounts: Sequence[Cents],
    has_negative: bool,
) -> Any:
    """Return a bar chart of one row of `amounts` over the cases; `columns` are the first and last one."""
    scale = scale_of(amounts, digits=1)
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": title.choose(writer.language),
            "categories": [writer.name, head, columns[0], head, columns[1]],
            "values": [writer.name, row, columns[0], row, columns[1]],
            "fill": {"color": colour},
            "gap": 45,
            "invert_if_negative": True,
            "invert_if_negative_color": BAD,
        }
    )
    chart.set_legend({"none": True})
    chart.set_title({"name": title.choose(writer.language), "name_font": {"size": 11}})
    chart.set_x_axis(
        {
            **({} if has_negative else {"min": 0}),
            "num_format": scale.number_format,
            "name": scale.unit.choose(writer.language),
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
        }
    )
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    return chart
