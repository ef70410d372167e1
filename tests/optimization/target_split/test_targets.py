"""Targets: every axis adds up, bands are kept, and the verifier sees what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.calendar import Seasonality
from planner.domain.choices import Channel, Metric, Objective, OverrideKind, SeasonScope
from planner.domain.identifiers import ProductId, SegmentId
from planner.domain.override import Override
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.two_way_split import split_over_products
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.diagnosis.best_effort import make_best_effort
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_product, make_ramp, make_seat, make_settings, make_team

PARTNERS = make_team("Partners", channel=Channel.SMB_PARTNER, heads=1)


def _plan(**changes: Any) -> tuple[Any, AnnualPlan]:
    plan_input = make_plan_input(**changes)
    return plan_input, make_annual_plan(plan_input).plan


def _codes(plan_input: Any, plan: AnnualPlan) -> set[str]:
    return {f.code for f in verify_plan(plan_input, plan)}


def _change_seat(plan: AnnualPlan, index: int, **changes: Any) -> AnnualPlan:
    seats = list(plan.targets.seats)
    seats[index] = replace(seats[index], **changes)
    return replace(plan, targets=replace(plan.targets, seats=tuple(seats)))


@settings(max_examples=25)
@given(
    target=st.integers(100_000_000, 900_000_000),
    step=st.sampled_from([1, 100, 7_000, 100_000, 5_000_000]),
    cushion=st.sampled_from([0.0, 0.03, 0.125]),
    level=st.floats(0.1, 3.0),
)
def test_company_target_split(target, step, cushion, level):
    seats = (make_seat("F1", level_factor=level), make_seat("F2"), make_seat("P1", "Partners"))
    wishes = make_settings(
        target_revenue_cents=target, rounding_step_cents=step, team_cushion_share=cushion, seat_cushion_share=cushion
    )
    plan_input, plan = _plan(seats=seats, settings=wishes)
    assert sum(t.base_cents for t in plan.targets.teams) == target
    assert sum(s.base_cents for s in plan.targets.seats) == target
    assert sum(sum(s.months_cents) for s in plan.targets.seats) == target
    assert sum(sum(map(sum, s.product_months_cents)) for s in plan.targets.seats) == target
    assert verify_plan(plan_input, plan) == ()


@settings(max_examples=25)
@given(
    target=st.integers(100_000_000, 900_000_000),
    step=st.sampled_from([1, 7_000, 100_000, 5_000_000]),
    level=st.floats(0.1, 3.0),
)
def test_by_product_line_the_seats_of_a_team_add_up_to_its_units(target, step, level):
    seats = (make_seat("F1", level_factor=level), make_seat("F2"), make_seat("P1", "Partners"))
    _, plan = _plan(seats=seats, settings=make_settings(target_revenue_cents=target, rounding_step_cents=step))
    for team in plan.targets.teams:
        added = dict.fromkeys(plan.targets.products, 0)
        for unit in plan.channel_plan.units:
            if unit.team == team.team:
                parts = split_over_products(plan.targets.unit_targets_cents[unit.unit.unit], unit.products_cents, step)
                for product, cents in zip(unit.unit.products, parts, strict=True):
                    added[product] += cents
        assert team.products_cents == tuple(added.values())


def test_company_target_split_is_checked_in_months_and_products():
    plan_input, plan = _plan()
    seat = plan.targets.seats[0]
    months = (seat.months_cents[0] + 100, *seat.months_cents[1:])
    assert "verify_company_target_split" in _codes(plan_input, _change_seat(plan, 0, months_cents=months))
    assert "verify_company_target_split" in _codes(plan_input, _change_seat(plan, 0, base_cents=seat.base_cents - 100))
    assert "verify_company_target_split" in _codes(
        plan_input, _change_seat(plan, 0, products_cents=(seat.products_cents[0] - 100, seat.products_cents[1] + 100))
    )


def test_team_target_band():
    # Field leads everything; Partners has a fixed target of 1,000,000.00 and must then lead 200,000.00 at a stretch of 5.
    fixed = replace(PARTNERS, fixed_target_cents=100_000_000)
    _, plan = _plan(teams=(make_team("Field"), fixed))
    targets = {t.team: t.base_cents for t in plan.targets.teams}
    assert targets == {"Field": 400_000_000, "Partners": 100_000_000}
    loose = make_plan_input(teams=(make_team("Field"), replace(fixed, fixed_target_cents=120_000_000)))
    assert "verify_team_target_band" in _codes(loose, plan)


def test_team_target_band_that_cannot_add_up_names_the_teams():
    capped = make_team("Field", target_max_cents=100_000_000)
    with pytest.raises(NoFeasiblePlanError) as caught:
        _plan(teams=(capped, replace(PARTNERS, fixed_target_cents=10_000_000)))
    assert "5,000,000" in caught.value.message()
    assert any("Field" in words.en for words in caught.value.conflicts)


def test_team_target_band_at_odds_with_growth_is_no_plan():
    # The most target, 1,000,000, lies below last year's 2,000,000 + 10 %.
    field = make_team("Field", target_max_cents=100_000_000, last_year_revenue_cents=200_000_000)
    with pytest.raises(NoFeasiblePlanError) as caught:
        _plan(teams=(field, PARTNERS), settings=make_settings(team_growth_min=0.1))
    assert [w.en for w in caught.value.conflicts] == [
        "team Field: target at least 2,200,000, but at most 1,000,000 (its own band and the growth band of Settings)"
    ]


def test_seat_target_band():
    seats = (make_seat("F1", target_max_cents=150_000_000), make_seat("F2"), make_seat("P1", "Partners"))
    _, plan = _plan(seats=seats)
    targets = {str(s.position.seat): s.base_cents for s in plan.targets.seats}
    assert targets["F1"] == 150_000_000
    assert targets["F1"] + targets["F2"] == 500_000_000
    tighter = make_plan_input(seats=(replace(seats[0], target_max_cents=140_000_000), *seats[1:]))
    assert "verify_seat_target_band" in _codes(tighter, plan)


def test_seat_target_band_takes_an_override_exactly():
    override = Override(OverrideKind.SEAT_TARGET, "F2", None, "1,234,567.00", "Director", "agreed")
    _, plan = _plan(overrides=(override,))
    assert {str(s.position.seat): s.base_cents for s in plan.targets.seats}["F2"] == 123_456_700


def test_cushion():
    # 5,000,000.00 × 1.03 = 5,150,000.00 for teams; × 1.02 = 5,253,000.00 for seats.
    plan_input, plan = _plan(settings=make_settings(team_cushion_share=0.03, seat_cushion_share=0.02))
    assert sum(t.cushioned_cents for t in plan.targets.teams) == 515_000_000
    assert sum(s.cushioned_cents for s in plan.targets.seats) == 525_300_000
    more = _change_seat(plan, 0, cushioned_cents=plan.targets.seats[0].cushioned_cents + 100)
    assert "verify_cushion" in _codes(plan_input, more)


def test_rounding_step():
    plan_input, plan = _plan(settings=make_settings(rounding_step_cents=1_000_000))
    assert all(s.base_cents % 1_000_000 == 0 for s in plan.targets.seats)
    teams = tuple(replace(t, base_cents=t.base_cents + d) for t, d in zip(plan.targets.teams, (-50, 50), strict=True))
    assert "verify_rounding_step" in _codes(plan_input, replace(plan, targets=replace(plan.targets, teams=teams)))


def test_a_new_person_gets_less_and_only_from_the_start_month_on():
    # Ramp 0 %, 50 %, then full from month 7: (0 + 0.5 + 4) ÷ 12 against 12 ÷ 12.
    seats = (make_seat("F1"), make_seat("F2", start_month=7), make_seat("P1", "Partners"))
    team = make_team("Field", ramp="R", heads=2)
    _, plan = _plan(seats=seats, teams=(team, PARTNERS), ramps=(make_ramp("R", 0.0, 0.5),))
    targets = {str(s.position.seat): s for s in plan.targets.seats}
    assert targets["F2"].base_cents / targets["F1"].base_cents == pytest.approx(4.5 / 12, abs=1e-4)
    assert targets["F2"].months_cents[:7] == (0,) * 7


def test_months_follow_the_season():
    shares = (0.45, *(0.05,) * 11)
    _, plan = _plan(seasonality=(Seasonality(SeasonScope.COMPANY, None, shares),))
    total = sum(s.base_cents for s in plan.targets.seats)
    assert sum(s.months_cents[0] for s in plan.targets.seats) / total == pytest.approx(0.45, abs=0.001)


def test_heads_without_a_seat_and_hires_get_positions():
    teams = (make_team("Field", heads=3, max_hires=1, pay_cents=100_000), PARTNERS)
    _, plan = _plan(teams=teams)
    positions = [s.position for s in plan.targets.seats if s.position.team == "Field"]
    assert [p.seat for p in positions if p.is_generated] == ["Field #1"]
    assert sum(p.is_planned_hire for p in positions) == 1


def test_other_goals_add_up():
    wishes = make_settings(
        target_new_customers=17, target_collections_cents=480_000_001, target_satisfaction=0.9, weight_satisfaction=0.1
    )
    _, plan = _plan(settings=wishes)
    seats = [g for g in plan.targets.goals if g.seat is not None]
    assert sum(g.value for g in seats if g.metric.value == "new_customers") == 17
    assert sum(g.value for g in seats if g.metric.value == "collections") == 480_000_001
    assert {g.value for g in seats if g.metric.value == "satisfaction"} == {0.9}


def test_other_goals_of_money_are_in_rounding_steps_but_for_one_part():
    # Steps of 1.00: 4,800,000.01 of collections leave one cent beyond the steps, and customers are whole in any case.
    wishes = make_settings(target_new_customers=17, target_collections_cents=480_000_001)
    plan_input, plan = _plan(settings=wishes)
    assert plan_input.settings.rounding_step_cents == 100
    collections = [g for g in plan.targets.goals if g.metric is Metric.COLLECTIONS]
    for group in ([g for g in collections if g.seat is None], [g for g in collections if g.seat is not None]):
        assert [g.value % 100 for g in group if g.value % 100] == [1]
    assert sum(g.seat is not None for g in collections) > 1
    assert _codes(plan_input, plan) == set()


@pytest.mark.parametrize("margin", [-0.2, -0.9])
def test_units_that_lose_money_take_no_gross_profit_target(margin):
    """North sells nothing but a line with a negative margin: Field's gross profit goes by South alone."""
    products = (make_product("Core"), make_product("Loss", gross_margin=margin))
    sold = {"North": "Loss", "South": "Core", "Shops": "Core"}
    potential = {(SegmentId(s), ProductId(p)): 400_000_000 for s, p in sold.items()}
    segments = tuple(
        replace(s, forced_channel=Channel.DIRECT if s.segment != "Shops" else Channel.SMB_PARTNER)
        for s in make_plan_input().segments
    )
    plan_input, plan = _plan(
        products=products,
        potential_cents=potential,
        segments=segments,
        settings=make_settings(target_gross_profit_cents=50_000_001),
    )
    assert any(u.margin_cents < 0 for u in plan.channel_plan.units)
    teams = [g for g in plan.targets.goals if g.metric is Metric.GROSS_PROFIT and g.seat is None]
    assert sum(g.value for g in teams) == 50_000_001
    assert _codes(plan_input, plan) == set()


def _left_alone(**changes: Any) -> PlanInput:
    """At least cost everything would be left alone: what renews by itself, 0.6 × 1,000,000.00 a segment, is enough and nobody's."""
    segments = tuple(replace(s, existing_revenue_cents=100_000_000) for s in make_plan_input().segments)
    return make_plan_input(segments=segments, settings=make_settings(target_revenue_cents=100_000_000), **changes)


def test_at_least_cost_somebody_carries_the_target():
    plan_input = _left_alone()
    plan = make_annual_plan(plan_input, PlanRequest(objective=Objective.COST)).plan
    carried = sum(t.expected_revenue_cents for t in plan.channel_plan.teams)
    assert carried * plan_input.settings.largest_stretch >= 100_000_000
    assert plan.targets.carried_stretch <= plan_input.settings.largest_stretch
    assert not verify_plan(plan_input, plan)


def test_plans_to_compare_with_are_judged_by_the_company_target_whoever_brings_it():
    # Today everything is left alone: 3 × 0.6 × 1,000,000.00 is more than the target, and nobody's.
    plan_input = _left_alone()
    idle = tuple(replace(s, today_channel=Channel.AVOID, today_team=None) for s in plan_input.segments)
    plan_input = replace(plan_input, segments=idle)
    plan = make_annual_plan(plan_input, PlanRequest(objective=Objective.COST)).plan
    assert any(u.team for u in plan.channel_plan.units)
    assert plan.as_last_year.broken_rules == ()
    assert not verify_plan(plan_input, plan)


def test_targets_without_any_team_that_leads_revenue_say_so():
    plan_input = _left_alone()
    fixed = tuple(replace(s, forced_channel=Channel.AVOID) for s in plan_input.segments)
    with pytest.raises(NoFeasiblePlanError, match="No team leads any revenue in this plan"):
        make_annual_plan(replace(plan_input, segments=fixed), PlanRequest(objective=Objective.COST))


def test_a_seat_that_is_absent_all_year_carries_nothing_before_its_start():
    # Presence 0: no capacity in any month. As the only seat of its team it carries the team's target, from month 11 on.
    seats = (make_seat("F1"), make_seat("F2"), make_seat("P1", "Partners", start_month=11, presence_share=0.0))
    plan_input, plan = _plan(
        teams=(make_team("Field"), replace(PARTNERS, fixed_target_cents=10_000_000)),
        seats=seats,
        settings=make_settings(largest_stretch=5.0),
    )
    seat = next(s for s in plan.targets.seats if s.position.seat == "P1")
    assert (seat.base_cents, sum(seat.months_cents[:10])) == (10_000_000, 0)
    assert verify_plan(plan_input, plan) == ()


def test_a_team_with_a_target_and_nobody_to_carry_it_is_named():
    """No plan has revenue of Reserve; with lower floors there is one, and then nobody who could be given the fixed target."""
    reserve = make_team("Reserve", heads=0, fixed_target_cents=10_000_000)
    plan_input = make_plan_input(teams=(make_team("Field"), PARTNERS, reserve))
    with pytest.raises(NoFeasiblePlanError) as refused:
        make_annual_plan(plan_input)
    with pytest.raises(NoFeasiblePlanError, match=r"Team 'Reserve' has a target of 100,000 but no seat to carry it"):
        make_best_effort(plan_input, PlanRequest(), None, refused.value)
