"""What the parts of a decomposition may choose, each as a line in the prices: the pieces of the model that a bundle makes of the bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.optimization.solvers.bounds.decomposition import Decomposition, KnapsackPrices
from planner.optimization.solvers.bounds.priced_knapsack import PricedKnapsack
from planner.optimization.solvers.program import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Alternative:
    """One choice of one part (`group`): worth `worth` less what it `takes` of each price (places and amounts); `options` are those it leads."""

    group: int
    worth: float
    places: Ints
    takes: Floats
    options: Ints


class Alternatives:
    """The parts of `parts`: first one for each knapsack, then each unit that may choose outside of them, then each other column.

    Prices are lines as `Decomposition.vector` makes them; the bound at such a line y is ``value + sides·y`` and, for every part, the most
    that one of its alternatives is worth there.
    """

    def __init__(self, parts: Decomposition) -> None:
        self._parts = parts
        moves = parts.moves
        free = np.full(parts.units + parts.use.size, np.inf)
        self.sides = np.concatenate([np.ones(parts.units), np.zeros(parts.use.size), moves.side])
        self.least, self.most = np.append(-free, moves.least), np.append(free, moves.most)
        order = np.argsort(parts.use_option, kind="stable")
        self._second = order
        self._begin = np.searchsorted(parts.use_option[order], np.arange(parts.options.size + 1))
        self.outside = self._list_outside()
        self.groups = 1 + max((a.group for a in self.outside), default=len(parts.knapsacks) - 1)

    def pack(self, at: KnapsackPrices, cuts: int) -> tuple[float, list[Alternative]]:
        """Return about the bound at prices `at`, and the best packing of each knapsack there."""
        parts, prices = self._parts, self._parts.vector(at)
        paid, own = parts.pay(at)
        value = parts.fixed_part(at, paid)[0] + float(parts.best_outside(own).sum())
        packed = []
        for group, (knapsack, gain, least) in enumerate(parts.gains(own, at, paid)):
            found = knapsack.solve(gain, cuts, least)
            gained = float(gain[found.chosen].sum())
            gained += sum(m.worth * n for m, n in zip(knapsack.more, found.added, strict=True))
            gained -= knapsack.price * knapsack.capacity + knapsack.given
            value += gained
            takes = self._takes(knapsack, found.chosen, found.added)
            leads = knapsack.option[found.chosen[knapsack.use[found.chosen] < 0]]
            packed.append(_alternative(group, gained + float(takes @ prices), takes, leads))
        return value, packed

    def _takes(self, knapsack: PricedKnapsack, chosen: Ints, added: tuple[int, ...]) -> Floats:
        """Return what a packing takes of each price: of its units, of the second uses that its options need or are, of the rows."""
        parts = self._parts
        is_led = knapsack.use[chosen] < 0
        options = knapsack.option[chosen[is_led]]
        takes = np.zeros(self.sides.size)
        np.add.at(takes, knapsack.unit[chosen[is_led]], 1.0)
        for option in options[self._begin[options + 1] > self._begin[options]]:
            takes[parts.units + self._second[self._begin[option] : self._begin[option + 1]]] += 1.0
        np.subtract.at(takes, parts.units + knapsack.use[chosen[~is_led]], 1.0)
        columns = np.append(parts.options[options], knapsack.lent)
        amounts = np.append(np.ones(options.size), np.asarray(added, dtype=float))
        takes[parts.units + parts.use.size :] = parts.moves.used_by(columns, amounts)
        return takes

    def _list_outside(self) -> list[Alternative]:
        """Return the alternatives of units outside of knapsacks, to choose nothing there among them, and of columns that choose nothing."""
        parts, listed = self._parts, []
        group = len(parts.knapsacks)
        nothing, no_option = np.zeros(self.sides.size), np.zeros(0, dtype=np.int64)
        outside = np.flatnonzero(~parts.is_packed)
        for unit in np.unique(parts.unit[outside]):
            listed.append(_alternative(group, 0.0, nothing, no_option))
            for option in outside[parts.unit[outside] == unit]:
                takes = self._row_takes(int(parts.options[option]), 1.0)
                takes[unit] = 1.0
                listed.append(_alternative(group, -float(parts.loss[option]), takes, np.array([option])))
            group += 1
        for column, lower, upper in zip(parts.others, parts.lower, parts.upper, strict=True):
            reduced = parts.priced.reduced[column]
            given = max(reduced * lower, reduced * upper)
            for amount in sorted({float(lower), float(upper)}):
                takes = self._row_takes(int(column), amount)
                listed.append(_alternative(group, float(reduced * amount - given), takes, no_option))
            group += 1
        return listed

    def _row_takes(self, column: int, amount: float) -> Floats:
        takes = np.zeros(self.sides.size)
        takes[self._parts.units + self._parts.use.size :] = self._parts.moves.used_by(
            np.array([column]), np.array([amount])
        )
        return takes


def _alternative(group: int, worth: float, takes: Floats, options: Ints) -> Alternative:
    places = np.flatnonzero(takes)
    return Alternative(group, worth, places, takes[places], options)
