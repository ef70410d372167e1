"""Columns that are held move into the sides of the rows: the same plans, the same value."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.solvers.engines.held_columns import drop_held_columns, put_back
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Program, SolveOptions


def _program(seed: int = 0, columns: int = 14, rows: int = 5) -> Program:
    rng = np.random.default_rng(seed)
    dense = rng.integers(0, 4, (rows, columns)).astype(float)
    at_row, at_column = np.nonzero(dense)
    counts = np.bincount(at_row, minlength=rows)
    return Program(
        cost=rng.integers(1, 20, columns).astype(float),
        offset=3.0,
        lower=np.zeros(columns),
        upper=np.ones(columns),
        is_integer=np.ones(columns, dtype=bool),
        row_names=tuple(f"row.{i}" for i in range(rows)),
        row_lower=np.full(rows, -np.inf),
        row_upper=dense.sum(axis=1) * 0.4,
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        indices=at_column.astype(np.int64),
        values=dense[at_row, at_column],
    )


def _holding(program: Program, held: dict[int, float]) -> tuple[Program, np.ndarray]:
    lower, upper = program.lower.copy(), program.upper.copy()
    for column, value in held.items():
        lower[column] = upper[column] = value
    part = replace(program, lower=lower, upper=upper)
    return part, part.upper > part.lower


def test_rows_and_value_of_a_point_stay_what_they_are():
    part, free = _holding(_program(), {0: 1.0, 3: 0.0, 7: 1.0})
    small = drop_held_columns(part, free)
    values = np.random.default_rng(1).integers(0, 2, int(free.sum())).astype(float)
    whole = put_back(part, free, values)
    assert small.columns == 11
    assert whole[0] == whole[7] == 1.0 and whole[3] == 0.0
    assert small.cost @ values + small.offset == part.cost @ whole + part.offset
    assert np.allclose(small.activity(values) - small.row_upper, part.activity(whole) - part.row_upper)


def test_solving_without_held_columns_gives_the_best_plan_with_them_held():
    for seed in range(20):
        program = _program(seed)
        held = {c: float(c % 5 == 0) for c in range(9)}
        part, free = _holding(program, held)
        solved = solve_with_highs(part, SolveOptions(gap_limit=1e-9))
        points = np.array(np.meshgrid(*[[0.0, 1.0]] * int(free.sum()))).reshape(int(free.sum()), -1).T
        wholes = [put_back(part, free, point) for point in points]
        values = [float(part.cost @ w + part.offset) for w in wholes if not part.broken_rows(w).any()]
        if not values:
            assert solved.values is None
            continue
        assert solved.values is not None
        assert solved.values.shape == (program.columns,)
        assert solved.objective == max(values)
        assert all(solved.values[c] == x for c, x in held.items())


def test_a_row_that_the_held_columns_break_leaves_no_plan():
    program = _program(2)
    part, _ = _holding(replace(program, row_upper=np.full(5, 0.5)), dict.fromkeys(range(10), 1.0))
    assert solve_with_highs(part, SolveOptions()).values is None
