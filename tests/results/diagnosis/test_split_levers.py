"""Which targets and bands give way where targets do not add up, and how far: the levers themselves, before any is planned again.

The small company (tests/plan_input_builder.py): Field has two seats, Partners one; money in steps of 1.00.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from planner.domain.channel_plan import ChannelPlan
from planner.domain.plan_input import PlanInput
from planner.results.diagnosis.split_lever import SplitLever, move_limit
from planner.results.diagnosis.split_levers import list_split_levers
from tests.plan_input_builder import make_plan_input
from tests.small_company_plans import make_plan_without_limits


@cache
def _channel_plan() -> ChannelPlan:
    return make_plan_without_limits().channel_plan


def _levers(plan_input: PlanInput) -> list[tuple[tuple[tuple[str, str, Any, Any], ...], SplitLever]]:
    """Return the changes of each lever as row, field, value before and after, with the lever."""
    found = list_split_levers(plan_input, _channel_plan())
    return [(tuple((c.key, c.field, c.old, c.new) for c in lever.changes), lever) for lever in found]


def _with_teams(**fields: dict[str, Any]) -> PlanInput:
    plan_input = make_plan_input()
    return replace(plan_input, teams=tuple(replace(t, **fields.get(t.team, {})) for t in plan_input.teams))


def _with_least_of_seats(**amounts: int) -> PlanInput:
    """Return the company with fixed targets of 2,500,000.00 for each team and least targets of the seats of some."""
    fixed = {"fixed_target_cents": 250_000_000}
    plan_input = _with_teams(Field=fixed, Partners=fixed)
    return replace(plan_input, seats=tuple(replace(s, target_min_cents=amounts.get(s.team)) for s in plan_input.seats))


@pytest.mark.parametrize(
    ("old", "excess", "expected"), [(1000, 550, 400), (1000, 600, 400), (1000, 5000, 0), (1000, -550, 1600), (0, -1, 100)]
)  # fmt: skip
def test_a_limit_moves_at_least_as_far_as_asked_in_whole_steps_and_not_below_nothing(old, excess, expected):
    assert move_limit(old, excess, 100) == expected


def test_fixed_targets_that_leave_money_out():
    limits = {"fixed_target_cents": 100_000_000}
    levers = dict(_levers(_with_teams(Field=limits, Partners=limits)))
    # 5,000,000.00 are to be handed down, and 2,000,000.00 are.
    (company,) = (c for c in levers if c[0][1] == "target_revenue_cents")
    assert company == (("", "target_revenue_cents", 500_000_000, 200_000_000),)
    for team in ("Field", "Partners"):
        single = levers[((team, "fixed_target_cents", 100_000_000, 400_000_000),)]
        assert (single.is_tight, single.relative) == (True, 3.0)
    # Partners leads nothing, so that what Field leaves is not for its revenue to carry.
    assert ((team, "fixed_target_cents", 100_000_000, None),) not in levers
    assert (("Field", "fixed_target_cents", 100_000_000, None),) in levers
    both = tuple((team, "fixed_target_cents", 100_000_000, 250_000_000) for team in ("Field", "Partners"))
    assert (levers[both].is_tight, levers[both].relative) == (False, 1.5)


def test_fixed_targets_are_scaled_to_what_is_handed_down_to_the_step():
    limits = {"Field": {"fixed_target_cents": 333_333_300}, "Partners": {"fixed_target_cents": 111_111_100}}
    (scaled,) = (c for c, lever in _levers(_with_teams(**limits)) if len(c) == 2 and None not in (c[0][3], c[1][3]))
    new = [amount for _, _, _, amount in scaled]
    assert sum(new) == 500_000_000
    assert new == [pytest.approx(375_000_000, abs=100), pytest.approx(125_000_000, abs=100)]


def test_a_fixed_target_is_not_lowered_below_the_teams_own_least():
    levers = dict(_levers(_with_teams(Field={"fixed_target_cents": 600_000_000, "target_min_cents": 550_000_000})))
    lowered = (
        ("Field", "fixed_target_cents", 600_000_000, 500_000_000),
        ("Field", "target_min_cents", 550_000_000, 500_000_000),
    )
    assert lowered in levers


def test_a_fixed_target_is_not_raised_above_the_teams_own_most():
    fixed = {"fixed_target_cents": 100_000_000}
    levers = dict(_levers(_with_teams(Field=fixed | {"target_max_cents": 200_000_000}, Partners=fixed)))
    raised = (
        ("Field", "fixed_target_cents", 100_000_000, 400_000_000),
        ("Field", "target_max_cents", 200_000_000, 400_000_000),
    )
    assert raised in levers


def test_one_seat_gives_way_only_where_its_limit_alone_is_enough():
    plan_input = _with_least_of_seats(Field=350_000_000)
    # 7,000,000.00 are asked for, 2,500,000.00 are there: more is to be given up than one seat asks for.
    both, team = _levers(plan_input)
    assert [new for _, _, _, new in both[0]] == [125_000_000, 125_000_000]
    assert team[0] == (("Field", "fixed_target_cents", 250_000_000, 700_000_000),)
    first, second, *_ = _levers(_with_least_of_seats(Field=130_000_000))
    assert [len(changes) for changes, _ in (first, second)] == [1, 1]
    assert [changes[0][3] for changes, _ in (first, second)] == [120_000_000, 120_000_000]
    assert first[1].is_tight


def test_seats_of_two_teams_of_which_one_needs_both():
    plan_input = _with_least_of_seats(Field=350_000_000, Partners=490_000_000)
    levers = _levers(plan_input)
    seats = [changes for changes, _ in levers if changes[0][1] == "target_min_cents"]
    assert [len(changes) for changes in seats] == [3]
    teams = [changes for changes, _ in levers if changes[0][1] == "fixed_target_cents"]
    assert [[key for key, *_ in changes] for changes in teams] == [["Field", "Partners"]]
