"""Shared rows that are paid for and not packed: how far their prices move from the relaxation's, and what that does to each column."""

from __future__ import annotations

import numpy as np

from planner.optimization.solvers.program import Bools, Floats, Ints, Program

_PACE = 0.6
"""Largest coefficient of a row in the units of its moves; measured: half as much, or four times, ends at looser bounds."""


class RowMoves:
    """Moves of the prices of `rows`, in units in which the largest coefficient of every row is the same, so that one stride suits all rows.

    A moved price keeps its sign: a limit is never paid for being kept. A row that an unbounded column takes part in stays where it is, since
    at another price that column would be worth without limit.
    """

    def __init__(self, program: Program, price: Floats, rows: Ints, may_choose: Bools) -> None:
        row_of = program.row_of
        unbounded = ~may_choose & ~(np.isfinite(program.lower) & np.isfinite(program.upper))
        stuck = np.unique(row_of[unbounded[program.indices]])
        self.rows = np.setdiff1d(rows, stuck)
        place = np.full(len(program.row_names), -1, dtype=np.int64)
        place[self.rows] = np.arange(self.rows.size)
        inside = (place[row_of] >= 0) & (program.values != 0)
        self._row, self._column = place[row_of[inside]], program.indices[inside]
        largest = np.zeros(self.rows.size)
        np.maximum.at(largest, self._row, np.abs(program.values[inside]))
        unit = np.where(largest > 0, largest, 1.0) / _PACE
        self._value = program.values[inside] / unit[self._row]
        self._by_column = np.argsort(self._column, kind="stable")
        self._begin = np.searchsorted(self._column[self._by_column], np.arange(program.columns + 1))
        own = price[self.rows]
        self.side = np.where(own > 0, program.row_upper[self.rows], program.row_lower[self.rows]) / unit
        is_equal = program.row_lower[self.rows] == program.row_upper[self.rows]
        self.least = np.where(is_equal | (own < 0), -np.inf, -own * unit)
        self.most = np.where(is_equal | (own > 0), np.inf, -own * unit)
        self._columns = program.columns

    def keep_sign(self, moves: Floats) -> Floats:
        """Return `moves` cut where the moved price would change its sign."""
        return np.clip(moves, self.least, self.most)

    def paid(self, moves: Floats) -> Floats:
        """Return what each column pays more at `moves`."""
        weights = moves[self._row] * self._value
        more: Floats = np.bincount(self._column, weights=weights, minlength=self._columns).astype(float)
        return more

    def worth(self, moves: Floats) -> float:
        """Return what the sides of the rows are worth more at `moves`."""
        return float(moves @ self.side)

    def used_by(self, columns: Ints, amounts: Floats) -> Floats:
        """Return what `columns`, each taken in its amount, use of each row's side."""
        counts = self._begin[columns + 1] - self._begin[columns]
        before = np.repeat(np.cumsum(counts) - counts, counts)
        entry = self._by_column[np.repeat(self._begin[columns], counts) + np.arange(counts.sum()) - before]
        weights = self._value[entry] * np.repeat(amounts, counts)
        used: Floats = np.bincount(self._row[entry], weights=weights, minlength=self.rows.size).astype(float)
        return used

    def slope(self, values: Floats) -> Floats:
        """Return what the columns at `values` leave of each row's side: the slope of the bound in the moves."""
        used = np.bincount(self._row, weights=self._value * values[self._column], minlength=self.rows.size)
        left: Floats = self.side - used
        return left
