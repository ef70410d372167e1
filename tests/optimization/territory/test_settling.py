"""The last descent: whatever ends the solve, no single account or family could go to another seat under the rules and save money."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from planner.domain.choices import Strictness
from planner.domain.identifiers import SeatId
from planner.optimization.territory.capped_moves import descend_under_caps
from planner.optimization.territory.concerned import choice_of_plan
from planner.optimization.territory.make import make_territory_plan, prepare_case
from planner.optimization.territory.prices import find_prices
from planner.optimization.territory.replan import replan_territories
from planner.optimization.territory.search import Effort
from planner.optimization.territory.settling import settle
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, plan_for
from tests.bench.generated_territories import make_strict, make_territories
from tests.optimization.territory.test_search import make_problem
from tests.plan_input_builder import make_plan_input, make_seat, make_settings

SHORT = TerritoryOptions(Effort(least_tries=20_000, shared_tries=20_000, tree=1, rounds=2, generations=1))


def list_savings(problem, choice, caps=()):
    """Return what each single shift saves that keeps limits on moves, hard loads and caps, where it saves more than rounding; by plain sums."""
    base, savings = problem.objective(choice), []
    for n in range(problem.nodes):
        for pair in range(problem.start[n], problem.start[n + 1]):
            tried = choice.copy()
            tried[n] = pair
            saved = base - problem.objective(tried)
            if saved <= 1e-9 * base:
                continue
            is_kept = problem.moves[tried].sum() <= max(problem.move_limit, problem.moves[choice].sum())
            is_kept &= problem.excess(tried) <= problem.excess(choice) + 1e-8
            if is_kept and all(other.objective(tried) <= cap for other, cap in caps):
                savings.append(saved)
    return savings


@pytest.mark.parametrize(
    ("seed", "limit"), [(0, np.inf), (1, np.inf), (0, 20.0)], ids=["merged", "another merged", "few moves"]
)
def test_no_single_shift_is_left_in_what_was_merged(seed, limit):
    problem = replace(make_territories("s", 320, 8, seed), move_limit=limit)
    solved = solve_territories(problem, SHORT)
    assert not list_savings(problem, solved.choice)
    assert solved.objective == pytest.approx(problem.objective(solved.choice))


def test_no_single_shift_is_left_where_few_pairs_were_searched():
    problem = make_territories("o", 310, 60, 1)
    assert not list_savings(problem, solve_territories(problem, SHORT).choice)


@pytest.mark.parametrize("limit", [np.inf, 25.0], ids=["any moves", "few moves"])
def test_the_descent_leaves_no_shift_from_wherever_it_begins(limit):
    problem = replace(make_territories("s", 120, 6, 2), move_limit=limit)
    spoilt = problem.start[:-1].copy()
    assert list_savings(problem, spoilt)
    found = settle(problem, spoilt, find_prices(problem), SHORT.effort)
    assert problem.objective(found) < problem.objective(spoilt)
    assert problem.moves[found].sum() <= max(limit, problem.moves[spoilt].sum())
    assert not list_savings(problem, found)


@pytest.mark.parametrize("room", [1.0, 0.85], ids=["kept", "some beyond"])
def test_strict_hours_are_not_given_up_for_money(room):
    problem = make_territories("s", 120, 6, 4)
    scale = problem.loads.scale * np.where(np.arange(problem.loads.count) == 0, room, 1.0)[:, None]
    problem = make_strict(replace(problem, loads=replace(problem.loads, scale=scale)))
    prices, before = find_prices(problem), solve_territories(problem, SHORT).choice
    assert not list_savings(problem, before)
    # From an assignment that somebody spoilt it comes back, and lies no further beyond.
    spoilt = before.copy()
    spoilt[::7] = problem.start[:-1][::7]
    found = settle(problem, spoilt, prices, SHORT.effort)
    assert problem.objective(found) < problem.objective(spoilt)
    assert problem.excess(found) <= problem.excess(spoilt) + 1e-8
    assert not list_savings(problem, found)


@pytest.mark.parametrize("seed", range(8))
def test_caps_are_kept_and_no_shift_under_them_is_left(seed):
    problem = make_problem(seed, nodes=30, seats=4, limit=20.0)
    other = replace(make_problem(seed + 100, nodes=30, seats=4), seat=problem.seat, start=problem.start)
    other = replace(problem, cost=np.random.Generator(np.random.PCG64(seed)).uniform(0, 60, problem.pairs))
    choice = problem.start[:-1].copy()
    for share in (1.0, 0.9):  # within its cap, and beyond it already
        caps = [(other, share * other.objective(choice))]
        found = descend_under_caps(problem, caps, choice)
        assert problem.objective(found) <= problem.objective(choice)
        assert other.objective(found) <= other.objective(choice) + 1e-9
        assert problem.moves[found].sum() <= max(problem.move_limit, problem.moves[choice].sum())
        if share == 1.0:
            assert problem.objective(found) < problem.objective(choice)
            assert not list_savings(problem, found, caps)


def make_team(seed, **settings):
    """Return a team of six seats, one of them new, with 40 accounts at random owners: families, a lock, a forbidden seat."""
    rng, names = Random(seed), [SeatId(f"F{k}") for k in range(1, 7)]
    count = range(40)
    book = make_book(
        40,
        potential_cents=tuple(rng.randint(1, 60_000_000) for _ in count),
        last_year_revenue_cents=tuple(rng.choice((0, 1)) * rng.randint(1, 9_000_000) for _ in count),
        workload_hours=tuple(float(rng.randint(5, 90)) for _ in count),
        owner=tuple(rng.choice((None, "left", *names[:5], *names[:5])) for _ in count),
        parent_account=tuple(rng.choice((None,) * 9 + ("Group A", "Group B")) for _ in count),
        locked_seat=("F2",) + (None,) * 39,
        forbidden_seats=((), ("F1",)) + ((),) * 38,
    )
    seats = (*(make_seat(n) for n in names[:5]), make_seat("F6", start_month=4), make_seat("P1", "Partners"))
    return make_plan_input(accounts=book, settings=make_settings(**settings), seats=seats)


BOOKS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "few moves": {"move_limit_accounts": 6},
    "little revenue moved": {"move_limit_revenue_cents": 30_000_000},
    "a book for the new one": {"new_hire_book_share": 0.8},
    "tight": {"potential_band_share": 0.05, "target_band_share": 0.05, "accounts_per_seat_max": 12},
    "strict": {"territory_strictness": Strictness.HOURS, "hours_per_seat": 700.0},
}


def list_figures_below_zero(plan_input, annual, plan):
    """Return the published figures below zero (cents), but those of shifts that a limit on moves or strict hours forbid."""
    case = prepare_case(plan_input, annual)
    choice, problem = choice_of_plan(case, plan), case.problem
    number = {p.name: k for k, p in enumerate(case.positions)}
    second = {o.account: o for o in plan.ownerships if o.second_cost_cents is not None}
    found = []
    for n, members in enumerate(case.nodes):
        o = second.get(plan_input.accounts.account[case.entries[members[0]].account])
        if o is None or o.second_cost_cents >= 0:
            continue
        tried, pairs = choice.copy(), problem.seat[problem.start[n] : problem.start[n + 1]]
        tried[n] = problem.start[n] + int(np.flatnonzero(pairs == number[o.second_seat])[0])
        is_kept = problem.moves[tried].sum() <= problem.move_limit and problem.moved[tried].sum() <= problem.moved_limit
        if is_kept and problem.excess(tried) <= problem.excess(choice):
            found.append((o.account, o.second_cost_cents))
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", BOOKS)
def test_no_published_figure_of_another_seat_is_below_zero(name, seed):
    plan_input = make_team(seed, **BOOKS[name])
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual, SHORT)
    assert not verify_territories(plan_input, annual, plan)
    assert not list_figures_below_zero(plan_input, annual, plan)


@pytest.mark.parametrize("seed", range(2))
def test_nor_is_one_after_a_move_by_hand(seed):
    plan_input = make_team(seed)
    annual = plan_for(plan_input)
    base = make_territory_plan(plan_input, annual, SHORT)
    account, seat = next((o.account, o.second_seat) for o in base.ownerships if o.second_seat is not None)
    again = replan_territories(plan_input, annual, base, {account: seat}, 70, SHORT)
    assert not list_figures_below_zero(again.plan_input, annual, again.plan)
