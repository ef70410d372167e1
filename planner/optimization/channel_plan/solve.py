"""Solve the channel plan and prove how good it is."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.channel_plan import ChannelPlan, SolveReport
from planner.domain.choices import Objective, SolveStatus
from planner.optimization.channel_plan.baselines import point_of
from planner.optimization.channel_plan.costs import Hires
from planner.optimization.channel_plan.known_plans import list_baseline_points, list_mended_points
from planner.optimization.channel_plan.model import (
    ChannelPlanModel,
    build_channel_plan_model,
    build_pulp_model,
    list_rebate_steps,
)
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.solution import build_channel_plan, compute_objective_cents
from planner.optimization.channel_plan.whole_columns import solve_to_the_cent
from planner.optimization.freed_memory import return_freed_memory
from planner.optimization.solvers.bounds.priced_program import RowPrices, price_program
from planner.optimization.solvers.engines.cbc import solve_with_cbc
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import (
    Floats,
    Outcome,
    Program,
    Progress,
    ProgressListener,
    SolveOptions,
)
from planner.optimization.solvers.time_left import rest

_SECONDS, _SECONDS_WHEN_STOPPED = 5.0, 1.0
"""At most for a plan, and for a bound, after a solve that was cut off without one: by the clock, and by somebody who waits."""
_MOST_RELAXED = 200_000
"""Columns above which the relaxation is not begun then, and the building of the program leaves freed memory that is worth giving back."""


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
    began = time.monotonic()
    model = build_channel_plan_model(problem, objective)
    options = rest(options, began)  # millions of options take seconds to write down
    if problem.options.size > _MOST_RELAXED:
        return_freed_memory()
    if options.listener is not None:
        options = replace(options, listener=_in_currency(options.listener, model.money / 100))
    if solver == "cbc":
        written = build_pulp_model(problem, objective)
        outcome = solve_with_cbc(written.problem, written.variables, model.program, options)
        kept = model.program.columns
    else:
        begin = None if start is None else fill_point(model, start)
        outcome, kept = solve_to_the_cent(model.program, model.money, options, begin, list_rebate_steps(model))
    return _no_worse_than_known(read_outcome(model, outcome, kept), kept)


def _no_worse_than_known(solved: SolvedChannelPlan, kept: int) -> SolvedChannelPlan:
    """Return the plan of a solve, or the better baseline that keeps all rules and beats it: one may, within the gap at which the solve stopped.

    Where a solve was cut off before it found any plan, it is the best of such baselines and of those that were mended until they keep them.
    """
    if solved.outcome.status is SolveStatus.INFEASIBLE:
        return solved
    best = _best_of(solved, list_baseline_points(solved.model), kept)
    if solved.plan is not None:
        return best
    return _best_of(best, list_mended_points(solved.model, _seconds_left(solved.outcome)), kept)


def _best_of(solved: SolvedChannelPlan, points: Iterable[Floats], kept: int) -> SolvedChannelPlan:
    """Return the best of a solve's plan, if it has one, and `points`, which keep all rules."""
    model, best = solved.model, solved
    outcome = solved.outcome if solved.plan is not None else _cut_off(solved.outcome)
    for point in points:
        hires = _read_hires(model, point)
        value = compute_objective_cents(model.problem, model.objective, chosen_options(model.problem, point), hires)
        if best.plan is None or value > best.plan.report.objective_cents:
            found = float(model.program.cost @ point + model.program.offset)
            best = read_outcome(model, replace(outcome, values=point, objective=found), kept)
            outcome = best.outcome
    return best


def _seconds_left(outcome: Outcome) -> float:
    return _SECONDS_WHEN_STOPPED if outcome.status is SolveStatus.INTERRUPTED else _SECONDS


def _cut_off(outcome: Outcome) -> Outcome:
    """Return the outcome of a solve that found nothing as one of a plan that was cut off."""
    is_stopped = outcome.status is SolveStatus.INTERRUPTED
    return replace(outcome, status=SolveStatus.INTERRUPTED if is_stopped else SolveStatus.TIME_LIMIT)


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
    hires = _read_hires(model, outcome.values)
    objective = compute_objective_cents(problem, model.objective, chosen, hires)
    if not np.isfinite(outcome.bound):
        outcome = replace(outcome, bound=_bound_soon(model.program, _seconds_left(outcome)))
    proven = outcome.bound
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


def _bound_soon(program: Program, seconds: float) -> float:
    """Return what no plan exceeds, in about so many seconds, of a program of which a solve that was cut off tells no bound.

    CBC gives none when cut off, HiGHS none when interrupted at once. The relaxation's value is one; where that takes too long, too, the sum of
    every unit's best option is, as if they had everything to themselves.
    """
    if program.columns <= _MOST_RELAXED:
        relaxed = solve_with_highs(program, SolveOptions(relax=True, time_limit_seconds=seconds))
        if relaxed.status is SolveStatus.OPTIMAL:
            return relaxed.objective
    return price_program(program, RowPrices({}, 0.0)).bound


def _read_hires(model: ChannelPlanModel, point: Floats) -> Hires:
    return {key: round(float(point[column])) for key, column in model.hires.items()}


def fill_point(model: ChannelPlanModel, start: StartPlan) -> Floats | None:
    """Return `start` as a point of `model`, or ``None`` when it does not belong to it (other units, options or hires)."""
    options = model.problem.options
    rows = np.array(start.chosen, dtype=np.int64)
    if rows.size != len(options.units) or rows.size == 0 or rows.max() >= options.size:
        return None
    hires = {key: n for key, n in start.hires.items() if n}
    if not np.array_equal(options.unit[rows], np.arange(rows.size)) or not hires.keys() <= model.hires.keys():
        return None
    point = point_of(model, start.chosen)
    for key, heads in hires.items():
        point[model.hires[key]] = heads
    return point


def read_start(model: ChannelPlanModel, point: Floats) -> StartPlan:
    """Return the plan of `point` as one that another solve may begin from."""
    return StartPlan(chosen_options(model.problem, point), _read_hires(model, point))


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
