"""Find a plan among the options of its inputs, so that it can be explained."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import Objective
from planner.domain.missed_target import floors_of
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import VerificationError
from planner.language import Text
from planner.optimization.channel_plan.carried import pose_as_made
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.optimization.channel_plan.resolve import (
    RowPrices,
    price_program,
    price_rows,
)
from planner.optimization.channel_plan.solve import SolvedChannelPlan, StartPlan, fill_point
from planner.response.option_table import CHANNELS, NO_TEAM
from planner.results.explain.explained import Explained, LazyVariants
from planner.results.risk.certainty_rule import rule_of_plan

_FTE = 1e-5


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
        model, chosen, hires, outcome = solved.model, solved.chosen, dict(solved.hires), solved.outcome
    else:
        outcome = None
        objective = Objective(plan.report.objective_name)
        problem = replace(build_channel_plan_problem(plan_input), floors=floors_of(made.missed))
        model = pose_as_made(build_channel_plan_model(problem, objective), plan)
        chosen, hires = locate_plan(model.problem, plan)
        if made.robust is not None:
            rule = rule_of_plan(plan_input, made, made.robust, model.problem, chosen)
            model = build_channel_plan_model(replace(model.problem, robust=rule), objective)
    prices = price_rows(model.program, outcome) or RowPrices({}, math.inf)
    priced = price_program(model.program, prices)
    deadline = time.monotonic() + budget_seconds
    return Explained(
        plan_input,
        plan,
        model,
        prices,
        LazyVariants(model.program, prices, fill_point(model, StartPlan(chosen, hires))),
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
        rows = options.rows_of(u)
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
