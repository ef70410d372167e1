"""A plan made in a moment where the clock left none: from known options step by step to a plan that keeps all rules, then to a better one."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from planner.optimization.channel_plan.baselines import fill_rebates
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.solvers.program import Bools, Floats, Ints
from planner.response.option_table import OptionTable

_LOOKED_AT = 60_000
"""Options that are looked at, at most: of each unit as many, spread evenly over its teams and efforts."""
_AT_ONCE = 12
"""Units of which the best moves are tried before all are valued again."""
_MISSED = 1e10
"""What it is worth to keep all rules, in multiples of the dearest option: a rule is never missed for money."""
_PRESS, _PRESSES = 2.0, 100
"""By how much more a missed rule counts where no move helps, and how often."""
_GAIN = 1e-9
_OWN_RULES = ("one_option_per_unit", "rebate_ladder")
"""Kept by every point that is looked at."""
_CLOSED = "forced_choice"


def mend_plan(model: ChannelPlanModel, chosen: Sequence[int], until: float) -> Floats:
    """Return the point of `model` that the options `chosen` become while each move, of a unit's option or of one hire, misses the rules by less.

    A rule is missed by a share of its own side, and the shares count alike at first. Where no single move helps, those missed count for more, until
    another rule gives way to them: more effort than a team has, say, which a hire makes good again. Once none is missed, moves that keep the rules
    go on as long as the plan gets better. It ends where nothing helps, or at `until` (monotonic clock); whoever asked sees whether the point keeps
    the rules.

    References
    ----------
    Morris, P. (1993). The breakout method for escaping from local minima. AAAI 93, 40–45.
    """
    walk = _Walk(model, chosen)
    presses = 0
    while time.monotonic() < until:
        if walk.step():
            continue
        if presses == _PRESSES or not walk.press():
            break
        presses += 1
    return walk.point


class _Walk:
    """A point of `model` and the moves from it.

    Options stand in `taken`, in order of units, `first` (units + 1,) is where each unit's begin; their coefficients in the shared rows are
    entries (`row`, `place`, `value`), in order of places. `others` (rows, columns − options) are the coefficients of hires and rebates.
    """

    def __init__(self, model: ChannelPlanModel, chosen: Sequence[int]) -> None:
        program, options = model.program, model.problem.options
        self._model, self._program, self._size = model, program, options.size
        rules = np.array(program.rules)
        self._shared: Bools = ~np.isin(rules, (*_OWN_RULES, _CLOSED))
        self._rank = np.cumsum(self._shared) - 1
        in_shared = self._shared[program.row_of]
        is_option = program.indices < options.size
        self._others = np.zeros((int(self._shared.sum()), program.columns - options.size))
        more = in_shared & ~is_option
        self._others[self._rank[program.row_of[more]], program.indices[more] - options.size] = program.values[more]
        self._lower, self._upper = program.row_lower[self._shared], program.row_upper[self._shared]
        is_closed = np.zeros(options.size, dtype=bool)
        is_closed[program.indices[(rules == _CLOSED)[program.row_of] & is_option]] = True
        is_open = (program.upper[: options.size] > 0) & ~is_closed
        self._take(options, is_open, np.array(chosen, dtype=np.int64), in_shared & is_option)
        self._weight = 1.0 / self._sizes()
        self._dear = _MISSED * max(1.0, float(np.abs(program.cost).max()))
        self._hires = np.array(sorted(model.hires.values()), dtype=np.int64)
        self._rebates = np.array([c for pair in model.rebates.values() for c in pair], dtype=np.int64)
        self.point = np.zeros(program.columns)
        self._settle(self.point, self._now)
        self._held = np.zeros((len(options.units), self._lower.size))
        for unit in range(len(options.units)):
            self._hold(unit)
        self._worth = self._value_of(self._now, self.point)
        self._useless = np.zeros(self._taken.size, dtype=bool)

    def _take(self, options: OptionTable, is_open: Bools, chosen: Ints, is_entry: Bools) -> None:
        """Note the options to look at and their entries; `_now` is the place of each unit's option among them."""
        program = self._program
        each = max(2, _LOOKED_AT // max(1, len(options.units)))
        position = np.arange(options.size) - np.searchsorted(options.unit, options.unit)
        count = np.bincount(options.unit, minlength=len(options.units))[options.unit]
        keep = is_open & (position % np.maximum(1, -(-count // each)) == 0)
        keep[chosen] = True
        # What may not be chosen, as of a baseline that people overrule, gives way to the unit's best option at once.
        for unit in np.flatnonzero(~is_open[chosen]):
            own = options.rows_of(int(unit))
            own = own[is_open[own]]
            if own.size:
                chosen[unit] = own[np.argmax(program.cost[own])]
                keep[chosen[unit]] = True
        self._taken = np.flatnonzero(keep)
        self._is_open = is_open[self._taken]
        self._unit = options.unit[self._taken].astype(np.int64)
        self._first = np.searchsorted(self._unit, np.arange(len(options.units) + 1))
        self._now = np.searchsorted(self._taken, chosen)
        self._gain = program.cost[self._taken]
        place_of = np.full(program.columns, -1, dtype=np.int64)
        place_of[self._taken] = np.arange(self._taken.size)
        entry = np.flatnonzero(is_entry & (place_of[program.indices] >= 0))
        entry = entry[np.argsort(place_of[program.indices[entry]], kind="stable")]
        self._place, self._value = place_of[program.indices[entry]], program.values[entry]
        self._row = self._rank[program.row_of[entry]]
        self._begin = np.searchsorted(self._place, np.arange(self._taken.size + 1))

    def _sizes(self) -> Floats:
        """Return by row what a miss of it is a share of: its side, or its largest coefficient where that is larger."""
        size: Floats = np.abs(self._others).max(axis=1, initial=1e-9)
        np.maximum.at(size, self._row, np.abs(self._value))
        for side in (self._lower, self._upper):
            size = np.maximum(size, np.abs(np.where(np.isfinite(side), side, 0.0)))
        return size

    def step(self) -> bool:
        """Make the best moves; return whether one of them led anywhere."""
        activity = self._activity(self._now, self.point)
        worth = self._worth_of_options(activity)
        best = np.minimum.reduceat(worth, self._first[:-1]) if worth.size else worth
        tried = [int(u) for u in np.argsort(best, kind="stable")[:_AT_ONCE] if best[u] < -_GAIN]
        moved = False
        for unit in tried:
            here = slice(self._first[unit], self._first[unit + 1])
            place = int(self._first[unit] + np.argmin(worth[here]))
            now = self._now.copy()
            now[unit] = place
            if self._move(now, self.point):
                moved = True
                self._hold(unit)
            else:
                self._useless[place] = True
        return self._hire() or moved or bool(tried)

    def press(self) -> bool:
        """Let the rules that are missed count for more; return whether there are any."""
        missed = self._missed_in(slice(None), self._activity(self._now, self.point)) > 0
        self._weight[missed] *= _PRESS
        self._worth = self._value_of(self._now, self.point)
        self._useless[:] = False
        return bool(missed.any())

    def _worth_of_options(self, activity: Floats) -> Floats:
        """Return what a move to each option would add to `_worth`, less is better; what follows for rebates apart."""
        left = activity[self._row] - self._held[self._unit[self._place], self._row]
        change = self._missed_in(self._row, left + self._value) - self._missed_in(self._row, left)
        added = np.bincount(self._place, weights=change, minlength=self._taken.size)
        unit, row = np.nonzero(self._held)
        without = activity[row] - self._held[unit, row]
        change = self._missed_in(row, without) - self._missed_in(row, activity[row])
        freed = np.bincount(unit, weights=change, minlength=self._now.size)
        worth: Floats = self._dear * (added + freed[self._unit]) - self._gain + self._gain[self._now][self._unit]
        worth[~self._is_open | self._useless] = np.inf
        worth[self._now] = np.inf
        return worth

    def _hire(self) -> bool:
        """Make the best move of one hire more or less; return whether it led anywhere."""
        if not self._hires.size:
            return False
        activity = self._activity(self._now, self.point)
        missed = self._missed_in(slice(None), activity).sum()
        best, best_worth = self.point, -_GAIN
        for sign in (1.0, -1.0):
            moved = self.point[self._hires] + sign
            is_open = (moved >= self._program.lower[self._hires]) & (moved <= self._program.upper[self._hires])
            after = activity[:, None] + sign * self._others[:, self._hires - self._size]
            added = np.array([self._missed_in(slice(None), column).sum() for column in after.T]) - missed
            worth = np.where(is_open, self._dear * added - sign * self._program.cost[self._hires], np.inf)
            at = int(np.argmin(worth))
            if worth[at] < best_worth:
                best, best_worth = self.point.copy(), float(worth[at])
                best[self._hires[at]] += sign
        return best is not self.point and self._move(self._now, best)

    def _move(self, now: Ints, point: Floats) -> bool:
        """Take the options `now` and the hires of `point` where that is better; return whether it is."""
        moved = point.copy()
        self._settle(moved, now)
        worth = self._value_of(now, moved)
        if worth >= self._worth - _GAIN:
            return False
        self._now, self.point, self._worth = now, moved, worth
        return True

    def _settle(self, point: Floats, now: Ints) -> None:
        """Write the options `now`, and the rebates that follow from them, into `point`."""
        chosen = self._taken[now]
        point[: self._size] = 0.0
        point[chosen] = 1.0
        point[self._rebates] = 0.0
        fill_rebates(self._model, chosen.tolist(), point)

    def _hold(self, unit: int) -> None:
        here = slice(self._begin[self._now[unit]], self._begin[self._now[unit] + 1])
        self._held[unit] = 0.0
        self._held[unit, self._row[here]] = self._value[here]

    def _activity(self, now: Ints, point: Floats) -> Floats:
        """Return the left side of every shared row."""
        counts = self._begin[now + 1] - self._begin[now]
        entry = np.repeat(self._begin[now] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        of_options = np.bincount(self._row[entry], weights=self._value[entry], minlength=self._lower.size)
        # Not a matrix product: on arrays this small BLAS's threads wait for one another longer than they count.
        activity: Floats = of_options + (self._others * point[self._size :]).sum(axis=1)
        return activity

    def _missed_in(self, rows: Ints | slice, activity: Floats) -> Floats:
        """Return by which share of their size `rows` are missed at `activity`."""
        missed = np.maximum(0.0, np.maximum(self._lower[rows] - activity, activity - self._upper[rows]))
        shares: Floats = self._weight[rows] * missed
        return shares

    def _value_of(self, now: Ints, point: Floats) -> float:
        """Return what is to become less: the rules that are missed, at their price, and then the value with its sign turned."""
        missed = float(self._missed_in(slice(None), self._activity(now, point)).sum())
        others = float((self._program.cost[self._size :] * point[self._size :]).sum())
        return self._dear * missed - float(self._gain[now].sum()) - others
