"""A plan whose target somebody carries: where the best one leaves everything alone, the best one in which teams reach the floor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import Objective
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.solve import SolvedChannelPlan, StartPlan, solve_channel_plan
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from planner.response.option_table import NO_TEAM


def solve_carried_channel_plan(
    problem: ChannelPlanProblem,
    objective: Objective,
    options: SolveOptions,
    solver: str = "highs",
    start: StartPlan | None = None,
) -> tuple[SolvedChannelPlan, ChannelPlanProblem]:
    """Return the best plan and the problem that it solves, which differs from `problem` where otherwise nobody would carry the target.

    What renews by itself may be enough for the company's target, and at least cost every unit is then left alone. Targets are handed down to
    teams that lead revenue; so the floor is asked of what teams lead, once it is seen that no team leads any. Where no plan can do that either,
    the first plan is returned.
    """
    solved = solve_channel_plan(problem, objective, options, solver, start)
    plan = solved.plan
    if plan is None or not problem.plan_input.settings.target_revenue_cents or _is_led(plan):
        return solved, problem
    carried = replace(problem, is_target_carried=True)
    again = solve_channel_plan(carried, objective, options, solver)
    return (solved, problem) if again.plan is None else (again, carried)


def pose_as_made(model: ChannelPlanModel, plan: ChannelPlan) -> ChannelPlanModel:
    """Return `model`, of the inputs of `plan`, as `plan` was made: with the floor asked of what teams lead, where leaving everything alone is better.

    A plan with teams that is worse than that, beyond what its own bound allows, was not made without that rule.
    """
    problem = model.problem
    if not problem.plan_input.settings.target_revenue_cents or not _is_led(plan):
        return model
    is_alone = np.zeros(model.program.columns, dtype=bool)
    is_alone[np.flatnonzero(problem.options.team == NO_TEAM)] = True
    alone = solve_with_highs(model.program.keep_columns(is_alone), SolveOptions())
    if alone.values is None or alone.objective * model.money <= plan.report.bound_cents + model.tie_cents:
        return model
    return build_channel_plan_model(replace(problem, is_target_carried=True), model.objective)


def _is_led(plan: ChannelPlan) -> bool:
    return any(t.expected_revenue_cents for t in plan.teams)
