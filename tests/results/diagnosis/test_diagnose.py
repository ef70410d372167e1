"""Planted conflicts are named exactly; every way out has a plan, and one step less has none.

The small company (tests/plan_input_builder.py): with all its time it expects at most 3,030,269.77; Field has 2 heads, Partners 1.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.choices import Channel, Objective, OverrideKind
from planner.domain.field_change import SETTINGS, FieldChange, apply_field_changes
from planner.domain.override import Override
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.results.diagnosis.confirm_way import WayOut
from planner.results.diagnosis.conflict_oracle import ConflictOracle, UndecidedError
from planner.results.diagnosis.description import describe
from planner.results.diagnosis.diagnose import diagnose
from planner.results.diagnosis.levers import list_levers
from planner.results.diagnosis.way_search import HEADS, KEEPING_TARGET, MIXTURE, STRETCH
from planner.results.diagnosis.ways_out import WaysOut, adds_nothing, find_ways_out
from planner.results.diagnosis.words import headline
from tests.plan_input_builder import make_plan_input, make_product, make_segment, make_settings, make_team
from tests.small_company_plans import has_plan, with_limits


def _rows(plan_input: PlanInput) -> set[frozenset[str]]:
    found = diagnose(plan_input, most_conflicts=10, seconds=600)
    assert not found.is_feasible
    assert not found.undecided
    assert all(c.is_minimal for c in found.conflicts)
    return {frozenset(c.rows) for c in found.conflicts}


def test_a_case_with_a_plan_has_no_conflict():
    assert diagnose(make_plan_input()).is_feasible


PLANTED = {
    "target beyond the market": (
        with_limits(target_revenue_cents=900_000_000, largest_stretch=1.0),
        {frozenset({"revenue_floor.company"})},
    ),
    "cap below the cost of the people": (
        with_limits(cost_of_sales_cap=0.01),
        {frozenset({"cost_of_sales_cap.company"})},
    ),
    "product floor beyond its potential": (
        make_plan_input(products=(make_product(target_floor_cents=90_000_000_000), make_product("Extra"))),
        {frozenset({"product_floor.0"})},
    ),
    "new customers beyond all deals": (
        with_limits(new_customer_floor=100_000),
        {frozenset({"new_customer_floor.company"})},
    ),
    "seeding forced while no unit may be seeded": (
        make_plan_input(
            settings=make_settings(max_units_seed=0),
            segments=(make_segment("North", forced_channel=Channel.SEED), make_segment("South")),
        ),
        {frozenset({"channel_limit.3", "forced_choice.0"})},
    ),
    "two forced changes while one is allowed": (
        make_plan_input(
            settings=make_settings(change_limit=1),
            segments=tuple(
                make_segment(n, today_channel=Channel.DIRECT, today_team="Field", forced_channel=Channel.SMB_PARTNER)
                for n in ("North", "South")
            ),
        ),
        {frozenset({"change_limit.company", "forced_choice.0", "forced_choice.1"})},
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_conflicts_are_named_exactly(name):
    plan_input, expected = PLANTED[name]
    assert _rows(plan_input) == expected


def test_two_conflicts_at_once_are_both_named():
    plan_input = make_plan_input(
        settings=make_settings(cost_of_sales_cap=0.01, new_customer_floor=100_000),
        products=(make_product(target_floor_cents=90_000_000_000), make_product("Extra")),
    )
    assert _rows(plan_input) == {
        frozenset({"cost_of_sales_cap.company"}),
        frozenset({"new_customer_floor.company"}),
        frozenset({"product_floor.0"}),
    }


def test_the_answer_names_every_limit_that_nothing_meets():
    plan_input = make_plan_input(
        settings=make_settings(cost_of_sales_cap=0.01, new_customer_floor=100_000),
        products=(make_product(target_floor_cents=90_000_000_000), make_product("Extra")),
    )
    found = diagnose(plan_input, most_conflicts=10, seconds=600)
    answer = headline(plan_input, found, WaysOut((), (), ()))
    assert answer.en.startswith("No plan is possible: none of these can be met, whatever the teams do: ")
    for conflict in found.conflicts:
        assert conflict.words[0].en in answer.en
        assert conflict.words[0].zh in answer.zh


def test_what_is_beyond_reach_is_said_with_the_most_that_could_be_reached():
    found = diagnose(PLANTED["target beyond the market"][0])
    assert [i.row for i in found.impossible] == ["revenue_floor.company"]
    assert "even with unlimited time" in found.impossible[0].words.en


def test_conflicts_of_the_target_split_are_told():
    plan_input = make_plan_input(
        teams=(
            make_team("Field", fixed_target_cents=100_000_000),
            make_team("Partners", channel=Channel.SMB_PARTNER, fixed_target_cents=100_000_000),
        )
    )
    found = diagnose(plan_input)
    assert not found.is_feasible
    assert not found.conflicts
    assert found.split
    # The first sentence is the headline's; below it stands the rest.
    text = describe(found)[0]
    assert found.split[0].en not in text.en
    assert text.en.startswith("  - ")
    assert found.split[1].zh in text.zh


def test_limits_on_units_have_an_end_as_whole_columns_of_a_program_have():
    limited = with_limits(max_units_direct=1, change_limit=2)
    levers = {
        v.rule: v
        for v in list_levers(build_channel_plan_model(build_channel_plan_problem(limited), Objective.CONTRIBUTION))
    }
    # Three units: two more in direct, one more change.
    assert (levers["channel_limit"].most, levers["change_limit"].most) == (2.0, 1.0)


def _ways(plan_input: PlanInput, *rules: str) -> dict[str, Any]:
    return {w.rule: w for w in find_ways_out(plan_input, rules, seconds=600).ways}


def test_what_is_fixed_for_a_segment_of_several_units_is_lifted_once():
    seeded = make_segment("North", forced_channel=Channel.SEED, assign_by_product=True)
    plan_input = make_plan_input(settings=make_settings(max_units_seed=0), segments=(seeded, make_segment("South")))
    way = _ways(plan_input, "forced_choice", "channel_limit")["forced_choice"]
    assert way.changes == (FieldChange("segments", "North", "forced_channel", Channel.SEED, None),)


def test_a_teams_capacity_is_that_with_the_hires_it_may_make():
    # Partners brings 3,137,939 at most with one hire, and 3,456,542 with four: one in every quarter, which its limit does not allow.
    teams = tuple(
        replace(t, max_hires=1, revenue_min_cents=330_000_000) if t.team == "Partners" else t
        for t in make_plan_input().teams
    )
    found = diagnose(make_plan_input(teams=teams), seconds=600)
    assert {frozenset(c.rows) for c in found.conflicts} == {frozenset({"team_capacity.1", "team_revenue_band.1.least"})}
    assert "capacity of team Partners: 1.00 FTE, at most 1 hire" in [w.en for w in found.conflicts[0].words]


@pytest.mark.parametrize(
    ("most", "expected"), [(9, ["span_of_control"]), (3, ["span_of_control"]), (1, ["max_hires", "span_of_control"])]
)
def test_heads_that_a_span_of_control_keeps_out_are_a_way_with_a_wider_span(most: int, expected: list[str]):
    """Whoever wrote nine hires read that more heads are not enough, and nowhere that the span of control left room for one."""
    teams = tuple(
        replace(t, max_hires=most, span_of_control=2, revenue_min_cents=330_000_000) if t.team == "Partners" else t
        for t in make_plan_input().teams
    )
    plan_input = make_plan_input(teams=teams)
    found = diagnose(plan_input, seconds=600)
    within = " within its span of control of 2" if most > 1 else ""
    assert f"capacity of team Partners: 1.00 FTE, at most 1 hire{within}" in [w.en for w in found.conflicts[0].words]
    way = _ways(plan_input, *(row.partition(".")[0] for row in found.conflicts[0].rows))["hire_limit"]
    assert [(c.key, c.field) for c in way.changes] == [("Partners", field) for field in expected]
    new = {c.field: c.new for c in way.changes}
    assert new["span_of_control"] == 1 + new.get("max_hires", way.hired) > 2
    assert way.is_least
    fewer = tuple(_one_step_less(c, -1) for c in way.changes)
    assert diagnose(apply_field_changes(plan_input, fewer), seconds=600).conflicts


def _one_step_less(change: Any, step: float) -> FieldChange:
    return replace(change, new=change.new + step)


@pytest.mark.parametrize(
    ("plan_input", "rule", "step"),
    [
        (with_limits(target_revenue_cents=310_000_000, largest_stretch=1.0), "revenue_floor", 100),
        (with_limits(cost_of_sales_cap=0.16), "cost_of_sales_cap", -0.0001),
        (PLANTED["product floor beyond its potential"][0], "product_floor", 100),
        (PLANTED["new customers beyond all deals"][0], "new_customer_floor", 1),
        (PLANTED["seeding forced while no unit may be seeded"][0], "channel_limit", -1),
        (PLANTED["two forced changes while one is allowed"][0], "change_limit", -1),
    ],
)
def test_a_way_out_has_a_plan_and_one_step_less_has_none(plan_input, rule, step):
    assert not has_plan(plan_input)
    way = _ways(plan_input, rule)[rule]
    (change,) = way.changes
    assert way.is_least
    assert has_plan(apply_field_changes(plan_input, way.changes))
    assert not has_plan(apply_field_changes(plan_input, (_one_step_less(change, step),)))


def test_a_target_may_be_kept_further_above_what_is_expected():
    plan_input = with_limits(target_revenue_cents=310_000_000, largest_stretch=1.0)
    ways = _ways(plan_input, "revenue_floor")
    lower, way = ways["revenue_floor"], ways[STRETCH]
    (change,) = way.changes
    assert (change.field, change.old) == ("largest_stretch", 1.0)
    # The plan is the one that carries the lower target, and stands behind it; a thousandth less has none.
    assert change.new == math.ceil(310_000_000 / way.revenue_cents * 1000) / 1000
    assert (way.revenue_cents, way.is_least) == (lower.revenue_cents, True)
    singles = [rule for rule in ways if rule not in (MIXTURE, KEEPING_TARGET, HEADS)]
    assert singles[-1] == STRETCH
    assert has_plan(apply_field_changes(plan_input, way.changes))
    assert not has_plan(apply_field_changes(plan_input, (_one_step_less(change, -0.001),)))


def test_no_stretch_is_named_where_the_target_is_in_no_conflict():
    assert STRETCH not in _ways(with_limits(cost_of_sales_cap=0.16), "cost_of_sales_cap")


def test_heads_are_a_way_out_by_team_and_one_less_is_not_enough():
    plan_input = with_limits(target_revenue_cents=320_000_000, largest_stretch=1.0)
    way = _ways(plan_input, "revenue_floor")[HEADS]
    assert way.is_least
    assert all(c.field == "max_hires" for c in way.changes)
    assert way.hires
    assert has_plan(apply_field_changes(plan_input, way.changes))
    total = sum(c.new - c.old for c in way.changes)
    # Every way of allowing one head less, over all teams.
    names = [t.team for t in plan_input.teams]
    assert len(names) == 2
    for first in range(total):
        fewer = [
            FieldChange("teams", names[0], "max_hires", 0, first),
            FieldChange("teams", names[1], "max_hires", 0, total - 1 - first),
        ]
        assert not has_plan(apply_field_changes(plan_input, fewer))


def test_lifting_a_forced_choice_is_a_way_out_also_when_it_is_an_override():
    plan_input = make_plan_input(
        settings=make_settings(max_units_seed=0),
        segments=(make_segment("North"), make_segment("South")),
        overrides=(Override(OverrideKind.SEGMENT_CHANNEL, "North", None, "seed", "A director", "a promise"),),
    )
    way = _ways(plan_input, "forced_choice", "channel_limit")["forced_choice"]
    assert [(c.table, c.key) for c in way.changes] == [("overrides", "1")]
    assert apply_field_changes(plan_input, way.changes).overrides == ()


def test_the_target_can_be_kept_by_a_mixture():
    plan_input = with_limits(target_revenue_cents=320_000_000, largest_stretch=1.0, cost_of_sales_cap=0.33)
    found = find_ways_out(plan_input, ("revenue_floor", "cost_of_sales_cap"), seconds=600)
    way = next(w for w in found.ways if w.rule == KEEPING_TARGET)
    assert {c.field for c in way.changes} == {"max_hires", "cost_of_sales_cap"}
    assert way.revenue_cents >= 320_000_000
    assert has_plan(apply_field_changes(plan_input, way.changes))
    assert HEADS in found.not_enough


@pytest.mark.parametrize(
    ("target", "rules", "hired"),
    [(330_000_000, (HEADS, "revenue_floor", STRETCH), 2), (345_000_000, ("revenue_floor", STRETCH, HEADS), 3)],
)
def test_a_way_that_doubles_the_staff_stands_last_even_with_the_best_contribution(target, rules, hired):
    plan_input = with_limits(target_revenue_cents=target, largest_stretch=1.0)
    plan_input = replace(plan_input, teams=tuple(replace(t, pay_cents=500_00) for t in plan_input.teams))
    ways = find_ways_out(plan_input, ("revenue_floor",), seconds=600).ways
    assert tuple(w.rule for w in ways) == rules
    by_rule = {w.rule: w for w in ways}
    assert by_rule[HEADS].contribution_cents > by_rule["revenue_floor"].contribution_cents
    assert by_rule[HEADS].hired == hired


def test_a_change_of_a_row_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match="Nowhere"):
        apply_field_changes(make_plan_input(), (FieldChange("segments", "Nowhere", "share_floor", None, 0.1),))


def test_without_time_for_the_filter_a_conflict_is_named_but_not_called_minimal(monkeypatch):
    plan_input = PLANTED["two forced changes while one is allowed"][0]
    asked = []

    def holds(oracle: ConflictOracle, rows: tuple[str, ...]) -> bool:
        asked.append(rows)
        if len(asked) > 2:  # whether there is a plan, and once more to begin the first conflict
            raise UndecidedError
        return False

    monkeypatch.setattr(ConflictOracle, "holds", holds)
    found = diagnose(plan_input, most_conflicts=1, seconds=600)
    assert not found.is_feasible
    assert [c.is_minimal for c in found.conflicts] == [False]
    assert {"change_limit.company", "forced_choice.0", "forced_choice.1"} <= set(found.conflicts[0].rows)


def _way(**moved: tuple[float, float]) -> WayOut:
    changes = tuple(FieldChange(SETTINGS, "", field, old, new) for field, (old, new) in moved.items())
    return WayOut("mixture", changes, Text("", ""), True, 0, 0.0, 0, ())


def test_a_mixture_that_spares_next_to_nothing_is_no_way_of_its_own():
    lower = _way(target_revenue_cents=(100_000, 80_000))
    assert adds_nothing(_way(target_revenue_cents=(100_000, 80_050), cost_of_sales_cap=(0.1, 0.1001)), lower)
    assert not adds_nothing(_way(target_revenue_cents=(100_000, 90_000), cost_of_sales_cap=(0.1, 0.12)), lower)
    assert not adds_nothing(lower, _way(target_revenue_cents=(100_000, 80_050), cost_of_sales_cap=(0.1, 0.1001)))
    assert adds_nothing(_way(target_revenue_cents=(100_000, 90_000)), lower)


def test_a_model_that_expects_less_than_last_year_brought_is_told_beside_the_conflict():
    """No plan reaches the target; of last year's effort the model expects next to nothing, with a million accounts per segment."""
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=900_000_000_00))
    crowded = replace(plan_input, segments=tuple(replace(s, accounts=1_000_000) for s in plan_input.segments))
    found = diagnose(crowded, most_conflicts=1, seconds=600)
    assert found.last_year is not None and "look at Accounts per FTE" in found.last_year.en
    assert "原因可能在模型参数：按上年投入，模型预期" in found.last_year.zh
    assert found.last_year.en in describe(found)[0].en
