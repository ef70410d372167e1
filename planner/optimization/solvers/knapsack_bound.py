"""A tighter bound than the relaxation's: every shared capacity is a knapsack of its own, solved in whole options."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.optimization.solvers.knapsack import MoreCapacity
from planner.optimization.solvers.priced_knapsack import STEPS_CERTIFIED, PricedKnapsack
from planner.optimization.solvers.priced_program import RowPrices, price_program
from planner.optimization.solvers.program import Bools, Floats, Ints, Program, SolveOptions
from planner.optimization.solvers.row_moves import RowMoves

_CUTS_OF_LOST = 5_000
"""Steps into which a capacity is cut where it is only asked what a plan loses in it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One search for prices: subgradient steps, steps into which a capacity is cut, the first stride as a share of Polyak's."""

    steps: int
    cuts: int
    caution: float


SHORT = (Turn(60, 10_000, 0.3),)
"""The search for prices of programs of middle size, which branch and bound ends quickly."""
AGAIN = Turn(15, 5_000, 0.1)
"""The search for prices of a variant, from the prices of the program it differs from."""
LONG = (Turn(150, 5_000, 0.3), Turn(60, 10_000, 0.1), Turn(90, 50_000, 0.05), Turn(90, 50_000, 0.03))
"""A long rough search, then shorter and finer ones from where it ended: most of the way is as well found in large steps."""
_CUT = 0.15
"""While prices are searched, options that lose more than this share of the width are left out."""
_PATIENCE, _SHRINK, _MEMORY = 4, 0.7, 0.7
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


@dataclass(frozen=True, slots=True, eq=False)
class TightenedBound:
    """`bound`: no plan is better. `core`: columns that good packings use. `prices`: where a further search may begin."""

    bound: float
    core: Bools
    prices: KnapsackPrices


class KnapsackBound:
    """Lagrangian decomposition of a program with one choice a unit into one knapsack for each priced capacity row.

    An option that uses two capacities is copied into both knapsacks; the price of its second use makes the copies agree, the price of a unit
    makes the knapsacks choose it once. For any such prices the sum of the best packings bounds every plan; subgradient steps with memory look
    for prices that bound it tightly. Options that lose more than `width` of the relaxation's bound stay out: a plan with one of them is worse
    than ``relaxation − width``, which the bound never falls below. `cut` leaves options out while prices are searched, not in the bound.
    `priced` is the program at the relaxation's prices.

    References
    ----------
    Guignard, M., & Kim, S. (1987). Lagrangean decomposition. Mathematical Programming 39, 215–228.
    Crowder, H. (1976). Computational improvements for subgradient optimization. Symposia Mathematica 19, 357–372.
    """

    def __init__(self, program: Program, prices: RowPrices, width: float = np.inf, cut: float | None = None) -> None:
        priced = price_program(program, prices)
        self._width, self.priced, self._value = width, priced, priced.bound
        # Options that are closed stay in at a loss that nobody pays, so that prices fit every variant of a program.
        self._options = np.flatnonzero((priced.choice >= 0) & (priced.loss <= width))
        units, self._unit = np.unique(priced.choice[self._options], return_inverse=True)
        self._units = units.size
        self._loss = np.minimum(priced.loss[self._options], _CLOSED)
        self._cut = width * _CUT if cut is None else cut
        self._build_knapsacks(program, prices)

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to pack, and a finite bound to tighten: a column without upper bound may leave none."""
        return bool(self._knapsacks) and bool(np.isfinite(self._value))

    def tighten(
        self, turn: Turn, aim: float, options: SolveOptions, begin: KnapsackPrices | None = None
    ) -> TightenedBound:
        """Return the best bound of the subgradient steps of `turn` towards `aim`, about where the bound may end."""
        found = self.search_prices(turn, aim, options, begin)
        is_begun = found.bound < np.inf and not options.is_stopped
        certified = self._evaluate(found.prices, None)[0] if is_begun else self._value
        return replace(found, bound=max(min(certified, self._value), self._value - self._width))

    def search_prices(
        self, turn: Turn, aim: float, options: SolveOptions, begin: KnapsackPrices | None = None
    ) -> TightenedBound:
        """Return the same with a `bound` that is only about right: for prices that `bound_columns` is asked about next."""
        began = time.monotonic()
        best = self._fit(begin)
        at, best_value, caution, waited = best, np.inf, turn.caution, 0
        pace = self._nothing()
        used = np.zeros(self._options.size, dtype=np.int64)
        for step in range(turn.steps):
            if options.is_stopped or time.monotonic() - began > options.time_limit_seconds:
                break
            value, slope, chosen = self._evaluate(at, turn.cuts)
            if step >= turn.steps // 3:
                used[chosen] += 1
            if value < best_value - 1e-9 * abs(value):
                best_value, best, waited = value, at, 0
            else:
                waited += 1
            if waited >= _PATIENCE:
                caution, waited, at = caution * _SHRINK, 0, best
                pace = self._nothing()
            keep = _MEMORY if step else 0.0
            pace = self._nothing().moved(-keep, pace).moved(keep - 1.0, slope)
            length = pace.length
            if length <= 1e-12:
                break
            stride = caution * max(0.0, best_value - aim) / length
            at = self._signed(at.moved(stride, pace))
        core = self.priced.choice < 0
        core[self._options[(used > 0) | ~self._is_packed]] = True
        return TightenedBound(best_value, core, best)

    def _build_knapsacks(self, program: Program, prices: RowPrices) -> None:
        priced, price = self.priced, prices.of_rows(program)
        place = np.full(program.columns, -1, dtype=np.int64)
        place[self._options] = np.arange(self._options.size)
        self._knapsacks: list[PricedKnapsack] = []
        self._is_packed = np.zeros(self._options.size, dtype=bool)
        lent = np.zeros(program.columns, dtype=bool)
        use_option: list[Ints] = []
        use_number: list[Ints] = []
        uses = 0
        packed_rows: list[int] = []
        for row in np.flatnonzero((price > 0) & np.isfinite(program.row_upper)):
            here = slice(program.starts[row], program.starts[row + 1])
            columns, weights = program.indices[here], program.values[here]
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
            order = np.lexsort((option, self._unit[option]))
            option, weight = option[order], weight[order]
            is_second = self._is_packed[option]
            use = np.full(option.size, -1, dtype=np.int64)
            use[is_second] = uses + np.arange(int(is_second.sum()))
            uses += int(is_second.sum())
            use_option.append(option[is_second])
            use_number.append(row * program.columns + self._options[option[is_second]])
            self._is_packed[option] = True
            lent[columns[lends]] = True
            reduced, size, most = priced.reduced[columns[lends]], -weights[lends], program.upper[columns[lends]]
            more = [
                MoreCapacity(float(s), float(worth - price[row] * s), int(n))
                for s, worth, n in zip(size, reduced, most, strict=True)
            ]
            given = float((np.maximum(0.0, reduced) * most).sum())
            self._knapsacks.append(
                PricedKnapsack(
                    float(program.row_upper[row]),
                    float(price[row]),
                    option,
                    weight,
                    self._unit[option],
                    use,
                    columns[lends],
                    tuple(more),
                    given,
                    self._cut,
                )
            )
            packed_rows.append(int(row))
        self._packed_rows, self._rows = packed_rows, len(program.row_names)
        self._use_option = np.concatenate([np.zeros(0, dtype=np.int64), *use_option])
        self._use = np.concatenate([np.zeros(0, dtype=np.int64), *use_number])
        in_choice = priced.choice >= 0
        free = np.setdiff1d(np.flatnonzero(price != 0), packed_rows)
        self._moves = RowMoves(program, price, free, in_choice | lent)
        self._others = np.flatnonzero(~in_choice & ~lent & np.isfinite(program.lower) & np.isfinite(program.upper))
        self._lower, self._upper = program.lower[self._others], program.upper[self._others]

    def limit_columns(self, prices: KnapsackPrices, floor: float, steps: int = STEPS_CERTIFIED) -> Floats:
        """Return what no plan with each column exceeds (per column; +inf for columns outside of choices).

        Below `floor` it may be rough, and the fewer `steps` a capacity is cut into, the higher it lies.
        """
        return self.bound_columns(prices, floor, steps)[1]

    def bound_columns(self, prices: KnapsackPrices, floor: float, steps: int = STEPS_CERTIFIED) -> tuple[float, Floats]:
        """Return what no plan exceeds, and what none with each column does, as `limit_columns` says."""
        priced = self.priced
        limits = np.where(priced.choice >= 0, self._value - priced.loss, np.inf)
        paid, own = self._pay(prices)
        bound = self._fixed_part(prices, paid)[0]
        wanted = self._value - self._loss >= floor
        best = self._best_outside(own)
        bound += float(best.sum())
        lost = np.where(self._is_packed, 0.0, best[self._unit] - own)
        for knapsack, gain, _ in self._gains(own, prices, paid):
            gained, with_each = knapsack.solve_with_each(gain, wanted[knapsack.option], steps)
            bound += gained - knapsack.price * knapsack.capacity - knapsack.given
            lost[knapsack.option] += gained - with_each
        limits[self._options] = np.minimum(limits[self._options], np.where(wanted, bound - lost, np.inf))
        return max(min(bound, self._value), self._value - self._width), limits

    def lost_by_rows(self, prices: KnapsackPrices, values: Floats) -> Floats:
        """Return about what the packings of the plan `values` lose against the best at `prices`: per row of the program, 0 where none is packed."""
        lost = np.zeros(self._rows)
        paid, own = self._pay(prices)
        taken = values[self._options]
        for row, (knapsack, gain, best) in zip(self._packed_rows, self._gains(own, prices, paid), strict=True):
            packed = knapsack.solve(gain, _CUTS_OF_LOST, best)
            lost[row] = max(0.0, packed.gain - knapsack.gain_of(gain, taken, values))
        return lost

    def _nothing(self) -> KnapsackPrices:
        units, rows = np.zeros(self._units), np.zeros(self._moves.rows.size)
        return KnapsackPrices(units, np.zeros(self._use.size), rows, self._use)

    def _fit(self, begin: KnapsackPrices | None) -> KnapsackPrices:
        """Return `begin` as far as it fits: of units and rows where there are as many, of the uses there are; any prices give a bound that holds."""
        none = self._nothing()
        if begin is None or begin.of_choice.size != none.of_choice.size:
            return none
        of_use, of_row = none.of_use, begin.of_row if begin.of_row.size == none.of_row.size else none.of_row
        _, here, there = np.intersect1d(none.use, begin.use, assume_unique=True, return_indices=True)
        of_use[here] = begin.of_use[there]
        return self._signed(replace(begin, of_use=of_use, of_row=of_row, use=none.use))

    def _signed(self, prices: KnapsackPrices) -> KnapsackPrices:
        return replace(prices, of_row=self._moves.keep_sign(prices.of_row))

    def _fixed_part(self, at: KnapsackPrices, paid: Floats) -> tuple[float, Floats]:
        """Return the bound at prices `at` before anything is packed, and the values that columns outside of choices and capacities take."""
        before, after = self.priced.reduced[self._others], self.priced.reduced[self._others] - paid[self._others]
        values = np.where(after > 0, self._upper, self._lower)
        more = after * values - np.where(before > 0, before * self._upper, before * self._lower)
        fixed = self._value + float(at.of_choice.sum()) + self._moves.worth(at.of_row) + float(more.sum())
        return fixed, values

    def _evaluate(self, at: KnapsackPrices, cuts: int | None) -> tuple[float, KnapsackPrices, Ints]:
        """Return the bound at prices `at`, its slope, and the options that the best packings use (rough with `cuts`)."""
        paid, own = self._pay(at)
        values = np.zeros(self.priced.loss.size)
        value, values[self._others] = self._fixed_part(at, paid)
        of_choice, of_use = np.ones(self._units), np.zeros(self._use_option.size)
        best = self._best_outside(own)
        value += float(best.sum())
        of_choice[best > 0] -= 1
        values[self._options[self._first_outside(own, best)]] = 1.0
        led = np.zeros(self._options.size)
        chosen: list[Ints] = []
        for knapsack, gain, least in self._gains(own, at, paid):
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
        of_use -= led[self._use_option]
        values[self._options] += led
        return value, KnapsackPrices(of_choice, of_use, self._moves.slope(values), self._use), np.concatenate(chosen)

    def _pay(self, at: KnapsackPrices) -> tuple[Floats, Floats]:
        """Return what each column pays more at prices `at`, and what each option is then worth beside its unit's price."""
        paid = self._moves.paid(at.of_row)
        return paid, -self._loss - at.of_choice[self._unit] - paid[self._options]

    def _best_outside(self, own: Floats) -> Floats:
        """Return per unit the best of its options that use no packed capacity, or 0."""
        best = np.zeros(self._units)
        outside = ~self._is_packed
        np.maximum.at(best, self._unit[outside], own[outside])
        return best

    def _first_outside(self, own: Floats, best: Floats) -> Ints:
        """Return one option for each unit whose `best` is above 0 outside of packed capacities."""
        takes = np.flatnonzero(~self._is_packed & (own > 0) & (own == best[self._unit]))
        return takes[np.unique(self._unit[takes], return_index=True)[1]]

    def _gains(self, own: Floats, at: KnapsackPrices, paid: Floats) -> Iterator[tuple[PricedKnapsack, Floats, Floats]]:
        """Yield each knapsack with what its options gain in it at prices `at`, where each column pays `paid` more, and their unit's best.

        A unit's best, per option, is what its options lose at least at these prices, as a number up to 0: where a limit that all
        options pay for becomes dearer, they all lose until the units' prices have followed.
        """
        shared = np.bincount(self._use_option, weights=at.of_use, minlength=self._options.size)
        of_second = np.append(at.of_use, 0.0)
        best = np.full(self._units, -np.inf)
        np.maximum.at(best, self._unit, own - shared)
        least = np.minimum(best, 0.0)
        for knapsack in self._knapsacks:
            led = own[knapsack.option] - shared[knapsack.option]
            second = of_second[knapsack.use]
            gain = knapsack.price * knapsack.weight + np.where(knapsack.use < 0, led, second)
            yield knapsack.pay(paid), gain, least[knapsack.unit]
