"""What a sweep varies, in the words of the workbook rather than as it was typed."""

from __future__ import annotations

from planner.domain.scenario import Operation
from planner.language import Text
from planner.reading.words.numbers import read_number
from planner.results.sweep import SweepAxis
from planner.scenarios.axes import Axis
from planner.scenarios.columns import column_meant, table_meant
from planner.tables.columns.column import Kind, Layout

_SIGNS = {Operation.SET: "", Operation.ADD: " +", Operation.MULTIPLY: " ×"}


def describe_axis(axis: Axis) -> SweepAxis:
    """Return e.g. "Company target: revenue ×", or "Teams, Direct *: Pay per head" where it is no setting; as typed where it names nothing."""
    table = table_meant(axis.table)
    column = None if table is None else column_meant(table, axis.column)
    if table is None or column is None:
        return SweepAxis(Text.same(axis.label), False)
    words = column.header
    if table.layout is not Layout.SETTINGS:
        key = Text(f", {axis.key}", f"，{axis.key}") if axis.key else Text("", "")
        words = Text("{s}{k}: {h}", "{s}{k}：{h}").format(s=table.sheet, k=key, h=column.header)
    read = [read_number(value) for value in axis.values]
    # 12 may be typed where 12 % is meant: such values stay as they were typed.
    is_share = column.kind is Kind.SHARE and axis.operation is Operation.SET and all(r and r.value <= 1 for r in read)
    return SweepAxis(Text("{w}{s}", "{w}{s}").format(w=words, s=_SIGNS[axis.operation]), is_share)
