"""Which channels and teams may serve a unit, and why some eligible ones are ruled out by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel, CoverageRole, Fit, OverrideKind
from planner.domain.identifiers import ProductId, SegmentId, TeamId
from planner.domain.market import Product, Segment, Unit
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput, nodes_above
from planner.reading.choices import choice_named


def product_is_allowed(product: Product, terms: ChannelTerms, fit: Fit) -> bool:
    """Whether `terms`' channel may sell `product` to a segment it fits with `fit`: ready, sales mode, customisation, fit."""
    return (
        product.is_ready
        and fit is not Fit.NONE
        and product.sales_mode in terms.sales_modes
        and product.customisation <= terms.customisation_limit + 1e-12
    )


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
    teams = sorted(plan_input.teams, key=lambda t: t.team)
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
class Choices:
    """What people decided about a unit: the channels and the teams that remain (``None``: all), and who said so."""

    channels: frozenset[Channel]
    team: TeamId | None
    reason: str


def read_choices(plan_input: PlanInput, unit: Unit) -> Choices:
    """Return the channels and team that forced, forbidden, strategic and overridden choices leave for `unit`."""
    segment = unit.segment
    product = unit.products[0] if segment.assign_by_product else None
    allowed = set(Channel)
    reasons: list[str] = []
    if segment.forced_channel is not None:
        allowed &= {segment.forced_channel}
        reasons.append("forced_channel")
    if segment.forbidden_channels:
        allowed -= set(segment.forbidden_channels)
        reasons.append("forbidden_channels")
    if segment.strategic:
        allowed -= {Channel.AVOID}
        reasons.append("strategic")
    team: TeamId | None = None
    for override in plan_input.overrides:
        if override.name != segment.segment or not _same_product(override.product, product):
            continue
        if override.kind is OverrideKind.SEGMENT_CHANNEL:
            channel = choice_named(override.value, Channel)
            allowed &= set() if channel is None else {channel}
            reasons.append("override")
        elif override.kind is OverrideKind.SEGMENT_TEAM:
            team = TeamId(override.value)
            reasons.append("override")
    return Choices(frozenset(allowed), team, "+".join(reasons))


def may_be_seeded(unit: Unit, choices: Choices) -> bool:
    """Whether `unit` may be seeded: its segment states an option value, or `choices` leave nothing else."""
    return unit.segment.seed_option_value_cents > 0 or choices.channels == {Channel.SEED}


def _same_product(override: ProductId | None, product: ProductId | None) -> bool:
    return override is None or override == product
