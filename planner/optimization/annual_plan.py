"""The decisions of a year, in order: channel plan, baselines, targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.domain.choices import Objective, SolveStatus
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.errors import NoFeasiblePlanError, PlanInterruptedError, TimeLimitError, is_lack_of_memory
from planner.language import Text
from planner.optimization.channel_plan.baselines import build_baseline, calibrate
from planner.optimization.channel_plan.carried import solve_carried_channel_plan
from planner.optimization.channel_plan.cost_price import solve_at_cost_price
from planner.optimization.channel_plan.missed import list_missed_targets
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.optimization.channel_plan.solve import SolvedChannelPlan, StartPlan
from planner.optimization.freed_memory import return_freed_memory
from planner.optimization.solvers.program import ProgressListener, SolveOptions
from planner.optimization.solvers.stop import StopQuestion, is_asked, leave_when_asked
from planner.optimization.solvers.time_left import Deadline
from planner.optimization.target_split import split_targets

_CHANNELS_SHARE = 0.75
"""Most of the time that somebody allows for channels and territories together that a solve of the channels may take."""
_LARGE = 10_000
"""Options whose pricing and solve leave so much freed memory that it is worth the milliseconds to give it back."""


@dataclass(frozen=True, slots=True, eq=False)
class PlanRequest:
    """What may be asked of a plan beyond the workbook; ``None`` takes the workbook's setting.

    `solver` is ``highs`` or ``cbc``. `start` is a plan known to keep the rules, to begin from. `on_stage` is told the name of each stage as
    it begins, `on_progress` how the solve stands, in units of the currency. `should_stop` is asked while the solve runs; what was found so
    far then is the plan. With `cost_price` it is the plan of most revenue less this price × cost of sales, the best under its own ratio, where
    that can be proven. With `territories` the accounts, where there are any, are given to seats, and the seats' targets follow them; at `deadline`
    the territories found by then are taken. The workbook's time limit is that of one solve, and ends no territories.
    """

    objective: Objective | None = None
    gap_limit: float | None = None
    time_limit_seconds: float | None = None
    solver: str = "highs"
    start: StartPlan | None = None
    on_stage: Callable[[str], None] | None = None
    on_progress: ProgressListener | None = None
    should_stop: StopQuestion | None = None
    territories: bool = False
    cost_price: float | None = None
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, eq=False)
class MadePlan:
    """An annual plan with the priced options and the solved program it came from, which explanations re-use."""

    plan: AnnualPlan
    problem: ChannelPlanProblem
    solved: SolvedChannelPlan


def make_annual_plan(
    plan_input: PlanInput, request: PlanRequest | None = None, priced: ChannelPlanProblem | None = None
) -> MadePlan:
    """Make the plan of `plan_input`, which must have passed validation.

    Parameters
    ----------
    priced
        The options of an input that differs from `plan_input` in nothing that prices depend on; they are not priced again. Where they have
        floors, the plan is a best effort that is held to those.

    Raises
    ------
    NoFeasiblePlanError
        When no plan keeps all rules, or the targets cannot be split within their bands.
    TimeLimitError, PlanInterruptedError
        When the solve ended before any plan was found.
    """
    request = request or PlanRequest()
    begin = request.on_stage or _say_nothing
    begin("price")
    problem = build_channel_plan_problem(plan_input) if priced is None else replace(priced, plan_input=plan_input)
    if problem.options.size > _LARGE:
        return_freed_memory()
    begin("solve")
    limits = solve_options(plan_input, request)
    solved = None if request.cost_price is None else solve_at_cost_price(problem, request.cost_price, limits)
    if solved is None:
        objective = request.objective or plan_input.settings.objective
        solved, problem = solve_carried_channel_plan(problem, objective, limits, request.solver, request.start)
    if solved.plan is None:
        raise no_plan_error(solved.outcome.status, solved.outcome.seconds)
    if problem.options.size > _LARGE:
        return_freed_memory()
    begin("baselines")
    # Beside a best effort, or a floor asked of what teams lead, others are judged by what the workbook asks.
    asked = replace(problem, floors={}, is_target_carried=False)
    model = (
        build_channel_plan_model(asked, solved.model.objective)
        if problem.floors or problem.is_target_carried
        else solved.model
    )
    matrix_rule = build_baseline(model, "matrix_rule", problem.options.is_matrix)
    as_last_year = build_baseline(model, "as_last_year", problem.options.is_today)
    begin("targets")
    targets = split_targets(plan_input, solved.plan)
    calibration = calibrate(problem, as_last_year)
    missed = list_missed_targets(problem, solved.plan)
    plan = AnnualPlan(solved.plan, targets, matrix_rule, as_last_year, calibration, missed=missed)
    if request.territories and len(plan_input.accounts):
        begin("territories")
        plan = with_territories_where_memory_allows(plan_input, plan, request.should_stop, request.deadline)
    return MadePlan(plan, problem, solved)


def share_time(plan_input: PlanInput, request: PlanRequest, solves: int = 1) -> PlanRequest:
    """Return `request` with its time limit, where it has one, shared between `solves` of the channels and the territories.

    The limit counts once a solve, as it does without accounts; each takes at most three quarters of it, the territories what is left of all.
    """
    seconds = request.time_limit_seconds
    if seconds is None or not request.territories or not len(plan_input.accounts):
        return request
    return replace(request, time_limit_seconds=_CHANNELS_SHARE * seconds, deadline=Deadline.after(solves * seconds))


def judge_under_cap(
    plan_input: PlanInput, plan: AnnualPlan, priced: ChannelPlanProblem, cap: float
) -> tuple[PlanInput, AnnualPlan]:
    """Return `plan_input` with `cap` on the company's cost-of-sales ratio, and `plan` beside the baselines that this input judges.

    A plan found by a price of cost is the best under its own ratio alone: *as last year* may bring more revenue at a higher one.
    """
    capped = replace(plan_input, settings=replace(plan_input.settings, cost_of_sales_cap=cap))
    model = build_channel_plan_model(replace(priced, plan_input=capped), Objective.REVENUE)
    matrix_rule = build_baseline(model, "matrix_rule", priced.options.is_matrix)
    as_last_year = build_baseline(model, "as_last_year", priced.options.is_today)
    return capped, replace(plan, matrix_rule=matrix_rule, as_last_year=as_last_year)


def with_territories(
    plan_input: PlanInput,
    plan: AnnualPlan,
    should_stop: StopQuestion | None = None,
    deadline: Deadline | None = None,
) -> AnnualPlan:
    """Return `plan` with every account at a seat, and seat targets that follow them as the workbook says.

    Where somebody asks to stop before that, it is the plan with the territories found so far, or without any where no seat has all its accounts
    yet, interrupted: accounts may take minutes. At `deadline` it is the plan with the territories found so far.

    Raises
    ------
    NoFeasiblePlanError
        When the limits on moves cannot be kept, or seat bands cannot add up.
    TimeLimitError
        When none that keeps them was found by `deadline`.
    """
    # Imported here: the search is compiled, and most plans have no accounts.
    from planner.optimization.territory.make import make_territory_plan
    from planner.optimization.territory.solve import TerritoryOptions

    try:
        with leave_when_asked(should_stop):
            options = TerritoryOptions(should_stop=should_stop, deadline=deadline)
            territories = make_territory_plan(plan_input, plan, options)
    except (KeyboardInterrupt, ImportError):  # a library that is being imported makes an ImportError of it
        if not is_asked(should_stop):
            raise
        return mark_interrupted(plan)
    if territories.report.status is SolveStatus.INTERRUPTED:
        plan = mark_interrupted(plan)
    return follow_territories(plan_input, plan, territories)


def with_territories_where_memory_allows(
    plan_input: PlanInput,
    plan: AnnualPlan,
    should_stop: StopQuestion | None = None,
    deadline: Deadline | None = None,
) -> AnnualPlan:
    """Return what `with_territories` does, or `plan` as it is where memory runs out on the way: nothing solved before is lost for that.

    Raises
    ------
    NoFeasiblePlanError
        When the limits on moves cannot be kept, or seat bands cannot add up.
    """
    try:
        return with_territories(plan_input, plan, should_stop, deadline)
    except Exception as error:
        if not is_lack_of_memory(error):
            raise
    # The error is let go of here, and what its frames hold with it: the plan has yet to be written.
    return_freed_memory()
    return plan


def mark_interrupted(plan: AnnualPlan) -> AnnualPlan:
    """Return `plan`, marked as interrupted."""
    report = replace(plan.channel_plan.report, status=SolveStatus.INTERRUPTED)
    return replace(plan, channel_plan=replace(plan.channel_plan, report=report))


def follow_territories(plan_input: PlanInput, plan: AnnualPlan, territories: TerritoryPlan) -> AnnualPlan:
    """Return `plan` with `territories`, and seat targets that follow them as the workbook says.

    Raises
    ------
    NoFeasiblePlanError
        When seat bands cannot add up.
    """
    targets = split_targets(plan_input, plan.channel_plan, territories)
    return replace(plan, targets=targets, territories=territories)


def solve_options(plan_input: PlanInput, request: PlanRequest) -> SolveOptions:
    """Return the limits of the solve: the request's, else the workbook's."""
    settings = plan_input.settings
    gap = settings.gap_limit if request.gap_limit is None else request.gap_limit
    seconds = settings.time_limit_seconds if request.time_limit_seconds is None else request.time_limit_seconds
    return SolveOptions(
        gap_limit=gap, time_limit_seconds=seconds, listener=request.on_progress, should_stop=request.should_stop
    )


def no_plan_error(status: SolveStatus, seconds: float) -> Exception:
    """Return the error for a solve that ended without a plan; only a proof of infeasibility says that there is none."""
    if status is SolveStatus.INFEASIBLE:
        return NoFeasiblePlanError(Text("No plan keeps all the rules.", "没有任何计划能同时满足所有规则。"))
    if status is SolveStatus.INTERRUPTED:
        return PlanInterruptedError(Text("Interrupted before a plan was found.", "在找到计划之前被中断。"))
    return TimeLimitError(
        Text(
            "Not decided in {seconds:.0f} s: neither a plan nor a proof that there is none. Allow more with --time-limit.",
            "{seconds:.0f} 秒内未能判定：既未找到计划，也未证明无解。可用 --time-limit 放宽时间。",
        ).format(seconds=seconds)
    )


def _say_nothing(stage: str) -> None:
    """Whoever plans is told of no stage."""
