"""The two plans to compare with, from the same options: the matrix rule, and as last year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.domain.channel_plan import Baseline, Calibration
from planner.optimization.channel_plan.costs import compute_totals, list_costs
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.solvers.program import Bools, Floats
from planner.response.option_table import CHANNELS


def build_baseline(model: ChannelPlanModel, name: str, marked: Bools) -> Baseline:
    """Return the plan of the options `marked` (one a unit), without hires, and the names of the rules that it breaks."""
    problem = model.problem
    chosen = [int(i) for i in np.flatnonzero(marked)]
    totals = compute_totals(problem, chosen, list_costs(problem, chosen, {}))
    channels = {
        problem.options.units[int(problem.options.unit[i])].unit: CHANNELS[int(problem.options.channel[i])]
        for i in chosen
    }
    return Baseline(name, totals, channels, broken_rules(model, chosen))


def calibrate(problem: ChannelPlanProblem, as_last_year: Baseline) -> Calibration:
    """Return the model's revenue of *as last year* beside last year's actual revenue."""
    return Calibration(as_last_year.totals.revenue_cents, sum(u.total_existing_cents for u in problem.options.units))


def broken_rules(model: ChannelPlanModel, chosen: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the rules that the options `chosen` break without hires, each once, in the order of the rows."""
    program, problem = model.program, model.problem
    is_broken = program.broken_rows(point_of(model, chosen))
    rules = [rule for rule, broken in zip(program.rules, is_broken, strict=True) if broken]
    if not problem.options.eligible[list(chosen)].all():
        rules.append("eligibility")
    return tuple(dict.fromkeys(rules))


def point_of(model: ChannelPlanModel, chosen: Sequence[int]) -> Floats:
    """Return the options `chosen`, with the rebates that follow and without hires, as a point of `model`."""
    point: Floats = np.zeros(model.program.columns)
    point[list(chosen)] = 1.0
    fill_rebates(model, chosen, point)
    return point


def fill_rebates(model: ChannelPlanModel, chosen: Sequence[int], point: np.ndarray) -> None:
    """Set the rebate columns of `point` to what the revenue of `chosen` implies."""
    problem, options = model.problem, model.problem.options
    rows = np.array(chosen, dtype=np.int64)
    for c, channel in enumerate(CHANNELS):
        ladder = problem.rebate_steps(channel)
        if not ladder:
            continue
        revenue = int(options.revenue_cents[rows[options.channel[rows] == c]].sum())
        step = max(k for k, (start, _) in enumerate(ladder) if revenue >= start)
        of_step, of_revenue = model.rebates[channel, step]
        point[of_step], point[of_revenue] = 1.0, revenue / model.money
