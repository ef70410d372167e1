"""From draws to answers: probabilities, quantiles, cushions, what hurts most."""

from __future__ import annotations

import numpy as np

from planner.domain.risk import Certainty, RiskReport, RiskSource, SourceEffect, Spread, TeamRisk
from planner.results.risk.outcomes import Outcomes
from planner.results.risk.revenue import compute_cost_ratio
from planner.results.risk.subject import Floats, RiskSubject

CERTAINTIES = (0.8, 0.9)
_BINS = 24
_CENT = 0.5


def summarise(subject: RiskSubject, outcomes: Outcomes, draws: int, seed: int) -> RiskReport:
    """Return the report of `outcomes`."""
    plan, units = subject.plan, subject.units
    target = plan.targets.company_base_cents
    expected = _cents(float((units.kept + units.new).sum()))
    probability = reach_probability(outcomes.revenue, target)
    cap = subject.money.cap
    planned = (units.kept + units.new)[None, :]
    return RiskReport(
        draws=draws,
        seed=seed,
        target_cents=target,
        expected_cents=expected,
        expected_ratio=float(compute_cost_ratio(subject.money, units, planned)[0]),
        probability=probability,
        standard_error=float(np.sqrt(probability * (1.0 - probability) / draws)),
        deviation_cents=_cents(float(outcomes.revenue.std())),
        revenue=spread_of(outcomes.revenue),
        ratio=spread_of(outcomes.ratio),
        within_cap_probability=None if cap is None else float((outcomes.ratio <= cap + 1e-12).mean()),
        teams=_teams(subject, outcomes),
        certainties=tuple(certainty_of(outcomes.revenue, c, target, expected) for c in CERTAINTIES),
        sources=_rank_sources(outcomes, target),
        histogram=_histogram(outcomes.revenue),
    )


def reach_probability(revenue: Floats, target: float) -> float:
    """Return the share of draws that reach `target` cents, to half a cent."""
    return float((revenue >= target - _CENT).mean())


def quantile(values: Floats, share: float) -> float:
    """Return the smallest drawn value that at least `share` of the draws do not exceed."""
    return float(np.quantile(values, share, method="inverted_cdf"))


def spread_of(values: Floats) -> Spread:
    """Return mean and quantiles of a figure over the draws."""
    return Spread(float(values.mean()), *(quantile(values, q) for q in (0.1, 0.5, 0.9)))


def certainty_of(revenue: Floats, certainty: float, target: int, expected: int) -> Certainty:
    """Return what `certainty` takes: with outcomes in proportion to expected revenue, it must be target ÷ (quantile ÷ expected)."""
    sure = quantile(revenue, 1.0 - certainty)
    cushion = expected / sure - 1.0 if sure > 0 else float("inf")
    missing = target * (1.0 + cushion) - expected if sure > 0 else float(target)
    return Certainty(certainty, _cents(sure), cushion, _cents(missing))


def _teams(subject: RiskSubject, outcomes: Outcomes) -> tuple[TeamRisk, ...]:
    targets = {t.team: t for t in subject.plan.targets.teams}
    found: list[TeamRisk] = []
    for i, team in enumerate(subject.teams):
        own, target = outcomes.teams[:, i], targets[team]
        led = subject.units.team == i
        found.append(
            TeamRisk(
                team,
                target.base_cents,
                target.cushioned_cents,
                _cents(float((subject.units.kept + subject.units.new)[led].sum())),
                reach_probability(own, target.base_cents),
                reach_probability(own, target.cushioned_cents),
                spread_of(own),
            )
        )
    return tuple(found)


def _rank_sources(outcomes: Outcomes, target: int) -> tuple[SourceEffect, ...]:
    base = quantile(outcomes.revenue, 0.1)
    found: list[SourceEffect] = []
    for source in RiskSource:
        revenue = outcomes.without[source]
        p10 = quantile(revenue, 0.1)
        found.append(
            SourceEffect(
                source,
                reach_probability(revenue, target),
                _cents(p10),
                _cents(p10 - base),
                _cents(float(revenue.std())),
            )
        )
    return tuple(sorted(found, key=lambda e: (-e.p10_gain_cents, list(RiskSource).index(e.source))))


def _histogram(revenue: Floats) -> tuple[tuple[int, int, float], ...]:
    """Return the shares of draws in equal steps over the middle 99 %; what lies beyond counts in the first and last."""
    low, high = quantile(revenue, 0.005), quantile(revenue, 0.995)
    if high - low < 1.0:
        return ((_cents(low), _cents(high) + 1, 1.0),)
    edges = np.linspace(low, high, _BINS + 1)
    counts, _ = np.histogram(np.clip(revenue, low, high), edges)
    return tuple(
        (_cents(float(a)), _cents(float(b)), float(c) / revenue.size)
        for a, b, c in zip(edges[:-1], edges[1:], counts, strict=True)
    )


def _cents(amount: float) -> int:
    return int(np.floor(amount + 0.5))
