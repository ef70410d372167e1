"""Whether a point keeps all rows and bounds of a program, worked out apart from the program's own code."""

from __future__ import annotations

import numpy as np

from planner.optimization.solvers.program import Floats, Program


def keeps_all_rows(program: Program, values: Floats) -> bool:
    """Return whether `values` is a plan of `program`."""
    row_of = np.repeat(np.arange(len(program.row_names)), np.diff(program.starts))
    activity = np.bincount(row_of, program.values * values[program.indices], len(program.row_names))
    slack = 1e-6 * np.maximum(1.0, np.abs(activity))
    in_rows = (activity >= program.row_lower - slack) & (activity <= program.row_upper + slack)
    return bool(in_rows.all() and (values >= program.lower - 1e-6).all() and (values <= program.upper + 1e-6).all())
