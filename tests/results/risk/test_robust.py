"""Plans whose revenue is certain: kept in years that the search did not see, verified, close to the best of all combinations."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pytest

from planner.domain.choices import Objective, SolveStatus
from planner.domain.plan import AnnualPlan
from planner.domain.risk import RiskParameters, SegmentRisk
from planner.errors import NoFeasiblePlanError, TimeLimitError
from planner.optimization.annual_plan import MadePlan, PlanRequest, make_annual_plan
from planner.optimization.channel_plan.baselines import broken_rules
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import RobustTarget, build_channel_plan_problem
from planner.optimization.channel_plan.solution import build_channel_plan, compute_objective_cents
from planner.optimization.target_split import split_targets
from planner.results.risk.draws import iterate_draws
from planner.results.risk.effort import build_seats
from planner.results.risk.options import sample_option_revenue
from planner.results.risk.revenue import build_revenue_model, compute_unit_revenue
from planner.results.risk.robust import _Search, make_robust_plan
from planner.results.risk.robust_request import RobustRequest
from planner.results.risk.simulate import draw_revenue
from planner.results.risk.subject import build_subject
from planner.results.risk.summary import quantile, reach_probability
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_settings
from tests.results.rich_case import codes_of, make_rich_input
from tests.results.risk.test_simulate import NOTHING


@cache
def _rich() -> tuple[MadePlan, int]:
    """Return the rich company's plan and the revenue that it reaches in 80 % of the years."""
    made = make_annual_plan(make_rich_input())
    revenue = draw_revenue(build_subject(made.problem.plan_input, made.plan), 10_000, 0)
    return made, int(quantile(revenue, 0.2))


def _certain(share: float, cents: int) -> AnnualPlan:
    made, _ = _rich()
    return make_robust_plan(made.problem.plan_input, made, RobustRequest(share, cents), PlanRequest())[0]


def test_options_without_uncertainty_bring_what_they_are_priced_at():
    plan_input = replace(make_rich_input(), risk=NOTHING)
    plan_input = replace(plan_input, teams=tuple(replace(t, attrition_share=0.0) for t in plan_input.teams))
    made = make_annual_plan(plan_input)
    years = sample_option_revenue(build_subject(plan_input, made.plan), made.problem, 3, 0)
    priced = made.problem.options.revenue_cents
    assert years.shape == (3, priced.size)
    assert np.abs(years - priced).max() < 2.0  # cents


def test_options_of_the_plan_bring_what_the_plan_brings():
    made, _ = _rich()
    plan_input = made.problem.plan_input
    own = tuple(SegmentRisk(s.segment, 0.1 * i, None, 0.5 / (i + 1)) for i, s in enumerate(plan_input.segments))
    calm = replace(plan_input, risk=replace(plan_input.risk, market_spread=0.0), segment_risks=own)
    subject = build_subject(calm, made.plan)
    seats = build_seats(subject)
    model = build_revenue_model(subject.units, seats, len(subject.teams), calm.risk)
    draws = next(iterate_draws(50, 50, 9, calm.risk, subject.units, seats, model.deals.count))
    expected = compute_unit_revenue(model, draws)
    years = sample_option_revenue(subject, made.problem, 50, 9)[:, list(made.solved.chosen)]
    assert years == pytest.approx(expected, rel=1e-6, abs=2.0)


def test_robust_target_holds_in_years_that_nobody_looked_at():
    made, sure = _rich()
    target = round(sure * 1.01)
    plan = _certain(0.8, target)
    promise = plan.robust
    assert promise is not None
    assert promise.probability >= 0.8 > promise.plain_probability
    assert promise.price_cents > 0
    assert promise.revenue_cents == target
    unseen = draw_revenue(build_subject(made.problem.plan_input, plan), 20_000, 77)
    # The search aims at 10,000 years; the share in others differs by sampling: 4 standard errors.
    assert reach_probability(unseen, target) >= 0.8 - 4 * np.sqrt(0.16 / 10_000)
    assert verify_plan(made.problem.plan_input, plan) == ()
    report = plan.channel_plan.report
    assert report.objective_cents + promise.price_cents == made.plan.channel_plan.report.objective_cents
    assert report.bound_cents >= made.plan.channel_plan.report.objective_cents


def test_robust_target_is_free_when_the_plan_is_certain_already():
    made, sure = _rich()
    plan = _certain(0.8, round(sure * 0.9))
    assert plan.robust is not None and plan.robust.price_cents == 0
    assert plan.channel_plan.units == made.plan.channel_plan.units


def test_robust_target_that_no_plan_keeps_is_said_with_a_way_out():
    _, sure = _rich()
    with pytest.raises(NoFeasiblePlanError, match="certainty") as caught:
        _certain(0.8, sure * 2)
    assert caught.value.conflicts
    assert "把握" in caught.value.text.zh


def test_robust_target_is_verified():
    made, sure = _rich()
    plan_input, plan = made.problem.plan_input, _certain(0.8, round(sure * 1.01))
    assert plan.robust is not None
    for change in ({"revenue_cents": sure * 2}, {"share": 0.99}, {"probability": 0.95}, {"draws": 10}):
        assert "robust_target" in codes_of(plan_input, replace(plan, robust=replace(plan.robust, **change))), change
    assert "robust_target" in codes_of(plan_input, replace(made.plan, robust=plan.robust))


def test_robust_target_row():
    problem = build_channel_plan_problem(make_plan_input())
    weights = problem.options.revenue_cents.astype(np.float64) * 0.9
    model = build_channel_plan_model(replace(problem, robust=RobustTarget(weights, 1e8)), Objective.CONTRIBUTION)
    program = model.program
    row = program.row_names.index("robust_target.company")
    places = slice(program.starts[row], program.starts[row + 1])
    found = np.zeros(program.columns)
    found[program.indices[places]] = program.values[places] * model.money
    assert found[: weights.size] == pytest.approx(weights)
    assert program.row_lower[row] * model.money == pytest.approx(1e8, abs=10)
    assert "robust_target.company" not in build_channel_plan_model(problem, Objective.CONTRIBUTION).program.row_names


@pytest.mark.parametrize(
    ("factor", "risk"),
    [
        (1.08, RiskParameters(potential_spread=0.4, penetration_spread=0.6, market_spread=0.05)),
        (1.1, RiskParameters()),
        (1.1, RiskParameters(potential_spread=0.8, response_spread=1.0, market_spread=0.02)),
    ],
)
def test_robust_target_is_near_the_best_of_all_combinations(factor, risk):
    # All plans that keep the rules, best first; the first that is certain enough by the same simulation is the best certain plan.
    plan_input = make_plan_input(settings=make_settings(gap_limit=0.0), risk=risk)
    made = make_annual_plan(plan_input)
    problem = made.problem
    revenue = draw_revenue(build_subject(plan_input, made.plan), 2_000, 0)
    target = round(quantile(revenue, 0.2) * factor)
    options, model = problem.options, made.solved.model
    rows = [np.flatnonzero((options.unit == u) & options.allowed & options.eligible) for u in range(len(options.units))]
    plans = [tuple(int(i) for i in c) for c in product(*rows)]
    ranked = sorted(plans, key=lambda c: -compute_objective_cents(problem, Objective.CONTRIBUTION, c, {}))
    best = next(c for c in ranked if not broken_rules(model, c) and _holds(made, c, target))
    oracle = compute_objective_cents(problem, Objective.CONTRIBUTION, best, {})
    found, _ = make_robust_plan(plan_input, made, RobustRequest(0.8, target, draws=2_000), PlanRequest())
    assert found.robust is not None and found.robust.probability >= 0.8 > found.robust.plain_probability
    value = found.channel_plan.report.objective_cents
    assert found.robust.price_cents == made.plan.channel_plan.report.objective_cents - value > 0
    assert value <= oracle
    assert oracle - value <= 0.02 * abs(oracle)


def _holds(made: MadePlan, chosen: tuple[int, ...], target: int) -> bool:
    plan_input, report = made.problem.plan_input, made.plan.channel_plan.report
    channel_plan = build_channel_plan(made.problem, chosen, {}, report)
    try:
        targets = split_targets(plan_input, channel_plan)
    except NoFeasiblePlanError:  # nobody is left to carry the target
        return False
    plan = replace(made.plan, channel_plan=channel_plan, targets=targets)
    return reach_probability(draw_revenue(build_subject(plan_input, plan), 2_000, 0), target) >= 0.8


def test_when_its_time_is_over_the_search_keeps_a_certain_plan_and_does_not_say_that_there_is_none(monkeypatch):
    made, cents = _rich()
    monkeypatch.setattr(_Search, "is_late", True)
    plan, _ = make_robust_plan(made.problem.plan_input, made, RobustRequest(0.8, int(cents * 1.01)), PlanRequest())
    assert plan.robust is not None
    assert plan.robust.probability >= 0.8
    assert plan.channel_plan.report.status is SolveStatus.TIME_LIMIT
    with pytest.raises(TimeLimitError):
        make_robust_plan(made.problem.plan_input, made, RobustRequest(0.99, cents * 2), PlanRequest())
