"""The least cap of cost of sales under which a plan keeps all other rules: a ratio, found at prices of revenue."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.program import Floats, Program, SolveOptions
from planner.optimization.solvers.search.fixing import solve_program
from planner.results.diagnosis.levers import SHARE_STEP, share_up
from planner.results.diagnosis.relief import values_of

_RATIO_ROUNDS = 12
_FIRST_GAP = 1e-3
_PRICED_ROUNDS = 2
"""Rounds that look for the plan of least ratio; those after them ask for any plan that is a step better."""


@dataclass(frozen=True, slots=True, eq=False)
class LeastRatio:
    """The least cap (0 to 1) under which a plan keeps all other rows, whether that was proven, and such a plan."""

    ratio: float
    is_least: bool
    values: Floats


def least_ratio(program: Program, row: int, revenue: Floats, cap: float, options: SolveOptions) -> LeastRatio | None:
    """Return the least cap (rounded up to 0.01 %) at which a plan keeps all other rows, and whether that was proven; ``None`` without one.

    Each round maximises (price − ratio) · revenue at a price of revenue: the stated cap, then the ratio of the plan that was found, which is at
    most the next one's. Then a price one step below asks for any better plan; the bound that shows that there is none is the proof.

    Parameters
    ----------
    row, revenue, cap
        The cap's row, the revenue of each column in the units of the row, and the cap that the row now holds.

    References
    ----------
    Dinkelbach, W. (1967). On nonlinear fractional programming. Management Science 13 (7), 492–498.
    """
    over = program.line_of(row)
    side = float(program.row_upper[row])
    upper = program.row_upper.copy()
    upper[row] = np.inf
    free = replace(program, row_upper=upper)
    best: Floats | None = None
    # The stated cap is near: a price far from the least ratio asks for plans of another kind, and for long proofs about them.
    price, least, is_least = cap, np.inf, False
    stop = replace(options, gap_limit=_FIRST_GAP, absolute_gap=_FIRST_GAP * float(revenue.max(initial=0.0)))
    for number in range(_RATIO_ROUNDS):
        gain = -(over - (price - cap) * revenue)
        outcome, _ = solve_program(replace(free, cost=gain, offset=side), stop, best)
        if best is not None and outcome.bound < 0:
            is_least = price >= share_up(least) - SHARE_STEP
            break
        values = values_of(outcome)
        earned = 0.0 if values is None else float(revenue @ values)
        if values is None or earned <= 0:
            return None
        reached = cap + (float(over @ values) - side) / earned
        if reached < least:
            least, best = reached, values
        elif number >= _PRICED_ROUNDS:
            break
        if outcome.status not in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP):
            break
        price, stop = least, replace(stop, gap_limit=1e-9, absolute_gap=SHARE_STEP / 2 * earned)
        if number + 1 >= _PRICED_ROUNDS:
            price, stop = share_up(least) - SHARE_STEP, replace(stop, absolute_gap=0.0, enough=0.0)
    return None if best is None else LeastRatio(share_up(least), is_least, best)
