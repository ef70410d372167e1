"""Branch and bound on the few columns with which a plan may be best: quick, and most of the way to the best plan there is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.optimization.solvers.highs import solve_with_highs
from planner.optimization.solvers.neighbourhood import SHORT_SEARCH, improve_plan
from planner.optimization.solvers.priced_program import is_choice_row
from planner.optimization.solvers.program import Bools, Floats, Outcome, Program, SolveOptions
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.time_left import is_over, rest

_NODES = 300
"""Branch-and-bound nodes of one search."""
_AROUND = 5.0
"""Columns that neighbourhoods between the searches may take, as a multiple of the choices."""


def search_best_columns(
    relaxed: RelaxedProgram,
    incumbent: Outcome,
    bound: float,
    limits: Floats,
    sets: Sequence[Bools],
    options: SolveOptions,
) -> Outcome:
    """Return `incumbent` or the best plan met; between the searches neighbourhoods bring in what the columns did not hold.

    Parameters
    ----------
    bound
        No plan is better; the search ends when it is reached to the gap of `options`.
    limits
        What no plan with each column exceeds: neighbourhoods take those of the highest limits.
    sets
        The columns that each search takes, besides those in use.
    """
    program, best, began = relaxed.program, incumbent, time.monotonic()
    aim = bound - options.tolerance(incumbent.objective)
    wide = best_columns(program, limits, _AROUND)
    for columns in sets:
        if best.values is None or best.objective >= aim or options.is_stopped or is_over(options, began):
            break
        part = replace(
            rest(options, began),
            gap_limit=options.gap_limit / 10,
            node_limit=_NODES,
            restart=False,
            reached=aim,
        )
        found = solve_with_highs(program.keep_columns(columns | (best.values > 0.5)), part, best.values)
        if found.values is not None and found.objective > best.objective:
            best = found
        best = improve_plan(relaxed, best, bound, wide, rest(options, began), SHORT_SEARCH)
    return best


def best_columns(program: Program, limits: Floats, size: float) -> Bools:
    """Return the columns of the highest `limits`, `size` for every choice (row of the kind Σ x = 1), and those that choose nothing."""
    among = np.flatnonzero(np.isfinite(limits) & program.is_integer)
    wanted = min(among.size, int(size * sum(is_choice_row(name) for name in program.row_names)))
    if not wanted:
        return np.ones(program.columns, dtype=bool)
    best: Bools = (limits >= np.partition(limits[among], -wanted)[-wanted]) | ~program.is_integer
    return best
