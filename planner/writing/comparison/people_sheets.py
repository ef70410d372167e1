"""Teams and seats by case: heads, targets, revenue, and who gains and who loses."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

from planner.results.comparison import Comparison
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import (
    LABELS,
)
from planner.writing.comparison.grid import (
    TOP,
    BlockRow,
    count_name_lines,
    difference_heading,
    set_name_column,
    write_differences,
    write_head,
    write_heading,
    write_values,
)
from planner.writing.layout.plan_grid import Formula, SheetWriter, round_shown, units
from planner.writing.layout.print_layout import PAGE_ROWS


def add_teams_sheet(writer: SheetWriter, comparison: Comparison) -> None:
    """Add heads, target and expected revenue by team and case, with live totals and differences."""
    names = comparison.team_names()
    cases = [{} if c.figures is None else {t.team: t for t in c.figures.teams} for c in comparison.cases]
    set_name_column(writer, 0, 30, names)
    writer.sheet.set_column(1, max(1, len(cases)), 18)
    row = page_top = lines = 2
    breaks: list[int] = []
    extra = 2 * sum(count_name_lines(name) - 1 for name in names)
    blocks = (
        ("heads", Kind.COUNT, 0, lambda t: t.heads + t.hires),
        ("target", Kind.MONEY, 0, lambda t: units(t.target_cents)),
        ("revenue", Kind.MONEY, 1, lambda t: units(t.revenue_cents)),
    )
    for key, kind, better, value in blocks:
        start = row
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
        lines += row - start + extra
        if lines > PAGE_ROWS and start > page_top:
            breaks.append(start)  # a block is not cut in two where a page can hold it
            page_top, lines = start, row - start + extra
        row += 2
    writer.sheet.set_h_pagebreaks(breaks)


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


def add_seats_sheet(writer: SheetWriter, comparison: Comparison) -> None:
    """Add every seat's target by case, and beside it who gains and who loses against the first case."""
    cases = comparison.cases
    found = [{} if c.figures is None else {s.seat: s for s in c.figures.seats} for c in cases]
    write_head(writer, TOP, (LABELS["seat"], LABELS["team"], LABELS["rep"]), comparison)
    writer.sheet.set_column(3, 3 + 2 * len(cases), 16)
    rows: list[BlockRow] = []
    for name in comparison.seat_names():
        seat = next(f[name] for f in found if name in f)
        values = tuple(units(f[name].target_cents) if name in f else None for f in found)
        rows.append(BlockRow((name, seat.team, seat.rep), values))
    for column, least in enumerate((12, 24, 16)):
        set_name_column(writer, column, least, (str(r.names[column] or "") for r in rows))
    writer.put(TOP - 1, 0, LABELS["target"], bold=True)
    bottom = write_values(writer, TOP + 1, rows)
    writer.sheet.freeze_panes(TOP + 1, 3)
    writer.sheet.repeat_rows(TOP)
    writer.sheet.autofilter(TOP, 0, max(TOP + 1, bottom - 1), 2 + len(cases))
    if not comparison.has_reference or len(cases) < 2 or not rows:
        return
    shift = len(cases)
    writer.put(TOP - 1, 4 + shift, difference_heading(comparison), bold=True)
    writer.put(0, 3 + shift, LABELS["gains"], align="right")
    writer.put(1, 3 + shift, LABELS["loses"], align="right")
    write_differences(writer, TOP + 1, TOP + 1, [BlockRow(r.names, r.values, r.kind, 1) for r in rows], shift)
    for j, case in enumerate(cases[1:], start=4 + shift):
        writer.sheet.write_string(TOP, j, case.title.choose(writer.language), writer.styles.header())
        pairs = [(r.values[0], r.values[j - 3 - shift]) for r in rows]
        changes = [b - a for a, b in pairs if isinstance(a, int | float) and isinstance(b, int | float)]
        letter = xl_col_to_name(j)
        area = f"{letter}{TOP + 2}:{letter}{bottom}"
        writer.put(0, j, Formula(f'=COUNTIF({area},">0")', sum(c > 0 for c in changes)), Kind.COUNT)
        writer.put(1, j, Formula(f'=COUNTIF({area},"<0")', sum(c < 0 for c in changes)), Kind.COUNT)
