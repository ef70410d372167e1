"""A certainty that no plan reaches is named among the rules that stand in the way, with ways out that were planned again.

The rich company without hires reaches about 4,311,609.94 in 80 % of the simulated years, and 4,460,000 in about 70 %.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from planner.domain.field_change import apply_field_changes
from planner.domain.plan_input import PlanInput
from planner.optimization.annual_plan import PlanRequest
from planner.results.diagnosis.confirm_way import confirm_way
from planner.results.diagnosis.description import describe
from planner.results.diagnosis.diagnose import diagnose
from planner.results.diagnosis.diagnosis import Diagnosis
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.diagnosis.way_search import CERTAINTY, HEADS
from planner.results.diagnosis.ways_out import WaysOut, find_ways_out
from planner.results.diagnosis.words import headline
from planner.results.risk.certain import make_certain_plan
from planner.results.risk.most_certain import NotCertainError
from tests.results.rich_case import make_rich_input

_WANTED = 446_000_000


@cache
def _found() -> tuple[PlanInput, Diagnosis, WaysOut]:
    plan_input = make_rich_input(certainty_share=0.8, certain_revenue_cents=_WANTED, max_hires=0)
    found = diagnose(plan_input, seconds=600)
    return plan_input, found, find_ways_out(plan_input, found.rules, 600, certainty=found.certainty)


def test_the_certainty_is_named_with_the_rules_that_stand_in_its_way():
    plan_input, found, ways = _found()
    assert not found.is_feasible
    assert found.certainty is not None
    assert found.certainty.probability < 0.8
    assert found.certainty.certain_cents < _WANTED
    assert set(found.rules) == {"robust_target", "team_capacity", "hire_limit"}
    text, _ = describe(found)
    assert "revenue of 4,460,000 with 80.0 % certainty" in text.en
    assert "以 80.0% 把握达到收入 4,460,000" in text.zh
    assert "no hires at all" in text.en
    assert "no proof" in text.en
    answer = headline(plan_input, found, ways)
    assert answer.en.startswith("No plan was found that reaches 4,460,000 with 80.0 % certainty.")
    assert "One change is enough: " in answer.en
    assert "只需一项改动：" in answer.zh


def test_every_way_plans_with_the_certainty_that_it_leaves():
    plan_input, _, ways = _found()
    assert {w.rule for w in ways.ways} == {CERTAINTY, "robust_target", HEADS}
    for way in ways.ways:
        assert not way.is_least  # judged by simulation: nothing is proven
        changed = apply_field_changes(plan_input, way.changes)
        plan, _ = make_certain_plan(changed, PlanRequest())
        assert plan.robust is not None
        assert changed.settings.certainty_share is not None
        assert plan.robust.probability >= changed.settings.certainty_share
        assert plan.channel_plan.totals.contribution_cents == way.contribution_cents


def test_a_step_less_than_a_way_is_not_certain_enough():
    plan_input, _, ways = _found()
    heads = next(w for w in ways.ways if w.rule == HEADS)
    (change,) = heads.changes
    assert (change.field, change.old, change.new) == ("max_hires", 0, 2)
    revenue = next(w for w in ways.ways if w.rule == "robust_target").changes[0]
    share = next(w for w in ways.ways if w.rule == CERTAINTY).changes[0]
    step = plan_input.settings.rounding_step_cents
    for less in (
        replace(change, new=1),
        replace(revenue, new=int(str(revenue.new)) + 10 * step),
        replace(share, new=float(str(share.new)) + 1e-3),
    ):
        with pytest.raises(NotCertainError):
            make_certain_plan(apply_field_changes(plan_input, (less,)), PlanRequest())


def test_without_a_certain_revenue_the_target_may_give_way():
    plan_input = make_rich_input(certainty_share=0.8)
    found = diagnose(plan_input, seconds=600)
    ways = find_ways_out(plan_input, found.rules, 600, wanted=3, certainty=found.certainty)
    target = next(w for w in ways.ways if w.rule == "revenue_floor").changes[0]
    certain = next(w for w in ways.ways if w.rule == "robust_target").changes[0]
    assert (target.field, certain.field) == ("target_revenue_cents", "certain_revenue_cents")
    assert target.new == certain.new
    assert target.old == plan_input.settings.target_revenue_cents
    assert certain.old is None


def test_a_way_out_of_other_rules_lowers_the_certain_revenue_where_it_must():
    plan_input, _, _ = _found()
    way = confirm_way(plan_input, "change_limit", (), True, TimeBudget(600))
    assert way is not None
    assert [c.field for c in way.changes] == ["certain_revenue_cents"]
    assert not way.is_least


def test_a_certainty_that_a_plan_reaches_is_no_conflict():
    plan_input, _, _ = _found()
    settings = replace(plan_input.settings, certain_revenue_cents=430_000_000)
    assert diagnose(replace(plan_input, settings=settings)).is_feasible
