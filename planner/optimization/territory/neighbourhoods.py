"""Large neighbourhoods: the accounts of a few seats given anew by an integer program, where the gap sits.

The gap splits exactly: cost − bound = Σ_n (reduced cost of its pair − the least of node n) + Σ_d,r (g(y) + g*(ν) − ν·y). Seats with
a large part come first, with the seats that their accounts could go to; a pair whose reduced cost exceeds the gap of these seats cannot be
in a better assignment of them.
"""

from __future__ import annotations

import numpy as np

from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.stop import is_broken_off
from planner.optimization.territory.model import build_territory_model, start_point
from planner.optimization.territory.prices import Prices, conjugate
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem

_SEATS, _MOST_SEATS = 4, 5
_IDLE = 4
"""After so many neighbourhoods in a row without a gain they take one seat more."""
_MOST_PAIRS = 2_500
_TREE, _SECONDS = 20, 3_600.0


def split_gap(problem: TerritoryProblem, choice: Ints, prices: Prices) -> tuple[Floats, Floats]:
    """Return the part of the gap that each node, and each seat with its nodes, holds, in cents."""
    reduced = prices.reduced_costs(problem)
    least = np.minimum.reduceat(reduced, problem.start[:-1])
    nodes = reduced[choice] - least
    use = problem.loads.use(problem.seat[choice])
    inside, beyond = problem.loads.costs(use)
    slack = inside + beyond + conjugate(problem.loads, prices.load) - prices.load * use
    seats = slack.sum(axis=0) + np.bincount(problem.seat[choice], weights=nodes, minlength=problem.seats)
    return nodes, np.maximum(0.0, seats)


def polish(
    problem: TerritoryProblem,
    choice: Ints,
    prices: Prices,
    rounds: int,
    enough: float = 0.0,
    most_seats: int = _MOST_SEATS,
) -> Ints:
    """Return `choice` after `rounds` neighbourhoods, never worse; fewer rounds where cost − bound comes to `enough`, in cents.

    Neighbourhoods of four seats grow, where they give nothing more, to `most_seats`.
    """
    choice = choice.copy()
    reduced = prices.reduced_costs(problem)
    least = np.minimum.reduceat(reduced, problem.start[:-1])
    excess = reduced - least[problem.node_of]
    fresh, size, idle = np.ones(problem.seats), _SEATS, 0
    for _ in range(rounds):
        _, seats = split_gap(problem, choice, prices)
        score = seats * fresh
        is_done = score.max(initial=0.0) <= 1e-6 or problem.objective(choice) - prices.bound <= enough
        if is_done or is_broken_off():
            break
        group = _choose_seats(problem, choice, excess, score, size)
        found = solve_group(problem, choice, group, excess, float(seats[group].sum()))
        is_better = problem.objective(found) < problem.objective(choice) - 1e-6
        # A group that gave nothing waits until others around it have changed.
        fresh[group] *= 0.7 if is_better else 0.2
        if is_better:
            choice, idle = found, 0
        elif idle < _IDLE or size >= min(most_seats, problem.seats):
            idle += 1
        else:
            fresh, size, idle = np.ones(problem.seats), size + 1, 0
    return choice


def _choose_seats(problem: TerritoryProblem, choice: Ints, excess: Floats, score: Floats, size: int) -> Ints:
    """Return `size` seats: the one with the highest score and those that its nodes, or whose nodes, could best be exchanged with it."""
    first = int(np.argmax(score))
    home = problem.seat[choice][problem.node_of]
    scale = max(1e-9, float(np.median(excess[excess > 0])) if (excess > 0).any() else 1.0)
    ease = np.exp(-np.minimum(excess / scale, 50.0))
    out, into = home == first, problem.seat == first
    link: Floats = np.bincount(problem.seat[out], weights=ease[out], minlength=problem.seats).astype(float)
    link += np.bincount(home[into], weights=ease[into], minlength=problem.seats)
    link = link * (0.1 + score / max(1e-9, float(score.max())))
    link[first] = np.inf
    return np.sort(np.argsort(-link, kind="stable")[: min(size, problem.seats)])


def solve_group(problem: TerritoryProblem, choice: Ints, group: Ints, excess: Floats, gap: float) -> Ints:
    """Return `choice` with the nodes of the seats in `group` placed anew among them, on pairs whose reduced cost is at most `gap` above the least."""
    inside = np.zeros(problem.seats, dtype=bool)
    inside[group] = True
    nodes = np.flatnonzero(inside[problem.seat[choice]])
    is_node = np.zeros(problem.nodes, dtype=bool)
    is_node[nodes] = True
    keep = inside[problem.seat] & is_node[problem.node_of] & (excess <= gap)
    keep[choice[nodes]] = True
    pairs = np.flatnonzero(keep)
    if pairs.size > _MOST_PAIRS:
        ordered = pairs[np.argsort(excess[pairs], kind="stable")[:_MOST_PAIRS]]
        pairs = np.union1d(ordered, choice[nodes])
    return solve_on_pairs(problem, choice, nodes, group, pairs)


def solve_on_pairs(
    problem: TerritoryProblem,
    choice: Ints,
    nodes: Ints,
    seats: Ints,
    pairs: Ints,
    tree: int = _TREE,
    presolve: bool = True,
) -> Ints:
    """Return `choice` with `nodes`, all on `seats`, placed anew on `pairs` (ascending, theirs in `choice` among them) by an integer program.

    `tree` is the most branch-and-bound nodes; without `presolve` the program is taken as it is.
    """
    part = _restrict(problem, choice, nodes, seats, pairs)
    program, _ = build_territory_model(part)
    start = np.searchsorted(pairs, choice[nodes])
    limits = SolveOptions(gap_limit=1e-5, time_limit_seconds=_SECONDS, node_limit=tree, presolve=presolve)
    outcome = solve_with_highs(program, limits, start_point(part, start, program))
    if outcome.values is None:
        return choice
    taken = np.flatnonzero(outcome.values[: part.pairs] > 0.5)
    found = choice.copy()
    if taken.size == nodes.size:
        found[nodes] = pairs[taken]
    return found


def _restrict(problem: TerritoryProblem, choice: Ints, nodes: Ints, seats: Ints, pairs: Ints) -> TerritoryProblem:
    """Return the problem of `nodes` on `seats` with `pairs` alone; limits on moves less what all other nodes use."""
    number = np.full(problem.seats, -1)
    number[seats] = np.arange(seats.size)
    counts = np.bincount(problem.node_of[pairs], minlength=problem.nodes)[nodes]
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    others = np.ones(problem.nodes, dtype=bool)
    others[nodes] = False
    rest = choice[others]
    return TerritoryProblem(
        start,
        number[problem.seat[pairs]],
        problem.cost[pairs],
        problem.moves[pairs],
        problem.moved[pairs],
        problem.loads.pick(nodes, seats),
        problem.move_limit - float(problem.moves[rest].sum()),
        problem.moved_limit - float(problem.moved[rest].sum()),
    )
