"""Cases without a plan, and every cell that a case changes."""

from __future__ import annotations

from planner.language import Text
from planner.results.comparison import Comparison
from planner.tables.columns.column import Kind
from planner.tables.registry import table_named
from planner.tables.results.comparison_sheets import (
    LABELS,
)
from planner.tables.words.choice_words import word_of
from planner.writing.comparison.grid import (
    TOP,
)
from planner.writing.inputs.input_sheets import cell_value
from planner.writing.layout.cell_words import row_words
from planner.writing.layout.plan_grid import Field, SheetWriter


def add_without_plan_sheet(writer: SheetWriter, comparison: Comparison) -> None:
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
        writer.put(TOP, 0, Text("Every scenario has a plan.", "所有情景均有计划。"))
        return
    writer.table(TOP, fields, rows)


def add_changes_sheet(writer: SheetWriter, comparison: Comparison) -> None:
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
    writer.table(TOP, fields, rows)
    for i, case_cell in enumerate((cell for case in comparison.cases for cell in case.cells), start=TOP + 1):
        kind = table_named(case_cell.table).column(case_cell.field).kind
        for j in (4, 5):
            value = rows[i - TOP - 1][j]
            if isinstance(value, int | float):
                writer.put(i, j, value, kind if kind is not Kind.SHARE else Kind.TEXT, **_share_format(kind))


def _share_format(kind: Kind) -> dict[str, str]:
    return {"num_format": "0.0##%"} if kind is Kind.SHARE else {}
