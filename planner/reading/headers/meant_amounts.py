"""Columns that are not read though they are meant to count, and what they may be meant for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.language import Text
from planner.reading.units.unit_words import POWER_OF, plain_unit
from planner.reading.units.units import split_unit
from planner.reading.words.chinese_senses import HAN
from planner.reading.words.headers import header_key, known_headers, loose_headers, match_loosely
from planner.tables.columns.column import Column

_MONTHLY_PAY = re.compile(
    r"月薪|月[均度]?(?:工资|薪酬|薪资|底薪|收入)|每月(?:工资|薪)|\bmonthly (?:(?:base|gross|fixed) )?(?:pay|salary|wage)\b"
)
_WITH_COMMISSION = re.compile(
    r"\bote\b|\bon[- ]target earnings?\b|\bttc\b|\btotal target (?:cash|comp(?:ensation)?)\b|\bttcc?\b|目标总薪酬|目标总收入|目标现金收入"
)
_LOCK = re.compile(r"锁定?|不可调整|\block(?:ed)?\b")
_PER_HEAD = Text(" per head", "人均")


def says_money(text: str) -> bool:
    """Whether a header states a unit of money: its amounts are meant to count."""
    unit = split_unit(text)[1]
    return unit is not None and bool(unit.power or unit.currencies or plain_unit(unit.words) in POWER_OF)


def amount_per_head(text: str, columns: Iterable[Column]) -> str | None:
    """Return the header of an amount per head that `text` may mean ("Travel (€)"), or be the sum of; ``None`` when it names none."""
    columns = tuple(columns)
    headers: dict[str, str] = {}
    for column in columns:
        en, zh = column.header.en.removesuffix(_PER_HEAD.en), column.header.zh.removeprefix(_PER_HEAD.zh)
        if en != column.header.en:
            headers |= dict.fromkeys(
                (header_key(en), header_key(f"{en} cost"), header_key(f"{en} costs")), column.header.en
            )
            headers |= dict.fromkeys((header_key(zh), header_key(f"{zh}费"), header_key(f"{zh}费用")), column.header.zh)
    rests, _ = split_unit(text)
    found = next((headers[key] for rest in rests if (key := header_key(rest)) in headers), None)
    if found is not None or not headers:
        return found
    said = {0: f"{_PER_HEAD.zh}{rests[-1]}", 1: f"{rests[-1]}{_PER_HEAD.en}"}
    for place, words in said.items():
        meant = match_loosely({place: words}, known_headers(columns), loose_headers(columns))
        for column in meant.values():
            if column.header.zh.startswith(_PER_HEAD.zh):
                return column.header.zh if HAN.search(text) else column.header.en
    return None


def pay_of_year(text: str, columns: Iterable[Column]) -> Text | None:
    """Return what to do about a column of pay a month (月薪, 月均工资), which is not read; ``None`` for other columns."""
    pay = next((c for c in columns if c.field in ("pay_cents", "base_pay_cents")), None)
    if pay is None or not _MONTHLY_PAY.search(text.casefold()):
        return None
    return Text("It is ignored: multiply by 12 and head it '{c}'.", "已忽略：请乘以 12，并将表头改为“{c}”。").format(
        c=pay.header
    )


def pay_with_commission(text: str, columns: Iterable[Column]) -> Text | None:
    """Return what to do about a column of pay that includes commission (OTE), which is not read; ``None`` for other columns."""
    pay = next((c for c in columns if c.field in ("pay_cents", "base_pay_cents")), None)
    if pay is None or not _WITH_COMMISSION.search(text.casefold()):
        return None
    return Text(
        "It is ignored, as it includes commission: base pay goes into '{c}', commission onto sheet Pay.",
        "已忽略，因其中含提成：基本薪酬请填“{c}”列，提成请填“薪酬”表。",
    ).format(c=pay.header)


def seat_of_lock(text: str, columns: Iterable[Column]) -> str | None:
    """Return the header of the seat to which an account is locked, for a column that says only whether it is (是否锁定); ``None`` for others."""
    column = next((c for c in columns if c.field == "locked_seat"), None)
    if column is None or not _LOCK.search(text.casefold()):
        return None
    return column.header.en if text.isascii() else column.header.zh
