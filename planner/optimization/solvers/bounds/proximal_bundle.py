"""Prices that bound every plan as tightly as a decomposition can: a proximal bundle, where subgradient steps come to a halt."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from planner.optimization.solvers.bounds.alternatives import Alternative, Alternatives
from planner.optimization.solvers.bounds.decomposition import Decomposition, KnapsackPrices
from planner.optimization.solvers.program import Floats, Ints, SolveOptions

_STRIDE, _LONGEST, _LONGER, _SHORTER = 15.0, 3_000.0, 3.0, 0.6
"""How far prices move for each unit of a row that the mix leaves open, in the first step and at most, in precisions; what it is multiplied by."""
_SERIOUS, _GOOD = 0.1, 0.5
"""Shares of the expected gain at which the center moves, and at which the stride grows too."""
_NULLS = 10
"""Steps without gain after which the stride shrinks."""
_CLOSED = 0.3
"""Units left open in all at which a mix is as good as a plan."""
_AGE, _ROOM = 15, 40
"""Steps that an alternative is kept unused, and how many there may be for each part before any is dropped."""
_SWEEPS = 60


@dataclass(frozen=True, slots=True, eq=False)
class BundlePrices:
    """`value`: about the bound at `prices`. `used`: the options of the mix of packings that goes with them."""

    value: float
    prices: KnapsackPrices
    used: Ints


class ProximalBundle:
    """The bound of a decomposition as a function of prices, from below: of every part the alternatives met so far.

    Each step finds the prices at which this model and the square of the distance from the center are least, packs there, and moves the center
    when the bound fell as far as the model said. The model's answer is a mix of packings, which comes close to the best fractional plan.

    References
    ----------
    Lemaréchal, C., Nemirovskii, A., & Nesterov, Y. (1995). New variants of bundle methods. Mathematical Programming 69, 111–147.
    Frangioni, A. (2002). Generalized bundle methods. SIAM Journal on Optimization 13, 117–156.
    """

    def __init__(self, parts: Decomposition) -> None:
        self._parts, self._model = parts, Alternatives(parts)
        self._known: list[Alternative] = []
        self._share: list[float] = []
        self._age: list[int] = []
        self._fixed = 0

    def search(
        self,
        begin: KnapsackPrices | None,
        steps: int,
        cuts: int,
        precision: float,
        enough: float,
        options: SolveOptions,
    ) -> BundlePrices:
        """Return the best prices of so many `steps` from `begin`, packed in so many `cuts` of a capacity.

        The search ends when it expects no more than `precision` (model units), or the bound has fallen below `enough`.
        """
        began = time.monotonic()
        at = self._parts.fit(begin)
        best, packed = self._model.pack(at, cuts)
        center, stride, idle, in_a_row = self._parts.vector(at), _STRIDE * precision, 0, 0
        longest = _LONGEST * precision
        self._start(packed)
        for _ in range(steps):
            is_over = time.monotonic() - began > options.time_limit_seconds
            if options.is_stopped or is_over or best < enough:
                break
            prices, modelled, left = self._step(center, stride, precision)
            expected = best - modelled
            if expected < precision:
                if left < _CLOSED or stride >= longest:
                    break
                stride = min(longest, 5 * stride)
                continue
            value, packed = self._model.pack(self._parts.prices_of(prices), cuts)
            self._learn(packed)
            is_serious = value < best - _SERIOUS * expected
            idle, in_a_row = (0, in_a_row + 1) if is_serious else (idle + 1, 0)
            if value < best - _GOOD * expected or in_a_row > 1:
                stride = min(longest, _LONGER * stride)
            if idle >= _NULLS:
                stride, idle = _SHORTER * stride, 0
            if value < best:
                best, center = value, prices
        return BundlePrices(best, self._parts.prices_of(center), self._used())

    def _start(self, packed: list[Alternative]) -> None:
        """Take in what there is from the start: a packing of each knapsack, all of what lies outside of them."""
        self._known = [*self._model.outside, *packed]
        self._fixed, self._age = len(self._model.outside), [0] * len(self._known)
        groups = [a.group for a in self._known]
        self._share = [float(g not in groups[:i]) for i, g in enumerate(groups)]

    def _learn(self, packed: list[Alternative]) -> None:
        """Take in packings that are new, and drop alternatives long unused where there are many."""
        self._age = [0 if share > 0 else age + 1 for share, age in zip(self._share, self._age, strict=True)]
        if len(self._known) > self._fixed + _ROOM * len(packed):
            kept = [i for i, age in enumerate(self._age) if i < self._fixed or age < _AGE]
            self._known = [self._known[i] for i in kept]
            self._share = [self._share[i] for i in kept]
            self._age = [self._age[i] for i in kept]
        self._known += packed
        self._share += [0.0] * len(packed)
        self._age += [0] * len(packed)

    def _step(self, center: Floats, stride: float, precision: float) -> tuple[Floats, float, float]:
        """Return the prices of the next step, what the model says the bound is there, and how much the mix leaves open in all."""
        from planner.optimization.solvers.bounds.bundle_steps import mix_alternatives

        model, sizes = self._model, [a.places.size for a in self._known]
        begin = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        place = np.concatenate([a.places for a in self._known])
        amount = np.concatenate([a.takes for a in self._known])
        worth, share = np.array([a.worth for a in self._known]), np.array(self._share)
        group = np.array([a.group for a in self._known])
        of = np.repeat(np.arange(group.size), sizes)
        left = model.sides - np.bincount(place, weights=amount * share[of], minlength=model.sides.size)
        first, following = _link(group, model.groups)
        close = precision / model.groups
        mix_alternatives(
            begin,
            place,
            amount,
            worth,
            first,
            following,
            share,
            left,
            center,
            model.least,
            model.most,
            stride,
            close,
            _SWEEPS,
        )
        self._share = share.tolist()
        left = model.sides - np.bincount(place, weights=amount * share[of], minlength=model.sides.size)
        prices = np.clip(center - stride * left, model.least, model.most)
        value = worth - np.bincount(of, weights=amount * prices[place], minlength=group.size)
        most = np.full(model.groups, -np.inf)
        np.maximum.at(most, group, value)
        return prices, self._parts.value + float(model.sides @ prices) + float(most.sum()), float(np.abs(left).sum())

    def _used(self) -> Ints:
        """Return the columns of the options in the mix."""
        options = [a.options for a, share in zip(self._known, self._share, strict=True) if share > 0]
        used: Ints = self._parts.options[np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *options]))]
        return used


def _link(group: Ints, groups: int) -> tuple[Ints, Ints]:
    """Return the first member of each group, and per member the following one of its group, −1 at the end."""
    order = np.argsort(group, kind="stable")
    following = np.full(group.size, -1, dtype=np.int64)
    is_same = group[order[1:]] == group[order[:-1]]
    following[order[:-1][is_same]] = order[1:][is_same]
    first = np.full(groups, -1, dtype=np.int64)
    first[group[order[::-1]]] = order[::-1]
    return first, following
