"""A plan beside finance's control file: every amount that differs, with its name, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.domain.control import ControlFigure
from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput, nodes_above
from planner.language import NO_TEXT, Text
from planner.reading.headers import near_miss, normalise
from planner.results.cost_of_sales.months import Months, spread_costs, spread_revenue
from planner.tables.control import (
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


class DifferenceKind(StrEnum):
    """How plan and control file disagree."""

    DIFFERS = "differs"
    NOT_IN_PLAN = "not in the plan"
    NOT_IN_CONTROL = "not in the control file"


@dataclass(frozen=True, slots=True)
class ControlDifference:
    """One disagreement. `month` is fiscal, ``None`` for the year; `cell` is where the control file states it (empty: nowhere)."""

    kind: DifferenceKind
    team: Text
    line: Text
    month: int | None
    plan_cents: Cents
    control_cents: Cents
    cell: str
    hint: Text = NO_TEXT

    @property
    def difference_cents(self) -> Cents:
        """Control − plan."""
        return self.control_cents - self.plan_cents


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What came of comparing: amounts that agree to the cent, those within the tolerance, and every difference."""

    agreeing: int
    tolerated: int
    differences: tuple[ControlDifference, ...]


@dataclass(frozen=True, slots=True)
class _PlanCell:
    """One cost line (or revenue) of one team (``None``: the company's own) by month."""

    team: str | None
    kind: str
    label: str
    counts: bool
    months: Months


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a control figure is about: sheet, teams (``None`` for all), line (kind, label or ``None`` for all labels), month.

    `is_all_pay`: the line Pay holds the seats' own pay as well.
    """

    sheet: str
    teams: frozenset[str | None] | None
    kind: str
    label: str | None
    month: int | None
    is_all_pay: bool = False


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
    cells = _plan_cells(plan_input, plan)
    resolver = _Resolver(plan_input, cells, figures)
    sums: dict[_Scope, tuple[Cents, list[str]]] = {}
    strangers: list[ControlDifference] = []
    for figure in figures:
        scope = resolver.scope_of(figure)
        if isinstance(scope, ControlDifference):
            strangers.append(scope)
            continue
        cents, places = sums.get(scope, (0, []))
        sums[scope] = (cents + figure.amount_cents, [*places, f"{figure.place.sheet}!{figure.place.cell}"])
    names_outside = any(not c.counts and s.kind != TOTAL_LINE and _covers(s, c) for s in sums for c in cells)
    agreeing = tolerated = 0
    found: list[ControlDifference] = []
    for scope, (control, places) in sums.items():
        right = _plan_amount(scope, cells, names_outside)
        if control == right:
            agreeing += 1
        elif abs(control - right) <= tolerance_cents:
            tolerated += 1
        else:
            names = resolver.words_of(scope)
            hint = _scale_hint(control, right)
            kind, month = DifferenceKind.DIFFERS, scope.month
            found.append(ControlDifference(kind, *names, month, right, control, _cells(places), hint))
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


def _plan_cells(plan_input: PlanInput, plan: AnnualPlan) -> tuple[_PlanCell, ...]:
    costs = [
        _PlanCell(c.line.team, c.line.kind, c.line.label, c.line.counts_in_ratio, c.months_cents)
        for c in spread_costs(plan_input, plan)
    ]
    return (*costs, *(_PlanCell(r.team, REVENUE_LINE, "", True, r.months_cents) for r in spread_revenue(plan)))


def _covers(scope: _Scope, cell: _PlanCell, names_outside: bool = True) -> bool:
    """Whether `cell` is part of what `scope` is about."""
    if scope.teams is not None and cell.team not in scope.teams:
        return False
    if scope.kind == TOTAL_LINE:
        return cell.kind != REVENUE_LINE and (cell.counts or names_outside)
    if scope.is_all_pay and cell.kind == _SEAT_PAY:
        return True
    return scope.kind == cell.kind and scope.label in (None, cell.label)


def _plan_amount(scope: _Scope, cells: Iterable[_PlanCell], names_outside: bool) -> Cents:
    own = [c.months for c in cells if _covers(scope, c, names_outside)]
    return sum(sum(m) if scope.month is None else m[scope.month - 1] for m in own)


def _unnamed(cells: Iterable[_PlanCell], scopes: Sequence[_Scope], tolerance_cents: Cents) -> list[ControlDifference]:
    """Return what the plan has and no figure names, neither by its team nor by its line; a file of grand totals alone names nothing."""
    naming = [s for s in scopes if s.teams is not None or s.kind != TOTAL_LINE]
    if not naming:
        return []
    sums: dict[tuple[str | None, str, str, int | None], Cents] = {}
    for cell in cells:
        own = [s for s in naming if cell.kind != REVENUE_LINE and _covers(s, cell)]
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
            _line_words(kind, label),
            month,
            cents,
            0,
            "",
        )
        for (team, kind, label, month), cents in sums.items()
        if abs(cents) > tolerance_cents
    ]


def _scale_hint(control: Cents, right: Cents) -> Text:
    """Return that the unit is probably another one, where the two differ by just such a factor."""
    for factor in (1_000, 10_000, 1_000_000, 100_000_000):
        if control and abs(control * factor - right) <= abs(right) * 1e-6:
            return Text("amounts in units of {f:,}?", "单位是否为 {f:,}？").format(f=factor)
    return NO_TEXT


def _line_words(kind: str, label: str | None) -> Text:
    words = CONTROL_LINES[kind]
    return words if not label else Text("{k}: {n}", "{k}：{n}").format(k=words, n=label)


class _Resolver:
    """Understands teams and lines as a control file spells them."""

    def __init__(self, plan_input: PlanInput, cells: Sequence[_PlanCell], figures: Sequence[ControlFigure]) -> None:
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

    def scope_of(self, figure: ControlFigure) -> _Scope | ControlDifference:
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
        return _Scope(figure.place.sheet, teams, line[0], line[1], figure.month, is_all_pay)

    def words_of(self, scope: _Scope) -> tuple[Text, Text]:
        """Return team and line of a scope for people."""
        line = _line_words(scope.kind, scope.label)
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
