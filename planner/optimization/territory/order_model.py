"""One stage of goals in order as an integer program: the goal's cost, and a row a goal before it that keeps its cap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.solvers.program_changes import NewRow, extend_program
from planner.optimization.territory.model import build_territory_model, start_point
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem

_LEAST_TREE, _MOST_TREE, _SECONDS = 200, 1_000, 3_600.0
_TREE_PAIRS = 400_000
"""Nodes of branch and bound × pairs between these limits: small programs, whose nodes take a millisecond, are proven."""


def solve_stage_exactly(
    problem: TerritoryProblem, caps: list[tuple[TerritoryProblem, float]], choice: Ints
) -> tuple[Ints, float]:
    """Return the assignment of the program (`choice`, which keeps the caps, where it finds none), and the bound that it proves."""
    every = [problem, *(other for other, _ in caps)]
    steepest = {name: np.maximum.reduce([getattr(p.loads, name) for p in every]) for name in ("inner", "over", "under")}
    program, _ = build_territory_model(replace(problem, loads=replace(problem.loads, **steepest)))
    cost = _column_costs(program, problem)
    unit = max(1e-9, float(np.abs(cost).max())) / 1e4
    start = start_point(problem, choice, program.columns, program)
    rows = [_cap_row(f"goal.{k}", _column_costs(program, other), cap) for k, (other, cap) in enumerate(caps)]
    program = replace(extend_program(program, (), rows), cost=-cost / unit)
    tree = max(_LEAST_TREE, min(_MOST_TREE, _TREE_PAIRS // max(1, problem.pairs)))
    limits = SolveOptions(gap_limit=1e-6, time_limit_seconds=_SECONDS, node_limit=tree)
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


def _cap_row(name: str, row: Floats, cap: float) -> NewRow:
    """Return the row ``row·x ≤ cap``, scaled."""
    scale = max(1e-9, float(np.abs(row).max(initial=0.0))) / 1e3
    return NewRow(name, -np.inf, cap / scale, {int(c): float(row[c]) / scale for c in np.flatnonzero(row)})
