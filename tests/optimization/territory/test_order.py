"""Goals in order against every assignment of small cases: each stage as good as can be under the caps before it, and its bound below that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.errors import UsageError
from planner.optimization.territory import order as order_module
from planner.optimization.territory.order import (
    cap_of,
    goal_problem,
    make_ordered_territories,
    price_goals,
    read_order,
    solve_stages,
)
from planner.optimization.territory.search import Effort
from planner.optimization.territory.solve import TerritoryOptions
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, make_territory_input, plan_for
from tests.bench.generated_territories import make_territories
from tests.optimization.territory.test_search import list_choices, make_problem
from tests.optimization.territory.test_settling import list_savings
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
    choice, stages, _ = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=5_000, shared_tries=0)))
    assert [s.goal for s in stages] == list(goals)
    allowed = list(list_choices(problem))
    for stage in stages:
        part = parts[stage.goal]
        best = min(part.objective(c) for c in allowed)
        assert stage.value == pytest.approx(best, abs=1e-4, rel=1e-6)
        assert stage.bound <= best + 1e-6
        cap = cap_of(part, stage.value)
        assert part.objective(choice) <= cap + 1e-9
        allowed = [c for c in allowed if part.objective(c) <= cap]


def test_a_large_case_keeps_its_caps_and_its_bounds_are_below_its_values():
    problem, goals = make_territories("s", 320, 8, seed=3), read_order("travel,overload,band")
    parts = split(problem, goals)
    choice, stages, _ = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=200_000, shared_tries=0)))
    for stage in stages:
        assert 0 <= stage.bound <= stage.value
        part = parts[stage.goal]
        assert part.objective(choice) <= cap_of(part, stage.value) + 1e-3
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


def two_even_seats(owner):
    """Return two seats that share 10,004,000.00 of potential: today's owners are 2,000.00 off their fair shares, one account could even that out."""
    book = make_book(3, potential_cents=(500_000_000, 500_200_000, 200_000), owner=owner)
    plan_input = make_territory_input(book, {"potential_band_share": 1.0})
    return plan_input, plan_for(plan_input)


def test_balance_hands_on_half_a_percent_of_the_fair_shares():
    plan_input, annual = two_even_seats(("F1", "F2", "F2"))
    plan = make_ordered_territories(plan_input, annual, read_order("balance,disruption"))
    # Alone it would be 0, with A2 at F1: 0.04 % of a fair share is not worth a move.
    assert [round(s.value) for s in plan.report.stages[:2]] == [0, 0]
    assert not any(o.is_move for o in plan.ownerships)
    assert dict(plan.report.terms)["imbalance"] > 0
    assert not verify_territories(plan_input, annual, plan)


def test_balance_beyond_its_room_is_found():
    plan_input, annual = two_even_seats("F1")
    plan = make_ordered_territories(plan_input, annual, read_order("disruption,balance"))
    # Nobody moves, so that all lies with F1; what is said of balance is that it was reached.
    reached = tuple(replace(s, value=0.0, bound=0.0) if s.goal == "balance" else s for s in plan.report.stages)
    assert reached != plan.report.stages
    forged = replace(plan, report=replace(plan.report, stages=reached))
    assert not verify_territories(plan_input, annual, plan)
    found = [f.message() for f in verify_territories(plan_input, annual, forged)]
    assert len(found) == 1
    assert "Imbalance of potential: 0.00 in its turn, 100,040.00 in the plan" in found[0]


@pytest.mark.parametrize("order", ["balance,disruption", "overload,travel"])
def test_no_single_shift_is_left_that_keeps_the_caps_and_saves(order):
    problem, goals = make_territories("o", 100, 6, seed=2), read_order(order)
    parts = split(problem, goals)
    choice, stages, _ = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=20_000, shared_tries=0, tree=1)))
    caps = [(parts[s.goal], cap_of(parts[s.goal], s.value)) for s in stages[:-1]]
    assert not list_savings(parts["cost"], choice, caps)
    # Free of caps, there are many.
    assert list_savings(parts["cost"], choice)


def test_a_large_stage_has_the_bound_of_its_relaxation(monkeypatch):
    problem, goals = make_problem(1, nodes=20, seats=3), read_order("balance,travel")
    parts = split(problem, goals)
    monkeypatch.setattr(order_module, "_PROVEN_PAIRS", 0)
    monkeypatch.setattr(order_module, "_LOAD_PAIRS", 0)
    _, stages, _ = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=5_000, shared_tries=0)))
    monkeypatch.setattr(order_module, "_RELAXED_PAIRS", 0)
    _, without, _ = solve_stages(parts, goals, TerritoryOptions(Effort(least_tries=5_000, shared_tries=0)))
    assert all(s.value == w.value and w.bound <= s.bound <= s.value for s, w in zip(stages, without, strict=True))
    assert stages[1].bound > without[1].bound
