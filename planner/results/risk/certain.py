"""The annual plan with the certainty that Settings or the user ask for; without one, the plan as it is."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.settings import Settings
from planner.optimization.annual_plan import PlanRequest, make_annual_plan, with_territories_where_memory_allows
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.solve import SolvedChannelPlan
from planner.results.risk.robust_request import RobustRequest


def certainty_wanted(settings: Settings, asked: RobustRequest | None) -> RobustRequest | None:
    """Return what must be certain, and how: of `asked` and Settings the higher certainty and revenue; ``None`` when neither asks.

    Without a certainty in Settings, an amount that `asked` gives stands instead of theirs.
    """
    share, revenue = settings.certainty_share, settings.certain_revenue_cents
    if asked is None:
        return None if share is None else RobustRequest(share, revenue)
    if share is None:
        return replace(asked, revenue_cents=revenue) if asked.revenue_cents is None else asked
    least = settings.target_revenue_cents if revenue is None else revenue
    wanted = revenue if asked.revenue_cents is None else max(asked.revenue_cents, least)
    return replace(asked, share=max(share, asked.share), revenue_cents=wanted)


def count_solves(settings: Settings, asked: RobustRequest | None) -> int:
    """Return how often the time limit of a plan holds: once, and once more for the search for certainty."""
    return 1 if certainty_wanted(settings, asked) is None else 2


def ask_of_settings(plan_input: PlanInput, asked: RobustRequest | None) -> PlanInput:
    """Return `plan_input` whose Settings ask for what they and `asked` want together, so that scenarios of it can change that."""
    wanted = certainty_wanted(plan_input.settings, asked)
    if wanted is None:
        return plan_input
    settings = replace(plan_input.settings, certainty_share=wanted.share, certain_revenue_cents=wanted.revenue_cents)
    return replace(plan_input, settings=settings)


def make_certain_plan(
    plan_input: PlanInput,
    request: PlanRequest,
    asked: RobustRequest | None = None,
    priced: ChannelPlanProblem | None = None,
) -> tuple[AnnualPlan, SolvedChannelPlan | None]:
    """Return the plan of `plan_input` as certain as wanted, and the solve that gave it; see `make_annual_plan` and `make_robust_plan`.

    Raises
    ------
    NoFeasiblePlanError
        When no plan keeps all rules, when the targets cannot be split, or when even the plan of most revenue is less certain.
    TimeLimitError, PlanInterruptedError
        When the solve ended before any plan was found.
    """
    wanted = certainty_wanted(plan_input.settings, asked)
    if wanted is None:
        whole = make_annual_plan(plan_input, request, priced)
        return whole.plan, whole.solved
    # Imported here: most plans are not simulated.
    from planner.results.risk.robust import make_robust_plan

    whole = make_annual_plan(plan_input, replace(request, territories=False), priced)
    plan, solved = make_robust_plan(plan_input, whole, wanted, request)
    if request.territories and len(plan_input.accounts):
        plan = with_territories_where_memory_allows(plan_input, plan, request.should_stop, request.deadline)
    return plan, solved
