"""Goals in order against every assignment of small cases: each stage as good as can be under the caps before it, and its bound below that."""

from __future__ import annotations

import pytest

from planner.errors import UsageError
from planner.optimization.territory.order import ROOM, goal_problem, read_order, solve_stages
from planner.optimization.territory.search import Effort
from planner.optimization.territory.solve import TerritoryOptions
from tests.bench.generated_territories import make_territories
from tests.optimization.territory.test_search import list_choices, make_problem


def split(problem, goals):
    """Return the problem of every goal; half of a pair's cost is handover, half travel by turns."""
    even = (problem.seat + problem.node_of) % 2 == 0
    return {g: goal_problem(problem, problem.cost * even, problem.cost * ~even, g) for g in goals}


@pytest.mark.parametrize("order", ["overload,band,disruption,travel", "travel,band,balance", "disruption"])
@pytest.mark.parametrize("seed", range(2))
def test_every_stage_is_as_good_as_the_best_of_all_assignments(order, seed):
    problem, goals = make_problem(seed), read_order(order)
    parts = split(problem, goals)
    choice, stages = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=5_000)))
    assert [s.goal for s in stages] == list(goals)
    allowed = list(list_choices(problem))
    for stage in stages:
        part = parts[stage.goal]
        best = min(part.objective(c) for c in allowed)
        assert stage.value == pytest.approx(best, abs=1e-4, rel=1e-6)
        assert stage.bound <= best + 1e-6
        cap = stage.value * (1 + ROOM) + 1e-6
        assert part.objective(choice) <= cap + 1e-9
        allowed = [c for c in allowed if part.objective(c) <= cap]


def test_a_large_case_keeps_its_caps_and_its_bounds_are_below_its_values():
    problem, goals = make_territories("s", 320, 8, seed=3), read_order("travel,overload,band")
    parts = split(problem, goals)
    choice, stages = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=200_000)))
    for stage in stages:
        assert 0 <= stage.bound <= stage.value
        assert parts[stage.goal].objective(choice) <= stage.value * (1 + ROOM) + 1e-3
    # Travel first: nobody drives more than to the nearest seat, up to half a percent.
    assert stages[0].bound == pytest.approx(stages[0].value, rel=1e-6)


def test_words_that_are_no_goals_are_refused():
    assert read_order("band, Travel") == ("band", "travel", "cost")
    for words in ("speed", "band,band", ""):
        with pytest.raises(UsageError, match="overload, band, new_hires, balance, disruption, travel, cost"):
            read_order(words)
