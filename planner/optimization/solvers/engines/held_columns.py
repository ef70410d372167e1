"""A program without the columns that are held at one value: what solvers read and presolve again and again otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.solvers.program import Bools, Floats, Program


def drop_held_columns(program: Program, free: Bools) -> Program:
    """Return `program` over its `free` columns alone; the others, at their lower bound, have moved into the sides of the rows and the offset."""
    held = np.where(free, 0.0, program.lower)
    moved = program.activity(held)
    kept = free[program.indices]
    counts = np.bincount(program.row_of[kept], minlength=len(program.row_names))
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
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        indices=place[program.indices[kept]].astype(np.int64),
        values=program.values[kept],
    )


def put_back(program: Program, free: Bools, values: Floats) -> Floats:
    """Return `values` of the `free` columns as a point of all columns of `program`."""
    point = program.lower.copy()
    point[free] = values
    return point
