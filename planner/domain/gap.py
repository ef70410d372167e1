"""The proven distance from the best plan, in words: a percentage, or money where a percentage says nothing."""

from __future__ import annotations

_CENT, _UNIT = 0.5, 100.0
"""Cents from which the distance is told in money at all, and below which it always is: less than one unit of the currency."""


def gap_words(gap_cents: float, value_cents: float, currency: str, digits: int = 3) -> str:
    """Return `gap_cents` as a share of `value_cents`, with so many digits of a percent; in money where it is less than one unit of the currency
    (a plan that costs two cents may be all gap), or as much as the whole value (of which nothing is proven then).
    """
    share = gap_cents / max(1.0, value_cents)
    if gap_cents >= _CENT and (gap_cents < _UNIT or share >= 1):
        return f"{gap_cents / 100:,.2f} {currency}"
    return f"{share:.{digits}%}"
