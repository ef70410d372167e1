"""One cell to one typed value, by the declaration of its column; every fault a finding."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache

from planner.domain.choices import Channel
from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.name_forms import NameForms
from planner.reading.cells.read_as import PLAIN, ReadAs
from planner.reading.units.units import currency_codes
from planner.reading.words.cell_words import ALL, DITTO, NO_NAME, NO_WORD, NOTHING, is_dash, is_nobody, says_nothing
from planner.reading.words.choices import choice_meant, choice_named
from planner.reading.words.expected_words import (
    WHOLE_EXPECTED,
    YEAR_EXPECTED,
    expected_of,
    instead_of_nothing,
    remedy_of,
)
from planner.reading.words.headers import PlanYear, clean_name, near_miss, normalise
from planner.reading.words.numbers import exact_decimal, has_decimal_comma, may_be_thousands, read_number, to_cents
from planner.reading.words.repeats import DECIMAL_COMMA
from planner.tables.columns.column import NUMERIC_KINDS, Column, Kind
from planner.tables.words.choice_words import (
    CHANNEL_ADVICE,
    FLAG_SYNONYMS,
    FLAG_WORDS,
    OWN_TELEPHONE,
    spellings,
    word_of,
)

_LARGEST_PLAIN_SHARE = Decimal(2)
"""A number beyond is not taken for a share even where shares may be larger: 3 is 3 % or 300 %."""
_COUNTED = (Kind.COUNT, Kind.NUMBER)

_NOISE = Decimal("1e-7")
"""What the arithmetic of spreadsheets leaves of a difference that is none, at most; in currency units, heads, shares."""
LONGEST_NAME = 255
"""Characters of a name; a longer one is a text that slipped into its column."""
UNREADABLE = object()
"""What a cell reads as when a finding says why it cannot be read."""

_DITTO_EXPECTED = Text("the value itself is expected, not that the one above repeats", "应填写具体内容，而非“同上”")
_NOT_GIVEN = Text("Read as not given.", "按未填写处理。")
_NAMED = (Kind.TEXT, Kind.REFERENCE, Kind.REFERENCES, Kind.CHOICE, Kind.CHOICES)
"""Kinds of words, none of which is a nought."""
_WORDS = (Kind.CHOICE, Kind.CHOICES, Kind.REFERENCE, Kind.REFERENCES, Kind.FLAG, Kind.NUMBERS, Kind.DATE)


@dataclass(slots=True)
class ShownCurrency:
    """The currencies that the number formats of a column's cells may mean, in their words; the first cell and how many there are."""

    codes: frozenset[str]
    words: str
    place: Place
    cells: int = 1


@dataclass(slots=True)
class CellReader:
    """Reads cells and collects findings, and what can be judged only when the settings are read.

    `currencies` are those that headers and cells state, `shown_currencies` those of number formats; `calendar_words` are calendar months
    where a fiscal month is meant, and fiscal years where a calendar year is meant: field, words, place. `seats_by_rep`: seats have the names
    of the people who hold them.
    `years_of_last` are the headers of last year's figures; `names` are names of digits, written one way or the other. `below_cents` counts
    amounts that were rounded to cents, `first_below_cents` is the first of them and its place. `plan_year` is that of the settings, once read.
    `taxes` are words that say amounts with tax (true) or without. `settings_unread` are labels of numbers that name no setting,
    `plan_year_name` is the year that the header of the settings' values names. `by_telephone` are the cells, by sheet and address, whose word for
    the channel says that own people sell by telephone. `scales` are the powers of ten by which amounts count, where that is said, and whether it is
    said of the whole sheet.
    """

    findings: list[Finding] = field(default_factory=list)
    currencies: list[tuple[frozenset[str], str, Place]] = field(default_factory=list)
    shown_currencies: dict[tuple[str, str, str | None], ShownCurrency] = field(default_factory=dict)
    calendar_words: list[tuple[str, str, Place]] = field(default_factory=list)
    years_of_last: list[tuple[str, Place]] = field(default_factory=list)
    names: NameForms = field(default_factory=NameForms)
    below_cents: int = 0
    first_below_cents: tuple[Decimal, Place] | None = None
    plan_year: PlanYear | None = None
    plan_year_name: int | None = None
    by_telephone: set[tuple[str, str]] = field(default_factory=set)
    seats_by_rep: bool = False
    taxes: list[tuple[bool, str, Place]] = field(default_factory=list)
    settings_unread: list[tuple[str, Place]] = field(default_factory=list)
    scales: list[tuple[int, Place, bool]] = field(default_factory=list)

    def note_currency(self, codes: frozenset[str], words: str, place: Place) -> None:
        """Keep a stated currency, to be compared with the workbook's once that is known."""
        self.currencies.append((codes, words, place))

    def note_shown_currency(self, codes: frozenset[str], words: str, place: Place) -> None:
        """Keep a currency that a number format shows, once a column: every cell of one may have it."""
        key = words, place.sheet, place.column
        known = self.shown_currencies.get(key)
        if known is None:
            self.shown_currencies[key] = ShownCurrency(codes, words, place)
        else:
            known.cells += 1

    def stands_for_nothing(self, value: object, column: Column, place: Place) -> bool:
        """Whether a cell says "-" or "n/a" where it might be blank, or 0 in place of a name, as a formula gives for an empty cell; reported.

        Names are left as they are.
        """
        if value == 0 and isinstance(value, int | float) and not isinstance(value, bool):
            if column.is_required or column.is_any_value or column.kind not in _NAMED:
                return False
            self.report("nothing_given", Severity.WARNING, place, _quoted("0"), remedy=_NOT_GIVEN)
            return True
        if not isinstance(value, str) or len(value) > 12 or column.is_required or column.kind is Kind.KEY:
            return False
        text = normalise(value)
        if column.kind is Kind.REFERENCES and column.references is None and text in ALL:
            return True  # blank means all of them
        words = NOTHING if column.kind in NUMERIC_KINDS else NO_WORD if column.kind in _WORDS else NO_NAME
        is_word = text in words
        if not (is_dash(text) or is_word):
            return False
        if column.choices is not None and choice_named(text, column.choices) is not None:
            return False
        if column.kind is Kind.FLAG and text == "无":
            return False
        self.report("nothing_given", Severity.WARNING, place, _quoted(value), remedy=_NOT_GIVEN)
        return True

    def report(
        self, code: str, severity: Severity, place: Place, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT
    ) -> None:
        """Keep a finding."""
        self.findings.append(Finding(code, severity, place, found, expected, remedy))

    def read(self, value: object, column: Column, place: Place, way: ReadAs = PLAIN) -> object:
        """Return the typed value of a filled cell, or `UNREADABLE`. Money is in cents; lists are tuples."""
        if isinstance(value, str) and normalise(value) in DITTO:
            remedy = Text("Write it out in every row.", "请在每行写明。")
            self.report("ditto", Severity.ERROR, place, _quoted(value), _DITTO_EXPECTED, remedy)
            return UNREADABLE
        if column.kind in NUMERIC_KINDS:
            number = self._number(value, column, place, way)
            return UNREADABLE if number is None else self._typed(number, column, place)
        if column.kind is Kind.FLAG:
            return self._flag(value, column, place)
        if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
            return self._refuse("text_expected", value, Text("a text is expected", "应为文本"), place)
        text = self._text(value, place)
        if column.kind is Kind.KEY and len(text) > LONGEST_NAME:
            expected = Text("a name of at most {n} characters is expected", "名称最长 {n} 个字符").format(
                n=LONGEST_NAME
            )
            return self._refuse("name_too_long", value, expected, place)
        if column.kind is Kind.CHOICE:
            return self._choice(text, column, place)
        if column.kind is Kind.CHOICES:
            listed = split_list(str(value))
            members = list(column.choices or StrEnum)
            if any(choice_named(p, members) is None for p in listed):
                commas = [p.strip() for p in re.split("[,，;；、\n]", str(value)) if p.strip()]
                listed = tuple(commas) if all(choice_named(p, members) for p in commas) else listed
            parts = [self._choice(p, column, place) for p in listed]
            return UNREADABLE if UNREADABLE in parts else tuple(parts)
        if column.kind is Kind.NUMBERS:
            return self._numbers(text, column, place)
        if column.kind is Kind.REFERENCES:
            return split_list(str(value) if isinstance(value, str) else text)
        return None if column.field == "rep" and is_nobody(text) else text

    def _text(self, value: object, place: Place) -> str:
        if isinstance(value, int | float):
            self.names.note_number(place)
            return str(int(value)) if value == int(value) else str(value)
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

    def _number(self, value: object, column: Column, place: Place, way: ReadAs) -> Decimal | None:
        is_finite = not isinstance(value, float) or math.isfinite(value)
        if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta) or not is_finite:
            self._refuse("number_unreadable", value, expected_of(column), place)
            return None
        if isinstance(value, int | float):
            number = exact_decimal(value)
            if column.kind is Kind.SHARE:
                return self._share_from_percent(number, value, column, place, way)
            return number * Decimal(10) ** way.power if way.power else number
        read = read_number(str(value), calendar=column.kind in (Kind.MONTH, Kind.YEAR), counted=column.kind in _COUNTED)
        if read is None:
            if says_nothing(str(value)):
                remedy = instead_of_nothing(column)
                self.report("number_unreadable", Severity.ERROR, place, _quoted(value), expected_of(column), remedy)
                return None
            code = DECIMAL_COMMA if has_decimal_comma(str(value)) else "number_unreadable"
            self._refuse(code, value, expected_of(column), place)
            return None
        if read.is_percent and column.kind not in (Kind.SHARE, Kind.NUMBER):
            self._refuse("number_unreadable", value, expected_of(column), place)
            return None
        if column.kind in (Kind.MONEY, Kind.COUNT) and may_be_thousands(str(value)):
            # Three digits behind a point would be refused again in a file of text.
            small = _plain(read.value.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP"))
            whole = _plain(read.value * 1000)
            hint = Text("Write {a} or {b}.", "请写成 {a} 或 {b}。").format(a=small, b=whole)
            self.report("number_unclear", Severity.ERROR, place, _quoted(value), expected_of(column), hint)
            return None
        if read.currency and column.kind in (Kind.MONEY, Kind.NUMBER):
            self.note_currency(currency_codes(read.currency), str(value)[:40], place)
        if read.says_month or read.says_fiscal:
            may_differ = {"start_month": read.says_month, "year": read.says_fiscal, "plan_year": not read.says_span}
            if may_differ.get(column.field):
                self.calendar_words.append((column.field, str(value)[:40], place))
        number = read.value if read.has_scale else read.value * Decimal(10) ** way.power
        if column.field == "plan_year":
            number = read.year
        self.report(
            "number_as_text",
            Severity.WARNING,
            place,
            Text("the text '{v}'", "文本“{v}”").format(v=str(value)[:40]),
            remedy=Text("Read as {n}.", "按 {n} 读取。").format(
                n=_shown(number, column, read.is_percent or way.is_percent)
            ),
        )
        if column.kind is Kind.SHARE and not read.is_percent:
            return self._share_from_percent(number, value, column, place, way)
        return number

    def _share_from_percent(
        self, number: Decimal, value: object, column: Column, place: Place, way: ReadAs
    ) -> Decimal | None:
        """Take 12 for 12 % where a share is meant and nothing else can be; refuse what could be either."""
        largest = Decimal(str(column.maximum)) if column.maximum is not None else Decimal(1)
        if way.is_shown_percent and abs(number) <= max(largest, Decimal(1)):
            return number
        plain = _plain(number)
        if way.is_share_below_percent and 0 < abs(number) <= largest:
            self.report(
                "share_below_percent",
                Severity.WARNING,
                place,
                Text("{v} below a % sign, where no number is above 1", "% 下方为 {v}，且该列无大于 1 的数").format(
                    v=plain
                ),
                remedy=Text("Read as {v} %.", "按 {v}% 读取。").format(v=_plain(number * 100)),
            )
            return number
        if way.small_is_unclear and 0 < abs(number) <= 1:
            expected = Text("the other cells of this column are in percent", "本列其他单元格为百分数")
            if way.is_percent:
                expected = Text("a % stands above or beside it", "其上方或旁边注明了 %")
            hint = Text("Write {a}% or {b}%.", "请写成 {a}% 或 {b}%。").format(a=plain, b=_plain(number * 100))
            self.report("share_unclear", Severity.ERROR, place, _quoted(value), expected, hint)
            return None
        if way.is_percent:
            return number / 100
        if abs(number) <= min(largest, _LARGEST_PLAIN_SHARE) + _NOISE:
            return number
        if 2 <= number <= 100 and (largest <= _LARGEST_PLAIN_SHARE or number > largest):
            self.report(
                "percent_as_number",
                Severity.WARNING,
                place,
                Text("{v} where a share is meant", "应填比例处填了 {v}").format(v=plain),
                remedy=Text("Read as {v} %.", "按 {v}% 读取。").format(v=plain),
            )
            return number / 100
        expected = Text("a share from 0 % to {m} % is expected", "应为 0%–{m}% 的比例").format(m=_plain(largest * 100))
        hint = NO_TEXT
        if 1 < abs(number) <= max(largest, Decimal(2)):
            hint = Text("Write {a}% or {b}%.", "请写成 {a}% 或 {b}%。").format(a=plain, b=_plain(number * 100))
            if abs(number) > largest:  # as a share it would be refused again
                hint = Text("Write {a}% if that is meant.", "如指 {a}%，请写成 {a}%。").format(a=plain)
        self.report("share_unclear", Severity.ERROR, place, _quoted(plain), expected, hint)
        return None

    def _typed(self, number: Decimal, column: Column, place: Place) -> object:
        low, high = column.minimum, column.maximum
        number = _without_noise(number, column)
        if (
            (low is not None and number < _as_decimal(low))
            or (high is not None and number > _as_decimal(high))
            or abs(number) > 10**13
        ):
            span = Text("a number from {a} to {b} is expected", "应为 {a} 到 {b} 之间的数").format(
                a="−10^13" if low is None else _bound(low), b="10^13" if high is None else _bound(high)
            )
            hint = remedy_of("", YEAR_EXPECTED) if column.kind is Kind.YEAR else NO_TEXT
            self.report("number_out_of_range", Severity.ERROR, place, _quoted(_plain(number)), span, hint)
            return UNREADABLE
        if column.kind is Kind.MONEY:
            if round(number, 6) != round(number, 2):  # beyond the sixth digit it is noise of a formula
                self.below_cents += 1
                self.first_below_cents = self.first_below_cents or (number, place)
            return to_cents(number)
        if column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR):
            if number != number.to_integral_value():
                return self._refuse("whole_number_expected", _plain(number), WHOLE_EXPECTED, place)
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
        if normalise(text) in OWN_TELEPHONE:
            self.by_telephone.add((place.sheet, place.cell))
        if member is not None:
            return member
        meant = choice_meant(text, members)
        if meant is not None:
            remedy = Text("Read as '{c}': is it?", "按“{c}”读取，请确认。").format(c=word_of(meant))
            self.report("choice_meant", Severity.WARNING, place, _quoted(text), remedy=remedy)
            return meant
        words = Text.join((word_of(m) for m in members), "; ", "；")
        owners = {spelling: m for m in members for spelling in spellings(m)}
        close = near_miss(text, owners)
        hint = Text("Did you mean '{c}'?", "是否想填“{c}”？").format(c=word_of(owners[close])) if close else NO_TEXT
        if column.choices is Channel:
            hint = Text("{h} {a}", "{h}{a}").format(h=hint, a=CHANNEL_ADVICE) if close else CHANNEL_ADVICE
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
        self.report(code, Severity.ERROR, place, _quoted(value), expected, remedy_of(code, expected, value))
        return UNREADABLE


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several things, separated by ; or ； or 、 or a new line."""
    return tuple(part.strip() for part in re.split("[;；、\n]", text) if part.strip())


def _quoted(value: object) -> Text:
    return Text("found '{v}'", "内容为“{v}”").format(v=str(value)[:60])


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _shown(number: Decimal, column: Column, is_percent: bool) -> str:
    """Return a number as it was understood: shares that stood in percent in percent."""
    if column.kind is Kind.YEAR:
        return f"{number:f}"
    if column.kind is not Kind.SHARE or not is_percent:
        return _plain(number)
    return f"{_plain(number * 100)} %" if abs(number) <= 1 else f"{_plain(number)} %"


def _without_noise(number: Decimal, column: Column) -> Decimal:
    """Return `number` without what formulas such as 1-0.9-0.1 leave behind, where it would be refused for that alone."""
    low, high = column.minimum, column.maximum
    if low is not None and number < _as_decimal(low) <= number + _NOISE:
        return _as_decimal(low)
    if high is not None and number > _as_decimal(high) >= number - _NOISE:
        return _as_decimal(high)
    whole = number.to_integral_value()
    return whole if column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR) and abs(number - whole) <= _NOISE else number


def _bound(number: float) -> str:
    """Return a bound of a column as people write it: 0.25, 1000, 100,000,000."""
    return f"{number:g}" if abs(number) < 1e6 else f"{number:,.0f}"


@cache
def _as_decimal(bound: float) -> Decimal:
    return Decimal(str(bound))
