"""Accounts that no seat may own are told with what each seat lacks; accounts too large for any seat, and seats that no account fits, too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.cli.territory.account import explain_account
from planner.domain.territory import OwnerRole
from planner.findings import Place
from planner.language import Language
from planner.optimization.territory.make import make_territory_plan
from planner.results.misfit_accounts import find_misfits
from tests.account_book_builder import make_book, make_territory_input, plan_for


def tell(book, places=(), **seats):
    plan_input = make_territory_input(book, **seats)
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    return plan_input, annual, plan, find_misfits(plan_input, annual, plan, dict(places))


def test_accounts_without_a_seat_are_told_together_where_they_lack_the_same():
    book = make_book(
        5,
        skills=(("laser",), ("Laser",), ("laser", "x-ray"), (), ()),
        region=(None, None, None, "Inland", None),
        forbidden_seats=((), (), (), ("F2",), ()),
    )
    regions = {"F1": {"territory_regions": ("Coast",)}, "F2": {"territory_regions": ("Coast", "Inland")}}
    plan_input, annual, plan, found = tell(book, **regions)
    assert plan.without_seat == ("A0", "A1", "A2", "A3")
    # One that a second team cannot co-sell either is still one account.
    cosold = tuple(replace(o, role=OwnerRole.COSELL, team="Partners") for o in plan.ownerships)
    assert replace(plan, ownerships=plan.ownerships + cosold).without_seat == plan.without_seat
    assert [f.found.en for f in found] == [
        "accounts that no seat may own (1): A0; of 2 seats of team Field 2 without a needed skill (laser)",
        "accounts that no seat may own (1): A1; of 2 seats of team Field 2 without a needed skill (Laser)",
        "accounts that no seat may own (1): A2; of 2 seats of team Field 2 without a needed skill (laser; x-ray)",
        "accounts that no seat may own (1): A3; of 2 seats of team Field 1 without its region (Inland), 1 forbidden",
    ]
    assert (
        found[3].found.zh
        == "无席位可负责的客户（1 个）：A3；团队 Field 的 2 个席位中1 个不含其区域（Inland）、1 个被禁止"
    )
    text, _ = explain_account(plan_input, annual, plan, "A3")
    assert text.choose(Language.ENGLISH) == (
        "A3: owner; no seat may own it: of 2 seats of team Field 1 without its region (Inland), 1 forbidden"
    )


def test_many_accounts_of_one_kind_are_one_warning():
    *_, found = tell(make_book(9, skills=(("laser",),) * 8 + ((),)))
    assert [f.found.en for f in found] == [
        "accounts that no seat may own (8): A0, A1, A2, A3, A4 …; of 2 seats of team Field 2 without a needed skill (laser)"
    ]


@pytest.mark.parametrize(("hours", "is_told"), [(1, False), (100_000, True)])
def test_an_account_larger_than_any_seat(hours, is_told):
    cell = {("accounts", "A0", "workload_hours"): Place("Accounts", 2, "G")}
    *_, plan, found = tell(make_book(4, workload_hours=(float(hours), 1.0, 1.0, 1.0)), cell)
    most = max(s.capacity_hours for s in plan.seats if s.team == "Field")
    expected = (
        f"WARNING Accounts!G2: account A0 takes 100,000.0 hours, no seat of team Field has more than {most:,.1f}: what is beyond is in the plan's "
        "cost. Check its hours, or enter its parts as accounts of their own: one account has one seat."
    )
    assert [f.message() for f in found] == ([expected] if is_told else [])


def test_a_seat_that_no_account_may_go_to():
    book = make_book(4, region="Coast")
    *_, found = tell(book, F2={"territory_regions": ("Island",)})
    assert [(f.code, f.found.en) for f in found] == [
        ("seat_without_accounts", "no account of team Field may go to seat F2: it has none")
    ]


def test_a_seat_that_stays_empty_though_accounts_might_go_there_is_not_told():
    """One account, two seats: one of them has none, as it must."""
    *_, plan, found = tell(make_book(1))
    assert sorted(s.after.accounts for s in plan.seats if s.team == "Field") == [0, 1]
    assert found == ()
