"""Books that real companies hand in on a bad day: seats filled mid-year, people gone, families too large, nothing to balance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Channel
from planner.domain.territory import OwnerReason, OwnerRole
from planner.optimization.territory.make import make_territory_plan
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, make_territory_input, plan_for
from tests.plan_input_builder import make_ramp, make_seat, make_team

_PARTNERS = make_team("Partners", channel=Channel.SMB_PARTNER, heads=1)


def _solve(book, settings=None, **changes):
    """Return the territories, verified, with terms that add up."""
    company = make_territory_input(book, settings)
    segments = tuple(
        replace(s, forced_channel=Channel.DIRECT if s.segment == "North" else None) for s in company.segments
    )
    plan_input = replace(company, segments=segments, **changes)
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert verify_territories(plan_input, annual, plan) == ()
    assert sum(value for _, value in plan.report.terms) == pytest.approx(plan.report.objective_cents, abs=5)
    assert plan.report.bound_cents <= plan.report.objective_cents
    return plan


def _seats(**field):
    """Return seats of Field with their changes, and the seat of Partners."""
    return (*(make_seat(name, **changes) for name, changes in field.items()), make_seat("P1", "Partners"))


def _team(**changes):
    return {"teams": (make_team("Field", **changes), _PARTNERS)}


def _field(plan):
    """Return what the seats of Field carry, by name."""
    return {s.seat: s for s in plan.seats if s.team == "Field"}


def _owners(plan):
    return {o.account: o.seat for o in plan.ownerships if o.role is OwnerRole.LEAD}


def _reasons(plan):
    return {o.account: o.reason for o in plan.ownerships if o.role is OwnerRole.LEAD}


_JULY = {"rep": None, "start_month": 7}


def test_a_seat_filled_in_july_gets_half_a_book():
    plan = _solve(make_book(12), seats=_seats(F1={}, F2=_JULY), **_team(heads=1, max_hires=1))
    seats = _field(plan)
    assert [(s.capacity_hours, s.after.accounts) for s in seats.values()] == [(1_200, 8), (600, 4)]
    assert [s.is_new_hire for s in seats.values()] == [False, True]


def test_a_ramp_takes_its_months_off_the_book_of_a_new_hire():
    # Three months at nothing, three in full: a quarter of a year beside a whole one, a fifth of ten accounts.
    team = _team(heads=1, max_hires=1, ramp="Slow")
    plan = _solve(make_book(10), seats=_seats(F1={}, F2=_JULY), ramps=(make_ramp("Slow", 0, 0, 0),), **team)
    assert [(s.capacity_hours, s.after.accounts) for s in _field(plan).values()] == [(1_200, 8), (300, 2)]


def test_the_book_of_a_new_hire_is_a_share_of_what_its_part_of_the_year_earns():
    # A third of the team's year: its fair share of 12 × 10,000.00 of revenue is 40,000.00, half of that the least book: two accounts.
    book = make_book(12, owner="F1", last_year_revenue_cents=(1_000_000,) * 12)
    settings = {
        "new_hire_book_share": 0.5,
        "band_cost_share": 0.15,
        "potential_band_share": 9.0,
        "imbalance_cost_share": 0.0,
        "handover_loss_share": 0.01,
    }
    july = {"seats": _seats(F1={}, F2=_JULY), **_team(heads=1, max_hires=1)}
    free = _solve(book, settings | {"new_hire_book_share": None}, **july)
    plan = _solve(book, settings, **july)
    assert [_field(p)["F2"].after.revenue_cents for p in (free, plan)] == [0, 2_000_000]


def test_when_all_but_one_leave_their_accounts_are_dealt_out_and_his_are_kept():
    # Four seats; three reps have left and their names are nobody's: new people sit on F2 … F4.
    owners = tuple(("F1", "Ann", "Bob", "Cy")[i % 4] for i in range(16))
    plan = _solve(make_book(16, owner=owners), seats=_seats(F1={}, F2={}, F3={}, F4={}), **_team(heads=4))
    assert [s.after.accounts for s in _field(plan).values()] == [4] * 4
    reasons = _reasons(plan)
    assert {reasons[f"A{i}"] for i in range(0, 16, 4)} == {OwnerReason.KEPT}
    assert {reasons[f"A{i}"] for i in range(16) if i % 4} == {OwnerReason.OWNER_GONE}


def test_seats_that_are_given_up_together_hand_their_accounts_to_the_rest():
    # F3 and F4 are present for none of the year: nobody is left in Field but F1 and F2.
    owners = tuple(f"F{1 + i % 4}" for i in range(16))
    seats = _seats(F1={}, F2={}, F3={"presence_share": 0.0}, F4={"presence_share": 0.0})
    plan = _solve(make_book(16, owner=owners), seats=seats, **_team(heads=4))
    assert {name: s.after.accounts for name, s in _field(plan).items()} == {"F1": 8, "F2": 8}
    assert [o.account for o in plan.moves] == [f"A{i}" for i in range(16) if i % 4 > 1]
    assert {o.reason for o in plan.moves} == {OwnerReason.OWNER_GONE}


def test_a_family_larger_than_any_seat_stays_together_and_shows_its_hours():
    # 5 × 400 h beside seats of 1,200 h: 800 h beyond wherever it goes; the single account goes to the other seat.
    book = make_book(6, parent_account=(*("Group",) * 5, None), workload_hours=400.0)
    plan = _solve(book)
    owners, seats = _owners(plan), _field(plan)
    assert len({owners[f"A{i}"] for i in range(5)}) == 1
    assert owners["A5"] != owners["A0"]
    assert [seats[owners[a]].hours_beyond for a in ("A0", "A5")] == [800, 0]


def test_a_book_that_is_locked_throughout_has_one_plan_and_it_is_proven():
    locks = ("F1",) * 5 + ("F2",)
    plan = _solve(make_book(6, owner="F2", locked_seat=locks))
    assert tuple(_owners(plan).values()) == locks
    assert set(_reasons(plan).values()) == {OwnerReason.LOCKED}
    assert plan.report.gap == pytest.approx(0, abs=1e-9)
    assert all(o.second_seat is None for o in plan.ownerships)


def test_one_seat_gets_everything():
    plan = _solve(make_book(7, owner=(None, "F1", "Ann", *(None,) * 4)), seats=_seats(F1={}), **_team(heads=1))
    assert set(_owners(plan).values()) == {"F1"}
    assert (plan.report.gap, _field(plan)["F1"].deviation) == (0, 0)
    assert [o.account for o in plan.moves] == ["A2"]


def test_potentials_of_zero_leave_only_what_relations_and_hours_say():
    # Nothing to balance: who has an owner keeps him, though F1 has five and F2 one.
    book = make_book(6, potential_cents=0, owner=(*("F1",) * 5, "F2"))
    plan = _solve(book)
    assert plan.report.objective_cents == 0
    assert [s.deviation for s in plan.seats] == [0] * len(plan.seats)
    assert set(_reasons(plan).values()) == {OwnerReason.KEPT}
    # 5 × 400 h with F1 are 800 h too many: two accounts go, though an hour is worth nothing by potential.
    busy = _solve(replace(book, workload_hours=(400.0,) * 6))
    assert [s.after.accounts for s in _field(busy).values()] == [3, 3]


def test_accounts_without_owner_and_with_a_stranger_as_owner():
    plan = _solve(make_book(4, owner=(None, "Somebody", "F2", None)))
    assert _owners(plan)["A2"] == "F2"
    assert _reasons(plan) == {
        "A0": OwnerReason.NEW, "A1": OwnerReason.OWNER_GONE, "A2": OwnerReason.KEPT, "A3": OwnerReason.NEW,
    }  # fmt: skip
    # Only the stranger's account changes hands; it costs its handover, new ones cost nothing.
    assert [o.account for o in plan.moves] == ["A1"]
    assert plan.report.objective_cents == 200_000


@pytest.mark.parametrize("lock", [None, "P1"])
def test_an_owner_of_another_team_without_capacity_is_gone_whatever_is_locked_there(lock):
    book = make_book(3, owner=("P1", None, None), locked_seat=(None, lock, None))
    seats = (make_seat("F1"), make_seat("F2"), make_seat("P1", "Partners", presence_share=0.0))
    assert _reasons(_solve(book, seats=seats))["A0"] is OwnerReason.OWNER_GONE
