"""A plan for a target that no plan reaches: the floors that say what to reach are lowered as little as the other rules allow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.choices import Objective, SolveStatus
from planner.domain.missed_target import FLOOR_RULES, FloorKey, Floors
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import PlanRequest, no_plan_error, solve_options
from planner.optimization.channel_plan.floors import list_floors
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.optimization.channel_plan.solve import SolvedChannelPlan, StartPlan, read_start
from planner.optimization.solvers.program import SolveOptions
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.levers import Lever, list_levers, step_down
from planner.results.diagnosis.relief import Relief, find_relief
from planner.results.risk.certain import make_certain_plan
from planner.results.risk.robust_request import RobustRequest

_COMPANY = "revenue_floor"
_UNIT_CENTS = 100
"""Floors are lowered to whole units of the currency."""
_CUSTOMERS = 1e-3
_SEARCH_SHARE = 0.25
"""Of the time limit, for how far the targets can be met; the rest is for the plan at that level."""


@dataclass(frozen=True, slots=True, eq=False)
class BestEffort:
    """The priced options with the floors to hold instead, a plan that reaches them, and whether nothing better was proven to be possible."""

    problem: ChannelPlanProblem
    start: StartPlan
    is_greatest: bool


def make_best_effort(
    plan_input: PlanInput, request: PlanRequest, robust: RobustRequest | None, error: NoFeasiblePlanError
) -> tuple[AnnualPlan, SolvedChannelPlan | None, bool]:
    """Return the plan that comes closest to the targets of `plan_input`, the solve that gave it, and whether it is proven that none comes closer.

    `error` says why there is no plan that meets them.

    Raises
    ------
    NoFeasiblePlanError
        `error`, where lower targets are not enough; that of the lower ones, where the targets cannot be handed down.
    TimeLimitError, PlanInterruptedError
        When it was not known in time how far the targets can be met.
    """
    if request.on_stage is not None:
        request.on_stage("relax")
    options = solve_options(plan_input, request)
    seconds = options.time_limit_seconds
    try:
        effort = lower_floors(plan_input, replace(options, time_limit_seconds=_SEARCH_SHARE * seconds))
    except UndecidedError as undecided:
        status = SolveStatus.INTERRUPTED if options.is_stopped else SolveStatus.TIME_LIMIT
        raise no_plan_error(status, seconds) from undecided
    if effort is None:
        raise error
    asked = replace(request, start=effort.start, time_limit_seconds=(1.0 - _SEARCH_SHARE) * seconds)
    made, solved = make_certain_plan(plan_input, asked, robust, effort.problem)
    return made, solved, effort.is_greatest


def lower_floors(plan_input: PlanInput, options: SolveOptions) -> BestEffort | None:
    """Return what the other rules allow of the targets of `plan_input`; ``None`` when these fail without targets, or no target stands in the way.

    The company's target gives way alone where that is enough: to the greatest revenue that all other rules allow. Else all floors do, by the
    least sum of the shares of them that are missing.

    Raises
    ------
    UndecidedError
        When the time of a solve is up before a plan or a proof.
    """
    problem = build_channel_plan_problem(plan_input)
    model = build_channel_plan_model(problem, Objective.REVENUE)
    levers = [lever for lever in list_levers(model) if lever.rule in FLOOR_RULES and lever.side > 0]
    step = max(_UNIT_CENTS, plan_input.settings.rounding_step_cents / 4)
    # What a solve tells of its progress would be shortfalls in units of the model.
    options = replace(options, listener=None, gap_limit=1e-9, absolute_gap=step / model.money)
    for chosen, relative in (([x for x in levers if x.rule == _COMPANY], False), (levers, True)):
        if relative:
            options = replace(options, gap_limit=1e-4, absolute_gap=0.01)
        relief = find_relief(model.program, chosen, None, options, relative) if chosen else None
        if relief is not None:
            floors = _floors_under(model, chosen, relief)
            return _best_effort(model, floors, relief) if floors else None
    return None


def _best_effort(model: ChannelPlanModel, floors: Floors, relief: Relief) -> BestEffort:
    return BestEffort(replace(model.problem, floors=floors), read_start(model, relief.values), relief.is_least)


def _floors_under(model: ChannelPlanModel, levers: list[Lever], relief: Relief) -> dict[FloorKey, float]:
    """Return the floors that `relief` lowers, as it lowers them."""
    asked = list_floors(model.problem)
    floors: dict[FloorKey, float] = {}
    for lever, amount in zip(levers, relief.amounts, strict=True):
        key = _key_of(model, lever)
        if lever.rule == "new_customer_floor":
            if amount > _CUSTOMERS:
                floors[key] = max(0.0, round(asked[key] - amount - _CUSTOMERS, 3))
        elif amount * model.money > 1:
            floors[key] = float(step_down(asked[key] - amount * model.money, _UNIT_CENTS))
    return floors


def _key_of(model: ChannelPlanModel, lever: Lever) -> FloorKey:
    rule, key = model.program.row_names[lever.row].split(".")[:2]
    plan_input = model.problem.plan_input
    if rule == "product_floor":
        return rule, plan_input.products[int(key)].product
    if rule == "segment_share_floor":
        return rule, plan_input.segments[int(key)].segment
    if rule == "team_revenue_band":
        return rule, model.problem.staffing[int(key)].team.team
    return rule, ""
