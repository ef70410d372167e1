"""The best packing of one capacity: at most one option of each unit, by dynamic programming over steps of the capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.optimization.solvers.program import Bools, Floats, Ints

if TYPE_CHECKING:
    from planner.optimization.solvers.bounds.packing_layers import AnyFloats

# The compiled loops are imported where they are called: commands that solve nothing, or find their plan at once, do not wait for the compiler.

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
    from planner.optimization.solvers.bounds.packing_layers import fill_layers, walk_back

    counted = np.rint(weights / step) if rough else np.floor(weights / step + _WEIGHT_SLACK)
    ends = _list_ends(capacity, step, more)
    most = max(ends)
    if most < 0:
        return Packing(0.0, np.zeros(0, dtype=np.int64), (0,) * len(more))
    items = _list_items(counted.astype(np.int64), gains, units, most)
    # An estimate is as good in half the digits.
    worths: AnyFloats = items.gains.astype(np.float32) if rough else items.gains
    layers = np.empty((items.bounds.size if rough else 2, most + 1), dtype=worths.dtype)
    layers[0] = 0.0
    last = fill_layers(layers, items.size, worths, items.bounds)
    at = max((end for end in sorted(ends) if end >= 0), key=lambda end: ends[end][0] + layers[last, end])
    worth, added = ends[at]
    gain = float(worth + layers[last, at])
    if not rough:
        return Packing(gain, np.zeros(0, dtype=np.int64), added)
    return Packing(gain, items.place[walk_back(layers, items.size, worths, items.bounds, at)], added)


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
    from planner.optimization.solvers.bounds.packing_layers import best_meeting, fill_layers

    size = np.floor(weights / step + _WEIGHT_SLACK).astype(np.int64)
    ends = _list_ends(capacity, step, more)
    most = max(ends)
    with_each = np.full(weights.size, -np.inf)
    if most < 0:
        return 0.0, with_each
    items = _list_items(size, gains, units, most)
    groups = items.bounds.size - 1
    before, after = np.empty((2, groups + 1, most + 1))
    before[0] = 0.0
    fill_layers(before, items.size, items.gains, items.bounds)
    after[0] = -np.inf
    for end, (worth, _) in ends.items():
        if end >= 0:
            np.maximum(after[0, most - end :], worth, out=after[0, most - end :])
    fill_layers(
        after, items.size[::-1].copy(), items.gains[::-1].copy(), (items.place.size - items.bounds)[::-1].copy()
    )
    unit_of_group = units[items.place[items.bounds[:-1]]]
    for i in np.flatnonzero(wanted & (size <= most)):
        k = int(np.searchsorted(unit_of_group, units[i]))
        skip = int(k < groups and unit_of_group[k] == units[i])
        room = most + 1 - size[i]
        with_each[i] = gains[i] + best_meeting(before[k, :room], after[groups - k - skip, :room])
    return float(after[groups, most]), with_each


@dataclass(frozen=True, slots=True, eq=False)
class _Items:
    """Options that may be packed, in order of units: their places, sizes in steps and gains, and where each unit's begin."""

    place: Ints
    size: Ints
    gains: Floats
    bounds: Ints


def _list_items(size: Ints, gains: Floats, units: Ints, most: int) -> _Items:
    """Return the options that gain, fit, and are not beaten by another one of their unit."""
    from planner.optimization.solvers.bounds.packing_layers import find_undominated

    item = np.flatnonzero((gains > 0) & (size <= most))
    item = item[find_undominated(size[item], gains[item], _group(units[item]))]
    return _Items(item, size[item], gains[item], _group(units[item]))


def _group(units: Ints) -> Ints:
    """Return where each run of equal `units` begins, and the end of the last."""
    starts = np.flatnonzero(np.diff(units, prepend=-1))
    return np.append(starts, units.size)


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
