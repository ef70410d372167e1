"""A mixed-integer program as arrays, and what a solve of it gives. No solver object leaves this folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.stop import StopQuestion, is_asked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_BROKEN = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Maximise ``cost·x + offset`` subject to ``row_lower ≤ A x ≤ row_upper``, ``lower ≤ x ≤ upper``; A by rows (CSR).

    `row_names` are ``rule.key``; the rule before the point is a name of `planner.domain.rules`.
    """

    cost: Floats
    offset: float
    lower: Floats
    upper: Floats
    is_integer: Bools
    row_names: tuple[str, ...]
    row_lower: Floats
    row_upper: Floats
    starts: Ints
    indices: Ints
    values: Floats

    @property
    def columns(self) -> int:
        """Number of variables."""
        return int(self.cost.size)

    @property
    def row_of(self) -> Ints:
        """The row of every entry of A."""
        return np.repeat(np.arange(len(self.row_names)), np.diff(self.starts))

    def is_same(self, other: Program) -> bool:
        """Whether `other` has the same sides, bounds, costs and entries."""
        own, its = (
            (p.cost, p.lower, p.upper, p.is_integer, p.row_lower, p.row_upper, p.starts, p.indices, p.values)
            for p in (self, other)
        )
        return (self.row_names, self.offset) == (other.row_names, other.offset) and all(
            np.array_equal(a, b) for a, b in zip(own, its, strict=True)
        )

    def entries_of(self, row: int) -> tuple[Ints, Floats]:
        """Return the columns and the values of the entries of `row`."""
        here = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.indices[here], self.values[here]

    def line_of(self, row: int) -> Floats:
        """Return the value of `row` for every column, 0 where it has no entry."""
        columns, values = self.entries_of(row)
        line = np.zeros(self.columns)
        line[columns] = values
        return line

    def activity(self, values: Floats) -> Floats:
        """Return the left side A x of every row at `values`."""
        entries = self.values * values[self.indices]
        return np.bincount(self.row_of, weights=entries, minlength=len(self.row_names)).astype(float)

    def broken_rows(self, values: Floats) -> Bools:
        """Return which rows `values` break by more than one part in a million."""
        activity = self.activity(values)
        slack = _BROKEN * np.maximum(1.0, np.abs(activity))
        broken: Bools = (activity < self.row_lower - slack) | (activity > self.row_upper + slack)
        return broken

    def keep_columns(self, keep: Bools) -> Program:
        """Return this program with the columns outside `keep` held at their lower bound."""
        return replace(self, upper=np.where(keep, self.upper, self.lower))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule of each row."""
        return tuple(name.split(".", 1)[0] for name in self.row_names)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a running solve stands: best value so far (``None`` without one), bound, gap, seconds."""

    incumbent: float | None
    bound: float
    gap: float
    seconds: float


ProgressListener = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, eq=False)
class SolveOptions:
    """Limits of one solve. One thread and a fixed seed: the same program gives the same answer.

    The solve stops at either gap: `gap_limit` relative to the objective, `absolute_gap` in its units. With `enough` it also stops when the
    best value has reached that, or the bound shows that nothing can; with `reached` only when the best value has reached that.
    `restart` lets the solver begin its tree anew, which small programs with a good start do not need. Without `is_searched` the solver's own
    searches for plans are fewer: on a few hundred columns they cost a fifth of the time and find what branching finds; without `is_rounded` it
    does not search around its rounded relaxation. `tries` is how often a column is branched on for trial before its estimate is trusted: once
    halves the time of a search that a limit of nodes ends anyway.
    `should_stop` is asked again and again while the solve runs; without it, Ctrl-C ends the solve with `KeyboardInterrupt`. `node_limit`
    counts branch-and-bound nodes. Without `presolve` a small program is taken as it is.
    """

    gap_limit: float = 1e-4
    absolute_gap: float = 0.0
    time_limit_seconds: float = 60.0
    seed: int = 0
    relax: bool = False
    listener: ProgressListener | None = None
    enough: float | None = None
    reached: float | None = None
    should_stop: StopQuestion | None = None
    node_limit: int | None = None
    presolve: bool = True
    restart: bool = True
    is_searched: bool = True
    is_rounded: bool = True
    tries: int | None = None

    def tolerance(self, objective: float) -> float:
        """Return the distance to the bound, in units of the objective, at which a plan of this `objective` is good enough."""
        return max(self.gap_limit * max(1.0, abs(objective)), self.absolute_gap)

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return is_asked(self.should_stop)


def tell_progress(options: SolveOptions, incumbent: float, bound: float, began: float) -> None:
    """Tell the listener of `options`, if any, where a search that began at `began` (monotonic clock) stands."""
    if options.listener is not None:
        gap = (bound - incumbent) / max(1e-9, abs(incumbent))
        options.listener(Progress(incumbent, bound, gap, time.monotonic() - began))


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a solve ended with. `values` is ``None`` without a feasible point; `reduced_costs` and `row_duals` only for relaxations.
    `relaxation` is the one that was solved on the way to a plan, if one was.

    A reduced cost is the column's cost less what its row duals charge: ``cost − Aᵀ·row_duals``.
    """

    status: SolveStatus
    objective: float
    bound: float
    values: Floats | None
    reduced_costs: Floats | None
    seconds: float
    solver: str
    version: str
    row_duals: Floats | None = None
    relaxation: Outcome | None = None


def with_bound(outcome: Outcome, bound: float, options: SolveOptions, otherwise: SolveStatus) -> Outcome:
    """Return `outcome` with `bound` and the status that this leaves: optimal, within the gap of `options`, else `otherwise`."""
    slack = bound - outcome.objective
    status = otherwise
    if slack <= options.tolerance(outcome.objective):
        status = SolveStatus.OPTIMAL if slack <= 1e-9 else SolveStatus.WITHIN_GAP
    return replace(outcome, bound=bound, status=status)
