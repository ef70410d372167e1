"""A solve whose plan keeps its rows when the columns are whole: a solver calls 0.9999999 whole, which times a large revenue is some cents."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.channel_plan.model_parts import HALF_CENT
from planner.optimization.solvers.program import Floats, Ints, Outcome, Program, SolveOptions, with_bound
from planner.optimization.solvers.program_changes import NewRow, extend_program
from planner.optimization.solvers.search.close_gap import LARGE
from planner.optimization.solvers.search.modes import solve_by_modes
from planner.optimization.solvers.time_left import rest

_MOST_ROUNDS = 4
_MOST_EXCLUDED, _MOST_EXCLUDED_LARGE = 6, 1
"""Rounds before these in which plans are excluded; in a large program each takes long."""
_TWICE, _FURTHER = 2.0, 10.0
"""Tightened by more than a row was missed, for the next plan may miss it as far; and by so much more where the same plan comes again:
a column that is 1 to the solver's tolerance may stand for a thousand cents."""
_WHOLE_CENTS = (
    "revenue_floor",
    "product_floor",
    "segment_share_floor",
    "team_revenue_band",
    "headcount_budget",
    "seed_budget",
)
_ROOM_CENTS = {"cost_of_sales_cap": 1e-3, **dict.fromkeys((*_WHOLE_CENTS, "robust_target"), HALF_CENT / 2)}
"""Cents by which rows about money may be missed: less than the half cent between a side and whole cents, or what floating point does not tell."""
_RECOMPUTED = "rebate_ladder"
"""Its columns are not whole, and are worked out again from the plan."""
_HALF = 0.5
_NOISE = 1e-6
_ROOM = {"new_customer_floor": 1e-9}
"""The same of rows that are not about money: customers are no whole number, and a plan may meet their floor exactly."""


def solve_to_the_cent(
    program: Program, money: float, options: SolveOptions, start: Floats | None, modes: Sequence[Ints] = ()
) -> tuple[Outcome, int]:
    """Return what `solve_by_modes` does; where the plan misses rows once its columns are whole, solved again without it.

    Some times what misses the rows is excluded and nothing else is, so that the bound holds for the rows as they are. Then rows are tightened by
    some cents, which may cut off a plan that keeps them: the bound stays the last that holds.

    Parameters
    ----------
    money
        Cents of one unit of the rows about money.
    modes
        As `solve_by_modes` takes them.
    """
    began = time.monotonic()
    outcome, kept = solve_by_modes(program, modes, options, start)
    bound, relaxation, tightened = outcome.bound, outcome.relaxation, 0
    most_excluded = _MOST_EXCLUDED if program.columns <= LARGE else _MOST_EXCLUDED_LARGE
    for number in range(most_excluded + _MOST_ROUNDS):
        if outcome.values is None or options.is_stopped:
            break
        missed = find_missed_rows(program, money, outcome.values)
        if not missed.any():
            break
        excluding = _exclude(program, missed, outcome.values) if number < most_excluded else None
        if excluding is None:
            missed *= _TWICE * _FURTHER**tightened
            program = replace(program, row_lower=program.row_lower + missed, row_upper=program.row_upper - missed)
            tightened += 1
        else:
            program = excluding
        outcome, kept = solve_by_modes(program, modes, rest(options, began), start)
        if outcome.values is not None:
            bound = max(bound, outcome.objective) if tightened else min(bound, outcome.bound)
            is_stopped = outcome.status is SolveStatus.INTERRUPTED
            status = SolveStatus.INTERRUPTED if is_stopped else SolveStatus.TIME_LIMIT
            outcome = with_bound(replace(outcome, relaxation=relaxation), bound, options, status)
        if tightened >= _MOST_ROUNDS:
            break
    return outcome, kept


def _exclude(program: Program, missed: Floats, values: Floats) -> Program | None:
    """Return `program` without plans that miss the rows that `values` miss by choosing no more, or no less, in them; ``None`` where a row is mixed.

    Whoever reaches a floor that `values` do not reach chooses something in its row that these leave out; whoever keeps a limit that they
    exceed leaves out something that they choose.
    """
    rows: list[NewRow] = []
    is_below = program.activity(values) < program.row_lower
    for row in np.flatnonzero(missed).tolist():
        (columns, taken), name = program.entries_of(row), program.row_names[row]
        is_simple = program.is_integer[columns] & (program.upper[columns] <= 1) & (taken >= 0)
        if not is_simple.all():
            return None
        is_chosen = values[columns] > _HALF
        others = columns[~is_chosen] if is_below[row] else columns[is_chosen]
        sides = (1.0, np.inf) if is_below[row] else (-np.inf, others.size - 1.0)
        rows.append(NewRow(f"{name}.without.{len(program.row_names)}", *sides, dict.fromkeys(others.tolist(), 1.0)))
    return extend_program(program, (), rows)


def find_missed_rows(program: Program, money: float, values: Floats) -> Floats:
    """Return by how much `values` miss each row, 0 where it is kept to the cent."""
    room = np.array([_ROOM_CENTS[r] / money if r in _ROOM_CENTS else _ROOM.get(r, _NOISE) for r in program.rules])
    activity = program.activity(values)
    missed = np.maximum(program.row_lower - activity, activity - program.row_upper)
    is_missed = (missed > room) & np.array([rule != _RECOMPUTED for rule in program.rules])
    found: Floats = np.where(is_missed, missed, 0.0)
    return found
