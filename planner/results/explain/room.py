"""What a step of room in one limit can bring at most: the relaxation of the plans that use it."""

from __future__ import annotations

import math

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Floats, Program, SolveOptions
from planner.optimization.solvers.program_changes import NewRow, extend_program


def bound_room(before: Program, after: Program, seconds: float) -> float:
    """Return what no plan of `after` that breaks a limit of `before` exceeds, in model units; −inf where there is none.

    `after` is `before` with one limit that leaves more room. A plan that does not use the room is a plan of `before`, whose own proof holds: a
    limit that is far from binding is proven to cost nothing by this, where prices say only that nobody pays for it. +inf where more than one
    row differs, or the relaxation was not solved in `seconds`.
    """
    used = _use_of_room(before, after)
    if used is None or seconds <= 0:
        return math.inf
    relaxed = solve_with_highs(extend_program(after, (), (used,)), SolveOptions(relax=True, time_limit_seconds=seconds))
    if relaxed.status is SolveStatus.INFEASIBLE:
        return -math.inf
    return relaxed.objective if relaxed.values is not None and relaxed.row_duals is not None else math.inf


def _use_of_room(before: Program, after: Program) -> NewRow | None:
    """Return the row that says that a plan breaks the one row of `before` which `after` loosens; ``None`` when that is not all the difference."""
    row = _changed_row(before, after)
    if row is None or math.isfinite(before.row_lower[row]) == math.isfinite(before.row_upper[row]):
        return None
    columns, values = before.entries_of(row)
    is_most = math.isfinite(before.row_upper[row])
    side = float(before.row_upper[row] if is_most else before.row_lower[row])
    moved = np.flatnonzero(before.upper != after.upper)
    if moved.size and not (is_most and _is_broken_by(before, columns, values, moved, side)):
        return None
    if bool(before.is_integer[columns].all()) and float(np.abs(values - np.round(values)).max(initial=0.0)) == 0.0:
        side = math.floor(side + 1e-9) + 1.0 if is_most else math.ceil(side - 1e-9) - 1.0
    own = {int(c): float(v) for c, v in zip(columns, values, strict=True)}
    return NewRow("room.used", side, math.inf, own) if is_most else NewRow("room.used", -math.inf, side, own)


def _changed_row(before: Program, after: Program) -> int | None:
    same_shape = (
        before.row_names == after.row_names
        and np.array_equal(before.starts, after.starts)
        and np.array_equal(before.indices, after.indices)
        and np.array_equal(before.cost, after.cost)
        and np.array_equal(before.lower, after.lower)
        and before.offset == after.offset
    )
    if not same_shape:
        return None
    is_changed = (before.row_lower != after.row_lower) | (before.row_upper != after.row_upper)
    is_changed[before.row_of[before.values != after.values]] = True
    rows = np.flatnonzero(is_changed)
    return int(rows[0]) if rows.size == 1 else None


def _is_broken_by(program: Program, columns: np.ndarray, values: Floats, moved: np.ndarray, side: float) -> bool:
    """Whether a column of `moved` above its old bound alone exceeds `side` of the row with `values` at `columns`."""
    if not np.isin(moved, columns).all() or (values < 0).any() or (program.lower[columns] < 0).any():
        return False
    own = dict(zip(columns.tolist(), values.tolist(), strict=True))
    return all(own[j] * float(program.upper[j]) >= side - 1e-9 for j in moved.tolist())
