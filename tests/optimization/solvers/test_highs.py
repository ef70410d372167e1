"""HiGHS is let go of when a solve ends: what it holds is no memory that Python counts, so nothing would have it collected."""

from __future__ import annotations

import gc
import weakref

import highspy
import numpy as np
import pytest

from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from tests.small_program import make_program


@pytest.mark.parametrize("relax", [False, True])
def test_no_solver_outlives_its_solve(monkeypatch, relax):
    made: list[weakref.ref[highspy.Highs]] = []
    make = highspy.Highs

    def make_highs() -> highspy.Highs:
        highs = make()
        made.append(weakref.ref(highs))
        return highs

    monkeypatch.setattr(highspy, "Highs", make_highs)
    # 3 a + 2 b with a + b at most 1: a alone, 3.
    program = make_program([3.0, 2.0], [1.0, 1.0], [{0: 1.0, 1: 1.0}], ["row"], ([-np.inf], [1.0]), 0.0)
    gc.disable()  # by itself, not by a collection that happens to run
    try:
        outcome = solve_with_highs(program, SolveOptions(relax=relax))
    finally:
        gc.enable()
    assert outcome.objective == 3.0
    assert [highs() for highs in made] == [None]


class _OutOfMemory(highspy.Highs):  # type: ignore[misc]  # the package has no types
    """HiGHS as it ends where an allocation of its own fails: an error and a status, nothing raised."""

    def run(self) -> highspy.HighsStatus:
        return highspy.HighsStatus.kError

    def getModelStatus(self) -> highspy.HighsModelStatus:  # noqa: N802 - HiGHS's own name
        return highspy.HighsModelStatus.kMemoryLimit


def test_lack_of_memory_inside_the_solver_is_told_as_such(monkeypatch):
    """Refusals are faults of the program; this is none, and has an exit code of its own."""
    monkeypatch.setattr(highspy, "Highs", _OutOfMemory)
    program = make_program([3.0, 2.0], [1.0, 1.0], [{0: 1.0, 1: 1.0}], ["row"], ([-np.inf], [1.0]), 0.0)
    with pytest.raises(MemoryError):
        solve_with_highs(program, SolveOptions())
