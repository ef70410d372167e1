"""Solve variants of a channel plan quickly and exactly: prices of one relaxation bound every variant and drop what cannot matter in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.bounds.decomposition import KnapsackPrices
from planner.optimization.solvers.bounds.knapsack_bound import AGAIN, SHORT, KnapsackBound
from planner.optimization.solvers.bounds.priced_program import PricedProgram, RowPrices, price_program, read_prices
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Floats, Ints, Outcome, Program, SolveOptions
from planner.optimization.solvers.search.fixing import solve_program

__all__ = [
    "PricedProgram",
    "RowPrices",
    "VariantPrices",
    "choose_only",
    "limit_columns",
    "price_program",
    "price_rows",
    "price_variants",
    "resolve",
]

_SECONDS, _SECONDS_WHEN_CUT_OFF, _MANY_WHEN_CUT_OFF = 600.0, 5.0, 200_000
"""For a relaxation that is not known; of a plan that was cut off before its own was solved, and columns above which it is not begun then."""
_TRIES = 4
_AIM = 2e-3
"""Where a tighter bound is looked for: this share of the objective below the relaxation's."""
_FIRST, _OUTER = 0.5, 4.0
"""Width that is solved first, and the widest for which limits are looked for at once, as multiples of the guess."""
_ROUGH = 1e-4
"""Gap at which the first solve ends."""
_FAR = 1.0
"""A plan farther from the bound than this multiple of the guess is worth prices of the variant's own relaxation."""


@dataclass(frozen=True, slots=True)
class VariantPrices:
    """What variants of a program share: row prices of its relaxation, prices of its knapsacks, and the bound that these give."""

    rows: RowPrices
    knapsacks: KnapsackPrices | None
    bound: float


def price_rows(program: Program, solved: Outcome | None = None) -> RowPrices | None:
    """Return the row prices of the relaxation of `program`; ``None`` when the relaxation has no answer.

    Where `program` was `solved` already, that relaxation need not be solved once more. Where it was cut off before that, nobody waits for it long.
    """
    if solved is not None and solved.relaxation is not None:
        return read_prices(program, solved.relaxation)
    is_cut_off = solved is not None and solved.status in (SolveStatus.INTERRUPTED, SolveStatus.TIME_LIMIT)
    if is_cut_off and program.columns > _MANY_WHEN_CUT_OFF:
        return None
    seconds = _SECONDS_WHEN_CUT_OFF if is_cut_off else _SECONDS
    relaxed = solve_with_highs(program, SolveOptions(relax=True, time_limit_seconds=seconds))
    return read_prices(program, relaxed) if relaxed.status is SolveStatus.OPTIMAL or not is_cut_off else None


def _packing(program: Program, rows: RowPrices) -> KnapsackBound:
    return KnapsackBound(program, rows, cut=_AIM * abs(rows.value))


def price_variants(program: Program, rows: RowPrices) -> VariantPrices:
    """Return the prices that variants of `program` begin from, from the prices `rows` of its relaxation."""
    packing = _packing(program, rows)
    if not packing.is_useful:
        return VariantPrices(rows, None, rows.value)
    tightened = packing.tighten(SHORT[0], rows.value - _AIM * abs(rows.value), SolveOptions(time_limit_seconds=600))
    return VariantPrices(rows, tightened.prices, tightened.bound)


def limit_columns(program: Program, prices: VariantPrices) -> Floats:
    """Return what no plan of `program` with each column exceeds, in model units; +inf for columns that choose nothing."""
    packing = _packing(program, prices.rows)
    if packing.is_useful and prices.knapsacks is not None:
        return packing.limit_columns(prices.knapsacks, -np.inf)
    return packing.priced.bound - packing.priced.loss


def resolve(
    program: Program,
    prices: VariantPrices,
    options: SolveOptions,
    guess: float,
    rough_below: float = -math.inf,
    is_like_known: bool = True,
) -> Outcome:
    """Return the best plan of `program`, exact to `options.gap_limit`, on the columns that can be in a better plan.

    Parameters
    ----------
    guess
        Distance (model units) between bound and plan that may be expected. Half of it is tried first, roughly; the plan found there
        says how far the proof has to look.
    rough_below
        End with that plan and what is proven of it by then, where that says that no plan is better than this (model units); ``inf``: always.
    is_like_known
        Whether the rows are those that `prices` were found for; where a side moved, prices of the variant's own relaxation are worth their time.
    """
    rows = prices.rows if is_like_known else price_rows(program)
    bound, limits = (math.inf, None) if rows is None else _limit(program, prices, rows, options, _OUTER * guess)
    if limits is None or not math.isfinite(bound):
        return solve_program(program, options)[0]
    small = replace(options, restart=False, is_searched=False)
    width, known, is_own = _FIRST * guess, None, not is_like_known
    for _ in range(_TRIES):
        keep = limits >= bound - width
        aim = replace(small, gap_limit=max(options.gap_limit, _ROUGH)) if known is None else small
        outcome = solve_with_highs(program.keep_columns(keep), aim, known)
        is_whole = bool(keep[program.upper > program.lower].all())
        if outcome.values is None:
            if is_whole or outcome.status is not SolveStatus.INFEASIBLE:
                return outcome
            width *= 16
            continue
        distance = bound - outcome.objective
        is_proven = outcome.bound - outcome.objective <= options.gap_limit * abs(outcome.objective)
        is_last = known is not None or is_proven or outcome.status is SolveStatus.TIME_LIMIT
        if (is_whole or distance <= width) and is_last:
            return outcome
        known, reached = outcome.values, max(outcome.bound, bound - width)
        if distance > _FAR * guess and not is_own and distance > width:
            own = price_rows(program)
            if own is not None:
                also = _limit(program, prices, own, options, distance)
                bound, limits, is_own = min(bound, also[0]), np.minimum(limits, also[1]), True
                distance = bound - outcome.objective
        proven = max(outcome.objective, min(bound, reached))
        if proven <= rough_below:
            return replace(outcome, bound=proven)
        width = distance * (1 + 1e-9) + 1e-9
    return solve_program(program, options)[0]


def _limit(
    program: Program, prices: VariantPrices, rows: RowPrices, options: SolveOptions, width: float
) -> tuple[float, Floats]:
    """Return what no plan of `program` exceeds, and what none with each column does (rough below `width` under it), from prices `rows`."""
    packing = _packing(program, rows)
    bound, limits = packing.priced.bound, packing.priced.bound - packing.priced.loss
    if packing.is_useful:
        found = packing.search_prices(AGAIN, bound - _AIM * abs(bound), options, prices.knapsacks)
        bound, of_columns = packing.bound_columns(found.prices, min(bound, found.bound) - width)
        limits = np.minimum(limits, of_columns)
    return bound, limits


def choose_only(program: Program, unit_columns: Ints, allowed: Ints) -> Program:
    """Return `program` in which the unit with `unit_columns` may only take `allowed`."""
    upper = program.upper.copy()
    upper[np.setdiff1d(unit_columns, allowed)] = 0.0
    return replace(program, upper=upper)
