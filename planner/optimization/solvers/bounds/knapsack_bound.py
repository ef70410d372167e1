"""A tighter bound than the relaxation's: every shared capacity is a knapsack of its own, solved in whole options."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from planner.optimization.solvers.bounds.decomposition import Decomposition, KnapsackPrices
from planner.optimization.solvers.bounds.priced_knapsack import STEPS_CERTIFIED
from planner.optimization.solvers.bounds.priced_program import PricedProgram, RowPrices
from planner.optimization.solvers.bounds.proximal_bundle import BundlePrices, ProximalBundle
from planner.optimization.solvers.program import Bools, Floats, Program, SolveOptions

_CELLS_OF_BUNDLE = 100_000_000
"""Steps times options up to which a capacity is cut as finely as a bundle asks."""
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
LONG = Turn(150, 5_000, 0.3)
"""The first search for prices of large programs: most of the way is as well found in large steps."""
FURTHER = Turn(60, 10_000, 0.1)
"""A further one, from where that ended."""
_CUT = 0.15
"""While prices are searched, options that lose more than this share of the width are left out."""
_PATIENCE, _SHRINK, _MEMORY = 4, 0.7, 0.7


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
        self.parts = Decomposition(program, prices, width, width * _CUT if cut is None else cut)
        self._width = width

    @property
    def priced(self) -> PricedProgram:
        """The program at the relaxation's prices."""
        return self.parts.priced

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to pack, and a finite bound to tighten: a column without upper bound may leave none."""
        return bool(self.parts.knapsacks) and bool(np.isfinite(self.parts.value))

    def tighten(
        self, turn: Turn, aim: float, options: SolveOptions, begin: KnapsackPrices | None = None
    ) -> TightenedBound:
        """Return the best bound of the subgradient steps of `turn` towards `aim`, about where the bound may end."""
        found = self.search_prices(turn, aim, options, begin)
        is_begun = found.bound < np.inf and not options.is_stopped
        certified = self.parts.evaluate(found.prices, None)[0] if is_begun else self.parts.value
        return replace(found, bound=max(min(certified, self.parts.value), self.parts.value - self._width))

    def search_prices(
        self, turn: Turn, aim: float, options: SolveOptions, begin: KnapsackPrices | None = None
    ) -> TightenedBound:
        """Return the same with a `bound` that is only about right: for prices that `bound_columns` is asked about next."""
        parts, began = self.parts, time.monotonic()
        best = parts.fit(begin)
        at, best_value, caution, waited = best, np.inf, turn.caution, 0
        pace = parts.nothing()
        used = np.zeros(parts.options.size, dtype=np.int64)
        for step in range(turn.steps):
            if options.is_stopped or time.monotonic() - began > options.time_limit_seconds:
                break
            value, slope, chosen = parts.evaluate(at, turn.cuts)
            if step >= turn.steps // 3:
                used[chosen] += 1
            if value < best_value - 1e-9 * abs(value):
                best_value, best, waited = value, at, 0
            else:
                waited += 1
            if waited >= _PATIENCE:
                caution, waited, at = caution * _SHRINK, 0, best
                pace = parts.nothing()
            keep = _MEMORY if step else 0.0
            pace = parts.nothing().moved(-keep, pace).moved(keep - 1.0, slope)
            length = pace.length
            if length <= 1e-12:
                break
            stride = caution * max(0.0, best_value - aim) / length
            at = parts.signed(at.moved(stride, pace))
        core = parts.priced.choice < 0
        core[parts.options[(used > 0) | ~parts.is_packed]] = True
        return TightenedBound(best_value, core, best)

    def tighten_fully(
        self,
        steps: int,
        cuts: int,
        precision: float,
        enough: float,
        options: SolveOptions,
        begin: KnapsackPrices | None,
    ) -> BundlePrices:
        """Return the best prices of a bundle of so many `steps` from `begin`; a capacity is cut into so many at most. The rest is in model units."""
        cuts = min(cuts, _CELLS_OF_BUNDLE // max(1, self.parts.options.size))
        return ProximalBundle(self.parts).search(begin, steps, cuts, precision, enough, options)

    def limit_columns(self, prices: KnapsackPrices, floor: float, steps: int = STEPS_CERTIFIED) -> Floats:
        """Return what no plan with each column exceeds (per column; +inf for columns outside of choices).

        Below `floor` it may be rough, and the fewer `steps` a capacity is cut into, the higher it lies.
        """
        return self.bound_columns(prices, floor, steps)[1]

    def bound_columns(
        self, prices: KnapsackPrices, floor: float, steps: int = STEPS_CERTIFIED, is_finest: bool = False
    ) -> tuple[float, Floats]:
        """Return what no plan exceeds, and what none with each column does, as `limit_columns` says.

        With `is_finest` every packing that a column is not in is the finest one: layers of a long row for every option would not fit in memory.
        """
        parts, priced = self.parts, self.priced
        limits = np.where(priced.choice >= 0, parts.value - priced.loss, np.inf)
        paid, own = parts.pay(prices)
        bound = parts.fixed_part(prices, paid)[0]
        wanted = parts.value - parts.loss >= floor
        best = parts.best_outside(own)
        bound += float(best.sum())
        lost = np.where(parts.is_packed, 0.0, best[parts.unit] - own)
        for knapsack, gain, least in parts.gains(own, prices, paid):
            gained, with_each = knapsack.solve_with_each(gain, wanted[knapsack.option], steps)
            given = knapsack.price * knapsack.capacity + knapsack.given
            if is_finest:
                gained = min(gained, knapsack.solve(gain, None, least).gain + given)
            bound += gained - given
            lost[knapsack.option] += np.maximum(0.0, gained - with_each)
        limits[parts.options] = np.minimum(limits[parts.options], np.where(wanted, bound - lost, np.inf))
        return max(min(bound, parts.value), parts.value - self._width), limits

    def lost_by_rows(self, prices: KnapsackPrices, values: Floats) -> Floats:
        """Return about what the packings of the plan `values` lose against the best at `prices`: per row of the program, 0 where none is packed."""
        parts = self.parts
        lost = np.zeros(parts.rows)
        paid, own = parts.pay(prices)
        taken = values[parts.options]
        for row, (knapsack, gain, best) in zip(parts.packed_rows, parts.gains(own, prices, paid), strict=True):
            packed = knapsack.solve(gain, _CUTS_OF_LOST, best)
            lost[row] = max(0.0, packed.gain - knapsack.gain_of(gain, taken, values))
        return lost
