"""What a cell says of a month: its name, its number, a date, with or without its year."""

from __future__ import annotations

import datetime
import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from planner.reading.units.units import split_unit
from planner.reading.words.dates import read_date
from planner.reading.words.numbers import read_number

_YEAR = r"((?:19|20)\d\d)"
_YEAR_FIRST = re.compile(
    rf"{_YEAR}\s*(?:[-/.]|年)\s*(\d{{1,2}})\s*(?:月份?)?|{_YEAR}(0[1-9]|1[0-2])|{_YEAR}\s?m(\d{{1,2}})"
)
_SHORT_YEAR_FIRST = re.compile(r"(\d\d)年\s*(\d{1,2})\s*月份?")
_MONTH_FIRST = re.compile(rf"(\d{{1,2}})\s*[-/.]\s*{_YEAR}")
_NAME_FIRST = re.compile(rf"([a-z]{{3,9}})\.?\s*[-/, ']*\s*(?:{_YEAR}|(\d\d))")
_NAME_LAST = re.compile(rf"{_YEAR}[-/ ]+([a-z]{{3,9}})\.?")
_PLACE_IN_YEAR = re.compile(r"(?:m|p|month |period )0?(\d{1,2})|第\s*(\d{1,2})\s*(?:个?月|期)")
_IN_WORDS = {
    f"{words}月": month
    for month, words in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)
}
_NUMERAL = re.compile(r"0?(\d{1,2})\s*月份?")
_WITHOUT_MEASURE = re.compile(
    r"\s*(?:销售收入|销售额|收入|业绩|金额|实际|占比|\b(?:net sales|sales|revenue|turnover|actuals?|share))\s*$"
)
_CENTURY = 2000
MOST_YEARS_BACK = 15
"""How old a history may be, before the plan year."""
_MONTHS = range(1, 13)


class Said(Enum):
    """How surely words say a calendar month: by its name or with its year, by a numeral (4月), by a place in a year (M4, 4)."""

    SURELY = "surely"
    BY_NUMERAL = "by numeral"
    BY_PLACE = "by place"


@dataclass(frozen=True, slots=True)
class StatedMonth:
    """A month, 1 to 12, of a calendar year where one is stated; `day` is that of a date."""

    month: int
    year: int | None = None
    said: Said = Said.SURELY
    day: int | None = None


def read_month(cell: object) -> StatedMonth | None:
    """Return the month that a cell says, ``None`` where it says none, or one that could be two (3/4/2026).

    Examples
    --------
    >>> [(m.month, m.year) for m in map(read_month, ("Jan-25", "2025年3月", "202611", "四月", 4)) if m]
    [(1, 2025), (3, 2025), (11, 2026), (4, None), (4, None)]
    >>> read_month("Q1"), read_month("3/4/2026")
    (None, None)
    """
    if isinstance(cell, datetime.date):
        return StatedMonth(cell.month, cell.year, day=cell.day)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    if isinstance(cell, int | float):
        if cell != int(cell):
            return None
        cell = str(int(cell))
    return _read_text(cell)


@lru_cache(maxsize=4096)
def _read_text(text: str) -> StatedMonth | None:
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    for words in dict.fromkeys((plain, *(r.casefold() for r in split_unit(plain)[0]))):
        found = _read_words(words) or _read_words(_WITHOUT_MEASURE.sub("", words))
        if found is not None:
            return found
    return None


def _read_words(words: str) -> StatedMonth | None:
    for pattern, year_at, month_at in (
        (_YEAR_FIRST, (1, 3, 5), (2, 4, 6)),
        (_SHORT_YEAR_FIRST, (1,), (2,)),
        (_MONTH_FIRST, (2,), (1,)),
        (_NAME_FIRST, (2, 3), (1,)),
        (_NAME_LAST, (1,), (2,)),
    ):
        match = pattern.fullmatch(words)
        if match is not None:
            year = next(match[k] for k in year_at if match[k])
            return _month(next(match[k] for k in month_at if match[k]), int(year) + (_CENTURY if len(year) == 2 else 0))
    if match := _PLACE_IN_YEAR.fullmatch(words):
        return _month(match[1] or match[2], None, Said.BY_PLACE)
    if match := _NUMERAL.fullmatch(words):
        return _month(match[1], None, Said.BY_NUMERAL)
    if words.removesuffix("份") in _IN_WORDS:
        return StatedMonth(_IN_WORDS[words.removesuffix("份")], None, Said.BY_NUMERAL)
    if words.isdecimal():
        return _month(words, None, Said.BY_PLACE)
    read = read_number(words, calendar=True)
    if read is not None and read.says_month:
        return _month(str(int(read.value)), None, Said.SURELY if words.isascii() else Said.BY_NUMERAL)
    day = read_date(words)
    return None if day is None else StatedMonth(day.month, day.year, day=day.day)


def _month(words: str, year: int | None, said: Said = Said.SURELY) -> StatedMonth | None:
    read = None if words.isdecimal() else read_number(words, calendar=True)
    if read is not None and not read.says_month:
        return None
    if read is None and not (words.isdecimal() and len(words) <= 2):
        return None
    month = int(words) if read is None else int(read.value)
    return StatedMonth(month, year, said) if month in _MONTHS else None


def are_typed_as_days(months: Sequence[StatedMonth], plan_year: int | None) -> bool:
    """Whether dates may be months that were typed with a short year, such as Mar-25, which a spreadsheet takes for 25 March of this year.

    All of them are then of one day, which is neither the first nor the last of its month and may be a year up to the plan's.
    """
    days = [m for m in months if m.day is not None]
    if len({m.day for m in days}) != 1 or len(days) < 2:
        return False
    is_last = all(m.year is not None and m.day == monthrange(m.year, m.month)[1] for m in days)
    is_year = plan_year is None or _CENTURY + (days[0].day or 0) in range(plan_year - MOST_YEARS_BACK, plan_year + 1)
    return days[0].day != 1 and not is_last and is_year
