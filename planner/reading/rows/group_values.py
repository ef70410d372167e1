"""What a row of an inner node states beside its name: decisions are taken on leaves, so that it would not count."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.rows.typed_row import TypedRow
from planner.reading.words.headers import normalise
from planner.tables.columns.column import Column, Table

_LABELS = ("industry", "region")
"""Words that tell what stands below a node; they count at leaves, and are missed only where a leaf below has none."""


def report_group_values(
    table: Table, leaves: Sequence[TypedRow], groups: Sequence[TypedRow], reader: CellReader
) -> None:
    """Report every value of `groups` that their type has no place for, with its cell: a limit there would never reach the plan."""
    if table.group_type is None:
        return
    kept = {f.name for f in dataclasses.fields(table.group_type)}
    for row in groups:
        for column in table.columns:
            value = row.values.get(column.field)
            if column.field in kept or value is UNREADABLE or not value or value == column.default:
                continue
            if column.field in _LABELS and all(column.field in below.values for below in _below(row, leaves, groups)):
                continue
            _report(reader, row, column, str(row.values.get(table.columns[0].field, row.row)))


def _report(reader: CellReader, row: TypedRow, column: Column, name: str) -> None:
    reader.report(
        "value_at_group",
        Severity.ERROR,
        row.places[column.field],
        Text(
            "'{n}' only adds up what stands below it; a value here would not count",
            "“{n}”仅汇总其下级，此处的值不起作用",
        ).format(n=name),
        remedy=Text(
            "Write it in the rows below '{n}', or clear the cell.", "请填写在“{n}”的下级各行，或清空此单元格。"
        ).format(n=name),
    )


def _below(row: TypedRow, leaves: Sequence[TypedRow], groups: Sequence[TypedRow]) -> Iterator[TypedRow]:
    """Yield the leaves below the node of `row`; a circle of parents, which another check reports, ends the walk."""
    key = "segment"
    parents = {normalise(g.values.get(key, "")): g.values.get("parent") for g in groups}
    wanted = normalise(row.values.get(key, ""))
    for leaf in leaves:
        node, seen = leaf.values.get("parent"), set[str]()
        while isinstance(node, str) and normalise(node) not in seen:
            if normalise(node) == wanted:
                yield leaf
                break
            seen.add(normalise(node))
            node = parents.get(normalise(node))
