"""From prices to an assignment: cheapest seats at the prices, then shifts, swaps and annealing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.optimization.solvers.stop import flag_of_break_off, keep_so_far, leave_if_broken_off
from planner.optimization.territory import moves
from planner.optimization.territory.prices import Prices, conjugate, reduce_costs
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem


@dataclass(frozen=True, slots=True)
class Heat:
    """Temperatures of an annealing: the first and the last, as shares of the spread of pair costs, or of the mean wall between assignments.

    Nodes whose second seat lies more than `wide` temperatures and `floor` above their cheapest are not tried while they are there.
    """

    hot: float
    cold: float
    is_by_wall: bool = False
    wide: float = 1e9
    floor: float = 0.0


_HEAT = Heat(4.0, 0.015, wide=0.3, floor=0.03)
SLOW_HEAT = Heat(1.0, 0.007, wide=1.0, floor=0.05)
EVEN_HEAT = Heat(0.3, 0.007)
"""For problems whose pairs cost nearly the same at the prices, so that these do not tell which nodes need not be tried."""
_SLOW_TRIES_PER_NODE = 5_000
"""From so many tries a node on it pays to begin less hot, and to try more of the nodes."""
_HEATS = (Heat(3.0, 0.01), Heat(30.0, 0.1), Heat(0.3, 0.001, is_by_wall=True), Heat(1.0, 0.001, is_by_wall=True))
SMALL_NODES = 300
_FEW_NODES = 50
"""Nodes up to which dear seats are tried as often as cheap ones: a few large accounts may all have to leave their cheapest."""
_RESTARTS, _SMALL_TRIES, _SMALL_TRIES_PER_NODE = 3, 150_000, 5_000
_SWAP_TRIES = 4
_MIXTURES = ((1.0, 0.0), (0.9, 0.1), (0.7, 0.3), (0.5, 0.5), (0.3, 0.7), (0.1, 0.9), (0.0, 1.0))
"""How much accounts and revenue moved count, each as a share of its limit, where owners are to be kept and both are limited."""
_MOST_IMPROVED, _MOST_QUICK = 30_000, 3_000
"""Nodes of a problem up to which searches are merged and neighbourhoods solved: beyond, that takes longer than anybody waits, or waits for a quick
plan."""
_QUICK_TRIES = 9_000_000
_DEEP_TRIES_PER_NODE = 10_000
"""From so many tries a node on it pays to merge more often, and to solve neighbourhoods after that."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search: annealing tries per node, their least and most number, neighbourhoods, merged generations. Work is counted, not timed.

    `tree` is the number of branch-and-bound nodes for a small part that is handed over whole, `most_seats` what neighbourhoods may grow to.
    `shared_tries` are what the parts of a problem share by their nodes, so that one part of a few thousand nodes gets more than twenty of them.
    `is_quick` merges searches twice, where that takes seconds, and solves no neighbourhoods.
    """

    tries_per_node: int = 1_000
    least_tries: int = 4_000_000
    most_tries: int = 200_000_000
    rounds: int | None = None
    generations: int | None = None
    seed: int = 0
    shared_tries: int = 30_000_000
    tree: int = 20
    most_seats: int = 5
    is_quick: bool = False

    def for_part(self, nodes: int, whole: int) -> Effort:
        """Return the effort for a part with `nodes` of the `whole` number of nodes: many parts of middle size get no more than one large one."""
        tries = max(self.least_tries, int(self.shared_tries * nodes / max(1, whole)))
        if whole <= (_MOST_QUICK if self.is_quick else _MOST_IMPROVED):
            return replace(self, least_tries=tries)
        return replace(self, least_tries=tries, rounds=self.rounds or 0, generations=self.generations or 0)

    def as_quick(self) -> Effort:
        """Return the effort of a quick plan for the same nodes, with which a longer one begins, so that it costs no more; itself where rounds or
        generations are asked for.
        """
        if self.is_quick or self.rounds is not None or self.generations is not None:
            return self
        return replace(self, shared_tries=min(self.shared_tries, _QUICK_TRIES), is_quick=True)

    def rounds_for(self, nodes: int) -> int:
        """Return the neighbourhoods to solve: as asked, else 12 where there are many tries a node, none elsewhere."""
        if self.rounds is not None:
            return self.rounds
        return 12 if self._is_deep(nodes) and not self.is_quick else 0

    def generations_for(self, nodes: int) -> int:
        """Return how often several searches are merged: as asked, else by the tries a node and the nodes."""
        if self.generations is not None:
            return self.generations
        if nodes > (_MOST_QUICK if self.is_quick else _MOST_IMPROVED):
            return 0
        return 6 if self._is_deep(nodes) and not self.is_quick else 2

    def _is_deep(self, nodes: int) -> bool:
        return self.least_tries >= _DEEP_TRIES_PER_NODE * nodes


DEFAULT_EFFORT = Effort()
QUICK_EFFORT = DEFAULT_EFFORT.as_quick()
"""A plan in seconds: 1,000 accounts × 20 seats within 0.1 % of what the default finds in seven times as long."""


class Search:
    """One assignment that is improved in place."""

    def __init__(self, problem: TerritoryProblem, prices: Prices) -> None:
        loads = problem.loads
        self.problem = problem
        self.reduced = prices.reduced_costs(problem)
        self.above, self.dual = _weigh_by_prices(problem, prices)
        self.rank = np.lexsort((self.reduced, problem.node_of))
        self.weight = np.ascontiguousarray(loads.weight.T)
        self.inverse = np.ascontiguousarray((1 / loads.scale).T)
        self.shape = loads.shapes
        self.limit = np.array([problem.move_limit, problem.moved_limit])
        self.choice = self._begin(problem.cost)
        self.recompute()

    def _begin(self, cost: Floats) -> Ints:
        """Return the cheapest pairs at the prices; beyond a limit on moves the least useful moves are taken back."""
        problem = self.problem
        choice = self.rank[problem.start[:-1]].copy()
        if not problem.has_limits:
            return choice
        staying = self._stay()
        gain = self.reduced[staying] - self.reduced[choice]
        for n in np.argsort(gain, kind="stable"):
            over_moves = problem.moves[choice].sum() > problem.move_limit
            over_moved = problem.moved[choice].sum() > problem.moved_limit
            if not (over_moves or over_moved):
                break
            choice[n] = staying[n]
        return choice

    def _stay(self) -> Ints:
        """Return the pairs that move least: accounts, revenue, or where both are limited the first mixture of the two that keeps both limits."""
        problem, limits = self.problem, self.limit
        limited = np.isfinite(limits)
        mixtures = _MIXTURES if limited.all() else ((1.0, 0.0),) if limited[0] else ((0.0, 1.0),)
        amounts = np.vstack((problem.moves, problem.moved))
        each = amounts / np.where(limited & (limits > 0), limits, 1.0)[:, None]
        first: Ints | None = None
        for mixture in mixtures:
            order = np.lexsort(
                (self.reduced, *(each if mixture[0] < 1 else each[::-1]), np.array(mixture) @ each, problem.node_of)
            )
            staying = order[problem.start[:-1]]
            if (amounts[:, staying].sum(axis=1) <= limits + 1e-6).all():
                return staying
            first = staying if first is None else first
        assert first is not None  # noqa: S101 - there is at least one mixture
        return first

    def recompute(self) -> None:
        """Work out anew what seats carry; rounding does not add up."""
        problem = self.problem
        self.use = np.ascontiguousarray(problem.loads.use(problem.seat[self.choice]).T)
        self.used = np.array([problem.moves[self.choice].sum(), problem.moved[self.choice].sum()])

    def _state(self) -> tuple[object, ...]:
        problem = self.problem
        return (
            problem.start, problem.seat, problem.cost, problem.moves, problem.moved, self.weight, self.inverse, self.shape,
            self.limit, self.above, self.dual, self.choice, self.use, self.used,
        )  # fmt: skip

    def shift(self) -> None:
        """Give single nodes better seats until nothing changes."""
        moves.improve_by_shifts(*self._state(), 50)
        self.recompute()

    def descend(self) -> None:
        """Shift and swap until swaps save less than a hundred-thousandth (at most three rounds)."""
        for _ in range(3):
            self.shift()
            saved = moves.improve_by_swaps(*self._state(), self.rank, _SWAP_TRIES)
            self.recompute()
            if saved <= 1e-5 * self.problem.objective(self.choice):
                break
        self.shift()

    def anneal(self, tries: int, seed: int, heat: Heat = _HEAT) -> None:
        """Anneal; the result may be worse than before."""
        warmth = self._wall() if heat.is_by_wall else self._warmth()
        is_even = self.problem.nodes <= _FEW_NODES
        moves.anneal(
            *self._state(), self.rank, warmth, heat.hot, heat.cold, heat.wide, heat.floor, tries, seed, is_even,
            flag_of_break_off(),
        )  # fmt: skip
        leave_if_broken_off()
        self.recompute()

    def _wall(self) -> Floats:
        """Return for every seat what a node would cost on average if all it weighs lay beyond the bands."""
        problem, loads = self.problem, self.problem.loads
        rate = (loads.over + loads.under) / loads.scale
        return np.full(problem.seats, float(problem.weigh_pairs(rate).mean()))

    def _warmth(self) -> Floats:
        """Return per seat how far apart the two cheapest seats of its nodes lie on average, at the prices."""
        problem = self.problem
        ordered = self.reduced[self.rank]
        second = np.minimum(problem.start[:-1] + np.minimum(np.diff(problem.start) - 1, 3), problem.pairs - 1)
        spread = ordered[second] - ordered[problem.start[:-1]]
        home = problem.seat[self.rank[problem.start[:-1]]]
        total = np.bincount(home, weights=spread, minlength=problem.seats)
        count = np.bincount(home, minlength=problem.seats)
        mean = float(spread.mean()) if spread.size else 0.0
        return np.where(count > 0, total / np.maximum(count, 1), mean)


def _weigh_by_prices(problem: TerritoryProblem, prices: Prices) -> tuple[Floats, Floats]:
    """Return per pair its cost at the prices of loads less the least of its node, and per seat and load the price and the conjugate there."""
    loads = problem.loads
    # The prices may be those of a problem with other costs of loads; beyond this one's range they would prove nothing.
    inside = np.clip(prices.load, -loads.inner - loads.under, loads.inner + loads.over)
    above = reduce_costs(problem, inside)
    if problem.nodes:
        above -= np.minimum.reduceat(above, problem.start[:-1])[problem.node_of]
    return above, np.ascontiguousarray(np.stack((inside.T, conjugate(loads, inside).T), axis=2))


def search(
    problem: TerritoryProblem, prices: Prices, effort: Effort, start: Ints | None = None, heat: Heat | None = None
) -> Ints:
    """Return the pair of every node of the best assignment found; the same for the same problem, prices and effort.

    `heat` takes the place of the temperatures that suit most problems of its size. With `start`, an assignment, only shifts and swaps from there
    are tried, so that little changes.
    """
    state = Search(problem, prices)
    if start is not None:
        state.choice = start.copy()
        state.recompute()
        state.descend()
        return state.choice
    state.shift()
    best, value = state.choice.copy(), problem.objective(state.choice)
    if problem.pairs == problem.nodes:
        return best
    with keep_so_far():
        for warmth, tries, seed in list_runs(problem, effort, heat):
            leave_if_broken_off()
            if tries:
                state.anneal(tries, seed, warmth)
            state.descend()
            found = problem.objective(state.choice)
            if found < value - 1e-6:
                best, value = state.choice.copy(), found
            state.choice = best.copy()
            state.recompute()
    return best


def list_runs(problem: TerritoryProblem, effort: Effort, heat: Heat | None) -> list[tuple[Heat, int, int]]:
    """Return temperatures, tries and seed of each annealing; each begins from the best assignment before it."""
    tries = int(min(max(effort.least_tries, effort.tries_per_node * problem.nodes), effort.most_tries))
    if problem.nodes > SMALL_NODES or not tries:
        usual = SLOW_HEAT if tries >= _SLOW_TRIES_PER_NODE * problem.nodes else _HEAT
        return [(heat or usual, tries, effort.seed)]
    runs, tries = len(_HEATS) * _RESTARTS, min(tries, _SMALL_TRIES, _SMALL_TRIES_PER_NODE * problem.nodes)
    return [(heat, tries, effort.seed * runs + k) for k, heat in enumerate(_HEATS * _RESTARTS)]
