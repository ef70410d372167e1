"""CBC through PuLP: the second opinion."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import numpy as np
import pulp

from planner.domain.choices import SolveStatus
from planner.errors import SolverLostError
from planner.language import Text
from planner.optimization.solvers.program import Outcome, Program, SolveOptions


def solve_with_cbc(
    problem: pulp.LpProblem, variables: Sequence[pulp.LpVariable], program: Program, options: SolveOptions
) -> Outcome:
    """Solve `problem` with CBC. PuLP does not hand over CBC's bound: on an optimum it follows from the gap limit, else it is infinite.

    Raises
    ------
    SolverLostError
        When CBC, a process of its own, does not come to its end.

    Notes
    -----
    A timed-out CBC can hand back a fractional point; such a point is no plan and is not read.
    """
    began = time.monotonic()
    solver = pulp.PULP_CBC_CMD(msg=False, threads=1, gapRel=options.gap_limit, timeLimit=options.time_limit_seconds)
    try:
        problem.solve(solver)
    except pulp.PulpSolverError as error:
        text = Text(
            "CBC did not end as it should: it was killed, not there, or had not enough memory. Without --solver cbc the plan is made by HiGHS.",
            "CBC 未正常结束：进程被终止、不存在或内存不足。不加 --solver cbc 则由 HiGHS 求解。",
        )
        raise SolverLostError(text) from error
    seconds = time.monotonic() - began
    if problem.status == pulp.LpStatusInfeasible:
        return Outcome(SolveStatus.INFEASIBLE, -math.inf, -math.inf, None, None, seconds, "CBC", pulp.__version__)
    values = np.array([v.value() or 0.0 for v in variables], dtype=float)
    whole = np.abs(values - np.round(values))[program.is_integer].max(initial=0.0) < 1e-6
    if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible) or not whole:
        return Outcome(SolveStatus.NOT_DECIDED, -math.inf, math.inf, None, None, seconds, "CBC", pulp.__version__)
    values[program.is_integer] = np.round(values[program.is_integer])
    objective = float(program.cost @ values) + program.offset
    optimal = problem.sol_status == pulp.LpSolutionOptimal
    bound = objective + options.gap_limit * max(1.0, abs(objective)) if optimal else math.inf
    status = SolveStatus.WITHIN_GAP if optimal else SolveStatus.TIME_LIMIT
    return Outcome(status, objective, bound, values, None, seconds, "CBC", pulp.__version__)
