"""The parameters on sheet Cost curve: of teams, of what belongs to no team, commission rates, rebate ladders."""

from __future__ import annotations

from planner.domain.plan import AnnualPlan
from planner.results.cost_of_sales.curve import CompanyCurve, TeamCurve
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn
from planner.tables.results.cost_curve import (
    CAP_LABEL,
    EXPECTED_COLUMN,
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
from planner.tables.words.choice_words import word_of
from planner.writing.cost_of_sales.curve_cells import CurveCells
from planner.writing.cost_of_sales.curve_layout import CurveLayout, ladder_column, step_column
from planner.writing.cost_of_sales.curve_sources import CurveSources
from planner.writing.layout.plan_grid import Formula, SheetWriter, units
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW
from planner.writing.plan_sheets.plan_people_sheets import TEAM_EXPECTED, TEAM_TARGET

_MOST_STEP = 1000.0
"""Stands for a threshold that is never reached: an amount, of a team without a target."""


def add_parameters(
    cells: CurveCells,
    curve: CompanyCurve,
    layout: CurveLayout,
    plan: AnnualPlan,
    team: SheetWriter,
    sources: CurveSources,
) -> None:
    """Write all parameters, live from the input sheets where they stand there; target and expected revenue come from sheet Team plan."""
    _add_teams(cells, layout, plan, team, sources)
    _add_loose(cells, curve, layout, sources)
    _add_steps(cells, layout, sources)
    _add_ladders(cells, layout, sources)


def _add_heads(cells: CurveCells, first_row: int, columns: tuple[ResultColumn, ...]) -> None:
    cells.writer.sheet.set_row(first_row - 1, 42)
    for j, column in enumerate(columns):
        if column.header.en:
            cells.header(first_row - 1, j, column.header)


def _live(text: str | None, value: object) -> object:
    """Return a formula with its value, or the value alone where it stands nowhere else."""
    return Formula(text, value) if text is not None and isinstance(value, int | float) else value


def _add_teams(
    cells: CurveCells, layout: CurveLayout, plan: AnnualPlan, team_plan: SheetWriter, sources: CurveSources
) -> None:
    cells.title(layout.parameters - 2, TEAM_PARAMETERS_TITLE)
    _add_heads(cells, layout.parameters, TEAM_PARAMETERS)
    order = [t.team for t in plan.channel_plan.teams]
    for i, team in enumerate(layout.teams):
        source = FIRST_ROW + order.index(team.team)
        values = _team_values(layout, team, i)
        values["target"] = Formula(f"={_cell(team_plan, source, TEAM_TARGET)}", units(team.target_cents))
        values["expected"] = Formula(f"={_cell(team_plan, source, TEAM_EXPECTED)}", units(team.expected_cents))
        expected, n = layout.parameter("expected", i), layout.parameters + i + 1
        for j, column in enumerate(TEAM_PARAMETERS):
            value = values[column.key]
            blue = j > 1 and not isinstance(value, Formula)
            if blue:
                value = _live(sources.team(team, column.key, n, expected), value)
            cells.put(layout.parameters + i, j, value, column.kind, blue=blue)


def _team_values(layout: CurveLayout, team: TeamCurve, place: int) -> dict[str, object]:
    given = {c.key: layout.parameter(c.key, place) for c in TEAM_PARAMETERS}
    at_rates = f"{given['head_years']}*({given['pay']}+{given['process_bonus']}+{given['benefits']})"
    fixed = f"=ROUND({at_rates}-{given['seat_years']}*{given['pay']},2)+{given['seat_pay']}+{given['other_fixed']}"
    return {
        "team": team.team,
        "channel": word_of(team.channel),
        "margin_rate": team.margin_rate,
        "head_years": team.head_years,
        "pay": units(team.pay_cents),
        "seat_years": team.seat_years,
        "seat_pay": units(team.seat_pay_cents),
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


def _add_loose(cells: CurveCells, curve: CompanyCurve, layout: CurveLayout, sources: CurveSources) -> None:
    cells.title(layout.loose - 2, LOOSE_TITLE)
    _add_heads(cells, layout.loose, LOOSE_PARAMETERS)
    for i, channel in enumerate((*layout.channels, None)):
        name = NO_CHANNEL if channel is None else word_of(channel)
        n, names = layout.loose + i + 1, layout.parameter_area("channel")
        sold = {"revenue": layout.parameter_area("expected"), "margin": layout.team_block("margin", EXPECTED_COLUMN)}
        values: dict[str, object] = {
            "channel": name,
            "blank": None,
            "fixed": _live(sources.loose(channel, "fixed", n), units(curve.channel_fixed_cents.get(channel, 0))),
            "outside": _live(sources.loose(channel, "outside", n), units(curve.channel_outside_cents.get(channel, 0))),
        }
        for key, cents in (("revenue", curve.other_cents), ("margin", curve.other_margin_cents)):
            values[key] = 0 if channel is None else units(cents.get(channel, 0))
            if channel is not None:
                values[key] = _live(sources.rest(key, names, sold[key], n), values[key])
        for j, column in enumerate(LOOSE_PARAMETERS):
            cells.put(layout.loose + i, j, values[column.key], column.kind, blue=j > 1)
    cells.put(layout.flag, 0, PARTNERS_COUNT)
    partners = sources.cells.setting("count_partner_margin")
    counts = _live(None if partners is None else f"={sources.cells.flag(partners)}", int(curve.partners_count))
    cells.put(layout.flag, 2, counts, blue=True, num_format="0")
    cells.put(layout.flag + 1, 0, CAP_LABEL)
    cap = sources.cells.setting("cost_of_sales_cap")
    cells.put(layout.flag + 1, 2, _live(None if cap is None else f"={cap}", curve.cap), Kind.SHARE, blue=True)


def _add_steps(cells: CurveCells, layout: CurveLayout, sources: CurveSources) -> None:
    cells.title(layout.step_rows - 2, STEPS_TITLE)
    _add_heads(cells, layout.step_rows, STEP_PARAMETERS)
    places = {(t.team, k): p for t in layout.teams for k, p in enumerate(sources.steps(t))}
    for i, (team, step) in enumerate(layout.steps):
        k = sum(1 for t, _ in layout.steps[:i] if t is team)
        begin, share = places[team.team, k][1:]
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
            "from_amount": None,
            "from_attainment": start,
            "rate": _live(share and f"={share}", step.rate),
            "increase": Formula(f"=$D${n}" if previous is None else f"=$D${n}-$D${n - 1}", step.rate - before),
            "at_target": Formula(f"={target}*$E${n}*MAX(0,1-$C${n})", at_target),
        }
        if step.from_revenue_cents is not None:
            values["from_amount"] = _live(begin and f"={begin}", units(step.from_revenue_cents))
        elif begin is not None:
            values["from_attainment"] = Formula(f"={begin}", step.from_attainment)
        elif share is None:
            expected = layout.parameter("expected", layout.teams.index(team))
            values["rate"] = Formula(sources.plain_rate(team, n, expected), step.rate)
        for column in STEP_PARAMETERS:
            value = values[column.key]
            blue = column.key in ("rate", "from_amount") or (
                column.key == "from_attainment" and values["from_amount"] is None
            )
            blue = blue and value is not None
            cells.put(row, step_column(column.key), value, column.kind, blue=blue)


def _add_ladders(cells: CurveCells, layout: CurveLayout, sources: CurveSources) -> None:
    cells.title(layout.ladder_rows - 2, LADDER_TITLE)
    _add_heads(cells, layout.ladder_rows, LADDER_PARAMETERS)
    for i, (channel, start, rate) in enumerate(layout.ladders):
        row, n = layout.ladder_rows + i, layout.ladder_rows + i + 1
        is_first = i == 0 or layout.ladders[i - 1][0] is not channel
        before = 0.0 if is_first else layout.ladders[i - 1][2]
        cells.put(row, ladder_column("channel"), word_of(channel))
        begin, share = sources.ladder(channel, start, rate)
        cells.put(row, ladder_column("from_amount"), _live(begin and f"={begin}", units(start)), Kind.MONEY, blue=True)
        cells.put(row, ladder_column("rate"), _live(share and f"={share}", rate), Kind.SHARE, blue=True)
        increase = Formula(f"=$C${n}" if is_first else f"=$C${n}-$C${n - 1}", rate - before)
        cells.put(row, ladder_column("increase"), increase, Kind.SHARE)


def _cell(sheet: SheetWriter, row: int, column: int) -> str:
    """Return the reference to one cell of another sheet."""
    return sheet.column_ref(column, row, 1).split(":")[0]
