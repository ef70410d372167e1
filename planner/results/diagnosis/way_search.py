"""How one rule of a case without a plan is relaxed: as little as a plan asks for, confirmed by a plan made with the change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from planner.domain.choices import Objective
from planner.domain.field_change import SETTINGS, FieldChange
from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import RobustTarget, build_channel_plan_problem
from planner.optimization.channel_plan.solve import read_start
from planner.optimization.solvers.program import Floats, SolveOptions
from planner.results.diagnosis.cap_levers import COST_CAP, CapLevers
from planner.results.diagnosis.confirm_way import WayOut, confirm_way
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.diagnosis import CERTAINTY_RULE
from planner.results.diagnosis.head_room import find_head_room, hold_hires, make_room
from planner.results.diagnosis.least_ratio import least_ratio
from planner.results.diagnosis.levers import Lever, list_levers, share_down, step_down, stretch_up
from planner.results.diagnosis.relief import Relief, find_relief, head_changes
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.risk.most_certain import MostCertain, NotCertainError

HEADS = "hire_limit"
CERTAINTY = "certainty_share"
MIXTURE = "mixture"
KEEPING_TARGET = "mixture_keeping_target"
STRETCH = "largest_stretch"
_TARGET = "revenue_floor"
_STEPS = (0, 1, 2, 5, 20)
_SEARCH_SHARE = 0.7
_AIMS = 3
"""The rule of certainty is exact around one plan only: so often it is aimed again where the plan that was found is not certain enough."""
_FURTHER = 1.0005
_LEAST_CERTAINTY = 0.01


class WaySearch:
    """The model with room for hires, and how each rule of it is relaxed; `budget` is the time that the next rule may take."""

    def __init__(self, plan_input: PlanInput, budget: TimeBudget, certainty: MostCertain | None) -> None:
        self.plan_input = plan_input
        self.budget = budget
        self.certainty = certainty
        self._problem = build_channel_plan_problem(make_room(plan_input))
        self.tried: list[str] = []
        self._reliefs: dict[str, Relief | None] = {}
        self._aim_at(None if certainty is None else certainty.rule)

    def _aim_at(self, rule: RobustTarget | None) -> None:
        """Build the program that keeps `rule`."""
        self._reliefs.clear()
        self.model = build_channel_plan_model(replace(self._problem, robust=rule), Objective.REVENUE)
        self.room = find_head_room(self.model, self.plan_input)
        self.levers, self.caps = list_levers(self.model), CapLevers(self.model)
        self.program = hold_hires(self.model.program, self.room)

    def order(self, rules: Sequence[str]) -> tuple[str, ...]:
        """Return the rules that can be relaxed, each once; heads always, since teams' time is behind every target."""
        known = {lever.rule for lever in self.levers} | {COST_CAP}
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
        if rule == STRETCH:
            return _TARGET in self.tried and self.certainty is None
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
        if rule == COST_CAP:
            return self._caps(options)
        if rule == HEADS:
            return self._heads(replace(options, absolute_gap=0.3))
        if rule in (MIXTURE, KEEPING_TARGET):
            return self._mixture(rule, replace(options, gap_limit=1e-3, absolute_gap=0.0))
        if rule == STRETCH:
            return self._stretch(options)
        levers = self._levers_of((rule,))
        relief = self._relieve(rule, options)
        if relief is None:
            return None
        changes_at = partial(_changes_of, levers, relief.amounts)
        return self._confirm(rule, changes_at, relief.is_least, relief.values)

    def _relieve(self, rule: str, options: SolveOptions) -> Relief | None:
        """Return the least relief of `rule` alone; what is known of it is not searched for again."""
        if rule not in self._reliefs:
            self._reliefs[rule] = find_relief(self.program, self._levers_of((rule,)), None, options, relative=False)
        return self._reliefs[rule]

    def _stretch(self, options: SolveOptions) -> WayOut | None:
        """Keep the company's target and let it lie further above the expected revenue: the plan is the one that carries the lower target."""
        relief = self._relieve(_TARGET, options)
        if relief is None:
            return None
        settings = self.plan_input.settings
        (lever,), (amount,) = self._levers_of((_TARGET,)), relief.amounts
        reachable = (float(self.program.row_lower[lever.row]) - amount) * self.model.money

        def changes_at(extra: int) -> tuple[FieldChange, ...]:
            if reachable <= 0:
                return ()
            new = stretch_up(settings.target_revenue_cents, reachable, extra)
            return (FieldChange(SETTINGS, "", "largest_stretch", settings.largest_stretch, new),)

        # What a team must expect for its fixed or least target falls as well: where any must, less may be enough.
        is_alone = not any(lever.rule == "team_revenue_band" for lever in self.levers)
        return self._confirm(STRETCH, changes_at, relief.is_least and is_alone, relief.values)

    def _heads(self, options: SolveOptions) -> WayOut | None:
        """Let teams hire more people, as few as are enough."""
        relief = find_relief(self.model.program, (), self.room, options, relative=False)
        if relief is None:
            return None
        changes = head_changes(self.model, relief, self.room)
        return self._confirm(HEADS, lambda extra: changes, relief.is_least, relief.values)

    def _mixture(self, rule: str, options: SolveOptions) -> WayOut | None:
        """Move several limits, each as small a share of it as is enough, heads and caps among them; the target not, where it is kept."""
        # Heads cost money: a mixture may also move what limits that, though no conflict names it.
        rules = {*self.tried, "headcount_budget"} - ({_TARGET, CERTAINTY_RULE} if rule == KEEPING_TARGET else set())
        levers = self._levers_of(tuple(rules))
        found = find_relief(self.model.program, (*levers, *self.caps.levers()), self.room, options, relative=True)
        if found is None:
            return None
        relief = found

        def changes_at(extra: int) -> tuple[FieldChange, ...]:
            moved = _changes_of(levers, relief.amounts, extra)
            caps = self.caps.changes(relief.amounts[len(levers) :], relief.values, extra)
            return tuple(dict.fromkeys((*moved, *caps, *head_changes(self.model, relief, self.room))))

        return self._confirm(rule, changes_at, False, relief.values)

    def _levers_of(self, rules: Sequence[str]) -> tuple[Lever, ...]:
        return tuple(lever for lever in self.levers if lever.rule in rules)

    def _caps(self, options: SolveOptions) -> WayOut | None:
        """Raise one cap alone, the company's first."""
        for row, key in self.caps.rows:
            stated = self.caps.stated(key)
            found = least_ratio(self.program, row, self.caps.revenue(key), stated, options)
            if found is not None and found.ratio > stated:
                way = self._confirm(COST_CAP, partial(self._raised_cap, key, found.ratio), found.is_least, found.values)
                if way is not None:
                    return way
        return None

    def _raised_cap(self, key: str, new: float, extra: int) -> tuple[FieldChange, ...]:
        return (self.caps.raised(key, new, extra),)

    def _confirm(
        self, rule: str, changes_at: Callable[[int], tuple[FieldChange, ...]], is_least: bool, values: Floats | None
    ) -> WayOut | None:
        """Plan with the changes; a step further where rounding or the split of targets asks for it.

        Where a certainty is what fails, nothing is called least: a plan as certain may exist that was not found.
        """
        is_least &= self.certainty is None
        start = None if values is None else read_start(self.model, values)
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


def _changes_of(levers: Sequence[Lever], amounts: Sequence[float], extra: int) -> tuple[FieldChange, ...]:
    """Return the changes by the `amounts` of `levers`, each once: lines of one segment that are units of their own share what people fixed for it."""
    moved = (c for lever, x in zip(levers, amounts, strict=False) if x > 1e-9 for c in lever.changes(x, extra))
    return tuple(dict.fromkeys(moved))
