"""A tighter bound than the relaxation's: every shared capacity is a knapsack of its own, solved in whole options."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from planner.optimization.solvers.knapsack import MoreCapacity, Packing, pack
from planner.optimization.solvers.priced_program import RowPrices, is_choice_row, price_program
from planner.optimization.solvers.program import Bools, Floats, Ints, Outcome, Program, SolveOptions

_STEPS_CERTIFIED = 200_000
"""Steps for the bound that is reported; weights are rounded down to them, so that it holds."""
_CELLS = 6_000_000
"""Most cells (steps × units) kept of one capacity while prices are searched."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One search for prices: subgradient steps, steps into which a capacity is cut, the first stride as a share of Polyak's."""

    steps: int
    cuts: int
    caution: float


TURNS = (Turn(200, 25_000, 0.3), Turn(60, 50_000, 0.05), Turn(60, 50_000, 0.05))
"""A long rough search, then shorter and finer ones from where it ended."""
_FINEST = 1e-4
"""Smallest step, in units of the row. Steps are 1, 2 or 5 times a power of ten, so that round efforts stay exact."""
_CUT = 0.15
"""While prices are searched, options that lose more than this share of the width are left out."""
_PATIENCE, _SHRINK, _MEMORY = 4, 0.7, 0.7
_WIDEST_SHARE = 0.5
"""A row that more than this share of the options take part in is priced and not packed."""


@dataclass(frozen=True, slots=True, eq=False)
class KnapsackPrices:
    """Prices of the units (one a choice row) and of every second use of an option, beside the rows' prices of the relaxation."""

    of_choice: Floats
    of_use: Floats


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
    than ``relaxation − width``, which the bound never falls below.

    References
    ----------
    Guignard, M., & Kim, S. (1987). Lagrangean decomposition. Mathematical Programming 39, 215–228.
    Crowder, H. (1976). Computational improvements for subgradient optimization. Symposia Mathematica 19, 357–372.
    """

    def __init__(self, program: Program, relaxed: Outcome, width: float) -> None:
        named = zip(program.row_names, relaxed.row_duals if relaxed.row_duals is not None else (), strict=False)
        prices = RowPrices({name: float(y) for name, y in named if y and not is_choice_row(name)}, relaxed.objective)
        priced = price_program(program, prices)
        self._width, self._priced, self._value = width, priced, priced.bound
        self._options = np.flatnonzero((priced.choice >= 0) & (priced.loss <= width))
        units, self._unit = np.unique(priced.choice[self._options], return_inverse=True)
        self._units = units.size
        self._loss = priced.loss[self._options]
        self._build_knapsacks(program, prices)

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to pack."""
        return bool(self._knapsacks)

    def tighten(
        self, turn: Turn, aim: float, options: SolveOptions, begin: KnapsackPrices | None = None
    ) -> TightenedBound:
        """Return the best bound of the subgradient steps of `turn` towards `aim`, about where the bound may end."""
        began = time.monotonic()
        best = begin or KnapsackPrices(np.zeros(self._units), np.zeros(self._use_option.size))
        at, best_value, caution, waited = best, np.inf, turn.caution, 0
        pace = KnapsackPrices(np.zeros(self._units), np.zeros(self._use_option.size))
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
                pace = KnapsackPrices(np.zeros(self._units), np.zeros(self._use_option.size))
            keep = _MEMORY if step else 0.0
            pace = KnapsackPrices(
                keep * pace.of_choice + (1 - keep) * slope.of_choice, keep * pace.of_use + (1 - keep) * slope.of_use
            )
            length = float((pace.of_choice**2).sum() + (pace.of_use**2).sum())
            if length <= 1e-12:
                break
            stride = caution * max(0.0, best_value - aim) / length
            at = KnapsackPrices(at.of_choice - stride * pace.of_choice, at.of_use - stride * pace.of_use)
        certified = self._evaluate(best, None)[0]
        core = self._priced.choice < 0
        core[self._options[(used > 0) | ~self._is_packed]] = True
        return TightenedBound(max(min(certified, self._value), self._value - self._width), core, best)

    def _build_knapsacks(self, program: Program, prices: RowPrices) -> None:
        priced, price = self._priced, prices.of_rows(program)
        place = np.full(program.columns, -1, dtype=np.int64)
        place[self._options] = np.arange(self._options.size)
        self._knapsacks: list[_PricedKnapsack] = []
        self._is_packed = np.zeros(self._options.size, dtype=bool)
        lent = np.zeros(program.columns, dtype=bool)
        use_option: list[Ints] = []
        uses = 0
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
            self._is_packed[option] = True
            lent[columns[lends]] = True
            reduced, size, most = priced.reduced[columns[lends]], -weights[lends], program.upper[columns[lends]]
            more = [
                MoreCapacity(float(s), float(worth - price[row] * s), int(n))
                for s, worth, n in zip(size, reduced, most, strict=True)
            ]
            given = float((np.maximum(0.0, reduced) * most).sum())
            self._knapsacks.append(
                _PricedKnapsack(
                    float(program.row_upper[row]),
                    float(price[row]),
                    option,
                    weight,
                    self._unit[option],
                    use,
                    tuple(more),
                    given,
                    self._width * _CUT,
                )
            )
        self._use_option = np.concatenate([np.zeros(0, dtype=np.int64), *use_option])

    def _evaluate(self, at: KnapsackPrices, cuts: int | None) -> tuple[float, KnapsackPrices, Ints]:
        """Return the bound at prices `at`, its slope, and the options that the best packings use (rough with `cuts`)."""
        own = -self._loss - at.of_choice[self._unit]
        shared = np.bincount(self._use_option, weights=at.of_use, minlength=self._options.size)
        value = self._value + float(at.of_choice.sum())
        of_choice, of_use = np.ones(self._units), np.zeros(self._use_option.size)
        outside = np.flatnonzero(~self._is_packed)
        best = np.zeros(self._units)
        np.maximum.at(best, self._unit[outside], own[outside])
        value += float(best.sum())
        of_choice[best > 0] -= 1
        of_second = np.append(at.of_use, 0.0)
        led = np.zeros(self._options.size)
        chosen: list[Ints] = []
        for knapsack in self._knapsacks:
            first = knapsack.use < 0
            gain = knapsack.price * knapsack.weight + np.where(
                first, own[knapsack.option] - shared[knapsack.option], of_second[knapsack.use]
            )
            packed = knapsack.solve(gain, cuts)
            value += packed.gain
            took = packed.chosen
            lead = first[took]
            np.subtract.at(of_choice, knapsack.unit[took[lead]], 1.0)
            options = knapsack.option[took]
            chosen.append(options)
            of_use[knapsack.use[took[~lead]]] += 1.0
            led[options[lead]] = 1.0
        of_use -= led[self._use_option]
        return value, KnapsackPrices(of_choice, of_use), np.concatenate(chosen)


@dataclass(frozen=True, slots=True, eq=False)
class _PricedKnapsack:
    """One capacity row: its options in order of units; `use` numbers uses of options that another row holds first, −1 for the others.

    `more`: columns that add capacity; `given`: what the relaxation's bound already counts for them.
    """

    capacity: float
    price: float
    option: Ints
    weight: Floats
    unit: Ints
    use: Ints
    more: tuple[MoreCapacity, ...]
    given: float
    cut: float

    def solve(self, gain: Floats, cuts: int | None) -> Packing:
        """Return the best packing for `gain`, its gain less what the relaxation's bound counts for this row."""
        most = self.capacity + sum(m.size * m.most for m in self.more)
        units = 1 + int(np.count_nonzero(np.diff(self.unit)))
        steps = _STEPS_CERTIFIED if cuts is None else min(cuts, _CELLS // units)
        if cuts is not None:
            gain = np.where(gain - self.price * self.weight >= -self.cut, gain, 0.0)
        packed = pack(
            self.capacity, _round_step(most / steps), self.weight, gain, self.unit, self.more, rough=cuts is not None
        )
        return Packing(packed.gain - self.price * self.capacity - self.given, packed.chosen)


def _round_step(least: float) -> float:
    """Return the smallest step of 1, 2 or 5 times a power of ten that is at least `least` and `_FINEST`."""
    size = _FINEST
    while True:
        for factor in (1, 2, 5):
            if factor * size >= least * (1 - 1e-9):
                return factor * size
        size *= 10
