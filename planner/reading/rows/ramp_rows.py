"""Ramp profiles without any month: they would make new people fully productive at once, whatever else their row says."""

from __future__ import annotations

from collections.abc import Iterable

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.rows.typed_row import TypedRow


def report_ramps_without_months(sheet: str, rows: Iterable[TypedRow], reader: CellReader) -> None:
    """Refuse the rows of sheet Ramp in which no month has a share: a number of months, say, stands in a column that is not read."""
    for row in rows:
        if not any(field.startswith("month_shares") for field in row.values):
            reader.report(
                "ramp_without_months",
                Severity.ERROR,
                Place(sheet, row.row),
                Text("a ramp profile without a share of any month", "爬坡曲线没有任何月份的比例"),
                Text("a share for each month from the first on is expected", "应从第1月起填写各月比例"),
                Text(
                    "Of six months to full performance: M1 to M6 such as 10 %, 25 %, 40 %, 60 %, 80 %, 100 %.",
                    "如六个月达到满产能：第1月至第6月填 10%、25%、40%、60%、80%、100%。",
                ),
            )
