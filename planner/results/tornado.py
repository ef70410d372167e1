"""A tornado: one input at a time low and high, ranked by what it does to contribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.language import Text
from planner.results.comparison import ComparedCase
from planner.results.sweep import count_flips


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One input: the factors that it was multiplied by (`low_factor` < 1 < `high_factor`), and the plans made then."""

    name: Text
    low_factor: float
    high_factor: float
    low: ComparedCase
    high: ComparedCase


@dataclass(frozen=True, slots=True)
class TornadoRow:
    """A bar against the reference: differences of contribution in cents (``None`` without a plan) and units whose channel flips."""

    bar: TornadoBar
    low_cents: int | None
    high_cents: int | None
    flips: int

    @property
    def effect_cents(self) -> int:
        """Largest difference of contribution, either way."""
        return max(abs(self.low_cents or 0), abs(self.high_cents or 0))

    @property
    def is_without_plan(self) -> bool:
        """Whether one of the ends has no plan."""
        return self.low_cents is None or self.high_cents is None


@dataclass(frozen=True, slots=True)
class Tornado:
    """Bars by falling effect; those with an end without plan come first: nothing could matter more."""

    company: str
    year: str
    currency: str
    reference: ComparedCase
    rows: tuple[TornadoRow, ...]
    facts: tuple[tuple[Text, str], ...]


def rank_bars(reference: ComparedCase, bars: Sequence[TornadoBar]) -> tuple[TornadoRow, ...]:
    """Return `bars` against `reference`, ranked: without a plan, then by effect on contribution, then by flips."""
    rows = []
    for bar in bars:
        low, high = (_difference(reference, case) for case in (bar.low, bar.high))
        flips = max(count_flips(reference, case) or 0 for case in (bar.low, bar.high))
        rows.append(TornadoRow(bar, low, high, flips))
    return tuple(sorted(rows, key=lambda r: (not r.is_without_plan, -r.effect_cents, -r.flips, r.bar.name.en)))


def _difference(reference: ComparedCase, case: ComparedCase) -> int | None:
    if reference.figures is None or case.figures is None:
        return None
    return round(case.figures.metrics["contribution"] - reference.figures.metrics["contribution"])
