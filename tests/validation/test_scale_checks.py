"""One sheet in thousands and nothing says so: pay, history and seats beside last year's revenue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.calendar import HistoryLine
from planner.findings import Severity
from planner.language import Language
from planner.validation import check_plan_input
from tests.plan_input_builder import make_plan_input, make_seat, make_settings

_CODES = ("size_of_pay", "size_of_history", "size_of_seats")


def _found(plan_input):
    findings = check_plan_input(plan_input)
    return [f.message(Language.ENGLISH) for f in findings if f.code in _CODES]


def _history(plan_input, factor):
    year = plan_input.settings.plan_year - 1
    return tuple(
        HistoryLine(year, month, s.segment, None, None, round(s.existing_revenue_cents / 12 * factor))
        for s in plan_input.segments
        for month in range(1, 13)
    )


def test_sheets_of_one_size_are_no_fault():
    plan_input = make_plan_input()
    revenue = sum(s.existing_revenue_cents for s in plan_input.segments)
    seat = make_seat("F1", last_year_revenue_cents=revenue // 4)
    assert _found(replace(plan_input, history=_history(plan_input, 1.1), seats=(seat,))) == []


def test_pay_in_thousands_is_named():
    plan_input = make_plan_input()
    teams = tuple(
        replace(t, pay_cents=200_00, benefits_cents=0, expense_cents=0, travel_cents=0, presales_cents=0)
        for t in plan_input.teams
    )
    heads, last_year = sum(t.heads for t in teams), sum(s.existing_revenue_cents for s in plan_input.segments)
    assert _found(replace(plan_input, teams=teams)) == [
        f"WARNING Teams (Pay per head): all heads cost {200 * heads:,} a year, last year's revenue is {last_year // 100:,}. "
        "If one of them is in thousands or 万, say so in its header, e.g. (k) or (万元)."
    ]


@pytest.mark.parametrize("factor", [0.001, 3])
def test_history_of_another_size_is_named(factor):
    plan_input = make_plan_input()
    found = _found(replace(plan_input, history=_history(plan_input, factor)))
    assert len(found) == 1 and found[0].startswith(
        "WARNING Monthly history (Revenue): the history of last year adds up to "
    )


def test_history_of_a_part_of_the_year_or_market_says_nothing():
    plan_input = make_plan_input()
    lines = _history(plan_input, 0.001)
    assert _found(replace(plan_input, history=lines[1:12])) == []


def test_seats_of_another_size_are_named():
    plan_input = make_plan_input()
    revenue = sum(s.existing_revenue_cents for s in plan_input.segments)
    found = _found(replace(plan_input, seats=(make_seat("F1", last_year_revenue_cents=revenue // 1000),)))
    assert len(found) == 1 and found[0].startswith("WARNING Seats (Last year's revenue): the seats sold ")


@pytest.mark.parametrize(("months", "is_given", "is_told"), [(9, False, True), (9, True, False), (12, False, False)])
def test_growth_from_a_part_of_last_year_is_told(months, is_given, is_told):
    """In the budget season the year is not over: nine months of history make a team grow by a third that is none."""
    plan_input = make_plan_input()
    team = replace(plan_input.teams[0], last_year_revenue_cents=10**9 if is_given else None)
    lines = [
        HistoryLine(plan_input.settings.plan_year - 1, m, plan_input.segments[0].segment, None, team.team, 10**7)
        for m in range(1, months + 1)
    ]
    changed = replace(plan_input, teams=(team, *plan_input.teams[1:]), history=tuple(lines))
    found = [f.message() for f in check_plan_input(changed) if f.code == "history_not_whole"]
    assert len(found) == is_told
    assert all(
        f"last year's history holds 9 of 12 months, and last year's revenue of '{team.team}' is blank (teams alike: 1)"
        in m
        for m in found
    )


def test_quarters_kept_under_their_last_month_are_told():
    plan_input = make_plan_input()
    whole = _history(plan_input, 1.0)
    quarters = tuple(line for line in whole if line.month % 3 == 0)
    found = [f.message(Language.ENGLISH) for f in check_plan_input(replace(plan_input, history=quarters))]
    assert any(
        "the history has lines of the months 3, 6, 9, 12 alone. Quarters give no month shares" in m for m in found
    )
    found = [f.message(Language.ENGLISH) for f in check_plan_input(replace(plan_input, history=whole))]
    assert not any("lines of the months" in m for m in found)


@pytest.mark.parametrize(
    ("ratio", "severity"),
    [
        (0, Severity.WARNING),
        (0.0005, Severity.ERROR),
        (0.002, Severity.WARNING),
        (1.1, None),
        (900, Severity.WARNING),
        (1_500, Severity.ERROR),
    ],
)
def test_a_target_a_thousand_times_away_is_in_another_unit(ratio, severity):
    last_year = sum(s.existing_revenue_cents for s in make_plan_input().segments)
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=round(ratio * last_year)))
    found = [f.severity for f in check_plan_input(plan_input) if f.code == "target_far_from_last_year"]
    assert found == ([] if severity is None else [severity])
