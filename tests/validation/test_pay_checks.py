"""Checks of variable pay, each with its full text once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.pay import CommissionRate
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.validation import check_plan_input
from tests.results.pay_case import FIELD, make_terms
from tests.results.rich_case import change_team_input, make_rich_input


def _messages(plan_input: PlanInput, language: Language = Language.ENGLISH) -> list[str]:
    codes = (
        "commission_threshold",
        "commission_thresholds_mixed",
        "deposit_direct",
        "base_pay",
        "pay_of_others",
        "base_pay_of_hire",
        "presence_of_hire",
    )
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


def test_base_pay_of_seats_and_pay_per_head_are_of_one_size():
    plan_input = change_team_input(make_rich_input(), FIELD, pay_cents=12_000_000)
    seats = [s for s in plan_input.seats if s.team == FIELD]

    def told(*base_pay: int | None) -> list[str]:
        paid = tuple(replace(s, base_pay_cents=p) for s, p in zip(seats, base_pay, strict=False))
        return _messages(replace(plan_input, seats=paid))

    # a quarter and four times: unusual; a zero is meant, and no part of the mean; a blank is nothing
    assert told(3_000_000, 48_000_000) == []
    assert told(3_000_000, 0, None) == []
    # 10,000 a month is no year's pay
    assert told(1_000_000, 1_000_000) == [
        "WARNING Teams (Pay per head): Field: seats' base pay is 10,000 on average, pay per head 120,000. "
        "Both are for a full year, in the same unit; the plan counts both as they are."
    ]


def test_heads_and_hires_without_pay():
    plan_input = change_team_input(make_rich_input(), FIELD, pay_cents=0)
    assert _messages(plan_input) == []  # said by the check of teams that cost nothing, where nothing else costs
    paid = tuple(replace(s, base_pay_cents=9_000_000) if s.seat == "F1" else s for s in plan_input.seats)
    # F2, F3 and the head without a seat; F4 is to be hired at an unknown time
    assert _messages(replace(plan_input, seats=paid)) == [
        "WARNING Teams (Pay per head): Field: pay per head is 0; 3 heads state no base pay, and up to 2 may be hired. "
        "They would be paid nothing: fill pay per head."
    ]
    everybody = tuple(replace(s, base_pay_cents=9_000_000) for s in paid if s.seat in ("F1", "F2", "F3"))
    closed = change_team_input(plan_input, FIELD, heads=3, max_hires=0, benefits_cents=0)
    findings = check_plan_input(replace(closed, seats=everybody))
    assert not {"team_costs_nothing", "pay_of_others"} & {f.code for f in findings if "Field" in f.message()}


def _messages_of_open_seat(language: Language, **changes: Any) -> list[str]:
    plan_input = make_rich_input()
    seats = tuple(replace(s, **changes) if s.seat == "F4" else s for s in plan_input.seats)
    return _messages(replace(plan_input, seats=seats), language)


def test_a_seat_that_a_hire_would_take_states_no_pay_of_its_own():
    assert _messages_of_open_seat(Language.ENGLISH, base_pay_cents=9_000_000) == [
        "ERROR Seats (Base pay): 'F4' is to be hired, no start month is given, and it states a base pay of its own: 90,000. "
        "Fill the start month: then the seat's own pay counts. Or leave base pay blank: a hire counts with the team's pay per head, 40,000."
    ]
    assert _messages_of_open_seat(Language.CHINESE, base_pay_cents=0) == [
        "错误 Seats (基本薪酬)：“F4”待招且未填到岗月，却填有单列基本薪酬 0。"
        "请填写到岗月，按席位自己的薪酬计算；或将基本薪酬留空，新招人员按团队人均薪酬 40,000 计算。"
    ]
    assert _messages_of_open_seat(Language.ENGLISH, base_pay_cents=4_000_000) == []  # what a hire costs
    assert _messages_of_open_seat(Language.ENGLISH, base_pay_cents=9_000_000, start_month=5) == []


def test_a_seat_that_a_hire_would_take_is_full_time():
    assert _messages_of_open_seat(Language.ENGLISH, presence_share=0.5) == [
        "ERROR Seats (Presence): 'F4' is to be hired, no start month is given, and it states a presence of 50%. "
        "Fill the start month: then the seat counts part-time. Or leave presence blank: a hire counts full time."
    ]
    assert _messages_of_open_seat(Language.ENGLISH, presence_share=0.5, start_month=5) == []
