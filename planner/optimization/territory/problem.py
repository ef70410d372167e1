"""The territory problem as arrays: nodes (families of accounts), eligible pairs, loads per seat with what they cost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.domain.territory import BAND_TOLERANCE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NO_LIMIT = np.inf


@dataclass(frozen=True, slots=True, eq=False)
class Loads:
    """What seats carry and what that costs, one row a load d and one column a seat r.

    With y = Σ weight[d, n] ÷ scale[d, r] over the nodes n of seat r the cost in cents is
    ``inner·|y − 1| + over·max(0, y − high) + under·max(0, low − y)``, each of shape (loads, seats); `weight` has shape (loads, nodes).
    `hard` names the loads that may lie beyond their bands only where no assignment found keeps them.
    """

    names: tuple[str, ...]
    weight: Floats
    scale: Floats
    inner: Floats
    over: Floats
    under: Floats
    high: Floats
    low: Floats
    hard: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Number of loads."""
        return len(self.names)

    @property
    def shapes(self) -> Floats:
        """Inner, over, under, high and low of every seat and load, shape (seats, loads, 5): what compiled code works costs out from."""
        parts = (self.inner, self.over, self.under, self.high, self.low)
        return np.ascontiguousarray(np.stack([a.T for a in parts], axis=2))

    def use(self, seat_of: Ints) -> Floats:
        """Return y of every load and seat, shape (loads, seats), for the seat of every node."""
        seats = self.scale.shape[1]
        sums = [np.bincount(seat_of, weights=w, minlength=seats)[:seats] for w in self.weight]
        return np.array(sums).reshape(self.count, seats) / self.scale

    def costs(self, use: Floats) -> tuple[Floats, Floats]:
        """Return the cost inside the band and beyond it, each (loads, seats), in cents."""
        inside = self.inner * np.abs(use - 1)
        beyond = self.over * np.maximum(0, use - self.high) + self.under * np.maximum(0, self.low - use)
        return inside, beyond

    def excess(self, use: Floats) -> float:
        """Return how far the hard loads lie beyond their bands, as multiples of the scale, summed over seats."""
        rows = [d for d, name in enumerate(self.names) if name in self.hard]
        priced_over, priced_under = self.over[rows] > 0, self.under[rows] > 0
        over = np.where(priced_over, np.maximum(0, use[rows] - self.high[rows] - BAND_TOLERANCE), 0.0)
        under = np.where(priced_under, np.maximum(0, self.low[rows] - use[rows] - BAND_TOLERANCE), 0.0)
        return float(over.sum() + under.sum())

    def count_excess(self) -> Loads:
        """Return loads that cost what lies beyond the bands of the hard ones, as multiples of the scale, and nothing else."""
        row = np.array([name in self.hard for name in self.names])[:, None]
        over, under = (np.where(row & (rate > 0), 1.0, 0.0) for rate in (self.over, self.under))
        return replace(self, inner=np.zeros_like(self.inner), over=over, under=under, hard=())

    def pick(self, nodes: Ints, seats: Ints) -> Loads:
        """Return the loads of `nodes` on `seats` alone."""
        parts = {name: getattr(self, name)[:, seats] for name in ("scale", "inner", "over", "under", "high", "low")}
        return replace(self, weight=self.weight[:, nodes], **parts)


@dataclass(frozen=True, slots=True, eq=False)
class TerritoryProblem:
    """Minimise pair costs + load costs; every node gets one of its seats.

    Pairs are in CSR order: those of node n are ``start[n]:start[n + 1]``, seats ascending. `cost` is cents a year (handover, travel),
    `moves` and `moved` how many accounts and how much revenue (cents) of the pair count against the limits on moves.
    """

    start: Ints
    seat: Ints
    cost: Floats
    moves: Floats
    moved: Floats
    loads: Loads
    move_limit: float = NO_LIMIT
    moved_limit: float = NO_LIMIT

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return int(self.start.size - 1)

    @property
    def seats(self) -> int:
        """Number of seats."""
        return int(self.loads.scale.shape[1])

    @property
    def pairs(self) -> int:
        """Number of eligible pairs."""
        return int(self.seat.size)

    @property
    def node_of(self) -> Ints:
        """Node of every pair."""
        return np.repeat(np.arange(self.nodes), np.diff(self.start))

    @property
    def has_limits(self) -> bool:
        """Whether moves are limited."""
        return bool(np.isfinite(self.move_limit) or np.isfinite(self.moved_limit))

    def excess(self, choice: Ints) -> float:
        """Return how far hard loads lie beyond their bands; see `Loads.excess`."""
        return self.loads.excess(self.loads.use(self.seat[choice])) if self.loads.hard else 0.0

    def weigh_pairs(self, rate: Floats) -> Floats:
        """Return per pair what its node weighs in all loads together, each at `rate` (loads × seats) a unit of weight."""
        weighed, node = np.zeros(self.pairs), self.node_of
        for d, weight in enumerate(self.loads.weight):
            weighed += rate[d, self.seat] * weight[node]
        return weighed

    def objective(self, choice: Ints) -> float:
        """Return the cost in cents when node n takes pair ``choice[n]``."""
        inside, beyond = self.loads.costs(self.loads.use(self.seat[choice]))
        return float(self.cost[choice].sum() + inside.sum() + beyond.sum())


def pick_out(problem: TerritoryProblem, nodes: Ints, seats: Ints) -> tuple[TerritoryProblem, Ints]:
    """Return the part of `problem` on `nodes` and `seats` (which hold all the nodes' pairs), and its pairs' places in the whole."""
    number = np.full(problem.seats, -1)
    number[seats] = np.arange(seats.size)
    counts = np.diff(problem.start)[nodes]
    pairs = (
        np.concatenate([np.arange(problem.start[n], problem.start[n + 1]) for n in nodes])
        if nodes.size
        else np.zeros(0, dtype=np.int64)
    )
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return (
        TerritoryProblem(
            start,
            number[problem.seat[pairs]],
            problem.cost[pairs],
            problem.moves[pairs],
            problem.moved[pairs],
            problem.loads.pick(nodes, seats),
            problem.move_limit,
            problem.moved_limit,
        ),
        pairs,
    )


def split_components(problem: TerritoryProblem) -> list[tuple[Ints, Ints]]:
    """Return the nodes and seats of each connected part of the eligibility graph; one part when moves are limited in all."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    if problem.has_limits or problem.nodes == 0:
        return [(np.arange(problem.nodes), np.arange(problem.seats))]
    size = problem.nodes + problem.seats
    ones = np.ones(problem.pairs, dtype=np.int8)
    graph = coo_matrix((ones, (problem.node_of, problem.nodes + problem.seat)), shape=(size, size))
    count, label = connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    bounds = np.searchsorted(label[order], np.arange(count + 1))
    parts = []
    for k in range(count):
        members = order[bounds[k] : bounds[k + 1]]
        parts.append((members[members < problem.nodes], members[members >= problem.nodes] - problem.nodes))
    return parts
