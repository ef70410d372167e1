"""Better prices where the descent stopped short of the best: more of it, and the linear program's own prices where that still gains.

Where handover alone tells seats apart, as in books without coordinates, the dual is stiff: a small difference of two seats' prices moves all
accounts that nobody owns, while what all prices have in common moves none. Hundreds of evaluations then end a percent and more below the best
bound, which looks like a gap of the plan. The simplex method does not mind.
"""

from __future__ import annotations

import numpy as np

from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.stop import keep_so_far, leave_if_broken_off
from planner.optimization.territory.model import build_territory_model
from planner.optimization.territory.narrow import is_wide, narrow
from planner.optimization.territory.prices import Prices, certify, descend
from planner.optimization.territory.problem import Floats, TerritoryProblem

_AGAIN = ((0.01, 60), (0.003, 60), (0.001, 30))
"""Temperatures and evaluations of one more round."""
_DONE = 1e-4
"""Share of the bound by which a round must raise it, or the prices count as found."""
_FEW_PAIRS, _MOST_PAIRS = 20_000, 150_000
"""Pairs up to which the linear program is solved at once, in tenths of a second, and up to which it is where a round still gains or moves are
limited, which the descent is bad at: it takes seconds there.
"""
_ROUNDS = 10
"""Rounds at most where it is not."""
_LP_SECONDS = 3_600.0


def sharpen_prices(problem: TerritoryProblem, prices: Prices) -> Prices:
    """Return `prices`, or better ones. Work is counted, not timed: the same problem and prices give the same answer."""
    part = narrow(problem, prices.reduced_costs(problem))[0] if is_wide(problem) else problem
    solved = problem if problem.pairs <= _MOST_PAIRS else part
    is_solved = solved.pairs <= (_MOST_PAIRS if problem.has_limits else _FEW_PAIRS)
    with keep_so_far():
        for _ in range(0 if is_solved else _ROUNDS):
            leave_if_broken_off()
            found = _prove(problem, descend(part, _AGAIN, prices))
            gain, prices = found.bound - prices.bound, max(prices, found, key=_bound)
            if gain <= _DONE * abs(prices.bound):
                break
            if solved.pairs <= _MOST_PAIRS:
                is_solved = True
                break
        leave_if_broken_off()
        return max(prices, _prove(problem, solve_relaxation(solved)), key=_bound) if is_solved else prices
    return prices


def lie_between(problem: TerritoryProblem, found: Prices, sharp: Prices) -> Prices:
    """Return the prices by which to search: halfway between `found`, those of the descent, and `sharp` ones.

    The prices of a linear program are a corner of all that prove as much: many nodes have two seats there that cost the same, and some seats none
    that is cheapest, so that annealing by what a node costs above its cheapest seat ends up to 3 % dearer (40 % where handover alone tells seats
    apart). Those of the descent lie in the middle, but further below.
    """
    if found is sharp:
        return sharp
    return certify(problem, *((getattr(found, name) + getattr(sharp, name)) / 2 for name in ("load", "move", "moved")))


def _bound(prices: Prices) -> float:
    return prices.bound


def _prove(problem: TerritoryProblem, prices: Prices) -> Prices:
    return certify(problem, prices.load, prices.move, prices.moved)


def solve_relaxation(problem: TerritoryProblem) -> Prices:
    """Return the prices that the rows of the linear program have at its optimum: the best there are, but for rounding."""
    program, unit = build_territory_model(problem)
    outcome = solve_with_highs(program, SolveOptions(relax=True, time_limit_seconds=_LP_SECONDS))
    load, move = np.zeros_like(problem.loads.scale), np.zeros(2)
    if outcome.row_duals is None:
        return certify(problem, load)
    number = {name: d for d, name in enumerate(problem.loads.names)}
    most: tuple[Floats, Floats] = (problem.moves, problem.moved)
    for name, dual in zip(program.row_names, outcome.row_duals, strict=True):
        rule, _, rest = name.partition(".")
        if rule in number:
            load[number[rule], int(rest.split(".")[0])] += dual * unit
        elif rule == "move_limit":
            kind = int(rest == "revenue")
            move[kind] = dual * unit / max(1.0, float(most[kind].max(initial=0.0)))
    return certify(problem, load, float(move[0]), float(move[1]))
