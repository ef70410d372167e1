"""A manual move plans the seats again that it concerns; all others keep their accounts exactly, even where they could be better."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.identifiers import AccountId, SeatId
from planner.optimization.territory.make import make_territory_plan
from planner.optimization.territory.replan import replan_territories
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, make_territory_input, plan_for
from tests.plan_input_builder import make_plan_input, make_seat, make_settings, make_team


def two_regions(settings=None):
    """Return twelve equal accounts: A0 … A5 of region West for F1 and F2, A6 … A11 of East for F3 and F4."""
    book = make_book(12, region=("West",) * 6 + ("East",) * 6, owner=("F1",) * 5 + (None,) + ("F3",) * 3 + ("F4",) * 3)
    seats = tuple(make_seat(f"F{k}", territory_regions=("West" if k < 3 else "East",)) for k in range(1, 5))
    plan_input = make_plan_input(
        accounts=book,
        settings=make_settings(**(settings or {})),
        teams=(make_team(heads=4), make_team("Partners", heads=1)),
        seats=(*seats, make_seat("P1", "Partners")),
        judgements=(),
        overrides=(),
    )
    return plan_input, plan_for(plan_input)


def swap(plan, one, two):
    """Return `plan` with the seats of two accounts exchanged."""
    seats = {o.account: o.seat for o in plan.ownerships}
    seats[one], seats[two] = seats[two], seats[one]
    return replace(plan, ownerships=tuple(replace(o, seat=seats[o.account]) for o in plan.ownerships))


@pytest.mark.parametrize("settings", [{}, {"move_limit_accounts": 8}])
def test_seats_of_another_region_keep_their_accounts_though_they_could_be_better(settings):
    plan_input, annual = two_regions(settings)
    best = make_territory_plan(plan_input, annual)
    assert [o.seat for o in best.ownerships[6:]] == ["F3"] * 3 + ["F4"] * 3
    # In East two accounts have changed hands for nothing.
    base = swap(best, "A6", "A9")
    given = next(o.account for o in best.ownerships[:6] if o.seat == "F2")
    again = replan_territories(plan_input, annual, base, {AccountId(given): SeatId("F1")}, 12)
    seats = {str(o.account): o.seat for o in again.plan.ownerships}
    assert seats[given] == "F1"
    assert [seats[f"A{i}"] for i in range(6, 12)] == ["F4", "F3", "F3", "F3", "F4", "F4"]
    assert {c.account for c in again.further} <= {f"A{i}" for i in range(6)}
    assert verify_territories(again.plan_input, annual, again.plan) == ()
    assert again.plan.report.bound_cents <= again.plan.report.objective_cents


def test_a_move_across_regions_concerns_both():
    plan_input, annual = two_regions()
    base = swap(make_territory_plan(plan_input, annual), "A6", "A9")
    again = replan_territories(plan_input, annual, base, {AccountId("A0"): SeatId("F3")}, 12)
    seats = {str(o.account): o.seat for o in again.plan.ownerships}
    assert seats["A0"] == "F3"
    assert (seats["A6"], seats["A9"]) == ("F3", "F4")
    assert verify_territories(again.plan_input, annual, again.plan) == ()


def test_what_moving_nobody_costs_counts_owners_of_today_though_changes_are_limited():
    # A limit on revenue leaves the other row for the changes from the plan before, which are not moves from owners.
    sizes = (10_000_000, 20_000_000, 30_000_000, 40_000_000, 50_000_000, 60_000_000)
    settings = {"move_limit_revenue_cents": 100_000_000}
    plan_input = make_territory_input(make_book(6, owner="F1", potential_cents=sizes), settings)
    annual = plan_for(plan_input)
    base = make_territory_plan(plan_input, annual)
    moved = next(o.account for o in base.ownerships if o.seat == "F2")
    again = replan_territories(plan_input, annual, base, {moved: SeatId("F1")}, 0)
    assert verify_territories(again.plan_input, annual, again.plan) == ()
    assert again.plan.report.keep_all_cents == pytest.approx(base.report.keep_all_cents)
