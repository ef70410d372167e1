"""Reduced-cost fixing: solve large programs exactly on the few columns that can matter."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.close_gap import GapCloser
from planner.optimization.solvers.highs import solve_with_highs
from planner.optimization.solvers.program import Bools, Floats, Outcome, Program, SolveOptions, tell_progress
from planner.optimization.solvers.time_left import rest

_SMALL = 400
"""Columns up to which a program is handed to HiGHS whole."""
_FIRST_NODES = (20, 20, 200, None)
"""Nodes of the first integer solve, which only has to give neighbourhood search something to begin with, try by try; ``None``: to the gap."""
_CORE_COLUMNS, _MORE_COLUMNS = 1.5, 2
"""Columns of least reduced cost kept for the first integer solve: so many times the number of rows, and so many times more at each further try."""


def solve_program(program: Program, options: SolveOptions, start: Floats | None = None) -> tuple[Outcome, int]:
    """Solve `program` to `options.gap_limit`; return the outcome and how many columns the last integer solve had.

    Notes
    -----
    With relaxation value z and an incumbent of value v, a column at its lower bound whose reduced cost is below −(z − v) is in no
    better plan: fixing it there is exact. The reported bound covers what was fixed.
    """
    if program.columns <= _SMALL:
        return solve_with_highs(program, options, start), program.columns
    began = time.monotonic()
    relaxed = solve_with_highs(program, replace(options, relax=True, listener=None))
    if relaxed.status is SolveStatus.INFEASIBLE:
        return relaxed, program.columns
    if options.is_stopped and start is None:
        return replace(relaxed, status=SolveStatus.INTERRUPTED, values=None), program.columns
    if relaxed.values is None or relaxed.reduced_costs is None or relaxed.status is not SolveStatus.OPTIMAL:
        return solve_with_highs(program, options, start), program.columns
    loss = np.where(relaxed.values <= program.lower + 1e-7, np.maximum(0.0, -relaxed.reduced_costs), 0.0)
    loss[~program.is_integer] = 0.0
    incumbent = _first_plan(program, options, loss, start, began)
    if incumbent is None or incumbent.values is None:
        if options.is_stopped:
            return replace(relaxed, status=SolveStatus.INTERRUPTED, values=None), program.columns
        last = solve_with_highs(program, rest(options, began), start)
        return replace(last, seconds=time.monotonic() - began), program.columns
    tell_progress(options, incumbent.objective, relaxed.objective, began)
    standing = GapCloser(program, incumbent, relaxed, loss, options, began).close()
    incumbent, bound, limits = standing.incumbent, standing.bound, standing.limits
    slack = bound - incumbent.objective
    keep = limits >= incumbent.objective - 1e-9 * max(1.0, abs(relaxed.objective))
    if slack <= options.tolerance(incumbent.objective):
        return replace(incumbent, bound=bound, status=_status(slack), seconds=time.monotonic() - began), int(keep.sum())
    if options.is_stopped:
        stopped = replace(incumbent, bound=bound, status=SolveStatus.INTERRUPTED)
        return replace(stopped, seconds=time.monotonic() - began), int(keep.sum())
    aim = replace(rest(options, began), reached=bound - options.tolerance(incumbent.objective))
    final = solve_with_highs(program.keep_columns(keep), aim, incumbent.values)
    best = final if final.values is not None and final.objective >= incumbent.objective else incumbent
    bound = min(bound, max(final.bound, best.objective)) if np.isfinite(final.bound) else bound
    slack = bound - best.objective
    if slack <= options.tolerance(best.objective):
        status = _status(slack)
    elif final.status in (SolveStatus.INTERRUPTED, SolveStatus.WITHIN_GAP, SolveStatus.OPTIMAL):
        status = final.status
    else:
        status = SolveStatus.TIME_LIMIT
    return replace(best, bound=bound, status=status, seconds=time.monotonic() - began), int(keep.sum())


def _first_plan(
    program: Program, options: SolveOptions, loss: Floats, start: Floats | None, began: float
) -> Outcome | None:
    """Return a plan on the columns of least reduced cost; on more and more of them where those few hold none."""
    integers = int(program.is_integer.sum())
    wanted = min(integers, int(_CORE_COLUMNS * len(program.row_names)))
    for nodes in _FIRST_NODES:
        cut = np.partition(loss[program.is_integer], wanted - 1)[wanted - 1]
        keep: Bools = (loss <= cut) | ~program.is_integer
        if start is not None:
            keep |= start > program.lower + 0.5
        outcome = solve_with_highs(
            program.keep_columns(keep),
            replace(
                rest(options, began),
                gap_limit=options.gap_limit / 2,
                absolute_gap=options.absolute_gap / 2,
                node_limit=nodes,
                listener=None,
            ),
            start,
        )
        if outcome.values is not None or options.is_stopped:
            return outcome
        wanted = min(integers, _MORE_COLUMNS * wanted)
    return None


def _status(slack: float) -> SolveStatus:
    return SolveStatus.OPTIMAL if slack <= 1e-9 else SolveStatus.WITHIN_GAP
