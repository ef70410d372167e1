"""The simulation: draws in chunks, every source on, and once without each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RiskReport, RiskSource
from planner.results.risk.draws import Draws, iterate_draws
from planner.results.risk.effort import build_seats
from planner.results.risk.outcomes import Outcomes
from planner.results.risk.revenue import (
    RevenueModel,
    build_revenue_model,
    compute_cost_ratio,
    compute_unit_revenue,
)
from planner.results.risk.subject import Floats, RiskSubject, build_subject
from planner.results.risk.summary import summarise

_CHUNK_BYTES = 48_000_000
"""Working memory of a chunk, about."""
_ARRAYS_OF_SEATS, _ARRAYS_OF_UNITS = 5, 16


@dataclass(frozen=True, slots=True, eq=False)
class RiskRequest:
    """What may be asked of a simulation. `chunk`: draws at a time (``None``: as many as fit `_CHUNK_BYTES`); `on_progress` gets 0 to 1."""

    draws: int = 10_000
    seed: int = 0
    chunk: int | None = None
    on_progress: Callable[[float], None] | None = None


def simulate_plan(plan_input: PlanInput, plan: AnnualPlan, request: RiskRequest | None = None) -> RiskReport:
    """Return how likely the targets of `plan` are, and what hurts most.

    Every source is drawn once; the runs without a source use the same draws (common random numbers).
    """
    request = request or RiskRequest()
    subject = build_subject(plan_input, plan)
    return summarise(subject, draw_outcomes(subject, request), request.draws, request.seed)


def draw_revenue(subject: RiskSubject, draws: int, seed: int) -> Floats:
    """Return company revenue in cents of each draw; the same draws as those of `simulate_plan`."""
    seats = build_seats(subject)
    model = build_revenue_model(subject.units, seats, len(subject.teams), subject.plan_input.risk)
    chunk = choose_chunk(seats.size, subject.units.new.size)
    years = iterate_draws(draws, chunk, seed, subject.plan_input.risk, subject.units, seats, model.deals.count)
    return np.concatenate([compute_unit_revenue(model, year).sum(axis=1) for year in years])


def draw_outcomes(subject: RiskSubject, request: RiskRequest) -> Outcomes:
    """Return what each draw gave; memory beyond the results is that of one chunk."""
    parameters, units = subject.plan_input.risk, subject.units
    seats = build_seats(subject)
    model = build_revenue_model(units, seats, len(subject.teams), parameters)
    chunk = request.chunk or choose_chunk(seats.size, units.new.size)
    n = request.draws
    outcomes = Outcomes(
        np.empty(n),
        np.empty((n, len(subject.teams)), dtype=np.float64),
        np.empty(n),
        {s: np.empty(n) for s in RiskSource},
    )
    begin = 0
    for draws in iterate_draws(n, chunk, request.seed, parameters, units, seats, model.deals.count):
        _run_chunk(subject, model, draws, outcomes, slice(begin, begin + draws.size))
        begin += draws.size
        if request.on_progress is not None:
            request.on_progress(begin / n)
    return outcomes


def choose_chunk(seats: int, units: int) -> int:
    """Return how many draws fit the working memory at a time."""
    numbers = seats * 12 * _ARRAYS_OF_SEATS + units * _ARRAYS_OF_UNITS
    return max(16, _CHUNK_BYTES // (8 * max(1, numbers)))


def _run_chunk(subject: RiskSubject, model: RevenueModel, draws: Draws, outcomes: Outcomes, at: slice) -> None:
    revenue = compute_unit_revenue(model, draws)
    outcomes.revenue[at] = revenue.sum(axis=1)
    outcomes.ratio[at] = compute_cost_ratio(subject.money, subject.units, revenue)
    for t in range(len(subject.teams)):
        outcomes.teams[at, t] = revenue[:, subject.units.team == t].sum(axis=1)
    for source in RiskSource:
        outcomes.without[source][at] = compute_unit_revenue(model, draws, source).sum(axis=1)
