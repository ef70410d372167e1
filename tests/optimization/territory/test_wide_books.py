"""Books whose accounts may go to very many seats: searched on few pairs, proven over all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.optimization.territory import prices, solve
from planner.optimization.territory.narrow import is_wide, narrow
from planner.optimization.territory.prices import certify, find_prices
from planner.optimization.territory.problem import Loads, TerritoryProblem
from planner.optimization.territory.search import QUICK_EFFORT, Effort
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from tests.bench.generated_territories import make_territories


def test_prices_of_a_wide_problem_prove_nearly_as_much_as_those_of_all_its_pairs(monkeypatch):
    problem = make_territories("o", 500, 80, seed=5)
    assert is_wide(problem)
    found = find_prices(problem)
    assert found.bound == pytest.approx(certify(problem, found.load).bound)
    part, pairs = narrow(problem, found.reduced_costs(problem))
    assert part.pairs <= 25 * problem.nodes
    assert (part.cost == problem.cost[pairs]).all()
    assert (part.node_of == problem.node_of[pairs]).all()
    monkeypatch.setattr(prices, "is_wide", lambda _: False)
    assert found.bound >= find_prices(problem).bound * (1 - 5e-4)


def test_a_narrow_problem_keeps_the_owner_the_cheapest_seats_and_four_spread_over_all():
    """Account A: 60 seats at 1, 2, … cents, its owner's the dearest; B without an owner. Spread: every 15th, from A's first and B's second on."""
    cost = np.concatenate((np.arange(1.0, 61.0), np.arange(60.0, 0.0, -1.0)))
    moves = np.concatenate((np.ones(59), np.zeros(61)))
    one = np.ones((1, 60))
    loads = Loads(("potential_balance",), np.ones((1, 2)), one, one, one, one, 1.1 * one, 0.9 * one)
    problem = TerritoryProblem(np.array([0, 60, 120]), np.tile(np.arange(60), 2), cost, moves, 0 * moves, loads)
    part, pairs = narrow(problem, cost)
    of_a, of_b = [*range(20), 30, 45, 59], [1, 16, 31, *range(40, 60)]
    assert part.seat.tolist() == [*of_a, *of_b]
    assert part.start.tolist() == [0, 23, 46]
    assert pairs.tolist() == [*of_a, *(60 + r for r in of_b)]
    # Revenue that stays counts as accounts do: seat 5 of B.
    part, _ = narrow(replace(problem, moved=np.where(np.arange(120) == 65, 0.0, 1.0)), cost, kept=8)
    assert part.seat.tolist() == [*range(8), 15, 30, 45, 59, 1, 5, 16, 31, 46, *range(52, 60)]


def test_a_wide_book_whose_seats_cost_the_same_is_searched_on_all_pairs(monkeypatch):
    """Inside sales: no travel, a third of the accounts without an owner; at any prices the same few seats are the cheapest for nearly all of them."""
    book = make_territories("o", 1_000, 60, seed=3)
    is_free = np.random.default_rng(3).random(book.nodes) < 0.3
    moves = np.where(is_free[book.node_of], 0.0, book.moves)
    problem = replace(book, cost=moves * book.moved * 6e10 / book.moved.sum(), moves=moves, moved=moves * book.moved)
    options = TerritoryOptions(replace(QUICK_EFFORT, generations=0))
    solved = solve_territories(problem, options)
    monkeypatch.setattr(solve, "_FAR", 1.0)
    # The search itself, without the last descent over all pairs.
    monkeypatch.setattr(solve, "settle", lambda _, choice, *__: choice)
    assert solved.objective <= 0.92 * solve_territories(problem, options).objective
    # None of the seats is left with next to nothing: prices are looked for on pairs of every seat.
    assert problem.loads.use(problem.seat[solved.choice])[1].min() >= 0.5


@pytest.mark.parametrize("seed", [101, 301])
def test_a_wide_book_comes_close_to_its_bound_in_a_few_tries(seed):
    """3,000 accounts, each of 60 seats: large accounts lie where they must although small ones outnumber them ten to one."""
    problem = make_territories("o", 3_000, 60, seed)
    solved = solve_territories(
        problem, TerritoryOptions(Effort(1_000, 3_000_000, shared_tries=0, rounds=0, generations=0))
    )
    assert solved.objective <= 1.0105 * solved.bound


def test_a_limit_on_moves_is_kept_in_a_wide_problem():
    problem = make_territories("o", 310, 60, seed=5)
    options = TerritoryOptions(Effort(least_tries=200_000, shared_tries=0, rounds=0, generations=0))
    for limit in ({"move_limit": 12.0}, {"moved_limit": 0.02 * problem.moved.max() * problem.nodes}):
        limited = replace(problem, **limit)
        solved = solve_territories(limited, options)
        assert limited.moves[solved.choice].sum() <= limited.move_limit
        assert limited.moved[solved.choice].sum() <= limited.moved_limit
        assert solved.bound <= solved.objective


def test_a_wide_part_is_searched_on_its_cheapest_pairs_with_a_bound_over_all():
    problem = make_territories("o", 310, 60, seed=5)
    solved = solve_territories(
        problem, TerritoryOptions(Effort(least_tries=200_000, shared_tries=0, rounds=1, generations=1))
    )
    assert problem.node_of[solved.choice].tolist() == list(range(310))
    assert solved.bound <= solved.objective == pytest.approx(problem.objective(solved.choice))
    assert solved.bound >= find_prices(problem).bound
