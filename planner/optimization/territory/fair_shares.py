"""Each seat's fair share: what a node brings, by capacity, over the seats that could own it if nobody had bound it to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimization.territory.eligibility import Mask
from planner.optimization.territory.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Sharing:
    """Over which seats every node's amounts are shared: starts and seats in CSR order, of its pairs, for those of `apart` of their own."""

    start: Ints
    seat: Ints
    apart: Ints
    apart_start: Ints
    apart_seat: Ints

    def seats_of(self, node: int) -> Ints:
        """Return the seats that share `node`."""
        place = int(np.searchsorted(self.apart, node))
        if place < self.apart.size and self.apart[place] == node:
            return self.apart_seat[self.apart_start[place] : self.apart_start[place + 1]]
        return self.seat[self.start[node] : self.start[node + 1]]

    def split(self, weight: Floats, capacity: Floats) -> Floats:
        """Return each seat's part of the nodes' `weight`: by `capacity` over the seats that share a node."""
        rest = weight.copy()
        rest[self.apart] = 0
        return _split(rest, capacity, self.start, self.seat) + _split(
            weight[self.apart], capacity, self.apart_start, self.apart_seat
        )


def share_nodes(start: Ints, seat: Ints, able: Sequence[Mask], unbound: Sequence[Mask]) -> Sharing:
    """Return how nodes are shared: over their seats without locks (`unbound`) where these hold the ones of `able`, which `start` and `seat` list."""
    apart = [
        n
        for n, (own, free) in enumerate(zip(able, unbound, strict=True))
        if own is not free and free.sum() > own.sum() and free[own].all()
    ]
    return Sharing(start, seat, np.array(apart, dtype=np.int64), *list_pairs([unbound[n] for n in apart]))


def list_pairs(masks: Sequence[Mask]) -> tuple[Ints, Ints]:
    """Return the eligible pairs in CSR order (starts, seats): every node gets exactly one of its seats."""
    counts = [int(m.sum()) for m in masks]
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    seat = np.concatenate([np.flatnonzero(m) for m in masks]) if masks else np.zeros(0)
    return start, seat.astype(np.int64)


def _split(weight: Floats, capacity: Floats, start: Ints, seat: Ints) -> Floats:
    if not seat.size:
        return np.zeros(capacity.size)
    node = np.repeat(np.arange(start.size - 1), np.diff(start))
    total = np.add.reduceat(capacity[seat], start[:-1])
    # Nobody's share: a node that is locked to a seat without capacity.
    rate = np.divide(weight, total, out=np.zeros_like(total), where=total > 0)
    return np.bincount(seat, weights=rate[node] * capacity[seat], minlength=capacity.size).astype(float)
