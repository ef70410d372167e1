"""Partners: who sells through a partner channel, where, and on which terms."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, PartnerId, SegmentId


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner of a partner channel.

    `segments` are leaf segments or nodes above them; where several partners serve a segment through the same channel, its target is split by
    `weight` (above 0). `deposit_cents` is the deposit paid; below `termination_share` of the year's target the contract may be ended.
    """

    partner: PartnerId
    channel: Channel
    segments: tuple[SegmentId, ...]
    weight: float = 1.0
    deposit_cents: Cents | None = None
    termination_share: float | None = None
    contact: str | None = None
