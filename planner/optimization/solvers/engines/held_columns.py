"""A program without the columns that are held at one value: what solvers read and presolve again and again otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.solvers.program import Bools, Floats, Program


def drop_held_columns(program: Program, free: Bools) -> Program:
    """Return `program` over its `free` columns alone; the others, at their lower bound, have moved into the sides of the rows and the offset."""
    held = np.where(free, 0.0, program.lower)
    moved = program.activity(held) if held.any() else np.zeros(len(program.row_names))
    entries = np.flatnonzero(free[program.indices])
    place = np.cumsum(free) - 1
    return replace(
        program,
        cost=program.cost[free],
        offset=program.offset + float(program.cost @ held),
        lower=program.lower[free],
        upper=program.upper[free],
        is_integer=program.is_integer[free],
        row_lower=program.row_lower - moved,
        row_upper=program.row_upper - moved,
        starts=np.searchsorted(entries, program.starts).astype(np.int64),
        indices=place[program.indices[entries]].astype(np.int64),
        values=program.values[entries],
    )


def put_back(program: Program, free: Bools, values: Floats) -> Floats:
    """Return `values` of the `free` columns as a point of all columns of `program`."""
    point = program.lower.copy()
    point[free] = values
    return point
