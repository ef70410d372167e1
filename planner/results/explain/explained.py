"""A plan that is explained: its priced options, its prices, and how inputs like its own are posed."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import Objective
from planner.domain.identifiers import Cents
from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.costs import Hires
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.optimization.channel_plan.resolve import (
    PricedProgram,
    RowPrices,
    VariantPrices,
    limit_columns,
    price_variants,
)
from planner.optimization.solvers.program import Floats, Program
from planner.optimization.solvers.search.nearby import KnownPlan, price_known_plan
from planner.response.option_table import OptionTable
from planner.results.risk.certainty_rule import carry_rule

_LARGE = 2_500
"""Columns above which a re-solve to the proof takes tens of seconds instead of one."""


@dataclass(frozen=True, eq=False)
class LazyVariants:
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
    lazy_variants: LazyVariants
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
        return self._under_own_rules(build_channel_plan_problem(plan_input))

    def pose_options(self, plan_input: PlanInput, options: OptionTable) -> ChannelPlanProblem:
        """Return `options`, those of an input that changes no team's people or pay, under the rules that the plan was made under."""
        return self._under_own_rules(ChannelPlanProblem(plan_input, options, self.problem.staffing))

    def _under_own_rules(self, problem: ChannelPlanProblem) -> ChannelPlanProblem:
        own = self.problem
        robust = None if own.robust is None else carry_rule(own.robust, own, problem)
        return replace(problem, is_target_carried=own.is_target_carried, robust=robust, floors=own.floors)
