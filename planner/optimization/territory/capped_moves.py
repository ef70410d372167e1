"""Shifts and exchanges that make one cost less and keep others under their caps: hard loads, or goals that come before it.

Arrays as in `moves.py`; those of several goals have the goals first: `costs` is (goals, pairs), `shapes` (goals, seats, loads, 5). Goal 0 is made
less, goal g > 0 may not rise above ``caps[g]``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.optimization.compiled import compiled
from planner.optimization.solvers.stop import Flag, flag_of_break_off, is_broken_off
from planner.optimization.territory.moves import apply_change, change_of_seat, find_pair, is_within
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem

Cap = tuple[TerritoryProblem, float]
"""A problem that differs from another in its costs alone, and what it may cost at most, in cents."""
_TINY = 1e-7
_WORTH = 1e-12
"""Share of a cost below which a change is what sums are rounded by."""
_ROUNDS = 20
_MOST_EXCHANGED = 3_000
"""Nodes up to which all exchanges are tried: two seconds."""


def descend_under_caps(problem: TerritoryProblem, caps: Sequence[Cap], choice: Ints) -> Ints:
    """Return `choice` after shifts and exchanges; no single shift is left that keeps `caps` and limits on moves and makes `problem` cost less.

    Nothing else ends it but a break-off of this thread's work. What lies beyond a cap already does not rise.
    """
    every, found = (problem, *(other for other, _ in caps)), choice.copy()
    costs = np.ascontiguousarray([p.cost for p in every])
    shapes = np.ascontiguousarray([p.loads.shapes for p in every])
    weight, inverse = np.ascontiguousarray(problem.loads.weight.T), np.ascontiguousarray((1 / problem.loads.scale).T)
    limit, most = np.array([problem.move_limit, problem.moved_limit]), np.array([np.inf, *(cap for _, cap in caps)])
    tiny = max(_TINY, _WORTH * abs(problem.objective(choice)))
    kernels = (_shift, _exchange) if problem.nodes <= _MOST_EXCHANGED else (_shift,)
    for _ in range(_ROUNDS):
        before = problem.objective(found)
        for kernel in kernels:
            use = np.ascontiguousarray(problem.loads.use(problem.seat[found]).T)
            used = np.array([problem.moves[found].sum(), problem.moved[found].sum()])
            values = np.array([p.objective(found) for p in every])
            kernel(
                problem.start, problem.seat, costs, problem.moves, problem.moved, weight, inverse, shapes, limit, most,
                found, use, used, values, tiny, flag_of_break_off(),
            )  # fmt: skip
        if before - problem.objective(found) <= tiny or is_broken_off():
            break
    return found


@compiled
def _keeps(delta: Floats, values: Floats, caps: Floats) -> bool:
    """Whether no capped cost rises above its cap."""
    is_kept = True
    for g in range(1, values.size):
        is_kept = is_kept and (delta[g] <= 0.0 or values[g] + delta[g] <= caps[g])
    return is_kept


@compiled
def _shift(
    start: Ints, seat: Ints, costs: Floats, moves: Floats, moved: Floats, weight: Floats, inverse: Floats, shapes: Floats,
    limit: Floats, caps: Floats, choice: Ints, use: Floats, used: Floats, values: Floats, tiny: float, flag: Flag,
) -> None:  # fmt: skip
    """Give each node the best seat that keeps the caps, until nothing changes."""
    goals, zero = values.size, np.zeros(weight.shape[1])
    delta, leave, best = np.zeros(goals), np.zeros(goals), np.zeros(goals)
    has_changed = True
    while has_changed and flag[0] == 0:
        has_changed = False
        for n in range(start.size - 1):
            old, chosen = choice[n], -1
            r = seat[old]
            for g in range(goals):
                leave[g] = change_of_seat(r, use, shapes[g], weight[n], zero, inverse) - costs[g, old]
            best[0] = -tiny
            for p in range(start[n], start[n + 1]):
                if p == old or not is_within(used, limit, moves[p] - moves[old], moved[p] - moved[old]):
                    continue
                for g in range(goals):
                    delta[g] = (
                        costs[g, p] + leave[g] + change_of_seat(seat[p], use, shapes[g], zero, weight[n], inverse)
                    )
                    if delta[0] >= best[0]:
                        break
                if delta[0] < best[0] and _keeps(delta, values, caps):
                    best[:], chosen = delta, p
            if chosen >= 0:
                apply_change(r, use, inverse, weight[n], -1.0)
                apply_change(seat[chosen], use, inverse, weight[n], 1.0)
                used[0] += moves[chosen] - moves[old]
                used[1] += moved[chosen] - moved[old]
                values += best
                choice[n] = chosen
                has_changed = True


@compiled
def _exchange(
    start: Ints, seat: Ints, costs: Floats, moves: Floats, moved: Floats, weight: Floats, inverse: Floats, shapes: Floats,
    limit: Floats, caps: Floats, choice: Ints, use: Floats, used: Floats, values: Floats, tiny: float, flag: Flag,
) -> None:  # fmt: skip
    """Exchange the seats of two nodes where that makes goal 0 less and keeps the caps, once over all pairs of nodes."""
    goals, nodes = values.size, start.size - 1
    delta = np.zeros(goals)
    for n in range(nodes):
        if flag[0] != 0:
            break
        for m in range(n + 1, nodes):
            old, other = choice[n], choice[m]
            r, s = seat[old], seat[other]
            if r == s:
                continue
            p, back = find_pair(start, seat, n, s), find_pair(start, seat, m, r)
            if p < 0 or back < 0:
                continue
            more = moves[p] - moves[old] + moves[back] - moves[other]
            revenue = moved[p] - moved[old] + moved[back] - moved[other]
            if not is_within(used, limit, more, revenue):
                continue
            for g in range(goals):
                delta[g] = costs[g, p] - costs[g, old] + costs[g, back] - costs[g, other]
                delta[g] += change_of_seat(r, use, shapes[g], weight[n], weight[m], inverse)
                delta[g] += change_of_seat(s, use, shapes[g], weight[m], weight[n], inverse)
                if delta[0] >= -tiny:
                    break
            if delta[0] < -tiny and _keeps(delta, values, caps):
                apply_change(r, use, inverse, weight[m] - weight[n], 1.0)
                apply_change(s, use, inverse, weight[m] - weight[n], -1.0)
                used[0] += more
                used[1] += revenue
                values += delta
                choice[n], choice[m] = p, back
