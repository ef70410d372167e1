"""Numbers that HiGHS would drop without a word."""

from __future__ import annotations

import numpy as np

from planner.optimization.solvers.program import Program


def refuse_dropped_numbers(program: Program) -> None:
    """Refuse what HiGHS would drop without an error: NaN, infinite or over 1e13 coefficients and sides, coefficients under 1e-9."""
    for name, numbers in (("objective", program.cost), ("coefficient", program.values)):
        # Compared as they are: what takes their signs away is as large as all of them once more.
        if not np.isfinite(numbers).all() or (numbers > 1e13).any() or (numbers < -1e13).any():
            raise ValueError(f"{name} not finite or too large for the solver")
    if ((program.values < 1e-9) & (program.values > -1e-9)).any():
        raise ValueError("coefficient too small for the solver")
    for sides in (program.row_lower, program.row_upper):
        if np.isnan(sides).any() or (np.abs(sides[np.isfinite(sides)]) > 1e13).any():
            raise ValueError("right-hand side not finite or too large for the solver")
