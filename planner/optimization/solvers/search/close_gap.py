"""A better plan and a tighter bound of a program, until they meet within the gap or nothing more is tried before the proof."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from planner.optimization.solvers.bounds.decomposition import KnapsackPrices
from planner.optimization.solvers.bounds.knapsack_bound import FURTHER, LONG, SHORT, KnapsackBound, Turn
from planner.optimization.solvers.bounds.priced_program import read_prices
from planner.optimization.solvers.program import Bools, Floats, Outcome, Progress, SolveOptions, tell_progress
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search.beside import side_by_side
from planner.optimization.solvers.search.best_columns import search_best_columns
from planner.optimization.solvers.search.neighbourhood import (
    LONG_SEARCH,
    THOROUGH_SEARCH,
    WIDE_SEARCH,
    Search,
    improve_plan,
)
from planner.optimization.solvers.time_left import is_over, share_of_rest

LARGE = 3_000
"""Columns above which the plan is improved at length before branch and bound ends the proof."""
_CORE_LOSS = 0.05
"""Without knapsacks, neighbourhoods take the columns that lose at most this share of the distance to the bound."""
_NEARLY, _WIDER = 0.95, 2.0
"""A bound that uses up this share of the width has the width multiplied."""
_DIGITS = 5
"""Decimals of the plan's value (model units) that a bundle is given."""
_BUNDLES = (5_000, 50_000)
"""Steps into which a capacity is cut in a bundle, and in the following one on what that leaves."""
_STEPS, _PRECISION, _CLOSE_ENOUGH = 200, 0.02, 0.9
"""Steps of a bundle; shares of the tolerance at which it expects too little to go on, and at which the bound is as good as closed."""
_FEW = 500
"""Columns with which a plan may be better by the tolerance at which branch and bound is quicker than another search."""
_FEW_AT_LAST = 1_500
"""The same for the last searches, the longest and those that find least."""
_NEAR = 1.5
"""Distance between plan and bound, in tolerances, up to which the proof may end in a moment."""
_MANY = 8_000
"""Columns with which a plan may be better above which a bundle is slow and gains little: first the plan has to become better."""
_FEWER = 0.9
"""Share of the columns of the last bundle up to which another one is worth its time."""
_INSIDE = 0.999
"""Share of the tolerance at which the proof of a large program ends: the tie-break and the rounding to whole cents lie between that and the gap
that is reported.
"""
_FINER = 4
"""What no plan with a column exceeds is looked for in so many times the steps of the turn before."""
_BESIDE_TURNS = (1.5, 2.0, 2.33)
"""Searches beside the later turns of the bound: on so many of the best columns for every choice."""
_AT_LAST = (2.83, 2.33)
"""The last two of these searches, beside one another."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How a solve stands: its best plan, what no plan exceeds, and what no plan with each column does."""

    incumbent: Outcome
    bound: float
    limits: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Tightened:
    """A bound, the columns that good packings use, where a further search may begin, what no plan with each column exceeds, how it was found."""

    packing: KnapsackBound
    bound: float
    core: Bools
    prices: KnapsackPrices
    limits: Floats


def least_better(value: float, options: SolveOptions) -> float:
    """Return what a plan is worth at least that is better than one of `value` by the tolerance: what is worth less need not be looked at."""
    return value + _INSIDE * options.tolerance(value)


_PlanSearch = Callable[[SolveOptions], Outcome]


class GapCloser:
    """The steps between the first plan of a program and its proof by branch and bound, in a solve that began at `began` (monotonic clock)."""

    def __init__(self, relaxed: RelaxedProgram, incumbent: Outcome, options: SolveOptions, began: float) -> None:
        self._relaxed, self._program, self._options, self._began = relaxed, relaxed.program, options, began
        self._highest, loss = relaxed.relaxed.objective, relaxed.loss
        self._incumbent, self._bound, self._limits = incumbent, self._highest, self._highest - loss
        self._distance = self._highest - incumbent.objective
        self._is_large = self._program.columns > LARGE
        least = max(2 * options.tolerance(incumbent.objective), self._distance / 3)
        self._width = min(self._distance, least) if self._is_large else self._distance
        row_prices = read_prices(self._program, relaxed.relaxed)
        assert row_prices is not None  # noqa: S101 - the relaxation was solved
        self._row_prices = row_prices
        self._packing = KnapsackBound(self._program, row_prices, self._width)
        self._prices: KnapsackPrices | None = None
        self._looked_at = np.inf
        self._core: Bools = loss <= _CORE_LOSS * self._distance

    def close(self) -> Standing:
        """Return the plan and bound that the steps for this size lead to."""
        if self._is_large:
            self._close_large()
        else:
            for turn in SHORT:
                if self._goes_on(_FEW):
                    self._take(self._tighten(turn, self._part(0)))
        return Standing(self._incumbent, self._bound, self._limits)

    def _close_large(self) -> None:
        """Tighten the bound and improve the plan side by side, joined at fixed steps."""
        if self._goes_on(_FEW):
            self._take(self._tighten_first(LONG, self._part(0)))
        if self._goes_on(_FEW):
            self._keep(self._search_around(self._core, LONG_SEARCH, self._part(0)))
        for number, size in enumerate(_BESIDE_TURNS, start=1):
            if self._goes_on(_FEW):
                search = partial(self._search_best, size)
                found, tightened = side_by_side(search, self._tighten_fully, self._part(number))
                self._keep(found)
                self._take(tightened)
        at_last = (self._two_around, self._two_best, self._two_around)
        for number, searches in enumerate(at_last, start=1 + len(_BESIDE_TURNS)):
            if self._goes_on(_FEW_AT_LAST if self._is_near(self._bound) else _FEW):
                for found in side_by_side(*searches(), self._part(number)):
                    self._keep(found)
                if self._goes_on(0):
                    self._take(self._tighten_fully(self._part(number)))

    def _goes_on(self, few: int) -> bool:
        """Whether a further search is worth its time: none is where at most `few` columns can better the plan by the tolerance."""
        value, tolerance = self._incumbent.objective, self._options.tolerance(self._incumbent.objective)
        is_open = self._bound - value > tolerance
        if is_open and self._is_large:
            in_question = (self._limits >= value + tolerance) & np.isfinite(self._limits)
            is_open = bool(in_question.sum() > few)
        return is_open and not self._options.is_stopped and not is_over(self._options, self._began)

    def _is_near(self, bound: float) -> bool:
        """Whether `bound` is so near that branch and bound, or finer packings, may end the proof in a moment."""
        value = self._incumbent.objective
        return bound - value <= _NEAR * self._options.tolerance(value)

    def _part(self, number: int) -> SolveOptions:
        listener = None if self._options.listener is None else self._tell_of_part
        return replace(share_of_rest(self._options, self._began), seed=self._options.seed + number, listener=listener)

    def _tell_of_part(self, progress: Progress) -> None:
        """Tell what a search on some columns found, with the bound of all columns and the seconds of the whole solve."""
        if progress.incumbent is not None:
            tell_progress(self._options, max(progress.incumbent, self._incumbent.objective), self._bound, self._began)

    def _keep(self, found: Outcome) -> None:
        if found.values is not None and found.objective > self._incumbent.objective:
            self._incumbent = found
            self._tell()

    def _take(self, tightened: _Tightened | None) -> None:
        if tightened is not None:
            self._bound, self._prices = min(self._bound, tightened.bound), tightened.prices
            self._core, self._limits = tightened.core, np.minimum(self._limits, tightened.limits)
            lost_by_rows = partial(tightened.packing.lost_by_rows, tightened.prices)
            self._relaxed = replace(self._relaxed, lost_by_rows=lost_by_rows)
            self._tell()

    def _tell(self) -> None:
        tell_progress(self._options, self._incumbent.objective, self._bound, self._began)

    def _tighten(self, turn: Turn, part: SolveOptions) -> _Tightened | None:
        """Return the bound after `turn`, and the limits of columns there; ``None`` where there is nothing to pack."""
        if not self._packing.is_useful:
            return None
        found = self._packing.tighten(turn, self._highest - self._width, part, self._prices)
        limits = self._limits
        if not (part.is_stopped or is_over(self._options, self._began)):
            steps = _FINER * turn.cuts
            limits = self._packing.limit_columns(found.prices, self._incumbent.objective, steps)
        return _Tightened(self._packing, found.bound, found.core, found.prices, limits)

    def _tighten_first(self, turn: Turn, part: SolveOptions) -> _Tightened | None:
        """Return the bound after the first turn, of more options where it comes to hold only because of those left out."""
        found = self._tighten(turn, part)
        if found is None or self._width >= self._distance:
            return found
        if found.bound >= self._highest - _NEARLY * self._width:
            return found
        self._width = min(self._distance, _WIDER * self._width)
        self._packing = KnapsackBound(self._program, self._row_prices, self._width)
        self._prices = found.prices
        return self._tighten(turn, part)

    def _tighten_fully(self, part: SolveOptions) -> _Tightened | None:
        """Return the bound of the columns that a plan better by the tolerance may have, at about the best prices; ``None`` where nothing is packed.

        What rough packings leave of these columns is packed finely where they bring the bound near.
        """
        # A sum over many columns differs in its last digits by the number of cores, which the steps of a bundle would make much of.
        value = round(self._incumbent.objective, _DIGITS)
        floor = least_better(value, self._options)
        in_question = int((self._limits >= floor).sum())
        if in_question > _MANY:
            return self._tighten(FURTHER, part)
        if in_question > _FEWER * self._looked_at:
            return None
        self._looked_at = in_question
        found = None
        for cuts in _BUNDLES:
            following = self._tighten_once(cuts, value, floor, found, part)
            if following is None:
                break
            found = following
            if found.bound <= floor or not self._is_near(found.bound):
                break
        return found

    def _tighten_once(
        self, cuts: int, value: float, floor: float, before: _Tightened | None, part: SolveOptions
    ) -> _Tightened | None:
        """Return the bound of the columns with limits of at least `floor` after a bundle of so many `cuts`, from where `before` ended."""
        limits, prices = (self._limits, self._prices) if before is None else (before.limits, before.prices)
        keep, width, tolerance = limits >= floor, self._highest - value, self._options.tolerance(value)
        packing = KnapsackBound(self._program.keep_columns(keep), self._row_prices, width, width)
        if not packing.is_useful:
            return None
        enough = value + _CLOSE_ENOUGH * tolerance
        found = packing.tighten_fully(_STEPS, cuts, _PRECISION * tolerance, enough, part, prices)
        if part.is_stopped or is_over(self._options, self._began):
            return None
        is_last = cuts == _BUNDLES[-1] or found.value <= floor
        bound, limited = packing.bound_columns(found.prices, floor, is_finest=is_last)
        limits = np.where(keep, np.minimum(limits, limited), limits)
        return _Tightened(packing, max(bound, floor), self._core, found.prices, limits)

    def _search_best(self, size: float, part: SolveOptions) -> Outcome:
        return search_best_columns(self._relaxed, self._incumbent, self._bound, self._limits, size, part)

    def _search_around(self, columns: Bools, search: Search, part: SolveOptions) -> Outcome:
        return improve_plan(self._relaxed, self._incumbent, self._bound, columns, part, search)

    def _two_best(self) -> tuple[_PlanSearch, _PlanSearch]:
        first, second = _AT_LAST
        return partial(self._search_best, first), partial(self._search_best, second)

    def _two_around(self) -> tuple[_PlanSearch, _PlanSearch]:
        """Return two searches among the columns that a plan within the gap may have."""
        wanted = self._incumbent.objective + self._options.tolerance(self._incumbent.objective)
        better: Bools = self._limits >= wanted
        first = partial(self._search_around, better, THOROUGH_SEARCH)
        return first, partial(self._search_around, better, WIDE_SEARCH)
