"""Amounts as letters write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.writing.letters.contents.amounts import (
    amounts_in,
    clean_name,
    format_change,
    format_money,
    format_share,
    spell_money,
)

_VALUES = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8, "兆": 10**12}


def read_spelled(words: str) -> int:
    """Return the cents that capital numerals say: an own reading, place by place."""
    units, _, rest = words.partition("元") if "元" in words else ("", "", words)
    total = group = digit = 0
    for word in units:
        if word in _VALUES:
            digit = _VALUES[word]
        elif word in _PLACES:
            group += digit * _PLACES[word]
            digit = 0
        else:
            total += (group + digit) * _GROUPS[word]
            group = digit = 0
    cents = (total + group + digit) * 100
    for i, word in enumerate(rest):
        if word in "角分":
            cents += _VALUES[rest[i - 1]] * (10 if word == "角" else 1)
    return cents


@pytest.mark.parametrize(
    ("cents", "figures", "words"),
    [
        (0, "0.00", "零元整"),
        (5, "0.05", "伍分"),
        (1_189_600_000, "11,896,000.00", "壹仟壹佰捌拾玖万陆仟元整"),
        (100_010_000_005, "1,000,100,000.05", "壹拾亿零壹拾万元零伍分"),
        (123_450, "1,234.50", "壹仟贰佰叁拾肆元伍角整"),
        (999_999_999_999, "9,999,999,999.99", "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_in_figures_and_in_words(cents, figures, words):
    assert format_money(cents) == figures
    assert spell_money(cents) == words


@given(st.integers(0, 10**17))
def test_words_say_the_amount(cents):
    assert read_spelled(spell_money(cents)) == cents


@given(st.integers(-(10**15), 10**15))
def test_figures_say_the_amount(cents):
    assert round(float(format_money(cents).replace(",", "").replace("−", "-")) * 100) == cents


def test_what_cannot_be_spelled():
    for cents in (-1, 10**18):
        with pytest.raises(ValueError, match="cannot spell"):
            spell_money(cents)


def test_changes_and_shares():
    assert [format_change(c) for c in (5, 0, -5)] == ["+0.05", "0.00", "−0.05"]
    assert [format_share(s) for s in (0.7, 0.125, 1 / 3, 0.0)] == ["70%", "12.5%", "33.33%", "0%"]


def test_names_keep_everything_but_what_turns_or_breaks_text():
    assert clean_name("  R&D <b>\u202e 喆\x07𠮷\n😀 ") == "R&D <b> 喆𠮷 😀"


@pytest.mark.parametrize(
    ("currency", "whole", "part"),
    [
        ("JPY", "1,234,567", "1,234,567.05"),
        ("円", "1,234,567", "1,234,567.05"),
        ("CNY", "1,234,567.00", "1,234,567.05"),
    ],
)
def test_whole_amounts_of_a_currency_without_a_smaller_coin_have_no_decimals(currency, whole, part):
    with amounts_in(currency):
        assert (format_money(123_456_700), format_money(123_456_705)) == (whole, part)
        assert format_change(123_456_700) == f"+{whole}"
    assert format_money(123_456_700) == "1,234,567.00"
