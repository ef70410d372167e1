"""Branch and bound on the few columns with which a plan may be best: quick, and most of the way to the best plan there is."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.optimization.solvers.bounds.priced_program import find_choice_rows
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Bools, Floats, Outcome, Program, SolveOptions
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search.neighbourhood import SHORT_SEARCH, improve_plan
from planner.optimization.solvers.time_left import rest

_NODES = 300
"""Branch-and-bound nodes of one search."""
_AROUND = 5.0
"""Columns that the neighbourhoods after it may take, as a multiple of the choices."""


def search_best_columns(
    relaxed: RelaxedProgram,
    incumbent: Outcome,
    bound: float,
    limits: Floats,
    size: float,
    options: SolveOptions,
) -> Outcome:
    """Return `incumbent` or the best plan met on the best columns and those in use; neighbourhoods then bring in what these did not hold.

    Parameters
    ----------
    bound
        No plan is better; the search ends when it is reached to the gap of `options`.
    limits
        What no plan with each column exceeds: the best columns are those of the highest limits.
    size
        How many columns there are for every choice.
    """
    if incumbent.values is None or options.is_stopped or options.time_limit_seconds <= 0:
        return incumbent
    program, began = relaxed.program, time.monotonic()
    part = replace(
        options,
        gap_limit=options.gap_limit / 10,
        node_limit=_NODES,
        restart=False,
        is_rounded=False,
        tries=1,
        reached=bound - options.tolerance(incumbent.objective),
    )
    few = best_columns(program, limits, size) | (incumbent.values > 0.5)
    found = solve_with_highs(program.keep_columns(few), part, incumbent.values)
    is_better = found.values is not None and found.objective > incumbent.objective
    wide = best_columns(program, limits, _AROUND)
    return improve_plan(relaxed, found if is_better else incumbent, bound, wide, rest(options, began), SHORT_SEARCH)


def best_columns(program: Program, limits: Floats, size: float) -> Bools:
    """Return the columns of the highest `limits`, `size` for every choice (row of the kind Σ x = 1), and those that choose nothing."""
    among = np.flatnonzero(np.isfinite(limits) & program.is_integer)
    wanted = min(among.size, int(size * int(find_choice_rows(program).sum())))
    if not wanted:
        return np.ones(program.columns, dtype=bool)
    best: Bools = (limits >= np.partition(limits[among], -wanted)[-wanted]) | ~program.is_integer
    return best
