"""The annual plan, or where its targets cannot be met and that is allowed, the one that comes closest."""

from __future__ import annotations

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import PlanRequest
from planner.optimization.channel_plan.solve import SolvedChannelPlan
from planner.results.risk.certain import make_certain_plan
from planner.results.risk.robust_request import RobustRequest


def make_plan_as_allowed(
    plan_input: PlanInput, request: PlanRequest, robust: RobustRequest | None = None, best_effort: bool = False
) -> tuple[AnnualPlan, SolvedChannelPlan | None, bool]:
    """Return the annual plan, or with `best_effort` the one that comes closest where none meets the targets; the solve that gave it, and whether
    it is proven that none comes closer.

    Raises
    ------
    NoFeasiblePlanError, TimeLimitError, PlanInterruptedError
        When there is no plan, or none was found.
    """
    try:
        return *make_certain_plan(plan_input, request, robust), True
    except NoFeasiblePlanError as error:
        if not best_effort:
            raise
        # Imported here: most targets are met.
        from planner.results.diagnosis.best_effort import make_best_effort

        return make_best_effort(plan_input, request, robust, error)
