"""The example's partners; all are invented."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.domain.identifiers import PartnerId, SegmentId
from planner.domain.partner import Partner
from planner.language import Language
from planner.writing.example import names

_TEN_THOUSAND = 1_000_000
_CHANNELS = (Channel.STRATEGIC_PARTNER, Channel.STRATEGIC_PARTNER, Channel.SMB_PARTNER, Channel.SMB_PARTNER)
_SEGMENTS: tuple[tuple[tuple[int, int | None], ...], ...] = (
    ((4, None), (1, 0)),
    ((6, None),),
    ((5, None),),
    ((5, 3), (3, 4), (7, 4)),
)
"""Industry and region of the segments each serves; without a region the whole industry."""


def build_partners(language: Language) -> tuple[Partner, ...]:
    """Return four partners; the last two share one segment."""
    return tuple(
        Partner(
            partner=PartnerId(names.PARTNERS[n].choose(language)),
            channel=_CHANNELS[n],
            segments=tuple(SegmentId(_segment(i, r, language)) for i, r in _SEGMENTS[n]),
            weight=2.0 if n == 3 else 1.0,
            deposit_cents=(50, 30, 10, 10)[n] * _TEN_THOUSAND,
            termination_share=0.6 if n < 2 else 0.5,
            contact=names.CONTACTS[n].choose(language),
        )
        for n in range(4)
    )


def _segment(industry: int, region: int | None, language: Language) -> str:
    name = names.INDUSTRIES[industry].choose(language)
    return name if region is None else f"{name} {names.REGIONS[region].choose(language)}"
