"""Which mix of known alternatives keeps the prices near a center: the inner loop of the proximal bundle, compiled."""

from __future__ import annotations

from planner.optimization.compiled import compiled
from planner.optimization.solvers.program import Floats, Ints

_PAIRS = 2
"""Moves between two alternatives of a group before the next group has its turn."""


@compiled
def mix_alternatives(
    begin: Ints,
    place: Ints,
    amount: Floats,
    worth: Floats,
    first: Ints,
    following: Ints,
    share: Floats,
    left: Floats,
    center: Floats,
    least: Floats,
    most: Floats,
    stride: float,
    precision: float,
    sweeps: int,
) -> None:
    """Change `share` (per alternative, 1 in each group) and `left` (sides less what the mix takes) until no change gains `precision`.

    Maximised is what the mix is worth, plus what is `left` at the prices of the `center`, less half of `stride` times the square of what is
    left; prices belong to it that are ``center − stride · left``, between `least` and `most`. Within a group, share moves from the worst
    alternative in use to the best one, as far as that gains. Alternative p takes ``amount[begin[p]:begin[p + 1]]`` at `place`, in ascending
    places; those of a group are linked from `first` by `following` (−1 at the end).
    """
    for _ in range(sweeps):
        largest = 0.0
        for group in range(first.size):
            for _ in range(_PAIRS):
                best, worst, high, low = -1, -1, 0.0, 0.0
                p = first[group]
                while p >= 0:
                    value = worth[p]
                    for e in range(begin[p], begin[p + 1]):
                        i = place[e]
                        value -= amount[e] * min(max(center[i] - stride * left[i], least[i]), most[i])
                    if best < 0 or value > high:
                        best, high = p, value
                    if share[p] > 0 and (worst < 0 or value < low):
                        worst, low = p, value
                    p = following[p]
                if best == worst or high - low <= precision:
                    break
                largest = max(largest, (high - low) * share[worst])
                square = _square_of_difference(begin, place, amount, best, worst)
                moved = share[worst]
                if square > 0:
                    moved = min(moved, (high - low) / (stride * square))
                share[best] += moved
                share[worst] -= moved
                if share[worst] < 1e-12:
                    share[best] += share[worst]
                    share[worst] = 0.0
                for e in range(begin[best], begin[best + 1]):
                    left[place[e]] -= moved * amount[e]
                for e in range(begin[worst], begin[worst + 1]):
                    left[place[e]] += moved * amount[e]
        if largest <= precision:
            break


@compiled
def _square_of_difference(begin: Ints, place: Ints, amount: Floats, one: int, other: int) -> float:
    """Return the sum of squares of what `one` alternative takes and the `other` does not."""
    square = 0.0
    i, j = begin[one], begin[other]
    while i < begin[one + 1] or j < begin[other + 1]:
        if j >= begin[other + 1] or (i < begin[one + 1] and place[i] < place[j]):
            square += amount[i] ** 2
            i += 1
        elif i >= begin[one + 1] or place[j] < place[i]:
            square += amount[j] ** 2
            j += 1
        else:
            square += (amount[i] - amount[j]) ** 2
            i += 1
            j += 1
    return square
