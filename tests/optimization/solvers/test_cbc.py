"""CBC is a process of its own: what happens when it does not come to its end."""

from __future__ import annotations

import numpy as np
import pulp
import pytest

from planner.errors import ExitCode, SolverLostError
from planner.optimization.solvers.engines.cbc import solve_with_cbc
from planner.optimization.solvers.program import Program, SolveOptions


def _knapsack() -> tuple[pulp.LpProblem, list[pulp.LpVariable], Program]:
    """Return 3 x + 2 y at most, x + y ≤ 1, both whole."""
    problem = pulp.LpProblem("knapsack", pulp.LpMaximize)
    x, y = (pulp.LpVariable(name, 0, 1, pulp.LpInteger) for name in "xy")
    problem += 3 * x + 2 * y
    problem += x + y <= 1
    program = Program(
        cost=np.array([3.0, 2.0]), offset=0.0, lower=np.zeros(2), upper=np.ones(2), is_integer=np.ones(2, dtype=bool),
        row_names=("one",), row_lower=np.array([-np.inf]), row_upper=np.ones(1), starts=np.array([0, 2]),
        indices=np.array([0, 1]), values=np.ones(2),
    )  # fmt: skip
    return problem, [x, y], program


def test_cbc_finds_the_best():
    outcome = solve_with_cbc(*_knapsack(), SolveOptions())
    assert outcome.objective == 3
    assert outcome.values is not None
    assert list(outcome.values) == [1, 0]


@pytest.mark.parametrize("script", ["kill -9 $$", "exit 0", "exit 3", None])
def test_a_cbc_that_does_not_come_to_its_end_is_told_as_such(tmp_path, monkeypatch, script):
    """Killed, ended without an answer, or not there at all (``None``)."""
    program = tmp_path / "cbc"
    if script is not None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setattr(pulp.PULP_CBC_CMD, "pulp_cbc_path", str(program))
    monkeypatch.setattr(pulp.PULP_CBC_CMD, "path", str(program), raising=False)
    with pytest.raises(SolverLostError, match="CBC did not end as it should") as raised:
        solve_with_cbc(*_knapsack(), SolveOptions())
    assert "内存不足" in raised.value.text.zh
    assert raised.value.exit_code is ExitCode.CANNOT_READ_OR_WRITE
