"""The channel of every unit in every case."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.choices import Channel
from planner.results.comparison import Comparison
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import (
    LABELS,
)
from planner.tables.words.choice_words import word_of
from planner.writing.comparison.grid import (
    TOP,
    count_name_lines,
    set_name_column,
    set_name_height,
    write_head,
)
from planner.writing.layout.formats import CHANNEL_COLOURS
from planner.writing.layout.plan_grid import Formula, SheetWriter


def add_channels_sheet(writer: SheetWriter, comparison: Comparison) -> None:
    """Add the channel of every unit in every case; what differs from the first case stands out and is counted live."""
    cases, names = comparison.cases, comparison.unit_names()
    by_case = [{} if c.figures is None else {u.unit: u.channel for u in c.figures.units} for c in cases]
    write_head(writer, TOP, (LABELS["unit"], LABELS["changes"]), comparison)
    set_name_column(writer, 0, 30, names)
    writer.sheet.set_column(1, 1, 13)
    writer.sheet.set_column(2, 2 + len(cases), 18)
    first, last = xl_col_to_name(3), xl_col_to_name(1 + len(cases))
    for i, name in enumerate(names, start=TOP + 1):
        found = [channels.get(name) for channels in by_case]
        writer.put(i, 0, name, bold=True, text_wrap=True)
        set_name_height(writer, i, count_name_lines(name))
        for j, channel in enumerate(found, start=2):
            if channel is not None:
                colour = CHANNEL_COLOURS[channel.value]
                writer.put(i, j, word_of(channel), font_color=colour, text_wrap=True)
        if len(cases) > 1 and found[0] is not None:
            n = i + 1
            changed = sum(c is not None and c is not found[0] for c in found[1:])
            area = f"{first}{n}:{last}{n}"
            writer.put(i, 1, Formula(f'=SUMPRODUCT(({area}<>$C{n})*({area}<>""))', changed), Kind.COUNT, align="center")
    bottom = TOP + len(names)
    if len(cases) > 1 and names:
        _count_changed(writer, by_case, bottom)
        style = writer.styles.get(bold=True, bg_color="#FFE9C7")
        rule = f'=AND({first}{TOP + 2}<>$C{TOP + 2},{first}{TOP + 2}<>"",$C{TOP + 2}<>"")'
        options = {"type": "formula", "criteria": rule, "format": style}
        writer.sheet.conditional_format(TOP + 1, 3, bottom, 1 + len(cases), options)
    writer.sheet.freeze_panes(TOP + 1, 2)
    writer.sheet.repeat_rows(TOP)
    writer.sheet.autofilter(TOP, 0, max(TOP + 1, bottom), 1 + len(cases))


def _count_changed(writer: SheetWriter, by_case: list[dict[Any, Channel]], bottom: int) -> None:
    """Write above the header, live, how many units each case puts into another channel than the first."""
    writer.put(TOP - 1, 0, LABELS["changed_units"], bold=True)
    base = by_case[0]
    for j, own in enumerate(by_case[1:], start=3):
        letter = xl_col_to_name(j)
        area, first = f"{letter}{TOP + 2}:{letter}{bottom + 1}", f"$C${TOP + 2}:$C${bottom + 1}"
        changed = sum(u in base and own[u] is not base[u] for u in own)
        formula = Formula(f'=SUMPRODUCT(({area}<>{first})*({area}<>"")*({first}<>""))', changed)
        writer.put(TOP - 1, j, formula, Kind.COUNT, bold=True)
