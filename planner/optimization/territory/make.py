"""From a workbook with accounts and its annual plan to territories."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.domain.money import money_words
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.errors import NoFeasiblePlanError, TimeLimitError
from planner.language import Text
from planner.optimization.territory.bands import derive_band
from planner.optimization.territory.build import TerritoryCase, build_loads, build_territory_case
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem
from planner.optimization.territory.solution import build_territory_plan
from planner.optimization.territory.solve import SolvedTerritories, TerritoryOptions, solve_territories


def make_territory_plan(
    plan_input: PlanInput, plan: AnnualPlan, options: TerritoryOptions | None = None
) -> TerritoryPlan:
    """Return who owns which account, for an input with accounts and the annual `plan` made from it.

    Raises
    ------
    NoFeasiblePlanError
        When the limits on moves cannot be kept.
    """
    case = prepare_case(plan_input, plan, options)
    return build_territory_plan(case, solve_case(case, options))


def prepare_case(plan_input: PlanInput, plan: AnnualPlan, options: TerritoryOptions | None = None) -> TerritoryCase:
    """Return the problem with its band: the workbook's, else the tightest that can be reached."""
    options = options or TerritoryOptions()
    case = build_territory_case(plan_input, plan)
    if plan_input.settings.potential_band_share is not None or not case.problem.nodes:
        return case
    case.builder.band = derive_band(case.problem, case.builder, options.effort, options.for_first().is_late)
    return replace(case, problem=replace(case.problem, loads=build_loads(case.builder)))


def solve_case(case: TerritoryCase, options: TerritoryOptions | None = None) -> SolvedTerritories:
    """Return the best assignment found for `case`.

    Raises
    ------
    NoFeasiblePlanError, TimeLimitError
        When it has more moves than the limits let.
    """
    solved = solve_territories(case.problem, options)
    check_move_limits(case.problem, solved.choice, solved.status)
    return solved


def check_move_limits(problem: TerritoryProblem, choice: Ints, status: SolveStatus) -> None:
    """Refuse an assignment with more moves than the limits let.

    Raises
    ------
    NoFeasiblePlanError
        When it has.
    TimeLimitError
        When it has, but `status` says that the search was cut off, and there may be others.
    """
    moves, moved = problem.moves[choice].sum(), problem.moved[choice].sum()
    if moves <= problem.move_limit + 1e-6 and moved <= problem.moved_limit + 1e-6:
        return
    forced, revenue = count_forced_moves(problem), _least(problem, problem.moved)
    if forced > problem.move_limit:
        text = Text(
            "The limits on moves cannot be kept: rules on families or locks alone ask for {n:.0f} moves.",
            "无法满足调整上限：仅集团或锁定规则就需要 {n:.0f} 次调整。",
        )
        raise NoFeasiblePlanError(text.format(n=forced))
    if revenue > problem.moved_limit:
        text = Text(
            "The limits on moves cannot be kept: rules on families or locks alone move {r} of last year's revenue.",
            "无法满足调整上限：仅集团或锁定规则就需调整 {r} 的上年收入。",
        )
        raise NoFeasiblePlanError(text.format(r=money_words(revenue)))
    if status is SolveStatus.TIME_LIMIT:
        raise TimeLimitError(
            Text(
                "The time is over before accounts were given to seats within the limits on moves. Allow more with --time-limit.",
                "时间已到，尚未在调整上限内完成客户分配。可用 --time-limit 放宽时间。",
            )
        )
    raise NoFeasiblePlanError(
        Text(
            "No owners were found that keep both limits on moves, of accounts and of revenue. Widen one of them.",
            "未找到同时满足客户数与收入两项调整上限的方案，请放宽其中一项。",
        )
    )


def count_forced_moves(problem: TerritoryProblem) -> int:
    """Return how many accounts leave an owner who could keep them in every assignment: families whose accounts have several owners."""
    return int(_least(problem, problem.moves))


def _least(problem: TerritoryProblem, amount: Floats) -> float:
    """Return the sum over nodes of the least `amount` of their pairs."""
    return float(np.minimum.reduceat(amount, problem.start[:-1]).sum()) if problem.nodes else 0.0
