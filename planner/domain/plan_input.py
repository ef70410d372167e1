"""Everything a plan is made from, as read from one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from planner.domain.accounts import NO_ACCOUNTS, AccountBook
from planner.domain.calendar import HistoryLine, Seasonality, fiscal_year
from planner.domain.channels import ChannelTerms, RebateStep
from planner.domain.choices import Channel, Fit
from planner.domain.identifiers import Cents, ProductId, SegmentId, TeamId
from planner.domain.market import Judgement, Product, Segment, SegmentGroup
from planner.domain.organisation import Coverage, MarketingCost, RampProfile, Seat, Team, TeamCost, TeamGroup
from planner.domain.override import Override
from planner.domain.partner import Partner
from planner.domain.pay import CommissionRate, PayTerms
from planner.domain.risk import STANDARD_RISK, RiskParameters, SegmentRisk
from planner.domain.scenario import ScenarioLine
from planner.domain.settings import Settings

_Node = TypeVar("_Node", bound=str)


@dataclass(frozen=True, slots=True)
class PlanInput:
    """One workbook's facts and wishes; tuples keep the workbook's order.

    `potential_cents` and `fit` are keyed by (segment, product); a pair that is absent has no potential, and fits as *core*.
    """

    settings: Settings
    products: tuple[Product, ...]
    segments: tuple[Segment, ...]
    segment_groups: tuple[SegmentGroup, ...]
    potential_cents: Mapping[tuple[SegmentId, ProductId], Cents]
    fit: Mapping[tuple[SegmentId, ProductId], Fit]
    channels: tuple[ChannelTerms, ...]
    teams: tuple[Team, ...]
    team_groups: tuple[TeamGroup, ...] = ()
    rebates: tuple[RebateStep, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    seats: tuple[Seat, ...] = ()
    ramps: tuple[RampProfile, ...] = ()
    seasonality: tuple[Seasonality, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    team_costs: tuple[TeamCost, ...] = ()
    marketing: tuple[MarketingCost, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    overrides: tuple[Override, ...] = ()
    partners: tuple[Partner, ...] = ()
    risk: RiskParameters = STANDARD_RISK
    segment_risks: tuple[SegmentRisk, ...] = ()
    pay: tuple[PayTerms, ...] = ()
    commission_rates: tuple[CommissionRate, ...] = ()
    scenarios: tuple[ScenarioLine, ...] = ()
    accounts: AccountBook = NO_ACCOUNTS

    def last_year_history(self) -> tuple[HistoryLine, ...]:
        """Return the lines of the history that lie in the fiscal year before the planned one."""
        start, year = self.settings.fiscal_start_month, self.settings.plan_year - 1
        return tuple(line for line in self.history if fiscal_year(line.year, line.month, start) == year)

    def channel(self, channel: Channel) -> ChannelTerms:
        """Return the terms of `channel`."""
        return next(terms for terms in self.channels if terms.channel is channel)

    def team(self, team: TeamId) -> Team:
        """Return the team named `team`; `KeyError` when there is none."""
        for candidate in self.teams:
            if candidate.team == team:
                return candidate
        raise KeyError(team)

    def heads_without_seat(self, team: Team) -> int:
        """Return how many heads of `team` have no row among the seats: they are in place all year."""
        return max(0, team.heads - sum(s.rep is not None for s in self.seats if s.team == team.team))

    def pay_terms(self, team: TeamId) -> PayTerms | None:
        """Return the variable pay of `team`, or ``None``."""
        return next((terms for terms in self.pay if terms.team == team), None)

    def ancestors(self, segment: SegmentId) -> tuple[SegmentId, ...]:
        """Return the nodes above `segment`, nearest first."""
        return nodes_above(self.segment_parents(), segment)

    def segment_parents(self) -> dict[SegmentId, SegmentId | None]:
        """Return what stands above every segment and group of segments; ``None`` at the top."""
        return {g.segment: g.parent for g in self.segment_groups} | {s.segment: s.parent for s in self.segments}

    def team_parents(self) -> dict[str, str | None]:
        """Return what stands above every team and group of teams; ``None`` at the top."""
        groups: dict[str, str | None] = {g.team: g.parent for g in self.team_groups}
        return groups | {t.team: t.parent for t in self.teams}


def nodes_above(parents: Mapping[_Node, _Node | None], node: _Node) -> tuple[_Node, ...]:
    """Return the nodes above `node` in a tree, nearest first; where it stands above itself, each node of the circle once."""
    found: dict[_Node, None] = {}
    above = parents.get(node)
    while above is not None and above not in found:
        found[above] = None
        above = parents.get(above)
    return tuple(found)


def nodes_in_circles(parents: Mapping[_Node, _Node | None]) -> list[_Node]:
    """Return the nodes that stand above themselves, in their order. Every node is looked at once: trees may be deep."""
    walk_of: dict[_Node, int] = {}
    circles: set[_Node] = set()
    for walk, start in enumerate(parents):
        node: _Node | None = start
        while node is not None and node not in walk_of:
            walk_of[node] = walk
            node = parents.get(node)
        while node is not None and walk_of[node] == walk and node not in circles:  # the walk met itself
            circles.add(node)
            node = parents.get(node)
    return [node for node in parents if node in circles]
