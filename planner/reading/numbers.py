"""Text to number on an explicit grammar: what people type, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.identifiers import Cents

LARGEST = Decimal(10) ** 13
_SCALES = {
    "万": 4,
    "千": 3,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "k": 3,
    "m": 6,
    "bn": 9,
    "万元": 4,
    "百万元": 6,
    "千元": 3,
    "亿元": 8,
    "元": 0,
    "円": 0,
}
_CURRENCY = r"(?:[¥$€£₩￥]|CNY|RMB|USD|EUR|JPY|GBP|HKD|人民币)"
_GRAMMAR = re.compile(
    rf"^(?P<open>\()?\s*(?P<sign>[+-])?\s*{_CURRENCY}?\s*(?P<sign2>-)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?P<fraction>\.\d+)?"
    rf"\s*(?P<scale>百万元|千万|万元|百万|千元|亿元|万|千|亿|元|円|bn|[kKmM])?\s*{_CURRENCY}?\s*(?P<percent>%)?\s*(?P<close>\))?$"
)
_PLAIN_DIGITS = re.compile(r"^[0-9.,+\-()%\s]*$")


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number read from text. `value` is exact; `is_percent` tells that a % sign stood behind it (and was applied)."""

    value: Decimal
    is_percent: bool


def read_number(text: str) -> ReadNumber | None:
    """Return the number that `text` states, or ``None`` when it states none in the grammar.

    Accepted are 1,234 and 1 234 in groups of three, a decimal point, a sign or brackets for minus, a currency sign or code, 万 百万 亿 k m bn,
    and %. Refused are 1.234,56, 1_000, exponents, nan, inf and anything beyond 10^13.

    Examples
    --------
    >>> read_number("￥1.2万").value
    Decimal('12000.0')
    >>> read_number("1.234,56") is None
    True
    """
    cleaned = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    match = _GRAMMAR.match(cleaned)
    if match is None or bool(match["open"]) != bool(match["close"]) or not (match["digits"] or match["fraction"]):
        return None
    if not (match["digits"] or "").replace(",", "").replace(" ", "").isascii():
        return None
    digits = (match["digits"] or "0").replace(",", "").replace(" ", "")
    value = Decimal(digits + (match["fraction"] or ""))
    scale = match["scale"]
    if scale:
        value *= Decimal(10) ** _SCALES[scale.lower() if scale.isascii() else scale]
    if match["percent"]:
        value /= 100
    if match["sign"] == "-" or match["sign2"] or match["open"]:
        value = -value
    return None if abs(value) > LARGEST else ReadNumber(value, bool(match["percent"]))


def exact_decimal(number: float | int) -> Decimal:
    """Return a cell's number as people see it: the shortest decimal that reads back as the same number."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def to_cents(amount: Decimal) -> Cents:
    """Return `amount` (currency units) in cents, rounded half up."""
    scaled = amount * 100
    whole = int(scaled.to_integral_value(rounding="ROUND_HALF_UP"))
    return whole
