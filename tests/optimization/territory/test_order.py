"""Goals in order against every assignment of small cases: each stage as good as can be under the caps before it, and its bound below that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.territory import ORDER_ROOM
from planner.errors import UsageError
from planner.optimization.territory.order import (
    goal_problem,
    make_ordered_territories,
    price_goals,
    read_order,
    solve_stages,
)
from planner.optimization.territory.search import Effort
from planner.optimization.territory.solve import TerritoryOptions
from tests.account_book_builder import make_book, make_territory_input, plan_for
from tests.bench.generated_territories import make_territories
from tests.optimization.territory.test_search import list_choices, make_problem
from tests.plan_input_builder import make_settings


def split(problem, goals):
    """Return the problem of every goal; half of a pair's cost is handover, half travel by turns."""
    even = (problem.seat + problem.node_of) % 2 == 0
    return {g: goal_problem(problem, problem.cost * even, problem.cost * ~even, g) for g in goals}


@pytest.mark.parametrize("order", ["overload,band,disruption,travel", "travel,band,balance", "disruption"])
@pytest.mark.parametrize("seed", range(2))
def test_every_stage_is_as_good_as_the_best_of_all_assignments(order, seed):
    problem, goals = make_problem(seed), read_order(order)
    parts = split(problem, goals)
    choice, stages, _ = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=5_000)))
    assert [s.goal for s in stages] == list(goals)
    allowed = list(list_choices(problem))
    for stage in stages:
        part = parts[stage.goal]
        best = min(part.objective(c) for c in allowed)
        assert stage.value == pytest.approx(best, abs=1e-4, rel=1e-6)
        assert stage.bound <= best + 1e-6
        cap = stage.value * (1 + ORDER_ROOM) + 1e-6
        assert part.objective(choice) <= cap + 1e-9
        allowed = [c for c in allowed if part.objective(c) <= cap]


def test_a_large_case_keeps_its_caps_and_its_bounds_are_below_its_values():
    problem, goals = make_territories("s", 320, 8, seed=3), read_order("travel,overload,band")
    parts = split(problem, goals)
    choice, stages, _ = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=200_000)))
    for stage in stages:
        assert 0 <= stage.bound <= stage.value
        assert parts[stage.goal].objective(choice) <= stage.value * (1 + ORDER_ROOM) + 1e-3
    # Travel first: nobody drives more than to the nearest seat, up to half a percent.
    assert stages[0].bound == pytest.approx(stages[0].value, rel=1e-6)


def test_words_that_are_no_goals_are_refused():
    assert read_order("band, Travel") == ("band", "travel", "cost")
    for words in ("speed", "band,band", ""):
        with pytest.raises(UsageError, match="overload, band, new_hires, balance, disruption, travel, cost"):
            read_order(words)


def test_a_goal_that_the_workbook_prices_at_nothing_counts_at_its_usual_price():
    book = make_book(6, potential_cents=(900_000, 500_000, 400_000, 300_000, 200_000, 100_000), owner="F1")
    book = replace(book, last_year_revenue_cents=(0,) * 6)
    plan_input = make_territory_input(book, {"potential_band_share": 1.0, "imbalance_cost_share": 0.0})
    annual, goals = plan_for(plan_input), read_order("balance,disruption")
    plan = make_ordered_territories(plan_input, annual, goals)
    stages = plan.report.stages
    assert [(s.goal, s.is_usual) for s in stages] == [("balance", True), ("disruption", False), ("cost", False)]
    # Two equal seats share 24,000.00. Even are 9,000 + 3,000 and the others: two accounts leave F1, each at 500.00.
    assert [round(s.value) for s in stages] == [0, 100_000, 100_000]
    assert stages[1].bound == pytest.approx(100_000)
    assert {s.after.potential_cents for s in plan.seats if s.team == "Field"} == {1_200_000}


def test_priced_goals_keep_their_prices():
    settings = make_settings(overload_cost_share=0.0, travel_cost_per_km_cents=0, handover_loss_share=0.0)
    priced, unpriced = price_goals(settings, read_order("travel,disruption"))
    assert unpriced == {"travel"}
    assert priced == replace(settings, travel_cost_per_km_cents=150)
    # What moves cost nobody says: the fewest accounts change hands, each at 500.00.
    free = replace(settings, move_cost_cents=0)
    assert price_goals(free, ("disruption", "cost")) == (settings, frozenset({"disruption"}))
