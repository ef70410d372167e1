"""The integer program of the channel plan, rule by rule (MODEL: channel plan)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pulp

from planner.domain.choices import Channel, Objective
from planner.optimization.channel_plan.array_parts import ArrayParts
from planner.optimization.channel_plan.model_parts import ModelParts
from planner.optimization.channel_plan.priced_parts import PricedParts
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.pulp_parts import PulpModel, PulpParts
from planner.optimization.channel_plan.rules_capacity import (
    add_headcount_budget,
    add_hire_limit,
    add_one_option_per_unit,
    add_team_capacity,
    hire_cost_terms,
)
from planner.optimization.channel_plan.rules_choice import (
    add_change_limit,
    add_channel_limit,
    add_forced_choice,
    add_rebate_ladder,
    add_seed_budget,
    rebate_terms,
)
from planner.optimization.channel_plan.rules_money import (
    add_cost_of_sales_cap,
    add_new_customer_floor,
    add_product_floor,
    add_revenue_floor,
    add_segment_share_floor,
    add_team_revenue_band,
)
from planner.optimization.channel_plan.rules_robust import add_robust_target
from planner.optimization.solvers.bounds.priced_program import RowPrices
from planner.optimization.solvers.program import Floats, Ints, Program

_RULES = (
    add_rebate_ladder,
    add_one_option_per_unit,
    add_team_capacity,
    add_hire_limit,
    add_headcount_budget,
    add_cost_of_sales_cap,
    add_revenue_floor,
    add_product_floor,
    add_segment_share_floor,
    add_new_customer_floor,
    add_team_revenue_band,
    add_channel_limit,
    add_seed_budget,
    add_change_limit,
    add_forced_choice,
    add_robust_target,
)
_TIE_CENTS = 0.5
"""What the order of options adds to the objective at most, per unit: among equal plans the first in order is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class ChannelPlanModel:
    """The program as arrays. `hires` are column numbers by (team, quarter), `rebates` those of (step, revenue) by (channel, step).

    One model unit of the objective is `money` cents. `tie_cents` bounds what tie-breaking terms add to the objective.
    """

    problem: ChannelPlanProblem
    objective: Objective
    program: Program
    hires: dict[tuple[int, int], int]
    rebates: dict[tuple[Channel, int], tuple[int, int]]
    money: float
    tie_cents: float


def build_channel_plan_model(problem: ChannelPlanProblem, objective: Objective) -> ChannelPlanModel:
    """Build the program of `problem` with every rule of `planner.domain.rules.CHANNEL_PLAN_RULES`."""
    parts = ArrayParts(problem)
    program = parts.finish(*_write_rules(parts, objective))
    column = {id(v): i for i, v in enumerate(parts.more, start=problem.options.size)}
    return ChannelPlanModel(
        problem,
        objective,
        program,
        {key: column[id(v)] for key, v in parts.hires.items()},
        {key: (column[id(parts.rebate_step[key])], column[id(v)]) for key, v in parts.rebate_revenue.items()},
        parts.money,
        _TIE_CENTS * len(problem.options.units),
    )


def list_rebate_steps(model: ChannelPlanModel) -> tuple[Ints, ...]:
    """Return per channel with a rebate ladder the columns of its steps, one of which a plan takes."""
    steps: dict[Channel, list[int]] = {}
    for (channel, _), (column, _) in model.rebates.items():
        steps.setdefault(channel, []).append(column)
    return tuple(np.array(columns, dtype=np.int64) for columns in steps.values())


def build_pulp_model(problem: ChannelPlanProblem, objective: Objective) -> PulpModel:
    """Build the same program by the same rules as a PuLP model, for CBC and whoever wants another solver's opinion."""
    parts = PulpParts(problem)
    return parts.finish(*_write_rules(parts, objective))


def option_objective_cents(problem: ChannelPlanProblem, objective: Objective) -> np.ndarray:
    """Return each option's term of `objective` in cents, to be maximised (cost is negative)."""
    options = problem.options
    if objective is Objective.REVENUE:
        return options.revenue_cents.astype(float)
    if objective is Objective.COST:
        return -options.variable_cost_cents.astype(float)
    return options.value_cents(problem.plan_input.settings.next_year_weight).astype(float)


def fixed_objective_cents(problem: ChannelPlanProblem, objective: Objective) -> int:
    """Return the part of `objective` that no decision changes, in cents."""
    if objective is Objective.REVENUE:
        return 0
    return -(problem.counted_fixed_cents + problem.uncounted_fixed_cents)


def _option_gain(problem: ChannelPlanProblem, objective: Objective, money: float) -> Floats:
    """Return what each option adds to the objective, its tie-breaking term included, in model units of `money` cents."""
    options = problem.options
    position = np.arange(options.size) - np.searchsorted(options.unit, options.unit)
    count = np.bincount(options.unit, minlength=len(options.units))[options.unit]
    tie = _TIE_CENTS * (1.0 - position / np.maximum(1, count))
    gain: Floats = (option_objective_cents(problem, objective) + tie) / money
    return gain


def value_at_prices(problem: ChannelPlanProblem, objective: Objective, money: float, prices: RowPrices) -> Floats:
    """Return each option's term of the objective less what it pays for shared rows at `prices`, in model units of `money` cents.

    The same as the reduced values of the whole program, without building it: at held prices options do not depend on one another.
    """
    parts = PricedParts(problem, money, prices)
    for add_rule in _RULES:
        add_rule(parts)
    return _option_gain(problem, objective, money) - parts.paid


def _write_rules(parts: ModelParts, objective: Objective) -> tuple[Floats, list[tuple[pulp.LpVariable, float]], float]:
    """Add the rows of all rules to `parts`; return the objective: of options, of other variables, and its constant."""
    for add_rule in _RULES:
        add_rule(parts)
    # Hires and rebates cost nothing in the revenue objective; a thousandth of a cent per unit of money keeps idle ones out.
    cost_weight = 1e-9 if objective is Objective.REVENUE else 1.0
    terms = [(v, -cost_weight * c) for v, c in (*hire_cost_terms(parts), *rebate_terms(parts))]
    gain = _option_gain(parts.problem, objective, parts.money)
    return gain, terms, fixed_objective_cents(parts.problem, objective) / parts.money
