"""What would have to give where no plan keeps all rules: the highest company target that the other rules allow."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.choices import Objective
from planner.domain.identifiers import Cents
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.solve import solve_channel_plan
from planner.optimization.solvers.program import SolveOptions

_GAP = 0.001


def carried_target_cents(revenue_cents: float, largest_stretch: float, step_cents: Cents = 1) -> Cents:
    """Return the highest company target, a multiple of `step_cents`, that a plan of `revenue_cents` carries within `largest_stretch`."""
    return max(0, int(revenue_cents * largest_stretch)) // step_cents * step_cents


def highest_target_cents(plan_input: PlanInput, seconds: float) -> Cents | None:
    """Return the highest company target that a plan can keep with all other rules, a multiple of the rounding step; ``None`` when none was found.

    The plan of most expected revenue without the floor, times the largest stretch; proven to 0.1 %.
    """
    settings = plan_input.settings
    free = replace(plan_input, settings=replace(settings, target_revenue_cents=0))
    options = SolveOptions(gap_limit=_GAP, time_limit_seconds=seconds)
    solved = solve_channel_plan(build_channel_plan_problem(free), Objective.REVENUE, options)
    if solved.plan is None:
        return None
    highest = carried_target_cents(
        solved.plan.totals.revenue_cents, settings.largest_stretch, settings.rounding_step_cents
    )
    return highest if 0 < highest < settings.target_revenue_cents else None


def way_out_words(plan_input: PlanInput, seconds: float) -> Text | None:
    """Return the way out that lowers the target, in words; ``None`` when a lower target alone does not help."""
    highest = highest_target_cents(plan_input, seconds)
    if highest is None:
        return None
    target = plan_input.settings.target_revenue_cents
    return Text(
        "A company target of at most {h} has a plan: {d} lower ({p:.1f} %).",
        "公司目标不高于 {h} 即有可行计划：降低 {d}（{p:.1f}%）。",
    ).format(h=money_words(highest), d=money_words(target - highest), p=(target - highest) / target * 100)
