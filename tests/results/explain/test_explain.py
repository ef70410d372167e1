"""Regrets, head values, rule prices and override costs equal planning again from the beginning; bounds hold; alternatives differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Channel, Objective, OverrideKind
from planner.domain.field_change import apply_field_changes
from planner.domain.identifiers import TeamId, UnitId
from planner.domain.override import Override
from planner.domain.plan_input import PlanInput
from planner.errors import VerificationError
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.optimization.channel_plan import resolve
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.optimization.channel_plan.solve import solve_channel_plan
from planner.optimization.solvers.program import SolveOptions
from planner.results.explain.alternatives import find_alternatives
from planner.results.explain.heads import change_heads, value_heads
from planner.results.explain.limits import cost_overrides, price_rules
from planner.results.explain.locate import explain_plan, locate_plan
from planner.results.explain.room import bound_room
from planner.results.explain.tipping import find_tipping_points
from planner.results.explain.units import Firmness, list_unit_reasons, solve_regrets, units_that_matter
from planner.results.risk.certain import ask_of_settings, make_certain_plan
from planner.results.risk.robust_request import RobustRequest
from planner.results.risk.simulate import draw_revenue
from planner.results.risk.subject import build_subject
from planner.results.risk.summary import quantile
from tests.bench.generated_case import make_large_case
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team
from tests.results.rich_case import make_rich_input

_EXACT = PlanRequest(gap_limit=1e-9)
FIELD, PARTNERS = TeamId("Field"), TeamId("Partners")
_TOLERANCE = 500  # cents on an objective of some 60 million: re-solves stop at a millionth
_LIMITS = make_settings(cost_of_sales_cap=0.28, change_limit=0, max_hires=1)


def _limited(**changes: object) -> PlanInput:
    return make_plan_input(
        settings=_LIMITS,
        teams=(
            make_team("Field", max_hires=1),
            make_team("Partners", channel=Channel.SMB_PARTNER, heads=1, max_hires=2),
        ),
        **changes,
    )


CASES = {"without limits": make_plan_input(), "with limits": _limited()}


def _value(plan_input: PlanInput) -> int | None:
    """The best channel plan's objective in cents, from the beginning; ``None`` when there is no plan."""
    solved = solve_channel_plan(
        build_channel_plan_problem(plan_input), plan_input.settings.objective, SolveOptions(gap_limit=1e-9)
    )
    return None if solved.plan is None else solved.plan.report.objective_cents


def _explain(plan_input: PlanInput):
    made = make_annual_plan(plan_input, _EXACT)
    return explain_plan(plan_input, made.plan, solved=made.solved)


@pytest.fixture(scope="module", params=CASES)
def case(request):
    plan_input = CASES[request.param]
    return plan_input, _explain(plan_input)


def test_regrets_equal_planning_again_with_the_channel_forced(case):
    plan_input, explained = case
    reasons = solve_regrets(explained, list_unit_reasons(explained), every_channel=True)
    compared = 0
    for reason in reasons:
        for offer in reason.offers[1:]:
            forced = replace(
                plan_input,
                segments=tuple(
                    replace(s, forced_channel=offer.channel) if s.segment == reason.unit else s
                    for s in plan_input.segments
                ),
            )
            again = _value(forced)
            assert (again is None) == offer.is_impossible
            if again is not None:
                assert offer.regret_cents == pytest.approx(explained.value_cents - again, abs=_TOLERANCE)
            compared += 1
    assert compared >= 1


def test_the_proven_bound_is_below_the_regret(case):
    explained = case[1]
    cheap = {r.unit: r for r in list_unit_reasons(explained)}
    for reason in solve_regrets(explained, list_unit_reasons(explained), every_channel=True):
        bounds = {o.channel: o.regret_least_cents for o in cheap[reason.unit].offers}
        for offer in reason.offers[1:]:
            if offer.regret_cents is not None:
                assert bounds[offer.channel] <= offer.regret_cents + _TOLERANCE


def test_the_second_best_is_the_least_regret_even_when_not_all_are_solved(case):
    explained = case[1]
    every = {r.unit: r for r in solve_regrets(explained, list_unit_reasons(explained), every_channel=True)}
    for reason in solve_regrets(explained, list_unit_reasons(explained)):
        assert reason.second is not None
        second = every[reason.unit].second
        assert second is not None
        assert reason.second.channel is second.channel
        assert reason.firmness is every[reason.unit].firmness


def test_an_offer_adds_up(case):
    for reason in list_unit_reasons(case[1]):
        assert reason.chosen.is_chosen
        assert [o.is_chosen for o in reason.offers].count(True) == 1
        for offer in reason.offers:
            assert offer.net_cents == offer.value_cents - offer.team_time_cents


def test_a_unit_with_one_channel_has_no_second():
    plan_input = make_plan_input(segments=(make_segment("North", forced_channel=Channel.DIRECT), make_segment("South")))
    reasons = {r.unit: r for r in list_unit_reasons(_explain(plan_input))}
    assert reasons[UnitId("North")].second is None
    assert reasons[UnitId("North")].firmness is Firmness.ONLY


def test_the_units_that_matter_are_the_close_ones(case):
    explained = case[1]
    reasons = list_unit_reasons(explained)
    matter = units_that_matter(explained, reasons, 100)
    assert {r.unit for r in reasons if r.firmness is Firmness.FIRM}.isdisjoint(r.unit for r in matter)
    assert len(units_that_matter(explained, reasons, 1)) <= 1


def test_head_values_equal_planning_again_with_other_heads(case):
    plan_input, explained = case
    for team in (FIELD, PARTNERS):
        for value in value_heads(explained, team, (-1, 0, 1, 2)):
            again = _value(change_heads(plan_input, team, value.heads_more))
            assert (again is None) == (value.gain_cents is None)
            if again is not None:
                assert value.gain_cents == pytest.approx(again - explained.value_cents, abs=_TOLERANCE)


def test_fewer_heads_than_there_are_is_impossible():
    explained = _explain(make_plan_input())
    (value,) = value_heads(explained, PARTNERS, (-5,))
    assert value.is_impossible
    assert value.gain_cents is None


def test_heads_without_seats_leave_first_then_the_last_seats():
    plan_input = make_plan_input()
    fewer = change_heads(plan_input, FIELD, -1)
    assert fewer.team(FIELD).heads == 1
    assert [s.seat for s in fewer.seats if s.team == "Field"] == [
        s.seat for s in plan_input.seats if s.team == "Field"
    ][:1]
    more = change_heads(plan_input, FIELD, 2)
    assert more.team(FIELD).heads == 4
    assert more.seats == plan_input.seats


def test_rule_prices_equal_planning_again_with_one_step_more():
    plan_input = _limited()
    explained = _explain(plan_input)
    prices = price_rules(explained, all_solved=True)
    assert {p.rule for p in prices} >= {"cost_of_sales_cap", "change_limit", "hire_limit", "revenue_floor"}
    assert any(p.gain_cents for p in prices)
    for price in prices:
        again = _value(apply_field_changes(plan_input, (price.change,)))
        assert again is not None
        assert price.gain_cents == pytest.approx(max(0, again - explained.value_cents), abs=_TOLERANCE)


def test_the_bound_of_a_rule_price_holds():
    explained = _explain(_limited())
    solved = {p.change: p for p in price_rules(explained, all_solved=True)}
    for price in price_rules(explained):
        gain = solved[price.change].gain_cents
        assert gain is not None
        assert price.gain_most_cents is not None
        assert price.gain_most_cents >= gain - _TOLERANCE


def test_an_override_costs_what_planning_without_it_gains():
    overrides = (
        Override(OverrideKind.SEGMENT_CHANNEL, "North", None, "avoid", "A director", "a quarrel"),
        Override(OverrideKind.SEAT_TARGET, "F1", None, "100", "A director", "a promise"),
    )
    plan_input = make_plan_input(overrides=overrides[:1])
    explained = _explain(plan_input)
    (cost,) = cost_overrides(explained)
    without = _value(make_plan_input())
    assert without is not None
    assert cost.gain_cents == pytest.approx(without - explained.value_cents, abs=_TOLERANCE)
    assert (cost.gain_cents or 0) > 1_000_000
    assert (cost.override.who, cost.override.why) == ("A director", "a quarrel")


def test_at_a_tipping_point_the_unit_turns():
    explained = _explain(_limited())
    points = [p for found in find_tipping_points(explained).values() for p in found]
    assert points
    chosen = {u.unit.unit: u.channel for u in explained.plan.units}
    for point in points:
        assert point.channel is not chosen[point.unit]
        assert 0.5 <= point.factor <= 2.0


def test_alternatives_keep_the_rules_lose_little_and_differ():
    explained = _explain(make_plan_input(settings=make_settings(cost_of_sales_cap=0.28)))
    found = find_alternatives(explained, 3, 0.4)
    assert found
    seen = [tuple(u.channel for u in explained.plan.units)]
    for alternative in found:
        channels = tuple(u.channel for u in alternative.plan.units)
        assert channels not in seen
        seen.append(channels)
        assert alternative.loss_cents <= 0.4 * abs(explained.value_cents) + _TOLERANCE
        assert alternative.plan.totals.cost_of_sales_ratio <= 0.28 + 1e-9
        assert len(alternative.changed) == sum(a is not b for a, b in zip(channels, seen[0], strict=True))


def test_a_plan_read_back_is_found_among_its_options():
    plan_input = make_plan_input()
    made = make_annual_plan(plan_input)
    chosen, hires = locate_plan(made.problem, made.plan.channel_plan)
    assert chosen == made.solved.chosen
    assert {k: n for k, n in hires.items() if n} == {k: n for k, n in made.solved.hires.items() if n}


def test_a_plan_that_is_not_of_these_inputs_is_refused():
    made = make_annual_plan(make_plan_input())
    units = list(made.plan.channel_plan.units)
    units[0] = replace(units[0], fte=1.2345)
    with pytest.raises(VerificationError, match="not among the options"):
        locate_plan(made.problem, replace(made.plan.channel_plan, units=tuple(units)))


def test_when_the_time_for_all_re_solves_is_over_bounds_remain():
    plan_input = make_plan_input()
    made = make_annual_plan(plan_input, _EXACT)
    late = explain_plan(plan_input, made.plan, solved=made.solved, budget_seconds=0.0)
    for reason in solve_regrets(late, list_unit_reasons(late), every_channel=True):
        assert all(o.regret_cents is None and not o.is_impossible for o in reason.offers[1:])
    assert [(v.gain_cents, v.is_impossible) for v in value_heads(late, FIELD)] == [(None, False)] * 2
    assert all(p.gain_cents is None for p in price_rules(late, all_solved=True))


def test_a_rough_value_is_a_range_that_holds_the_exact_one(case):
    _, explained = case
    for team in (FIELD, PARTNERS):
        for rough, exact in zip(value_heads(explained, team, is_rough=True), value_heads(explained, team), strict=True):
            assert (rough.gain_cents is None) == (exact.gain_cents is None)
            if rough.gain_cents is None or exact.gain_cents is None or rough.gain_most_cents is None:
                continue
            assert exact.is_exact
            assert rough.gain_cents <= exact.gain_cents + _TOLERANCE
            assert exact.gain_cents <= rough.gain_most_cents + _TOLERANCE


def test_a_limit_far_from_binding_is_proven_to_cost_nothing_and_no_price_is_lost_by_that():
    plan_input = make_plan_input(settings=make_settings(cost_of_sales_cap=0.9, change_limit=3, max_hires=1))
    explained = _explain(plan_input)
    prices = price_rules(explained)
    assert {p.rule for p in prices if p.gain_cents == 0 and p.is_exact} >= {"cost_of_sales_cap", "change_limit"}
    for price in prices:
        again = _value(apply_field_changes(plan_input, (price.change,)))
        assert again is not None
        if price.is_exact:
            assert price.gain_cents == pytest.approx(max(0, again - explained.value_cents), abs=_TOLERANCE)


def test_room_of_more_than_one_row_is_not_judged():
    model, other = _explain(make_plan_input()).model.program, _explain(_limited()).model.program
    assert bound_room(model, other, 10.0) == float("inf")
    assert bound_room(model, model, 10.0) == float("inf")


def test_a_target_that_teams_must_carry_is_explained_from_the_file_as_it_was_planned():
    plan_input = make_plan_input()
    settings = replace(
        plan_input.settings,
        objective=Objective.COST,
        target_revenue_cents=plan_input.settings.target_revenue_cents // 4,
    )
    plan_input = replace(plan_input, settings=settings)
    made = make_annual_plan(plan_input, _EXACT)
    assert made.problem.is_target_carried
    read = explain_plan(plan_input, made.plan)
    assert read.problem.is_target_carried
    regrets = [o.regret_cents for r in solve_regrets(read, list_unit_reasons(read), True) for o in r.offers[1:]]
    assert min(r for r in regrets if r is not None) >= -_TOLERANCE
    for value in value_heads(read, FIELD, (-1, 1)):
        problem = build_channel_plan_problem(change_heads(plan_input, FIELD, value.heads_more))
        again = solve_channel_plan(
            replace(problem, is_target_carried=True), Objective.COST, SolveOptions(gap_limit=1e-9)
        ).plan
        assert again is not None
        assert value.gain_cents == pytest.approx(again.report.objective_cents - read.value_cents, abs=_TOLERANCE)


def test_a_certain_plan_is_explained_under_its_certainty():
    plain = make_annual_plan(make_rich_input())
    plan_input = plain.problem.plan_input
    revenue = draw_revenue(build_subject(plan_input, plain.plan), 10_000, 0)
    request = RobustRequest(0.8, int(quantile(revenue, 0.2) * 1.01))
    plan_input = ask_of_settings(plan_input, request)
    plan, _ = make_certain_plan(plan_input, PlanRequest())
    assert plan.robust is not None
    assert plan.robust.price_cents > _TOLERANCE
    explained = explain_plan(plan_input, plan)
    prices = {p.rule: p for p in price_rules(explained, all_solved=True)}
    assert prices["robust_target"].gain_cents
    # The floor does not bind; without the rule it would seem to gain the whole price.
    assert prices["revenue_floor"].gain_cents == 0
    lost = [o.regret_cents for r in solve_regrets(explained, list_unit_reasons(explained), True) for o in r.offers[1:]]
    assert min(x for x in lost if x is not None) > -_TOLERANCE


def test_a_plan_just_solved_is_explained_by_the_prices_of_its_own_relaxation(monkeypatch):
    plan_input = make_large_case(40, 6)  # 496 columns: more than are handed to HiGHS whole
    whole = make_annual_plan(plan_input, PlanRequest(gap_limit=1e-3))
    assert whole.solved.outcome.relaxation is not None
    bare = replace(whole.solved, outcome=replace(whole.solved.outcome, relaxation=None))
    anew = explain_plan(plan_input, whole.plan, solved=bare)
    monkeypatch.setattr(resolve, "solve_with_highs", lambda *_: pytest.fail("solved once more"))
    assert explain_plan(plan_input, whole.plan, solved=whole.solved).prices == anew.prices


@pytest.mark.parametrize(
    ("span", "field", "gains"), [(2, "span_of_control", True), (3, "max_hires", False), (9, "max_hires", True)]
)
def test_one_head_more_is_that_of_the_span_of_control_where_this_keeps_people_out(span: int, field: str, gains: bool):
    """A limit on hires of three that a span of two keeps idle was priced by its fourth hire, with a bound above 0."""
    partners = make_team(
        "Partners", channel=Channel.SMB_PARTNER, heads=1, max_hires=2, span_of_control=span, pay_cents=100
    )
    levels = make_settings(effort_levels_fte=tuple(n / 4 for n in range(1, 17)))
    plan_input = make_plan_input(settings=levels, teams=(make_team("Field"), partners), seats=())
    made = make_annual_plan(plan_input, _EXACT)
    explained = explain_plan(plan_input, made.plan, solved=made.solved)
    (price,) = price_rules(explained, "hire_limit")
    assert (price.change.key, price.change.field, price.is_exact) == ("Partners", field, True)
    wider = apply_field_changes(plan_input, (price.change,))
    again, value = _value(wider), explained.value_cents
    assert again is not None
    assert price.gain_cents is not None
    assert price.gain_cents == pytest.approx(again - value, abs=_TOLERANCE)
    assert (price.gain_cents > _TOLERANCE) is gains
    if not gains:
        assert price.gain_most_cents == 0
