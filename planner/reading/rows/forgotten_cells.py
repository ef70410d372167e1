"""Cells that are blank where the other rows of the sheet have an amount: they count as 0, and nobody may have meant that."""

from __future__ import annotations

from collections.abc import Sequence

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.rows.typed_row import TypedRow
from planner.tables.columns.column import Table

_MOST_BLANK = 0.5
"""Where more than this share of the rows are blank, the blank ones are no oversight."""


def report_forgotten(table: Table, rows: Sequence[TypedRow], reader: CellReader) -> None:
    """Warn of every blank cell of a common column that most other `rows` fill; 0 that is written is meant."""
    for column in (c for c in table.columns if c.is_common):
        blank = [row for row in rows if column.field not in row.values and column.field in row.places]
        filled = sum(bool(row.values.get(column.field)) for row in rows)
        if not blank or len(blank) > _MOST_BLANK * len(rows):
            continue
        for row in blank:
            found = Text("blank; {n} of {m} rows have an amount", "空白；{m} 行中有 {n} 行已填").format(
                n=filled, m=len(rows)
            )
            remedy = Text(
                "It counts as 0: fill it, or write 0 if nothing is spent.", "按 0 计：请填写；如确无此项费用，请填 0。"
            )
            reader.report("cell_forgotten", Severity.WARNING, row.places[column.field], found, remedy=remedy)
