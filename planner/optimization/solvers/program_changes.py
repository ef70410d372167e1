"""A program with further columns and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.optimization.solvers.program import Program


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to add: its cost (to be maximised), bounds, and its coefficient in existing rows, by row number."""

    cost: float
    upper: float
    is_integer: bool = False
    entries: Mapping[int, float] = field(default_factory=dict)
    lower: float = 0.0


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to add: name, sides, coefficients by column number (new columns count on from the old ones)."""

    name: str
    lower: float
    upper: float
    entries: Mapping[int, float]


def extend_program(program: Program, columns: Sequence[NewColumn], rows: Sequence[NewRow] = ()) -> Program:
    """Return `program` with `columns` and then `rows` added."""
    row_of = program.row_of
    first = program.columns
    added = [(row, first + j, value) for j, column in enumerate(columns) for row, value in column.entries.items()]
    base = len(program.row_names)
    added += [(base + i, column, value) for i, row in enumerate(rows) for column, value in row.entries.items()]
    at_row = np.concatenate([row_of, np.array([r for r, _, _ in added], dtype=np.int64)])
    at_column = np.concatenate([program.indices, np.array([c for _, c, _ in added], dtype=np.int64)])
    values = np.concatenate([program.values, np.array([v for _, _, v in added], dtype=float)])
    order = np.lexsort((at_column, at_row))
    counts = np.bincount(at_row, minlength=base + len(rows))
    return Program(
        cost=np.concatenate([program.cost, [c.cost for c in columns]]),
        offset=program.offset,
        lower=np.concatenate([program.lower, [c.lower for c in columns]]),
        upper=np.concatenate([program.upper, [c.upper for c in columns]]),
        is_integer=np.concatenate([program.is_integer, np.array([c.is_integer for c in columns], dtype=bool)]),
        row_names=(*program.row_names, *(r.name for r in rows)),
        row_lower=np.concatenate([program.row_lower, [r.lower for r in rows]]),
        row_upper=np.concatenate([program.row_upper, [r.upper for r in rows]]),
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        indices=at_column[order].astype(np.int64),
        values=values[order],
    )
