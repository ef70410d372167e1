"""A PuLP model as arrays, to compare with the program that is built without PuLP."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pulp

from planner.optimization.solvers.program import Program


def read_pulp_model(problem: pulp.LpProblem, variables: Sequence[pulp.LpVariable]) -> Program:
    """Return `problem` (a maximisation) as arrays with its columns in the order of `variables`."""
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
    return Program(
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
