"""What a cell's number format adds to its number: percent, a scale such as 万 or k, a currency."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from planner.reading.units.unit_words import UNCLEAR_SCALES
from planner.reading.units.units import currency_codes, read_unit

PERCENT_FORMATS = (9, 10)
"""Numbers of the percent formats that a workbook need not declare."""
_GENERAL = re.compile(r"G/通用格式|General", re.IGNORECASE)
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?(?:E[+-]?\d+)?)", re.IGNORECASE)
_OPERATORS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*].|(?P<plain>.)', re.DOTALL)
_EDGES = " ()-+\u00a0"
_SIGN = re.compile(r"[A-Z]{1,2}[$¥]|[€£₩₹₺₫฿₱₪₽¥￥$]")


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """How one section of a format shows a number.

    The number shown is the stored one ÷ 10^`shrink`; `words` stand beside it. They state 10^`power`, the currencies `currencies` may mean,
    or percent: `is_percent` where Excel multiplies by 100, `says_percent` where the sign is nothing but a word. `period` is the month, quarter, …
    that they name, `is_counted` tells that they name pieces or people. Of a number that `is_hidden` no digit is shown; of one with a `fault`, words
    that look like a scale and are not understood.
    """

    shrink: int = 0
    power: int = 0
    words: str = ""
    currencies: frozenset[str] = frozenset()
    is_percent: bool = False
    says_percent: bool = False
    period: str = ""
    is_counted: bool = False
    is_hidden: bool = False
    fault: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the number shown is not simply the one stored, or what it is of is said."""
        says_unit = self.power or self.currencies or self.period or self.is_counted
        is_odd = self.is_hidden or self.fault
        return bool(self.shrink or says_unit or self.is_percent or self.says_percent or is_odd)


PLAINLY = ShownNumber()


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format: its sections, each with the numbers that it is for, in the order in which Excel asks them.

    `changes_numbers` tells whether any of them shows another number than the stored one, or states its unit: more than a currency.
    """

    sections: tuple[tuple[Callable[[float], bool], ShownNumber], ...] = ()
    changes_numbers: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        says_more = (replace(section, currencies=frozenset()).says_something for _, section in self.sections)
        object.__setattr__(self, "changes_numbers", any(says_more))

    @property
    def says_something(self) -> bool:
        """Whether any section does."""
        return any(section.says_something for _, section in self.sections)

    def says_percent(self, number: object) -> bool:
        """Whether `number` is shown in percent, however it is stored."""
        if not isinstance(number, int | float):
            return False
        shown = self.of(number)
        return shown.is_percent or shown.says_percent

    def of(self, number: float) -> ShownNumber:
        """Return how `number` is shown."""
        return next((section for fits, section in self.sections if fits(number)), PLAINLY)


@lru_cache(maxsize=4096)
def read_format(code: str) -> NumberFormat:
    """Return what a format code says; of a date or of text nothing.

    Examples
    --------
    >>> shown = read_format('0!.0,"万"').of(1_200_000)
    >>> shown.shrink, shown.power, shown.words
    (4, 4, '万')
    >>> read_format('[>=1000000]0.0,,"M";#,##0" k"').of(120).power, read_format("[$€-407] #,##0").of(1).currencies
    (3, frozenset({'EUR'}))
    """
    parts = [_read_section(part) for part in _split(code)][:4]
    conditions, shown = [c for c, _ in parts], [s for _, s in parts]
    if any(conditions):
        others: list[Callable[[float], bool]] = [c or (lambda number: True) for c in conditions]
        return NumberFormat(tuple(zip(others, shown, strict=True)))
    if len(shown) > 2:
        signs: list[Callable[[float], bool]] = [lambda x: x > 0, lambda x: x < 0, lambda x: x == 0]
        return NumberFormat(tuple(zip(signs, shown[:3], strict=True)))
    if len(shown) == 2:
        return NumberFormat(((lambda x: x >= 0, shown[0]), (lambda x: x < 0, shown[1])))
    return NumberFormat(((lambda number: True, shown[0]),))


def _split(code: str) -> list[str]:
    """Return the sections of a code, which stand between semicolons."""
    sections = [""]
    for token in _TOKEN.finditer(code):
        if token["plain"] == ";":
            sections.append("")
        else:
            sections[-1] += token[0]
    return sections


def _read_section(section: str) -> tuple[Callable[[float], bool] | None, ShownNumber]:
    condition: Callable[[float], bool] | None = None
    pattern, words = "", ["", ""]  # words before and behind the digits
    after_point = percent = 0
    is_date = behind_point = False
    for token in _TOKEN.finditer(_GENERAL.sub("0", section)):
        word = token["quoted"] if token["quoted"] is not None else token["escaped"]
        plain, bracket = token["plain"], token["bracket"]
        if bracket is not None:
            found = _CONDITION.fullmatch(bracket)
            if found is not None:
                condition = _compare(_OPERATORS[found[1]], float(found[2]))
            if bracket.startswith("$"):
                word = bracket[1:].partition("-")[0]
        if plain is not None and plain in "0#?":
            pattern += "0"
            after_point += behind_point
        elif plain is not None and plain in ".,":
            pattern += plain
        elif plain == "%":
            percent += 1
        elif plain is not None and not plain.isspace():
            is_date |= bool(_DATE.match(plain)) and plain.isascii()
            word = plain
        if word:
            behind_point |= word == "." and "0" in pattern
            if word not in (".", ","):
                words["0" in pattern] += word
    if is_date or "@" in "".join(words):
        return condition, PLAINLY
    if not pattern and _GENERAL.search(section) is None:
        return condition, ShownNumber(words=words[0].strip(_EDGES), is_hidden=True)
    commas = max((len(run) for run in re.findall(r",+(?=\.|$)", pattern.lstrip(","))), default=0)
    shrink = 3 * commas + after_point - 2 * percent  # 0,,% with the sign on a line below is the Chinese way to show 万
    return condition, _say(max(shrink, 0), words, percent > 0 and shrink < 0)


def _compare(fits: Callable[[float, float], bool], limit: float) -> Callable[[float], bool]:
    return lambda number: fits(number, limit)


def _say(shrink: int, words: list[str], is_percent: bool) -> ShownNumber:
    """Return a section that shows `words` before and behind its number."""
    texts = [w.strip(_EDGES) for w in words]
    units = [u for t in (*texts, " ".join(texts)) if t and (u := read_unit(t)) is not None]
    signs = frozenset[str]().union(*(u.currencies for u in units))
    if not signs:
        sign = _SIGN.search("".join(texts))
        signs = currency_codes(sign[0]) if sign else signs
    return ShownNumber(
        shrink,
        max((u.power for u in units), default=0),
        " ".join(t for t in texts if t),
        signs,
        is_percent,
        not is_percent and any(u.is_percent for u in units),
        next((u.period for u in units if u.period), ""),
        any(u.is_counted and not u.currencies and not u.is_percent for u in units),
        fault=not units and any(t.casefold() in UNCLEAR_SCALES for t in texts),
    )
