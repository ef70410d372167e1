"""The layers of a packing, unit after unit: the inner loops of its dynamic program, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.optimization.compiled import compiled
from planner.optimization.solvers.program import Floats, Ints

AnyFloats = NDArray[np.float32] | NDArray[np.float64]

_BLOCK = 4096
"""Cells of a layer that are filled at a time: so many stay in the fastest memory while a unit's options are tried."""


@compiled
def find_undominated(size: Ints, gains: Floats, bounds: Ints) -> Ints:
    """Return the places of options that no other option of their unit beats: smaller or of the same size and gaining as much or more.

    `size` in steps and `gains`, both per option; the options of unit k are those from ``bounds[k]`` to ``bounds[k + 1]``.
    """
    kept = np.empty(size.size, dtype=np.int64)
    count = 0
    for k in range(bounds.size - 1):
        for i in range(bounds[k], bounds[k + 1]):
            is_beaten = False
            for j in range(bounds[k], bounds[k + 1]):
                if size[j] <= size[i] and gains[j] >= gains[i] and j != i:
                    is_same = size[j] == size[i] and gains[j] == gains[i]
                    if not is_same or j < i:
                        is_beaten = True
                        break
            if not is_beaten:
                kept[count] = i
                count += 1
    found: Ints = kept[:count].copy()
    return found


@compiled
def fill_layers(layers: AnyFloats, size: Ints, gains: AnyFloats, bounds: Ints) -> int:
    """Fill `layers` (units + 1 × capacity in steps) from the first on, which is given, with the best gain of the units so far.

    Where there are only two layers they are filled in turn. Returns the place of the last one.
    """
    rows, width = layers.shape
    groups = bounds.size - 1
    for k in range(groups):
        before = layers[k % rows]
        after = layers[(k + 1) % rows]
        for low in range(0, width, _BLOCK):
            high = min(width, low + _BLOCK)
            after[low:high] = before[low:high]
            for i in range(bounds[k], bounds[k + 1]):
                first = max(low, size[i])
                if first < high:
                    gain = gains[i]
                    there = before[first - size[i] : high - size[i]]
                    here = after[first:high]
                    for c in range(high - first):
                        grown = there[c] + gain
                        here[c] = grown if grown > here[c] else here[c]
    return int(groups % rows)


@compiled
def walk_back(layers: AnyFloats, size: Ints, gains: AnyFloats, bounds: Ints, at: int) -> Ints:
    """Return the places of the options in the packing that ends at capacity `at` of the last of `layers`."""
    chosen = np.empty(bounds.size - 1, dtype=np.int64)
    count = 0
    for k in range(bounds.size - 2, -1, -1):
        if layers[k, at] != layers[k + 1, at]:
            for i in range(bounds[k], bounds[k + 1]):
                if size[i] <= at and layers[k, at - size[i]] + gains[i] == layers[k + 1, at]:
                    chosen[count] = i
                    count += 1
                    at -= size[i]
                    break
    return chosen[:count].copy()


@compiled
def best_meeting(before: Floats, after: Floats) -> float:
    """Return the greatest sum of a cell of `before` and the cell as far from the end of `after`; both have as many cells."""
    best = -np.inf
    width = before.size
    for c in range(width):
        best = max(best, before[c] + after[width - 1 - c])
    return best
