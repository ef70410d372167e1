"""Month shares from history: whole years only, wherever the history ends."""

from __future__ import annotations

import pytest

from planner.domain.calendar import HistoryLine
from planner.domain.identifiers import ProductId, SegmentId, TeamId
from planner.optimization.target_split.season import Seasons
from tests.plan_input_builder import make_plan_input, make_settings

EVEN = (1 / 12,) * 12


def _shares(months: range, fiscal_start_month: int = 1, strong: int | None = None) -> tuple[float, ...]:
    """Return the shares of a history of 1,000.00 in every month of `months`, counted from January 2025; 13,000.00 in calendar month `strong`."""
    lines = tuple(
        HistoryLine(
            2025 + at // 12, at % 12 + 1, SegmentId("S"), None, None, 1_300_000 if at % 12 + 1 == strong else 100_000
        )
        for at in months
    )
    settings = make_settings(fiscal_start_month=fiscal_start_month)
    return Seasons(make_plan_input(settings=settings, history=lines)).shares(TeamId("T"), ProductId("P"))


@pytest.mark.parametrize("months", [range(12), range(24), range(21), range(5, 20), range(3, 40)], ids=str)
def test_a_flat_history_gives_even_months_wherever_it_ends(months):
    """January 2025 to September 2026: nine months stand twice, and counted double before."""
    assert _shares(months) == pytest.approx(EVEN)


def test_the_last_whole_years_count():
    """A strong July: 13 of 24 parts, in the seventh month of the year or the fourth of one from April; what is before the whole years is nothing."""
    assert _shares(range(21), strong=7)[6] == pytest.approx(13 / 24)
    assert _shares(range(21), 4, strong=7)[3] == pytest.approx(13 / 24)


def test_less_than_a_year_says_nothing_of_seasons():
    assert _shares(range(12, 21), strong=7) == EVEN


@pytest.mark.parametrize("step", [3, 6, 12])
def test_quarters_say_nothing_of_months_however_many_years_there_are(step):
    """Five years of quarters are twenty lines, and would leave eight months of the year without a target."""
    assert _shares(range(2, 12 * step * 2, step)) == EVEN


def test_a_business_that_sells_in_some_months_alone_keeps_its_seasons():
    months = [at for at in range(36) if at % 12 < 8]
    assert _shares(months)[:8] == pytest.approx((1 / 8,) * 8)  # type: ignore[arg-type]
