"""The plan that is explained, its priced options, and re-solves of its variants."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from planner.domain.choices import Objective, SolveStatus
from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan, ChannelPlan
from planner.domain.plan_input import PlanInput
from planner.errors import VerificationError
from planner.language import Text
from planner.optimization.channel_plan.carried import pose_as_made
from planner.optimization.channel_plan.costs import Hires
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.optimization.channel_plan.resolve import (
    PricedProgram,
    RowPrices,
    VariantPrices,
    limit_columns,
    price_program,
    price_rows,
    price_variants,
    resolve,
)
from planner.optimization.channel_plan.solve import SolvedChannelPlan, StartPlan, fill_point, read_outcome
from planner.optimization.solvers.beside import each_beside
from planner.optimization.solvers.nearby import KnownPlan, price_known_plan, solve_nearby
from planner.optimization.solvers.program import Floats, Program, SolveOptions
from planner.response.option_table import CHANNELS, NO_TEAM
from planner.results.risk.certainty_rule import carry_rule, rule_of_plan

EXACT_GAP = 1e-6
"""Re-solves stop at this gap, so that a difference of two plans means something."""
_LEAST_GUESS = 3e-4
"""Distance of a variant from its bound that is tried first, at least: this share of the objective."""
_LARGE = 2_500
"""Columns above which a re-solve to the proof takes tens of seconds instead of one."""
_FTE = 1e-5
Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Variant:
    """What a re-solve gave against the plan: `gain_cents` of the objective (negative: a loss), proven to be at most `gain_most_cents`.

    `plan` is ``None`` when the variant has no plan (`is_impossible`) or none was found in time. `is_exact`: the gain was proven to one part in
    a million of the objective; otherwise it lies between the two figures.
    """

    gain_cents: Cents | None
    gain_most_cents: Cents | None
    is_impossible: bool
    plan: ChannelPlan | None
    is_exact: bool = False


def range_end(gain_cents: Cents, gain_most_cents: Cents | None, is_exact: bool) -> Cents | None:
    """Return where the proven range that begins with `gain_cents` ends; ``None`` where it is one number."""
    is_range = not is_exact and gain_most_cents is not None and gain_most_cents > gain_cents
    return gain_most_cents if is_range else None


@dataclass(frozen=True, eq=False)
class _LazyVariants:
    """The prices of re-solves: explaining by bounds alone does not need them."""

    program: Program
    rows: RowPrices
    point: Floats | None

    @cached_property
    def known(self) -> KnownPlan | None:
        """The plan as a point of `program`, with prices; ``None`` when it is none or nothing bounds it."""
        if self.point is None or not math.isfinite(self.rows.value):
            return None
        return price_known_plan(self.program, self.rows, self.point)

    @cached_property
    def found(self) -> VariantPrices:
        """Prices of rows and knapsacks."""
        if not math.isfinite(self.rows.value):
            return VariantPrices(self.rows, None, math.inf)
        return price_variants(self.program, self.rows)

    def prepare(self, is_large: bool) -> None:
        """Work out the prices that re-solves share, before several of them ask at the same time."""
        _ = self.found
        if is_large:
            _ = self.known

    @cached_property
    def limits(self) -> Floats:
        """What no plan with each column exceeds, in model units."""
        if not math.isfinite(self.rows.value):
            return np.full(self.program.columns, np.inf)
        return limit_columns(self.program, self.found)


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """A plan with everything that explanations share. `value_cents` is its objective, to be maximised; `gap_cents` its proven distance.

    `seconds` limits each re-solve; after `deadline` (monotonic clock) none is begun, and `is_broken_off` ends those that run.
    """

    plan_input: PlanInput
    plan: ChannelPlan
    model: ChannelPlanModel
    prices: RowPrices
    lazy_variants: _LazyVariants
    priced: PricedProgram
    chosen: tuple[int, ...]
    hires: Hires
    objective: Objective
    seconds: float
    deadline: float = math.inf
    is_broken_off: threading.Event = field(default_factory=threading.Event)

    @property
    def problem(self) -> ChannelPlanProblem:
        """The priced options."""
        return self.model.problem

    @property
    def is_large(self) -> bool:
        """Whether exact re-solves would take minutes each."""
        return self.model.program.columns > _LARGE

    @property
    def variants(self) -> VariantPrices:
        """The prices that all re-solves begin from, found when the first one asks."""
        return self.lazy_variants.found

    @property
    def seconds_left(self) -> float:
        """Seconds that the next re-solve may take."""
        return min(self.seconds, self.deadline - time.monotonic())

    @property
    def value_cents(self) -> Cents:
        """The plan's objective in cents, to be maximised."""
        return self.plan.report.objective_cents

    @property
    def gap_cents(self) -> Cents:
        """The most that a better plan could add."""
        return self.plan.report.gap_cents

    def cents(self, model_units: float) -> Cents:
        """Return model units of money as cents."""
        return round(model_units * self.model.money)

    def pose(self, plan_input: PlanInput) -> ChannelPlanProblem:
        """Return the priced options of `plan_input`, a changed input, under the rules that the plan was made under."""
        own, problem = self.problem, build_channel_plan_problem(plan_input)
        robust = None if own.robust is None else carry_rule(own.robust, own, problem)
        return replace(problem, is_target_carried=own.is_target_carried, robust=robust)


def explain_plan(
    plan_input: PlanInput,
    made: AnnualPlan,
    seconds: float = 30.0,
    solved: SolvedChannelPlan | None = None,
    budget_seconds: float = math.inf,
) -> Explained:
    """Price the options of `plan_input` and find the plan `made` among them; with `solved` nothing is built again.

    A certainty that the plan promises stands as the rule that holds around it.

    Parameters
    ----------
    seconds
        Limit of each re-solve.
    budget_seconds
        Limit of all re-solves together; what is not solved by then keeps its bound.

    Raises
    ------
    VerificationError
        When the plan's choices are not among the options that its inputs give.
    """
    plan = made.channel_plan
    if solved is not None and made.robust is None:
        model, chosen, hires = solved.model, solved.chosen, dict(solved.hires)
    else:
        objective = Objective(plan.report.objective_name)
        problem = pose_as_made(build_channel_plan_problem(plan_input), objective, plan)
        chosen, hires = locate_plan(problem, plan)
        if made.robust is not None:
            rule = rule_of_plan(plan_input, made, made.robust, problem, chosen)
            problem = replace(problem, robust=rule)
        model = build_channel_plan_model(problem, objective)
    prices = price_rows(model.program) or RowPrices({}, math.inf)
    priced = price_program(model.program, prices)
    deadline = time.monotonic() + budget_seconds
    return Explained(
        plan_input,
        plan,
        model,
        prices,
        _LazyVariants(model.program, prices, fill_point(model, StartPlan(chosen, hires))),
        priced,
        chosen,
        hires,
        model.objective,
        seconds,
        deadline,
    )


def locate_plan(problem: ChannelPlanProblem, plan: ChannelPlan) -> tuple[tuple[int, ...], dict[tuple[int, int], int]]:
    """Return the option of each unit, and the hires by (team index, quarter), that `plan` states."""
    options = problem.options
    index = {staff.team.team: t for t, staff in enumerate(problem.staffing)}
    by_unit = {u.unit.unit: u for u in plan.units}
    chosen: list[int] = []
    for u, unit in enumerate(options.units):
        stated = by_unit.get(unit.unit)
        rows = np.flatnonzero(options.unit == u)
        if stated is not None:
            team = NO_TEAM if stated.team is None else index.get(stated.team, -2)
            coseller = NO_TEAM if stated.coseller is None else index.get(stated.coseller, -2)
            fits = (
                (options.channel[rows] == CHANNELS.index(stated.channel))
                & (options.team[rows] == team)
                & (options.coseller[rows] == coseller)
                & (np.abs(options.fte[rows] - stated.fte) < _FTE)
            )
            rows = rows[fits]
        if stated is None or not rows.size:
            text = Text(
                "The plan's choice for {u} is not among the options of its inputs; make the plan again.",
                "计划对 {u} 的选择不在其输入给出的方案之中；请重新编制计划。",
            )
            raise VerificationError(text.format(u=unit.unit))
        chosen.append(int(rows[0]))
    hires = {(index[t.team], q): n for t in plan.teams for q, n in enumerate(t.hires, start=1)}
    return tuple(chosen), hires


def solve_each(
    explained: Explained,
    solve: Callable[[Item], Answer],
    items: Sequence[Item],
    listener: Callable[[Item], None] | None = None,
) -> list[Answer]:
    """Return what `solve`, which plans variants of the explained plan, gives for each of `items`; several at a time.

    `listener` is told each item that is waited for.
    """
    if items and explained.deadline > time.monotonic():
        explained.lazy_variants.prepare(explained.is_large)
    return each_beside(solve, items, explained.is_broken_off, listener)


def solve_variant(
    explained: Explained,
    program: Program,
    model: ChannelPlanModel | None = None,
    is_rough: bool = False,
    rough_below_cents: float = -math.inf,
) -> Variant:
    """Solve `program`, a variant of the explained plan's (of `model` when its options were built again), and compare.

    `is_rough` ends with a good plan and what is proven of it, which takes a fraction of the time of an exact answer; so does a variant that
    is then proven to gain no more than `rough_below_cents`.
    """
    left = explained.seconds_left
    if left <= 0:
        return Variant(None, None, False, None)
    own = model or explained.model
    is_broken_off = explained.is_broken_off.is_set
    options = SolveOptions(gap_limit=EXACT_GAP, time_limit_seconds=left, should_stop=is_broken_off)
    known = explained.lazy_variants.known if is_rough and explained.is_large else None
    outcome = None if known is None else solve_nearby(program, known, options)
    if outcome is None:
        distance = min(explained.priced.bound, explained.variants.bound) - explained.value_cents / explained.model.money
        guess = max(_LEAST_GUESS * abs(explained.value_cents) / own.money, 1.5 * distance)
        floor = math.inf if is_rough else (explained.value_cents + rough_below_cents) / own.money
        outcome = resolve(program, explained.variants, options, guess, floor)
    if outcome.values is None:
        return Variant(None, None, outcome.status is SolveStatus.INFEASIBLE, None)
    solved = read_outcome(own, outcome, program.columns)
    if solved.plan is None:
        return Variant(None, None, False, None)
    report = solved.plan.report
    proven = (
        report.bound_cents - report.objective_cents <= 2 * EXACT_GAP * abs(report.objective_cents) + own.tie_cents + 1
    )
    return Variant(
        report.objective_cents - explained.value_cents,
        report.bound_cents - explained.value_cents,
        False,
        solved.plan,
        proven,
    )


def solve_changed_input(explained: Explained, plan_input: PlanInput, is_rough: bool = False) -> Variant:
    """Plan `plan_input`, a changed input of the explained plan, with the same objective, and compare."""
    model = build_channel_plan_model(explained.pose(plan_input), explained.objective)
    return solve_variant(explained, model.program, model, is_rough)
