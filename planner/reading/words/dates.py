"""Dates as customers' lists have them: of a spreadsheet, of ISO 8601, of a CRM's export, in words."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from enum import Enum

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|[AP]M)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})(?:[-/.]|年 ?)(\d{{1,2}})(?:[-/.]|月 ?)(\d{{1,2}})日?{_TIME}", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_WITH_POINTS = re.compile(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?(\d{{4}}){_TIME}")
_WITH_SLASHES = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){_TIME}", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_AND_NAME = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[- ]{_NAME},?[- ](\d{{4}})", re.IGNORECASE)
_NAME_AND_DAY = re.compile(rf"{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1950, 2150


class DateOrder(Enum):
    """Which of day and month stands first in 3/4/2027."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def find_date_order(cells: Iterable[object]) -> DateOrder | None:
    """Return the order of a column's dates with slashes, ``None`` where no date tells it or two contradict each other.

    Examples
    --------
    >>> find_date_order(["3/4/2027", "3/31/2027"]), find_date_order(["3/4/2027"])
    (<DateOrder.MONTH_FIRST: 'month first'>, None)
    """
    texts = {c for c in cells if isinstance(c, str)}  # the same days stand in thousands of rows
    matches = [m for c in texts if (m := _WITH_SLASHES.fullmatch(_plain(c)))]
    orders = {DateOrder.DAY_FIRST for m in matches if int(m[1]) > 12}
    orders |= {DateOrder.MONTH_FIRST for m in matches if int(m[2]) > 12}
    return orders.pop() if len(orders) == 1 else None


def read_date(cell: object, order: DateOrder | None = None) -> datetime.date | None:
    """Return the day that a cell states; ``None`` when it states none, or one that could be two.

    `order` is that of the column, for 3/4/2027. A time is passed over.

    Examples
    --------
    >>> str(read_date("2027-03-31T00:00:00.000+0000")), str(read_date("31.03.2027")), read_date("3/4/2027")
    ('2027-03-31', '2027-03-31', None)
    """
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        cell = str(cell)
        run = _RUN_TOGETHER.fullmatch(cell)
        return _day(run[1], run[2], run[3]) if run else None
    text = _plain(cell) if isinstance(cell, str) else ""
    if match := _YEAR_FIRST.fullmatch(text) or _RUN_TOGETHER.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _WITH_POINTS.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _DAY_AND_NAME.fullmatch(text):
        return _day(match[3], _month(match[2]), match[1])
    if match := _NAME_AND_DAY.fullmatch(text):
        return _day(match[3], _month(match[1]), match[2])
    if order is not None and (match := _WITH_SLASHES.fullmatch(text)):
        day, month = (match[1], match[2]) if order is DateOrder.DAY_FIRST else (match[2], match[1])
        return _day(match[3], month, day)
    return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3].casefold()) + 1)


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day)) if _FIRST_YEAR <= int(year) <= _LAST_YEAR else None
    except ValueError:
        return None
