"""The relaxation of a very large program, on few of its options at a time: those that the prices of the others ask for come in round by round."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.bounds.priced_program import (
    PricedProgram,
    find_choice_rows,
    find_choices,
    price_program,
    read_prices,
)
from planner.optimization.solvers.engines.held_columns import drop_held_columns, put_back
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Bools, Floats, Ints, Outcome, Program, SolveOptions
from planner.optimization.solvers.time_left import is_late, rest

_MANY = 150_000
"""Columns above which the relaxation is sifted: below, HiGHS is as quick on all of them."""
_FIRST, _MORE, _FIRST_TRIES = 6, 4, 3
"""Options of each choice in the first round, chosen evenly; how many times more where those hold no answer, how often."""
_COME_IN = 4
"""Options of each choice that come in a round, at most."""
_CLOSE = 1e-6
"""Share of the value by which the bound of all options may lie above that of the options taken in."""
_ROUNDS = 30


def solve_relaxation(program: Program, options: SolveOptions) -> Outcome:
    """Return the relaxation of `program`; where it is very large, one that is exact to a millionth, bound and losses covering all options, or that
    is as near as a share of the time allows: plans are still to be looked for.

    References
    ----------
    Bixby, R. E., Gregory, J. W., Lustig, I. J., Marsten, R. E., & Shanno, D. F. (1992). Very large-scale linear programming: A case study in
    combining interior point and simplex methods. Operations Research 40, 885–897.
    """
    began = time.monotonic()
    aim = replace(options, relax=True, listener=None)
    sifted = _sift(program, aim) if program.columns > _MANY else None
    return solve_with_highs(program, rest(aim, began)) if sifted is None else sifted


def _sift(program: Program, options: SolveOptions) -> Outcome | None:
    """Return the sifted relaxation, or how its first round was cut off; ``None`` where the options tried first hold no answer."""
    began = time.monotonic()
    choice = find_choices(program, find_choice_rows(program))
    is_open = program.upper > program.lower
    found: Outcome | None = None
    taken = np.zeros(program.columns, dtype=bool)
    for attempt in range(_FIRST_TRIES):
        taken = _first_options(program, choice, _FIRST * _MORE**attempt) & is_open
        found = solve_with_highs(drop_held_columns(program, taken), rest(options, began))
        if found.status is not SolveStatus.INFEASIBLE:
            break
    nearest: Outcome | None = None
    for _ in range(_ROUNDS):
        if found is None or found.status is SolveStatus.INFEASIBLE:
            return None
        prices = read_prices(program, found)
        if found.status is not SolveStatus.OPTIMAL or found.values is None or prices is None:
            seconds = time.monotonic() - began
            cut_off = replace(found, values=None, reduced_costs=None, row_duals=None, seconds=seconds)
            return cut_off if nearest is None else replace(nearest, seconds=seconds)
        priced = price_program(program, prices)
        if not np.isfinite(priced.bound):
            return None
        asked = is_open & ~taken & (choice >= 0) & (priced.loss < _best_taken(priced.loss, choice, taken))
        if nearest is None or priced.bound < nearest.bound:
            values = put_back(program, taken, found.values)
            nearest = _as_relaxation(replace(found, values=values), priced)
        is_close = priced.bound - found.objective <= _CLOSE * abs(priced.bound) or not asked.any()
        if is_close or is_late(options, began):
            return replace(nearest, seconds=time.monotonic() - began)
        # What is asked for loses less than all that is taken, so that ranks among it are ranks among all.
        taken |= asked & (_rank_in_choice(-priced.loss, np.where(asked, choice, -1)) < _COME_IN)
        found = solve_with_highs(drop_held_columns(program, taken), rest(options, began))
    return None


def _as_relaxation(found: Outcome, priced: PricedProgram) -> Outcome:
    """Return what was `found` on some columns as a relaxation of all of them: with the bound and the losses that its prices give."""
    reduced = np.where(priced.choice >= 0, -priced.loss, priced.reduced)
    return replace(found, objective=priced.bound, bound=priced.bound, reduced_costs=reduced)


def _first_options(program: Program, choice: Ints, each: int) -> Bools:
    """Return the columns that choose nothing, the options that use least rows, the best one, and `each` others of every choice, spread evenly."""
    uses = np.bincount(program.indices, minlength=program.columns)
    taken: Bools = (
        (choice < 0)
        | (_rank_in_choice(program.cost, choice) < 1)
        | (_rank_in_choice((-uses).astype(np.float64), choice) < 1)
    )
    size = np.bincount(choice[choice >= 0], minlength=len(program.row_names))
    place = _rank_in_choice(np.arange(program.columns, 0, -1).astype(np.float64), choice)
    stride = np.maximum(1, size[np.maximum(choice, 0)] // each)
    # A choice begins its stride at a place of its own, so that no team is always left out.
    taken |= (choice >= 0) & ((place + choice) % stride == 0)
    return taken


def _rank_in_choice(value: Floats, choice: Ints) -> Ints:
    """Return the place of each column among those of its choice, from the greatest `value` (0); far behind for columns that choose nothing."""
    rank = np.full(value.size, value.size, dtype=np.int64)
    column = np.flatnonzero(choice >= 0)
    order = column[np.lexsort((-value[column], choice[column]))]
    first = np.flatnonzero(np.diff(choice[order], prepend=-1))
    rank[order] = np.arange(order.size) - np.repeat(first, np.diff(np.append(first, order.size)))
    return rank


def _best_taken(loss: Floats, choice: Ints, taken: Bools) -> Floats:
    """Return per column what the best option taken of its choice loses."""
    least = np.full(int(choice.max()) + 2, np.inf)
    of_choice = taken & (choice >= 0)
    np.minimum.at(least, choice[of_choice], loss[of_choice])
    return least[choice]
