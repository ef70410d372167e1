"""Dates of entry where the month is meant in which somebody starts: lists of people have 入职日期, 2026年6月, 2023-03-01."""

from __future__ import annotations

import datetime
import re
import unicodedata

from planner.domain.calendar import fiscal_month, fiscal_year
from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.words.dates import read_date

_MONTH_OF_YEAR = re.compile(r"((?:19|20)\d\d)\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月份?)?")


def read_start(value: object, place: Place, reader: CellReader) -> object:
    """Return the fiscal month of the plan year that a date of entry says, ``None`` for one before it: then somebody is there all year.

    Both are reported; one behind the plan year is refused. What is no date is returned as it stands, for `CellReader.read` to judge.
    """
    at = _month_of(value)
    if at is None or reader.plan_year is None:
        return value
    year, month = at
    first = reader.plan_year.first_month or 1
    in_year = fiscal_year(year, month, first)
    found = Text("found '{v}'", "内容为“{v}”").format(v=f"{year}-{month:02d}")
    if in_year > reader.plan_year.year:
        reader.report(
            "start_after_plan",
            Severity.ERROR,
            place,
            found,
            Text("a month of the plan year is expected", "应为计划年度内的月份"),
            Text("Delete the row: nobody is there in the plan year.", "请删除该行：计划年度内尚未到岗。"),
        )
        return UNREADABLE
    if in_year < reader.plan_year.year:
        reader.report(
            "start_before_plan",
            Severity.NOTE,
            place,
            Text("a date before the plan year", "早于计划年度的日期"),
            remedy=Text("Read as there all year.", "按全年在岗读取。"),
        )
        return None
    start = fiscal_month(month, first)
    remedy = Text("Read as month {n} of the fiscal year.", "按财年第 {n} 个月读取。").format(n=start)
    reader.report("start_date", Severity.WARNING, place, found, remedy=remedy)
    return start


def _month_of(value: object) -> tuple[int, int] | None:
    """Return the calendar year and month of a date, or of text such as 2026年6月; ``None`` for what is neither."""
    day = read_date(value) if isinstance(value, str | datetime.date) else None
    if day is not None:
        return day.year, day.month
    match = _MONTH_OF_YEAR.fullmatch(unicodedata.normalize("NFKC", value).strip()) if isinstance(value, str) else None
    return (int(match[1]), int(match[2])) if match is not None and 1 <= int(match[2]) <= 12 else None
