"""Amounts on the screen: in the unit that the workbook asks for, with no more decimals than say something."""

from __future__ import annotations

import pytest

from planner.cli.screen.amount_words import AmountWords
from planner.domain.choices import DisplayUnit
from planner.language import Language
from tests.plan_input_builder import make_settings


@pytest.mark.parametrize(
    ("unit", "cents", "words"),
    [
        (DisplayUnit.ONE, 42_264_682_110, "422,646,821 CNY"),
        (DisplayUnit.ONE, -42_264_682_170, "-422,646,822 CNY"),
        (DisplayUnit.ONE, 4_160, "41.6 CNY"),
        (DisplayUnit.ONE, -3, "0.0 CNY"),  # never -0.0
        (DisplayUnit.MILLION, 51_400_000_000, "514.0 million CNY"),
        (DisplayUnit.TEN_THOUSAND, 199_760_00, "20.0 ten thousand CNY"),
        (DisplayUnit.MILLION, 3_714_000_000_000_00, "3,714,000 million CNY"),
        (DisplayUnit.MILLION, 10_697_00, "10,697 CNY"),  # not 0.0 million
        (DisplayUnit.MILLION, -17_662_00, "-17,662 CNY"),
        (DisplayUnit.MILLION, 50_000_00, "0.1 million CNY"),
        (DisplayUnit.MILLION, 40, "0.0 million CNY"),
    ],
)
def test_amounts_in_the_display_unit(unit: DisplayUnit, cents: float, words: str):
    shown = AmountWords(make_settings(display_unit=unit, currency="CNY"), Language.ENGLISH)
    assert shown.money(cents) == words


@pytest.mark.parametrize(
    ("unit", "currency", "words"),
    [
        (DisplayUnit.TEN_THOUSAND, "CNY", "51,400 万元"),
        (DisplayUnit.ONE, "人民币", "514,000,000 元"),
        (DisplayUnit.HUNDRED_MILLION, "RMB", "5.1 亿元"),
        (DisplayUnit.TEN_THOUSAND, "USD", "51,400 万 USD"),
        (DisplayUnit.ONE, "USD", "514,000,000 USD"),
    ],
)
def test_chinese_readers_see_yuan(unit: DisplayUnit, currency: str, words: str):
    shown = AmountWords(make_settings(display_unit=unit, currency=currency), Language.CHINESE)
    assert shown.money(51_400_000_000) == words
