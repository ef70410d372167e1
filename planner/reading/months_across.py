"""Monthly figures kept with a column for each month, where one row a month is meant."""

from __future__ import annotations

import datetime
import re
import unicodedata

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells import CellReader
from planner.reading.grid import Grid
from planner.reading.header_row import is_blank
from planner.reading.numbers import read_number

_PERIOD = re.compile(
    r"m\d{1,2}|q[1-4]|第?\d{1,2}\s*月|第?[1-4一二三四]季度|(?:19|20)\d\d[-/年.]\s*\d{1,2}\s*月?|[a-z]{3,9}\.?[-/ ]'?(?:\d\d|(?:19|20)\d\d)"
)
_FEWEST_PERIODS, _TOP_ROWS = 4, 10


def months_across(grid: Grid) -> int | None:
    """Return the first row in which months or quarters stand side by side, ``None`` without one."""
    for i, row in enumerate(grid.rows[:_TOP_ROWS]):
        if sum(_is_period(cell) for cell in row) >= _FEWEST_PERIODS:
            return i
    return None


def _is_period(cell: object) -> bool:
    if isinstance(cell, datetime.date):
        return True
    if not isinstance(cell, str) or is_blank(cell):
        return False
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    read = read_number(text, calendar=True)
    return bool(_PERIOD.fullmatch(text)) or (read is not None and read.says_month)


def report_months_across(place: Place, reader: CellReader) -> None:
    """Report a table with a column for each month where one row a month is meant."""
    reader.report(
        "months_across",
        Severity.ERROR,
        place,
        Text("months stand side by side", "月份为横向排列"),
        Text("one row a month is expected, with year, month and amount in columns", "应每月一行，年、月、金额各为一列"),
        Text(
            "Turn it with Data, From Table, Unpivot Columns, or leave the sheet out and give month shares on sheet Seasonality.",
            "请用“数据—从表格—逆透视列”转换；或不填此表，改在“季节性”表填写月度占比。",
        ),
    )
