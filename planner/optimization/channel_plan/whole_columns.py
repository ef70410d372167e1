"""A solve whose plan keeps its rows when the columns are whole: a solver calls 0.9999999 whole, which times a large revenue is some cents."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.channel_plan.model_parts import HALF_CENT
from planner.optimization.solvers.modes import solve_by_modes
from planner.optimization.solvers.program import Floats, Ints, Outcome, Program, SolveOptions, with_bound
from planner.optimization.solvers.time_left import rest

_MOST_ROUNDS = 3
_TWICE = 2.0
"""Tightened by more than a row was missed, for the next plan may miss it as far."""
_ROOM_CENTS = {
    "cost_of_sales_cap": 1e-3,
    **dict.fromkeys(("revenue_floor", "product_floor", "segment_share_floor", "team_revenue_band"), HALF_CENT / 2),
    **dict.fromkeys(("headcount_budget", "seed_budget", "robust_target"), HALF_CENT / 2),
}
"""Cents by which rows about money may be missed: less than the half cent between a side and whole cents, or what floating point does not tell."""
_RECOMPUTED = "rebate_ladder"
"""Its columns are not whole, and are worked out again from the plan."""
_NOISE, _EXACT = 1e-6, 1e-9
_CUSTOMERS = "new_customer_floor"
"""Its left side is no whole number, and its limit is one that a plan may meet exactly."""


def solve_to_the_cent(
    program: Program, money: float, options: SolveOptions, start: Floats | None, modes: Sequence[Ints] = ()
) -> tuple[Outcome, int]:
    """Return what `solve_by_modes` does; where the plan misses rows once its columns are whole, solved again with these tightened by some cents.

    The bound stays that of the rows as they are: a tightened row may cut off a plan that keeps it.

    Parameters
    ----------
    money
        Cents of one unit of the rows about money.
    modes
        As `solve_by_modes` takes them.
    """
    began = time.monotonic()
    outcome, kept = solve_by_modes(program, modes, options, start)
    bound = outcome.bound
    for _ in range(_MOST_ROUNDS):
        if outcome.values is None or options.is_stopped:
            break
        missed = _missed(program, money, outcome.values)
        if not missed.any():
            break
        program = replace(
            program, row_lower=program.row_lower + _TWICE * missed, row_upper=program.row_upper - _TWICE * missed
        )
        outcome, kept = solve_by_modes(program, modes, rest(options, began), start)
        if outcome.values is not None:
            is_stopped = outcome.status is SolveStatus.INTERRUPTED
            status = SolveStatus.INTERRUPTED if is_stopped else SolveStatus.TIME_LIMIT
            outcome = with_bound(outcome, max(bound, outcome.bound), options, status)
    return outcome, kept


def _missed(program: Program, money: float, values: Floats) -> Floats:
    """Return by how much `values` miss each row, 0 where it is kept to the cent."""
    room = np.array([_ROOM_CENTS[rule] / money if rule in _ROOM_CENTS else _NOISE for rule in program.rules])
    room[[rule == _CUSTOMERS for rule in program.rules]] *= _EXACT / _NOISE
    activity = program.activity(values)
    missed = np.maximum(program.row_lower - activity, activity - program.row_upper)
    is_missed = (missed > room) & np.array([rule != _RECOMPUTED for rule in program.rules])
    found: Floats = np.where(is_missed, missed, 0.0)
    return found
