"""Plans found by a price of cost of sales: the best under their own ratio, and what is proven of them holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Channel, Objective
from planner.domain.identifiers import TeamId
from planner.optimization.channel_plan.cost_price import own_cap, price_cost, solve_at_cost_price
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.solve import solve_channel_plan
from planner.optimization.solvers.program import SolveOptions
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team

_EXACT = SolveOptions(gap_limit=0.0)
_PRICES = (0.0, 0.5, 1.0, 2.0, 4.0)


@pytest.fixture(scope="module")
def problem():
    """Three segments, two teams of which one may hire; costs of sales lie between 8 and 20 % of revenue."""
    teams = (make_team("Field", max_hires=4, pay_cents=5_000_000), make_team("Partners", channel=Channel.SMB_PARTNER))
    segments = (
        make_segment("North", penetration=0.8, today_channel=Channel.DIRECT, today_team=TeamId("Field")),
        make_segment("South", penetration=0.4, today_channel=Channel.AVOID),
        make_segment("Shops", accounts=2000.0, today_channel=Channel.AVOID),
    )
    settings = make_settings(effort_levels_fte=(0.5, 1.0, 2.0, 3.0), max_hires=4)
    return build_channel_plan_problem(make_plan_input(teams=teams, segments=segments, settings=settings))


def _found(solved):
    assert solved is not None
    return solved.plan


def _under_cap(problem, cap):
    plan_input = problem.plan_input
    capped = replace(plan_input, settings=replace(plan_input.settings, cost_of_sales_cap=cap))
    return _found(solve_channel_plan(replace(problem, plan_input=capped), Objective.REVENUE, _EXACT))


def _cap_of(plan):
    return own_cap(plan.totals.cost_of_sales_ratio, plan.totals.revenue_cents)


@pytest.mark.parametrize("price", _PRICES)
def test_a_priced_plan_is_the_best_under_its_own_ratio(problem, price):
    found = _found(solve_at_cost_price(problem, price, _EXACT))
    best = _under_cap(problem, _cap_of(found))
    assert best.totals.revenue_cents == found.totals.revenue_cents
    assert found.report.objective_cents == found.totals.revenue_cents
    assert found.report.gap <= 1e-5, "a few cents of room for the solver's tolerance, times 1 ÷ (1 − price × ratio)"


def test_dearer_cost_gives_lower_ratios(problem):
    ratios = [_found(solve_at_cost_price(problem, p, _EXACT)).totals.cost_of_sales_ratio for p in _PRICES]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] > ratios[-1]


@pytest.mark.parametrize("price", _PRICES)
def test_a_rough_solve_still_bounds_every_plan_under_that_ratio(problem, price):
    rough = _found(solve_at_cost_price(problem, price, SolveOptions(gap_limit=0.05)))
    best = _under_cap(problem, _cap_of(rough))
    assert rough.report.objective_cents <= best.totals.revenue_cents <= rough.report.bound_cents


def test_the_price_at_a_ratio_leads_to_its_neighbourhood(problem):
    priced = price_cost(problem)
    free = _found(priced.solve(0.0, _EXACT)).totals.cost_of_sales_ratio
    least = _found(priced.solve(1.0, _EXACT)).totals.cost_of_sales_ratio
    price = priced.price_at((free + least) / 2)
    assert price is not None
    found = _found(priced.solve(price, _EXACT)).totals.cost_of_sales_ratio
    assert least <= found <= free
    assert priced.price_at(free * 1.01) is None, "a ratio that does not bind has no price"
    assert priced.price_at(least / 100) is None, "nor has one that no plan has"


def test_where_cost_is_dearer_than_revenue_nothing_is_proven(problem):
    assert price_cost(problem).solve(20.0, _EXACT) is None


def test_a_plan_beyond_the_cap_of_the_workbook_is_not_its_best(problem):
    found = _found(solve_at_cost_price(problem, 0.0, _EXACT))
    settings = replace(problem.plan_input.settings, cost_of_sales_cap=found.totals.cost_of_sales_ratio * 0.9)
    capped = replace(problem, plan_input=replace(problem.plan_input, settings=settings))
    assert solve_at_cost_price(capped, 0.0, _EXACT) is None
