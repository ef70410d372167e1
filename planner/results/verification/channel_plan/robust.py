"""What a plan made with a certainty promises, simulated again from the plan alone."""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Finding
from planner.results.risk.simulate import draw_revenue
from planner.results.risk.subject import build_subject
from planner.results.risk.summary import reach_probability
from planner.results.verification.subject import Subject, broken, money

_LEAST_DRAWS = 1_000
_RATIO = 1e-9


def verify_robust_target(subject: Subject) -> Iterator[Finding]:
    """The promised revenue is reached in the promised share of the simulated years, and the stated probability is the simulation's."""
    promise, settings = subject.plan.robust, subject.plan_input.settings
    wanted, least = settings.certainty_share, settings.certain_revenue_cents
    least = settings.target_revenue_cents if least is None else least
    if wanted is not None and (promise is None or promise.share < wanted - _RATIO or promise.revenue_cents < least):
        yield broken(
            "robust_target",
            "Settings ask for {r} with {a:.2%} certainty, the plan does not promise it",
            "参数要求以 {a:.2%} 的把握达到 {r}，计划未作此承诺",
            r=money(least),
            a=wanted,
        )
    if promise is None:
        return
    if promise.draws < _LEAST_DRAWS or not 0 < promise.share < 1 or promise.revenue_cents <= 0:
        yield broken("robust_target", "a certainty of nothing is promised", "所承诺的把握没有意义")
        return
    revenue = draw_revenue(build_subject(subject.plan_input, subject.plan), promise.draws, promise.seed)
    probability = reach_probability(revenue, promise.revenue_cents)
    if probability < promise.share - _RATIO:
        yield broken(
            "robust_target",
            "{r} is promised with {a:.2%}, the simulation reaches it with {b:.2%}",
            "承诺以 {a:.2%} 的把握达到 {r}，模拟为 {b:.2%}",
            r=money(promise.revenue_cents),
            a=promise.share,
            b=probability,
        )
    elif abs(probability - promise.probability) > _RATIO:
        yield broken(
            "robust_target",
            "the probability is stated as {a:.4%}, simulated {b:.4%}",
            "所列概率为 {a:.4%}，模拟为 {b:.4%}",
            a=promise.probability,
            b=probability,
        )
