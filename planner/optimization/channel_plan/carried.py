"""A plan whose target somebody carries: where the best one leaves everything alone, the best one in which teams reach the floor."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.choices import Objective
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.solve import SolvedChannelPlan, StartPlan, solve_channel_plan
from planner.optimization.solvers.program import SolveOptions


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
    plan, settings = solved.plan, problem.plan_input.settings
    if plan is None or not settings.target_revenue_cents or any(t.expected_revenue_cents for t in plan.teams):
        return solved, problem
    carried = replace(problem, is_target_carried=True)
    again = solve_channel_plan(carried, objective, options, solver)
    return (solved, problem) if again.plan is None else (again, carried)
