"""Reduced-cost fixing: solve large programs exactly on the few columns that can matter."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import (
    Floats,
    Outcome,
    Program,
    Progress,
    SolveOptions,
    tell_progress,
    with_bound,
)
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search.close_gap import LARGE, GapCloser, Standing, least_better
from planner.optimization.solvers.search.first_plan import find_first_plan
from planner.optimization.solvers.search.narrowing import VAST, narrow_programs
from planner.optimization.solvers.search.sifting import solve_relaxation
from planner.optimization.solvers.time_left import is_over, rest

_SMALL = 400
"""Columns up to which a program is handed to HiGHS whole."""
_SMALL_TRIES = 1
"""Trials before a column's estimate is trusted, in the proof of programs with few columns: nodes are cheap there, and floors and caps need many.
To begin the tree anew costs more than it brings there, too.
"""


def solve_program(
    program: Program, options: SolveOptions, start: Floats | None = None, relaxed: Outcome | None = None
) -> tuple[Outcome, int]:
    """Solve `program` to `options.gap_limit`; return the outcome and how many columns the last integer solve had.

    Parameters
    ----------
    relaxed
        The relaxation, where it is known.

    Notes
    -----
    With relaxation value z and an incumbent of value v, a column at its lower bound whose reduced cost is below −(z − v) is in no
    better plan: fixing it there is exact. The reported bound covers what was fixed.
    """
    if program.columns <= _SMALL:
        return solve_with_highs(program, options, start), program.columns
    began = time.monotonic()
    if relaxed is None:
        relaxed = solve_relaxation(program, options)
    if relaxed.status is SolveStatus.INFEASIBLE:
        return relaxed, program.columns
    if options.is_stopped and start is None:
        return _end_without_plan(relaxed, SolveStatus.INTERRUPTED), program.columns
    if relaxed.values is None or relaxed.reduced_costs is None or relaxed.status is not SolveStatus.OPTIMAL:
        if start is None and is_over(options, began):
            return _end_without_plan(relaxed, SolveStatus.NOT_DECIDED), program.columns
        return solve_with_highs(program, rest(options, began), start), program.columns
    prepared = RelaxedProgram(program, relaxed, lost_by_columns(program, relaxed.values, relaxed.reduced_costs))
    if program.columns > VAST:
        narrowed = _solve_narrowed(prepared, options, start, began)
        if narrowed is not None and (is_over(options, began) or _is_ended(narrowed[0])):
            return narrowed
        start = start if narrowed is None else narrowed[0].values
    return _solve_relaxed(prepared, options, start, began)


def _solve_relaxed(
    prepared: RelaxedProgram, options: SolveOptions, start: Floats | None, began: float
) -> tuple[Outcome, int]:
    """Return what `solve_program` does, from the relaxation on."""
    program, relaxed = prepared.program, prepared.relaxed
    incumbent = find_first_plan(prepared, options, start, began)
    if incumbent is None or incumbent.values is None:
        if options.is_stopped:
            return _end_without_plan(relaxed, SolveStatus.INTERRUPTED), program.columns
        last = solve_with_highs(program, rest(options, began), start)
        bound = min(last.bound, relaxed.objective)
        return replace(last, bound=bound, seconds=time.monotonic() - began), program.columns
    tell_progress(options, incumbent.objective, relaxed.objective, began)
    standing = GapCloser(prepared, incumbent, options, began).close()
    best, kept = _prove(program, standing, options, began)
    return replace(best, relaxation=relaxed), kept


def _solve_narrowed(
    whole: RelaxedProgram, options: SolveOptions, start: Floats | None, began: float
) -> tuple[Outcome, int] | None:
    """Return the best plan found on some columns of a vast program, with a bound that holds for all; ``None`` where those hold none."""
    best: tuple[Outcome, int] | None = None
    for narrow in narrow_programs(whole, start):
        found, kept = _solve_relaxed(narrow.program, options, narrow.start(start), began)
        if found.values is not None:
            outcome = narrow.widen(whole.program, found, options)
            best = replace(outcome, relaxation=whole.relaxed), kept
            start = outcome.values
            if _is_ended(outcome):
                break
        if options.is_stopped or is_over(options, began):
            break
    return best


def _is_ended(outcome: Outcome) -> bool:
    """Whether there is nothing to go on for: the plan is as good as asked, or somebody stopped."""
    return outcome.status in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP, SolveStatus.INTERRUPTED)


def _end_without_plan(relaxed: Outcome, status: SolveStatus) -> Outcome:
    """Return the end of a solve without a plan; the value of a relaxation that was cut off is no bound."""
    bound = relaxed.objective if relaxed.status is SolveStatus.OPTIMAL else np.inf
    return replace(relaxed, status=status, bound=bound, values=None)


def lost_by_columns(program: Program, values: Floats, reduced_costs: Floats) -> Floats:
    """Return by how much a plan with each integer column at its lower bound falls short of the relaxation with `values`; 0 for the others."""
    loss = np.where(values <= program.lower + 1e-7, np.maximum(0.0, -reduced_costs), 0.0)
    return np.where(program.is_integer, loss, 0.0)


def _prove(program: Program, standing: Standing, options: SolveOptions, began: float) -> tuple[Outcome, int]:
    """Return the plan of `standing` or a better one, by branch and bound on the columns that a better plan may have, and how many those are."""
    incumbent, bound = standing.incumbent, standing.bound
    # In a large program columns without which no plan can be better by the tolerance are not looked at: the proof ends at the tolerance then.
    is_large = program.columns > LARGE
    least = least_better(incumbent.objective, options) if is_large else incumbent.objective
    keep = standing.limits >= least - 1e-9 * max(1.0, abs(bound))
    if incumbent.values is not None:
        keep |= incumbent.values > program.lower + 0.5
    kept = int(keep.sum())

    def tell(progress: Progress) -> None:
        best = max(incumbent.objective, -np.inf if progress.incumbent is None else progress.incumbent)
        tell_progress(options, best, min(bound, max(best, progress.bound)), began)

    def end(best: Outcome, bound: float, status: SolveStatus) -> tuple[Outcome, int]:
        return replace(with_bound(best, bound, options, status), seconds=time.monotonic() - began), kept

    if options.is_stopped or bound - incumbent.objective <= options.tolerance(incumbent.objective):
        return end(incumbent, bound, SolveStatus.INTERRUPTED)
    aim = replace(
        rest(options, began),
        reached=bound - options.tolerance(incumbent.objective),
        listener=None if options.listener is None else tell,
        restart=is_large,
        tries=None if is_large else _SMALL_TRIES,
    )
    final = solve_with_highs(program.keep_columns(keep), aim, incumbent.values)
    best = final if final.values is not None and final.objective >= incumbent.objective else incumbent
    if np.isfinite(final.bound):
        bound = min(bound, max(final.bound, best.objective, least))
    return end(best, bound, final.status if _is_ended(final) else SolveStatus.TIME_LIMIT)
