"""Where only the split of targets fails: which band gives way and by how much; each way plans, and one step less does not.

The small company (tests/plan_input_builder.py) has a target of 5,000,000.00 in steps of 1.00; Field and Partners.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.choices import OverrideKind
from planner.domain.field_change import FieldChange, apply_field_changes
from planner.domain.override import Override
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.diagnosis.confirm_way import WayOut
from planner.results.diagnosis.diagnose import diagnose
from planner.results.diagnosis.diagnosis import Conflict, Diagnosis
from planner.results.diagnosis.ways_out import WaysOut, find_ways_out
from planner.results.diagnosis.words import headline
from tests.plan_input_builder import make_plan_input, make_settings
from tests.small_company_plans import has_plan

_TARGET = 500_000_000


def _teams(plan_input: PlanInput, **limits: Any) -> PlanInput:
    return replace(plan_input, teams=tuple(replace(t, **limits) for t in plan_input.teams))


def _ways(plan_input: PlanInput) -> tuple[WayOut, ...]:
    found = find_ways_out(plan_input, (), seconds=600)
    assert found.ways
    assert found.undecided == ()
    for way in found.ways:
        assert has_plan(apply_field_changes(plan_input, way.changes)), way.words.en
    return found.ways


FAILING = {
    "growth of at most 8 %": _teams(
        make_plan_input(settings=make_settings(team_growth_max=0.08)), last_year_revenue_cents=200_000_000
    ),
    "a least target above the most growth": replace(
        make_plan_input(settings=make_settings(team_growth_max=0.08)),
        teams=tuple(
            replace(t, last_year_revenue_cents=200_000_000, target_min_cents=400_000_000 if t.team == "Field" else None)
            for t in make_plan_input().teams
        ),
    ),
    "fixed targets that leave money out": _teams(make_plan_input(), fixed_target_cents=100_000_000),
    "most targets that leave money out": _teams(make_plan_input(), target_max_cents=200_000_000),
    "a decision by hand above the company's target": replace(
        make_plan_input(),
        overrides=(Override(OverrideKind.TEAM_TARGET, "Field", None, "5001000", "A director", "a promise"),),
    ),
    "seats that must take more than their team": replace(
        make_plan_input(),
        seats=tuple(replace(s, target_min_cents=350_000_000) for s in make_plan_input().seats),
    ),
    "seats that may not take what their team has": replace(
        make_plan_input(),
        seats=tuple(replace(s, target_max_cents=1_000_000) for s in make_plan_input().seats),
    ),
}


@pytest.mark.parametrize(
    ("name", "sentence", "band"),
    [
        # Two seats of at least 3,500,000.00 each.
        (
            "seats that must take more than their team",
            "The least targets of the seats of team Field add up to 7,000,000; the team's target is ",
            ": at least 3,500,000",
        ),
        # Two seats of at most 10,000.00 each.
        (
            "seats that may not take what their team has",
            "The most that the seats of team Field may be given adds up to 20,000; the team's target is ",
            ": at most 10,000",
        ),
    ],
)
def test_a_seat_split_that_fails_says_what_the_bands_add_up_to(name, sentence, band):
    found = diagnose(FAILING[name])
    assert found.split[0].en.startswith(sentence), found.split[0].en
    assert sum(band in words.en for words in found.split[1:]) == 2
    assert len(found.split) == 3


@pytest.mark.parametrize("name", FAILING)
def test_each_way_plans_and_a_least_one_cannot_be_less(name):
    plan_input = FAILING[name]
    found = diagnose(plan_input)
    assert not found.is_feasible
    assert found.split
    assert found.conflicts == ()
    for way in _ways(plan_input):
        if way.is_least and len(way.changes) == 1 and isinstance(way.changes[0].new, int | float):
            (change,) = way.changes
            old: Any = change.old
            new: Any = change.new
            step = 0.0001 if change.field == "team_growth_max" else 100
            less = new + (step if old > new else -step)
            assert not has_plan(apply_field_changes(plan_input, (replace(change, new=less),))), way.words.en


def test_the_growth_band_is_widened_to_the_hundredth_of_a_percent():
    # Field alone leads units in the best plan, and had 2,000,000 last year: 5,000,000 ÷ 2,000,000 = 150 % growth.
    plan_input = FAILING["growth of at most 8 %"]
    changes = {w.rule: w.changes for w in _ways(plan_input)}
    assert changes["growth_band"] == (FieldChange("settings", "", "team_growth_max", 0.08, 1.5),)
    # 1.08 × 2,000,000
    assert changes["company_target_split"] == (
        FieldChange("settings", "", "target_revenue_cents", _TARGET, 216_000_000),
    )


def test_bands_that_exclude_each_other_are_named_and_the_growth_band_gives_way():
    # Field, which leads all units, must take 4,000,000 and had 2,000,000: at most 1.08 × 2,000,000. With its least target at 2,160,000 the most
    # would still leave out 2,840,000 of the company's 5,000,000.
    plan_input = FAILING["a least target above the most growth"]
    found = diagnose(plan_input)
    assert found.split[0].en == "A team's own target band and the growth band exclude each other."
    assert [w.en.split(" (")[0] for w in found.split[1:]] == [
        "team Field: target at least 4,000,000, but at most 2,160,000"
    ]
    assert [w.changes for w in _ways(plan_input)] == [(FieldChange("settings", "", "team_growth_max", 0.08, 1.5),)]


def test_a_decision_by_hand_is_lowered_or_removed():
    plan_input = FAILING["a decision by hand above the company's target"]
    changes = [c for w in _ways(plan_input) for c in w.changes if c.table == "overrides"]
    assert {c.new for c in changes} == {None, "5000000"}


def test_a_limit_beyond_the_split_is_named_without_a_solver():
    found = diagnose(FAILING["fixed targets that leave money out"])
    assert [i.row for i in found.impossible] == ["company_target_split"]
    assert "at least 2,000,000 and at most 2,000,000" in found.impossible[0].words.en


def test_a_way_out_of_a_conflict_mends_the_split_as_well():
    plan_input = _teams(make_plan_input(settings=make_settings(cost_of_sales_cap=0.01)), target_max_cents=200_000_000)
    found = find_ways_out(plan_input, diagnose(plan_input).rules, seconds=600)
    way = next(w for w in found.ways if w.rule == "cost_of_sales_cap")
    assert not way.is_least
    assert {c.field for c in way.changes} > {"cost_of_sales_cap"}
    assert has_plan(apply_field_changes(plan_input, way.changes))


def test_somebody_who_asks_to_stop_gets_what_is_known_and_nothing_more():
    plan_input = FAILING["growth of at most 8 %"]
    assert diagnose(plan_input, seconds=600, should_stop=lambda: True).undecided
    found = find_ways_out(plan_input, (), seconds=600, should_stop=lambda: True)
    assert found.ways == ()
    assert found.undecided


def test_the_answer_comes_in_one_sentence():
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=310_000_000, largest_stretch=1.0))
    found = diagnose(plan_input)
    ways = find_ways_out(plan_input, found.rules, seconds=600)
    answer = headline(plan_input, found, ways)
    assert answer.en.startswith(
        "The company target of 3,100,000 CNY cannot be met: with a headcount of 3 and at most 0 hires the teams can carry at most"
    )
    assert "最多可承担" in answer.zh
    bare = headline(plan_input, found, WaysOut((), (), ()))
    assert bare.en.startswith("No plan is possible: these cannot hold together: company target 3,100,000")


@pytest.mark.parametrize(("company", "told"), [(None, 4), (3, 3), (9, 4)])
def test_the_answer_counts_the_hires_that_teams_and_the_company_allow(company, told):
    """Each of the two teams may hire two people."""
    settings = make_settings(target_revenue_cents=900_000_000, largest_stretch=1.0, max_hires=company)
    plan_input = _teams(make_plan_input(settings=settings), max_hires=2)
    found = diagnose(plan_input, most_conflicts=1)
    ways = find_ways_out(plan_input, ("revenue_floor",), seconds=30, wanted=1)
    assert f"a headcount of 3 and at most {told} hires" in headline(plan_input, found, ways).en


def test_the_answer_names_four_of_many_rules_and_counts_the_rest():
    names = [Text.same(f"rule {n}") for n in range(6)]
    rows = (
        "revenue_floor.company",
        "cost_of_sales_cap.company",
        "change_limit",
        "seed_budget",
        "hire_limit.company",
        "product_floor.0",
    )
    many = Conflict(rows, tuple(names), tuple(names))
    answer = headline(make_plan_input(), Diagnosis(False, False, (many,), 60.0), WaysOut((), (), ()))
    assert answer.en.endswith("; and 2 more.")
    assert sum(f"rule {n}" in answer.en for n in range(6)) == 4
