"""The best packing of one capacity: at most one option of each unit, by dynamic programming over steps of the capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimization.solvers.program import Floats, Ints

_WEIGHT_SLACK, _CAPACITY_SLACK = 1e-6, 4e-3
"""In steps: what a weight may exceed a whole number by and still count as it, and what all of them together may."""


@dataclass(frozen=True, slots=True)
class MoreCapacity:
    """Capacity that may be added: its size, what each unit of it is worth (mostly negative), how many there may be."""

    size: float
    worth: float
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Packing:
    """Gain of the best packing and the places of the options it takes; empty places unless they were asked for."""

    gain: float
    chosen: Ints


def pack(
    capacity: float,
    step: float,
    weights: Floats,
    gains: Floats,
    units: Ints,
    more: Sequence[MoreCapacity] = (),
    rough: bool = False,
) -> Packing:
    """Return the best packing of options within `capacity`; `units` (ascending) names the unit of each option, of which at most one is taken.

    Parameters
    ----------
    step
        Weights are counted in these steps, rounded down, so that the gain is at least that of the best exact packing. With `rough` they are
        rounded to the nearest step, the gain is an estimate, and the options taken are told.

    References
    ----------
    Kellerer, H., Pferschy, U., & Pisinger, D. (2004). Knapsack problems, chapter 11 (multiple choice). Springer.
    """
    counted = np.rint(weights / step) if rough else np.floor(weights / step + _WEIGHT_SLACK)
    size = counted.astype(np.int64)
    base = int(np.floor(capacity / step + _CAPACITY_SLACK))
    added = [(int(np.ceil(m.size / step - _WEIGHT_SLACK)), m) for m in more]
    most = base + sum(length * m.most for length, m in added)
    if base < 0:
        return Packing(0.0, np.zeros(0, dtype=np.int64))
    useful = (gains > 0) & (size <= most)
    item = np.flatnonzero(useful)
    starts = np.flatnonzero(np.diff(units[item], prepend=-1))
    ends = np.append(starts[1:], item.size)[: starts.size]
    layers = np.zeros((starts.size + 1 if rough else 2, most + 1))
    last = _fill(layers, size[item], gains[item], starts, ends)
    gain, at = _best_end(layers[last], base, added)
    if not rough:
        return Packing(gain, np.zeros(0, dtype=np.int64))
    return Packing(gain, item[_walk_back(layers, size[item], gains[item], starts, ends, at)])


def _fill(layers: Floats, size: Ints, gains: Floats, starts: Ints, ends: Ints) -> int:
    """Fill `layers` (unit × capacity in steps) with the best gain of the units so far, two layers in turn where there are only two."""
    rows, width = layers.shape
    grown = np.empty(width)
    for k in range(starts.size):
        before, after = layers[k % rows], layers[(k + 1) % rows]
        after[:] = before
        for i in range(starts[k], ends[k]):
            w = size[i]
            np.add(before[: width - w], gains[i], out=grown[w:])
            np.maximum(after[w:], grown[w:], out=after[w:])
    return int(starts.size % rows)


def _walk_back(layers: Floats, size: Ints, gains: Floats, starts: Ints, ends: Ints, at: int) -> Ints:
    """Return the places of the options in the packing that ends at capacity `at` of the last layer."""
    chosen: list[int] = []
    for k in range(starts.size - 1, -1, -1):
        if layers[k, at] == layers[k + 1, at]:
            continue
        for i in range(starts[k], ends[k]):
            if size[i] <= at and layers[k, at - size[i]] + gains[i] == layers[k + 1, at]:
                chosen.append(i)
                at -= int(size[i])
                break
    return np.array(chosen, dtype=np.int64)


def _best_end(best: Floats, base: int, added: Sequence[tuple[int, MoreCapacity]]) -> tuple[float, int]:
    """Return the most that `best` (by capacity) gives when capacity may be added to `base`, and the capacity where it does."""
    ends = {base: 0.0}
    for length, m in added:
        grown = dict(ends)
        for end, worth in ends.items():
            for count in range(1, m.most + 1):
                there = end + count * length
                grown[there] = max(grown.get(there, -np.inf), worth + count * m.worth)
        ends = grown
    at = max(sorted(ends), key=lambda end: ends[end] + best[end])
    return float(ends[at] + best[at]), at
