"""The ways out of a case without a plan: the least change of one kind of limit, or of several together, each re-solved and priced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from planner.domain.choices import Objective
from planner.domain.field_change import SETTINGS, FieldChange
from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import RobustTarget, build_channel_plan_problem
from planner.optimization.channel_plan.solve import StartPlan, chosen_options
from planner.optimization.solvers.program import Floats, Program, SolveOptions
from planner.optimization.solvers.stop import StopQuestion
from planner.results.diagnosis.confirm_way import WayOut, confirm_way
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.diagnose import CERTAINTY_RULE
from planner.results.diagnosis.levers import Lever, list_levers, share_down, share_up, step_down
from planner.results.diagnosis.relief import HeadRoom, find_relief, head_changes, least_ratio
from planner.results.diagnosis.split_ways import find_split_ways
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.risk.most_certain import MostCertain, NotCertainError

HEADS = "hire_limit"
CERTAINTY = "certainty_share"
MIXTURE = "mixture"
KEEPING_TARGET = "mixture_keeping_target"
_TARGET = "revenue_floor"
_CAP = "cost_of_sales_cap"
_ROOM = 40
"""Hires per team that are tried beyond its limit, whatever its span of control."""
_STEPS = (0, 1, 2, 5, 20)
_GENEROUS = 2.0
"""A rule may take this many times its even share of the time left: most need far less."""
_SEARCH_SHARE = 0.7
_AIMS = 3
"""The rule of certainty is exact around one plan only: so often it is aimed again where the plan that was found is not certain enough."""
_FURTHER = 1.0005
_LEAST_CERTAINTY = 0.01
_NEAR = 1e-3
"""A way that moves a figure by this share of it less than another way is no other way to those who choose."""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The ways found: best contribution first, then mixtures, then what would double the staff; rules that alone are not enough, or undecided."""

    ways: tuple[WayOut, ...]
    not_enough: tuple[str, ...]
    undecided: tuple[str, ...]


def find_ways_out(
    plan_input: PlanInput,
    rules: Sequence[str],
    seconds: float = 60.0,
    listener: Callable[[str], None] | None = None,
    should_stop: StopQuestion | None = None,
    wanted: int | None = None,
    certainty: MostCertain | None = None,
) -> WaysOut:
    """Return the ways out of `plan_input`, whose conflicts name `rules`; with no rules, those of a target split that fails.

    Parameters
    ----------
    seconds
        Limit of the whole search; what it was not enough for is in `undecided`.
    listener
        Told the rule that is being tried.
    wanted
        Stop when so many ways are found.
    certainty
        Where all rules hold together but no plan is as certain as Settings ask: how far the most certain plan found goes.
    """
    budget = TimeBudget(seconds, should_stop)
    if not rules:
        return WaysOut(*find_split_ways(plan_input, budget, listener))
    search = _Search(plan_input, budget, certainty)
    ways: list[WayOut] = []
    not_enough: list[str] = []
    undecided: list[str] = []
    plan = [r for r in (*search.order(rules), MIXTURE, KEEPING_TARGET) if search.is_worth(r)]
    for number, rule in enumerate(plan):
        if wanted is not None and len(ways) >= wanted:
            break
        if budget.is_over:
            undecided.append(rule)
            continue
        if listener is not None:
            listener(rule)
        search.budget = budget.part(min(1.0, _GENEROUS / (len(plan) - number)))
        try:
            way = search.find(rule)
        except UndecidedError:
            undecided.append(rule)
            continue
        if way is None:
            not_enough.append(rule)
        elif not any(adds_nothing(way, w) for w in ways):
            ways.append(way)
    ways.sort(
        key=lambda w: (
            w.doubles_staff(plan_input),
            w.rule in (MIXTURE, KEEPING_TARGET),
            -w.contribution_cents,
            w.rule,
        )
    )
    return WaysOut(tuple(ways), tuple(not_enough), tuple(undecided))


def adds_nothing(way: WayOut, known: WayOut) -> bool:
    """Whether `way` changes the cells that `known` changes and no others, or all of them nearly as far with a touch of something else."""
    changed = {(c.table, c.key, c.field): c.new for c in way.changes}
    own = {(c.table, c.key, c.field): c for c in known.changes}
    if not own.keys() <= changed.keys():
        return False
    return len(own) == len(changed) or all(_is_near(c, changed[cell]) for cell, c in own.items())


def _is_near(change: FieldChange, other: object) -> bool:
    if isinstance(change.old, int | float) and isinstance(change.new, int | float) and isinstance(other, int | float):
        return abs(change.new - other) <= _NEAR * abs(change.old)
    return change.new == other


class _Search:
    """The model with room for hires, and how each rule of it is relaxed."""

    def __init__(self, plan_input: PlanInput, budget: TimeBudget, certainty: MostCertain | None) -> None:
        self.plan_input = plan_input
        self.budget = budget
        self.certainty = certainty
        roomy = replace(
            plan_input,
            teams=tuple(replace(t, max_hires=t.max_hires + _ROOM, span_of_control=None) for t in plan_input.teams),
        )
        self._problem = build_channel_plan_problem(roomy)
        self.tried: list[str] = []
        self._aim_at(None if certainty is None else certainty.rule)

    def _aim_at(self, rule: RobustTarget | None) -> None:
        """Build the program that keeps `rule`."""
        self.model = build_channel_plan_model(replace(self._problem, robust=rule), Objective.REVENUE)
        self.room = _head_room(self.model, self.plan_input)
        self.levers = list_levers(self.model)
        self.program = _hold_hires(self.model.program, self.room)

    def order(self, rules: Sequence[str]) -> tuple[str, ...]:
        """Return the rules that can be relaxed, each once; heads always, since teams' time is behind every target."""
        known = {lever.rule for lever in self.levers} | {_CAP}
        own = tuple(dict.fromkeys(r for r in rules if r in known and r not in (HEADS, "headcount_budget")))
        budget = ("headcount_budget",) if "headcount_budget" in rules else ()
        self.tried = [*own, *budget, HEADS]
        if self.certainty is None:
            return tuple(self.tried)
        self.tried = [r for r in self.tried if r not in (CERTAINTY_RULE, _TARGET)]
        # The certain revenue is the company's target unless Settings give another.
        target = (_TARGET,) if self.plan_input.settings.certain_revenue_cents is None else ()
        return (CERTAINTY, CERTAINTY_RULE, *target, *self.tried)

    def is_worth(self, rule: str) -> bool:
        """Whether `rule` adds anything: mixtures need two levers, and one that keeps the target needs a target to keep."""
        if rule == KEEPING_TARGET:
            return _TARGET in self.tried if self.certainty is None else len(self.tried) > 1
        if self.certainty is not None and rule == MIXTURE:
            return False
        return rule != MIXTURE or len(self.tried) > 1

    def find(self, rule: str) -> WayOut | None:
        """Return the way out by `rule`, or ``None`` when it is not enough."""
        if self.certainty is None:
            return self._find(rule)
        if rule in (CERTAINTY, CERTAINTY_RULE, _TARGET):
            with suppress(NotCertainError):
                return self._confirm(rule, partial(self._less_certain, rule), False, None)
            return None
        aim = self.certainty.rule
        for _ in range(_AIMS):
            self._aim_at(aim)
            try:
                return self._find(rule)
            except NotCertainError as error:
                further = error.most.target_cents / max(1.0, error.most.certain_cents)
                aim = replace(aim, target_cents=aim.target_cents * further * _FURTHER)
        raise UndecidedError

    def _less_certain(self, rule: str, extra: int) -> tuple[FieldChange, ...]:
        """Return the change to what the most certain plan found reaches: less certainty of the same revenue, or less revenue with the same."""
        settings, most = self.plan_input.settings, self.certainty
        assert most is not None  # noqa: S101 - asked only then
        if rule != CERTAINTY:
            field = "target_revenue_cents" if rule == _TARGET else "certain_revenue_cents"
            new = step_down(most.certain_cents, max(1, settings.rounding_step_cents), extra)
            return (FieldChange(SETTINGS, "", field, getattr(settings, field), new),)
        share = share_down(most.probability, extra)
        if share < _LEAST_CERTAINTY:
            return ()
        return (FieldChange(SETTINGS, "", "certainty_share", settings.certainty_share, share),)

    def _find(self, rule: str) -> WayOut | None:
        # Least to a quarter of a rounding step; a mixture to a thousandth.
        step = self.plan_input.settings.rounding_step_cents / 4 / self.model.money
        # The search for the relief and the plan that confirms it share the time.
        options = replace(self.budget.options(self.budget.left * _SEARCH_SHARE), absolute_gap=step)
        if rule == _CAP:
            return self._caps(options)
        if rule == HEADS:
            relief = find_relief(self.model.program, (), self.room, replace(options, absolute_gap=0.3), relative=False)
            if relief is None:
                return None
            changes = head_changes(self.model, relief, self.room)
            return self._confirm(rule, lambda extra: changes, relief.is_least, relief.values)
        mixed = rule in (MIXTURE, KEEPING_TARGET)
        # Heads cost money: a mixture may also move what limits that, though no conflict names it.
        rules = {*self.tried, "headcount_budget"} - ({_TARGET, CERTAINTY_RULE} if rule == KEEPING_TARGET else set())
        levers = self._levers_of(tuple(rules) if mixed else (rule,))
        room = self.room if mixed else None
        caps = self._cap_levers() if mixed else ()
        program = self.model.program if room is not None else self.program
        if mixed:
            options = replace(options, gap_limit=1e-3, absolute_gap=0.0)
        relief = find_relief(program, (*levers, *caps), room, options, relative=mixed)
        if relief is None:
            return None
        found = relief

        def changes_at(extra: int) -> tuple[FieldChange, ...]:
            moved = [
                c for lever, x in zip(levers, found.amounts, strict=False) if x > 1e-9 for c in lever.changes(x, extra)
            ]
            moved += self._cap_changes(found.amounts[len(levers) :], found.values, extra)
            heads = head_changes(self.model, found, self.room) if room is not None else ()
            # Product lines of one segment that are units of their own share what people fixed for it.
            return tuple(dict.fromkeys((*moved, *heads)))

        return self._confirm(rule, changes_at, relief.is_least and not mixed, relief.values)

    def _levers_of(self, rules: Sequence[str]) -> tuple[Lever, ...]:
        return tuple(lever for lever in self.levers if lever.rule in rules)

    def _cap_rows(self) -> list[tuple[int, str]]:
        names = self.model.program.row_names
        return [(i, n.split(".")[1]) for i, n in enumerate(names) if n.startswith(_CAP + ".")]

    def _revenue(self, key: str) -> Floats:
        options = self.model.problem.options
        revenue = np.zeros(self.model.program.columns)
        mask = np.ones(options.size, dtype=bool) if key == "company" else options.team == int(key)
        revenue[: options.size] = np.where(mask, options.revenue_cents, 0) / self.model.money
        return revenue

    def _cap(self, key: str) -> float:
        problem = self.model.problem
        cap = (
            problem.plan_input.settings.cost_of_sales_cap
            if key == "company"
            else problem.staffing[int(key)].team.cost_cap
        )
        return cap or 0.0

    def _cap_change(self, key: str, new: float) -> FieldChange:
        if key == "company":
            return FieldChange(SETTINGS, "", "cost_of_sales_cap", self._cap(key), new)
        return FieldChange("teams", self.model.problem.staffing[int(key)].team.team, "cost_cap", self._cap(key), new)

    def _cap_levers(self) -> tuple[Lever, ...]:
        relative = 1.0 / max(1.0, abs(float(self._revenue("company").max(initial=1.0))))
        return tuple(Lever(_CAP, row, -1, np.inf, False, relative, lambda x, e: ()) for row, _ in self._cap_rows())

    def _cap_changes(self, amounts: Sequence[float], values: Floats, extra: int) -> list[FieldChange]:
        changes: list[FieldChange] = []
        for (_, key), amount in zip(self._cap_rows(), amounts, strict=False):
            earned = float(self._revenue(key)[: values.size] @ values)
            if amount > 1e-9 and earned > 0:
                changes.append(self._cap_change(key, share_up(self._cap(key) + amount / earned, extra)))
        return changes

    def _caps(self, options: SolveOptions) -> WayOut | None:
        """Raise one cap alone, the company's first."""
        for row, key in self._cap_rows():
            found = least_ratio(self.program, row, self._revenue(key), self._cap(key), options)
            if found is not None and found.ratio > self._cap(key):
                way = self._confirm(_CAP, partial(self._raised_cap, key, found.ratio), found.is_least, found.values)
                if way is not None:
                    return way
        return None

    def _start(self, values: Floats) -> StartPlan:
        model = self.model
        hires = {key: round(float(values[column])) for key, column in model.hires.items()}
        return StartPlan(chosen_options(model.problem, values), hires)

    def _raised_cap(self, key: str, new: float, extra: int) -> tuple[FieldChange, ...]:
        return (self._cap_change(key, share_up(new, extra)),)

    def _confirm(
        self, rule: str, changes_at: Callable[[int], tuple[FieldChange, ...]], is_least: bool, values: Floats | None
    ) -> WayOut | None:
        """Plan with the changes; a step further where rounding or the split of targets asks for it.

        Where a certainty is what fails, nothing is called least: a plan as certain may exist that was not found.
        """
        is_least &= self.certainty is None
        start = None if values is None else self._start(values)
        for extra in _STEPS:
            changes = changes_at(extra)
            if not changes:
                return None
            way = confirm_way(
                self.plan_input,
                rule,
                changes,
                is_least and extra == 0,
                self.budget,
                start,
                mends_certainty=self.certainty is None,
            )
            if way is not None:
                return way
            if changes_at(extra + 1) == changes:
                return None
        return None


def _head_room(model: ChannelPlanModel, plan_input: PlanInput) -> HeadRoom:
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


def _hold_hires(program: Program, room: HeadRoom) -> Program:
    upper = program.row_upper.copy()
    for row, limit in room.team_rows:
        upper[row] = limit
    return replace(program, row_upper=upper)
