"""How a letter writes amounts, shares and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from planner.domain.identifiers import Cents
from planner.reading.units.units import has_smaller_coin

_WITHOUT_DECIMALS: ContextVar[bool] = ContextVar("without_decimals", default=False)
_MINUS = "\u2212"
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")
_LARGEST_UNITS = 10**16
# What XML cannot hold, and marks that turn the reading direction of what follows.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")


@contextmanager
def amounts_in(currency: str) -> Iterator[None]:
    """While open, whole amounts of a currency without a smaller coin, such as yen, are written without decimals.

    Those that are not whole, such as shares of a target, keep them: what is shown adds up as the plan does.
    """
    token = _WITHOUT_DECIMALS.set(not has_smaller_coin(currency))
    try:
        yield
    finally:
        _WITHOUT_DECIMALS.reset(token)


def format_money(cents: Cents) -> str:
    """Return an amount to the cent with thousands separators: ``1,234,567.00``; a minus sign, not a hyphen, before losses."""
    sign = _MINUS if cents < 0 else ""
    units, rest = divmod(abs(cents), 100)
    return f"{sign}{units:,}" if not rest and _WITHOUT_DECIMALS.get() else f"{sign}{units:,}.{rest:02d}"


def format_change(cents: Cents) -> str:
    """Return an amount with its sign, as a step on the way to a target."""
    return format_money(cents) if cents <= 0 else f"+{format_money(cents)}"


def format_share(share: float) -> str:
    """Return a share as percent with at most two decimals: 0.125 is ``12.5%``."""
    return f"{f'{share * 100:.2f}'.rstrip('0').rstrip('.')}%".replace("-", _MINUS)


def format_part(part: float) -> str:
    """Return a part of a whole as percent with one decimal, so that a column of them stands straight."""
    return f"{part * 100:.1f}%".replace("-", _MINUS)


def format_count(count: float) -> str:
    """Return a count with thousands separators, with at most two decimals."""
    return f"{count:,.2f}".rstrip("0").rstrip(".")


def spell_money(cents: Cents) -> str:
    """Return an amount in the capital Chinese numerals of contracts: 1,234.50 is ``壹仟贰佰叁拾肆元伍角整``.

    Raises
    ------
    ValueError
        When the amount is negative or 10^16 units and more.
    """
    units, rest = divmod(cents, 100)
    if cents < 0 or units >= _LARGEST_UNITS:
        raise ValueError(f"cannot spell {cents}")
    jiao, fen = divmod(rest, 10)
    words = f"{_spell_units(units)}元" if units or not rest else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif fen and units:
        words += "零"
    return words + (f"{_DIGITS[fen]}分" if fen else "整")


def _spell_units(units: int) -> str:
    if units == 0:
        return "零"
    groups: list[int] = []
    while units:
        units, group = divmod(units, 10_000)
        groups.append(group)
    words, gap = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            gap = True
            continue
        if words and (gap or group < 1_000):
            words += "零"
        words += _spell_group(group) + _GROUPS[place]
        gap = False
    return words


def _spell_group(group: int) -> str:
    """Return 1 to 9999 in words: 1003 is ``壹仟零叁``."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words


def clean_name(name: str) -> str:
    """Return a name that any document can hold: control and direction marks left out, white space squeezed, all else as it is."""
    return _SPACES.sub(" ", _UNPRINTABLE.sub("", name)).strip()
