"""One goal after the other: each is made as good as can be while those before it stay within their room of what they reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from planner.domain.choices import SolveStatus, Strictness
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.settings import Settings
from planner.domain.territory import COST_GOAL, GOAL_TERMS, IN_ORDER, OrderStage, TerritoryPlan, order_room
from planner.errors import UsageError
from planner.language import Text
from planner.optimization.solvers.search.beside import each_beside
from planner.optimization.solvers.stop import BreakOff, is_broken_off, keep_so_far, leave_if_broken_off
from planner.optimization.territory.build import TerritoryCase, build_loads, build_territory_case
from planner.optimization.territory.capped_moves import Cap, descend_under_caps
from planner.optimization.territory.make import check_move_limits, prepare_case
from planner.optimization.territory.order_model import bound_stage, solve_stage_exactly
from planner.optimization.territory.prices import find_prices
from planner.optimization.territory.problem import Floats, Ints, TerritoryProblem
from planner.optimization.territory.search import search
from planner.optimization.territory.solution import build_territory_plan
from planner.optimization.territory.solve import SolvedTerritories, TerritoryOptions

GOALS = (*GOAL_TERMS, COST_GOAL)
"""Goals by their words on the command line; cost is all terms at the workbook's prices, and always comes last."""
_PRICES: dict[str, tuple[str, ...]] = {
    "overload": ("overload_cost_share",),
    "band": ("band_cost_share",),
    "balance": ("imbalance_cost_share",),
    "travel": ("travel_cost_per_km_cents", "visits_per_account"),
}
"""Settings without each of which a goal costs nothing."""
_STEEPNESS = (0.03, 0.3, 3.0, 30.0, 1_000.0)
_HALVINGS = 4
"""Further steepnesses, between the last that breaks a cap and the first that keeps all: what is steeper than it must be costs the goal."""
_PROVEN_PAIRS, _LOAD_PAIRS, _RELAXED_PAIRS = 2_500, 300, 20_000
"""Pairs up to which a stage goes to the solver whole, ten seconds that the cuts of stiff programs take; up to which one of loads alone does, such as
balance, whose relaxation is near 0 and proves nothing of more; and up to which the relaxation is solved for its bound, a second.
"""
_ENOUGH = 0.2
"""Part of a goal's room: a plan as near to the bound is as good as proven, since goals after it may use all of the room."""


def read_order(words: str) -> tuple[str, ...]:
    """Return the goals of a list such as ``overload,band,disruption``; cost is added at the end.

    Raises
    ------
    UsageError
        When a word is no goal, or stands twice.
    """
    goals = tuple(w.strip().casefold() for w in words.split(",") if w.strip())
    wrong = [g for g in goals if g not in GOALS] or [g for g in goals if goals.count(g) > 1]
    if wrong or not goals:
        text = Text("--order {w}: expected are {g}, each once.", "--order {w}：应为 {g}，各一次。")
        raise UsageError(text.format(w=words, g=", ".join(GOALS)))
    return (*(g for g in goals if g != COST_GOAL), COST_GOAL)


def make_ordered_territories(
    plan_input: PlanInput, annual: AnnualPlan, goals: Sequence[str], options: TerritoryOptions | None = None
) -> TerritoryPlan:
    """Return who owns which account with `goals` in order; its report has the stages, cost and bound are at the workbook's prices.

    Raises
    ------
    NoFeasiblePlanError
        When the limits on moves cannot be kept.
    UsageError
        When the workbook asks for strict limits, which have their own order.
    """
    if plan_input.settings.territory_strictness is not Strictness.OFF:
        text = Text(
            "Strict limits and --order exclude each other: begin the order with overload.",
            "严格限制与 --order 不能同时使用：请以 overload 开头。",
        )
        raise UsageError(text)
    case = prepare_case(plan_input, annual, options)
    settings, unpriced = price_goals(plan_input.settings, goals)
    priced = _at_prices(case, plan_input, annual, settings) if unpriced else case
    parts = {
        goal: goal_problem(priced.problem, priced.handover, priced.travel, goal) for goal in goals if goal != COST_GOAL
    }
    parts[COST_GOAL] = goal_problem(case.problem, case.handover, case.travel, COST_GOAL)
    options = options or TerritoryOptions()
    found, stages, is_cut = solve_stages(parts, goals, options)
    objective = case.problem.objective(found)
    (prices,) = each_beside(find_prices, (case.problem,), BreakOff(), has_kept=options.is_late)
    status = SolveStatus.TIME_LIMIT if is_cut else SolveStatus.WITHIN_GAP
    solved = SolvedTerritories(found, objective, min(objective, prices.bound), status, IN_ORDER, 0.0)
    check_move_limits(case.problem, solved.choice, solved.status)
    plan = build_territory_plan(case, solved)
    told = tuple(replace(s, is_usual=s.goal in unpriced) for s in stages)
    return replace(plan, report=replace(plan.report, stages=told))


def price_goals(settings: Settings, goals: Sequence[str]) -> tuple[Settings, frozenset[str]]:
    """Return the settings with the usual price of each goal that they price at nothing, and these goals: put first, it is meant to count."""
    usual: dict[str, Any] = {f.name: f.default for f in fields(Settings)}
    missing = {g: [n for n in _PRICES.get(g, ()) if not getattr(settings, n)] for g in goals}
    if "disruption" in goals and not settings.handover_loss_share and not settings.move_cost_cents:
        missing["disruption"] = ["move_cost_cents"]
    changes = {name: usual[name] for names in missing.values() for name in names}
    return replace(settings, **changes), frozenset(g for g, names in missing.items() if names)


def _at_prices(case: TerritoryCase, plan_input: PlanInput, annual: AnnualPlan, settings: Settings) -> TerritoryCase:
    """Return `case`, its bands included, at the prices of `settings`."""
    priced = build_territory_case(replace(plan_input, settings=settings), annual)
    priced.builder.band = case.builder.band
    return replace(priced, problem=replace(priced.problem, loads=build_loads(priced.builder)))


def goal_problem(problem: TerritoryProblem, handover: Floats, travel: Floats, goal: str) -> TerritoryProblem:
    """Return the problem whose cost is `goal` alone."""
    if goal == COST_GOAL:
        return replace(problem, loads=replace(problem.loads, hard=()))
    loads, nothing = problem.loads, np.zeros_like(problem.loads.scale)
    cost = {"disruption": handover, "travel": travel}.get(goal, np.zeros_like(problem.cost))
    inner = loads.inner if goal == "balance" else nothing
    row = np.array([name in GOAL_TERMS[goal] for name in loads.names])[:, None]
    over = np.where(row, loads.over, 0.0)
    under = np.where(row, loads.under, 0.0)
    return replace(problem, cost=cost, loads=replace(loads, inner=inner, over=over, under=under, hard=()))


def solve_stages(
    parts: dict[str, TerritoryProblem], goals: Sequence[str], options: TerritoryOptions
) -> tuple[Ints, tuple[OrderStage, ...], bool]:
    """Return the assignment after all stages, what each reached, and whether the time cut one off; `parts` differ in their costs alone.

    Stages share evenly what is left of the time.
    """
    choice: Ints | None = None
    caps: list[Cap] = []
    stages, is_cut = [], False
    for place, goal in enumerate(goals):
        problem = parts[goal]
        own = options.share_time(len(goals) - place)

        def solve(before: Ints | None, problem: TerritoryProblem = problem) -> tuple[Ints, float, bool]:
            return *_solve_stage(problem, caps, before, options), is_broken_off()

        ((choice, bound, is_late),) = each_beside(solve, (choice,), BreakOff(), has_kept=own.is_late)
        is_cut = is_cut or is_late
        value = problem.objective(choice)
        stages.append(OrderStage(goal, value, min(value, max(0.0, bound))))
        caps.append((problem, cap_of(problem, value)))
    assert choice is not None  # noqa: S101 - there is at least one goal
    return choice, tuple(stages), is_cut


def cap_of(problem: TerritoryProblem, value: float) -> float:
    """Return what a goal that reached `value` may cost at most after its turn, in cents; of all goals balance alone has an inner cost."""
    return value + order_room(value, float(problem.loads.inner.sum())) + 1e-6


def _solve_stage(
    problem: TerritoryProblem, caps: Sequence[Cap], before: Ints | None, options: TerritoryOptions
) -> tuple[Ints, float]:
    """Return the best assignment found that keeps `caps`, and a bound: prices of the caps are given, those of seats found.

    It ends where value − bound comes to a fifth of the room that the goal hands on.
    """
    best, bound = before, -np.inf
    loose, tight = 0.0, np.inf
    with keep_so_far():
        for k in range(len(_STEEPNESS) + _HALVINGS if caps else 1):
            steep = _STEEPNESS[k] if k < len(_STEEPNESS) else float(np.sqrt(loose * tight))
            if k >= len(_STEEPNESS) and not 0 < loose < tight < np.inf:
                break
            weights = [steep * _unit(problem) / _unit(other) for other, _ in caps]
            joint = _add(problem, [(w, other) for w, (other, _) in zip(weights, caps, strict=True)])
            prices = find_prices(joint)
            bound = max(bound, prices.bound - sum(w * cap for w, (_, cap) in zip(weights, caps, strict=True)))
            found = [search(joint, prices, options.effort)]
            if _keeps(found[0], caps):
                tight = min(tight, steep)
            elif steep < tight:
                loose = max(loose, steep)
            if before is not None and not is_broken_off():
                found.append(search(joint, prices, options.effort, start=before))
            best = _best_under_caps(problem, caps, best, found)
            leave_if_broken_off()
            if problem.objective(best) - bound <= _enough(problem, best):
                return best, bound
    assert best is not None  # noqa: S101 - the first stage has no caps: its search is kept, also where it is broken off
    if not is_broken_off():
        if problem.pairs <= (_PROVEN_PAIRS if problem.cost.any() else _LOAD_PAIRS):
            choice, proven = solve_stage_exactly(problem, caps, best, options.effort.tree, _enough(problem, best))
            best = _best_under_caps(problem, caps, best, [choice])
            bound = max(bound, proven)
        elif caps and problem.pairs <= _RELAXED_PAIRS:
            bound = max(bound, bound_stage(problem, caps))
    return best, bound


def _enough(problem: TerritoryProblem, choice: Ints) -> float:
    """Return what the goal's value may lie above a bound, in cents."""
    value = problem.objective(choice)
    return _ENOUGH * (cap_of(problem, value) - value)


def _best_under_caps(problem: TerritoryProblem, caps: Sequence[Cap], best: Ints | None, found: Sequence[Ints]) -> Ints:
    """Return `best`, or what shifts and exchanges make of one of `found` that keeps the caps."""
    tried = [descend_under_caps(problem, caps, c) for c in found if _keeps(c, caps)]
    return min(tried if best is None else [best, *tried], key=problem.objective)


def _keeps(choice: Ints, caps: Sequence[Cap]) -> bool:
    return all(other.objective(choice) <= cap for other, cap in caps)


def _unit(problem: TerritoryProblem) -> float:
    """Return what one node weighs in the goal: the mean of its costs on pairs and beyond bands."""
    loads, pairs = problem.loads, problem.cost[problem.cost > 0]
    rate = (loads.over + loads.under + loads.inner) / loads.scale
    weighed = problem.weigh_pairs(rate)
    return max(1e-9, float(pairs.mean()) if pairs.size else 0.0, float(weighed.mean()) if problem.pairs else 0.0)


def _add(problem: TerritoryProblem, others: list[tuple[float, TerritoryProblem]]) -> TerritoryProblem:
    """Return the problem whose cost is that of `problem` and the weighted costs of `others`."""
    loads, cost = problem.loads, problem.cost.copy()
    inner, over, under = loads.inner.copy(), loads.over.copy(), loads.under.copy()
    for weight, other in others:
        cost += weight * other.cost
        inner += weight * other.loads.inner
        over += weight * other.loads.over
        under += weight * other.loads.under
    return replace(problem, cost=cost, loads=replace(loads, inner=inner, over=over, under=under))
