"""Solve the channel plan and prove how good it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.domain.channel_plan import ChannelPlan, SolveReport
from planner.domain.choices import Objective, SolveStatus
from planner.optimization.channel_plan.baselines import broken_rules, fill_rebates
from planner.optimization.channel_plan.costs import Hires
from planner.optimization.channel_plan.model import (
    ChannelPlanModel,
    build_channel_plan_model,
    build_pulp_model,
    list_rebate_steps,
)
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.solution import build_channel_plan, compute_objective_cents
from planner.optimization.channel_plan.whole_columns import solve_to_the_cent
from planner.optimization.solvers.engines.cbc import solve_with_cbc
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Floats, Outcome, Progress, ProgressListener, SolveOptions


@dataclass(frozen=True, slots=True, eq=False)
class SolvedChannelPlan:
    """What a solve gave: the plan, when there is one, the option chosen for each unit, the hires, and the solver's own words."""

    plan: ChannelPlan | None
    chosen: tuple[int, ...]
    hires: Hires
    outcome: Outcome
    model: ChannelPlanModel


@dataclass(frozen=True, slots=True, eq=False)
class StartPlan:
    """A plan to begin from: the option of each unit and the hires, as in `SolvedChannelPlan`."""

    chosen: tuple[int, ...]
    hires: Hires


def solve_channel_plan(
    problem: ChannelPlanProblem,
    objective: Objective,
    options: SolveOptions,
    solver: str = "highs",
    start: StartPlan | None = None,
) -> SolvedChannelPlan:
    """Return the best channel plan of `problem`, with its bound.

    Parameters
    ----------
    solver
        ``highs`` (with reduced-cost fixing) or ``cbc`` (PuLP's own, for a second opinion).
    """
    model = build_channel_plan_model(problem, objective)
    if options.listener is not None:
        options = replace(options, listener=_in_currency(options.listener, model.money / 100))
    if solver == "cbc":
        written = build_pulp_model(problem, objective)
        outcome = solve_with_cbc(written.problem, written.variables, model.program, options)
        kept = model.program.columns
    else:
        begin = None if start is None else fill_point(model, start)
        outcome, kept = solve_to_the_cent(model.program, model.money, options, begin, list_rebate_steps(model))
    return _no_worse_than_baselines(read_outcome(model, outcome, kept), kept)


def _no_worse_than_baselines(solved: SolvedChannelPlan, kept: int) -> SolvedChannelPlan:
    """Return the plan of a solve, or the better baseline that keeps all rules and beats it: one may, within the gap at which the solve stopped."""
    if solved.plan is None:
        return solved
    model, best = solved.model, solved
    for marked in (model.problem.options.is_today, model.problem.options.is_matrix):
        chosen = tuple(int(i) for i in np.flatnonzero(marked))
        point = None if broken_rules(model, chosen) else fill_point(model, StartPlan(chosen, {}))
        if point is None:
            continue
        value = compute_objective_cents(model.problem, model.objective, chosen, {})
        if best.plan is not None and value > best.plan.report.objective_cents:
            found = float(model.program.cost @ point + model.program.offset)
            best = read_outcome(model, replace(solved.outcome, values=point, objective=found), kept)
    return best


def _in_currency(listener: ProgressListener, factor: float) -> ProgressListener:
    """Return a listener to the model's figures that tells `listener` units of the currency."""

    def tell(progress: Progress) -> None:
        best = None if progress.incumbent is None else progress.incumbent * factor
        listener(replace(progress, incumbent=best, bound=progress.bound * factor))

    return tell


def read_outcome(model: ChannelPlanModel, outcome: Outcome, kept: int) -> SolvedChannelPlan:
    """Return the plan that `outcome` holds, its figures recomputed exactly in cents."""
    if outcome.values is None:
        return SolvedChannelPlan(None, (), {}, outcome, model)
    problem = model.problem
    chosen = chosen_options(problem, outcome.values)
    hires = {key: round(float(outcome.values[column])) for key, column in model.hires.items()}
    objective = compute_objective_cents(problem, model.objective, chosen, hires)
    proven = outcome.bound
    if not np.isfinite(proven):
        # CBC gives no bound when cut off, HiGHS none when interrupted at once: the relaxation's value is one.
        proven = solve_with_highs(model.program, SolveOptions(relax=True)).objective
    bound = max(objective, int(np.ceil(proven * model.money)))
    if outcome.status is SolveStatus.OPTIMAL and bound - objective <= model.tie_cents + 1e-9 * abs(objective) + 1:
        bound = objective
    gap = (bound - objective) / max(1, abs(objective))
    report = SolveReport(
        outcome.status,
        model.objective.value,
        objective,
        bound,
        gap,
        outcome.seconds,
        problem.options.size,
        kept,
        outcome.solver,
        outcome.version,
    )
    return SolvedChannelPlan(build_channel_plan(problem, chosen, hires, report), chosen, hires, outcome, model)


def fill_point(model: ChannelPlanModel, start: StartPlan) -> Floats | None:
    """Return `start` as a point of `model`, or ``None`` when it does not belong to it (other units, options or hires)."""
    options = model.problem.options
    rows = np.array(start.chosen, dtype=np.int64)
    if rows.size != len(options.units) or rows.size == 0 or rows.max() >= options.size:
        return None
    hires = {key: n for key, n in start.hires.items() if n}
    if not np.array_equal(options.unit[rows], np.arange(rows.size)) or not hires.keys() <= model.hires.keys():
        return None
    point = np.zeros(model.program.columns)
    point[rows] = 1.0
    for key, heads in hires.items():
        point[model.hires[key]] = heads
    fill_rebates(model, start.chosen, point)
    return point


def chosen_options(problem: ChannelPlanProblem, values: Floats) -> tuple[int, ...]:
    """Return the chosen option of each unit, in order of units.

    Raises
    ------
    ValueError
        When `values` is no plan: a unit with no option or with two.
    """
    rows = np.flatnonzero(values[: problem.options.size] > 0.5)
    if not np.array_equal(problem.options.unit[rows], np.arange(len(problem.options.units))):
        raise ValueError("the solver's answer does not choose exactly one option for every unit")
    return tuple(int(i) for i in rows)
