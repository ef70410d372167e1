"""Which team may lead or co-sell in which segment, and which one serves it today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.choices import Channel, CoverageRole
from planner.domain.identifiers import SegmentId, TeamId
from planner.domain.market import Segment
from planner.domain.name_order import name_order
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput, nodes_above


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """Which team may lead or co-sell in which segment."""

    lead: Mapping[SegmentId, tuple[TeamId, ...]]
    cosell: Mapping[SegmentId, tuple[TeamId, ...]]


def build_coverage(plan_input: PlanInput) -> CoverageMap:
    """Return lead and co-selling teams by segment, each in order of team ids.

    A team with rows on sheet Coverage is covered by these alone (a row may name a node above the segment);
    any other team covers the segments of its regions and industries, where none named means all.
    """
    lead: dict[SegmentId, tuple[TeamId, ...]] = {}
    cosell: dict[SegmentId, tuple[TeamId, ...]] = {}
    explicit: dict[TeamId, dict[SegmentId, CoverageRole]] = {}
    for row in plan_input.coverage:
        explicit.setdefault(row.team, {})[row.segment] = row.role
    teams = sorted(plan_input.teams, key=lambda t: name_order(t.team))
    parents = plan_input.segment_parents()
    for segment in plan_input.segments:
        nodes = (segment.segment, *nodes_above(parents, segment.segment))
        roles = {t.team: _role(t, segment, nodes, explicit.get(t.team)) for t in teams}
        lead[segment.segment] = tuple(t for t, role in roles.items() if role in (CoverageRole.LEAD, CoverageRole.BOTH))
        cosell[segment.segment] = tuple(
            t.team
            for t in teams
            if t.channel is Channel.DIRECT and t.cosells and roles[t.team] in (CoverageRole.COSELL, CoverageRole.BOTH)
        )
    return CoverageMap(lead, cosell)


def _role(
    team: Team, segment: Segment, nodes: tuple[SegmentId, ...], explicit: Mapping[SegmentId, CoverageRole] | None
) -> CoverageRole | None:
    if explicit is not None:
        return next((explicit[node] for node in nodes if node in explicit), None)
    in_region = not team.regions or segment.region in team.regions
    in_industry = not team.industries or segment.industry in team.industries
    return CoverageRole.BOTH if in_region and in_industry else None


@dataclass(frozen=True, slots=True)
class ServedToday:
    """Today's channel and team of a segment (``None``: not known). `is_inferred`: the workbook does not state the channel."""

    channel: Channel | None
    team: TeamId | None
    is_inferred: bool


def served_today(plan_input: PlanInput) -> dict[SegmentId, ServedToday]:
    """Return who serves each segment today.

    Without a channel it is that of today's team; without either, a segment that had revenue was served by the only team with people that
    may lead there. Where several may, nobody can say.
    """
    teams = {team.team: team for team in plan_input.teams}
    lead = build_coverage(plan_input).lead
    served: dict[SegmentId, ServedToday] = {}
    for segment in plan_input.segments:
        channel, team = segment.today_channel, segment.today_team
        is_inferred = channel is None and segment.existing_revenue_cents > 0
        if is_inferred and team is None:
            staffed = [t for t in lead[segment.segment] if teams[t].heads > 0]
            team = staffed[0] if len(staffed) == 1 else None
        if is_inferred and team in teams:
            channel = teams[team].channel
        served[segment.segment] = ServedToday(channel, team, is_inferred)
    return served


def revenue_of_unknown_service(plan_input: PlanInput) -> float:
    """Return the share of last year's revenue of which nobody can say who served it; it counts as not served."""
    served = served_today(plan_input)
    whole = sum(s.existing_revenue_cents for s in plan_input.segments)
    unknown = sum(s.existing_revenue_cents for s in plan_input.segments if served[s.segment].channel is None)
    return unknown / whole if whole else 0.0
