"""The proof on the columns that a better plan may have says what it may say: inside the gap, or cut off."""

from __future__ import annotations

import time

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.program import SolveOptions, with_bound
from planner.optimization.solvers.search import fixing
from planner.optimization.solvers.search.close_gap import Standing
from planner.optimization.solvers.search.sifting import solve_relaxation
from tests.small_program import make_program


def test_a_proof_that_ends_at_the_tolerance_is_inside_the_gap_in_whole_cents(monkeypatch):
    # The plan of 1000.003 has the first column. The second may lead to 1000.08, short of what counts as better: 1000.003 × 1.0001 = 1000.103.
    monkeypatch.setattr(fixing, "LARGE", 0)
    program = make_program([1000.003, 1000.0], [1.0, 1.0], [{0: 1.0, 1: 1.0}], ["row"], ([1.0], [1.0]))
    options = SolveOptions(gap_limit=1e-4)
    relaxed = solve_relaxation(program, options)
    standing = Standing(relaxed, 1001.0, np.array([1001.0, 1000.08]))
    found, kept = fixing._prove(program, standing, options, time.monotonic())
    assert kept == 1
    assert found.status is SolveStatus.WITHIN_GAP
    # A cent of the tie-break and a cent of rounding more: it is inside still.
    assert with_bound(found, found.bound + 0.00002, options, SolveStatus.TIME_LIMIT).status is SolveStatus.WITHIN_GAP
