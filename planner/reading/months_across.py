"""Monthly figures kept otherwise than one row a month with its year and its month: a column for each month, dates, quarters."""

from __future__ import annotations

import datetime
import re
import unicodedata

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells import CellReader
from planner.reading.grid import Grid, column_letter
from planner.reading.header_row import HeaderRow, is_blank
from planner.reading.numbers import read_number
from planner.tables.column import Table

_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    r"m\d{1,2}|q[1-4]|第?\d{1,2}\s*月|第?[1-4一二三四]季度"
    rf"|(?:q[1-4]|h[12])[-/ ]?'?(?:19|20)?\d\d|{_YEAR}[-/年 ]*(?:q[1-4]|h[12]|第?[1-4一二三四]季度?)"
    rf"|{_YEAR}[-/年.]\s*\d{{1,2}}\s*月?|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|[a-z]{{3,9}}\.?[-/ ]'?(?:\d\d|{_YEAR})"
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


def report_dates(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> None:
    """Report a column of dates or quarters that is taken for no column, where the one of months is missing."""
    fields = {column.field for column in header.match.values()}
    if "month" in fields or not any(column.field == "month" for column in table.columns):
        return
    for j in header.texts:
        first = next((row[j] for row in grid.rows[header.body :] if j < len(row) and not is_blank(row[j])), None)
        if j in header.match or not _is_period(first):
            continue
        place = Place(grid.sheet, header.row + 1, column_letter(j))
        reader.report(
            "dates_for_months",
            Severity.ERROR,
            place,
            Text("a column of dates or quarters", "该列为日期或季度"),
            Text("year and month in columns of their own are expected", "年与月应各为一列"),
            Text(
                "In Excel =YEAR({c}) and =MONTH({c}); a quarter becomes three rows, one a month, with a third of the amount each.",
                "Excel 中可用 =YEAR({c}) 与 =MONTH({c})；季度请拆为三行，每月一行，各占三分之一。",
            ).format(c=f"{column_letter(j)}{header.body + 1}"),
        )
