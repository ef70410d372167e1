"""Frontiers: exact, none dominated, the knee, and plans that can be made again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import pytest

from planner.domain.choices import Channel, Objective
from planner.domain.identifiers import TeamId
from planner.domain.scenario import CaseOutcome
from planner.errors import NoFeasiblePlanError
from planner.language import NO_TEXT
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.comparison import ComparedCase, build_figures
from planner.results.frontier import FrontierPoint, Trade, find_knee, keep_undominated, measure_point
from planner.results.verify import verify_plan
from planner.scenarios.definition import baseline_scenario, build_library
from planner.scenarios.frontier import frontier_input, trace_frontier
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import SolveLimits
from planner.scenarios.tasks import build_tasks
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team

_EXACT = SolveLimits(gap_limit=0.0)


_SEGMENTS = (
    make_segment("North", penetration=0.8, today_channel=Channel.DIRECT, today_team=TeamId("Field")),
    make_segment("South", penetration=0.4, today_channel=Channel.AVOID),
    make_segment("Shops", accounts=2000.0, today_channel=Channel.AVOID),
)


def _solve(tasks):
    return run_tasks(tasks, _EXACT).cases


def _point(price, gain):
    return FrontierPoint(gain, price, None, ComparedCase("", NO_TEXT, NO_TEXT, CaseOutcome.PLANNED))


def _case_with_hires():
    """The field team may hire four, who cost less than they bring while there is room."""
    field = make_team("Field", max_hires=4, pay_cents=5_000_000)
    partners = make_team("Partners", channel=Channel.SMB_PARTNER, heads=1)
    settings = make_settings(effort_levels_fte=(0.5, 1.0, 2.0, 3.0), max_hires=4)
    return make_plan_input(teams=(field, partners), settings=settings, segments=_SEGMENTS)


@pytest.fixture(scope="module")
def frontiers():
    plan_input = _case_with_hires()
    return plan_input, {trade: trace_frontier(plan_input, trade, 6, _solve) for trade in Trade}


@pytest.mark.parametrize("trade", list(Trade))
def test_no_point_is_dominated(frontiers, trade):
    points = frontiers[1][trade]
    assert len(points) >= 2
    for a, b in product(points, points):
        if a is not b:
            assert not (a.gain_cents >= b.gain_cents and a.price <= b.price)
    assert all(a.price < b.price and a.gain_cents < b.gain_cents for a, b in pairwise(points))


@pytest.mark.parametrize("trade", list(Trade))
def test_every_point_is_a_plan_that_can_be_made_again(frontiers, trade):
    plan_input, found = frontiers
    for point in found[trade]:
        changed = frontier_input(plan_input, trade, point)
        plan = make_annual_plan(changed).plan
        assert not [f for f in verify_plan(changed, plan) if f.severity == "error"]
        gain, price = measure_point(trade, build_figures(changed, plan), plan_input.settings.largest_stretch)
        assert gain == pytest.approx(point.gain_cents, rel=2e-4)  # the workbook's gap is 0.0001
        assert price <= (point.price if point.bound is None else point.bound) + 1e-9


def test_points_by_heads_are_those_of_every_bound_solved_apart(frontiers):
    """ε-constraint by hand: the best contribution with at most h heads, for every h, by another path through the program."""
    plan_input, found = frontiers
    by_hand = []
    for heads in range(3, 8):
        changed = make_plan_input(
            teams=plan_input.teams,
            segments=_SEGMENTS,
            settings=make_settings(effort_levels_fte=(0.5, 1.0, 2.0, 3.0), max_hires=heads - 3, gap_limit=0.0),
        )
        figures = build_figures(changed, make_annual_plan(changed).plan)
        by_hand.append(_point(*reversed(measure_point(Trade.CONTRIBUTION_HEADS, figures, 1.0))))
    expected = [(p.price, p.gain_cents) for p in keep_undominated(by_hand)]
    assert [(p.price, p.gain_cents) for p in found[Trade.CONTRIBUTION_HEADS]] == expected


def test_the_end_with_most_gain_is_the_plan_without_a_bound(frontiers):
    plan_input, found = frontiers
    last = found[Trade.REVENUE_RATIO][-1]
    free = make_plan_input(
        teams=plan_input.teams,
        segments=_SEGMENTS,
        settings=make_settings(
            effort_levels_fte=(0.5, 1.0, 2.0, 3.0), max_hires=4, objective=Objective.REVENUE, gap_limit=0.0
        ),
    )
    assert make_annual_plan(free).plan.channel_plan.totals.revenue_cents == last.gain_cents


def test_points_found_by_a_price_of_cost_are_the_best_under_their_own_ratio(frontiers):
    """Each against the program with that cap as a row, solved exactly."""
    plan_input, found = frontiers
    priced = [p for p in found[Trade.REVENUE_RATIO] if p.cost_price is not None]
    assert priced
    for point in priced:
        capped = frontier_input(plan_input, Trade.REVENUE_RATIO, point)
        best = make_annual_plan(capped, PlanRequest(gap_limit=0.0)).plan.channel_plan.totals
        assert best.revenue_cents == point.gain_cents
        assert point.bound == pytest.approx(point.price, abs=1e-6)
        assert point.case.name.startswith("cost_of_sales_cap = 0."), "named by the cap that it can be planned with"


def test_as_last_year_at_a_higher_ratio_is_no_fault_of_a_point_found_by_a_price_of_cost():
    """Today's costly partners keep every rule but the point's own ratio, and bring more: such a point was refused for that."""
    today = {"today_channel": Channel.SMB_PARTNER, "today_team": TeamId("Partners"), "today_effort_fte": 1.0}
    segments = tuple(
        make_segment(name, penetration=p, **today)
        for name, p in zip("ABCDEF", (0.2, 0.3, 0.5, 0.6, 0.8, 0.9), strict=True)
    )
    teams = (
        make_team("Field", heads=1),
        make_team("Partners", channel=Channel.SMB_PARTNER, heads=7, pay_cents=1_000_000),
    )
    settings = make_settings(
        effort_levels_fte=(0.25, 0.5, 1.0), target_revenue_cents=10_000_000, objective=Objective.REVENUE
    )
    plan_input = make_plan_input(teams=teams, settings=settings, segments=segments)
    (task,) = build_tasks(plan_input, build_library(()), (baseline_scenario(),))
    (case,) = _solve([replace(task, cost_price=3.0)])
    assert case.outcome is CaseOutcome.PLANNED, case.message.en
    last_year = make_annual_plan(plan_input).plan.as_last_year
    assert case.figures is not None
    assert last_year.is_feasible
    assert case.figures.metrics["revenue"] < last_year.totals.revenue_cents


def test_a_frontier_of_one_ratio_is_a_point():
    """Cost that no choice moves: all ratios between the lowest and the highest are one, and were asked for twice."""
    segments = tuple(make_segment(name, penetration=0.6) for name in ("North", "South", "West"))
    settings = make_settings(effort_levels_fte=(0.25, 0.5, 1.0, 2.0), target_revenue_cents=0)
    plan_input = make_plan_input(teams=(make_team("Field", heads=7),), settings=settings, segments=segments)
    points = trace_frontier(plan_input, Trade.REVENUE_RATIO, 5, _solve)
    assert len({p.price for p in points}) == len(points)


def test_a_workbook_without_a_plan_has_no_frontier():
    impossible = make_plan_input(settings=make_settings(target_revenue_cents=2 * 10**11))
    with pytest.raises(NoFeasiblePlanError, match="No plan keeps all the rules"):
        trace_frontier(impossible, Trade.REVENUE_RATIO, 5, _solve)


def test_dominated_and_equal_points_are_dropped():
    points = [_point(1.0, 10), _point(2.0, 10), _point(2.0, 30), _point(3.0, 20), _point(4.0, 40), _point(1.0, 9)]
    assert [(p.price, p.gain_cents) for p in keep_undominated(points)] == [(1.0, 10), (2.0, 30), (4.0, 40)]


def test_the_knee_is_farthest_above_the_line_between_the_ends():
    # Scaled: (0, 0), (1/4, 0.8), (1/2, 0.9), (1, 1): 0.55 and 0.4 above the diagonal.
    points = [_point(0.0, 0), _point(1.0, 80), _point(2.0, 90), _point(4.0, 100)]
    assert find_knee(points) == 1
    assert find_knee(points[:2]) is None
