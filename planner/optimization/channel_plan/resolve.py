"""Solve variants of a channel plan quickly and exactly: prices of one relaxation bound every variant and drop what cannot matter in it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.fixing import solve_program
from planner.optimization.solvers.highs import solve_with_highs
from planner.optimization.solvers.priced_program import PricedProgram, RowPrices, is_choice_row, price_program
from planner.optimization.solvers.program import Ints, Outcome, Program, SolveOptions

__all__ = ["PricedProgram", "RowPrices", "choose_only", "price_program", "price_rows", "resolve"]

_TRIES = 4


def price_rows(program: Program) -> RowPrices | None:
    """Return the row prices of the relaxation of `program`; ``None`` when the relaxation has no answer."""
    relaxed = solve_with_highs(program, SolveOptions(relax=True, time_limit_seconds=600))
    if relaxed.row_duals is None or relaxed.values is None:
        return None
    named = zip(program.row_names, relaxed.row_duals, strict=True)
    return RowPrices({n: float(y) for n, y in named if y and not is_choice_row(n)}, relaxed.objective)


def resolve(program: Program, prices: RowPrices, options: SolveOptions, guess: float) -> Outcome:
    """Return the best plan of `program`, exact to `options.gap_limit`, on the columns whose loss can matter.

    Parameters
    ----------
    guess
        Distance (model units) between bound and plan to begin with; widened until the answer is proven.
    """
    priced = price_program(program, prices)
    if not math.isfinite(priced.bound):
        return solve_program(program, options)[0]
    width = guess
    for _ in range(_TRIES):
        keep = priced.loss <= width
        outcome = solve_with_highs(replace(program, upper=np.where(keep, program.upper, program.lower)), options)
        is_whole = bool(keep[program.upper > program.lower].all())
        if outcome.values is None:
            if is_whole or outcome.status is not SolveStatus.INFEASIBLE:
                return outcome
            width *= 16
            continue
        distance = priced.bound - outcome.objective
        if is_whole or distance <= width:
            return outcome
        width = distance * (1 + 1e-9) + 1e-9
    return solve_program(program, options)[0]


def choose_only(program: Program, unit_columns: Ints, allowed: Ints) -> Program:
    """Return `program` in which the unit with `unit_columns` may only take `allowed`."""
    upper = program.upper.copy()
    upper[np.setdiff1d(unit_columns, allowed)] = 0.0
    return replace(program, upper=upper)
