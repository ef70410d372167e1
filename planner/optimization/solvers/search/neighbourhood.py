"""A good plan of a large program before its proof: neighbourhoods of a few shared rows, searched one after another."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Bools, Floats, Ints, Outcome, Program, SolveOptions, tell_progress
from planner.optimization.solvers.relaxed_program import RelaxedProgram

_NO_ROWS: Ints = np.zeros(0, dtype=np.int64)
_WIDEN = 12
"""After so many neighbourhoods without improvement they take one row more."""
_NODES, _GAP = 200, 5e-6
_APART = 0.02
"""Chance of a further row that has no choice in common with those drawn, as a share of that of the row that has most in common."""
_EVEN, _EVEN_PACKED = 0.3, 0.1
"""Chance that every row has besides its own, as a share of the mean: where losses are the relaxation's, and where they are those of packings."""


@dataclass(frozen=True, slots=True)
class Search:
    """How many shared rows a neighbourhood frees, and after how many neighbourhoods without improvement the search ends.

    With `is_close` rows are drawn together that have choices in common: harder neighbourhoods, in which more can move.
    """

    rows: int
    idle: int
    is_close: bool = False


LONG_SEARCH = Search(rows=5, idle=14)
"""From the first plan that there is to a good one."""
SHORT_SEARCH = Search(rows=2, idle=8)
"""Between searches that go further."""
THOROUGH_SEARCH = Search(rows=2, idle=10, is_close=True)
"""From a good plan on, among many more columns."""
WIDE_SEARCH = Search(rows=3, idle=10, is_close=True)
"""The same in larger neighbourhoods."""


def improve_plan(
    relaxed: RelaxedProgram,
    incumbent: Outcome,
    bound: float,
    core: Bools,
    options: SolveOptions,
    search: Search = LONG_SEARCH,
    always: Ints = _NO_ROWS,
) -> Outcome:
    """Return `incumbent` or a better plan, found by large neighbourhood search.

    The distance to the bound is what shared rows leave unused at their prices, and options that are not the best at those prices. Rows are
    therefore drawn in proportion to what the best plan so far leaves of them, priced, and what its options in them lose; where packings of the
    rows are known, to what the plan's packing loses against the best one, which leaves out what no plan can avoid. Where the search is close, a
    further row of a round is drawn in proportion to the choices that it has in common with those drawn before, too: between rows that have none
    nothing can move. Each round frees the columns of a few shared rows (more of them the longer nothing improves) together with all columns of the
    choices (rows of the kind Σ x = 1) that take part in them, holds the rest, and solves that to a limit of nodes. Rounds are drawn with the seed
    of `options`, so that the same program gives the same plan unless the clock ends the search.

    Parameters
    ----------
    bound
        No plan is better; the search ends when it is reached to the gap of `options`.
    core
        Columns that neighbourhoods may take besides those in use: the fewer, the more of them a neighbourhood can hold.
    always
        Rows that every neighbourhood frees besides those drawn.

    References
    ----------
    Shaw, P. (1998). Using constraint programming and local search methods to solve vehicle routing problems. CP 98, 417–431.
    """
    if incumbent.values is None:
        return incumbent
    program = relaxed.program
    layout = Layout(program)
    if layout.shared.size < 2:
        return incumbent
    began = time.monotonic()
    rng = np.random.default_rng(options.seed)
    best, idle = incumbent, 0
    chance = layout.weights(relaxed, incumbent.values)
    common = layout.choices_in_common(core) if search.is_close else None
    tolerance = options.tolerance(incumbent.objective)
    while True:
        left = options.time_limit_seconds - (time.monotonic() - began)
        is_over = left <= 0 or idle >= search.idle or options.is_stopped
        if bound - best.objective <= tolerance or is_over or best.values is None:
            break
        wanted = min(search.rows + idle // _WIDEN, layout.shared.size)
        rows = np.union1d(layout.shared[_draw_rows(rng, wanted, chance, common)], always)
        free = layout.columns_of(rows, best.values) & (core | (best.values > 0.5))
        limits = replace(options, gap_limit=_GAP, absolute_gap=0.0, time_limit_seconds=left)
        found = solve_part(program, free, best.values, limits)
        tell_progress(options, best.objective, bound, began)
        if found.values is not None and found.objective > best.objective + 1e-9 * max(1.0, abs(best.objective)):
            best, idle = found, 0
            chance = layout.weights(relaxed, found.values)
        else:
            idle += 1
    return best


def _draw_rows(rng: np.random.Generator, wanted: int, chance: Floats, common: Floats | None) -> Ints:
    """Return the places of `wanted` rows by their `chance`; each further one by what it has in `common` with those drawn, too."""
    if common is None:
        return rng.choice(chance.size, wanted, replace=False, p=chance)
    drawn = [int(rng.choice(chance.size, p=chance))]
    while len(drawn) < wanted:
        near = common[drawn].sum(axis=0)
        weight = chance * (_APART + near / max(1.0, near.max()))
        weight[drawn] = 0.0
        drawn.append(int(rng.choice(chance.size, p=weight / weight.sum())))
    return np.array(drawn, dtype=np.int64)


def solve_part(program: Program, free: Bools, values: Floats, options: SolveOptions) -> Outcome:
    """Return the best plan of `program` that differs from `values` in the columns `free` alone (and in those that are not whole)."""
    held = np.where(program.is_integer, values, 0.0)
    fixed = program.is_integer & ~free
    part = replace(program, lower=np.where(fixed, held, program.lower), upper=np.where(fixed, held, program.upper))
    limits = replace(options, node_limit=_NODES, restart=False, is_searched=False, tries=1, listener=None)
    return solve_with_highs(part, limits, values)


class Layout:
    """Which columns stand in which rows, and which choice a column belongs to."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._row_of = program.row_of
        is_choice = (program.row_lower == 1.0) & (program.row_upper == 1.0)
        in_choice = is_choice[self._row_of] & program.is_integer[program.indices]
        self._choice = np.full(program.columns, -1, dtype=np.int64)
        self._choice[program.indices[in_choice]] = self._row_of[in_choice]
        sizes = np.diff(program.starts)
        self.shared = np.flatnonzero(~is_choice & (sizes > 1) & (sizes < program.columns // 2))

    def weights(self, relaxed: RelaxedProgram, values: Floats) -> Floats:
        """Return the chance of each shared row to be drawn: what `values` lose in it of what could be had, and a little for all."""
        if relaxed.lost_by_rows is None:
            distance = self._lost_at_relaxation(relaxed, values)[self.shared]
            chance = distance + _EVEN * distance.mean() + 1e-12
        else:
            distance = relaxed.lost_by_rows(values)[self.shared]
            chance = distance + _EVEN_PACKED * distance.mean() + 1e-12
        shares: Floats = chance / chance.sum()
        return shares

    def choices_in_common(self, columns: Bools) -> Floats:
        """Return how many choices have any of `columns` in both of two shared rows (rows × rows, 0 between a row and itself)."""
        choices, place = np.unique(self._choice, return_inverse=True)
        rank = np.searchsorted(self.shared, self._row_of)
        here = np.isin(self._row_of, self.shared) & columns[self._program.indices]
        here &= self._choice[self._program.indices] >= 0
        stands = np.zeros((self.shared.size, choices.size))
        stands[rank[here], place[self._program.indices[here]]] = 1.0
        common: Floats = stands @ stands.T
        np.fill_diagonal(common, 0.0)
        return common

    def _lost_at_relaxation(self, relaxed: RelaxedProgram, values: Floats) -> Floats:
        """Return per row what `values` leave of it unused, at the relaxation's price, and what its options lose."""
        program, duals = self._program, relaxed.relaxed.row_duals
        rows = len(program.row_names)
        price = np.zeros(rows) if duals is None else np.abs(duals)
        used = values[program.indices]
        activity = program.activity(values)
        room = np.minimum(program.row_upper - activity, activity - program.row_lower)
        # A row without a side has room without end, which must not meet a price of 0.
        waste = np.where(np.isfinite(room), np.maximum(0.0, room), 0.0) * price
        in_choice = self._choice[program.indices] >= 0
        lost = np.bincount(self._row_of, weights=relaxed.loss[program.indices] * used * in_choice, minlength=rows)
        found: Floats = np.where(price > 0, waste + lost, 0.0)
        return found

    def columns_of(self, rows: np.ndarray, values: Floats) -> Bools:
        """Return the columns of the choices that now use any of `rows`, and of `rows` that belong to no choice."""
        inside = np.isin(self._row_of, rows)
        touched = np.zeros(self._program.columns, dtype=bool)
        touched[self._program.indices[inside]] = True
        used = np.unique(self._choice[touched & (values > 0.5)])
        free: Bools = np.isin(self._choice, used[used >= 0]) | (touched & (self._choice < 0))
        return free

    def choices_of(self, columns: Bools) -> Bools:
        """Return all columns of the choices that `columns` belong to."""
        own = np.unique(self._choice[columns])
        same: Bools = np.isin(self._choice, own[own >= 0])
        return same

    def rows_of(self, columns: Bools) -> Ints:
        """Return the shared rows in which any of `columns` stands."""
        return np.intersect1d(self._row_of[columns[self._program.indices]], self.shared)
