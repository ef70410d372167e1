"""Monthly figures kept otherwise than one row a month with its year and its month: a column for each month, dates, quarters."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import is_blank
from planner.reading.months.month_columns import Doubt
from planner.reading.months.month_words import read_month
from planner.reading.words.numbers import read_number

_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:q[1-4]|h[12])[-/ ]?'?(?:19|20)?\d\d|{_YEAR}[-/年 ]*(?:q[1-4]|h[12]|第?[1-4一二三四]季度?)|q[1-4]|第?[1-4一二三四]季度"
    rf"|{_YEAR}[-/年.]\s*\d{{1,2}}\s*月?|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|[a-z]{{3,9}}\.?[-/ ]'?(?:\d\d|{_YEAR})"
)
_PERIOD = re.compile(rf"m\d{{1,2}}|第?\d{{1,2}}\s*月|{_DATE}")
_NO_MONTH = re.compile(rf"{_DATE}|{_YEAR}(?:0[1-9]|1[0-2])|\d{{1,2}}[-/.]{_YEAR}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}")
"""What stands below *Month* where a quarter or a whole date was meant: 2026-01, 01/2026, 202601, Q1."""
_FEWEST_PERIODS, _TOP_ROWS = 4, 10
_CALENDAR_YEARS = range(1990, 2101)


def months_across(grid: Grid) -> int | None:
    """Return the first row in which months or quarters stand side by side, ``None`` without one.

    Numbers are months where all twelve stand in order: 1 to 12, or 202601 to 202612.
    """
    for i, row in enumerate(grid.rows[:_TOP_ROWS]):
        if sum(is_period(cell) for cell in row) >= _FEWEST_PERIODS or _holds_year_of_numbers(row):
            return i
    return None


def _holds_year_of_numbers(row: Sequence[object]) -> bool:
    numbers = [int(c) for c in row if isinstance(c, int | float) and not isinstance(c, bool) and c == int(c)]
    starts = (k for k, n in enumerate(numbers) if n == 1 or (n % 100 == 1 and n // 100 in _CALENDAR_YEARS))
    return any(numbers[k : k + 12] == list(range(numbers[k], numbers[k] + 12)) for k in starts)


def is_date(cell: object) -> bool:
    """Whether a cell below *Month* holds a quarter, or a date, or a year and a month in one."""
    if isinstance(cell, datetime.date):
        return True
    if isinstance(cell, float) and cell.is_integer():
        cell = str(int(cell))
    text = unicodedata.normalize("NFKC", cell).strip().casefold() if isinstance(cell, str) else ""
    return bool(_NO_MONTH.fullmatch(text))


def is_period(cell: object) -> bool:
    """Whether a header is a month or a quarter, as words or as a date."""
    if isinstance(cell, datetime.date):
        return True
    if not isinstance(cell, str) or is_blank(cell):
        return False
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    read = read_number(text, calendar=True)
    if _PERIOD.fullmatch(text) or (read is not None and read.says_month):
        return True
    return not text.isdecimal() and read_month(cell) is not None


def report_months_across(doubt: Doubt, reader: CellReader) -> None:
    """Report a table with a column for each month, or quarter, that is not read: what leaves a doubt about them."""
    found = Text("months or quarters stand side by side", "月份或季度为横向排列")
    if doubt.why.en:
        found = Text("{f}: {w}", "{f}：{w}").format(f=found, w=doubt.why)
    reader.report(
        "months_across",
        Severity.ERROR,
        doubt.place,
        found,
        Text(
            "one row a month, or a year and a month above each amount, is expected",
            "应每月一行，或在每列上方写明年与月",
        ),
        Text(
            "Write headers such as 2026-01. Quarters: one row a month, with a third of the amount each; or leave the sheet out and give month "
            "shares on sheet Seasonality.",
            "请把表头写成 2026-01 的形式。季度请拆为每月一行，各占三分之一；或不填此表，改在“季节性”表填写月度占比。",
        ),
    )
