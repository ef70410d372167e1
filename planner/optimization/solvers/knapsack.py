"""The best packing of one capacity: at most one option of each unit, by dynamic programming over steps of the capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimization.solvers.program import Bools, Floats, Ints

_AnyFloats = NDArray[np.float32] | NDArray[np.float64]
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
    """Gain of the best packing, the places of the options it takes (empty unless they were asked for), how much of each capacity it adds."""

    gain: float
    chosen: Ints
    added: tuple[int, ...] = ()


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
    ends = _list_ends(capacity, step, more)
    most = max(ends)
    if most < 0:
        return Packing(0.0, np.zeros(0, dtype=np.int64), (0,) * len(more))
    item = np.flatnonzero((gains > 0) & (size <= most))
    bounds = _group(units[item])
    # An estimate is as good in half the digits, and memory that is not cleared first is quicker still.
    worths: _AnyFloats = gains[item].astype(np.float32) if rough else gains[item]
    layers = np.empty((bounds.size if rough else 2, most + 1), dtype=worths.dtype)
    last = _fill(layers, size[item], worths, bounds)
    at = max((end for end in sorted(ends) if end >= 0), key=lambda end: ends[end][0] + layers[last, end])
    worth, added = ends[at]
    gain = float(worth + layers[last, at])
    if not rough:
        return Packing(gain, np.zeros(0, dtype=np.int64), added)
    return Packing(gain, item[_walk_back(layers, size[item], worths, bounds, at)], added)


def pack_with_each(
    capacity: float,
    step: float,
    weights: Floats,
    gains: Floats,
    units: Ints,
    more: Sequence[MoreCapacity],
    wanted: Bools,
) -> tuple[float, Floats]:
    """Return the gain of the best packing as `pack` does, and of the best one with each option that is `wanted` (−inf where it does not fit).

    Layers from both ends meet at the option's unit; added capacity is a last unit, which takes what is not added.
    """
    size = np.floor(weights / step + _WEIGHT_SLACK).astype(np.int64)
    ends = _list_ends(capacity, step, more)
    most = max(ends)
    with_each = np.full(weights.size, -np.inf)
    if most < 0:
        return 0.0, with_each
    item = np.flatnonzero((gains > 0) & (size <= most))
    bounds = _group(units[item])
    groups = bounds.size - 1
    before = np.empty((groups + 1, most + 1))
    _fill(before, size[item], gains[item], bounds)
    after = np.full((groups + 1, most + 1), -np.inf)
    for end, (worth, _) in ends.items():
        if end >= 0:
            np.maximum(after[groups, most - end :], worth, out=after[groups, most - end :])
    for k in range(groups - 1, -1, -1):
        after[k] = after[k + 1]
        for i in item[bounds[k] : bounds[k + 1]]:
            w = size[i]
            np.maximum(after[k, w:], after[k + 1, : most + 1 - w] + gains[i], out=after[k, w:])
    unit_of_group = units[item[bounds[:-1]]]
    for i in np.flatnonzero(wanted & (size <= most)):
        k = int(np.searchsorted(unit_of_group, units[i]))
        skip = int(k < groups and unit_of_group[k] == units[i])
        room = most + 1 - size[i]
        with_each[i] = gains[i] + (before[k, :room] + after[k + skip, :room][::-1]).max()
    return float(after[0, most]), with_each


def _group(units: Ints) -> Ints:
    """Return where each run of equal `units` begins, and the end of the last."""
    starts = np.flatnonzero(np.diff(units, prepend=-1))
    return np.append(starts, units.size)


def _fill(layers: _AnyFloats, size: Ints, gains: _AnyFloats, bounds: Ints) -> int:
    """Fill `layers` (unit × capacity in steps) with the best gain of the units so far, two layers in turn where there are only two."""
    rows, width = layers.shape
    layers[0] = 0.0
    grown = np.empty(width, dtype=layers.dtype)
    for k in range(bounds.size - 1):
        before, after = layers[k % rows], layers[(k + 1) % rows]
        after[:] = before
        for i in range(bounds[k], bounds[k + 1]):
            w = size[i]
            np.add(before[: width - w], gains[i], out=grown[w:])
            np.maximum(after[w:], grown[w:], out=after[w:])
    return int((bounds.size - 1) % rows)


def _walk_back(layers: _AnyFloats, size: Ints, gains: _AnyFloats, bounds: Ints, at: int) -> Ints:
    """Return the places of the options in the packing that ends at capacity `at` of the last layer."""
    chosen: list[int] = []
    for k in range(bounds.size - 2, -1, -1):
        if layers[k, at] == layers[k + 1, at]:
            continue
        for i in range(bounds[k], bounds[k + 1]):
            if size[i] <= at and layers[k, at - size[i]] + gains[i] == layers[k + 1, at]:
                chosen.append(i)
                at -= int(size[i])
                break
    return np.array(chosen, dtype=np.int64)


def _list_ends(capacity: float, step: float, more: Sequence[MoreCapacity]) -> dict[int, tuple[float, tuple[int, ...]]]:
    """Return the capacities in steps that can be had, each with the most that what was added for it is worth, and how many of each `more`."""
    ends: dict[int, tuple[float, tuple[int, ...]]] = {int(np.floor(capacity / step + _CAPACITY_SLACK)): (0.0, ())}
    for m in more:
        length = int(np.ceil(m.size / step - _WEIGHT_SLACK))
        grown = {end: (worth, (*counts, 0)) for end, (worth, counts) in ends.items()}
        for end, (worth, counts) in ends.items():
            for count in range(1, m.most + 1):
                there, value = end + count * length, worth + count * m.worth
                if there not in grown or grown[there][0] < value:
                    grown[there] = (value, (*counts, count))
        ends = grown
    return ends
