"""What a cell should hold, and how to write it, as findings about numbers say it."""

from __future__ import annotations

from planner.language import NO_TEXT, Text
from planner.reading.words.chinese_numerals import read_chinese_numeral
from planner.reading.words.repeats import DECIMAL_COMMA
from planner.tables.columns.column import Column, Kind

MONTH_EXPECTED = Text("a month from 1 to 12 is expected", "应为 1 到 12 的月份")
YEAR_EXPECTED = Text("a year such as 2027 is expected", "应为年份，如 2027")
SHARE_EXPECTED = Text("a share such as 12 % is expected", "应为比例，如 12%")
_GRADES = frozenset(
    [
        "高",
        "较高",
        "中",
        "中等",
        "一般",
        "较低",
        "低",
        "难",
        "易",
        "较难",
        "较易",
        "容易",
        "困难",
        "high",
        "medium",
        "mid",
        "low",
        "h",
        "m",
        "l",
        "easy",
        "hard",
    ]
)
"""Judgements in words; the program gives no word a number of its own."""
WHOLE_EXPECTED = Text("a whole number is expected", "应为整数")


def expected_of(column: Column) -> Text:
    """Return what a cell of a column of numbers should hold."""
    if column.kind is Kind.SHARE:
        return SHARE_EXPECTED
    if column.kind is Kind.MONTH:
        return MONTH_EXPECTED
    if column.kind is Kind.YEAR:
        return YEAR_EXPECTED
    return WHOLE_EXPECTED if column.kind is Kind.COUNT else Text("a number is expected", "应为数字")


def instead_of_nothing(column: Column) -> Text:
    """Return what to write where a cell that must be filled says n/a: 0, unless that would say something else."""
    if column.kind is Kind.MONTH:
        return Text("Write 1 to 12.", "请填 1 到 12。")
    if column.minimum is not None and column.minimum > 0:
        return Text(
            "Write a number from {a} on, an estimate if need be.", "请填写不小于 {a} 的数，可为估计值。"
        ).format(a=f"{column.minimum:g}")
    if column.nought != NO_TEXT:
        return Text("Write an estimate: 0 would say that {n}.", "请填写估计值：填 0 表示{n}。").format(n=column.nought)
    return Text("Write 0 where there is none.", "没有则填 0。")


def remedy_of(code: str, expected: Text, value: object = "") -> Text:
    """Return how to write what is `expected` where a finding `code` refuses a cell with `value`; nothing where that says it already."""
    if expected == MONTH_EXPECTED:
        return Text("Write 1 to 12, or Jan to Dec.", "请写成 1 到 12，或 1月 到 12月。")
    if expected == YEAR_EXPECTED:
        return Text("Write its four digits, such as 2027.", "请写四位数字，如 2027。")
    if code not in ("number_unreadable", DECIMAL_COMMA):
        return NO_TEXT
    numeral = read_chinese_numeral(str(value))
    if numeral is not None:
        return Text("Write {n}.", "请写成 {n}。").format(
            n=f"{numeral}%" if expected == SHARE_EXPECTED else f"{numeral:,}"
        )
    if expected == SHARE_EXPECTED and str(value).strip().casefold() in _GRADES:
        return Text(
            "Write a percent for each grade, such as 70 % for high, 50 % for medium, 30 % for low.",
            "请为每一档写百分数，如高写 70%，中写 50%，低写 30%。",
        )
    if expected == SHARE_EXPECTED:
        return Text("Write 12% or 0.12.", "请写成 12% 或 0.12。")
    if expected == WHOLE_EXPECTED:
        return Text("Write digits alone, such as 12.", "请只写数字，如 12。")
    return Text("Write 1234.56 or 1,234.56.", "请写成 1234.56 或 1,234.56。")
