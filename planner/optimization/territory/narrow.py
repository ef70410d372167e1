"""A wide problem made narrow: of each node's pairs only those that are cheapest at the prices, and those that move nothing.

Where many seats may own the same accounts, nearly all pairs are in no good assignment, but every one of them costs time and memory. Prices are
looked for on the cheapest pairs, which are chosen anew at the prices found; the bound is always that of all pairs.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.compiled import compiled
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem

PRICED, SEARCHED = 20, 8
"""Cheapest pairs of a node that are kept where prices are looked for, and where the assignment is."""
_SPREAD = 4
"""Further pairs of a node, spread over its seats: where many seats cost nearly the same, the cheapest alone could leave some seats with none."""


def is_wide(problem: TerritoryProblem, kept: int = PRICED) -> bool:
    """Whether it pays to leave all but `kept` pairs of a node out."""
    return problem.pairs > 2 * (kept + _SPREAD) * problem.nodes


def narrow(problem: TerritoryProblem, cost: Floats, kept: int = PRICED) -> tuple[TerritoryProblem, Ints]:
    """Return `problem` with the `kept` pairs of a node alone that are cheapest by `cost`, those that move least, a few others; and their places."""
    count = min(kept, problem.seats)
    pairs = np.flatnonzero(_keep_cheapest(problem.start, cost, problem.moves, problem.moved, count, _SPREAD))
    start = np.searchsorted(pairs, problem.start)
    parts = {name: getattr(problem, name)[pairs] for name in ("seat", "cost", "moves", "moved")}
    return replace(problem, start=start, **parts), pairs


@compiled
def _keep_cheapest(start: Ints, cost: Floats, moves: Floats, moved: Floats, count: int, spread: int) -> np.ndarray:
    """Return which pairs are among the `count` cheapest of their node, or of `spread` evenly over it, or have fewer moves, or less revenue moved."""
    kept = np.zeros(cost.size, dtype=np.bool_)
    best = np.empty(count)
    for n in range(start.size - 1):
        best[:] = np.inf
        fewest, most, least, largest = np.inf, 0.0, np.inf, 0.0
        for p in range(start[n], start[n + 1]):
            fewest, most = min(fewest, moves[p]), max(most, moves[p])
            least, largest = min(least, moved[p]), max(largest, moved[p])
            value = cost[p]
            if value >= best[count - 1]:
                continue
            k = count - 1
            while k > 0 and best[k - 1] > value:
                best[k] = best[k - 1]
                k -= 1
            best[k] = value
        for p in range(start[n], start[n + 1]):
            stays = moves[p] <= fewest < most or moved[p] <= least < largest
            kept[p] = stays or cost[p] <= best[count - 1]
        degree = start[n + 1] - start[n]
        for k in range(min(spread, degree)):
            kept[start[n] + (n + k * degree // spread) % degree] = True
    return kept
