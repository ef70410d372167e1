"""Good assignments merged: several searches, and the best assignment on the pairs that any of them uses.

Searches with other seeds agree on most accounts, and where they do not each is right in other places. The program on the pairs that any of
them uses is small, spans all seats at once, and finds what no exchange between a few seats would.

References
----------
Aggarwal, Orlin & Tai (1997), Optimized crossover for the independent set problem; Danna, Rothberg & Le Pape (2005), Exploring relaxation
induced neighborhoods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.optimization.solvers.stop import keep_so_far, leave_if_broken_off
from planner.optimization.territory.neighbourhoods import solve_on_pairs
from planner.optimization.territory.prices import Prices
from planner.optimization.territory.problem import Ints, TerritoryProblem
from planner.optimization.territory.search import SLOW_HEAT, Effort, Heat, Search, list_runs

_SEARCHES = 5
"""Searches of one generation."""
_WARM_GENERATIONS = 2
"""Last generations, which begin from the best assignment so far, hardly warm; the first and all others begin from the cheapest seats."""
_HOT = (SLOW_HEAT, replace(SLOW_HEAT, hot=2.0, wide=2.0))
"""Temperatures of searches from the cheapest seats: of two kinds, so that they end in different places."""
_WARM = Heat(0.1, 0.007)
_SHORT_WARM = Heat(0.3, 0.007)
"""The same where searches are short."""
_LEAST_TRIES, _MOST_TRIES = 1_000, 10_000
"""Tries a node of one search."""
_FAR = 0.1
"""Where cost − bound is more than this share of the cost, as with two or three accounts a seat, the program on the pairs of several searches
cannot leave out what is dear: it takes many times as long as they do and finds nothing. The best of them is taken."""
_IDLE = 2
_WORTH = 1e-5
"""After so many generations in a row that save less than this share of the cost no further one is made."""


def merge_searches(
    problem: TerritoryProblem, choice: Ints, prices: Prices, effort: Effort, enough: float = 0.0
) -> Ints:
    """Return `choice`, or the better assignment that generations of searches and their merging find.

    Work is counted: the same problem, prices and effort give the same answer. It ends where cost − bound comes to `enough`, in cents.
    """
    state = Search(problem, prices)
    state.shift()
    cold, best, pool, idle = state.choice.copy(), choice, [choice], 0
    tries = int(np.clip(effort.least_tries // 3, _LEAST_TRIES * problem.nodes, _MOST_TRIES * problem.nodes))
    generations = effort.generations_for(problem.nodes)
    hot = max(1, generations - _WARM_GENERATIONS)
    is_short = tries < _MOST_TRIES * problem.nodes
    warm = _SHORT_WARM if is_short else _WARM
    with keep_so_far():
        for generation in range(generations):
            leave_if_broken_off()
            before = problem.objective(best)
            if before - prices.bound <= enough or idle >= _IDLE:
                break
            is_hot = generation < hot
            if is_short and not is_hot:
                # Where searches are short, the pairs of far assignments cost more time than they save money.
                pool = [best]
            for k in range(_SEARCHES):
                seed, heat = effort.seed + 1 + generation * _SEARCHES + k, _HOT[k % len(_HOT)] if is_hot else warm
                pool.append(_search_from(state, cold if is_hot else best, tries, seed, heat))
            is_far = problem.objective(best) - prices.bound > _FAR * problem.objective(best)
            best = min(pool, key=problem.objective) if is_far else merge(problem, pool)
            pool.append(best)
            idle = idle + 1 if before - problem.objective(best) <= _WORTH * before else 0
    return min((best, *pool), key=problem.objective)


def merge_small_searches(problem: TerritoryProblem, choice: Ints, prices: Prices, effort: Effort) -> Ints:
    """Return `choice`, or what it and searches with another seed give when merged; each of these begins from the cheapest seats.

    A few large accounts a seat leave deep valleys: a search that begins from its best assignment stays in one, and so does branch and bound.
    """
    state = Search(problem, prices)
    state.shift()
    cold, pool = state.choice.copy(), [choice]
    with keep_so_far():
        for heat, tries, seed in list_runs(problem, replace(effort, seed=effort.seed + 1), None):
            pool.append(_search_from(state, cold, tries, seed, heat))
        return merge(problem, pool, presolve=False)
    return min(pool, key=problem.objective)


def _search_from(state: Search, choice: Ints, tries: int, seed: int, heat: Heat) -> Ints:
    """Return where an annealing of `state` that begins from `choice` ends."""
    state.choice = choice.copy()
    state.recompute()
    state.anneal(tries, seed, heat)
    state.descend()
    return state.choice.copy()


def merge(problem: TerritoryProblem, pool: Sequence[Ints], presolve: bool = True) -> Ints:
    """Return the best assignment found on the pairs that those of `pool` use; never worse than the best of them."""
    best = min(pool, key=problem.objective)
    pairs = np.unique(np.concatenate(pool))
    found = solve_on_pairs(problem, best, np.arange(problem.nodes), np.arange(problem.seats), pairs, 1, presolve)
    return found if problem.objective(found) < problem.objective(best) else best
