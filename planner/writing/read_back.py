"""Reads a written plan workbook back, cell by cell, for `planner verify`: openpyxl, not the planner's own reader."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from planner.errors import FileAccessError, InputRejectedError
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.writing.plan_market_sheets import HEADER_ROW

SHEETS: dict[str, Text] = {
    "plan": Text("Plan", "计划总览"),
    "channel_plan": Text("Channel plan", "通路规划"),
    "team_plan": Text("Team plan", "团队计划"),
    "seat_targets": Text("Seat targets", "席位目标"),
    "cost": Text("Cost of sales", "营销成本"),
    "tie_out": Text("Tie-out", "勾稽"),
}
_TOLERANCE = 0.005


@dataclass(slots=True)
class WrittenPlan:
    """The result sheets' rows (values as cached), the labels of sheet Plan with their values, and what is wrong already."""

    rows: dict[str, list[list[Any]]]
    totals: dict[str, list[Any]]
    names: dict[str, str]
    summary: dict[str, Any]
    findings: list[Finding]

    def report(self, sheet: str, row: int, found: Text) -> None:
        """Keep a fault of row `row` (from 0 within the table) of a result sheet."""
        place = Place(self.names.get(sheet, ""), HEADER_ROW + 2 + row if row >= 0 else None)
        self.findings.append(Finding("verify_file", Severity.ERROR, place, found))


def read_written_plan(path: Path) -> WrittenPlan:
    """Return the result sheets of the plan workbook at `path`.

    Raises
    ------
    FileAccessError, InputRejectedError
        When the file cannot be opened, or is no plan workbook.
    """
    try:
        book = openpyxl.load_workbook(path, data_only=True, read_only=False)
    except (OSError, InvalidFileException) as error:
        raise FileAccessError(Text("{p}: cannot be read.", "{p}：无法读取。").format(p=path)) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputRejectedError(Text("{p}: the file is damaged.", "{p}：文件已损坏。").format(p=path)) from error
    written = WrittenPlan({}, {}, {}, {}, [])
    for key, name in SHEETS.items():
        sheet_name = next((n for n in (name.en, name.zh) if n in book.sheetnames), None)
        if sheet_name is None:
            raise InputRejectedError(
                Text(
                    "{p} is no plan workbook: sheet '{s}' is missing.", "{p} 不是计划工作簿：缺少工作表“{s}”。"
                ).format(p=path, s=name)
            )
        written.names[key] = sheet_name
        cells = [list(row) for row in book[sheet_name].iter_rows(values_only=True)]
        _refuse_errors(written, key, cells)
        if key == "plan":
            written.summary = {str(r[0]): r[1] for r in reversed(cells) if r and r[0] is not None and len(r) > 1}
            continue
        width = sum(c is not None for c in cells[HEADER_ROW]) if len(cells) > HEADER_ROW else 0
        body = [r[:width] for r in cells[HEADER_ROW + 1 :]]
        end = next((i for i, r in enumerate(body) if r[0] is None), len(body))
        written.rows[key] = body[:end]
        written.totals[key] = cells[HEADER_ROW - 1][:width]
    _check_totals(written)
    return written


def differs(a: object, b: object) -> bool:
    """Whether two cells, where empty counts as 0, differ by half a cent or more."""
    return abs(number(a) - number(b)) >= _TOLERANCE


def number(value: object) -> float:
    """Return a cell as a number; text and blanks are 0."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _refuse_errors(written: WrittenPlan, key: str, cells: list[list[Any]]) -> None:
    for i, row in enumerate(cells):
        for value in row:
            if isinstance(value, str) and value.startswith("#") and value.rstrip("!?").isupper():
                written.report(key, i - HEADER_ROW - 1, Text("an error cell: {v}", "错误单元格：{v}").format(v=value))


def _check_totals(written: WrittenPlan) -> None:
    """The totals above the headers are the sums of their columns."""
    for key, totals in written.totals.items():
        for column, total in enumerate(totals):
            if total is not None and differs(total, sum(number(r[column]) for r in written.rows[key])):
                written.report(
                    key, -1, Text("the total of column {c} does not add up", "第 {c} 列合计不符").format(c=column + 1)
                )
