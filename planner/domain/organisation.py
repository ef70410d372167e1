"""The selling side: teams, seats, ramp profiles, coverage, costs that are not per head."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import Channel, CoverageRole
from planner.domain.identifiers import Cents, RampId, SeatId, SegmentId, TeamId


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """An inner node of the team tree: it adds up its teams."""

    team: TeamId
    parent: TeamId | None
    manager: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """A selling team. Costs are cents per head and year, `regions` and `industries` empty mean all."""

    team: TeamId
    parent: TeamId | None
    manager: str | None
    channel: Channel
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    cosells: bool
    heads: int
    max_hires: int
    pay_cents: Cents
    benefits_cents: Cents
    expense_cents: Cents
    travel_cents: Cents
    presales_cents: Cents
    manager_pay_cents: Cents
    ramp: RampId | None
    attrition_share: float
    leave_share: float
    span_of_control: int | None
    fixed_target_cents: Cents | None
    target_min_cents: Cents | None
    target_max_cents: Cents | None
    revenue_min_cents: Cents | None
    revenue_max_cents: Cents | None
    last_year_revenue_cents: Cents | None
    cost_cap: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """One explicit team × segment permission; a team with any row is covered by its rows alone."""

    team: TeamId
    segment: SegmentId
    role: CoverageRole


@dataclass(frozen=True, slots=True)
class Seat:
    """A selling position. `rep` is ``None`` when to be hired; `start_month` is the fiscal month 1 to 12, ``None`` when in place all year.

    `last_year_revenue_cents`: ``None`` no data, 0 sold nothing. `base_pay_cents`: of a full year and full time, 0 for none;
    ``None``: the team's pay per head. `skills` and `territory_regions` say which accounts the seat may own
    (no regions: all); `latitude`, `longitude` (degrees) where it is based.
    """

    seat: SeatId
    team: TeamId
    rep: str | None
    start_month: int | None
    level_factor: float
    presence_share: float
    last_year_target_cents: Cents | None
    last_year_revenue_cents: Cents | None
    target_min_cents: Cents | None
    target_max_cents: Cents | None
    skills: tuple[str, ...] = ()
    territory_regions: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    base_pay_cents: Cents | None = None

    @property
    def is_committed(self) -> bool:
        """Whether the seat counts before the plan hires: it is filled, or vacant with a start month."""
        return self.rep is not None or self.start_month is not None


@dataclass(frozen=True, slots=True)
class RampProfile:
    """Share of full performance in each of the first 12 months after the start."""

    profile: RampId
    month_shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TeamCost:
    """A yearly cost line that is not per head; `team` ``None`` means the company's selling organisation."""

    line: str
    team: TeamId | None
    amount_cents: Cents
    counts_in_ratio: bool


@dataclass(frozen=True, slots=True)
class MarketingCost:
    """A yearly marketing cost line, for a channel or for all."""

    line: str
    channel: Channel | None
    amount_cents: Cents
    counts_in_ratio: bool
