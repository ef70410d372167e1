"""Small programs for tests of the solvers, from rows that are written as columns with their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planner.optimization.solvers.program import Program


def make_program(
    cost: Sequence[float],
    upper: Sequence[float],
    rows: Sequence[Mapping[int, float]],
    names: Sequence[str],
    sides: tuple[Sequence[float], Sequence[float]],
    offset: float = 0.0,
) -> Program:
    """Return the program of whole columns from 0 to `upper` whose `rows`, columns with their values, lie between `sides`."""
    entries = [sorted(row.items()) for row in rows]
    return Program(
        cost=np.array(cost),
        offset=offset,
        lower=np.zeros(len(cost)),
        upper=np.array(upper),
        is_integer=np.ones(len(cost), dtype=bool),
        row_names=tuple(names),
        row_lower=np.array(sides[0]),
        row_upper=np.array(sides[1]),
        starts=np.concatenate([[0], np.cumsum([len(e) for e in entries])]).astype(np.int64),
        indices=np.array([c for e in entries for c, _ in e], dtype=np.int64),
        values=np.array([v for e in entries for _, v in e]),
    )


def name_rows(units: int, teams: int, *others: str) -> list[str]:
    """Return the names of the rows of choices, capacities, and `others`."""
    return [
        *(f"one_option_per_unit.{u}" for u in range(units)),
        *(f"team_capacity.{t}" for t in range(teams)),
        *others,
    ]
