"""One stage of goals in order as an integer program: the goal's cost, and a row a goal before it that keeps its cap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.solvers.program_changes import NewRow, extend_program
from planner.optimization.territory.capped_moves import Cap
from planner.optimization.territory.model import build_territory_model, start_point
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem

_MOST_TREE, _SECONDS = 1_000, 3_600.0
_TREE_PAIRS = 6_000
"""Pairs below which there are more nodes of branch and bound, so that nodes × pairs stay: small programs, with nodes of a millisecond, are proven."""


def solve_stage_exactly(
    problem: TerritoryProblem, caps: Sequence[Cap], choice: Ints, tree: int, enough: float
) -> tuple[Ints, float]:
    """Return the assignment of the program (`choice`, which keeps the caps, where it finds none), and the bound that it proves.

    `tree` is the number of branch-and-bound nodes for a large program; value − bound of at most `enough`, in cents, ends it.
    """
    program, unit = _build_stage(problem, caps)
    start = start_point(problem, choice, program)
    limits = SolveOptions(
        gap_limit=1e-6,
        absolute_gap=enough / unit,
        time_limit_seconds=_SECONDS,
        node_limit=min(_MOST_TREE, tree * max(1, _TREE_PAIRS // max(1, problem.pairs))),
        # With a good assignment at hand more of the tree brings more than a tree begun anew, and than trials of each account.
        restart=False,
        tries=1,
        is_searched=False,
        is_rounded=False,
    )
    outcome = solve_with_highs(program, limits, start)
    bound = -outcome.bound * unit if np.isfinite(outcome.bound) else -np.inf
    if outcome.values is None:
        return choice, bound
    taken = np.flatnonzero(outcome.values[: problem.pairs] > 0.5)
    return (taken if taken.size == problem.nodes else choice), bound


def bound_stage(problem: TerritoryProblem, caps: Sequence[Cap]) -> float:
    """Return what the relaxation of the program proves that no assignment costs less, in cents; minus infinity where it has no answer."""
    program, unit = _build_stage(problem, caps)
    outcome = solve_with_highs(program, SolveOptions(relax=True, time_limit_seconds=_SECONDS))
    return -outcome.bound * unit if outcome.status is SolveStatus.OPTIMAL else -np.inf


def _build_stage(problem: TerritoryProblem, caps: Sequence[Cap]) -> tuple[Program, float]:
    """Return the program of a stage, and the cents that one unit of its objective is."""
    every = [problem, *(other for other, _ in caps)]
    steepest = {name: np.maximum.reduce([getattr(p.loads, name) for p in every]) for name in ("inner", "over", "under")}
    program, _ = build_territory_model(replace(problem, loads=replace(problem.loads, **steepest)))
    cost = _column_costs(program, problem)
    unit = max(1e-9, float(np.abs(cost).max())) / 1e4
    rows = [_cap_row(f"goal.{k}", _column_costs(program, other), cap) for k, (other, cap) in enumerate(caps)]
    return replace(extend_program(program, (), rows), cost=-cost / unit), unit


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
