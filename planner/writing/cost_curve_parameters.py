"""The parameters on sheet Cost curve: of teams, of what belongs to no team, commission rates, rebate ladders."""

from __future__ import annotations

from planner.domain.plan import AnnualPlan
from planner.results.cost_of_sales_curve import CompanyCurve, TeamCurve
from planner.tables.choice_words import word_of
from planner.tables.column import Kind
from planner.tables.cost_curve import (
    CAP_LABEL,
    LADDER_PARAMETERS,
    LADDER_TITLE,
    LOOSE_PARAMETERS,
    LOOSE_TITLE,
    NO_CHANNEL,
    PARTNERS_COUNT,
    STEP_PARAMETERS,
    STEPS_TITLE,
    TEAM_PARAMETERS,
    TEAM_PARAMETERS_TITLE,
)
from planner.tables.result_sheets import ResultColumn
from planner.writing.cost_curve_cells import CurveCells
from planner.writing.cost_curve_layout import CurveLayout, ladder_column, step_column
from planner.writing.plan_grid import Formula, SheetWriter, units
from planner.writing.plan_market_sheets import FIRST_ROW
from planner.writing.plan_people_sheets import TEAM_EXPECTED, TEAM_TARGET

_MOST_STEP = 1000.0
"""Stands for a threshold that is never reached: an amount, of a team without a target."""


def add_parameters(
    cells: CurveCells, curve: CompanyCurve, layout: CurveLayout, plan: AnnualPlan, team: SheetWriter
) -> None:
    """Write all parameters; those that finance may change are blue, target and expected revenue come from sheet Team plan."""
    _add_teams(cells, layout, plan, team)
    _add_loose(cells, curve, layout)
    _add_steps(cells, layout)
    _add_ladders(cells, layout)


def _add_heads(cells: CurveCells, first_row: int, columns: tuple[ResultColumn, ...]) -> None:
    cells.writer.sheet.set_row(first_row - 1, 42)
    for j, column in enumerate(columns):
        if column.header.en:
            cells.header(first_row - 1, j, column.header)


def _add_teams(cells: CurveCells, layout: CurveLayout, plan: AnnualPlan, team_plan: SheetWriter) -> None:
    cells.title(layout.parameters - 2, TEAM_PARAMETERS_TITLE)
    _add_heads(cells, layout.parameters, TEAM_PARAMETERS)
    order = [t.team for t in plan.channel_plan.teams]
    for i, team in enumerate(layout.teams):
        source = FIRST_ROW + order.index(team.team)
        values = _team_values(layout, team, i)
        values["target"] = Formula(f"={_cell(team_plan, source, TEAM_TARGET)}", units(team.target_cents))
        values["expected"] = Formula(f"={_cell(team_plan, source, TEAM_EXPECTED)}", units(team.expected_cents))
        for j, column in enumerate(TEAM_PARAMETERS):
            value = values[column.key]
            blue = j > 1 and not isinstance(value, Formula)
            cells.put(layout.parameters + i, j, value, column.kind, blue=blue)


def _team_values(layout: CurveLayout, team: TeamCurve, place: int) -> dict[str, object]:
    given = {k: layout.parameter(k, place) for k in ("head_years", "pay", "process_bonus", "benefits", "other_fixed")}
    fixed = (
        f"=ROUND({given['head_years']}*({given['pay']}+{given['process_bonus']}+{given['benefits']}),2)"
        f"+{given['other_fixed']}"
    )
    return {
        "team": team.team,
        "channel": word_of(team.channel),
        "margin_rate": team.margin_rate,
        "head_years": team.head_years,
        "pay": units(team.pay_cents),
        "process_bonus": units(team.process_bonus_cents),
        "benefits": units(team.head_benefits_cents),
        "other_fixed": units(team.fixed_cents - team.people_cents),
        "fixed": Formula(fixed, units(team.fixed_cents)),
        "outside": units(team.outside_cents),
        "selling_expense": units(team.selling_expense_cents),
        "release_share": team.release_share,
        "commission_cap": team.commission_cap,
        "manager_bonus": units(team.manager_bonus_cents),
        "manager_bonus_from": team.manager_bonus_from,
        "benefits_share": team.benefits_share,
        "partner_rate": team.partner_rate,
        "deposit": units(team.deposit_cents),
        "deposit_return_from": team.deposit_return_from,
    }


def _add_loose(cells: CurveCells, curve: CompanyCurve, layout: CurveLayout) -> None:
    cells.title(layout.loose - 2, LOOSE_TITLE)
    _add_heads(cells, layout.loose, LOOSE_PARAMETERS)
    for i, channel in enumerate((*layout.channels, None)):
        name = NO_CHANNEL if channel is None else word_of(channel)
        values = {
            "channel": name,
            "blank": None,
            "revenue": units(0 if channel is None else curve.other_cents.get(channel, 0)),
            "margin": units(0 if channel is None else curve.other_margin_cents.get(channel, 0)),
            "fixed": units(curve.channel_fixed_cents.get(channel, 0)),
            "outside": units(curve.channel_outside_cents.get(channel, 0)),
        }
        for j, column in enumerate(LOOSE_PARAMETERS):
            cells.put(layout.loose + i, j, values[column.key], column.kind, blue=j > 1)
    cells.put(layout.flag, 0, PARTNERS_COUNT)
    cells.put(layout.flag, 2, int(curve.partners_count), blue=True, num_format="0")
    cells.put(layout.flag + 1, 0, CAP_LABEL)
    cells.put(layout.flag + 1, 2, curve.cap, Kind.SHARE, blue=True)


def _add_steps(cells: CurveCells, layout: CurveLayout) -> None:
    cells.title(layout.step_rows - 2, STEPS_TITLE)
    _add_heads(cells, layout.step_rows, STEP_PARAMETERS)
    for i, (team, step) in enumerate(layout.steps):
        row, n = layout.step_rows + i, layout.step_rows + i + 1
        previous = layout.steps[i - 1] if i and layout.steps[i - 1][0] is team else None
        before = previous[1].rate if previous is not None else 0.0
        target = layout.parameter("target", layout.teams.index(team))
        start: object = step.from_attainment
        if step.from_revenue_cents is not None:
            reached = step.from_attainment if team.target_cents else _MOST_STEP
            start = Formula(f"=IF({target}=0,{_MOST_STEP:g},$B${n}/{target})", reached)
        at_target = units(team.target_cents) * (step.rate - before) * max(0.0, 1.0 - step.from_attainment)
        values: dict[str, object] = {
            "team": team.team,
            "from_amount": None if step.from_revenue_cents is None else units(step.from_revenue_cents),
            "from_attainment": start,
            "rate": step.rate,
            "increase": Formula(f"=$D${n}" if previous is None else f"=$D${n}-$D${n - 1}", step.rate - before),
            "at_target": Formula(f"={target}*$E${n}*MAX(0,1-$C${n})", at_target),
        }
        for column in STEP_PARAMETERS:
            value = values[column.key]
            blue = column.key != "team" and value is not None and not isinstance(value, Formula)
            cells.put(row, step_column(column.key), value, column.kind, blue=blue)


def _add_ladders(cells: CurveCells, layout: CurveLayout) -> None:
    cells.title(layout.ladder_rows - 2, LADDER_TITLE)
    _add_heads(cells, layout.ladder_rows, LADDER_PARAMETERS)
    for i, (channel, start, rate) in enumerate(layout.ladders):
        row, n = layout.ladder_rows + i, layout.ladder_rows + i + 1
        is_first = i == 0 or layout.ladders[i - 1][0] is not channel
        before = 0.0 if is_first else layout.ladders[i - 1][2]
        cells.put(row, ladder_column("channel"), word_of(channel))
        cells.put(row, ladder_column("from_amount"), units(start), Kind.MONEY, blue=True)
        cells.put(row, ladder_column("rate"), rate, Kind.SHARE, blue=True)
        increase = Formula(f"=$C${n}" if is_first else f"=$C${n}-$C${n - 1}", rate - before)
        cells.put(row, ladder_column("increase"), increase, Kind.SHARE)


def _cell(sheet: SheetWriter, row: int, column: int) -> str:
    """Return the reference to one cell of another sheet."""
    return sheet.column_ref(column, row, 1).split(":")[0]
