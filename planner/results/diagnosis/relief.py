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
from planner.results.diagnosis.head_room import HeadRoom, relieve_heads
from planner.results.diagnosis.levers import Lever


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
        base, rows, teams, company = relieve_heads(base, columns, room, relative)
    elastic = extend_program(base, columns, rows)
    outcome, _ = solve_program(elastic, options)
    values = values_of(outcome)
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


def values_of(outcome: Outcome) -> Floats | None:
    """Return the plan of `outcome`, ``None`` where there is none; `UndecidedError` where the time was not enough to say."""
    if outcome.values is None and outcome.status is not SolveStatus.INFEASIBLE:
        raise UndecidedError
    return outcome.values
