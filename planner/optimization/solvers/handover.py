"""From a PuLP model to arrays in one pass: PuLP's own hand-over to HiGHS costs ten times more on large models."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pulp

from planner.optimization.solvers.program import Program


def read_pulp_model(problem: pulp.LpProblem, variables: Sequence[pulp.LpVariable]) -> Program:
    """Return `problem` (a maximisation) as arrays with its columns in the order of `variables`.

    Raises
    ------
    ValueError
        When a number is not finite or so large or small that the solver would drop it silently.
    """
    position = {id(v): i for i, v in enumerate(variables)}
    cost = np.zeros(len(variables))
    for variable, value in problem.objective.items():
        cost[position[id(variable)]] = value
    starts, indices, values, lower, upper = [0], [], [], [], []
    for constraint in problem.constraints.values():
        for variable, value in constraint.items():
            if value:
                indices.append(position[id(variable)])
                values.append(value)
        starts.append(len(indices))
        right = -constraint.constant
        lower.append(right if constraint.sense in (pulp.LpConstraintGE, pulp.LpConstraintEQ) else -math.inf)
        upper.append(right if constraint.sense in (pulp.LpConstraintLE, pulp.LpConstraintEQ) else math.inf)
    program = Program(
        cost=cost,
        offset=float(problem.objective.constant),
        lower=np.array([-math.inf if v.lowBound is None else v.lowBound for v in variables], dtype=float),
        upper=np.array([math.inf if v.upBound is None else v.upBound for v in variables], dtype=float),
        is_integer=np.array([v.cat == pulp.LpInteger for v in variables], dtype=bool),
        row_names=tuple(problem.constraints),
        row_lower=np.array(lower, dtype=float),
        row_upper=np.array(upper, dtype=float),
        starts=np.array(starts, dtype=np.int64),
        indices=np.array(indices, dtype=np.int64),
        values=np.array(values, dtype=float),
    )
    refuse_dropped_numbers(program)
    return program


def refuse_dropped_numbers(program: Program) -> None:
    """Refuse what HiGHS would drop without an error: NaN, infinite or over 1e13 coefficients and sides, coefficients under 1e-9."""
    for name, numbers in (("objective", program.cost), ("coefficient", program.values)):
        if not np.isfinite(numbers).all() or (np.abs(numbers) > 1e13).any():
            raise ValueError(f"{name} not finite or too large for the solver")
    if (np.abs(program.values) < 1e-9).any():
        raise ValueError("coefficient too small for the solver")
    for sides in (program.row_lower, program.row_upper):
        if np.isnan(sides).any() or (np.abs(sides[np.isfinite(sides)]) > 1e13).any():
            raise ValueError("right-hand side not finite or too large for the solver")
