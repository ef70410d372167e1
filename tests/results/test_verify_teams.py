"""The verifier on people and time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.calendar import HistoryLine
from planner.domain.identifiers import RampId
from planner.results.verification.channel_plan.teams import last_year_cents
from planner.results.verification.facts.case import Case
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_ramp, make_seat, make_settings, make_team
from tests.results.rich_case import (
    change_settings,
    change_team,
    change_team_input,
    change_unit,
    codes_of,
    make_rich_case,
    unit_named,
)


def test_team_capacity_by_hand():
    # Ramp 0, 0.5, then full: 10.5 months of 12. Seats: A all year; B from month 7: 0 + 0.5 + 4 = 4.5 months; C at half presence.
    # Four heads, three of them in seats, so one more all year: 12 + 4.5 + 6 + 12 = 34.5 months = 2.875 FTE. Vacant D without a month: nobody.
    # Of five leavers in a hundred each costs 2 months to refill and 1.5 of ramp: staying 1 − 0.05·3.5/12. Leave 10 %.
    seats = (
        make_seat("A"),
        make_seat("B", start_month=7),
        make_seat("C", presence_share=0.5),
        make_seat("D", rep=None),
    )
    team = make_team(
        "Field", heads=4, max_hires=3, span_of_control=5, ramp=RampId("r"), attrition_share=0.05, leave_share=0.1
    )
    case = Case(
        make_plan_input(
            teams=(team,), seats=seats, ramps=(make_ramp("r", 0.0, 0.5),), settings=make_settings(refill_months=2.0)
        )
    )
    time = case.times["Field"]
    assert time.own_fte == pytest.approx(2.875 * 0.9 * (1 - 0.05 * 3.5 / 12))
    # A hire of the first quarter sells 10.5 months, of the fourth 0 + 0.5 + 1 = 1.5.
    assert time.hire_fte == pytest.approx((10.5 / 12 * 0.9, 7.5 / 12 * 0.9, 4.5 / 12 * 0.9, 1.5 / 12 * 0.9))
    assert time.people == 4
    assert time.most_hires == 1  # five may report to the manager
    # Paid: A 12, B from July 6, C 6, the fourth head 12 months.
    assert time.paid_years == pytest.approx(36 / 12)


def test_team_capacity_to_the_last_hour():
    # What Field uses is exactly available with as much leave as leaves just that.
    plan_input, plan = make_rich_case()
    assert "team_capacity" not in codes_of(plan_input, plan)
    field = next(t for t in plan.channel_plan.teams if t.team == "Field")
    leave = 1 - 0.95 * field.used_fte / field.available_fte
    for share, fits in ((leave - 1e-9, True), (leave + 1e-6, False)):
        fuller = change_team_input(plan_input, "Field", leave_share=share)
        used = [f for f in verify_plan(fuller, plan) if f.code == "verify_team_capacity" and "uses" in f.found.en]
        assert (not used) is fits


def test_team_capacity_is_stated_rightly():
    plan_input, plan = make_rich_case()
    assert codes_of(plan_input, change_team(plan, "Field", available_fte=9.0)) == {"team_capacity"}
    assert codes_of(plan_input, change_team(plan, "Field", lead_fte=1.0)) == {"team_capacity"}
    assert "team_capacity" in codes_of(plan_input, change_unit(plan, "Banks", fte=4.0))


def test_team_capacity_counts_cosell_effort():
    plan_input, plan = make_rich_case()
    name = next(u.unit.unit for u in plan.channel_plan.units if u.coseller == "Field")
    more = change_unit(plan, name, cosell_fte=unit_named(plan, name).cosell_fte + 1)
    assert "team_capacity" in codes_of(plan_input, more)


@pytest.mark.parametrize(
    ("setting", "least"),
    [("max_hires", 2), ("headcount_limit", 10)],  # two hires of Field; 4 + 2 + 2 heads and two hires
)
def test_hire_limit(setting: str, least: int):
    plan_input, plan = make_rich_case()
    assert "hire_limit" not in codes_of(change_settings(plan_input, **{setting: least}), plan)
    assert "hire_limit" in codes_of(change_settings(plan_input, **{setting: least - 1}), plan)


@pytest.mark.parametrize(("field", "least"), [("max_hires", 2), ("span_of_control", 6)])
def test_hire_limit_of_a_team(field: str, least: int):
    plan_input, plan = make_rich_case()
    assert "hire_limit" not in codes_of(change_team_input(plan_input, "Field", **{field: least}), plan)
    assert "hire_limit" in codes_of(change_team_input(plan_input, "Field", **{field: least - 1}), plan)


@pytest.mark.parametrize(
    "changes", [{"heads": 5}, {"hires": (3, 0, 0, 0)}, {"hires": (-1, 0, 0, 0)}, {"hires": (1.5, 0, 0, 0)}]
)
def test_hire_limit_takes_whole_people_only(changes: dict[str, Any]):
    plan_input, plan = make_rich_case()
    assert codes_of(plan_input, change_team(plan, "Field", **changes)) & {"hire_limit", "numbers"}


def test_headcount_budget():
    # Field: 4 heads paid 3.25 years (one from April, one half present, so 1 + 0.75 + 0.5 + 1) and two hires all year, at 50,000.00 each;
    # Allies and Desk 4 heads at 200,000.00, a manager at 250,000.00, two recruiting fees at 5,000.00.
    people = round((3.25 + 2) * 5_000_000) + 4 * 20_000_000 + 25_000_000 + 2 * 500_000
    plan_input, plan = make_rich_case()
    assert "headcount_budget" not in codes_of(change_settings(plan_input, headcount_budget_cents=people), plan)
    assert "headcount_budget" in codes_of(change_settings(plan_input, headcount_budget_cents=people - 1), plan)


def test_team_revenue_band():
    plan_input, plan = make_rich_case()
    led = next(t for t in plan.channel_plan.teams if t.team == "Desk").expected_revenue_cents
    for field, fits, breaks in (("revenue_min_cents", led, led + 1), ("revenue_max_cents", led, led - 1)):
        assert "team_revenue_band" not in codes_of(change_team_input(plan_input, "Desk", **{field: fits}), plan)
        assert "team_revenue_band" in codes_of(change_team_input(plan_input, "Desk", **{field: breaks}), plan)


def test_team_revenue_band_carries_a_least_target_at_the_largest_stretch():
    plan_input, plan = make_rich_case()
    led = next(t for t in plan.channel_plan.teams if t.team == "Desk").expected_revenue_cents
    most = int(led * 1.6)
    assert "team_revenue_band" not in codes_of(change_team_input(plan_input, "Desk", target_min_cents=most), plan)
    assert "team_revenue_band" in codes_of(change_team_input(plan_input, "Desk", fixed_target_cents=most + 5), plan)


@pytest.mark.parametrize("field", ["expected_revenue_cents", "cosell_revenue_cents", "last_year_revenue_cents"])
def test_team_revenue_band_states_what_its_units_bring(field: str):
    plan_input, plan = make_rich_case()
    field_team = next(t for t in plan.channel_plan.teams if t.team == "Field")
    wrong = change_team(plan, "Field", **{field: getattr(field_team, field) + 1})
    assert "team_revenue_band" in codes_of(plan_input, wrong)


def test_last_year_of_a_team_is_given_else_from_history_else_from_todays_segments():
    plan_input, plan = make_rich_case()
    last_year = {t.team: t.last_year_revenue_cents for t in plan.channel_plan.teams}
    assert last_year == {"Field": 12 * 8_333_333, "Allies": 100_000_000, "Desk": 100_000_000}
    given = change_team_input(plan_input, "Field", last_year_revenue_cents=7)
    assert "team_revenue_band" in codes_of(given, plan)
    nobodys = tuple(replace(line, team=None) for line in plan_input.history)
    assert "team_revenue_band" in codes_of(replace(plan_input, history=nobodys), plan)


def test_the_history_is_gone_through_once_however_many_teams_there_are():
    went: list[int] = []

    class Lines(tuple[HistoryLine, ...]):
        def __iter__(self) -> Iterator[HistoryLine]:
            went.append(len(self))
            return super().__iter__()

    plan_input, _ = make_rich_case()
    case = Case(replace(plan_input, history=Lines(plan_input.history)))
    went.clear()
    assert [last_year_cents(case, team) for team in ("Field", "Allies", "Desk") * 9] == [99_999_996, 10**8, 10**8] * 9
    assert len(went) == 1
