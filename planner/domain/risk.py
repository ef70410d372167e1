"""What may turn out otherwise than planned: parameters, and what a simulation of the plan gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.identifiers import Cents, SegmentId, TeamId


class RiskSource(StrEnum):
    """What makes a year differ from its plan; each can be switched off to see what it does."""

    MARKET = "market"
    POTENTIAL = "potential"
    PENETRATION = "penetration"
    RESPONSE = "response"
    SEAT_PERFORMANCE = "seat_performance"
    LATE_START = "late_start"
    RESIGNATION = "resignation"
    LARGE_DEALS = "large_deals"


@dataclass(frozen=True, slots=True)
class RiskParameters:
    """How uncertain the plan's assumptions are. Defaults and their sources: `planner.tables.inputs.risk`, ``docs/models/risk.md``.

    `market_spread`, `potential_spread`: standard deviations of the logarithm of the common market factor and of a segment's potential.
    `penetration_spread`, `response_spread`: standard deviations of the log-odds of penetration and reach. `parent_correlation`: correlation of
    two segments of one parent. `seat_spread`: standard deviation of a seat's performance ÷ its mean. `start_delay_months`: mean months by which
    joiners become productive later than planned. `largest_deals`: how many of the largest deals may fall away, each with `deal_loss_share`;
    `deal_spread`: standard deviation of the logarithm of deal sizes.
    """

    market_spread: float = 0.10
    potential_spread: float = 0.20
    penetration_spread: float = 0.30
    response_spread: float = 0.30
    parent_correlation: float = 0.5
    seat_spread: float = 0.48
    start_delay_months: float = 1.0
    largest_deals: int = 5
    deal_loss_share: float = 0.2
    deal_spread: float = 1.0


STANDARD_RISK = RiskParameters()
"""The parameters of a workbook without sheet Risk parameters."""


@dataclass(frozen=True, slots=True)
class SegmentRisk:
    """Spreads of one segment, or of all below a node, instead of those of `RiskParameters`; ``None``: not given here."""

    segment: SegmentId
    potential_spread: float | None = None
    penetration_spread: float | None = None
    response_spread: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and quantiles of a simulated figure: in one draw of ten it is below `p10`, in nine of ten below `p90`."""

    mean: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class RobustPromise:
    """What a plan made with a certainty promises: `revenue_cents` is reached with `share`, in `draws` years simulated with `seed`.

    `probability` is what the simulation gives, `plain_probability` what it gives for the best plan without the rule; `price_cents` is by how much
    the plan's objective lies below that plan's.
    """

    share: float
    revenue_cents: Cents
    probability: float
    draws: int
    seed: int
    plain_probability: float
    price_cents: Cents


@dataclass(frozen=True, slots=True)
class TeamRisk:
    """One team: its targets, how likely it reaches them, and the revenue (cents) that it leads."""

    team: TeamId
    target_cents: Cents
    cushioned_cents: Cents
    expected_cents: Cents
    target_probability: float
    cushioned_probability: float
    revenue: Spread


@dataclass(frozen=True, slots=True)
class Certainty:
    """What a certainty takes. `revenue_cents` is reached with `probability`.

    `cushion_share`: by how much expected revenue must exceed the target for the target to be that certain; `missing_cents`: by how much this
    plan's expected revenue falls short of that (negative: it has more).
    """

    probability: float
    revenue_cents: Cents
    cushion_share: float
    missing_cents: Cents


@dataclass(frozen=True, slots=True)
class SourceEffect:
    """The same draws without one source: what the probability of the target and the tenth percentile of revenue would be."""

    source: RiskSource
    probability_without: float
    p10_without_cents: Cents
    p10_gain_cents: Cents
    deviation_without_cents: Cents


@dataclass(frozen=True, slots=True)
class RiskReport:
    """A plan simulated. `probability` is that of the company's target, with its standard error of sampling.

    `histogram` are (from, to, share of draws) of company revenue in cents. `sources` are ranked by what they cost at the tenth percentile.
    `within_cap_probability` is ``None`` without a cap.
    """

    draws: int
    seed: int
    target_cents: Cents
    expected_cents: Cents
    expected_ratio: float
    probability: float
    standard_error: float
    deviation_cents: Cents
    revenue: Spread
    ratio: Spread
    within_cap_probability: float | None
    teams: tuple[TeamRisk, ...]
    certainties: tuple[Certainty, ...]
    sources: tuple[SourceEffect, ...]
    histogram: tuple[tuple[Cents, Cents, float], ...]
