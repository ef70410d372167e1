"""The same problem as an integer program: exact on small cases, and the oracle of the bound."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from planner.optimization.solvers.program import Program
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem

_INFINITY = np.inf


@dataclass(slots=True)
class _Rows:
    """Rows and columns of the program while it is built."""

    cost: list[float]
    names: list[str] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    indices: list[Ints] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)

    def column(self, cost: float) -> int:
        self.cost.append(cost)
        return len(self.cost) - 1

    def row(self, name: str, columns: Ints, values: Floats, lower: float, upper: float) -> None:
        self.names.append(name)
        self.indices.append(columns.astype(np.int64))
        self.values.append(values.astype(float))
        self.lower.append(lower)
        self.upper.append(upper)


def build_territory_model(problem: TerritoryProblem, is_closed: bool = False) -> tuple[Program, float]:
    """Return the program (it maximises minus the cost) and the cents that one unit of its objective is.

    `is_closed`: nothing may lie above the tops of hard loads, at no price.
    """
    closed = [is_closed and name in problem.loads.hard for name in problem.loads.names]
    steepest = np.where(np.array(closed)[:, None], 0.0, problem.loads.over)
    unit = max(1.0, float(np.abs(problem.cost).max(initial=0.0)), float(steepest.max(initial=0.0))) / 1e4
    rows = _Rows(list(problem.cost / unit))
    add_one_owner(rows, problem)
    for d, name in enumerate(problem.loads.names):
        for r in range(problem.seats):
            _add_load(rows, problem, d, r, f"{name}.{r}", unit, closed[d])
    add_move_limit(rows, problem)
    pairs, extra = problem.pairs, len(rows.cost) - problem.pairs
    sizes = [c.size for c in rows.indices]
    program = Program(
        cost=-np.array(rows.cost),
        offset=0.0,
        lower=np.zeros(pairs + extra),
        upper=np.concatenate((np.ones(pairs), np.full(extra, _INFINITY))),
        is_integer=np.arange(pairs + extra) < pairs,
        row_names=tuple(rows.names),
        row_lower=np.array(rows.lower),
        row_upper=np.array(rows.upper),
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        indices=np.concatenate(rows.indices) if rows.indices else np.zeros(0, dtype=np.int64),
        values=np.concatenate(rows.values) if rows.values else np.zeros(0),
    )
    return program, unit


def add_one_owner(rows: _Rows, problem: TerritoryProblem) -> None:
    """Every node takes exactly one of its pairs."""
    for n in range(problem.nodes):
        columns = np.arange(problem.start[n], problem.start[n + 1])
        rows.row(f"one_owner.{n}", columns, np.ones(columns.size), 1.0, 1.0)


def add_move_limit(rows: _Rows, problem: TerritoryProblem) -> None:
    """Accounts, and revenue, that leave an owner who could keep them are at most so many."""
    for name, limit, amount in (
        ("move_limit.accounts", problem.move_limit, problem.moves),
        ("move_limit.revenue", problem.moved_limit, problem.moved),
    ):
        if np.isfinite(limit):
            scale = max(1.0, float(amount.max(initial=0.0)))
            columns = np.flatnonzero(amount)
            rows.row(name, columns, amount[columns] / scale, -_INFINITY, limit / scale)


def _add_load(rows: _Rows, problem: TerritoryProblem, d: int, r: int, name: str, unit: float, is_closed: bool) -> None:
    """Add the pieces of one load's cost: deviation from 1 inside the band, what is beyond its top (not where closed), what is short of its foot."""
    loads = problem.loads
    pairs = np.flatnonzero(problem.seat == r)
    use = loads.weight[d, problem.node_of[pairs]] / loads.scale[d, r]
    pieces = (
        ("over", loads.over[d, r], -1.0, loads.high[d, r]),
        ("under", loads.under[d, r], 1.0, loads.low[d, r]),
        ("inner", loads.inner[d, r], -1.0, 1.0),
        ("inner_below", loads.inner[d, r], 1.0, 1.0),
    )
    for piece, slope, sign, corner in pieces:
        if slope > 0 and is_closed and piece == "over":
            rows.row(f"{name}.{piece}", pairs, use, -_INFINITY, corner)
        elif slope > 0:
            extra = rows.column(slope / unit)
            columns, values = np.append(pairs, extra), np.append(use, sign)
            if sign < 0:
                rows.row(f"{name}.{piece}", columns, values, -_INFINITY, corner)
            else:
                rows.row(f"{name}.{piece}", columns, values, corner, _INFINITY)


def start_point(problem: TerritoryProblem, choice: Ints, program: Program) -> Floats:
    """Return the program's point of an assignment: its pairs, and the pieces of the loads that it needs."""
    point = np.zeros(program.columns)
    point[choice] = 1.0
    for k in range(program.row_lower.size):
        columns, values = program.entries_of(k)
        last = int(columns[-1]) if columns.size else 0
        if last < problem.pairs:
            continue
        rest = float(values[:-1] @ point[columns[:-1]])
        point[last] = max(0.0, rest - program.row_upper[k], program.row_lower[k] - rest)
    return point
