"""Scales of charts of money, in a company of any size."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from planner.language import Language
from planner.writing.layout.chart_scale import scale_of
from tests.results.forgery import write_rich_workbook


@pytest.mark.parametrize(
    ("cents", "digits", "number_format", "unit"),
    [
        (500_000_000, 0, "#,##0,,", "millions"),  # 5,000,000.00
        (499_999_999, 0, "#,##0,", "thousands"),
        (-700_000_000, 1, "#,##0.0,,", "millions"),
        (500_000, 1, "#,##0.0,", "thousands"),  # 5,000.00
        (499_999, 1, "#,##0", "currency units"),
        (0, 0, "#,##0", "currency units"),
    ],
)
def test_the_largest_amount_can_be_read(cents: int, digits: int, number_format: str, unit: str):
    scale = scale_of([0, cents // 2, cents], digits)
    assert (scale.number_format, scale.unit.en) == (number_format, unit)
    assert scale_of([]).number_format == "#,##0"


@pytest.mark.parametrize(
    ("language", "thousands", "millions"),
    [(Language.ENGLISH, "thousands", "millions"), (Language.CHINESE, "千", "百万")],
)
def test_charts_of_a_small_company_are_in_thousands(language: Language, thousands: str, millions: str):
    # The small company sells less than five million.
    with zipfile.ZipFile(io.BytesIO(write_rich_workbook(language))) as book:
        charts = [book.read(n).decode() for n in book.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", n)]
    money = [c for c in charts if "#,##0," in c and "<c:barChart>" in c]
    assert len(money) == 2  # Plan, Team plan: the potential on Matrix is larger
    assert all(thousands in c and millions not in c and "#,##0,," not in c for c in money)
