"""Bounds of books in which handover alone tells seats apart, or which take more hours than there are: the prices must get there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.territory import sharpen
from planner.optimization.territory.model import build_territory_model
from planner.optimization.territory.prices import certify, find_prices, lift
from planner.optimization.territory.problem import Loads, TerritoryProblem
from planner.optimization.territory.search import Effort, search
from planner.optimization.territory.sharpen import lie_between, sharpen_prices, solve_relaxation
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from tests.bench.generated_territories import make_territories


def make_handover_book(nodes, seats, use, seed=0, limit=np.inf):
    """Return accounts that any seat may own, nine of ten with an owner, whose move alone costs; the seats' hours are `use` taken together."""
    rng = np.random.Generator(np.random.PCG64(seed))
    owner = np.where(rng.random(nodes) < 0.9, rng.integers(seats, size=nodes), -1)
    node, seat = np.repeat(np.arange(nodes), seats), np.tile(np.arange(seats), nodes)
    worth, hours = rng.lognormal(0, 1, nodes), rng.uniform(0.5, 3, nodes)
    away = ((owner[node] >= 0) & (owner[node] != seat)).astype(float)
    fair = np.full(seats, worth.sum() / seats)
    scale = np.vstack((np.full(seats, hours.sum() / seats / use), fair))
    zero, one = np.zeros(seats), np.ones(seats)
    loads = Loads(
        ("workload_capacity", "potential_balance"), np.vstack((hours, worth)), scale, np.vstack((zero, 0.01 * fair)),
        np.vstack((scale[0], 0.15 * fair)), np.vstack((zero, 0.15 * fair)), np.vstack((one, 1.05 * one)),
        np.vstack((zero, 0.95 * one)),
    )  # fmt: skip
    start = np.arange(0, nodes * seats + 1, seats)
    return TerritoryProblem(start, seat, 0.05 * away * worth[node], away, away, loads, move_limit=limit)


def relaxed_value(problem):
    program, unit = build_territory_model(problem)
    return -solve_with_highs(program, SolveOptions(relax=True)).objective * unit


@pytest.mark.parametrize("limit", [np.inf, 20.0])
@pytest.mark.parametrize("use", [0.8, 1.1])
def test_the_prices_of_the_linear_program_prove_its_value(use, limit):
    problem = make_handover_book(200, 5, use, limit=limit)
    value = relaxed_value(problem)
    assert solve_relaxation(problem).bound == pytest.approx(value, rel=1e-6)
    found = find_prices(problem)
    assert found.bound <= sharpen_prices(problem, found).bound <= value * (1 + 1e-9)


def test_a_team_with_too_little_time_ends_close_to_its_bound():
    # A fifth more hours than the seats have: every assignment pays for them, and the bound must know.
    problem = make_handover_book(1_500, 9, 1.2)
    solved = solve_territories(problem, TerritoryOptions(Effort(generations=0, rounds=0)))
    assert solved.objective - solved.bound <= 0.01 * solved.objective
    assert solved.bound == pytest.approx(relaxed_value(problem), rel=1e-6)


def test_where_no_linear_program_is_solved_rounds_are_repeated(monkeypatch):
    monkeypatch.setattr(sharpen, "_FEW_PAIRS", 0)
    monkeypatch.setattr(sharpen, "_MOST_PAIRS", 0)
    problem = make_handover_book(1_500, 9, 1.02, seed=4)
    found = find_prices(problem)
    better = sharpen_prices(problem, found)
    assert better.bound > found.bound
    assert better.bound == pytest.approx(certify(problem, better.load).bound)
    assert better.bound <= problem.objective(search(problem, better, Effort(1_000, 0, shared_tries=0)))


def test_searches_go_by_prices_between_the_middle_and_the_corner():
    # Measured: 1.7399, 1.0813, 1.0742 and 1.0430 times the bound by the corner, 1.0176, 1.0146, 1.0505 and 1.0056 between.
    problems = [make_handover_book(400, 8, 0.95, k) for k in (2, 4)]
    problems += [make_territories("s", 400, 10, k) for k in (1, 5)]
    corner: list[float] = []
    between: list[float] = []
    for problem in problems:
        found = find_prices(problem)
        sharp = sharpen_prices(problem, found)
        guide = lie_between(problem, found, sharp)
        assert found.bound < guide.bound < sharp.bound
        for prices, costs in ((sharp, corner), (guide, between)):
            costs.append(problem.objective(search(problem, prices, Effort(0, 200_000))) / sharp.bound)
    assert np.mean(between) < np.mean(corner) - 0.02
    assert lie_between(problem, sharp, sharp) is sharp


def test_prices_of_what_all_seats_lack_are_lifted_together():
    # 12 hours on two seats of 4 and 6: 2 too many. An hour beyond costs 3 and 2; the potential is no more than the shares.
    one = np.ones((2, 2))
    scale = np.array([[4.0, 6.0], [10.0, 10.0]])
    loads = Loads(
        ("workload_capacity", "potential_balance"), np.array([[5.0, 7.0], [9.0, 11.0]]), scale, 0 * one,
        np.array([[12.0, 12.0], [5.0, 5.0]]), np.array([[0.0, 0.0], [5.0, 5.0]]), one, np.array([[0.0, 0.0], [0.9, 0.9]]),
    )  # fmt: skip
    problem = TerritoryProblem(
        np.array([0, 2, 4]), np.array([0, 1, 0, 1]), np.zeros(4), np.zeros(4), np.zeros(4), loads
    )
    # The cheaper hour is the one that counts for both: 2 a unit are 8 and 12 a seat.
    assert lift(problem, np.zeros((2, 2))).tolist() == [[8.0, 12.0], [0.0, 0.0]]
    assert certify(problem, lift(problem, np.zeros((2, 2)))).bound == pytest.approx(4.0)
    enough = replace(problem, loads=replace(loads, scale=2 * scale))
    assert lift(enough, np.ones((2, 2)))[0].tolist() == [1.0, 1.0]
