"""Money in sentences."""

from __future__ import annotations


def money_words(cents: float) -> str:
    """Return an amount of cents as a sentence shows it: whole currency units with thousands separators."""
    return f"{cents / 100:,.0f}"
