"""Each rule of territories: a case in which it binds, solved, and verified by independent code; and the same plan with the rule broken."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from planner.domain.territory import OwnerReason, OwnerRole
from planner.errors import NoFeasiblePlanError
from planner.optimization.territory.build import build_territory_case
from planner.optimization.territory.make import make_territory_plan
from planner.optimization.territory.model import build_territory_model
from planner.optimization.territory.replan import trace_frontier
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, make_territory_input, plan_for


def _solve(book, settings=None, **seats):
    plan_input = make_territory_input(book, settings, **seats)
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert verify_territories(plan_input, annual, plan) == ()
    return plan_input, annual, plan


def _codes(plan_input, annual, plan):
    return {f.code for f in verify_territories(plan_input, annual, plan)}


def _give(plan, account, seat):
    rows = tuple(replace(o, seat=seat) if o.account == account else o for o in plan.ownerships)
    return replace(plan, ownerships=rows)


def _seat_of(plan):
    return {o.account: o.seat for o in plan.ownerships if o.role is OwnerRole.LEAD}


def _row_names(plan_input, annual):
    program, _ = build_territory_model(build_territory_case(plan_input, annual).problem)
    return program.row_names


def test_one_owner_of_every_account():
    plan_input, annual, plan = _solve(make_book(4))
    # Four equal accounts, two equal seats: two each, at no cost.
    assert sorted(_seat_of(plan).values()) == ["F1", "F1", "F2", "F2"]
    assert plan.report.objective_cents == 0
    assert "one_owner.0" in _row_names(plan_input, annual)
    assert "verify_one_owner" in _codes(plan_input, annual, replace(plan, ownerships=plan.ownerships[1:]))
    assert "verify_one_owner" in _codes(
        plan_input, annual, replace(plan, ownerships=plan.ownerships + plan.ownerships[:1])
    )
    assert "verify_one_owner" in _codes(plan_input, annual, _give(plan, "A0", None))
    assert "verify_one_owner" in _codes(plan_input, annual, _give(plan, "A0", "P1"))


def test_workload_capacity_moves_work_away():
    # F1 owns all: 4 × 500 h on 1,200 h. Two must go, though potential hardly counts.
    book = make_book(4, owner="F1", workload_hours=500.0)
    plan_input, annual, plan = _solve(book, {"band_cost_share": 0.0, "imbalance_cost_share": 0.0})
    assert sorted(_seat_of(plan).values()) == ["F1", "F1", "F2", "F2"]
    assert dict(plan.report.terms)["workload_capacity"] == 0
    assert "workload_capacity.0.over" in _row_names(plan_input, annual)
    wrong = replace(plan, seats=tuple(replace(s, capacity_hours=s.capacity_hours + 1) for s in plan.seats))
    assert "verify_workload_capacity" in _codes(plan_input, annual, wrong)


def test_workload_capacity_is_priced_where_it_cannot_be_kept():
    # 6 × 500 h on 2 × 1,200 h: 600 h too many. Price: half of 60,000,000 cents ÷ 2,400 h = 12,500 a cent-hour; 600 h cost 7,500,000.
    _, _, plan = _solve(make_book(6, workload_hours=500.0))
    assert dict(plan.report.terms)["workload_capacity"] == pytest.approx(7_500_000)


def test_potential_balance_of_unequal_accounts():
    # 3 + 3 + 2 + 2 + 2 of 12: 6 and 6 exist, {3, 3} and {2, 2, 2}.
    book = make_book(5, potential_cents=(300, 300, 200, 200, 200))
    plan_input, annual, plan = _solve(book, {"potential_band_share": 0.01})
    assert plan.report.objective_cents == 0
    assert [s.deviation for s in plan.seats if s.team == "Field"] == [0, 0]
    assert any(n.startswith("potential_balance.") for n in _row_names(plan_input, annual))
    assert "verify_potential_balance" in _codes(
        plan_input, annual, _give(plan, "A0", "F2" if _seat_of(plan)["A0"] == "F1" else "F1")
    )


def test_target_balance_of_expected_revenue():
    # Kept revenue follows last year's. Potential alone would let one seat have both large buyers.
    book = make_book(4, last_year_revenue_cents=(9_000_000, 9_000_000, 0, 0), owner=("F1", "F1", "F2", "F2"))
    _, _, free = _solve(book)
    plan_input, annual, plan = _solve(
        book, {"target_band_share": 0.05, "handover_loss_share": 0.01, "band_cost_share": 1.0}
    )
    spread = [max(s.after.expected_cents for s in p.seats if s.team == "Field") for p in (free, plan)]
    assert free.report.moves == 0
    assert spread[1] < spread[0]
    assert any(n.startswith("target_balance.") for n in _row_names(plan_input, annual))
    terms = tuple((n, v + 500 if n == "target_balance" else v) for n, v in plan.report.terms)
    assert "verify_target_balance" in _codes(
        plan_input, annual, replace(plan, report=replace(plan.report, terms=terms))
    )


def test_account_count_band_keeps_books_small():
    # One account as large as five small ones: balance says 1 and 5, the band says at most 4.
    book = make_book(6, potential_cents=(50_000_000, *(10_000_000,) * 5))
    settings = {
        "accounts_per_seat_max": 4,
        "accounts_per_seat_min": 2,
        "band_cost_share": 0.3,
        "potential_band_share": 0.5,
    }
    _, _, free = _solve(book, {"potential_band_share": 0.5})
    plan_input, annual, plan = _solve(book, settings)
    assert sorted(s.after.accounts for s in free.seats if s.team == "Field") == [1, 5]
    assert sorted(s.after.accounts for s in plan.seats if s.team == "Field") == [2, 4]
    assert any(n.startswith("account_count_band.") for n in _row_names(plan_input, annual))
    terms = tuple((n, v + 500 if n == "account_count_band" else v) for n, v in plan.report.terms)
    wrong = replace(plan, report=replace(plan.report, terms=terms))
    assert "verify_account_count_band" in _codes(plan_input, annual, wrong)


def test_skill_match():
    book = make_book(2, skills=(("Welding",), ()))
    plan_input, annual, plan = _solve(book, None, F2={"skills": ("welding", "CAD")})
    assert _seat_of(plan)["A0"] == "F2"
    assert plan.ownerships[0].second_seat is None
    assert "verify_skill_match" in _codes(plan_input, annual, _give(plan, "A0", "F1"))


def test_skill_match_names_accounts_that_nobody_may_own():
    _, _, plan = _solve(make_book(3, skills=(("Diving",), (), ())))
    assert [o.account for o in plan.ownerships if o.reason is OwnerReason.NOBODY] == ["A0"]


def test_region_match():
    book = make_book(2, region=("East", None))
    plan_input, annual, plan = _solve(
        book, None, F1={"territory_regions": ("west",)}, F2={"territory_regions": ("east",)}
    )
    assert _seat_of(plan)["A0"] == "F2"
    assert "verify_region_match" in _codes(plan_input, annual, _give(plan, "A0", "F1"))


def test_account_lock():
    # Fair shares: half of the five each, whatever is locked; F1 has its share with the three.
    book = make_book(5, locked_seat=("F1", "F1", "F1", None, None))
    plan_input, annual, plan = _solve(book)
    assert [_seat_of(plan)[f"A{i}"] for i in range(3)] == ["F1"] * 3
    assert [s.after.accounts for s in plan.seats if s.team == "Field"] == [3, 2]
    assert "verify_account_lock" in _codes(plan_input, annual, _give(plan, "A0", "F2"))


def test_account_lock_of_strategic_accounts():
    book = make_book(5, owner="F1", strategic=(True, True, True, False, False))
    plan_input, annual, plan = _solve(book)
    assert [_seat_of(plan)[f"A{i}"] for i in range(3)] == ["F1"] * 3
    assert [s.after.accounts for s in plan.seats if s.team == "Field"] == [3, 2]
    assert "verify_account_lock" in _codes(plan_input, annual, _give(plan, "A0", "F2"))


def test_forbidden_pair():
    book = make_book(2, owner="F1", forbidden_seats=(("F1",), ()))
    plan_input, annual, plan = _solve(book)
    assert _seat_of(plan) == {"A0": "F2", "A1": "F1"}
    assert plan.ownerships[0].reason is OwnerReason.OWNER_EXCLUDED
    assert "verify_forbidden_pair" in _codes(plan_input, annual, _give(plan, "A0", "F1"))


def test_family_together():
    # Parents may be names or account numbers; A3 hangs below A1, which hangs below Group.
    book = make_book(6, parent_account=("Group", "group", None, "A1", None, None), owner=("F1", "F2", *(None,) * 4))
    plan_input, annual, plan = _solve(book)
    assert len({_seat_of(plan)[a] for a in ("A0", "A1", "A3")}) == 1
    other = "F2" if _seat_of(plan)["A3"] == "F1" else "F1"
    assert "verify_family_together" in _codes(plan_input, annual, _give(plan, "A3", other))


def test_an_account_that_nobody_may_own_leaves_its_family_together():
    # Nobody has the skill of A2; A4, of another family, is nobody's either.
    book = make_book(
        6, parent_account=(*("Group",) * 4, "Other", "Other"), owner=("F1", "F2", "F1", None, None, None),
        skills=((), (), ("law",), (), ("law",), ()),
    )  # fmt: skip
    plan_input, annual, plan = _solve(book)
    seats = _seat_of(plan)
    assert [a for a, seat in seats.items() if seat is None] == ["A2", "A4"]
    assert {o.account for o in plan.ownerships if o.reason is OwnerReason.NOBODY} == {"A2", "A4"}
    assert seats["A0"] == seats["A1"] == seats["A3"] != seats["A5"]
    # One of the two with an owner goes with the other.
    assert [o.reason for o in plan.ownerships if o.is_move and o.owner is not None] == [OwnerReason.FAMILY]
    assert "verify_family_together" in _codes(plan_input, annual, _give(plan, "A3", seats["A5"]))
    assert "verify_one_owner" in _codes(plan_input, annual, _give(plan, "A5", None))


def test_move_limit():
    book = make_book(10, owner="F1")
    plan_input, annual, plan = _solve(book, {"move_limit_accounts": 2})
    assert plan.report.moves == 2
    assert "move_limit.accounts" in _row_names(plan_input, annual)
    kept = next(o.account for o in plan.ownerships if o.seat == "F1")
    assert "verify_move_limit" in _codes(plan_input, annual, _give(plan, kept, "F2"))
    # 10,000.00 of revenue each: 35,000.00 let three go.
    assert _solve(book, {"move_limit_revenue_cents": 3_500_000})[2].report.moves == 3


def test_limits_on_revenue_are_kept_where_that_moves_more_accounts():
    # A family: two small accounts of F1, a large one of F2. Two moves of 10.00 are within a limit of 25.00, one of 1,000.00 is not.
    book = make_book(3, parent_account="G", owner=("F1", "F1", "F2"), last_year_revenue_cents=(1_000, 1_000, 100_000))
    for more in ({}, {"move_limit_accounts": 2}):
        made = _solve(book, {"move_limit_revenue_cents": 2_500, **more})[2]
        assert {o.seat for o in made.ownerships} == {"F2"}
        assert (made.report.moves, made.report.moved_revenue_cents) == (2, 2_000)
    with pytest.raises(NoFeasiblePlanError, match=r"alone move 20 of last year's revenue"):
        _solve(book, {"move_limit_revenue_cents": 1_500})
    with pytest.raises(NoFeasiblePlanError, match="alone ask for 1 moves"):
        _solve(book, {"move_limit_accounts": 0})
    with pytest.raises(NoFeasiblePlanError, match="keep both limits"):
        _solve(book, {"move_limit_revenue_cents": 2_500, "move_limit_accounts": 1})


def test_new_hire_book():
    # F2 is new. Owned accounts bring revenue, free ones none: without the rule F2 gets what is free.
    book = make_book(8, owner=("F1",) * 4 + (None,) * 4, last_year_revenue_cents=(4_000_000,) * 4 + (0,) * 4)
    new = {"rep": None, "start_month": 1}
    _, _, free = _solve(book, {"handover_loss_share": 0.05}, F2=new)
    plan_input, annual, plan = _solve(book, {"new_hire_book_share": 0.5, "handover_loss_share": 0.05}, F2=new)
    book_of_new = [next(s.after.revenue_cents for s in p.seats if s.seat == "F2") for p in (free, plan)]
    assert book_of_new[0] == 0
    assert book_of_new[1] >= 4_000_000
    assert any(n.startswith("new_hire_book.") for n in _row_names(plan_input, annual))
    terms = tuple((n, v + 500 if n == "new_hire_book" else v) for n, v in plan.report.terms)
    assert "verify_new_hire_book" in _codes(plan_input, annual, replace(plan, report=replace(plan.report, terms=terms)))


def test_the_cost_of_a_move_and_its_second_best_seat():
    # Ten accounts of 100,000.00 with F1; five move: 15 % of 10,000.00 and 500.00 each. Back with F1 both seats are 20 % off:
    # 2 × (1 % of 10,000·10 … = 100,000 away, of which 75,000 beyond 5 %): 2 × (1,000.00 + 11,250.00) − 2,000.00 saved.
    _, _, plan = _solve(make_book(10, owner="F1"))
    moved = [o for o in plan.ownerships if o.is_move]
    assert [o.handover_cents for o in moved] == [200_000] * 5
    assert plan.report.objective_cents == 1_000_000
    assert {o.second_cost_cents for o in moved} == {2 * (100_000 + 1_125_000) - 200_000}


def test_dormant_accounts_move_for_the_effort_alone():
    _, _, plan = _solve(make_book(10, owner="F1", last_year_revenue_cents=0))
    assert {o.handover_cents for o in plan.ownerships if o.is_move} == {50_000}


def test_a_false_cost_or_bound_is_found():
    plan_input, annual, plan = _solve(make_book(10, owner="F1"))
    for change in ({"objective_cents": 900_000.0}, {"bound_cents": 1_100_000.0}, {"moves": 4}):
        wrong = replace(plan, report=replace(plan.report, **change))
        assert "verify_territory_cost" in _codes(plan_input, annual, wrong)


def test_the_order_of_rows_does_not_matter():
    count = 14
    book = make_book(
        count,
        potential_cents=tuple(1_000_000 * (3 + i * i % 11) for i in range(count)),
        owner=tuple(("F1", "F1", "F2", None)[i % 4] for i in range(count)),
        parent_account=tuple("Group" if i in (2, 9) else None for i in range(count)),
    )
    turned = type(book)(**{f.name: getattr(book, f.name)[::-1] for f in fields(book)})
    _, _, plan = _solve(book)
    _, _, again = _solve(turned)
    assert _seat_of(plan) == _seat_of(again)
    assert plan.report.objective_cents == again.report.objective_cents
    assert [o.account for o in again.ownerships] == list(turned.account)


def test_the_frontier_begins_with_the_moves_that_families_force():
    # One family with two owners: one of its accounts moves in every plan.
    book = make_book(4, owner=("F1", "F2", "F1", "F2"), parent_account=("Group", "Group", None, None))
    plan_input = make_territory_input(book)
    annual = plan_for(plan_input)
    base = make_territory_plan(plan_input, annual)
    points = trace_frontier(plan_input, annual, base)
    assert points[0].limit == 1
    assert points[0].plan.report.moves == 1
    # Where the limit takes nothing away the point is the plan itself, not another search's.
    assert points[-1].plan is base
    limited = replace(plan_input, settings=replace(plan_input.settings, move_limit_accounts=0))
    with pytest.raises(NoFeasiblePlanError, match=r"families or locks alone ask for 1 moves"):
        make_territory_plan(limited, annual)


def test_the_frontier_counts_accounts_that_leave_an_owner_who_stays_and_shows_no_point_twice():
    """Of eight accounts two belong to somebody who left: they move in every plan, and no limit on moves counts them."""
    book = make_book(
        8,
        owner=("F1",) * 6 + ("Zoe",) * 2,
        potential_cents=tuple(10_000_000 + 1_000_000 * i for i in range(8)),
        last_year_revenue_cents=(0,) * 8,
    )
    plan_input = make_territory_input(book, {"imbalance_cost_share": 0.1})
    annual = plan_for(plan_input)
    base = make_territory_plan(plan_input, annual)
    points = trace_frontier(plan_input, annual, base)
    # Even books are four accounts each: F2 takes the two without an owner, and two of F1's.
    assert [(p.limit, p.plan.report.moves) for p in points] == [(0, 2), (1, 3), (2, 4)]
    assert points[-1].plan is base
    costs = [p.plan.report.objective_cents for p in points]
    assert costs == sorted(set(costs), reverse=True)


def test_todays_books_are_measured_by_the_seats_in_place_today():
    """F2 starts in February: eleven months of capacity, but a whole book today."""
    four = make_book(4, owner=("F1", "F1", "F2", "F2"))
    plan_input = make_territory_input(four, None, F2={"start_month": 2})
    plan = make_territory_plan(plan_input, plan_for(plan_input))
    first, second = (s for s in plan.seats if s.team == "Field")
    assert first.fair_potential_cents > second.fair_potential_cents > 0
    # Each has two of four accounts of 100,000.00, and is one full rep in a full month.
    assert first.fair_before_cents == second.fair_before_cents == 20_000_000
    assert first.deviation_before == second.deviation_before == 0
    # Nobody is at F2 yet: F1 has its whole share, F2 none to be measured by.
    alone = make_territory_input(make_book(4, owner="F1"), None, F2={"start_month": 2})
    plan = make_territory_plan(alone, plan_for(alone))
    first, second = (s for s in plan.seats if s.team == "Field")
    assert (first.fair_before_cents, second.fair_before_cents) == (40_000_000, 0)
    assert first.deviation_before == second.deviation_before == 0
    assert plan.worst_deviation_before == 0
