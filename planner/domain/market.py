"""The market side: products, segments, the unit that gets a channel, judgement points."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import Channel, LifecycleStage, SalesMode
from planner.domain.identifiers import Cents, ProductId, SegmentId, TeamId, UnitId


@dataclass(frozen=True, slots=True)
class Product:
    """A product line. `target_floor_cents` is the least expected revenue the plan must bring of it."""

    product: ProductId
    gross_margin: float
    customisation: float
    sales_mode: SalesMode
    lifecycle_stage: LifecycleStage | None
    deliverable_again: bool
    accepted_by_several: bool
    clear_profit: bool
    target_floor_cents: Cents | None

    @property
    def is_ready(self) -> bool:
        """Whether the product line passed its three readiness tests."""
        return self.deliverable_again and self.accepted_by_several and self.clear_profit


@dataclass(frozen=True, slots=True)
class SegmentGroup:
    """An inner node of the segment tree."""

    segment: SegmentId
    parent: SegmentId | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A leaf segment, on which decisions are taken.

    `accounts` is a count, `penetration` 0 to 1, revenue last year's in cents. `today_effort_fte` is ``None`` when not known.
    """

    segment: SegmentId
    parent: SegmentId | None
    industry: str | None
    region: str | None
    accounts: float
    penetration: float
    existing_revenue_cents: Cents
    today_channel: Channel | None
    today_team: TeamId | None
    today_effort_fte: float | None
    forced_channel: Channel | None
    forbidden_channels: tuple[Channel, ...]
    strategic: bool
    seed_option_value_cents: Cents
    share_floor: float | None
    assign_by_product: bool
    average_deal_cents: Cents | None
    win_rate: float | None


@dataclass(frozen=True, slots=True)
class Unit:
    """What gets a channel: a leaf segment, or a leaf segment and one product line.

    `products` are those of the unit, in workbook order; `potential_cents` and `existing_cents` align with them.
    """

    unit: UnitId
    segment: Segment
    products: tuple[ProductId, ...]
    potential_cents: tuple[Cents, ...]
    existing_cents: tuple[Cents, ...]
    accounts: float

    @property
    def total_potential_cents(self) -> Cents:
        """Potential over all products of the unit, a year."""
        return sum(self.potential_cents)

    @property
    def total_existing_cents(self) -> Cents:
        """Last year's revenue of the unit."""
        return sum(self.existing_cents)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Revenue a year that an expert expects of a segment at five effort levels (CALLPLAN, Lodish 1971)."""

    segment: SegmentId
    product: ProductId | None
    revenue_none_cents: Cents
    revenue_half_cents: Cents
    revenue_today_cents: Cents
    revenue_more_cents: Cents
    revenue_unlimited_cents: Cents
