"""Which cells differ between two planning inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.identifiers import UNIT_SEPARATOR
from planner.domain.plan_input import PlanInput
from planner.domain.scenario import CellChange
from planner.tables.columns.column import Kind, Layout, Table
from planner.tables.columns.field import read_field
from planner.tables.registry import INPUT_TABLES

_WHAT_IFS = "scenarios"
_COMPARED = (Layout.ROWS, Layout.SETTINGS, Layout.MATRIX)


def list_input_changes(before: PlanInput, after: PlanInput, name: str) -> tuple[CellChange, ...]:
    """Return the cells of `after` that differ from `before`, sheet by sheet; rows are matched by what names them.

    A row that only one of the two has shows in its other cells, against blank. Rows of sheets without a name for rows (history) are not compared.
    """
    found: list[CellChange] = []
    for table in INPUT_TABLES:
        if table.key == _WHAT_IFS or table.layout not in _COMPARED:
            continue
        old, new = _cells(table, before), _cells(table, after)
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                row, field = key
                found.append(CellChange(table.key, row, field, old.get(key), new.get(key), name))
    return tuple(found)


def _cells(table: Table, plan_input: PlanInput) -> dict[tuple[str, str], object]:
    part: Any = getattr(plan_input, table.key)
    if table.layout is Layout.SETTINGS:
        return {("", c.field): read_field(part, c.field) for c in table.columns}
    if isinstance(part, Mapping):
        field = table.columns[0].field
        return {(f"{a}{UNIT_SEPARATOR}{b}", field): value for (a, b), value in part.items()}
    naming = [table.key_column.field] if table.key_column is not None else list(table.unique)
    if not naming:
        naming = [c.field for c in table.columns if c.kind is Kind.TEXT][:1]
    if not naming:
        return {}
    found: dict[tuple[str, str], object] = {}
    for row in part:
        name = UNIT_SEPARATOR.join(str(v) for f in naming if (v := read_field(row, f)) is not None)
        found |= {(name, c.field): read_field(row, c.field) for c in table.columns if c.field not in naming}
    return found
