"""Columns whose words stand once above the rows that they are for, as PivotTables and printed lists have them."""

from __future__ import annotations

from collections.abc import Sequence

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.rows.typed_row import TypedRow
from planner.reading.words.headers import normalise
from planner.tables.columns.column import Table

_GROUPED_BY = ("parent", "region", "industry", "today_channel", "today_team", "manager", "team", "product", "channel")
"""Fields by which people group rows; a blank cell of them means something of its own, such as the whole company."""
_FEWEST_ROWS_OF_ONE = 4


def report_outline(sheet: str, table: Table, rows: Sequence[TypedRow], reader: CellReader) -> None:
    """Report columns in which every word stands once, with blank cells below: those may belong to it, and are read as blank."""
    dashes = {f.place for f in reader.findings if f.code == "nothing_given"}
    for column in table.columns:
        if column.field not in _GROUPED_BY or column.is_required:
            continue
        words = [row.values.get(column.field) for row in rows]
        filled = [i for i, word in enumerate(words) if word is not None]
        if not filled or filled[0] or len({normalise(words[i]) for i in filled}) < len(filled):
            continue
        if any(row.places.get(column.field) in dashes for row in rows):
            continue  # who writes - where there is none leaves no cell blank that repeats the one above
        heads = [i for i in filled if i + 1 < len(rows) and words[i + 1] is None]
        if not heads or len(heads) * 2 < len(filled) or (len(filled) == 1 and len(rows) < _FEWEST_ROWS_OF_ONE):
            continue
        place = rows[heads[0] + 1].places.get(column.field)
        reader.report(
            "blank_below",
            Severity.WARNING,
            place or Place(sheet),
            Text("blank cells below '{w}'", "“{w}”下方为空白").format(w=str(words[heads[0]])[:40]),
            remedy=Text(
                "Read as blank. If the word above is meant, repeat it in each row (PivotTable: Repeat All Item Labels).",
                "按空白读取。如应与上方相同，请逐行填写（数据透视表：重复所有项目标签）。",
            ),
        )
