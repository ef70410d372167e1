"""Known options mended move by move until they keep all rules."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.channels import RebateStep
from planner.domain.choices import Channel, Objective
from planner.optimization.channel_plan import known_plans, mending
from planner.optimization.channel_plan.baselines import broken_rules
from planner.optimization.channel_plan.known_plans import list_mended_points
from planner.optimization.channel_plan.mending import mend_plan
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from tests.bench.generated_case import make_large_case


def _model(cap=0.15, objective=Objective.CONTRIBUTION, **changes):
    case = make_large_case(60, 6, cap)
    steps = changes.pop("rebates", ())
    return build_channel_plan_model(
        build_channel_plan_problem(replace(case, settings=replace(case.settings, **changes), rebates=steps)), objective
    )


def _as_last_year(model):
    return [int(i) for i in np.flatnonzero(model.problem.options.is_today)]


def _value(model, point):
    return float(model.program.cost @ point + model.program.offset)


@pytest.mark.parametrize("objective", list(Objective))
def test_a_baseline_that_costs_too_much_is_mended(objective):
    model = _model(objective=objective)
    assert broken_rules(model, _as_last_year(model)) == ("cost_of_sales_cap",)
    points = list(list_mended_points(model, 30.0))
    assert points
    best = solve_with_highs(model.program, SolveOptions(relax=True))
    for point in points:
        assert not model.program.broken_rows(point).any()
        assert _value(model, point) <= best.objective + 1e-6


def test_hires_are_moves_as_well():
    # Today's people bring 0.7 % more at most; the floor is the target ÷ 1.5. More effort and a hire help together alone, neither without the other.
    reached = _model(cap=None)
    options = reached.problem.options
    revenue = int(options.revenue_cents[_as_last_year(reached)].sum())
    model = _model(cap=None, target_revenue_cents=int(revenue * 1.5 * 1.01))
    point = mend_plan(model, _as_last_year(model), time.monotonic() + 30)
    assert not model.program.broken_rows(point).any()
    assert sum(point[column] for column in model.hires.values()) > 0


def test_rebates_follow_from_what_is_chosen():
    steps = tuple(RebateStep(Channel.STRATEGIC_PARTNER, start, rate) for start, rate in ((0, 0.01), (10**9, 0.03)))
    model = _model(rebates=steps)
    point = mend_plan(model, _as_last_year(model), time.monotonic() + 30)
    assert not model.program.broken_rows(point).any()


def test_what_people_forbid_gives_way_at_once():
    case = make_large_case(60, 6, cap=None)
    segments = tuple(
        replace(s, forbidden_channels=(Channel.DIRECT,)) if s.today_channel is Channel.DIRECT else s
        for s in case.segments
    )
    model = build_channel_plan_model(
        build_channel_plan_problem(replace(case, segments=segments)), Objective.CONTRIBUTION
    )
    assert "forced_choice" in broken_rules(model, _as_last_year(model))
    point = mend_plan(model, _as_last_year(model), time.monotonic() + 30)
    assert not model.program.broken_rows(point).any()


def test_among_few_of_many_options_there_is_a_plan_too(monkeypatch):
    monkeypatch.setattr(mending, "_LOOKED_AT", 60 * 12)
    model = _model()
    point = mend_plan(model, _as_last_year(model), time.monotonic() + 30)
    assert not model.program.broken_rows(point).any()


def test_without_time_the_baseline_is_as_it_was():
    model = _model()
    point = mend_plan(model, _as_last_year(model), time.monotonic())
    assert np.flatnonzero(point[: model.problem.options.size]).tolist() == _as_last_year(model)


def test_too_many_options_are_not_laid_out(monkeypatch):
    monkeypatch.setattr(known_plans, "_MOST_OPTIONS", 10)
    assert list(list_mended_points(_model(), 30.0)) == []
