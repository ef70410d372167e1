"""Accounts that a person gives to a seat: obeyed like locks, priced, seen by the verifier; accounts of unknown segments are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import OverrideKind
from planner.domain.identifiers import AccountId, SeatId
from planner.domain.override import Override
from planner.domain.territory import OwnerReason
from planner.errors import InputRejectedError, UsageError
from planner.findings import Place
from planner.language import Language
from planner.optimization.territory.make import make_territory_plan
from planner.optimization.territory.replan import replan_territories
from planner.optimization.territory.why import price_seats
from planner.results.locked_accounts import find_locks_without_room
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
    # Back at F1 with all else unchanged: its own handover saves 15 % of 10,000.00 and 500.00, but F1 then has three of four; with more moves the
    # account that makes room for it stays as well.
    assert owned.second_seat == "F1"
    back = replan_territories(plan_input, annual, plan, {AccountId("A0"): SeatId("F1")}, 0)
    assert not back.further
    assert owned.second_cost_cents == pytest.approx(back.price_cents, abs=1)
    freed = replan_territories(plan_input, annual, plan, {AccountId("A0"): SeatId("F1")}, 3)
    assert freed.price_cents < 0 < back.price_cents


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


def test_a_decision_into_a_team_with_one_seat_is_priced_against_the_team_that_would_serve_it():
    # Field serves North, Partners has the seat P1 alone. Without the decision A0 would stay with F1.
    plan_input = decided_input(decide("A0", "P1"))
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    owned = plan.ownerships[0]
    assert (owned.seat, owned.team, owned.second_seat) == ("P1", "Partners", "F1")
    assert verify_territories(plan_input, annual, plan) == ()
    back = replan_territories(plan_input, annual, plan, {AccountId("A0"): SeatId("F1")}, 0)
    assert owned.second_cost_cents == pytest.approx(back.price_cents, abs=1)
    # Its handover of 15 % of 10,000.00 and 500.00 is saved; Field's other seats then carry more, its fair shares grow as well.
    assert back.price_cents < 0


def test_where_its_family_has_a_seat_a_decided_account_would_be_there_without_the_decision():
    book = make_book(4, owner=("F1", "F1", "F2", "F2"), parent_account=("Group", None, "Group", None))
    plan_input = decided_input(decide("A0", "P1"), book=book)
    plan = make_territory_plan(plan_input, plan_for(plan_input))
    seat_of = {str(o.account): o.seat for o in plan.ownerships}
    assert (seat_of["A0"], plan.ownerships[0].second_seat) == ("P1", seat_of["A2"])


BUSY = {"workload_hours": 100.0, "segment": ("South", "South", "South", "South")}


@pytest.mark.parametrize("is_decided", [True, False])
def test_a_lock_on_a_seat_without_capacity_is_obeyed_and_told_with_its_cell(is_decided):
    book = make_book(4, locked_seat=None if is_decided else ("F2", None, None, None), **BUSY)
    plan_input = decided_input(*([decide("A0", "F2")] if is_decided else []), book=book, F2={"presence_share": 0.0})
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert [o.seat == "F2" for o in plan.ownerships] == [True, False, False, False]
    idle = next(s for s in plan.seats if s.seat == "F2")
    assert (idle.capacity_hours, idle.fair_potential_cents, idle.hours_beyond) == (0.0, 0.0, 100.0)
    assert dict(plan.report.terms)["workload_capacity"] > 0
    assert verify_territories(plan_input, annual, plan) == ()
    wrong = replace(plan, ownerships=(replace(plan.ownerships[0], seat=SeatId("F1")), *plan.ownerships[1:]))
    assert "verify_account_lock" in {f.code for f in verify_territories(plan_input, annual, wrong)}
    key = (
        ("overrides", str(len(plan_input.overrides) - 1), "value") if is_decided else ("accounts", "A0", "locked_seat")
    )
    (found,) = find_locks_without_room(plan_input, annual, plan, {key: Place("Sheet", 7, "D")})
    how, chinese = ("given by hand to", "人工指定给") if is_decided else ("locked to", "锁定于")
    assert found.message().startswith(
        f"WARNING Sheet!D7: account A0 is {how} seat F2, which has no capacity in the plan year: obeyed, its 100.0 hours"
    )
    assert f"客户 A0 {chinese}席位 F2，该席位计划年度无产能" in found.message(Language.CHINESE)


def test_a_lock_on_a_seat_that_the_plan_does_not_fill_is_told_with_where_the_account_goes():
    plan_input = decided_input(decide("A0", "F2"), F2={"rep": None, "start_month": None})
    plan_input = replace(plan_input, teams=tuple(replace(t, heads=1) for t in plan_input.teams))
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    (found,) = find_locks_without_room(plan_input, annual, plan)
    assert "seat F2, which this plan does not fill: not obeyed, the account goes to " in found.message()
    assert f"the account goes to {plan.ownerships[0].seat}." in found.message()
    assert verify_territories(plan_input, annual, plan) == ()
    with pytest.raises(UsageError, match="Seat 'F2' is not filled in this plan"):
        replan_territories(plan_input, annual, plan, {AccountId("A1"): SeatId("F2")}, 3)


def test_locks_that_take_more_hours_than_their_seat_has_are_told_and_a_move_to_an_idle_seat_is_obeyed():
    book = make_book(4, workload_hours=900.0, locked_seat=("F1", "F1", None, None))
    plan_input = make_territory_input(book, None, F2={"presence_share": 0.0})
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    found = find_locks_without_room(plan_input, annual, plan)
    assert [f.message()[:60] for f in found] == [
        f"WARNING Accounts (Locked to seat): account {a} is locked to s" for a in ("A0", "A1")
    ]
    assert "take 1,800.0 hours and it has" in found[0].message()
    moved = replan_territories(plan_input, annual, plan, {AccountId("A2"): SeatId("F2")}, 3)
    assert {str(o.account): o.seat for o in moved.plan.ownerships}["A2"] == "F2"
    assert verify_territories(moved.plan_input, annual, moved.plan) == ()


def test_a_move_without_further_changes_costs_what_why_says_and_never_seems_to_save():
    """One account: at either seat it is out of balance as much, so moving it costs its handover, not the imbalance that its lock would hide."""
    plan_input = make_territory_input(make_book(1, owner="F1"))
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert plan.ownerships[0].seat == "F1"
    moved = replan_territories(plan_input, annual, plan, {AccountId("A0"): SeatId("F2")}, 0)
    there = next(p for p in price_seats(plan_input, annual, plan, AccountId("A0")) if p.seat == "F2")
    assert moved.price_cents == pytest.approx(there.more_cents, abs=1)
    # 15 % of 10,000.00 and the effort of 500.00.
    assert moved.price_cents == pytest.approx(200_000, abs=1)
    assert verify_territories(moved.plan_input, annual, moved.plan) == ()
