"""Checks of variable pay, each with its full text once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.pay import CommissionRate
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.response.staffing import build_staffing
from planner.validation import check_plan_input
from tests.plan_input_builder import make_seat
from tests.results.pay_case import FIELD, make_terms
from tests.results.rich_case import make_rich_input


def _messages(plan_input: PlanInput, language: Language = Language.ENGLISH) -> list[str]:
    codes = ("commission_threshold", "commission_thresholds_mixed", "deposit_direct", "base_pay")
    return [f.message(language) for f in check_plan_input(plan_input) if f.code in codes]


@pytest.mark.parametrize(("attainment", "revenue"), [(None, None), (0.5, 100)])
def test_a_threshold_is_one_of_two(attainment, revenue):
    plan_input = replace(make_rich_input(), commission_rates=(CommissionRate(FIELD, attainment, revenue, 0.01),))
    assert _messages(plan_input) == [
        "ERROR Commission rates (From attainment): Field: a row with both thresholds, or none, an attainment or an amount is expected. "
        "Commission from the first unit on begins at 0 %."
    ]


def test_thresholds_of_a_team_are_of_one_kind():
    rates = (CommissionRate(FIELD, 0.5, None, 0.01), CommissionRate(FIELD, None, 100, 0.02))
    assert _messages(replace(make_rich_input(), commission_rates=rates)) == [
        "ERROR Commission rates (From attainment): Field: thresholds by attainment and by amount. Use one kind for a team."
    ]
    apart = (rates[0], replace(rates[1], team=None))
    assert _messages(replace(make_rich_input(), commission_rates=apart)) == []


def test_a_deposit_with_a_direct_team():
    plan_input = replace(make_rich_input(), pay=(make_terms(FIELD, deposit_cents=100),))
    assert _messages(plan_input, Language.CHINESE) == [
        "警告 Pay (伙伴保证金)：Field 为直销团队，却有伙伴保证金。仍会使用。"
    ]


def test_base_pay_of_seats_agrees_with_the_teams_pay_per_head():
    plan_input = make_rich_input()
    team = next(t for t in plan_input.teams if t.team == FIELD)
    # 6 % above on average: told; 5 % and less may be a bonus that pay per head holds
    for share, count in ((1.06, 1), (1.05, 0), (1.0, 0)):
        seats = tuple(
            replace(s, base_pay_cents=round(team.pay_cents * share)) for s in plan_input.seats if s.team == FIELD
        )
        found = _messages(replace(plan_input, seats=seats))
        assert len(found) == count, share
    pay, twice = f"{team.pay_cents / 100:,.0f}", f"{2 * team.pay_cents / 100:,.0f}"
    assert _messages(replace(plan_input, seats=(replace(seats[0], base_pay_cents=2 * team.pay_cents),))) == [
        f"WARNING Teams (Pay per head): Field: seats' base pay is {twice} on average, pay per head {pay}. "
        f"Letters tell the first, the plan's cost follows the second: with a pay per head of {twice} they agree."
    ]


def test_with_the_mean_that_is_told_the_plan_costs_what_the_seats_are_paid():
    plan_input = make_rich_input()
    # Paid 0.5 and 0.5 head-years (from month 7 on): the mean of 90,000 and 60,000 is 75,000; the seat to be hired at an unknown time counts nothing.
    seats = (
        make_seat("A", team=FIELD, rep="Ann", presence_share=0.5, base_pay_cents=9_000_000),
        make_seat("B", team=FIELD, rep="Bo", start_month=7, base_pay_cents=6_000_000),
        make_seat("C", team=FIELD, rep=None, base_pay_cents=90_000_000),
    )
    plan_input = replace(plan_input, seats=seats)
    (message,) = _messages(plan_input)
    assert "with a pay per head of 75,000 they agree" in message
    team = replace(plan_input.team(FIELD), heads=2, pay_cents=7_500_000)
    staffing = build_staffing(replace(plan_input, teams=(team,)))[0]
    assert staffing.head_cost_cents("pay") == 9_000_000 // 2 + 6_000_000 // 2
