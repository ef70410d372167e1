"""Strict hours and bands: kept where a planted plan keeps them, at hardly more cost; proven and named where none can."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.choices import Strictness
from planner.language import Language
from planner.optimization.territory.make import make_territory_plan
from planner.optimization.territory.prices import find_prices
from planner.optimization.territory.search import Effort, search
from planner.optimization.territory.solve import TerritoryOptions, solve_territories
from planner.optimization.territory.strict import prove_excess
from planner.results.strict_territories import find_strict_excess
from planner.results.verify_territory import verify_territories
from tests.account_book_builder import make_book, make_territory_input, plan_for
from tests.bench.generated_territories import make_strict, make_territories, plant_hours
from tests.optimization.territory.test_search import list_choices, make_problem

HOURS = {"territory_strictness": Strictness.HOURS}


def plant(problem, slack, seed):
    """Return `problem` with just enough hours for an assignment that is not its best, `slack` more than it needs."""
    return plant_hours(problem, search(problem, find_prices(problem), Effort(0, 0)), slack, seed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_hours_are_kept_where_a_plan_keeps_them_at_hardly_more_cost(seed):
    problem = plant(make_territories("s", 200, 6, seed), 0.01, seed)
    options = TerritoryOptions(Effort(rounds=0, generations=0), is_exact_when_small=False)
    free, strict = solve_territories(problem, options), solve_territories(make_strict(problem), options)
    use = problem.loads.use(problem.seat[strict.choice])[0]
    assert use.max() <= 1 + 1e-6
    gaps = [(problem.objective(s.choice) - free.bound) / problem.objective(s.choice) for s in (free, strict)]
    assert gaps[1] <= gaps[0] + 0.004
    # What the free problem proves holds for the strict one, too.
    assert free.bound * (1 - 1e-3) <= strict.bound <= strict.objective


@pytest.mark.parametrize("seed", range(6))
def test_small_cases_have_the_least_excess_and_of_these_the_least_cost(seed):
    problem = make_problem(seed)
    loads = problem.loads
    scale = loads.scale.copy()
    scale[0] *= 0.85  # too few hours for all: some lie beyond
    strict = make_strict(replace(problem, loads=replace(loads, scale=scale)))
    best = min((round(strict.excess(c), 6), strict.objective(c)) for c in list_choices(strict))
    solved = solve_territories(strict, TerritoryOptions(gap_limit=0.0))
    assert strict.excess(solved.choice) == pytest.approx(best[0], abs=1e-6)
    assert solved.objective <= best[1] + 1e-6
    hours = [
        float((np.maximum(0, strict.loads.use(strict.seat[c]) - 1) * scale)[0].sum()) for c in list_choices(strict)
    ]
    assert prove_excess(strict, "workload_capacity") <= min(hours) + 1e-6


def test_what_cannot_be_kept_is_proven_and_named_seat_by_seat():
    # 6 × 500 h on 2 × 1,200 h: 600 h too many in every plan.
    plan_input = make_territory_input(make_book(6, workload_hours=500.0), HOURS)
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert verify_territories(plan_input, annual, plan) == ()
    assert plan.report.unavoidable_hours == pytest.approx(600, abs=0.01)
    # 600 h at fifty times 60,000,000 cents ÷ 2,400 h.
    assert dict(plan.report.terms)["workload_capacity"] == pytest.approx(600 * 50 * 25_000)
    found = [f.message(Language.ENGLISH) for f in find_strict_excess(plan_input, plan)]
    assert found == [
        "WARNING seat F1 (Field) has 300.0 hours beyond its capacity of 1,200.0.",
        "WARNING seat F2 (Field) has 300.0 hours beyond its capacity of 1,200.0.",
        "WARNING no plan without hours beyond capacity was found: 600.0 in all; no plan has fewer than 600.0 (proven). "
        "Add seats or hours, lift a lock, region or skill, or set the strict limit off.",
    ]
    more = replace(plan, report=replace(plan.report, unavoidable_hours=700.0))
    assert "verify_workload_capacity" in {f.code for f in verify_territories(plan_input, annual, more)}


def test_strict_hours_outweigh_handover_and_the_verifier_sees_what_could_be_given_away():
    # F1 owns three large accounts of 500 h: giving one away loses 15 % of 100 m, 100 h too many cost half of that much potential.
    book = make_book(4, owner=("F1", "F1", "F1", "F2"), workload_hours=(401.0, 401.0, 401.0, 10.0))
    rich = replace(book, last_year_revenue_cents=(9_000_000_000,) * 4)
    plans = []
    for settings in ({}, HOURS):
        plan_input = make_territory_input(rich, {"potential_band_share": 1.0, **settings})
        annual = plan_for(plan_input)
        plans.append(make_territory_plan(plan_input, annual))
        assert verify_territories(plan_input, annual, plans[-1]) == ()
    free, strict = plans
    assert free.report.moves == 0
    assert sum(s.hours_beyond for s in free.seats) == pytest.approx(3)
    assert strict.report.moves == 1
    assert sum(s.hours_beyond for s in strict.seats) == 0
    assert find_strict_excess(plan_input, strict) == ()
    # The free plan under strict hours: an account fits elsewhere.
    told = [f.message() for f in verify_territories(plan_input, annual, free) if f.code == "verify_workload_capacity"]
    assert any("fits F2" in t for t in told)


def test_a_strict_band_outweighs_handover():
    # A move loses 15 % of 1,000,000.00, one seat with everything costs 34,000.00; the strict band lets three stay.
    book = make_book(4, owner="F1", last_year_revenue_cents=100_000_000)
    settings = {"potential_band_share": 0.5}
    deviations = []
    for strictness in (Strictness.OFF, Strictness.HOURS_AND_BAND):
        plan_input = make_territory_input(book, settings | {"territory_strictness": strictness})
        annual = plan_for(plan_input)
        plan = make_territory_plan(plan_input, annual)
        assert verify_territories(plan_input, annual, plan) == ()
        deviations.append(max(abs(s.deviation) for s in plan.seats))
    assert deviations == [pytest.approx(1.0), pytest.approx(0.5)]


def test_a_strict_band_that_cannot_be_kept_is_named():
    # 3 : 1 of two accounts is ±50 %, the band says ±10 %.
    plan_input = make_territory_input(
        make_book(2, potential_cents=(30_000_000, 10_000_000)),
        {"potential_band_share": 0.1, "territory_strictness": Strictness.HOURS_AND_BAND},
    )
    plan = make_territory_plan(plan_input, plan_for(plan_input))
    found = [f.message(Language.CHINESE) for f in find_strict_excess(plan_input, plan)]
    assert len(found) == 2
    assert "潜力偏离公平份额 +50.0%，严格区间为 ±10%" in "".join(found)
