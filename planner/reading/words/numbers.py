"""Text to number on an explicit grammar: what people type, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.identifiers import Cents
from planner.reading.units.unit_words import CODE_OF, TO_SIMPLIFIED
from planner.reading.units.units import read_unit
from planner.reading.words.year_spans import first_year

LARGEST = Decimal(10) ** 13
NOISE = Decimal("1e-7")
"""What the arithmetic of spreadsheets leaves of a difference that is none, at most; in currency units, heads, shares."""
_SCALES = {
    "千": 3, "千元": 3, "万": 4, "万元": 4, "百万": 6, "百万元": 6, "千万": 7, "千万元": 7, "亿": 8, "亿元": 8, "元": 0, "円": 0, "圆": 0,
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "mln": 6, "million": 6, "bn": 9, "mrd": 9, "billion": 9,
    "lakh": 5, "lac": 5, "crore": 7,
}  # fmt: skip
_CODES = "|".join(sorted(set(CODE_OF.values())))
_CURRENCY = rf"(?:US\$|HK\$|NT\$|R\$|A\$|C\$|S\$|CN¥|[¥$€£₩₹₺₫฿₱₪₽]|zł|kr|Kč|RMB|人民币|美元|日元|欧元|港元|{_CODES})"
_GRAMMAR = re.compile(
    rf"^(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<before>{_CURRENCY})?\s*(?P<sign2>-)?"
    r"(?P<digits>(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+|\d+))?(?P<fraction>\.\d+)?"
    r"\s*(?P<scale>百万元|千万元|千万|万元|百万|千元|亿元|万|千|亿|元|円|圆|thousand|million|billion|lakh|lac|crore|bn|mrd\.?|mio\.?|mln|mn|[km])?"
    rf"\s*(?P<after>{_CURRENCY})?\s*(?P<percent>%)?\s*(?P<close>\))?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<=[\d万千])\s*(?:人|家|个|名|户|个月|月|天|小时|次|倍|fte|heads?|people|accounts?|customers?|months?|hours?|days?)$",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"^(?:fy\s*)?(\d{1,4})\s*(?:年度|财年|年|月份|月)?$", re.IGNORECASE)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_MONTH_OF = {spelling: i for i, name in enumerate(_MONTHS, start=1) for spelling in (name, name[:3])} | {"sept": 9}
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[. ']\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d+)(?![\d.,])")
_POINT_BEFORE_THREE = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,])(?P<behind>.*)")
_WITH_DECIMALS = re.compile("[千万百亿]|(?:m|mn|bn|b|million|billion|lakh|lac|crore|cr)s?\\b", re.IGNORECASE)
"""Scales that people of decimal points write with three decimals: $1.250m. Nobody means 4,200 by 4.200 k or 4.200 TEUR for sure."""

_BEFORE_UNIT = re.compile(
    r"^(?P<before>[^\d\s.,-]{1,4})?\s*(?P<number>-?\d[\d., ']*?)\s*(?P<unit>[^\W\d_]{2,}[^\d]{0,12})$"
)
_THIS_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number read from text. `value` is exact; `is_percent` tells that a % sign stood behind it (and was applied).

    `has_scale`: a scale such as 万 or k stood behind it (and was applied); `currency`: the sign, code or name of a currency beside it;
    `says_month`, `says_fiscal`: it is a month's name or number with 月, a year with FY, 财年 or 年度; `says_span`: a year such as 2026/27.
    """

    value: Decimal
    is_percent: bool
    has_scale: bool = False
    currency: str = ""
    says_month: bool = False
    says_fiscal: bool = False
    says_span: bool = False

    @property
    def year(self) -> Decimal:
        """The year, where one is meant: FY27 is 2027."""
        return self.value + _THIS_CENTURY if self.says_fiscal and self.value < 100 else self.value


def read_number(text: str, calendar: bool = False, counted: bool = False) -> ReadNumber | None:
    """Return the number that `text` states, or ``None`` when it states none in the grammar.

    Accepted are 1,234 and 1 234 and 1'234 in groups of three, 12,34,567 as in India, a decimal point, a sign or brackets for minus, a currency
    sign or code, 万 百万 亿 k m bn lakh crore, and %; with `calendar` also 2027年, FY2027, 2026/27 (the year that
    begins in 2026), 3月 and March; with `counted` a counting word behind
    (12人, 3 months).
    Refused are 1.234,56, 1_000, exponents, nan, inf and anything beyond 10^13.

    Examples
    --------
    >>> read_number("￥1.2万").value
    Decimal('12000.0')
    >>> read_number("1.234,56") is None
    True
    """
    if any(unicodedata.category(c) == "No" for c in text):
        return None  # 40¹ is 40 with a footnote: as digits alone it would be 401
    cleaned = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-").replace("\u2019", "'")
    cleaned = cleaned.translate(TO_SIMPLIFIED)
    if calendar:
        first = first_year(cleaned)
        if first is not None:
            return ReadNumber(Decimal(first), False, says_fiscal=True, says_span=True)
        named = _MONTH_OF.get(cleaned.rstrip(".").casefold())
        dated = _CALENDAR.match(cleaned)
        if named or (dated and dated[1].isascii()):
            return ReadNumber(
                Decimal(named or (dated[1] if dated else 0)),
                False,
                says_month=bool(named) or cleaned.endswith(("月", "月份")),
                says_fiscal=cleaned.casefold().startswith("fy") or cleaned.endswith(("财年", "年度")),
            )
    if counted:
        cleaned = _COUNTED.sub("", cleaned)
    match = _GRAMMAR.match(cleaned)
    if match is None:
        return _read_with_unit(cleaned)
    if bool(match["open"]) != bool(match["close"]) or not (match["digits"] or match["fraction"]):
        return None
    digits = re.sub("[, ']", "", match["digits"] or "0")
    if not digits.isascii():
        return None
    value = Decimal(digits + (match["fraction"] or ""))
    scale = match["scale"]
    if scale:
        value *= Decimal(10) ** _SCALES[scale.lower().rstrip(".")]
    if match["percent"]:
        value /= 100
    if match["sign"] == "-" or match["sign2"] or match["open"]:
        value = -value
    stated = bool(scale) and _SCALES[scale.lower().rstrip(".")] > 0
    whole = ReadNumber(value, bool(match["percent"]), stated, match["before"] or match["after"] or "")
    return None if abs(value) > LARGEST else whole


def _read_with_unit(text: str) -> ReadNumber | None:
    """Return the number before a unit of money that is no word of the grammar: 600 tys. zł, ₹ 9.6 Cr, 45 lakhs."""
    parts = _BEFORE_UNIT.match(text)
    if parts is None:
        return None
    number = read_number(parts["number"])
    unit = read_unit(f"{parts['before'] or ''} {parts['unit']}")
    if number is None or unit is None or unit.period or unit.is_percent or number.is_percent or not unit.power:
        return None
    value = number.value * Decimal(10) ** unit.power
    currency = next(iter(unit.currencies)) if len(unit.currencies) == 1 else ""
    return None if abs(value) > LARGEST else ReadNumber(value, False, True, currency)


def may_be_thousands(text: str) -> bool:
    """Whether the point of a text such as 2.000 may be one between thousands, as German and Latin American books write it.

    Examples
    --------
    >>> may_be_thousands("2.000 EUR"), may_be_thousands("2.00"), may_be_thousands("0.125")
    (True, False, False)
    >>> may_be_thousands("4.200 TEUR"), may_be_thousands("1.250 m"), may_be_thousands("1.234万")
    (True, False, False)
    """
    found = _POINT_BEFORE_THREE.search(unicodedata.normalize("NFKC", text))
    return found is not None and _WITH_DECIMALS.match(found["behind"].strip(" $€£¥")) is None


def has_decimal_comma(text: str) -> bool:
    """Whether `text`, which `read_number` refuses, states a number as it is written with a decimal comma, and points between thousands.

    Examples
    --------
    >>> has_decimal_comma("R$ 1.234,56"), has_decimal_comma("0,125"), has_decimal_comma("12,5 %"), has_decimal_comma("1.2.3")
    (True, True, True, False)
    """
    cleaned = unicodedata.normalize("NFKC", text)
    turned, times = _DECIMAL_COMMA.subn(lambda m: re.sub("[. ']", "", m[0]).replace(",", "."), cleaned)
    return times == 1 and read_number(turned) is not None


def exact_decimal(number: float | int) -> Decimal:
    """Return a cell's number as people see it: the shortest decimal that reads back as the same number."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def to_cents(amount: Decimal) -> Cents:
    """Return `amount` (currency units) in cents, rounded half up."""
    scaled = amount * 100
    whole = int(scaled.to_integral_value(rounding="ROUND_HALF_UP"))
    return whole


def plain(number: Decimal) -> str:
    """Return a number as people write it, without noughts behind its last digit: 1,234.5."""
    return f"{number.normalize():,f}"
