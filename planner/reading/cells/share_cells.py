"""A share as people write it: 12 %, 0.12, and 12 where nothing else can be meant."""

from __future__ import annotations

from decimal import Decimal

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cell_notes import CellNotes, quoted
from planner.reading.cells.read_as import ReadAs
from planner.reading.words.numbers import NOISE, plain
from planner.tables.columns.column import Column

_LARGEST_PLAIN_SHARE = Decimal(2)
"""A number beyond is not taken for a share even where shares may be larger: 3 is 3 % or 300 %."""


def read_share(
    notes: CellNotes, number: Decimal, value: object, column: Column, place: Place, way: ReadAs
) -> Decimal | None:
    """Take 12 for 12 % where a share is meant and nothing else can be; refuse what could be either."""
    largest = Decimal(str(column.maximum)) if column.maximum is not None else Decimal(1)
    if way.is_shown_percent and abs(number) <= max(largest, Decimal(1)):
        return number
    written = plain(number)
    if way.is_share_below_percent and 0 < abs(number) <= largest:
        notes.report(
            "share_below_percent",
            Severity.WARNING,
            place,
            Text("{v} below a % sign, where no number is above 1", "% 下方为 {v}，且该列无大于 1 的数").format(
                v=written
            ),
            remedy=Text("Read as {v} %.", "按 {v}% 读取。").format(v=plain(number * 100)),
        )
        return number
    if way.small_is_unclear and 0 < abs(number) <= 1:
        expected = Text("the other cells of this column are in percent", "本列其他单元格为百分数")
        if way.is_percent:
            expected = Text("a % stands above or beside it", "其上方或旁边注明了 %")
        hint = Text("Write {a}% or {b}%.", "请写成 {a}% 或 {b}%。").format(a=written, b=plain(number * 100))
        notes.report("share_unclear", Severity.ERROR, place, quoted(value), expected, hint)
        return None
    if way.is_percent:
        return number / 100
    if abs(number) <= min(largest, _LARGEST_PLAIN_SHARE) + NOISE:
        return number
    if 2 <= number <= 100 and (largest <= _LARGEST_PLAIN_SHARE or number > largest):
        notes.report(
            "percent_as_number",
            Severity.WARNING,
            place,
            Text("{v} where a share is meant", "应填比例处填了 {v}").format(v=written),
            remedy=Text("Read as {v} %.", "按 {v}% 读取。").format(v=written),
        )
        return number / 100
    expected = Text("a share from 0 % to {m} % is expected", "应为 0%–{m}% 的比例").format(m=plain(largest * 100))
    hint = NO_TEXT
    if 1 < abs(number) <= max(largest, Decimal(2)):
        hint = Text("Write {a}% or {b}%.", "请写成 {a}% 或 {b}%。").format(a=written, b=plain(number * 100))
        if abs(number) > largest:  # as a share it would be refused again
            hint = Text("Write {a}% if that is meant.", "如指 {a}%，请写成 {a}%。").format(a=written)
    notes.report("share_unclear", Severity.ERROR, place, quoted(written), expected, hint)
    return None
