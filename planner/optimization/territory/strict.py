"""Hard loads: prices that their steep costs do not spoil, and the repair of what an assignment leaves beyond them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.solvers.stop import is_broken_off
from planner.optimization.territory.neighbourhoods import solve_group
from planner.optimization.territory.prices import Prices, certify, find_prices, lift
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem
from planner.optimization.territory.search import Effort, search

_SOFTER = (0.01, 0.1)
RAISED, _ABOVE_ALL = 1e3, 1e6
_GROUPS = (3, 6)
_REPAIRS = 24


def scale_hard(problem: TerritoryProblem, factor: float) -> TerritoryProblem:
    """Return `problem` with the cost of hard loads beyond their bands times `factor`."""
    loads = problem.loads
    rows = np.array([factor if name in loads.hard else 1.0 for name in loads.names])[:, None]
    return replace(problem, loads=replace(loads, over=loads.over * rows, under=loads.under * rows))


def find_strict_prices(problem: TerritoryProblem) -> Prices:
    """Return the best prices of problems whose hard loads cost less: in these the dual is well scaled, and what they prove holds here too."""
    found = (find_prices(scale_hard(problem, factor)) for factor in _SOFTER)
    return max((certify(problem, lift(problem, p.load), p.move, p.moved) for p in found), key=lambda p: p.bound)


def search_strictly(problem: TerritoryProblem, prices: Prices, effort: Effort) -> Ints:
    """Return the assignment with the least beyond the hard loads, and of these the cheapest, of two searches and their repairs."""
    starts = [search(p, prices, effort) for p in (scale_hard(problem, _SOFTER[0]), problem)]
    found = [repair(problem, choice, prices, effort) for choice in starts]
    return min(found, key=lambda c: (problem.excess(c), problem.objective(c)))


def repair(problem: TerritoryProblem, choice: Ints, prices: Prices, effort: Effort) -> Ints:
    """Return `choice` with less beyond the hard loads where shifts, swaps or neighbourhoods of the seats concerned find less."""
    raised = scale_hard(problem, RAISED)
    found = relieve(problem, choice, prices, effort)
    reduced = prices.reduced_costs(problem)
    above = reduced - np.minimum.reduceat(reduced, problem.start[:-1])[problem.node_of]
    failed = np.zeros(problem.seats, dtype=np.int64)
    for _ in range(_REPAIRS):
        beyond = _beyond(problem, found)
        open_seats = np.flatnonzero((beyond > 0) & (failed < len(_GROUPS)))
        if not open_seats.size or is_broken_off():
            break
        worst = int(open_seats[np.argmax(beyond[open_seats])])
        group = _partners(problem, found, worst, _GROUPS[failed[worst]])
        again = solve_group(raised, found, group, above, np.inf)
        if problem.excess(again) < problem.excess(found):
            found = relieve(problem, again, prices, effort)
            failed[:] = 0
        else:
            failed[worst] += 1
    return found


def relieve(problem: TerritoryProblem, choice: Ints, prices: Prices, effort: Effort) -> Ints:
    """Return `choice` after shifts and swaps for which hard loads count above all; none of them is left that would bring less beyond."""
    found = search(scale_hard(problem, _ABOVE_ALL), prices, effort, start=choice)
    return found if problem.excess(found) <= problem.excess(choice) else choice


def _beyond(problem: TerritoryProblem, choice: Ints) -> Floats:
    """Return per seat how far its hard loads lie beyond their bands."""
    loads = problem.loads
    use = loads.use(problem.seat[choice])
    return np.array([loads.pick(np.arange(0), np.array([r])).excess(use[:, [r]]) for r in range(problem.seats)])


def _partners(problem: TerritoryProblem, choice: Ints, worst: int, count: int) -> Ints:
    """Return `worst` and the seats with most room among those that its nodes may go to, or whose nodes may come to it."""
    home = problem.seat[choice][problem.node_of]
    linked = np.zeros(problem.seats, dtype=bool)
    linked[problem.seat[home == worst]] = True
    linked[home[problem.seat == worst]] = True
    linked[worst] = False
    loads = problem.loads
    rows = [d for d, name in enumerate(loads.names) if name in loads.hard]
    room = (loads.high - loads.use(problem.seat[choice]))[rows].min(axis=0)
    others = np.flatnonzero(linked)
    return np.sort(np.append(others[np.argsort(-room[others], kind="stable")[:count]], worst))


def prove_excess(problem: TerritoryProblem, name: str) -> float:
    """Return how much of load `name` (in its units, over all seats) lies beyond its top in every assignment; 0 where that is not proven."""
    loads, zero = problem.loads, np.zeros_like(problem.loads.scale)
    row = (np.array(loads.names) == name)[:, None] & (loads.over > 0)
    alone = replace(loads, inner=zero, under=zero, over=np.where(row, loads.scale, 0.0))
    return max(0.0, find_prices(replace(problem, cost=np.zeros_like(problem.cost), loads=alone)).bound)
