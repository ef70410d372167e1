"""Plans side by side: what a comparison shows of each case, and what changed against the first one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, SeatId, TeamId, UnitId
from planner.domain.name_order import name_order
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.scenario import CaseOutcome, CellChange
from planner.errors import ExitCode
from planner.language import NO_TEXT, Text
from planner.results.metrics import OBJECTIVE_METRIC, PlanMetric, compute_metrics, metrics_shown

CUT_OFF = Text("Interrupted; cases solved by then", "已中断；此前已求解的方案数")
"""Label of the fact that somebody stopped a run; what it shows is of the cases that were solved by then."""


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """What a plan decides for one unit."""

    unit: UnitId
    channel: Channel
    team: TeamId | None
    fte: float
    revenue_cents: Cents


@dataclass(frozen=True, slots=True)
class TeamFigure:
    """A team's people, target (base) and expected revenue. `stretch` = target ÷ expected revenue."""

    team: TeamId
    heads: int
    hires: int
    target_cents: Cents
    revenue_cents: Cents
    stretch: float


@dataclass(frozen=True, slots=True)
class SeatFigure:
    """A seat's target (base)."""

    seat: SeatId
    team: TeamId
    rep: str | None
    target_cents: Cents


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Everything that a comparison shows of one plan: `metrics` by key (`planner.results.metrics`), rows in order of id.

    `gap` is the proven distance from the best plan, `status` how the solve ended, `objective` what the plan was made best at.
    """

    metrics: Mapping[str, float]
    units: tuple[UnitFigure, ...]
    teams: tuple[TeamFigure, ...]
    seats: tuple[SeatFigure, ...]
    status: str
    gap: float
    objective: str


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """One case of a comparison. `message` says why there are no figures, `conflicts` which rules cannot hold together, `way_out` what would help.

    `fault` is the exit code that says what kept a failed case from being planned.
    """

    name: str
    title: Text
    description: Text
    outcome: CaseOutcome
    figures: PlanFigures | None = None
    message: Text = NO_TEXT
    conflicts: tuple[Text, ...] = ()
    way_out: Text = NO_TEXT
    cells: tuple[CellChange, ...] = ()
    seconds: float = 0.0
    is_cached: bool = False
    fault: ExitCode = ExitCode.DONE


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases side by side; the first one is what the others are compared with. `facts` tell how it was made (label, value).

    `company` and `all_years` are those of all cases.
    """

    company: str
    all_years: tuple[str, ...]
    currency: str
    cases: tuple[ComparedCase, ...]
    facts: tuple[tuple[Text, str], ...]

    @property
    def years(self) -> str:
        """The plan years as a title shows them."""
        return " / ".join(self.all_years)

    @property
    def planned(self) -> tuple[tuple[ComparedCase, PlanFigures], ...]:
        """The cases that have a plan, with its figures."""
        return tuple((c, c.figures) for c in self.cases if c.figures is not None)

    @property
    def has_reference(self) -> bool:
        """Whether the first case has a plan to compare with."""
        return bool(self.cases) and self.cases[0].figures is not None

    @property
    def metrics(self) -> tuple[PlanMetric, ...]:
        """The figures that any of its plans has; the value of the objective only where all plans were made best at the same."""
        shown = metrics_shown(f.metrics for _, f in self.planned)
        is_one = len({f.objective for _, f in self.planned}) <= 1
        return tuple(m for m in shown if is_one or m.key != OBJECTIVE_METRIC)

    def unit_names(self) -> tuple[UnitId, ...]:
        """Return every unit of any plan, in order of first appearance."""
        return tuple(dict.fromkeys(u.unit for _, f in self.planned for u in f.units))

    def team_names(self) -> tuple[TeamId, ...]:
        """Return every team of any plan."""
        return tuple(dict.fromkeys(t.team for _, f in self.planned for t in f.teams))

    def seat_names(self) -> tuple[SeatId, ...]:
        """Return every seat of any plan, in order of team and seat."""
        teams = {s.seat: s.team for _, f in self.planned for s in f.seats}
        return tuple(sorted(teams, key=lambda s: (name_order(teams[s]), name_order(s))))


def territory_facts(plan_input: PlanInput) -> tuple[tuple[Text, str], ...]:
    """Return that seats' targets follow capacity alone where there are accounts: cases are solved without territories."""
    if not len(plan_input.accounts):
        return ()
    words = Text(
        "Accounts, not given to seats here: seats' targets follow capacity alone ('planner plan' lets them follow accounts)",
        "客户数（此处未分配到席位）：席位目标仅按产能分解（planner plan 会使其随客户分配）",
    )
    return ((words, f"{len(plan_input.accounts):,}"),)


def build_figures(plan_input: PlanInput, plan: AnnualPlan) -> PlanFigures:
    """Return what a comparison shows of `plan`."""
    targets = {t.team: t for t in plan.targets.teams}
    teams: list[TeamFigure] = []
    for team in plan.channel_plan.teams:
        target = targets.get(team.team)
        amount, stretch = (target.base_cents, target.stretch) if target is not None else (0, 0.0)
        hires = sum(team.hires)
        teams.append(TeamFigure(team.team, team.heads, hires, amount, team.expected_revenue_cents, stretch))
    report = plan.channel_plan.report
    return PlanFigures(
        compute_metrics(plan_input, plan),
        tuple(UnitFigure(u.unit.unit, u.channel, u.team, u.fte, u.revenue_cents) for u in plan.channel_plan.units),
        tuple(teams),
        tuple(SeatFigure(s.position.seat, s.position.team, s.position.rep, s.base_cents) for s in plan.targets.seats),
        report.status.value,
        report.gap,
        report.objective_name,
    )
