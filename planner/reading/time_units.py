"""Units of time in which numbers stand where those of another are meant: minutes for seconds, weeks for months."""

from __future__ import annotations

import re

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells import CellReader
from planner.reading.unit_words import plain_unit
from planner.tables.column import Column, Kind

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


def report_other_time(text: object, column: Column, place: Place, reader: CellReader) -> bool:
    """Report a unit of time in a header's or label's remark, or in a cell of its own, that is not the column's; whether it is none."""
    own = next((t for w in plain_unit(column.unit.en).split() if (t := _TIME_OF.get(w)) is not None), None)
    if own is None or column.kind not in _COUNTED or not isinstance(text, str):
        return False
    remarks = [text, *(m[1] or m[2] or "" for m in _REMARK.finditer(text))]
    said = next((w for r in remarks if (w := plain_unit(r)) in _TIME_OF and _TIME_OF[w] != own), None)
    if said is None:
        return False
    reader.report(
        "unit_unclear",
        Severity.ERROR,
        place,
        Text("the unit '{u}'", "单位“{u}”").format(u=said),
        Text("{u} are expected", "应为{u}").format(u=column.unit_text),
        Text("Convert the numbers and correct the unit.", "请换算数字并修改单位。"),
    )
    return True
