"""What rows ask for, in business words; capacities of many teams in one line."""

from __future__ import annotations

from dataclasses import replace

from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.results.rule_words import rows_words
from tests.plan_input_builder import make_plan_input, make_team

_TEAMS = tuple(make_team(f"Field {k}", max_hires=k % 2) for k in range(6))
_PROBLEM = build_channel_plan_problem(make_plan_input(teams=_TEAMS))
"""Six teams of two heads; three of them may hire one."""

_CAPACITIES = tuple(f"team_capacity.{k}" for k in range(6))


def test_capacities_of_all_teams_are_one_line_after_the_other_rules():
    lines = rows_words(_PROBLEM, (*_CAPACITIES, "hire_limit.company"))
    assert len(lines) == 2
    assert lines[1].en == "capacity of all 6 teams, 12.00 FTE together, at most 3 hires"
    assert lines[1].zh == "全部 6 个团队的产能，合计 12.00 人力，招聘不超过 3 人"


def test_capacities_of_many_teams_name_these_teams():
    (line,) = rows_words(_PROBLEM, [n for n in _CAPACITIES if n != "team_capacity.1"])
    assert line.en == (
        "capacity of 5 teams, 10.00 FTE together, at most 2 hires: Field 0, Field 2, Field 3, Field 4, Field 5"
    )


def test_capacities_of_few_teams_are_told_one_by_one():
    lines = rows_words(_PROBLEM, _CAPACITIES[:4])
    assert [w.en for w in lines[:2]] == [
        "capacity of team Field 0: 2.00 FTE, no hires",
        "capacity of team Field 1: 2.00 FTE, at most 1 hire",
    ]
    assert len(lines) == 4


def test_a_company_without_hires_says_so():
    for most, words in ((0, "no hires at all"), (1, "at most 1 hire in all"), (4, "at most 4 hires in all")):
        plan_input = make_plan_input()
        limited = replace(plan_input, settings=replace(plan_input.settings, max_hires=most))
        (line,) = rows_words(build_channel_plan_problem(limited), ["hire_limit.company"])
        assert line.en == words
