"""The scale of a chart's axis of money: billions, millions, thousands or the currency itself, by the largest amount shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from planner.domain.identifiers import Cents
from planner.language import Text

_CENTS = 100
_BILLIONS_FROM, _MILLIONS_FROM, _THOUSANDS_FROM = 50_000_000_000 * _CENTS, 5_000_000 * _CENTS, 5_000 * _CENTS
"""Below, an axis in that unit would say 0, 1, 1."""


class MoneyScale(NamedTuple):
    """Number format of the axis, with as many digits as asked for, and its unit in words."""

    number_format: str
    unit: Text


def scale_of(amounts: Iterable[Cents], digits: int = 0) -> MoneyScale:
    """Return the scale on which the largest of `amounts` can be read."""
    largest = max((abs(a) for a in amounts), default=0)
    whole = "#,##0" + ("." + "0" * digits if digits else "")
    if largest >= _BILLIONS_FROM:
        return MoneyScale(whole + ",,,", Text("billions", "十亿"))
    if largest >= _MILLIONS_FROM:
        return MoneyScale(whole + ",,", Text("millions", "百万"))
    if largest >= _THOUSANDS_FROM:
        return MoneyScale(whole + ",", Text("thousands", "千"))
    return MoneyScale("#,##0", Text("currency units", "货币单位"))
