"""One stage of goals in order as an integer program: the goal's cost, and a row a goal before it that keeps its cap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.solvers.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.territory.model import build_territory_model, start_point
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem

_TREE, _SECONDS = 200, 3_600.0


def solve_stage_exactly(
    problem: TerritoryProblem, caps: list[tuple[TerritoryProblem, float]], choice: Ints
) -> tuple[Ints, float]:
    """Return the assignment of the program (`choice`, which keeps the caps, where it finds none), and the bound that it proves."""
    every = [problem, *(other for other, _ in caps)]
    steepest = {name: np.maximum.reduce([getattr(p.loads, name) for p in every]) for name in ("inner", "over", "under")}
    program, _ = build_territory_model(replace(problem, loads=replace(problem.loads, **steepest)))
    cost = _column_costs(program, problem)
    unit = max(1e-9, float(np.abs(cost).max())) / 1e4
    rows = [_column_costs(program, other) for other, _ in caps]
    for number, (row, (_, cap)) in enumerate(zip(rows, caps, strict=True)):
        program = _add_row(program, f"goal.{number}", row, cap)
    program = replace(program, cost=-cost / unit)
    start = start_point(problem, choice, program.columns, program)
    limits = SolveOptions(gap_limit=1e-6, time_limit_seconds=_SECONDS, node_limit=_TREE)
    outcome = solve_with_highs(program, limits, start)
    bound = -outcome.bound * unit if np.isfinite(outcome.bound) else -np.inf
    if outcome.values is None:
        return choice, bound
    taken = np.flatnonzero(outcome.values[: problem.pairs] > 0.5)
    return (taken if taken.size == problem.nodes else choice), bound


def _column_costs(program: Program, goal: TerritoryProblem) -> Floats:
    """Return what every column of `program` costs by `goal`: pairs, and the pieces of loads, known by the names of their rows."""
    costs = np.concatenate((goal.cost, np.zeros(program.columns - goal.pairs)))
    slopes = {
        "over": goal.loads.over,
        "under": goal.loads.under,
        "inner": goal.loads.inner,
        "inner_below": goal.loads.inner,
    }
    for k, name in enumerate(program.row_names):
        words = name.split(".")
        if len(words) == 3 and words[2] in slopes:
            column = program.indices[program.starts[k + 1] - 1]
            costs[column] = slopes[words[2]][goal.loads.names.index(words[0]), int(words[1])]
    return costs


def _add_row(program: Program, name: str, row: Floats, cap: float) -> Program:
    """Return `program` with a row ``row·x ≤ cap``, scaled."""
    columns = np.flatnonzero(row)
    scale = max(1e-9, float(np.abs(row).max(initial=0.0))) / 1e3
    return replace(
        program,
        row_names=(*program.row_names, name),
        row_lower=np.append(program.row_lower, -np.inf),
        row_upper=np.append(program.row_upper, cap / scale),
        starts=np.append(program.starts, program.starts[-1] + columns.size),
        indices=np.concatenate((program.indices, columns)).astype(np.int64),
        values=np.concatenate((program.values, row[columns] / scale)),
    )
