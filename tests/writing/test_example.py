"""The example company is plausible: its figures lie where published ones do, and planning is worth something."""

from __future__ import annotations

import numpy as np
import pytest

from planner.domain.choices import Channel
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.writing.example import build_example


@pytest.fixture(scope="module")
def example():
    return build_example(Language.ENGLISH)


@pytest.fixture(scope="module")
def made(example):
    return make_annual_plan(example, PlanRequest(gap_limit=1e-3))


def test_growth_cost_ratio_and_calibration(example, made):
    last_year = sum(s.existing_revenue_cents for s in example.segments)
    totals = made.plan.channel_plan.totals
    assert example.settings.target_revenue_cents / last_year == pytest.approx(1.15, abs=0.01)
    assert 0.08 <= totals.cost_of_sales_ratio <= 0.15
    assert abs(made.plan.calibration.deviation) < 0.15
    assert 1.0 < made.plan.targets.company_stretch < 1.1


def test_effort_elasticity_today_is_near_the_published_mean(example, made):
    # γ·(1 − reach) at today's effort, weighted by revenue; Albers, Mantrala & Sridhar (2010): mean 0.34.
    options = made.problem.options
    rows = np.flatnonzero(options.is_today & (options.fte > 0))
    shape = np.array([example.channel(c).response_shape for c in Channel])[options.channel[rows]]
    elasticity = np.average(shape * (1 - options.reach[rows]), weights=options.revenue_cents[rows])
    assert 0.25 <= elasticity <= 0.4


def test_the_plan_gains_two_to_seven_percent_of_revenue_over_as_last_year(made):
    totals, last = made.plan.channel_plan.totals, made.plan.as_last_year
    assert 0.02 <= (totals.contribution_cents - last.totals.contribution_cents) / totals.revenue_cents <= 0.07
    assert 1.02 <= totals.revenue_cents / last.totals.revenue_cents <= 1.07
    assert last.is_feasible


def test_the_plan_gains_over_the_matrix_rule(made):
    totals, rule = made.plan.channel_plan.totals, made.plan.matrix_rule.totals
    assert 0.02 <= (totals.contribution_cents - rule.contribution_cents) / totals.revenue_cents <= 0.07


def test_no_team_is_asked_for_a_miracle(example, made):
    last_year: dict[str, int] = {}
    for segment in example.segments:
        if segment.today_team is not None:
            last_year[segment.today_team] = last_year.get(segment.today_team, 0) + segment.existing_revenue_cents
    for team in made.plan.channel_plan.teams:
        assert 0.7 <= team.expected_revenue_cents / last_year[team.team] <= 1.45, team.team


def test_no_team_stands_idle(made):
    for team in made.plan.channel_plan.teams:
        assert team.used_fte >= 0.7 * team.available_fte, team.team


def test_the_example_has_40_segments_5_products_8_teams_45_seats_two_years():
    for language in Language:
        example = build_example(language)
        assert (len(example.segments), len(example.products), len(example.teams), len(example.seats)) == (40, 5, 8, 45)
        assert {line.year for line in example.history} == {2025, 2026}


def test_seats_sold_what_their_teams_did_and_know_what_was_asked_of_them(example):
    for team in example.teams:
        seats = [s for s in example.seats if s.team == team.team and s.last_year_revenue_cents is not None]
        led = sum(s.existing_revenue_cents for s in example.segments if s.today_team == team.team)
        assert sum(s.last_year_revenue_cents for s in seats) == led, team.team
        assert all(0.85 <= s.last_year_revenue_cents / s.last_year_target_cents <= 1.2 for s in seats), team.team
