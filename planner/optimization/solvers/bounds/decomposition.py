"""A program with one choice a unit taken apart: a knapsack for each priced capacity row, joined by prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.optimization.solvers.bounds.knapsack import MoreCapacity
from planner.optimization.solvers.bounds.priced_knapsack import PricedKnapsack
from planner.optimization.solvers.bounds.priced_program import RowPrices, price_program
from planner.optimization.solvers.bounds.row_moves import RowMoves
from planner.optimization.solvers.program import Floats, Ints, Program

_CLOSED = 1e12
_WIDEST_SHARE = 0.5
"""A row that more than this share of the options take part in is priced and not packed."""


@dataclass(frozen=True, slots=True, eq=False)
class KnapsackPrices:
    """Prices of the units (one a choice row) and of every second use of an option, and moves of the relaxation's prices of rows not packed.

    `use` numbers the second uses by row and column of the program, so that prices fit a variant that packs other options.
    """

    of_choice: Floats
    of_use: Floats
    of_row: Floats
    use: Ints

    def moved(self, stride: float, pace: KnapsackPrices) -> KnapsackPrices:
        """Return these prices less `stride` times `pace`."""
        return KnapsackPrices(
            self.of_choice - stride * pace.of_choice,
            self.of_use - stride * pace.of_use,
            self.of_row - stride * pace.of_row,
            self.use,
        )

    @property
    def length(self) -> float:
        """The sum of squares."""
        return float((self.of_choice**2).sum() + (self.of_use**2).sum() + (self.of_row**2).sum())


class Decomposition:
    """A program at the relaxation's prices, taken apart into one knapsack for each priced capacity row.

    An option that uses two capacities is copied into both knapsacks; the price of its second use makes the copies agree, the price of a unit
    makes the knapsacks choose it once. Options that lose more than `width` of the relaxation's bound stay out. `cut`: what an option may lose
    beside the best of its unit before rough packings leave it out.

    Attributes
    ----------
    priced
        The program at the relaxation's prices; `value` is what no plan exceeds there.
    options, unit, loss
        The columns that choose, and per option the number of its unit and what it loses at the relaxation's prices.
    use_option
        Per second use of an option, which option it is.
    others
        Columns outside of choices and capacities, each between its `lower` and its `upper`.

    References
    ----------
    Guignard, M., & Kim, S. (1987). Lagrangean decomposition. Mathematical Programming 39, 215–228.
    """

    def __init__(self, program: Program, prices: RowPrices, width: float, cut: float) -> None:
        priced = price_program(program, prices)
        self.priced, self.value = priced, priced.bound
        # Options that are closed stay in at a loss that nobody pays, so that prices fit every variant of a program.
        self.options = np.flatnonzero((priced.choice >= 0) & (priced.loss <= width))
        units, self.unit = np.unique(priced.choice[self.options], return_inverse=True)
        self.units = units.size
        self.loss = np.minimum(priced.loss[self.options], _CLOSED)
        self._cut = cut
        self._build_knapsacks(program, prices)

    def _build_knapsacks(self, program: Program, prices: RowPrices) -> None:
        priced, price = self.priced, prices.of_rows(program)
        place = np.full(program.columns, -1, dtype=np.int64)
        place[self.options] = np.arange(self.options.size)
        self.knapsacks: list[PricedKnapsack] = []
        self.is_packed = np.zeros(self.options.size, dtype=bool)
        lent = np.zeros(program.columns, dtype=bool)
        use_option: list[Ints] = []
        use_number: list[Ints] = []
        uses = 0
        packed_rows: list[int] = []
        for row in np.flatnonzero((price > 0) & np.isfinite(program.row_upper)).tolist():
            columns, weights = program.entries_of(row)
            chooses = priced.choice[columns] >= 0
            lends = ~chooses & (program.upper[columns] > 0)
            is_capacity = (
                (weights[chooses] >= 0).all() and (weights[lends] < 0).all() and not lent[columns[lends]].any()
            )
            is_capacity &= bool((program.lower[columns] == 0).all() and program.is_integer[columns].all())
            if not is_capacity or chooses.sum() > _WIDEST_SHARE * program.columns:
                continue
            inside = (place[columns] >= 0) & (weights > 0)
            option, weight = place[columns[inside]], weights[inside]
            order = np.lexsort((option, self.unit[option]))
            option, weight = option[order], weight[order]
            is_second = self.is_packed[option]
            use = np.full(option.size, -1, dtype=np.int64)
            use[is_second] = uses + np.arange(int(is_second.sum()))
            uses += int(is_second.sum())
            use_option.append(option[is_second])
            use_number.append(row * program.columns + self.options[option[is_second]])
            self.is_packed[option] = True
            lent[columns[lends]] = True
            reduced, size, most = priced.reduced[columns[lends]], -weights[lends], program.upper[columns[lends]]
            more = [
                MoreCapacity(float(s), float(worth - price[row] * s), int(n))
                for s, worth, n in zip(size, reduced, most, strict=True)
            ]
            given = float((np.maximum(0.0, reduced) * most).sum())
            self.knapsacks.append(
                PricedKnapsack(
                    float(program.row_upper[row]),
                    float(price[row]),
                    option,
                    weight,
                    self.unit[option],
                    use,
                    columns[lends],
                    tuple(more),
                    given,
                    self._cut,
                )
            )
            packed_rows.append(int(row))
        self.packed_rows, self.rows = packed_rows, len(program.row_names)
        self.use_option = np.concatenate([np.zeros(0, dtype=np.int64), *use_option])
        self.use = np.concatenate([np.zeros(0, dtype=np.int64), *use_number])
        in_choice = priced.choice >= 0
        free = np.setdiff1d(np.flatnonzero(price != 0), packed_rows)
        self.moves = RowMoves(program, price, free, in_choice | lent)
        self.others = np.flatnonzero(~in_choice & ~lent & np.isfinite(program.lower) & np.isfinite(program.upper))
        self.lower, self.upper = program.lower[self.others], program.upper[self.others]

    def vector(self, prices: KnapsackPrices) -> Floats:
        """Return `prices` as one line: of units, of second uses, of rows."""
        return np.concatenate([prices.of_choice, prices.of_use, prices.of_row])

    def prices_of(self, vector: Floats) -> KnapsackPrices:
        """Return the prices of a line as `vector` gives it."""
        of_choice, of_use, of_row = np.split(vector, [self.units, self.units + self.use.size])
        return self.signed(KnapsackPrices(of_choice, of_use, of_row, self.use))

    def nothing(self) -> KnapsackPrices:
        """Return prices that are all 0: those of the relaxation."""
        units, rows = np.zeros(self.units), np.zeros(self.moves.rows.size)
        return KnapsackPrices(units, np.zeros(self.use.size), rows, self.use)

    def fit(self, begin: KnapsackPrices | None) -> KnapsackPrices:
        """Return `begin` as far as it fits: of units and rows where there are as many, of the uses there are; any prices give a bound that holds."""
        none = self.nothing()
        if begin is None or begin.of_choice.size != none.of_choice.size:
            return none
        of_use, of_row = none.of_use, begin.of_row if begin.of_row.size == none.of_row.size else none.of_row
        _, here, there = np.intersect1d(none.use, begin.use, assume_unique=True, return_indices=True)
        of_use[here] = begin.of_use[there]
        return self.signed(replace(begin, of_use=of_use, of_row=of_row, use=none.use))

    def signed(self, prices: KnapsackPrices) -> KnapsackPrices:
        """Return `prices` in which no row's price has changed its sign."""
        return replace(prices, of_row=self.moves.keep_sign(prices.of_row))

    def fixed_part(self, at: KnapsackPrices, paid: Floats) -> tuple[float, Floats]:
        """Return the bound at prices `at` before anything is packed, and the values that columns outside of choices and capacities take."""
        before, after = self.priced.reduced[self.others], self.priced.reduced[self.others] - paid[self.others]
        values = np.where(after > 0, self.upper, self.lower)
        more = after * values - np.where(before > 0, before * self.upper, before * self.lower)
        fixed = self.value + float(at.of_choice.sum()) + self.moves.worth(at.of_row) + float(more.sum())
        return fixed, values

    def evaluate(self, at: KnapsackPrices, cuts: int | None) -> tuple[float, KnapsackPrices, Ints]:
        """Return the bound at prices `at`, its slope, and the options that the best packings use (rough with `cuts`).

        For any prices the bound holds for every plan, but for those that `width` leaves out.
        """
        paid, own = self.pay(at)
        values = np.zeros(self.priced.loss.size)
        value, values[self.others] = self.fixed_part(at, paid)
        of_choice, of_use = np.ones(self.units), np.zeros(self.use_option.size)
        best = self.best_outside(own)
        value += float(best.sum())
        of_choice[best > 0] -= 1
        values[self.options[self.first_outside(own, best)]] = 1.0
        led = np.zeros(self.options.size)
        chosen: list[Ints] = []
        for knapsack, gain, least in self.gains(own, at, paid):
            packed = knapsack.solve(gain, cuts, least)
            value += packed.gain
            took = packed.chosen
            lead = knapsack.use[took] < 0
            np.subtract.at(of_choice, knapsack.unit[took[lead]], 1.0)
            options = knapsack.option[took]
            chosen.append(options)
            of_use[knapsack.use[took[~lead]]] += 1.0
            led[options[lead]] = 1.0
            values[knapsack.lent] = packed.added
        of_use -= led[self.use_option]
        values[self.options] += led
        return value, KnapsackPrices(of_choice, of_use, self.moves.slope(values), self.use), np.concatenate(chosen)

    def pay(self, at: KnapsackPrices) -> tuple[Floats, Floats]:
        """Return what each column pays more at prices `at`, and what each option is then worth beside its unit's price."""
        paid = self.moves.paid(at.of_row)
        return paid, -self.loss - at.of_choice[self.unit] - paid[self.options]

    def best_outside(self, own: Floats) -> Floats:
        """Return per unit the best of its options that use no packed capacity, or 0."""
        best = np.zeros(self.units)
        outside = ~self.is_packed
        np.maximum.at(best, self.unit[outside], own[outside])
        return best

    def first_outside(self, own: Floats, best: Floats) -> Ints:
        """Return one option for each unit whose `best` is above 0 outside of packed capacities."""
        takes = np.flatnonzero(~self.is_packed & (own > 0) & (own == best[self.unit]))
        return takes[np.unique(self.unit[takes], return_index=True)[1]]

    def gains(self, own: Floats, at: KnapsackPrices, paid: Floats) -> Iterator[tuple[PricedKnapsack, Floats, Floats]]:
        """Yield each knapsack with what its options gain in it at prices `at`, where each column pays `paid` more, and their unit's best.

        A unit's best, per option, is what its options lose at least at these prices, as a number up to 0: where a limit that all
        options pay for becomes dearer, they all lose until the units' prices have followed.
        """
        shared = np.bincount(self.use_option, weights=at.of_use, minlength=self.options.size)
        of_second = np.append(at.of_use, 0.0)
        best = np.full(self.units, -np.inf)
        np.maximum.at(best, self.unit, own - shared)
        least = np.minimum(best, 0.0)
        for knapsack in self.knapsacks:
            led = own[knapsack.option] - shared[knapsack.option]
            second = of_second[knapsack.use]
            gain = knapsack.price * knapsack.weight + np.where(knapsack.use < 0, led, second)
            yield knapsack.pay(paid), gain, least[knapsack.unit]
