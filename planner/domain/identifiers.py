"""Identifiers: the names by which a workbook refers to its things."""

from __future__ import annotations

from typing import NewType

SegmentId = NewType("SegmentId", str)
ProductId = NewType("ProductId", str)
TeamId = NewType("TeamId", str)
SeatId = NewType("SeatId", str)
PartnerId = NewType("PartnerId", str)
RampId = NewType("RampId", str)
AccountId = NewType("AccountId", str)
UnitId = NewType("UnitId", str)
"""A leaf segment's name, or ``segment | product`` where the workbook assigns by product line."""

Cents = int
"""Money in hundredths of the workbook's currency."""

UNIT_SEPARATOR = " | "


def unit_id(segment: SegmentId, product: ProductId | None = None) -> UnitId:
    """Return the id of the unit that `segment` (and `product`, where assigned by product line) forms."""
    return UnitId(segment if product is None else f"{segment}{UNIT_SEPARATOR}{product}")
