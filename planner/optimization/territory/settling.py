"""The last descent: no single account or family of a plan could go to another seat under the rules and save money.

Programs, merged searches and what was cut off end within a gap, and a shift may be left in it. A person who asks about one account sees that at once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.territory.capped_moves import descend_under_caps
from planner.optimization.territory.prices import Prices
from planner.optimization.territory.problem import Ints, TerritoryProblem
from planner.optimization.territory.search import Effort, search

_ROUNDING = 1e-9
"""Excess, as a share of a capacity or band, by which sums are rounded."""


def settle(problem: TerritoryProblem, choice: Ints, prices: Prices, effort: Effort) -> Ints:
    """Return `choice` after shifts and exchanges over all pairs that save money; limits on moves are kept, and no more lies beyond hard loads."""
    if problem.pairs == problem.nodes:
        return choice
    if not problem.loads.hard:
        return search(problem, prices, effort, start=choice)
    excess = replace(problem, cost=np.zeros_like(problem.cost), loads=problem.loads.count_excess())
    return descend_under_caps(problem, [(excess, excess.objective(choice) + _ROUNDING)], choice)
