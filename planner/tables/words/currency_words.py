"""How a currency is called in a sentence, alone and with the unit in which amounts are shown."""

from __future__ import annotations

from planner.domain.choices import DisplayUnit
from planner.language import Text
from planner.tables.words.choice_words import word_of

_YUAN = ("CNY", "RMB", "元", "人民币", "¥", "￥")


def is_yuan(currency: str) -> bool:
    """Return whether `currency`, as settings name it, is the yuan."""
    return currency.strip().upper() in _YUAN


def currency_name(currency: str) -> Text:
    """Return what stands before an amount, as in letters: the code, or 人民币 for Chinese readers."""
    return Text(currency, "人民币" if is_yuan(currency) else currency)


def with_currency(amount: str, currency: str) -> Text:
    """Return a written amount inside a sentence: ``CNY 1,000.00`` and 1,000.00 元; another currency keeps its code in front."""
    code = f"{currency} {amount}"
    return Text(code, f"{amount} 元" if is_yuan(currency) else code)


def currency_words(currency: str, unit: DisplayUnit = DisplayUnit.ONE) -> Text:
    """Return what stands behind an amount in `unit` of `currency`: Chinese readers expect 万元 where the code says CNY.

    Examples
    --------
    >>> currency_words("CNY", DisplayUnit.TEN_THOUSAND)
    Text(en='ten thousand CNY', zh='万元')
    >>> currency_words("USD", DisplayUnit.MILLION).zh
    '百万 USD'
    """
    scale = Text("", "") if unit is DisplayUnit.ONE else word_of(unit)
    if is_yuan(currency):
        return Text(f"{scale.en} {currency}".lstrip(), f"{scale.zh}元")
    return Text(f"{scale.en} {currency}".lstrip(), f"{scale.zh} {currency}".lstrip())
