"""Units of time, where numbers of another are meant: minutes for seconds, weeks for months."""

from __future__ import annotations

import re

from planner.reading.units.unit_words import plain_unit
from planner.tables.columns.column import Column, Kind

_TIMES = {
    "second": "seconds second secs sec s 秒 秒钟",
    "minute": "minutes minute mins min 分 分钟",
    "hour": "hours hour hrs hr h 小时 工时",
    "day": "days day d 天 日 工作日",
    "week": "weeks week wk wks 周 星期",
    "month": "months month mths mth 月 个月",
    "year": "years year yrs yr 年",
}
_TIME_OF = {word: time for time, words in _TIMES.items() for word in words.split()}
_REMARK = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]|\bin (\w+)$")
_COUNTED = (Kind.NUMBER, Kind.COUNT)


def time_counted(column: Column) -> str | None:
    """Return the unit of time that a column counts in; ``None`` for columns of other things."""
    if column.kind not in _COUNTED:
        return None
    return next((t for w in plain_unit(column.unit.en).split() if (t := _TIME_OF.get(w)) is not None), None)


def find_other_time(text: object, column: Column) -> str | None:
    """Return the unit of time in a header's or label's remark, or in a cell of its own, that is not the column's; ``None`` without one."""
    own = time_counted(column)
    if own is None or not isinstance(text, str):
        return None
    remarks = [text, *(m[1] or m[2] or "" for m in _REMARK.finditer(text))]
    return next((w for r in remarks if (w := plain_unit(r)) in _TIME_OF and _TIME_OF[w] != own), None)
