"""A very large program on the options that good plans take: with all of them a search has memory and time for its first steps alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.bounds.priced_program import find_choice_rows
from planner.optimization.solvers.engines.held_columns import drop_held_columns, put_back
from planner.optimization.solvers.program import Bools, Floats, Outcome, Program, SolveOptions, with_bound
from planner.optimization.solvers.relaxed_program import RelaxedProgram

VAST = 100_000
"""Columns above which a program is searched on some of them first."""
_EACH = (60, 240)
"""Options of each choice, on average, in the first round and in the next one, which what is known by then may make unnecessary."""

_MOST = 0.5
"""Share of all columns above which a round would hardly be quicker than all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class NarrowedProgram:
    """A program over the columns `kept` of a larger one, with its relaxation; no plan with a column left out exceeds `outside`."""

    program: RelaxedProgram
    kept: Bools
    outside: float

    def start(self, point: Floats | None) -> Floats | None:
        """Return a point of all columns as one of these."""
        return None if point is None else point[self.kept]

    def widen(self, whole: Program, found: Outcome, options: SolveOptions) -> Outcome:
        """Return what was `found` as an outcome of the `whole` program, with a bound that holds for all its columns."""
        assert found.values is not None  # noqa: S101 - only plans are widened
        is_stopped = found.status is SolveStatus.INTERRUPTED
        status = SolveStatus.INTERRUPTED if is_stopped else SolveStatus.TIME_LIMIT
        widened = with_bound(found, max(found.bound, self.outside), options, status)
        return replace(widened, values=put_back(whole, self.kept, found.values))


def narrow_programs(whole: RelaxedProgram, start: Floats | None) -> Iterator[NarrowedProgram]:
    """Yield a vast program on the columns that lose least and those of `start`, more of them each time; nothing where these are not few.

    A column's loss is what a plan with it falls short of the relaxation at least. So the columns left out bound what plans with them are worth,
    and what is found without them is as good as proven where that lies within the gap of the plan.

    References
    ----------
    Balas, E., & Zemel, E. (1980). An algorithm for large zero-one knapsack problems. Operations Research 28, 1130–1154.
    """
    program, loss = whole.program, whole.loss
    choices = int(find_choice_rows(program).sum())
    for each in _EACH:
        wanted = each * choices
        if not 0 < wanted <= _MOST * program.columns:
            return
        kept: Bools = (loss <= np.partition(loss, wanted)[wanted]) | ~program.is_integer
        if start is not None:
            kept |= start > program.lower + 0.5
        few = RelaxedProgram(drop_held_columns(program, kept), _relaxation_of(whole.relaxed, kept), loss[kept])
        yield NarrowedProgram(few, kept, whole.relaxed.objective - float(loss[~kept].min()))


def _relaxation_of(relaxed: Outcome, kept: Bools) -> Outcome:
    values, reduced = relaxed.values, relaxed.reduced_costs
    return replace(
        relaxed,
        values=None if values is None else values[kept],
        reduced_costs=None if reduced is None else reduced[kept],
    )
