"""One capacity row at prices: what its options gain, and what the best packing of it does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.optimization.solvers.bounds.knapsack import MoreCapacity, Packing, pack, pack_with_each
from planner.optimization.solvers.program import Bools, Floats, Ints

STEPS_CERTIFIED = 200_000
"""Steps for the bound that is reported, at least; weights are rounded down to them, so that it holds."""
_MOST_STEPS, _CELLS_CERTIFIED = 4_000_000, 100_000_000
"""Steps at most, and steps times options up to which there are more: what is rounded down adds up over all teams to a fifth of the usual gap."""
_CELLS = 6_000_000
"""Most cells (steps × units) kept of one capacity while prices are searched."""
_FINEST = 1e-6
"""Smallest step, in units of the row. Steps are 1, 2 or 5 times a power of ten, so that round efforts stay exact."""


@dataclass(frozen=True, slots=True, eq=False)
class PricedKnapsack:
    """One capacity row: its options in order of units; `use` numbers uses of options that another row holds first, −1 for the others.

    `lent`: columns that add capacity, with what they add in `more`; `given`: what the relaxation's bound already counts for them.
    """

    capacity: float
    price: float
    option: Ints
    weight: Floats
    unit: Ints
    use: Ints
    lent: Ints
    more: tuple[MoreCapacity, ...]
    given: float
    cut: float

    def pay(self, paid: Floats) -> PricedKnapsack:
        """Return this knapsack where each column pays `paid` more."""
        more = tuple(replace(m, worth=m.worth - float(x)) for m, x in zip(self.more, paid[self.lent], strict=True))
        return replace(self, more=more)

    def gain_of(self, gain: Floats, taken: Floats, values: Floats) -> float:
        """Return what the options `taken` gain here, less what the relaxation's bound counts; `values` says what is lent."""
        lent = sum(m.worth * float(n) for m, n in zip(self.more, values[self.lent], strict=True))
        return float(gain @ taken[self.option]) + lent - self.price * self.capacity - self.given

    def solve(self, gain: Floats, cuts: int | None, best: Floats) -> Packing:
        """Return the best packing for `gain`, its gain less what the relaxation's bound counts for this row.

        With `cuts` it is an estimate, without options that lose more than the cut beside the `best` of their unit (per option, up to 0).
        """
        most = self.capacity + sum(m.size * m.most for m in self.more)
        units = 1 + int(np.count_nonzero(np.diff(self.unit)))
        if cuts is None:
            steps = min(_MOST_STEPS, max(STEPS_CERTIFIED, _CELLS_CERTIFIED // max(1, gain.size)))
        else:
            steps = min(cuts, _CELLS // units)
            gain = np.where(gain - self.price * self.weight >= best - self.cut, gain, 0.0)
        packed = pack(
            self.capacity, _round_step(most / steps), self.weight, gain, self.unit, self.more, rough=cuts is not None
        )
        return replace(packed, gain=packed.gain - self.price * self.capacity - self.given)

    def solve_with_each(self, gain: Floats, wanted: Bools, steps: int) -> tuple[float, Floats]:
        """Return the gain of the best packing and of the best one with each option that is `wanted`."""
        most = self.capacity + sum(m.size * m.most for m in self.more)
        units = 1 + int(np.count_nonzero(np.diff(self.unit)))
        step = _round_step(most / min(steps, _CELLS // units))
        return pack_with_each(self.capacity, step, self.weight, gain, self.unit, self.more, wanted)


def _round_step(least: float) -> float:
    """Return the smallest step of 1, 2 or 5 times a power of ten that is at least `least` and `_FINEST`."""
    size = _FINEST
    while True:
        for factor in (1, 2, 5):
            if factor * size >= least * (1 - 1e-9):
                return factor * size
        size *= 10
