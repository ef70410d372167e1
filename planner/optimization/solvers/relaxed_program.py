"""A program beside its relaxation: where searches for a better plan look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.optimization.solvers.program import Floats, Outcome, Program


@dataclass(frozen=True, slots=True, eq=False)
class RelaxedProgram:
    """A program, its relaxation with row duals, and what a plan with each column loses of that at least.

    `lost_by_rows`, where a sharper bound than the relaxation is known, says what given values lose of it in each row.
    """

    program: Program
    relaxed: Outcome
    loss: Floats
    lost_by_rows: Callable[[Floats], Floats] | None = None
