"""Accounts that a person gives to a seat: obeyed like locks, priced, seen by the verifier; accounts of unknown segments are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import OverrideKind
from planner.domain.identifiers import AccountId, SeatId
from planner.domain.override import Override
from planner.domain.territory import OwnerReason
from planner.errors import InputRejectedError
from planner.findings import Place
from planner.optimization.territory.make import make_territory_plan
from planner.optimization.territory.replan import replan_territories
from planner.results.verify_territory import verify_territories
from planner.validation import check_plan_input
from tests.account_book_builder import make_book, make_territory_input, plan_for


def decide(account, seat):
    return Override(OverrideKind.ACCOUNT_SEAT, account, None, seat, "Li Na", "old friend")


def decided_input(*decisions, book=None, **seats):
    plan_input = make_territory_input(book or make_book(4, owner=("F1", "F1", "F2", "F2")), None, **seats)
    return replace(plan_input, overrides=(*plan_input.overrides, *decisions))


def test_a_decision_is_obeyed_priced_and_verified():
    # Two accounts each stay for nothing. A0 at F2: it and one of F2's change hands, or the books are 1 to 3.
    plan_input = decided_input(decide("A0", "F2"))
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    owned = plan.ownerships[0]
    assert (owned.seat, owned.reason, owned.decision) == ("F2", OwnerReason.DECIDED, "Li Na: old friend")
    assert all(o.decision is None for o in plan.ownerships[1:])
    assert verify_territories(plan_input, annual, plan) == ()
    wrong = replace(plan, ownerships=(replace(owned, seat=SeatId("F1")), *plan.ownerships[1:]))
    assert "verify_account_lock" in {f.code for f in verify_territories(plan_input, annual, wrong)}
    # Back at F1 with all else unchanged: what its own handover saves, 15 % of 10,000.00 and 500.00, and what balance then costs.
    assert owned.second_seat == "F1"
    back = replan_territories(plan_input, annual, plan, {AccountId("A0"): SeatId("F1")}, 0)
    assert not back.further
    assert owned.second_cost_cents == pytest.approx(back.price_cents, abs=1)
    freed = replan_territories(plan_input, annual, plan, {AccountId("A0"): SeatId("F1")}, 3)
    assert freed.price_cents <= back.price_cents < 0


def test_a_decided_account_may_go_to_a_seat_that_its_region_and_skills_exclude():
    book = make_book(2, region="East", skills=(("Welding",),) * 2)
    seats = {"F1": {"territory_regions": ("East",), "skills": ("Welding",)}, "F2": {"territory_regions": ("West",)}}
    plan_input = decided_input(decide("A1", "F2"), book=book, **seats)
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert [o.seat for o in plan.ownerships] == ["F1", "F2"]
    assert verify_territories(plan_input, annual, plan) == ()
    (found,) = [f for f in check_plan_input(plan_input) if f.code.startswith("override")]
    assert found.message().startswith(
        "WARNING Overrides (Decision): seat F2 lacks what account A1 needs: Welding, East."
    )


@pytest.mark.parametrize(
    ("decision", "field", "message"),
    [
        (
            ("Z9", "F1"),
            "name",
            "ERROR Overrides!B3: there is no account 'Z9', an account of this workbook is expected.",
        ),
        (("A0", "F9"), "value", "ERROR Overrides!D3: there is no seat 'F9', a seat of this workbook is expected."),
        (
            ("A1", "F2"),
            "value",
            "ERROR Overrides!D3: account A1 is locked to F1 on sheet Accounts. Take one of the two away.",
        ),
        (
            ("A2", "F2"),
            "value",
            "ERROR Overrides!D3: seat F2 is forbidden for account A2 on sheet Accounts. Take one of the two away.",
        ),
    ],
)
def test_a_faulty_decision_is_named_with_its_cell(decision, field, message):
    book = make_book(4, locked_seat=(None, "F1", None, None), forbidden_seats=((), (), ("F2",), ()))
    plan_input = decided_input(decide(*decision), book=book)
    row = str(len(plan_input.overrides) - 1)
    places = {("overrides", row, field): Place("Overrides", 3, "B" if field == "name" else "D")}
    found = [f.message() for f in check_plan_input(plan_input, places) if f.code.startswith("override")]
    assert len(found) == 1
    assert found[0].startswith(message)


def test_sound_decisions_and_those_on_accounts_of_a_file_are_not_found_at_fault():
    assert not [f for f in check_plan_input(decided_input(decide("A0", "F1"))) if f.code.startswith("override")]
    without = replace(decided_input(decide("Z9", "F1")), accounts=make_book(0))
    assert not [f for f in check_plan_input(without) if f.code.startswith("override")]


def test_an_account_of_an_unknown_segment_is_refused_by_name():
    plan_input = make_territory_input(make_book(2, segment=("North", "Nowhere")))
    annual = plan_for(make_territory_input(make_book(0)))
    with pytest.raises(InputRejectedError, match="Account A1: there is no segment 'Nowhere'"):
        make_territory_plan(plan_input, annual)
