"""Room for more hires: a program with hire limits far above the workbook's, and how many of them are held or relieved."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.program import Program
from planner.optimization.solvers.program_changes import NewColumn, NewRow
from planner.response.staffing import Staffing

_TINY = 1e-3
_ROOM = 40
"""Hires per team that are tried beyond its limit, whatever its span of control."""


@dataclass(frozen=True, slots=True)
class HeadRoom:
    """The hire limits as the workbook has them, while the program itself leaves room for more: rows with their true upper sides.

    A team's is the smaller of its own limit and what its span of control leaves; `staffing` is every team's by those limits.
    """

    team_rows: tuple[tuple[int, float], ...]
    company_rows: tuple[tuple[int, float, str], ...]
    staffing: tuple[Staffing, ...]


def make_room(plan_input: PlanInput) -> PlanInput:
    """Return `plan_input` where every team may hire many more people than it can."""
    teams = tuple(replace(t, max_hires=t.max_hires + _ROOM, span_of_control=None) for t in plan_input.teams)
    return replace(plan_input, teams=teams)


def find_head_room(model: ChannelPlanModel, plan_input: PlanInput) -> HeadRoom:
    """Return the hire rows of `model` (built with room) with the limits that the workbook states."""
    problem = build_channel_plan_problem(plan_input)
    fields = {"hire_limit.company": "max_hires", "hire_limit.headcount": "headcount_limit"}
    teams: list[tuple[int, float]] = []
    company: list[tuple[int, float, str]] = []
    for number, name in enumerate(model.program.row_names):
        if name in fields:
            company.append((number, float(model.program.row_upper[number]), fields[name]))
        elif name.startswith("hire_limit."):
            teams.append((number, float(problem.staffing[int(name.split(".")[1])].max_hires)))
    return HeadRoom(tuple(teams), tuple(company), problem.staffing)


def hold_hires(program: Program, room: HeadRoom) -> Program:
    """Return `program` with the workbook's hire limits of the teams."""
    upper = program.row_upper.copy()
    for row, limit in room.team_rows:
        upper[row] = limit
    return replace(program, row_upper=upper)


def relieve_heads(
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
