"""The verifier on what else stands on the target sheets: the positions, and goals that are no revenue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.choices import Metric
from planner.domain.identifiers import SeatId, TeamId
from planner.domain.plan import AnnualPlan
from planner.domain.rounding import split_amount
from planner.language import Language
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET
from planner.tables.words.choice_words import TO_BE_HIRED
from tests.results.forgery import find_row, forge_cell, read_rich_book, result_tables
from tests.results.quick_verification import codes_without_formulas
from tests.results.rich_case import change_seat, change_settings, change_targets, codes_of, make_rich_case, seat_named


@pytest.mark.parametrize(
    "changes",
    [
        {"rep": "Somebody"},
        {"start_month": 2},
        {"start_month": 13},
        {"last_year_revenue_cents": 5},
        {"last_year_target_cents": None},
        {"is_planned_hire": True},
        {"is_generated": True},
        {"month_capacity": (1.0,) * 12},
        {"month_capacity": (1.2,) * 11},
    ],
)
def test_positions_are_the_inputs(changes: dict[str, Any]):
    plan_input, plan = make_rich_case()
    position = replace(seat_named(plan, "F1").position, **changes)
    assert "positions" in codes_of(plan_input, change_seat(plan, "F1", position=position))


def test_positions_missing_invented_or_in_another_team():
    plan_input, plan = make_rich_case()
    seats = plan.targets.seats
    without = tuple(s for s in seats if s.position.seat != "F3")
    assert "positions" in codes_of(plan_input, change_targets(plan, seats=without))
    extra = replace(seats[0], position=replace(seats[0].position, seat=SeatId("New"), rep=None))
    assert "positions" in codes_of(plan_input, change_targets(plan, seats=(*seats, extra)))
    assert codes_of(plan_input, change_targets(plan, seats=(*seats, seats[0]))) == {"names"}
    moved = replace(seat_named(plan, "F1").position, team=TeamId("Desk"))
    assert "positions" in codes_of(plan_input, change_seat(plan, "F1", position=moved))
    nowhere = replace(seat_named(plan, "F1").position, team=TeamId("Nowhere"))
    assert codes_of(plan_input, change_seat(plan, "F1", position=nowhere)) == {"names"}


def test_positions_of_hires_start_with_them():
    # Two hires in the first quarter: one takes the open seat F4, one a new position; both from month 1.
    plan_input, plan = make_rich_case()
    hired = [s.position for s in plan.targets.seats if s.position.is_planned_hire]
    assert sorted((p.seat == "F4", p.start_month) for p in hired) == [(False, 1), (True, 1)]
    later = replace(seat_named(plan, "F4").position, start_month=4)
    assert "positions" in codes_of(plan_input, change_seat(plan, "F4", position=later))


@pytest.mark.parametrize(
    ("language", "words"), [(Language.ENGLISH, "in place, not named"), (Language.CHINESE, "在岗，未具名")]
)
def test_heads_without_a_seat_are_in_place_and_not_to_be_hired(language: Language, words: str):
    # Field has 4 heads in 3 filled seats; F4 is to be hired
    book = read_rich_book(language)
    written = result_tables(book, make_rich_case()[0])
    assert find_row(written, SEAT_TARGETS_SHEET, "Field #1").text("rep") == words
    assert find_row(written, SEAT_TARGETS_SHEET, "F4").text("rep") == TO_BE_HIRED.choose(language)
    row = find_row(written, SEAT_TARGETS_SHEET, "Field #1")
    forged = forge_cell(book, row.sheet.name, row.row, row.columns["rep"], TO_BE_HIRED.choose(language))
    assert "verify_positions" in codes_without_formulas(forged)


@pytest.mark.parametrize("metric", [Metric.COLLECTIONS, Metric.NEW_CUSTOMERS, Metric.SATISFACTION])
def test_a_goal_that_is_changed_added_or_gone_is_found(metric: Metric):
    plan_input, plan = make_rich_case()
    goals = plan.targets.goals
    first = next(g for g in goals if g.metric is metric and g.seat is not None)

    def with_goal(**changes: Any) -> AnnualPlan:
        return change_targets(plan, goals=tuple(replace(g, **changes) if g is first else g for g in goals))

    assert "goals" not in codes_of(plan_input, plan)
    for falsified in (
        with_goal(value=first.value + 1),
        with_goal(weight=0.5),
        with_goal(seat="Nobody"),
        with_goal(team="Desk" if first.team != "Desk" else "Field"),
        change_targets(plan, goals=(*goals, first)),
        change_targets(plan, goals=tuple(g for g in goals if g is not first)),
    ):
        assert "goals" in codes_of(plan_input, falsified)


def test_goals_are_shared_by_what_drives_them():
    plan_input, plan = make_rich_case()
    goals = list(plan.targets.goals)
    teams = [i for i, g in enumerate(goals) if g.metric is Metric.COLLECTIONS and g.seat is None]
    for i, amount in zip(teams, (1000, -1000), strict=False):
        goals[i] = replace(goals[i], value=goals[i].value + amount)
    assert "goals" in codes_of(plan_input, change_targets(plan, goals=tuple(goals)))


def test_goals_may_be_to_the_cent_as_older_plans_have_them():
    plan_input, plan = make_rich_case()
    goals = list(plan.targets.goals)
    seats = [i for i, g in enumerate(goals) if g.metric is Metric.COLLECTIONS and g.seat is not None]
    (team,) = {goals[i].team for i in seats[:2]}
    own = [i for i in seats if goals[i].team == team]
    bases = {str(s.position.seat): s.base_cents for s in plan.targets.seats}
    exact = split_amount(int(sum(goals[i].value for i in own)), [bases[str(goals[i].seat)] for i in own])
    for i, part in zip(own, exact, strict=True):
        goals[i] = replace(goals[i], value=float(part))
    assert len(own) > 1
    assert codes_of(plan_input, change_targets(plan, goals=tuple(goals))) == set()


def test_goals_need_a_company_target():
    plan_input, plan = make_rich_case()
    assert "goals" in codes_of(change_settings(plan_input, target_satisfaction=None), plan)
    assert "goals" in codes_of(change_settings(plan_input, target_referral=0.2), plan)
