"""What a figure of finance's control file is about: teams, a cost line, a month; and which part of a plan that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.control import ControlFigure
from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput, nodes_above
from planner.language import NO_TEXT, Text
from planner.reading.words.headers import near_miss, normalise
from planner.results.cost_of_sales.control_difference import ControlDifference, DifferenceKind
from planner.results.cost_of_sales.months import Months, spread_costs, spread_revenue
from planner.tables.inputs.control import (
    COMPANY_WORDS,
    CONTROL_LINES,
    LINE_SYNONYMS,
    REVENUE_LINE,
    TOTAL_LINE,
    TOTAL_WORDS,
)

ALL_TEAMS = Text("all teams", "全部团队")
_PAY, _SEAT_PAY = "pay", "seat_pay"
NO_TEAM = Text("company, no team", "公司（不属于团队）")


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One cost line (or revenue) of one team (``None``: the company's own) by month."""

    team: str | None
    kind: str
    label: str
    counts: bool
    months: Months


@dataclass(frozen=True, slots=True)
class Scope:
    """What a control figure is about: sheet, teams (``None`` for all), line (kind, label or ``None`` for all labels), month.

    `is_all_pay`: the line Pay holds the seats' own pay as well.
    """

    sheet: str
    teams: frozenset[str | None] | None
    kind: str
    label: str | None
    month: int | None
    is_all_pay: bool = False


def list_plan_cells(plan_input: PlanInput, plan: AnnualPlan) -> tuple[PlanCell, ...]:
    """Return the cost lines and the revenue of `plan` by team and month."""
    costs = [
        PlanCell(c.line.team, c.line.kind, c.line.label, c.line.counts_in_ratio, c.months_cents)
        for c in spread_costs(plan_input, plan)
    ]
    return (*costs, *(PlanCell(r.team, REVENUE_LINE, "", True, r.months_cents) for r in spread_revenue(plan)))


def covers(scope: Scope, cell: PlanCell, names_outside: bool = True) -> bool:
    """Whether `cell` is part of what `scope` is about."""
    if scope.teams is not None and cell.team not in scope.teams:
        return False
    if scope.kind == TOTAL_LINE:
        return cell.kind != REVENUE_LINE and (cell.counts or names_outside)
    if scope.is_all_pay and cell.kind == _SEAT_PAY:
        return True
    return scope.kind == cell.kind and scope.label in (None, cell.label)


def plan_amount(scope: Scope, cells: Iterable[PlanCell], names_outside: bool) -> Cents:
    """Return what the plan has of what `scope` is about; with `names_outside` also lines that do not count in the ratio."""
    own = [c.months for c in cells if covers(scope, c, names_outside)]
    return sum(sum(m) if scope.month is None else m[scope.month - 1] for m in own)


def line_words(kind: str, label: str | None) -> Text:
    """Return a cost line for people, with its own name where it has one."""
    words = CONTROL_LINES[kind]
    return words if not label else Text("{k}: {n}", "{k}：{n}").format(k=words, n=label)


class ScopeReader:
    """Understands teams and lines as a control file spells them."""

    def __init__(self, plan_input: PlanInput, cells: Sequence[PlanCell], figures: Sequence[ControlFigure]) -> None:
        self._teams: dict[str, frozenset[str | None]] = {}
        for group in plan_input.team_groups:
            self._teams[normalise(group.team)] = frozenset(_teams_below(plan_input, group.team))
        self._teams |= {normalise(t.team): frozenset((t.team,)) for t in plan_input.teams}
        names = (*(g.team for g in plan_input.team_groups), *(t.team for t in plan_input.teams))
        self._names = {normalise(name): str(name) for name in names}
        self._lines: dict[str, tuple[str, str | None]] = {
            normalise(c.label): (c.kind, c.label) for c in cells if c.label
        }
        for key, words in CONTROL_LINES.items():
            for spelling in (*LINE_SYNONYMS[key], words.zh, words.en):
                self._lines[normalise(spelling)] = (key, None)
        self._lines |= {normalise(word): (TOTAL_LINE, None) for word in TOTAL_WORDS}
        named = [f for f in figures if f.team is not None and normalise(f.team) in self._teams]
        self._by_team = {(f.place.sheet, self._line_of(f)) for f in named}
        self._with_seat_pay = {_owner(f) for f in figures if self._line_of(f) == (_SEAT_PAY, None)}

    def scope_of(self, figure: ControlFigure) -> Scope | ControlDifference:
        """Return what `figure` is about, or the difference that the plan has no such team or line."""
        team, line = figure.team, self._line_of(figure)
        teams: frozenset[str | None] | None
        if team is None:
            teams = frozenset((None,)) if (figure.place.sheet, line) in self._by_team else None
            teams = None if line is not None and line[0] == TOTAL_LINE and figure.line is None else teams
        elif normalise(team) in self._teams:
            teams = self._teams[normalise(team)]
        elif normalise(team) in map(normalise, TOTAL_WORDS):
            teams = None
        elif normalise(team) in map(normalise, COMPANY_WORDS):
            teams = frozenset((None,))
        else:
            return self._stranger(figure, near_miss(team, self._names.values()))
        if line is None:
            return self._stranger(figure, near_miss(figure.line or "", self._lines))
        is_all_pay = line == (_PAY, None) and _owner(figure) not in self._with_seat_pay
        return Scope(figure.place.sheet, teams, line[0], line[1], figure.month, is_all_pay)

    def words_of(self, scope: Scope) -> tuple[Text, Text]:
        """Return team and line of a scope for people."""
        line = line_words(scope.kind, scope.label)
        if scope.teams is None:
            return ALL_TEAMS, line
        if scope.teams == frozenset((None,)):
            return NO_TEAM, line
        name = next(k for k, teams in self._teams.items() if teams == scope.teams)
        return Text.same(self._names[name]), line

    def _line_of(self, figure: ControlFigure) -> tuple[str, str | None] | None:
        return (TOTAL_LINE, None) if figure.line is None else self._lines.get(normalise(figure.line))

    def _stranger(self, figure: ControlFigure, close: str | None) -> ControlDifference:
        hint = NO_TEXT if close is None else Text("did you mean {c}?", "是否为 {c}？").format(c=close)
        team = ALL_TEAMS if figure.team is None else Text.same(figure.team)
        line = CONTROL_LINES[TOTAL_LINE] if figure.line is None else Text.same(figure.line)
        cell = f"{figure.place.sheet}!{figure.place.cell}"
        return ControlDifference(
            DifferenceKind.NOT_IN_PLAN, team, line, figure.month, 0, figure.amount_cents, cell, hint
        )


def _owner(figure: ControlFigure) -> tuple[str, str | None]:
    """Return the sheet of a figure and its team as it is spelled there."""
    return figure.place.sheet, None if figure.team is None else normalise(figure.team)


def _teams_below(plan_input: PlanInput, group: str) -> list[str]:
    """Return the teams under an inner node of the team tree."""
    parents = plan_input.team_parents()
    return [str(t.team) for t in plan_input.teams if group in nodes_above(parents, str(t.team))]
