"""A proven distance in words: a percentage, money where that says nothing."""

from __future__ import annotations

import pytest

from planner.domain.gap import gap_words


@pytest.mark.parametrize(
    ("gap", "value", "words"),
    [
        (12_345.0, 10_000_000.0, "0.123%"),
        (0.0, 10_000_000.0, "0.000%"),
        (0.0, 0.0, "0.000%"),
        (0.2, 10_000_000.0, "0.000%"),  # the noise of sums
        (2.0, 2.0, "0.02 CNY"),  # all of two cents
        (99.0, 1e12, "0.99 CNY"),
        (100.0, 1e12, "0.000%"),
        (150.0, 200.0, "75.000%"),
        (500_000.0, 500_000.0, "5,000.00 CNY"),  # nothing is proven
        (600_000.0, 500_000.0, "6,000.00 CNY"),
    ],
)
def test_a_gap_is_told_as_a_share_or_in_money(gap, value, words):
    assert gap_words(gap, value, "CNY") == words


def test_digits_are_those_asked_for():
    assert gap_words(12_345.0, 10_000_000.0, "CNY", digits=2) == "0.12%"
