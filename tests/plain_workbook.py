"""A planning workbook as a person types it, few columns and no formats: rows by sheet, to be bent by tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from planner.domain.fingerprint import fingerprint
from planner.language import Language
from planner.reading.workbook import ReadResult
from planner.validation.workbook import read_and_check

Sheets = dict[str, list[list[Any]]]

_NAMES = {
    "Settings": "参数",
    "Products": "产品",
    "Segments": "客户细分",
    "Potential": "产品市场潜力",
    "Teams": "团队",
    "Setting": "参数名称",
    "Value": "值",
    "Company": "公司",
    "Plan year": "计划年度",
    "Currency": "币种",
    "Company target: revenue": "公司目标：收入",
    "Cost-of-sales cap": "营销成本率上限",
    "Product line": "产品线",
    "Gross margin": "毛利率",
    "Segment": "细分",
    "Accounts": "客户数",
    "Penetration": "渗透率",
    "Last year's revenue": "上年收入",
    "Today's channel": "现有通路",
    "Today's team": "现有团队",
    "Forced channel": "指定通路",
    "Team": "团队",
    "Channel operated": "运营通路",
    "Heads": "人数",
    "Most hires": "招聘上限",
    "Pay per head": "人均薪酬",
    "direct": "直销",
}


def plain_sheets(language: Language = Language.ENGLISH) -> Sheets:
    """Return four segments, two products and two teams; amounts are whole and shares in steps of 5 %, so that units change nothing."""
    segments = ["North", "South", "East", "West"]
    sheets: Sheets = {
        "Settings": [
            ["Setting", "Value"],
            ["Company", "ACME"],
            ["Plan year", 2027],
            ["Currency", "CNY"],
            ["Company target: revenue", 13_000_000],
            ["Cost-of-sales cap", 0.35],
        ],
        "Products": [["Product line", "Gross margin"], ["Alpha", 0.4], ["Beta", 0.55]],
        "Segments": [
            [
                "Segment",
                "Accounts",
                "Penetration",
                "Last year's revenue",
                "Today's channel",
                "Today's team",
                "Forced channel",
            ],
            *(
                [s, 40 + 10 * i, 0.3 + 0.15 * i, 2_000_000 + 700_000 * i, "direct", "Field", None]
                for i, s in enumerate(segments)
            ),
        ],
        "Potential": [
            ["Segment", "Alpha", "Beta"],
            *([s, 5_000_000 + 1_000_000 * i, 3_000_000] for i, s in enumerate(segments)),
        ],
        "Teams": [
            ["Team", "Channel operated", "Heads", "Most hires", "Pay per head"],
            ["Field", "direct", 5, 2, 240_000],
            ["Inside", "direct", 3, 1, 160_000],
        ],
    }
    if language is Language.ENGLISH:
        return sheets
    return {_NAMES[n]: [[_chinese(c, n, i) for c in row] for i, row in enumerate(rows)] for n, rows in sheets.items()}


def _chinese(cell: Any, sheet: str, row: int) -> Any:
    return _NAMES.get(cell, cell) if row == 0 or sheet == "Settings" or cell == "direct" else cell


def write_sheets(path: Path, sheets: Sheets, change: Callable[[Any], None] | None = None) -> Path:
    """Write `sheets` to `path`; `change` may touch the openpyxl workbook (merge, hide, format)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(book)
    book.save(path)
    return path


def read_sheets(
    path: Path, sheets: Sheets, change: Callable[[Any], None] | None = None
) -> tuple[ReadResult, list[str]]:
    """Write and read `sheets`; return the result and the English messages of the findings."""
    result, findings = read_and_check(write_sheets(path, sheets, change))
    return result, [f.message() for f in findings]


def read_same(
    path: Path, sheets: Sheets, language: Language = Language.ENGLISH, change: Callable[[Any], None] | None = None
) -> list[str]:
    """Assert that `sheets` read as the plain ones do; return the messages."""
    plain, none = read_sheets(path, plain_sheets(language))
    assert none == []
    result, messages = read_sheets(path, sheets, change)
    assert plain.plan_input is not None
    assert result.plan_input is not None, messages
    assert fingerprint(result.plan_input) == fingerprint(plain.plan_input)
    return messages


def scale_columns(rows: list[list[Any]], columns: tuple[int, ...], factor: float) -> None:
    """Multiply the numbers of some columns, as people do who write another unit."""
    for row in rows:
        for j in columns:
            row[j] = round(row[j] * factor, 9)
