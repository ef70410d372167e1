"""The least relief that makes a plan possible: elastic re-solves of the channel plan, lever by lever or all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.domain.field_change import SETTINGS, FieldChange
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.solvers.program import Floats, Outcome, Program, SolveOptions
from planner.optimization.solvers.program_changes import NewColumn, NewRow, extend_program
from planner.optimization.solvers.search.fixing import solve_program
from planner.response.staffing import Staffing
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.levers import SHARE_STEP, Lever, share_up

_TINY = 1e-3
_RATIO_ROUNDS = 12
_FIRST_GAP = 1e-3
_PRICED_ROUNDS = 2
"""Rounds that look for the plan of least ratio; those after them ask for any plan that is a step better."""


@dataclass(frozen=True, slots=True)
class HeadRoom:
    """The hire limits as the workbook has them, while the program itself leaves room for more: rows with their true upper sides.

    A team's is the smaller of its own limit and what its span of control leaves; `staffing` is every team's by those limits.
    """

    team_rows: tuple[tuple[int, float], ...]
    company_rows: tuple[tuple[int, float, str], ...]
    staffing: tuple[Staffing, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LeastRatio:
    """The least cap (0 to 1) under which a plan keeps all other rows, whether that was proven, and such a plan."""

    ratio: float
    is_least: bool
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """How much of each lever is needed at least (`amounts`, aligned with the levers), heads by row, and whether that was proven least.

    `values` is the plan that showed it.
    """

    amounts: tuple[float, ...]
    heads: dict[int, int]
    company: dict[int, int]
    is_least: bool
    values: Floats


def find_relief(
    program: Program,
    levers: Sequence[Lever],
    room: HeadRoom | None,
    options: SolveOptions,
    relative: bool,
) -> Relief | None:
    """Return the least relief over `levers` (and hires, with `room`) under which a plan exists; ``None`` when none does.

    Parameters
    ----------
    program
        The channel plan with room for more hires; without `room` its hire rows must hold the workbook's limits.
    options
        With the gap (relative, absolute) at which relief counts as least.
    relative
        Compare levers by the share of their limits (for mixtures) rather than by amount.

    Raises
    ------
    UndecidedError
        When the time is up before a plan or a proof.
    """
    columns = [
        NewColumn(
            -(100 * lever.relative if relative else 1.0), lever.most, lever.is_integer, {lever.row: float(lever.side)}
        )
        for lever in levers
    ]
    rows: list[NewRow] = []
    base = replace(program, cost=np.zeros(program.columns), offset=0.0)
    teams: list[int] = []
    company: list[int] = []
    if room is not None:
        base, rows, teams, company = _add_heads(base, columns, room, relative)
    elastic = extend_program(base, columns, rows)
    outcome, _ = solve_program(elastic, options)
    values = _values_or_none(outcome)
    if values is None:
        return None
    extra = values[program.columns :]
    least = outcome.status in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP)
    return Relief(
        tuple(float(v) for v in extra[: len(levers)]),
        {row: round(float(extra[len(levers) + i])) for i, row in enumerate(teams)},
        {row: round(float(extra[len(levers) + len(teams) + i])) for i, row in enumerate(company)},
        least,
        values[: program.columns],
    )


def least_ratio(program: Program, row: int, revenue: Floats, cap: float, options: SolveOptions) -> LeastRatio | None:
    """Return the least cap (rounded up to 0.01 %) at which a plan keeps all other rows, and whether that was proven; ``None`` without one.

    Each round maximises (price − ratio) · revenue at a price of revenue: the stated cap, then the ratio of the plan that was found, which is at
    most the next one's. Then a price one step below asks for any better plan; the bound that shows that there is none is the proof.

    Parameters
    ----------
    row, revenue, cap
        The cap's row, the revenue of each column in the units of the row, and the cap that the row now holds.

    References
    ----------
    Dinkelbach, W. (1967). On nonlinear fractional programming. Management Science 13 (7), 492–498.
    """
    start, end = int(program.starts[row]), int(program.starts[row + 1])
    over = np.zeros(program.columns)
    over[program.indices[start:end]] = program.values[start:end]
    side = float(program.row_upper[row])
    upper = program.row_upper.copy()
    upper[row] = np.inf
    free = replace(program, row_upper=upper)
    best: Floats | None = None
    # The stated cap is near: a price far from the least ratio asks for plans of another kind, and for long proofs about them.
    price, least, is_least = cap, np.inf, False
    stop = replace(options, gap_limit=_FIRST_GAP, absolute_gap=_FIRST_GAP * float(revenue.max(initial=0.0)))
    for number in range(_RATIO_ROUNDS):
        gain = -(over - (price - cap) * revenue)
        outcome, _ = solve_program(replace(free, cost=gain, offset=side), stop, best)
        if best is not None and outcome.bound < 0:
            is_least = price >= share_up(least) - SHARE_STEP
            break
        values = _values_or_none(outcome)
        earned = 0.0 if values is None else float(revenue @ values)
        if values is None or earned <= 0:
            return None
        reached = cap + (float(over @ values) - side) / earned
        if reached < least:
            least, best = reached, values
        elif number >= _PRICED_ROUNDS:
            break
        if outcome.status not in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP):
            break
        price, stop = least, replace(stop, gap_limit=1e-9, absolute_gap=SHARE_STEP / 2 * earned)
        if number + 1 >= _PRICED_ROUNDS:
            price, stop = share_up(least) - SHARE_STEP, replace(stop, absolute_gap=0.0, enough=0.0)
    return None if best is None else LeastRatio(share_up(least), is_least, best)


def head_changes(model: ChannelPlanModel, relief: Relief, room: HeadRoom) -> tuple[FieldChange, ...]:
    """Return the changes of hire limits, and of spans of control that they go beyond, that `relief` asks for."""
    settings = model.problem.plan_input.settings
    changes: list[FieldChange] = []
    for row, more in relief.heads.items():
        if more:
            changes += _team_changes(room.staffing[int(model.program.row_names[row].split(".")[1])], more)
    fields = {row: field for row, _, field in room.company_rows}
    for row, more in relief.company.items():
        if more:
            old = getattr(settings, fields[row])
            changes.append(FieldChange(SETTINGS, "", fields[row], old, old + more))
    return tuple(changes)


def _team_changes(staff: Staffing, more: int) -> list[FieldChange]:
    """Return the changes by which a team may hire `more` people than it can."""
    team, hires = staff.team, staff.max_hires + more
    changes: list[FieldChange] = []
    if hires > team.max_hires:
        changes.append(FieldChange("teams", team.team, "max_hires", team.max_hires, hires))
    span, led = team.span_of_control, staff.people_in_place + hires
    if span is not None and led > span:
        changes.append(FieldChange("teams", team.team, "span_of_control", span, led))
    return changes


def _add_heads(
    base: Program, columns: list[NewColumn], room: HeadRoom, relative: bool
) -> tuple[Program, list[NewRow], list[int], list[int]]:
    """Add integer relief of every hire row and a column for the most of them, which is what is counted."""
    upper = base.row_upper.copy()
    for row, limit in (*room.team_rows, *((r, x) for r, x, _ in room.company_rows)):
        upper[row] = limit
    first = base.columns + len(columns)
    total = sum(limit for _, limit in room.team_rows)
    weight = 100.0 / max(10.0, total) if relative else 1.0
    teams = [row for row, _ in room.team_rows]
    company = [row for row, _, _ in room.company_rows]
    for row in (*teams, *company):
        columns.append(NewColumn(-_TINY * weight, 1000.0, True, {row: -1.0}))
    most = base.columns + len(columns)
    columns.append(NewColumn(-weight, 100_000.0))
    rows = [
        NewRow("way_out.heads", 0.0, np.inf, {most: 1.0, **{first + i: -1.0 for i in range(len(teams))}}),
        *(
            NewRow(f"way_out.company.{i}", 0.0, np.inf, {most: 1.0, first + len(teams) + i: -1.0})
            for i in range(len(company))
        ),
    ]
    return replace(base, row_upper=upper), rows, teams, company


def _values_or_none(outcome: Outcome) -> Floats | None:
    if outcome.values is None and outcome.status is not SolveStatus.INFEASIBLE:
        raise UndecidedError
    return outcome.values
