"""Reliefs are rounded so that they are enough, and go whole steps further where a plan asks for more."""

from __future__ import annotations

from planner.domain.choices import Objective
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.results.diagnosis.levers import list_levers, share_down, share_up, step_down, step_up
from tests.plan_input_builder import make_plan_input, make_settings, make_team


def test_a_step_further_relieves_more():
    """A floor falls and a cap rises with every further step; a floor ends at 0."""
    assert [step_down(1_050, 100, extra) for extra in (0, 1, 2, 20)] == [1_000, 900, 800, 0]
    assert [step_up(1_050, 100, extra) for extra in (0, 1, 2)] == [1_100, 1_200, 1_300]
    assert [share_down(0.12345, extra) for extra in (0, 1, 5_000)] == [0.1234, 0.1233, 0.0]
    assert [share_up(0.12345, extra) for extra in (0, 1)] == [0.1235, 0.1236]


def test_an_amount_that_is_a_step_stays():
    """Also where floating point lies a hair beside it."""
    assert (step_down(900, 100), step_up(900, 100)) == (900, 900)
    assert (step_down(899.99999, 100), step_up(900.00001, 100)) == (900, 900)
    assert (share_down(0.1234), share_up(0.1234)) == (0.1234, 0.1234)


def test_relief_of_what_a_team_must_expect_is_told_in_its_own_figures():
    """A fixed or least target may lie a stretch above the revenue that carries it; least revenue is that revenue; what is kept stays."""
    team = make_team(
        "Field", fixed_target_cents=200_000_000, target_min_cents=100_000_000, revenue_min_cents=155_000_000
    )
    model = build_channel_plan_model(
        build_channel_plan_problem(make_plan_input(teams=(team,), settings=make_settings(largest_stretch=1.25))),
        Objective.CONTRIBUTION,
    )
    (lever,) = (v for v in list_levers(model) if v.rule == "team_revenue_band")
    # 1,600,000.00 are asked; 1,440,000.00 carry a target of 1,800,000.00.
    changes = lever.changes(16_000_000 / model.money, 0)
    assert {(c.field, c.old, c.new) for c in changes} == {
        ("fixed_target_cents", 200_000_000, 180_000_000),
        ("revenue_min_cents", 155_000_000, 144_000_000),
    }
    assert lever.side == 1


def test_a_most_of_expected_revenue_is_raised():
    team = make_team("Field", revenue_max_cents=50_000_000)
    model = build_channel_plan_model(build_channel_plan_problem(make_plan_input(teams=(team,))), Objective.CONTRIBUTION)
    (lever,) = (v for v in list_levers(model) if v.rule == "team_revenue_band")
    (change,) = lever.changes(1_000_000 / model.money, 0)
    assert (change.field, change.old, change.new, lever.side) == ("revenue_max_cents", 50_000_000, 51_000_000, -1)
