"""One cell to one typed value, by the declaration of its column; every fault a finding."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.choices import choice_named
from planner.reading.headers import clean_name, near_miss, normalise
from planner.reading.numbers import exact_decimal, read_number, to_cents
from planner.tables.choice_words import FLAG_SYNONYMS, FLAG_WORDS, TO_BE_HIRED, TO_BE_HIRED_SYNONYMS, spellings, word_of
from planner.tables.column import Column, Kind

UNREADABLE = object()
"""What a cell reads as when a finding says why it cannot be read."""

_NUMERIC = (Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT, Kind.MONTH, Kind.YEAR)


@dataclass(slots=True)
class CellReader:
    """Reads cells and collects findings."""

    findings: list[Finding] = field(default_factory=list)

    def report(
        self, code: str, severity: Severity, place: Place, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT
    ) -> None:
        """Keep a finding."""
        self.findings.append(Finding(code, severity, place, found, expected, remedy))

    def read(self, value: object, column: Column, place: Place) -> object:
        """Return the typed value of a filled cell, or `UNREADABLE`. Money is in cents; lists are tuples."""
        if column.kind in _NUMERIC:
            number = self._number(value, column, place)
            return UNREADABLE if number is None else self._typed(number, column, place)
        if column.kind is Kind.FLAG:
            return self._flag(value, column, place)
        if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
            return self._refuse("text_expected", value, Text("a text is expected", "应为文本"), place)
        text = self._text(value, place)
        if column.kind is Kind.CHOICE:
            return self._choice(text, column, place)
        if column.kind is Kind.CHOICES:
            parts = [self._choice(p, column, place) for p in split_list(text)]
            return UNREADABLE if UNREADABLE in parts else tuple(parts)
        if column.kind is Kind.NUMBERS:
            return self._numbers(text, column, place)
        if column.kind is Kind.REFERENCES:
            return split_list(text)
        if column.field == "rep" and normalise(text) in (
            normalise(w) for w in (TO_BE_HIRED.en, TO_BE_HIRED.zh, *TO_BE_HIRED_SYNONYMS)
        ):
            return None
        return text

    def _text(self, value: object, place: Place) -> str:
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if isinstance(value, int | float):
            return str(value)
        text, removed = clean_name(str(value))
        if removed:
            self.report(
                "characters_removed",
                Severity.WARNING,
                place,
                Text("control characters", "含控制字符"),
                remedy=Text("They were removed.", "已去除。"),
            )
        return text

    def _number(self, value: object, column: Column, place: Place) -> Decimal | None:
        if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
            self._refuse("number_unreadable", value, _expected(column), place)
            return None
        if isinstance(value, int | float):
            number = exact_decimal(value)
            return self._share_from_percent(number, value, column, place) if column.kind is Kind.SHARE else number
        read = read_number(str(value))
        if read is None:
            self._refuse("number_unreadable", value, _expected(column), place)
            return None
        self.report(
            "number_as_text",
            Severity.WARNING,
            place,
            Text("the text '{v}'", "文本“{v}”").format(v=str(value)[:40]),
            remedy=Text("Read as {n}.", "按 {n} 读取。").format(n=_plain(read.value)),
        )
        if column.kind is Kind.SHARE and not read.is_percent:
            return self._share_from_percent(read.value, value, column, place)
        return read.value

    def _share_from_percent(self, number: Decimal, value: object, column: Column, place: Place) -> Decimal | None:
        """Take 12 for 12 % where a share may not exceed 1; refuse what could be either."""
        largest = Decimal(str(column.maximum)) if column.maximum is not None else Decimal(1)
        if abs(number) <= largest:
            return number
        if largest <= 1 and 2 <= number <= 100:
            self.report(
                "percent_as_number",
                Severity.WARNING,
                place,
                Text("{v} where a share is meant", "应填比例处填了 {v}").format(v=_plain(number)),
                remedy=Text("Read as {v} %.", "按 {v}% 读取。").format(v=_plain(number)),
            )
            return number / 100
        expected = Text("a share from 0 % to 100 % is expected", "应为 0%–100% 的比例")
        hint = Text("Did you mean {v} %?", "是否想填 {v}%？").format(v=_plain(number)) if 1 < number < 2 else NO_TEXT
        self.report("share_unclear", Severity.ERROR, place, _quoted(value), expected, hint)
        return None

    def _typed(self, number: Decimal, column: Column, place: Place) -> object:
        low, high = column.minimum, column.maximum
        if (
            (low is not None and number < Decimal(str(low)))
            or (high is not None and number > Decimal(str(high)))
            or abs(number) > 10**13
        ):
            span = Text("a number from {a} to {b} is expected", "应为 {a} 到 {b} 之间的数").format(
                a="−10^13" if low is None else f"{low:g}", b="10^13" if high is None else f"{high:g}"
            )
            self.report("number_out_of_range", Severity.ERROR, place, _quoted(_plain(number)), span)
            return UNREADABLE
        if column.kind is Kind.MONEY:
            return to_cents(number)
        if column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR):
            if number != number.to_integral_value():
                return self._refuse(
                    "whole_number_expected", _plain(number), Text("a whole number is expected", "应为整数"), place
                )
            return int(number)
        return float(number)

    def _flag(self, value: object, column: Column, place: Place) -> object:
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float) and value in (0, 1):
            return bool(value)
        text = normalise(value)
        for flag, words in FLAG_WORDS.items():
            if text in (normalise(w) for w in (words.en, words.zh, *FLAG_SYNONYMS[flag])):
                return flag
        return self._refuse("flag_unreadable", value, Text("yes or no is expected", "应为“是”或“否”"), place)

    def _choice(self, text: str, column: Column, place: Place) -> object:
        members = list(column.choices or StrEnum)
        member = choice_named(text, members)
        if member is not None:
            return member
        words = Text("; ".join(word_of(m).en for m in members), "；".join(word_of(m).zh for m in members))
        close = near_miss(text, [s for m in members for s in spellings(m)])
        hint = Text("Did you mean '{c}'?", "是否想填“{c}”？").format(c=close) if close else NO_TEXT
        self.report(
            "choice_unknown",
            Severity.ERROR,
            place,
            _quoted(text),
            Text("one of: {w}", "应为以下之一：{w}").format(w=words),
            hint,
        )
        return UNREADABLE

    def _numbers(self, text: str, column: Column, place: Place) -> object:
        reads = [read_number(part) for part in split_list(text.replace("、", ";"))]
        values = [float(r.value) for r in reads if r is not None]
        low, high = column.minimum or 0.0, column.maximum or float("inf")
        if len(values) != len(reads) or not values or any(not low <= v <= high for v in values):
            return self._refuse(
                "numbers_unreadable", text, Text("numbers separated by ; are expected", "应为分号隔开的数字"), place
            )
        return tuple(sorted(set(values)))

    def _refuse(self, code: str, value: object, expected: Text, place: Place) -> object:
        self.report(code, Severity.ERROR, place, _quoted(value), expected, _remedy(code))
        return UNREADABLE


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several things, separated by ; or ；."""
    return tuple(part.strip() for part in text.replace("；", ";").split(";") if part.strip())


def _quoted(value: object) -> Text:
    return Text("found '{v}'", "内容为“{v}”").format(v=str(value)[:60])


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _expected(column: Column) -> Text:
    if column.kind is Kind.SHARE:
        return Text("a share such as 12 % is expected", "应为比例，如 12%")
    return Text("a number is expected", "应为数字")


def _remedy(code: str) -> Text:
    if code == "number_unreadable":
        return Text("Write 1234.56 or 1,234.56.", "请写成 1234.56 或 1,234.56。")
    return NO_TEXT
