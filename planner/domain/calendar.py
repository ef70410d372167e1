"""Months: seasonality, history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.choices import SeasonScope
from planner.domain.identifiers import Cents, ProductId, SegmentId, TeamId

MONTHS_PER_YEAR = 12
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Seasonality:
    """Month shares of a year, in fiscal order; they add up to 1. `name` is ``None`` for the company."""

    scope: SeasonScope
    name: str | None
    month_shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Revenue of one calendar month."""

    year: int
    month: int
    segment: SegmentId
    product: ProductId | None
    team: TeamId | None
    revenue_cents: Cents


def fiscal_month(calendar_month: int, fiscal_start_month: int) -> int:
    """Return 1 to 12: the place of `calendar_month` in a fiscal year that begins in `fiscal_start_month`."""
    return (calendar_month - fiscal_start_month) % MONTHS_PER_YEAR + 1


def fiscal_year(calendar_year: int, calendar_month: int, fiscal_start_month: int) -> int:
    """Return the fiscal year, named after the calendar year in which it begins."""
    return calendar_year if calendar_month >= fiscal_start_month else calendar_year - 1


def are_quarters(calendar_months: Iterable[int]) -> bool:
    """Whether a history of these months is one of quarters, half-years or years, each kept under one of its months."""
    return len({month % 3 for month in calendar_months}) == 1
