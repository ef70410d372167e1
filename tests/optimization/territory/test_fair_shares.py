"""Fair shares are what seats could own if nothing were locked: locks, strategic accounts and decisions leave them as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import Channel
from planner.domain.identifiers import AccountId, SeatId
from planner.optimization.territory.fair_shares import list_pairs, share_nodes
from planner.optimization.territory.make import make_territory_plan
from planner.optimization.territory.replan import replan_territories
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, make_territory_input, plan_for
from tests.plan_input_builder import make_seat, make_team


def _fair(book, **seats):
    plan_input = make_territory_input(book, None, **seats)
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert verify_territories(plan_input, annual, plan) == ()
    return plan, [s.fair_potential_cents / 1e7 for s in plan.seats if s.team == "Field"]


@pytest.mark.parametrize(
    "bound", [{}, {"locked_seat": ("F1",) * 3 + (None,) * 3}, {"owner": "F1", "strategic": (True,) * 3 + (False,) * 3}]
)
def test_what_is_bound_counts_for_all_seats_that_could_own_it(bound):
    _, fair = _fair(make_book(6, **bound))
    assert fair == pytest.approx([3, 3])


def test_a_lock_on_a_seat_that_could_not_own_the_account_is_all_its_share():
    # A0 is of a region that F2 has alone and is locked to F1; the four others are shared.
    book = make_book(5, region=("East", *(None,) * 4), locked_seat=("F1", *(None,) * 4))
    plan, fair = _fair(book, F1={"territory_regions": ("West",)}, F2={"territory_regions": ("East",)})
    assert fair == pytest.approx([3, 2])
    assert [s.after.accounts for s in plan.seats if s.team == "Field"] == [3, 2]


def test_a_lock_into_another_team_is_all_the_share_of_its_seat_and_nobody_elses():
    # Field serves North; A0 is locked to P1 of Partners, where P2 could not own it either: no account is P2's to balance.
    book = make_book(5, locked_seat=("P1", *(None,) * 4))
    company = make_territory_input(book)
    teams = (company.teams[0], make_team("Partners", channel=Channel.SMB_PARTNER, heads=2))
    segments = tuple(
        replace(s, forced_channel=Channel.DIRECT if s.segment == "North" else None) for s in company.segments
    )
    plan_input = replace(company, teams=teams, segments=segments, seats=(*company.seats, make_seat("P2", "Partners")))
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert verify_territories(plan_input, annual, plan) == ()
    fair = {s.seat: s.fair_potential_cents / 1e7 for s in plan.seats}
    assert fair == pytest.approx({"F1": 2, "F2": 2, "P1": 1, "P2": 0})
    assert dict(plan.report.terms)["imbalance"] == pytest.approx(0)


def test_families_count_where_all_their_accounts_could_be():
    # A0 fits F2 alone, so the family does. Locked apart, each counts where it could be alone: A1 for both seats, A0 for F2.
    regions = {"region": ("East", None, None, None), "parent_account": ("G", "G", None, None)}
    seats = {"F1": {"territory_regions": ("West",)}, "F2": {"territory_regions": ("East",)}}
    assert _fair(make_book(4, **regions), **seats)[1] == pytest.approx([1, 3])
    assert _fair(make_book(4, **regions, locked_seat=("F2", None, None, None)), **seats)[1] == pytest.approx([1, 3])
    assert _fair(make_book(4, **regions, locked_seat=(None, "F1", None, None)), **seats)[1] == pytest.approx([1.5, 2.5])


def test_a_manual_move_costs_what_the_plans_differ_by_and_never_more_with_more_moves():
    # A0 is half of all potential and goes to F2, the four others stay. Back at F1 it leaves F2 with nothing, unless others may go there instead.
    plan_input = make_territory_input(make_book(5, potential_cents=(40_000_000, *(10_000_000,) * 4), owner="F1"))
    annual = plan_for(plan_input)
    base = make_territory_plan(plan_input, annual)
    assert {o.seat for o in base.ownerships if o.account != "A0"} == {"F1"}
    prices = []
    for most in range(5):
        found = replan_territories(plan_input, annual, base, {AccountId("A0"): SeatId("F1")}, most)
        assert found.price_cents == found.plan.report.objective_cents - base.report.objective_cents
        assert verify_territories(found.plan_input, annual, found.plan) == ()
        prices.append(found.price_cents)
    assert prices == sorted(prices, reverse=True)
    # All four go and A0 stays: three handovers of 2,000.00 more.
    assert prices[4] == pytest.approx(3 * 200_000)


def test_a_band_is_not_widened_by_a_seat_whose_locks_are_beyond_its_share():
    # F2 counts for three: shares of 7.5 and 22.5 of all 30. F1 holds 24 by locks, 220 % too much; F2 can have the other 6, which is 73.3 % short.
    book = make_book(
        10, potential_cents=(*(60_000_000,) * 4, *(10_000_000,) * 6), locked_seat=(*("F1",) * 4, *(None,) * 6)
    )
    plan, fair = _fair(book, F1={"level_factor": 0.5}, F2={"level_factor": 1.5})
    assert fair == pytest.approx([7.5, 22.5])
    assert {s.band_share for s in plan.seats if s.team == "Field"} == {0.74}
    assert [s.after.accounts for s in plan.seats if s.team == "Field"] == [4, 6]


def test_the_verifier_knows_shares_that_count_locks_for_their_seat_alone():
    plan_input = make_territory_input(make_book(6, locked_seat=("F1",) * 3 + (None,) * 3))
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    wrong = tuple(
        replace(s, fair_potential_cents={"F1": 4.5e7, "F2": 1.5e7}.get(s.seat, s.fair_potential_cents))
        for s in plan.seats
    )
    found = verify_territories(plan_input, annual, replace(plan, seats=wrong))
    assert any("fair potential is" in f.message() for f in found)


def test_nodes_are_shared_by_capacity_over_their_seats():
    # Three seats of capacity 1, 1, 2: node 0 over all, node 1 locked to the first of all, node 2 locked where it does not fit.
    able = [np.array(m, dtype=bool) for m in ([1, 1, 1], [1, 0, 0], [1, 0, 0])]
    unbound = [able[0], np.ones(3, dtype=bool), np.array([0, 1, 1], dtype=bool)]
    sharing = share_nodes(*list_pairs(able), able, unbound)
    assert [list(sharing.seats_of(n)) for n in range(3)] == [[0, 1, 2], [0, 1, 2], [0]]
    shares = sharing.split(np.array([4.0, 8.0, 5.0]), np.array([1.0, 1.0, 2.0]))
    assert shares == pytest.approx([1 + 2 + 5, 1 + 2, 2 + 4])
