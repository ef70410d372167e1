"""The rule that a revenue is certain as the integer program can hold it: linear, and right around one plan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RobustPromise
from planner.optimization.channel_plan.problem import ChannelPlanProblem, RobustTarget
from planner.response.option_table import CHANNELS, OptionTable
from planner.results.risk.options import sample_option_revenue
from planner.results.risk.simulate import draw_revenue
from planner.results.risk.subject import Floats, build_subject
from planner.results.risk.summary import quantile

_BAND = 0.1
_NUMBERS, _LEAST_YEARS, _MOST_YEARS = 4_000_000, 100, 1_000


class SampledYears:
    """Revenue of every option in years sampled around `plan`, and the rule that a plan reaches `target_cents` in `share` of them.

    References
    ----------
    Hong, L. J. (2009). Estimating quantile sensitivities. Operations Research 57(1), 118–130.
    """

    def __init__(
        self,
        plan_input: PlanInput,
        plan: AnnualPlan,
        problem: ChannelPlanProblem,
        share: float,
        target_cents: Cents,
        seed: int,
    ) -> None:
        years = min(_MOST_YEARS, max(_LEAST_YEARS, _NUMBERS // max(1, problem.options.size)))
        self._years = sample_option_revenue(build_subject(plan_input, plan), problem, years, seed + 1)
        self._share, self._target = share, target_cents

    def deciding_revenue(self, chosen: Sequence[int]) -> Floats:
        """Return each option's mean revenue (cents) over the sampled years in which the plan of options `chosen` is near its quantile."""
        totals = self._years[:, list(chosen)].sum(axis=1)
        ranks = (np.argsort(np.argsort(totals, kind="stable"), kind="stable") + 0.5) / totals.size
        near = np.abs(ranks - (1.0 - self._share)) <= _BAND
        weights: Floats = self._years[near].mean(axis=0)
        return weights

    def rule_around(self, chosen: Sequence[int], simulated: Floats) -> RobustTarget:
        """Return the rule around the plan of options `chosen`, whose simulated revenue it meets exactly."""
        weights = self.deciding_revenue(chosen)
        ratio = float(weights[list(chosen)].sum()) / max(1.0, quantile(simulated, 1.0 - self._share))
        return RobustTarget(weights, self._target * ratio)


def rule_of_plan(
    plan_input: PlanInput, plan: AnnualPlan, promise: RobustPromise, problem: ChannelPlanProblem, chosen: Sequence[int]
) -> RobustTarget:
    """Return the rule around `plan`, of options `chosen`, that its `promise` is kept."""
    years = SampledYears(plan_input, plan, problem, promise.share, promise.revenue_cents, promise.seed)
    rule = years.rule_around(chosen, draw_revenue(build_subject(plan_input, plan), promise.draws, promise.seed))
    own = float(rule.revenue_cents[list(chosen)].sum())
    # The plan keeps its promise; the program's own margins must not say otherwise.
    return RobustTarget(rule.revenue_cents, min(rule.target_cents, own * (1.0 - 1e-6)))


def carry_rule(rule: RobustTarget, before: ChannelPlanProblem, after: ChannelPlanProblem) -> RobustTarget:
    """Return `rule`, made for `before`, for `after`, whose input is a changed one.

    An option brings the same share of its expected revenue in the years that decide as it did; where the options are others, as those of its
    unit and channel do on average. Less to be certain of lowers the right side in proportion.
    """
    share = rule.revenue_cents / np.maximum(1, before.options.revenue_cents)
    if before.options.size != after.options.size:
        share = _mean_share(share, before.options, after.options)
    target = rule.target_cents * _certain_cents(after.plan_input) / max(1, _certain_cents(before.plan_input))
    return RobustTarget(share * after.options.revenue_cents, target)


def _certain_cents(plan_input: PlanInput) -> Cents:
    settings = plan_input.settings
    own = settings.certain_revenue_cents
    return settings.target_revenue_cents if own is None else own


def _mean_share(share: Floats, before: OptionTable, after: OptionTable) -> Floats:
    """Return for every option of `after` the mean share of those of `before` with its unit and channel; of all, where there are none."""
    width, units = len(CHANNELS), max(len(before.units), len(after.units))
    cell, at = before.unit * width + before.channel, after.unit * width + after.channel
    count = np.bincount(cell, minlength=units * width)
    mean = np.bincount(cell, weights=share, minlength=units * width) / np.maximum(1, count)
    mean[count == 0] = float(share.mean())
    found: Floats = mean[at]
    return found
