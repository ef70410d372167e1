"""Teams with people to whom a plan gives nothing to do: their cost counts, and no target reaches them."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.reading.grids.cell_places import PlaceKey
from planner.validation.registry import Subject

IDLE_CODE = "team_idle"


def find_idle_teams(plan_input: PlanInput, plan: AnnualPlan, places: Mapping[PlaceKey, Place]) -> tuple[Finding, ...]:
    """Return a warning for every team with heads of which the plan uses none."""
    where = Subject(plan_input, places)
    remedy = Text(
        "Their cost counts. See what the team covers, its channel, and whether other teams should leave segments to it (Overrides).",
        "其成本仍计入。请检查该团队的覆盖范围与通路，或用“人工调整”将细分指定给该团队。",
    )
    return tuple(
        Finding(
            IDLE_CODE,
            Severity.WARNING,
            where.place("teams", str(team.team), "heads"),
            Text("the plan gives the {n} heads of '{t}' no segment", "计划未给“{t}”的 {n} 人安排任何细分").format(
                n=team.heads, t=team.team
            ),
            remedy=remedy,
        )
        for team in plan.channel_plan.teams
        if team.heads and not team.used_fte
    )
