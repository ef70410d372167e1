"""Checks of the trees of teams and segments."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan_input import nodes_in_circles
from planner.findings import Finding
from planner.language import Text
from planner.reading.words.headers import near_miss
from planner.validation.registry import Subject, check, check_of, error, warning


@check
def check_team_tree(subject: Subject) -> Iterator[Finding]:
    """A team or group may not stand above itself, and a team with heads has no teams below it."""
    plan_input = subject.plan_input
    parents = plan_input.team_parents()
    for name in nodes_in_circles(parents):
        text = Text("'{t}' stands above itself", "“{t}”是自己的上级").format(t=name)
        yield error("team_cycle", subject.place("teams", name, "parent"), text)
    named = {p for n, p in parents.items() if p is not None and p != n}
    for team in plan_input.teams:
        if team.team in named:
            yield error(
                "team_above_teams",
                subject.place("teams", team.team, "heads"),
                Text("'{t}' has teams below it and figures of its own", "“{t}”有下级团队，却又填了数据").format(
                    t=team.team
                ),
                remedy=Text(
                    "Make it a team beside them, or leave its figures blank.", "请将其改为并列团队，或清空其数据。"
                ),
            )


@check_of("segments", "teams")
def check_parents_are_meant(subject: Subject) -> Iterator[Finding]:
    """A parent without a row of its own, spelled almost like another node, is probably a slip."""
    plan_input = subject.plan_input
    for table, leaves in (
        ("segments", [(s.segment, s.parent) for s in plan_input.segments]),
        ("teams", [(t.team, t.parent) for t in plan_input.teams]),
    ):
        counts: dict[str, int] = {}
        for _, parent in leaves:
            if parent is not None:
                counts[parent] = counts.get(parent, 0) + 1
        for name, parent in leaves:
            if parent is None or counts[parent] > 1:
                continue
            close = near_miss(parent, [p for p in counts if p != parent and counts[p] > 1])
            if close is not None:
                yield warning(
                    "parent_alone",
                    subject.place(table, name, "parent"),
                    Text("nothing else stands below '{p}'", "“{p}”下没有其他项").format(p=parent),
                    remedy=Text("Did you mean '{c}'?", "是否想填“{c}”？").format(c=close),
                )
