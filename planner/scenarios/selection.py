"""Which rows of a planning input a key means: names, patterns, tree nodes, values of a column, the largest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.domain.identifiers import UNIT_SEPARATOR, ProductId, SegmentId
from planner.domain.plan_input import PlanInput, nodes_above
from planner.reading.words.cell_words import is_nobody
from planner.reading.words.choices import choice_named
from planner.reading.words.headers import normalise
from planner.scenarios.columns import column_meant, identity_columns
from planner.tables.columns.column import Column, Kind, Layout, Table
from planner.tables.columns.field import read_field
from planner.tables.registry import table_named
from planner.tables.words.choice_words import FLAG_SYNONYMS, FLAG_WORDS, word_of

_EXTREME = re.compile(r"^(max|min)\s*\((.+)\)$")
BLANK_WORDS = ("blank", "空")
"""How a change writes an empty cell."""

Place = int | tuple[SegmentId, ProductId]
"""A row of a table by its number, a cell of a matrix by its names."""

SETTINGS_PLACE = -1
"""The one row of a sheet of settings."""


class SelectionError(ValueError):
    """A key cannot be understood; the argument is the word that is not known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it is, its name for people, and what each identity column holds."""

    place: Place
    name: str
    identity: tuple[object, ...]
    content: Any


def list_rows(plan_input: PlanInput, table: Table) -> tuple[Row, ...]:
    """Return all rows of `table`; of a matrix every pair of segment and product."""
    if table.layout is Layout.SETTINGS:
        return (Row(SETTINGS_PLACE, "", (), getattr(plan_input, table.key)),)
    if table.layout is Layout.MATRIX:
        return tuple(
            Row((s.segment, p.product), f"{s.segment}{UNIT_SEPARATOR}{p.product}", (s.segment, p.product), None)
            for s in plan_input.segments
            for p in plan_input.products
        )
    columns = identity_columns(table)
    rows: list[Row] = []
    for i, content in enumerate(getattr(plan_input, table.key)):
        identity = tuple(read_field(content, c.field) for c in columns)
        name = UNIT_SEPARATOR.join(_words(v) for v in identity if v is not None)
        rows.append(Row(i, name, identity, content))
    return tuple(rows)


def select_rows(plan_input: PlanInput, table: Table, key: str) -> tuple[Row, ...]:
    """Return the rows of `table` that `key` means, in the workbook's order.

    Raises
    ------
    SelectionError
        When a condition names a column that the table does not have.
    """
    rows = list_rows(plan_input, table)
    wanted = normalise(key)
    if wanted in ("", "*") or table.layout is Layout.SETTINGS:
        return rows
    exact = tuple(r for r in rows if normalise(r.name) == wanted)
    if exact:
        return exact
    chosen: set[Place] = set()
    for alternative in wanted.split(";"):
        if alternative.strip():
            chosen |= {r.place for r in _select_alternative(plan_input, table, rows, alternative.strip())}
    return tuple(r for r in rows if r.place in chosen)


def _select_alternative(plan_input: PlanInput, table: Table, rows: tuple[Row, ...], key: str) -> Iterable[Row]:
    extreme = _EXTREME.match(key)
    if extreme is not None:
        return _extreme_rows(table, rows, extreme[1], extreme[2])
    head, equals, value = key.partition("=")
    if equals and table.layout is Layout.ROWS:
        column = column_meant(table, head)
        if column is None:
            raise SelectionError(head.strip())
        matches = _matcher(plan_input, table, column, value.strip())
        return [r for r in rows if matches(read_field(r.content, column.field))]
    columns = _columns_of_key(table)
    parts = [p.strip() for p in key.split("|")]
    if len(parts) > len(columns):
        raise SelectionError(key)
    matchers = [_matcher(plan_input, owner, c, p) for (owner, c), p in zip(columns, parts, strict=False)]
    return [r for r in rows if all(m(v) for m, v in zip(matchers, r.identity, strict=False))]


def _columns_of_key(table: Table) -> list[tuple[Table, Column]]:
    """Return the columns that the parts of a key name, each with the table it belongs to."""
    owners = [table]
    if table.layout is Layout.MATRIX:
        owners = [table_named(t) for t in (table.row_table, table.column_table) if t is not None]
    return [(owner, column) for owner in owners for column in identity_columns(owner)]


def _extreme_rows(table: Table, rows: tuple[Row, ...], which: str, header: str) -> list[Row]:
    """Return the first row with the largest (smallest) value of a column of numbers."""
    column = column_meant(table, header) if table.layout is Layout.ROWS else None
    if column is None:
        raise SelectionError(header.strip())
    filled = [(read_field(r.content, column.field), r) for r in rows]
    numbers = [(v, r) for v, r in filled if isinstance(v, int | float) and not isinstance(v, bool)]
    if not numbers:
        return []
    best = (max if which == "max" else min)(v for v, _ in numbers)
    return [next(r for v, r in numbers if v == best)]


def _matcher(plan_input: PlanInput, table: Table, column: Column, pattern: str) -> Callable[[object], bool]:
    """Return the test whether a value of `column` is what `pattern` means."""
    if normalise(pattern) in BLANK_WORDS:
        return lambda value: value is None or value == ()
    if column.field == "rep" and is_nobody(pattern):
        return lambda value: value is None
    target = table.key if column.kind is Kind.KEY else column.references
    if _EXTREME.match(pattern) and target is not None and target != table.key:
        names = {r.identity[0] for r in select_rows(plan_input, table_named(target), pattern)}
        return lambda value: value in names
    spelled = _pattern(pattern)
    members = list(column.choices) if column.choices is not None else []
    choice = choice_named(pattern, members)

    def matches(value: object) -> bool:
        values = value if isinstance(value, tuple) else (value,)
        return any(_is_meant(plan_input, target, v, spelled, choice) for v in values)

    return matches


def _is_meant(
    plan_input: PlanInput, target: str | None, value: object, spelled: re.Pattern[str], choice: StrEnum | None
) -> bool:
    if value is None:
        return False
    if isinstance(value, bool):
        return any(
            spelled.match(normalise(w)) for w in (FLAG_WORDS[value].en, FLAG_WORDS[value].zh, *FLAG_SYNONYMS[value])
        )
    if isinstance(value, StrEnum):
        return value is choice or bool(spelled.match(normalise(value.value)))
    above = _ancestors(plan_input, target, str(value))
    return any(spelled.match(normalise(name)) for name in (str(value), *above))


def _ancestors(plan_input: PlanInput, target: str | None, name: str) -> tuple[str, ...]:
    """Return the tree nodes above a segment or team; none for other things."""
    if target == "segments":
        return plan_input.ancestors(SegmentId(name))
    if target != "teams":
        return ()
    return nodes_above(plan_input.team_parents(), name)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join(".*" if c == "*" else re.escape(c) for c in normalise(text)) + r"\Z", re.DOTALL)


def _words(value: object) -> str:
    return word_of(value).en if isinstance(value, StrEnum) else str(value)
