"""A plan beside finance's control file: every amount that differs, with its name, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.control import ControlFigure
from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import NO_TEXT, Text
from planner.results.cost_of_sales.control_difference import (
    ControlDifference,
    DifferenceKind,
    Reconciliation,
    find_unit,
)
from planner.results.cost_of_sales.control_scope import (
    NO_TEAM,
    PlanCell,
    Scope,
    ScopeReader,
    covers,
    line_words,
    list_plan_cells,
    plan_amount,
)
from planner.tables.inputs.control import REVENUE_LINE, TOTAL_LINE


def reconcile(
    plan_input: PlanInput, plan: AnnualPlan, figures: Sequence[ControlFigure], tolerance_cents: Cents = 0
) -> Reconciliation:
    """Return how the plan's expected revenue and cost of sales agree with `figures`.

    Each figure is compared with the plan at its own level: a team (or group of teams) or all, a cost line or all of them, a month or the year.
    Figures of one sheet that are about the same are added up first. A line without a team is the company's own part where the file names teams
    for that line, and the whole otherwise. All lines together are those that count in the ratio; where the file names a line that does not
    count, all lines of the plan. *Pay* is all pay, but that of heads at the team's pay per head where the same sheet states the seats' own pay of the
    same team. What the plan has and the file nowhere names is a difference too.
    """
    cells = list_plan_cells(plan_input, plan)
    resolver = ScopeReader(plan_input, cells, figures)
    sums: dict[Scope, tuple[Cents, list[str]]] = {}
    strangers: list[ControlDifference] = []
    for figure in figures:
        scope = resolver.scope_of(figure)
        if isinstance(scope, ControlDifference):
            strangers.append(scope)
            continue
        cents, places = sums.get(scope, (0, []))
        sums[scope] = (cents + figure.amount_cents, [*places, f"{figure.place.sheet}!{figure.place.cell}"])
    names_outside = any(not c.counts and s.kind != TOTAL_LINE and covers(s, c) for s in sums for c in cells)
    agreeing = tolerated = 0
    found: list[ControlDifference] = []
    for scope, (control, places) in sums.items():
        right = plan_amount(scope, cells, names_outside)
        if control == right:
            agreeing += 1
        elif abs(control - right) <= tolerance_cents:
            tolerated += 1
        else:
            names = resolver.words_of(scope)
            unit = find_unit(control, right)
            hint = NO_TEXT if unit == 1 else Text("amounts in units of {f:,}?", "单位是否为 {f:,}？").format(f=unit)
            kind, month = DifferenceKind.DIFFERS, scope.month
            found.append(ControlDifference(kind, *names, month, right, control, _cells(places), hint, unit))
    missing = _unnamed(cells, tuple(sums), tolerance_cents)
    return Reconciliation(agreeing, tolerated, (*found, *_once_each(strangers), *missing))


def _once_each(strangers: Iterable[ControlDifference]) -> list[ControlDifference]:
    """Return what the plan does not know once for each team and line of a sheet: its year, else the sum of its months."""
    groups: dict[tuple[str, Text, Text], list[ControlDifference]] = {}
    for one in strangers:
        groups.setdefault((one.cell.rsplit("!", 1)[0], one.team, one.line), []).append(one)
    found = []
    for group in groups.values():
        named = [d for d in group if d.month is None] or group
        month = named[0].month if len(named) == 1 else None
        cents = sum(d.control_cents for d in named)
        found.append(replace(named[0], month=month, control_cents=cents, cell=_cells([d.cell for d in group])))
    return found


def _cells(cells: Sequence[str]) -> str:
    """Return the first of `cells`, and how many others there are."""
    return cells[0] + (f" (+{len(cells) - 1})" if len(cells) > 1 else "")


def _unnamed(cells: Iterable[PlanCell], scopes: Sequence[Scope], tolerance_cents: Cents) -> list[ControlDifference]:
    """Return what the plan has and no figure names, neither by its team nor by its line; a file of grand totals alone names nothing."""
    naming = [s for s in scopes if s.teams is not None or s.kind != TOTAL_LINE]
    if not naming:
        return []
    sums: dict[tuple[str | None, str, str, int | None], Cents] = {}
    for cell in cells:
        own = [s for s in naming if cell.kind != REVENUE_LINE and covers(s, cell)]
        if cell.kind == REVENUE_LINE or any(s.month is None for s in own):
            continue
        months = {s.month for s in own}
        missing = [m for m in range(1, len(cell.months) + 1) if m not in months] if months else [None]
        for month in missing:
            key = (cell.team, cell.kind, cell.label, month)
            sums[key] = sums.get(key, 0) + (sum(cell.months) if month is None else cell.months[month - 1])
    return [
        ControlDifference(
            DifferenceKind.NOT_IN_CONTROL,
            NO_TEAM if team is None else Text.same(team),
            line_words(kind, label),
            month,
            cents,
            0,
            "",
        )
        for (team, kind, label, month), cents in sums.items()
        if abs(cents) > tolerance_cents
    ]
