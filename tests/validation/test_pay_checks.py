"""Checks of variable pay, each with its full text once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.pay import CommissionRate
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.validation import check_plan_input
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
    pay = f"{team.pay_cents / 100:,.0f}"
    assert _messages(replace(plan_input, seats=(replace(seats[0], base_pay_cents=2 * team.pay_cents),))) == [
        f"WARNING Teams (Pay per head): Field: seats' base pay is {2 * team.pay_cents / 100:,.0f} on average, pay per head {pay}. "
        "Letters tell the first, the plan's cost follows the second."
    ]
