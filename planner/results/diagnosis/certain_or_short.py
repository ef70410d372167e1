"""The plan of an input with the certainty that its Settings ask for, or how certain a plan can be."""

from __future__ import annotations

from planner.domain.channel_plan import ChannelPlan
from planner.domain.plan_input import PlanInput
from planner.errors import PlannerError
from planner.optimization.annual_plan import PlanRequest
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.risk.certain import make_certain_plan
from planner.results.risk.most_certain import MostCertain, NotCertainError

_SOLVES = 4
"""One solve of the search may take this share of the time left: it makes a few."""


def certain_plan_or_shortfall(plan_input: PlanInput, budget: TimeBudget) -> ChannelPlan | MostCertain:
    """Make the plan of `plan_input` exactly as `planner plan` would, or say how far the most certain plan found is from what Settings ask.

    Raises
    ------
    UndecidedError
        When the time is up, or the plan fails for a reason that has nothing to do with certainty.
    """
    seconds = min(plan_input.settings.time_limit_seconds, budget.options(budget.left / _SOLVES).time_limit_seconds)
    request = PlanRequest(time_limit_seconds=seconds, should_stop=lambda: budget.is_over)
    try:
        return make_certain_plan(plan_input, request)[0].channel_plan
    except NotCertainError as error:
        return error.most
    except PlannerError as error:
        raise UndecidedError from error
