"""The channel plan of an input and its targets, or why those cannot be handed down."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.channel_plan import ChannelPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import no_plan_error
from planner.optimization.channel_plan.carried import solve_carried_channel_plan
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.solve import StartPlan
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.target_split import split_targets


@dataclass(frozen=True, slots=True, eq=False)
class SolvedTargets:
    """The channel plan, and the failure of its target split (``None`` when the targets add up). `start` begins another solve from it."""

    channel_plan: ChannelPlan
    failure: NoFeasiblePlanError | None
    start: StartPlan


def solve_with_targets(plan_input: PlanInput, options: SolveOptions, start: StartPlan | None = None) -> SolvedTargets:
    """Make the channel plan of `plan_input` for its own objective and try to split the targets.

    Raises
    ------
    NoFeasiblePlanError, TimeLimitError, PlanInterruptedError
        When there is no channel plan, or none was found in time.
    """
    problem = build_channel_plan_problem(plan_input)
    solved, _ = solve_carried_channel_plan(problem, plan_input.settings.objective, options, start=start)
    if solved.plan is None:
        raise no_plan_error(solved.outcome.status, solved.outcome.seconds)
    failure: NoFeasiblePlanError | None = None
    try:
        split_targets(plan_input, solved.plan)
    except NoFeasiblePlanError as error:
        failure = error
    return SolvedTargets(solved.plan, failure, StartPlan(solved.chosen, solved.hires))
