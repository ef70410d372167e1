"""A team with people to whom the plan gives nothing is told, in both languages."""

from __future__ import annotations

from dataclasses import replace

from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.idle_teams import find_idle_teams
from tests.plan_input_builder import make_plan_input, make_team


def test_a_team_that_covers_nothing_is_told_and_one_without_people_is_not():
    plain = make_plan_input()
    idle = make_team("Idle", regions=("Nowhere",), heads=9)
    empty = make_team("Empty", regions=("Nowhere",), heads=0)
    plan_input = replace(plain, teams=(*plain.teams, idle, empty))
    plan = make_annual_plan(plan_input).plan
    used = {t.team for t in plan.channel_plan.teams if t.used_fte}
    told = [
        f for f in find_idle_teams(plan_input, plan, {}) if f.found.en.count("'Idle'") or f.found.en.count("'Empty'")
    ]
    assert used and not any(f"'{t}'" in f.found.en for t in used for f in find_idle_teams(plan_input, plan, {}))
    assert [f.code for f in told] == ["team_idle"]
    assert (
        told[0]
        .message()
        .startswith("WARNING Teams (Heads): the plan gives the 9 heads of 'Idle' no segment. Their cost counts.")
    )
    assert (
        told[0]
        .message(Language.CHINESE)
        .startswith("警告 Teams (人数)：计划未给“Idle”的 9 人安排任何细分。其成本仍计入。")
    )
