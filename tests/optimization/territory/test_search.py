"""Bound and search against every assignment of small cases, against planted ones, and against the linear relaxation."""

from __future__ import annotations

import itertools
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.territory import merging, neighbourhoods
from planner.optimization.territory import prices as prices_module
from planner.optimization.territory.merging import merge, merge_searches
from planner.optimization.territory.model import build_territory_model, start_point
from planner.optimization.territory.moves import slack_of_seat
from planner.optimization.territory.neighbourhoods import polish, split_gap
from planner.optimization.territory.prices import certify, find_prices
from planner.optimization.territory.problem import Ints, Loads, TerritoryProblem, split_components
from planner.optimization.territory.search import QUICK_EFFORT, Effort, Search, search
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from tests.bench.bench_assignment import as_territories, check_assignment, make_assignment
from tests.bench.generated_territories import join_books, make_territories


def make_problem(seed, nodes=7, seats=3, limit=np.inf):
    rng = np.random.Generator(np.random.PCG64(seed))
    eligible = rng.random((nodes, seats)) < 0.8
    eligible[np.arange(nodes), rng.integers(seats, size=nodes)] = True
    seat = np.nonzero(eligible)[1]
    weight = np.vstack((rng.uniform(1, 10, nodes), rng.uniform(1, 10, nodes)))
    scale = np.repeat(weight.sum(axis=1)[:, None] / seats, seats, axis=1) * rng.uniform(0.8, 1.2, (2, seats))
    ones = np.ones((2, seats))
    inner, over, under = (
        np.array([[0], [20.0]]) * ones,
        np.array([[300.0], [90.0]]) * ones,
        np.array([[0], [90.0]]) * ones,
    )
    loads = Loads(("workload_capacity", "potential_balance"), weight, scale, inner, over, under, 1.1 * ones, 0.9 * ones)
    moves = (rng.random(seat.size) < 0.6).astype(float)
    start = np.concatenate(([0], np.cumsum(eligible.sum(axis=1)))).astype(np.int64)
    return TerritoryProblem(start, seat.astype(np.int64), rng.uniform(0, 60, seat.size), moves, moves * 0, loads, limit)


def list_choices(problem):
    spans = [range(problem.start[n], problem.start[n + 1]) for n in range(problem.nodes)]
    for choice in itertools.product(*spans):
        picked = np.array(choice, dtype=np.int64)
        if problem.moves[picked].sum() <= problem.move_limit:
            yield picked


@pytest.mark.parametrize("seed", range(6))
def test_small_cases_are_solved_to_the_best_of_all_assignments(seed):
    problem = make_problem(seed)
    best = min(problem.objective(c) for c in list_choices(problem))
    solved = solve_territories(problem, TerritoryOptions(gap_limit=0.0))
    assert solved.objective == pytest.approx(best, abs=1e-6)
    assert solved.bound <= best + 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_the_search_alone_finds_the_best_of_small_lumpy_cases(seed):
    """Potential beyond the band costs far more than pairs do: most assignments are walled off from the best one."""
    problem = make_problem(seed)
    loads = problem.loads
    problem = replace(problem, loads=replace(loads, over=10 * loads.over, under=10 * loads.under))
    best = min(problem.objective(c) for c in list_choices(problem))
    choice = search(problem, find_prices(problem), Effort())
    assert problem.objective(choice) == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_any_prices_give_a_bound_below_every_assignment(seed):
    problem = make_problem(seed, limit=3.0)
    rng = np.random.Generator(np.random.PCG64(seed))
    costs = [problem.objective(c) for c in list_choices(problem)]
    if not costs:
        pytest.skip("no assignment keeps the limit")
    for _ in range(20):
        prices = certify(problem, rng.normal(0, 200, problem.loads.scale.shape), rng.uniform(-5, 50))
        assert prices.bound <= min(costs) + 1e-6
    assert find_prices(problem).bound <= min(costs) + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_limited_moves_are_kept_and_cost_at_least_as_much(seed):
    free, limited = make_problem(seed), make_problem(seed, limit=4.0)
    costs = [limited.objective(c) for c in list_choices(limited)]
    if not costs:
        pytest.skip("no assignment keeps the limit")
    solved = solve_territories(limited, TerritoryOptions(gap_limit=0.0))
    assert limited.moves[solved.choice].sum() <= 4
    assert solved.objective == pytest.approx(min(costs), abs=1e-6)
    assert solved.objective >= solve_territories(free, TerritoryOptions(gap_limit=0.0)).objective - 1e-6


def test_the_bound_is_close_to_the_linear_relaxation():
    problem = make_territories("s", 400, 10, seed=1)
    program, unit = build_territory_model(problem)
    relaxed = -solve_with_highs(program, SolveOptions(relax=True)).objective * unit
    bound = find_prices(problem).bound
    assert bound <= relaxed * (1 + 1e-9)
    assert bound >= relaxed * (1 - 1e-3)


def test_a_planted_plan_without_cost_is_found():
    """Every seat has exactly its share when every node stays with its owner; nothing else is free."""
    rng = np.random.Generator(np.random.PCG64(3))
    nodes, seats = 120, 8
    owner = np.arange(nodes) % seats
    node, seat = np.repeat(np.arange(nodes), seats), np.tile(np.arange(seats), nodes)
    weight = rng.uniform(1, 20, (1, nodes))
    scale = np.bincount(owner, weights=weight[0])[None, :].astype(float)
    ones = np.ones((1, seats))
    loads = Loads(("potential_balance",), weight, scale, 5 * ones, 50 * ones, 50 * ones, 1.05 * ones, 0.95 * ones)
    away = (seat != owner[node]).astype(float)
    start = np.arange(0, nodes * seats + 1, seats)
    problem = TerritoryProblem(start, seat, away * rng.uniform(0.1, 2, seat.size), away, away, loads)
    choice = search(problem, find_prices(problem), Effort())
    assert problem.objective(choice) == pytest.approx(0, abs=1e-9)
    assert (problem.seat[choice] == owner).all()


def test_the_gap_of_a_generated_book():
    problem = make_territories("s", 1_000, 20, seed=4)
    solved = solve_territories(problem, TerritoryOptions(Effort(rounds=0, generations=0)))
    assert 0 <= solved.objective - solved.bound <= 0.04 * solved.objective


def test_the_same_seed_gives_the_same_assignment():
    problem = make_territories("s", 310, 10, seed=5)
    effort = Effort(least_tries=500_000, rounds=1, generations=1, seed=7)
    first, again = (solve_territories(problem, TerritoryOptions(effort)) for _ in range(2))
    assert (first.choice == again.choice).all()
    assert first.bound == again.bound


def test_parts_that_share_no_seat_are_solved_apart():
    problem = make_territories("s", 600, 40, seed=6)
    parts = split_components(problem)
    assert len(parts) == 2
    assert sum(nodes.size for nodes, _ in parts) == 600


def test_the_start_point_of_the_exact_model_has_the_cost_of_its_assignment():
    problem = make_problem(1)
    program, unit = build_territory_model(problem)
    choice = search(problem, find_prices(problem), Effort())
    point = start_point(problem, choice, program)
    assert float(-program.cost @ point) * unit == pytest.approx(problem.objective(choice))


def test_golden_program_of_two_accounts_and_two_seats():
    ones = np.ones((1, 2))
    loads = Loads(
        ("potential_balance",), np.array([[4.0, 6.0]]), 5 * ones, 2 * ones, 10 * ones, 10 * ones, 1.1 * ones, 0.9 * ones
    )
    away = np.array([0.0, 1.0, 1.0, 0.0])
    problem = TerritoryProblem(np.array([0, 2, 4]), np.array([0, 1, 0, 1]), 7 * away, away, away, loads, 1.0)
    program, unit = build_territory_model(problem)
    names = ["one_owner.0", "one_owner.1"]
    names += [f"potential_balance.{r}.{p}" for r in (0, 1) for p in ("over", "under", "inner", "inner_below")]
    assert program.row_names == (*names, "move_limit.accounts")
    # Row potential_balance.0.over: 4/5 of A and 6/5 of B less what is beyond ≤ 1.1.
    span = slice(program.starts[2], program.starts[3])
    assert program.indices[span].tolist() == [0, 2, 4]
    assert program.values[span].tolist() == pytest.approx([0.8, 1.2, -1.0])
    assert program.row_upper[2] == 1.1
    assert (-program.cost * unit).tolist() == pytest.approx([0, 7, 7, 0, *(10, 10, 2, 2) * 2])


def test_neighbourhoods_never_make_it_worse_and_split_the_gap_exactly():
    problem = make_territories("s", 400, 10, seed=8)
    prices = find_prices(problem)
    before = search(problem, prices, Effort(0, 0))
    after = polish(problem, before, prices, 3)
    assert problem.objective(after) <= problem.objective(before)
    for choice in (before, after):
        _, seats = split_gap(problem, choice, prices)
        assert seats.sum() == pytest.approx(problem.objective(choice) - prices.bound, rel=1e-6)


def test_neighbourhoods_grow_by_a_seat_where_five_in_a_row_give_nothing(monkeypatch):
    problem = make_territories("s", 120, 8, seed=8)
    prices = find_prices(problem)
    sizes = []

    def give_nothing(problem, choice, group, excess, gap):
        sizes.append(group.size)
        return choice

    monkeypatch.setattr(neighbourhoods, "solve_group", give_nothing)
    polish(problem, search(problem, prices, Effort(0, 0)), prices, 12, most_seats=6)
    assert sizes == [4] * 5 + [5] * 5 + [6] * 2


def test_neighbourhoods_keep_the_limit_on_moves():
    problem = replace(make_territories("s", 60, 4, seed=9), move_limit=10.0)
    prices = find_prices(problem)
    choice = polish(problem, search(problem, prices, Effort(0, 0)), prices, 3)
    assert problem.moves[choice].sum() <= 10


def test_books_that_share_no_seat_cost_together_what_they_cost_apart():
    books = [make_territories("s", 60, 6, seed) for seed in (1, 2)]
    joined = join_books(books)
    options = TerritoryOptions(gap_limit=0.0)
    apart = [solve_territories(book, options) for book in books]
    assert (joined.nodes, joined.seats) == (120, 12)
    choice = np.concatenate((apart[0].choice, apart[1].choice + books[0].pairs))
    assert joined.objective(choice) == pytest.approx(sum(s.objective for s in apart))


@pytest.mark.parametrize("kind", ["c", "d", "e"])
def test_generalized_assignment_with_a_hard_load_an_agent(kind):
    """The search alone, on sizes that differ by agent, keeps every agent's room and comes close to the bound."""
    size, cost, room = make_assignment(kind, 5, 60, seed=1)
    problem = as_territories(size, cost, room)
    solved = solve_territories(problem, TerritoryOptions(Effort(rounds=0, generations=0), is_exact_when_small=False))
    found = check_assignment(size, cost, room, problem.seat[solved.choice])
    bound = solved.bound / 1_000 + 60 * cost.min()
    assert bound - 0.5 <= found <= bound * 1.05


def test_room_for_linear_algebra_is_asked_for_whenever_it_is_used(monkeypatch):
    """Loading the minimizer took what there was under ``ulimit -v``, and OpenBLAS asked for its buffer for ever, deaf to SIGTERM."""
    asked = []
    monkeypatch.setattr(prices_module, "ask_for_memory", lambda: asked.append("scipy.optimize" in sys.modules))
    find_prices(make_problem(1))
    assert len(asked) == 1 + len(prices_module.PHASES)
    assert all(asked[1:])


_SHORT_OF_MEMORY = """
import resource
from pathlib import Path
from planner.optimization.territory.prices import find_prices
from tests.optimization.territory.test_search import make_problem

problem = make_problem(1)
pages = int(Path("/proc/self/statm").read_text().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + 2**24, resource.RLIM_INFINITY))
try:
    find_prices(problem)
except MemoryError:
    print("said so")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on memory")
def test_prices_do_not_wait_for_memory_that_never_comes():
    """OpenBLAS asks for its buffer again and again, for ever; the prices ask once before. A process of its own has no memory left over."""
    ended = subprocess.run(
        [sys.executable, "-c", _SHORT_OF_MEMORY],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).parents[3],
    )
    assert ended.stdout == "said so\n", ended.stderr
    assert ended.returncode == 0


def test_searches_that_are_merged_beat_the_best_of_them_and_repeat_to_the_bit():
    problem = make_territories("s", 400, 10, seed=8)
    prices = find_prices(problem)
    effort = Effort(least_tries=60_000, generations=1)
    alone = [search(problem, prices, Effort(0, 60_000, seed=k)) for k in range(3)]
    merged = merge(problem, alone)
    costs = [problem.objective(c) for c in alone]
    assert problem.objective(merged) < min(costs)
    # On the pairs of the three alone.
    assert set(merged) <= set(np.concatenate(alone))
    found = [merge_searches(problem, alone[0], prices, effort) for _ in range(2)]
    assert (found[0] == found[1]).all()
    assert prices.bound <= problem.objective(found[0]) < costs[0]
    # Within what is enough nothing is done.
    assert merge_searches(problem, alone[0], prices, effort, enough=costs[0]) is alone[0]


def test_no_program_merges_searches_that_are_far_from_the_bound(monkeypatch):
    problem = make_territories("s", 400, 10, seed=8)
    prices = find_prices(problem)
    start = search(problem, prices, Effort(0, 0))
    asked: list[int] = []

    def take_best(problem: TerritoryProblem, pool: list[Ints]) -> Ints:
        asked.append(len(pool))
        return min(pool, key=problem.objective)

    monkeypatch.setattr(merging, "merge", take_best)
    effort = Effort(least_tries=60_000, generations=1)
    near = merge_searches(problem, start, prices, effort)
    assert len(asked) == 1
    far = merge_searches(problem, start, replace(prices, bound=0.85 * prices.bound), effort)
    # The same searches, of which the best is taken.
    assert len(asked) == 1
    assert (near == far).all()


def test_merged_searches_keep_the_limit_on_moves():
    problem = replace(make_territories("s", 60, 4, seed=9), move_limit=10.0)
    prices = find_prices(problem)
    start = search(problem, prices, Effort(0, 0))
    choice = merge_searches(problem, start, prices, Effort(least_tries=30_000, generations=1))
    assert problem.moves[choice].sum() <= 10
    assert problem.objective(choice) < problem.objective(start)


def test_how_often_searches_are_merged_follows_the_tries_a_node():
    whole, tenth = Effort().for_part(3_000, 3_000), Effort().for_part(2_000, 20_000)
    assert [whole.generations_for(n) for n in (1_000, 3_000, 3_001, 30_001)] == [6, 6, 2, 0]
    assert [whole.rounds_for(n) for n in (1_000, 3_000, 3_001)] == [12, 12, 0]
    assert [tenth.generations_for(n) for n in (400, 2_000)] == [6, 2]
    part = Effort().for_part(20_000, 200_000)
    assert (part.generations_for(20_000), part.rounds_for(20_000)) == (0, 0)
    quick, part = QUICK_EFFORT.for_part(1_000, 1_000), QUICK_EFFORT.for_part(2_000, 20_000)
    assert [(e.generations_for(n), e.rounds_for(n)) for e, n in ((quick, 1_000), (quick, 3_001), (part, 2_000))] == [
        (2, 0),
        (0, 0),
        (0, 0),
    ]


def test_a_plan_costs_no_more_than_the_quick_one_that_it_begins_with():
    problem, effort = make_territories("s", 310, 4, 1), Effort(least_tries=20_000, shared_tries=20_000)
    quick, longer = (solve_territories(problem, TerritoryOptions(e, 0.0)) for e in (effort.as_quick(), effort))
    assert longer.objective <= quick.objective
    assert longer.bound == quick.bound


def test_a_quick_plan_merges_what_its_searches_found():
    problem = make_territories("s", 301, 4, seed=9)
    alone = solve_territories(
        problem, TerritoryOptions(replace(QUICK_EFFORT, least_tries=60_000, shared_tries=0, generations=0))
    )
    merged = solve_territories(problem, TerritoryOptions(replace(QUICK_EFFORT, least_tries=60_000, shared_tries=0)))
    assert merged.bound <= merged.objective < alone.objective


def test_what_the_prices_rule_out_is_just_what_could_not_pay():
    """Every change costs what `above` and the slacks of seats say; a slack is never negative, so `above` less the slack before is the least."""
    problem = make_problem(2)
    state, rng = Search(problem, find_prices(problem)), np.random.Generator(np.random.PCG64(2))

    def compute_slack(choice):
        use = np.ascontiguousarray(problem.loads.use(problem.seat[choice]).T)
        return np.array([slack_of_seat(r, use, state.shape, state.dual) for r in range(problem.seats)])

    for _ in range(50):
        one, two = (rng.integers(problem.start[:-1], problem.start[1:]) for _ in range(2))
        assert compute_slack(one).min() >= -1e-9
        rise = (state.above[two] - state.above[one]).sum() + (compute_slack(two) - compute_slack(one)).sum()
        assert problem.objective(two) - problem.objective(one) == pytest.approx(rise, abs=1e-6)


def test_after_descending_no_shift_and_no_swap_with_the_cheapest_seats_saves():
    problem = make_territories("s", 310, 12, seed=3)
    state = Search(problem, find_prices(problem))
    state.shift()
    for _ in range(20):
        before = problem.objective(state.choice)
        state.descend()
        if problem.objective(state.choice) == before:
            break
    base = problem.objective(state.choice)
    for n in range(problem.nodes):
        for p in range(problem.start[n], problem.start[n + 1]):
            other = state.choice.copy()
            other[n] = p
            assert problem.objective(other) >= base - 1e-3
            # Whoever is at that seat and may come here in return, where it is one of the cheapest for n.
            if p not in state.rank[problem.start[n] : problem.start[n] + 4]:
                continue
            for m in np.flatnonzero(problem.seat[state.choice] == problem.seat[p]):
                back = np.arange(problem.start[m], problem.start[m + 1])
                for q in back[problem.seat[back] == problem.seat[state.choice[n]]] if m != n else ():
                    other[m] = q
                    assert problem.objective(other) >= base - 1e-3
                    other[m] = state.choice[m]
