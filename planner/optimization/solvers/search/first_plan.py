"""A first plan of a large program: what searches for a better one begin with, and what says which columns can matter."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Bools, Floats, Outcome, Program, SolveOptions
from planner.optimization.solvers.program_changes import NewColumn, extend_program
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search.close_gap import LARGE
from planner.optimization.solvers.search.neighbourhood import SHORT_SEARCH, Search, improve_plan
from planner.optimization.solvers.time_left import is_over, rest, share_of_rest

_CORE_COLUMNS = (1.5, 2.0, 2.5, 3.0, 4.0)
"""Columns of least reduced cost kept for the first integer solve: so many times the number of rows, the fewest that can hold a plan."""
_FIRST_NODES = 20
"""Its nodes: it only has to give neighbourhood search something to begin with."""
_REACHED_COLUMNS, _REACHED_NODES = (3.0, 6.0, 12.0), 100
"""Columns among which a plan is looked for that only has to keep the rows, try by try, and nodes of a try before neighbourhoods go on."""
_KEEPING_SEARCH = Search(rows=3, idle=12)
_AROUND = 12.0
"""Columns that the neighbourhoods after it may take."""
_REACHED, _WEIGHT = 1e-9, 100.0
"""Sum of what rows are missed by at which they are kept, and the weight of each, as a share of its own size."""


def find_first_plan(
    relaxed: RelaxedProgram, options: SolveOptions, start: Floats | None, began: float
) -> Outcome | None:
    """Return a plan among the columns of least loss, or `start` made better; ``None`` where those few hold none.

    Branch and bound for the best plan finds none for long where many rows are tight. Then one is looked for that misses the rows by least, which
    is soon one that keeps them, and made better in neighbourhoods.
    """
    for many in _CORE_COLUMNS:
        # That so few hold no plan is seen in no time where a cap binds, and a few more hold a good one.
        outcome = _solve_few(relaxed, options, many, _FIRST_NODES, start, began)
        if outcome.status is not SolveStatus.INFEASIBLE:
            break
    if outcome.values is not None or options.is_stopped:
        return outcome
    for many in _REACHED_COLUMNS:
        if options.is_stopped or is_over(options, began):
            return None
        keep = hold_few_columns(relaxed.program, relaxed.loss, many)
        reached = _keep_rows(relaxed, keep, share_of_rest(options, began))
        if reached is not None:
            core = hold_few_columns(relaxed.program, relaxed.loss, _AROUND)
            quiet = replace(share_of_rest(options, began), listener=None)
            better = improve_plan(relaxed, reached, relaxed.relaxed.objective, core, quiet, SHORT_SEARCH)
            if relaxed.program.columns > LARGE:
                return better
            # No searches follow in smaller programs, so that this plan has to be a good one.
            last = _solve_few(relaxed, options, many, _FIRST_NODES, better.values, began)
            return last if last.values is not None and last.objective > better.objective else better
    outcome = _solve_few(relaxed, options, _REACHED_COLUMNS[-1], None, start, began)
    return outcome if outcome.values is not None or options.is_stopped else None


def hold_few_columns(program: Program, loss: Floats, many: float) -> Bools:
    """Return the columns of least `loss`, `many` for every row, and those that are not integer."""
    wanted = min(int(program.is_integer.sum()), int(many * len(program.row_names)))
    few: Bools = (loss <= np.partition(loss[program.is_integer], wanted - 1)[wanted - 1]) | ~program.is_integer
    return few


def _solve_few(
    relaxed: RelaxedProgram, options: SolveOptions, many: float, nodes: int | None, start: Floats | None, began: float
) -> Outcome:
    """Return the best plan met on the columns of least loss and those of `start`."""
    program = relaxed.program
    keep = hold_few_columns(program, relaxed.loss, many)
    if start is not None:
        keep |= start > program.lower + 0.5
    part = replace(
        rest(options, began),
        gap_limit=options.gap_limit / 2,
        absolute_gap=options.absolute_gap / 2,
        node_limit=nodes,
        listener=None,
    )
    return solve_with_highs(program.keep_columns(keep), part, start)


def _keep_rows(relaxed: RelaxedProgram, keep: Bools, options: SolveOptions) -> Outcome | None:
    """Return a plan that keeps all rows, whatever it is worth, looked for among the columns `keep`; ``None`` where none was met."""
    program, began = relaxed.program, time.monotonic()
    rows = _rows_with_one_side(program)
    columns = [
        NewColumn(-_WEIGHT / _size_of(program, row), np.inf, entries={row: 1.0 if is_floor else -1.0})
        for row, is_floor in rows
    ]
    elastic = extend_program(replace(program, cost=np.zeros(program.columns), offset=0.0), columns)
    keep = np.concatenate([keep, np.ones(len(columns), dtype=bool)])
    aim = replace(options, gap_limit=0.0, absolute_gap=_REACHED, enough=-_REACHED, reached=None, listener=None)
    found = solve_with_highs(elastic.keep_columns(keep), replace(aim, node_limit=_REACHED_NODES))
    if found.values is not None and found.objective < -_REACHED:
        at = np.array([row for row, _ in rows], dtype=np.int64)

        def missed_by_rows(values: Floats) -> Floats:
            missed = np.zeros(len(program.row_names))
            missed[at] = -elastic.cost[program.columns :] * values[program.columns :]
            return missed

        around = RelaxedProgram(elastic, relaxed.relaxed, np.zeros(elastic.columns), missed_by_rows)
        found = improve_plan(around, found, 0.0, keep, rest(aim, began), _KEEPING_SEARCH)
    if found.values is None or found.objective < -_REACHED:
        return None
    values = found.values[: program.columns]
    if program.broken_rows(values).any():
        return None
    value = float(program.cost @ values + program.offset)
    return replace(
        found, status=SolveStatus.TIME_LIMIT, objective=value, bound=relaxed.relaxed.objective, values=values
    )


def _rows_with_one_side(program: Program) -> list[tuple[int, bool]]:
    """Return the rows that are a floor (true) or a limit (false)."""
    is_floor, is_limit = np.isfinite(program.row_lower), np.isfinite(program.row_upper)
    return [(int(row), bool(is_floor[row])) for row in np.flatnonzero(is_floor != is_limit)]


def _size_of(program: Program, row: int) -> float:
    """Return the larger of a row's side and its largest coefficient."""
    sides = [abs(s) for s in (program.row_lower[row], program.row_upper[row]) if np.isfinite(s)]
    return float(max(1e-9, *sides, np.abs(program.entries_of(row)[1]).max(initial=0.0)))
