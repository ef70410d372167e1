"""The sheets of the comparison workbook."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.choices import Channel
from planner.domain.scenario import CaseOutcome
from planner.language import Text
from planner.results.comparison import Comparison, PlanFigures
from planner.tables.choice_words import word_of
from planner.tables.column import Kind
from planner.tables.comparison_sheets import (
    CHANGES_SHEET,
    CHANNELS_SHEET,
    LABELS,
    SEATS_SHEET,
    TEAMS_SHEET,
    WITHOUT_PLAN_SHEET,
)
from planner.tables.registry import table_named
from planner.writing.cell_words import row_words
from planner.writing.comparison_grid import (
    BlockRow,
    add_bar_chart,
    difference_heading,
    write_differences,
    write_facts,
    write_head,
    write_heading,
    write_values,
)
from planner.writing.formats import ACCENT, CHANNEL_COLOURS
from planner.writing.input_sheets import cell_value
from planner.writing.plan_grid import Field, Formula, SheetWriter, round_shown, units

_TOP = 3


def fill_comparison_sheet(workbook: Any, writer: SheetWriter, comparison: Comparison) -> None:
    """Fill the first sheet: every metric by case, the live differences, two charts, how it was made."""
    cases = comparison.cases
    writer.put(1, 0, Text.same(f"{comparison.company} · {comparison.years} · {comparison.currency}"))
    longest = max(len(m.name.choose(writer.language)) for m in comparison.metrics)
    writer.sheet.set_column(0, 0, max(30, longest))
    writer.sheet.set_column(1, max(1, len(cases)), 18)
    head = _TOP
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
    revenue = add_bar_chart(
        workbook,
        writer,
        Text("Expected revenue", "预期收入"),
        values[0],
        values[1] + keys.index("revenue"),
        (1, last),
        "#9DB7D5",
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
        has_negative=True,
    )
    writer.sheet.set_h_pagebreaks([row])  # charts are not cut in two
    for chart, column in ((revenue, 0), (gain, 4)):
        chart.set_size({"width": 590, "height": height})
        writer.sheet.insert_chart(row + 1, column, chart, {"x_offset": 4 if column == 0 else 10})
    return row + 2 + height // 20


def add_channels_sheet(workbook: Any, writer: SheetWriter, comparison: Comparison) -> None:
    """Add the channel of every unit in every case; what differs from the first case stands out and is counted live."""
    cases, names = comparison.cases, comparison.unit_names()
    by_case = [{} if c.figures is None else {u.unit: u.channel for u in c.figures.units} for c in cases]
    write_head(writer, _TOP, (LABELS["unit"], LABELS["changes"]), comparison)
    writer.sheet.set_column(0, 0, 30)
    writer.sheet.set_column(1, 1, 13)
    writer.sheet.set_column(2, 2 + len(cases), 18)
    first, last = xl_col_to_name(3), xl_col_to_name(1 + len(cases))
    for i, name in enumerate(names, start=_TOP + 1):
        found = [channels.get(name) for channels in by_case]
        writer.put(i, 0, name, bold=True, text_wrap=True)
        for j, channel in enumerate(found, start=2):
            if channel is not None:
                colour = CHANNEL_COLOURS[channel.value]
                writer.put(i, j, word_of(channel), font_color=colour, text_wrap=True)
        if len(cases) > 1 and found[0] is not None:
            n = i + 1
            changed = sum(c is not None and c is not found[0] for c in found[1:])
            area = f"{first}{n}:{last}{n}"
            writer.put(i, 1, Formula(f'=SUMPRODUCT(({area}<>$C{n})*({area}<>""))', changed), Kind.COUNT, align="center")
    bottom = _TOP + len(names)
    if len(cases) > 1 and names:
        _count_changed(writer, by_case, bottom)
        style = writer.styles.get(bold=True, bg_color="#FFE9C7")
        rule = f'=AND({first}{_TOP + 2}<>$C{_TOP + 2},{first}{_TOP + 2}<>"",$C{_TOP + 2}<>"")'
        options = {"type": "formula", "criteria": rule, "format": style}
        writer.sheet.conditional_format(_TOP + 1, 3, bottom, 1 + len(cases), options)
    writer.sheet.freeze_panes(_TOP + 1, 2)
    writer.sheet.autofilter(_TOP, 0, max(_TOP + 1, bottom), 1 + len(cases))


def _count_changed(writer: SheetWriter, by_case: list[dict[Any, Channel]], bottom: int) -> None:
    """Write above the header, live, how many units each case puts into another channel than the first."""
    writer.put(_TOP - 1, 0, LABELS["changed_units"], bold=True)
    base = by_case[0]
    for j, own in enumerate(by_case[1:], start=3):
        letter = xl_col_to_name(j)
        area, first = f"{letter}{_TOP + 2}:{letter}{bottom + 1}", f"$C${_TOP + 2}:$C${bottom + 1}"
        changed = sum(u in base and own[u] is not base[u] for u in own)
        formula = Formula(f'=SUMPRODUCT(({area}<>{first})*({area}<>"")*({first}<>""))', changed)
        writer.put(_TOP - 1, j, formula, Kind.COUNT, bold=True)


def add_teams_sheet(workbook: Any, writer: SheetWriter, comparison: Comparison) -> None:
    """Add heads, target and expected revenue by team and case, with live totals and differences."""
    names = comparison.team_names()
    cases = [{} if c.figures is None else {t.team: t for t in c.figures.teams} for c in comparison.cases]
    writer.sheet.set_column(0, 0, 30)
    writer.sheet.set_column(1, max(1, len(cases)), 18)
    row = 2
    blocks = (
        ("heads", Kind.COUNT, 0, lambda t: t.heads + t.hires),
        ("target", Kind.MONEY, 0, lambda t: units(t.target_cents)),
        ("revenue", Kind.MONEY, 1, lambda t: units(t.revenue_cents)),
    )
    for key, kind, better, value in blocks:
        row = write_heading(writer, row, LABELS[key])
        write_head(writer, row, (LABELS["team"],), comparison)
        rows = [
            BlockRow((name,), tuple(None if name not in c else value(c[name]) for c in cases), kind, better)
            for name in names
        ]
        top = row + 1
        row = write_values(writer, top, rows)
        total = _write_total(writer, row, top, rows)
        row += 1
        if comparison.has_reference and len(cases) > 1:
            row = write_heading(writer, row + 1, difference_heading(comparison))
            row = write_differences(writer, row, top, [*rows, total])
        row += 2


def _write_total(writer: SheetWriter, row: int, top: int, rows: list[BlockRow]) -> BlockRow:
    """Write the live total of a block of teams; return it as a row, for its differences."""
    writer.put(row, 0, LABELS["team_cost_words"], bold=True, top=1)
    totals: list[float | None] = []
    for j in range(len(rows[0].values) if rows else 0):
        own = [r.values[j] for r in rows if isinstance(r.values[j], int | float)]
        total = round_shown(sum(float(v) for v in own if not isinstance(v, str) and v is not None))
        totals.append(total if own else None)
        if own:
            letter = xl_col_to_name(j + 1)
            formula = Formula(f"=ROUND(SUM({letter}{top + 1}:{letter}{row}),2)", total)
            writer.put(row, j + 1, formula, rows[0].kind, bold=True, top=1)
    kind, better = (rows[0].kind, rows[0].better) if rows else (Kind.MONEY, 0)
    return BlockRow((LABELS["team_cost_words"],), tuple(totals), kind, better)


def add_seats_sheet(workbook: Any, writer: SheetWriter, comparison: Comparison) -> None:
    """Add every seat's target by case, and beside it who gains and who loses against the first case."""
    cases = comparison.cases
    found = [{} if c.figures is None else {s.seat: s for s in c.figures.seats} for c in cases]
    write_head(writer, _TOP, (LABELS["seat"], LABELS["team"], LABELS["rep"]), comparison)
    for column, width in enumerate((12, 24, 16)):
        writer.sheet.set_column(column, column, width)
    writer.sheet.set_column(3, 3 + 2 * len(cases), 16)
    rows: list[BlockRow] = []
    for name in comparison.seat_names():
        seat = next(f[name] for f in found if name in f)
        values = tuple(units(f[name].target_cents) if name in f else None for f in found)
        rows.append(BlockRow((name, seat.team, seat.rep), values))
    writer.put(_TOP - 1, 0, LABELS["target"], bold=True)
    bottom = write_values(writer, _TOP + 1, rows)
    writer.sheet.freeze_panes(_TOP + 1, 3)
    writer.sheet.autofilter(_TOP, 0, max(_TOP + 1, bottom - 1), 2 + len(cases))
    if not comparison.has_reference or len(cases) < 2 or not rows:
        return
    shift = len(cases)
    writer.put(_TOP - 1, 4 + shift, difference_heading(comparison), bold=True)
    writer.put(0, 3 + shift, LABELS["gains"], align="right")
    writer.put(1, 3 + shift, LABELS["loses"], align="right")
    write_differences(writer, _TOP + 1, _TOP + 1, [BlockRow(r.names, r.values, r.kind, 1) for r in rows], shift)
    for j, case in enumerate(cases[1:], start=4 + shift):
        writer.sheet.write_string(_TOP, j, case.title.choose(writer.language), writer.styles.header())
        pairs = [(r.values[0], r.values[j - 3 - shift]) for r in rows]
        changes = [b - a for a, b in pairs if isinstance(a, int | float) and isinstance(b, int | float)]
        letter = xl_col_to_name(j)
        area = f"{letter}{_TOP + 2}:{letter}{bottom}"
        writer.put(0, j, Formula(f'=COUNTIF({area},">0")', sum(c > 0 for c in changes)), Kind.COUNT)
        writer.put(1, j, Formula(f'=COUNTIF({area},"<0")', sum(c < 0 for c in changes)), Kind.COUNT)


def add_without_plan_sheet(workbook: Any, writer: SheetWriter, comparison: Comparison) -> None:
    """Add the cases that have no plan, with the rules that cannot hold together or the reason."""
    fields = (
        Field(LABELS["scenario"], width=24),
        Field(LABELS["outcome"], width=22),
        Field(LABELS["why"], width=60),
        Field(LABELS["conflict"], width=90),
        Field(LABELS["way_out"], width=70),
    )
    rows: list[list[object]] = []
    for case in comparison.cases:
        if case.figures is not None:
            continue
        for conflict in case.conflicts or (None,):
            rows.append([case.title, word_of(case.outcome), case.message, conflict, case.way_out])
    if not rows:
        writer.put(_TOP, 0, Text("Every scenario has a plan.", "所有情景均有计划。"))
        return
    writer.table(_TOP, fields, rows)


def add_changes_sheet(workbook: Any, writer: SheetWriter, comparison: Comparison) -> None:
    """Add every cell that a case changes, before and after."""
    keys = ("scenario", "sheet", "row", "column", "before", "after", "by")
    fields = [Field(LABELS[k], width=w) for k, w in zip(keys, (22, 16, 34, 30, 18, 18, 22), strict=True)]
    titles = {c.name: c.title for c in comparison.cases}
    rows: list[list[object]] = []
    for case in comparison.cases:
        for cell in case.cells:
            table = table_named(cell.table)
            column = table.column(cell.field)
            before, after = (cell_value(column, v, writer.language) for v in (cell.before, cell.after))
            row = row_words(table, cell.row) if cell.row else None
            rows.append(
                [case.title, table.sheet, row, column.header, before, after, titles.get(cell.scenario, cell.scenario)]
            )
    writer.table(_TOP, fields, rows)
    for i, case_cell in enumerate((cell for case in comparison.cases for cell in case.cells), start=_TOP + 1):
        kind = table_named(case_cell.table).column(case_cell.field).kind
        for j in (4, 5):
            value = rows[i - _TOP - 1][j]
            if isinstance(value, int | float):
                writer.put(i, j, value, kind if kind is not Kind.SHARE else Kind.TEXT, **_share_format(kind))


def _share_format(kind: Kind) -> dict[str, str]:
    return {"num_format": "0.0##%"} if kind is Kind.SHARE else {}


SHEETS = (
    (CHANNELS_SHEET, add_channels_sheet),
    (TEAMS_SHEET, add_teams_sheet),
    (SEATS_SHEET, add_seats_sheet),
    (WITHOUT_PLAN_SHEET, add_without_plan_sheet),
    (CHANGES_SHEET, add_changes_sheet),
)
"""The sheets behind the first one, in order, with what fills them."""
