"""Reduced-cost fixing: solve large programs exactly on the few columns that can matter."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.highs import solve_with_highs
from planner.optimization.solvers.knapsack_bound import LONG, SHORT, KnapsackBound, KnapsackPrices
from planner.optimization.solvers.neighbourhood import THOROUGH_SEARCH, improve_plan
from planner.optimization.solvers.priced_program import read_prices
from planner.optimization.solvers.program import (
    Bools,
    Floats,
    Outcome,
    Program,
    Progress,
    ProgressListener,
    SolveOptions,
    tell_progress,
)

_SMALL = 400
"""Columns up to which a program is handed to HiGHS whole."""
_LARGE = 3_000
"""Columns above which the bound is tightened and the plan improved at length before branch and bound ends the proof."""
_FIRST_NODES = (20, 20, 200, None)
"""Nodes of the first integer solve, which only has to give neighbourhood search something to begin with, try by try; ``None``: to the gap."""
_CORE_LOSS = 0.05
"""Until knapsacks tell which columns matter, neighbourhoods take those that lose at most this share of the distance to the bound."""
_NEARLY, _WIDER = 0.95, 2.0
"""A bound that uses up this share of the width has the width multiplied."""
_TURN_SHARE = 0.4
"""Share of the time left that one turn may take."""
_NO_TIME = 0.1
"""Seconds that a solver is given when none are left."""
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
        last = solve_with_highs(program, _rest(options, began), start)
        return replace(last, seconds=time.monotonic() - began), program.columns
    tell_progress(options, incumbent.objective, relaxed.objective, began)
    incumbent, bound, limits = _close_gap(program, incumbent, relaxed, loss, options, began)
    slack = bound - incumbent.objective
    keep = limits >= incumbent.objective - 1e-9 * max(1.0, abs(relaxed.objective))
    if slack <= _tolerance(options, incumbent):
        return replace(incumbent, bound=bound, status=_status(slack), seconds=time.monotonic() - began), int(keep.sum())
    if options.is_stopped:
        stopped = replace(incumbent, bound=bound, status=SolveStatus.INTERRUPTED)
        return replace(stopped, seconds=time.monotonic() - began), int(keep.sum())
    aim = replace(_rest(options, began), reached=bound - _tolerance(options, incumbent))
    final = solve_with_highs(_restrict(program, keep), aim, incumbent.values)
    best = final if final.values is not None and final.objective >= incumbent.objective else incumbent
    bound = min(bound, max(final.bound, best.objective)) if np.isfinite(final.bound) else bound
    slack = bound - best.objective
    if slack <= _tolerance(options, best):
        status = _status(slack)
    elif final.status in (SolveStatus.INTERRUPTED, SolveStatus.WITHIN_GAP, SolveStatus.OPTIMAL):
        status = final.status
    else:
        status = SolveStatus.TIME_LIMIT
    return replace(best, bound=bound, status=status, seconds=time.monotonic() - began), int(keep.sum())


def _close_gap(
    program: Program, incumbent: Outcome, relaxed: Outcome, loss: Floats, options: SolveOptions, began: float
) -> tuple[Outcome, float, Floats]:
    """Return a better plan, a tighter bound, and what no plan with each column exceeds.

    Turns of the bound until it is within the gap of the plan; large programs improve the plan by neighbourhoods after the first turn, by
    branch and bound on the columns of good packings after the last, and then by neighbourhoods of all columns that a plan within the gap
    may have.
    """
    bound, distance = relaxed.objective, relaxed.objective - incumbent.objective
    is_large = program.columns > _LARGE
    width = min(distance, max(2 * _tolerance(options, incumbent), distance / 3)) if is_large else distance
    row_prices = read_prices(program, relaxed)
    assert row_prices is not None  # noqa: S101 - the relaxation was solved
    packing = KnapsackBound(program, row_prices, width)
    prices: KnapsackPrices | None = None
    core: Bools = loss <= _CORE_LOSS * distance
    limits = relaxed.objective - loss

    def goes_on() -> bool:
        is_open = bound - incumbent.objective > _tolerance(options, incumbent)
        return is_open and not options.is_stopped and not _is_over(_rest(options, began))

    for number, turn in enumerate(LONG if is_large else SHORT):
        if not goes_on():
            break
        part = replace(_share_of_rest(options, began), seed=options.seed + number)
        if packing.is_useful:
            tightened = packing.tighten(turn, relaxed.objective - width, part, prices)
            if width < distance and tightened.bound < relaxed.objective - _NEARLY * width:
                # The bound comes to where it holds only because of what was left out: more options matter.
                width = min(distance, _WIDER * width)
                packing = KnapsackBound(program, row_prices, width)
                tightened = packing.tighten(turn, relaxed.objective - width, part, tightened.prices)
            bound, prices, core = min(bound, tightened.bound), tightened.prices, tightened.core
            tell_progress(options, incumbent.objective, bound, began)
        if is_large and number == 0:
            incumbent = improve_plan(program, incumbent, relaxed, loss, bound, core, part)
    if is_large and goes_on():
        incumbent = _search_core(program, incumbent, bound, core, _share_of_rest(options, began))
    if packing.is_useful and prices is not None and not options.is_stopped and not _is_over(_rest(options, began)):
        limits = np.minimum(limits, packing.limit_columns(prices, incumbent.objective))
    if is_large and goes_on():
        part = _share_of_rest(options, began)
        better = limits >= incumbent.objective + _tolerance(options, incumbent)
        incumbent = improve_plan(program, incumbent, relaxed, loss, bound, better, part, THOROUGH_SEARCH)
    return incumbent, bound, limits


def _search_core(program: Program, incumbent: Outcome, bound: float, core: Bools, options: SolveOptions) -> Outcome:
    """Return `incumbent` or a better plan on the columns of `core` and those in use, once it is within the gap of `bound` or no better is there."""
    assert incumbent.values is not None  # noqa: S101 - a plan is what there is to improve
    part = replace(
        options,
        gap_limit=options.gap_limit / 10,
        reached=bound - _tolerance(options, incumbent),
        listener=_against(options.listener, bound),
    )
    found = solve_with_highs(_restrict(program, core | (incumbent.values > 0.5)), part, incumbent.values)
    return found if found.values is not None and found.objective > incumbent.objective else incumbent


def _against(listener: ProgressListener | None, bound: float) -> ProgressListener | None:
    """Return a listener to a search on some columns that tells `listener` the bound of all."""
    if listener is None:
        return None

    def tell(progress: Progress) -> None:
        best = progress.incumbent
        gap = progress.gap if best is None else (bound - best) / max(1e-9, abs(best))
        listener(replace(progress, bound=bound, gap=gap))

    return tell


def _tolerance(options: SolveOptions, incumbent: Outcome) -> float:
    return max(options.gap_limit * max(1.0, abs(incumbent.objective)), options.absolute_gap)


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
            _restrict(program, keep),
            replace(
                _rest(options, began),
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


def _restrict(program: Program, keep: Bools) -> Program:
    """Return `program` with the columns outside `keep` fixed at their lower bound."""
    return replace(program, upper=np.where(keep, program.upper, program.lower))


def _rest(options: SolveOptions, began: float) -> SolveOptions:
    return replace(options, time_limit_seconds=max(_NO_TIME, options.time_limit_seconds - (time.monotonic() - began)))


def _share_of_rest(options: SolveOptions, began: float) -> SolveOptions:
    """Return `options` with the time that one of the searches before the proof may take."""
    left = _rest(options, began)
    return replace(left, time_limit_seconds=left.time_limit_seconds * _TURN_SHARE)


def _is_over(left: SolveOptions) -> bool:
    """Whether no time is left: steps that take long to begin with are not begun."""
    return left.time_limit_seconds <= _NO_TIME


def _status(slack: float) -> SolveStatus:
    return SolveStatus.OPTIMAL if slack <= 1e-9 else SolveStatus.WITHIN_GAP
