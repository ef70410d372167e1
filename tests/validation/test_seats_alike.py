"""Seats that sold very differently and would get one target."""

from __future__ import annotations

import pytest

from planner.validation import check_plan_input
from tests.account_book_builder import make_book
from tests.plan_input_builder import make_plan_input, make_seat


def _found(*sold, accounts=0, **changes):
    seats = tuple(make_seat(f"F{i}", last_year_revenue_cents=cents) for i, cents in enumerate(sold[1:], start=1))
    plan_input = make_plan_input(
        seats=(make_seat("F0", last_year_revenue_cents=sold[0], **changes), *seats), accounts=make_book(accounts)
    )
    return [f.message() for f in check_plan_input(plan_input) if f.code == "seats_alike"]


def test_people_who_sold_very_differently_get_one_target_and_that_is_told():
    assert _found(400_000_000, 200_000_000, None, 0) == [
        "WARNING Seats (Level factor): seats of 'Field' sold from 2,000,000 to 4,000,000 last year and get targets by capacity alone, which is "
        "alike. Where that is not meant, fill Level factor (1.2 carries a fifth more), Target, least and most, or sheet Accounts."
    ]


@pytest.mark.parametrize(
    ("sold", "changes"),
    [
        ((390_000_000, 200_000_000), {}),  # 1.95 times
        ((400_000_000, None), {}),
        ((400_000_000, 200_000_000), {"level_factor": 1.5}),
        ((400_000_000, 200_000_000), {"target_min_cents": 1}),
        ((400_000_000, 200_000_000), {"accounts": 2}),
    ],
)
def test_who_sold_alike_or_has_something_of_his_own_is_no_finding(sold, changes):
    assert _found(*sold, **changes) == []
