"""Certifies territories anew for the bench: bound and cost from the problem's arrays and the definitions alone, in plain arithmetic."""

from __future__ import annotations

import math

import numpy as np

from planner.optimization.territory.problem import TerritoryProblem


def check_cost(problem: TerritoryProblem, choice: np.ndarray) -> float:
    """Return the cost of an assignment; `ValueError` when a node has none, or none of its own pairs, or a limit on moves is broken."""
    if choice.shape != (problem.nodes,):
        raise ValueError("not one pair a node")
    for n in range(problem.nodes):
        if not problem.start[n] <= choice[n] < problem.start[n + 1]:
            raise ValueError(f"node {n} has a pair that is not its own")
    if math.fsum(problem.moves[choice]) > problem.move_limit or math.fsum(problem.moved[choice]) > problem.moved_limit:
        raise ValueError("a limit on moves is broken")
    loads, total = problem.loads, [float(problem.cost[c]) for c in choice]
    for d in range(len(loads.names)):
        use = [0.0] * problem.seats
        for n, c in enumerate(choice):
            use[problem.seat[c]] += loads.weight[d, n]
        for r in range(problem.seats):
            y = use[r] / loads.scale[d, r]
            total.append(loads.inner[d, r] * abs(y - 1))
            total.append(
                loads.over[d, r] * max(0.0, y - loads.high[d, r]) + loads.under[d, r] * max(0.0, loads.low[d, r] - y)
            )
    return math.fsum(total)


def check_bound(problem: TerritoryProblem, price: np.ndarray) -> float:
    """Return the bound that prices prove: the least reduced cost of every node, less the largest of ν·y − g(y) over y of every load and seat.

    ν·y − g(y) is concave and piecewise linear, so its largest value lies at a corner: 1, the top or the foot of the band.
    """
    loads, parts = problem.loads, []
    for n in range(problem.nodes):
        best = math.inf
        for p in range(problem.start[n], problem.start[n + 1]):
            r = problem.seat[p]
            charged = sum(price[d, r] * loads.weight[d, n] / loads.scale[d, r] for d in range(len(loads.names)))
            best = min(best, problem.cost[p] + charged)
        parts.append(best)
    for d in range(len(loads.names)):
        for r in range(problem.seats):
            inner, over, under = loads.inner[d, r], loads.over[d, r], loads.under[d, r]
            if not -inner - under - 1e-9 * (inner + under) <= price[d, r] <= (inner + over) * (1 + 1e-9):
                raise ValueError("a price is out of its range: the bound would be minus infinity")
            worst = -math.inf
            for y in (1.0, loads.high[d, r], loads.low[d, r]):
                cost = (
                    inner * abs(y - 1) + over * max(0.0, y - loads.high[d, r]) + under * max(0.0, loads.low[d, r] - y)
                )
                worst = max(worst, price[d, r] * y - cost)
            parts.append(-worst)
    return math.fsum(parts)


def place_largest_first(problem: TerritoryProblem) -> np.ndarray:
    """Return what a largest-first greedy gives: every node in turn to the seat where it costs least at that moment."""
    loads = problem.loads
    use = np.zeros_like(loads.scale)
    choice = np.zeros(problem.nodes, dtype=np.int64)

    def cost(y: np.ndarray, seats: np.ndarray) -> np.ndarray:
        beyond = loads.over[:, seats] * np.maximum(0, y - loads.high[:, seats])
        short = loads.under[:, seats] * np.maximum(0, loads.low[:, seats] - y)
        return (loads.inner[:, seats] * np.abs(y - 1) + beyond + short).sum(axis=0)

    for n in np.argsort(-loads.weight[-1], kind="stable"):
        pairs = np.arange(problem.start[n], problem.start[n + 1])
        seats = problem.seat[pairs]
        step = loads.weight[:, n][:, None] / loads.scale[:, seats]
        more = problem.cost[pairs] + cost(use[:, seats] + step, seats) - cost(use[:, seats], seats)
        best = int(np.argmin(more))
        choice[n] = pairs[best]
        use[:, seats[best]] += step[:, best]
    return choice
