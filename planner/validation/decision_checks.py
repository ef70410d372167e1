"""Checks of accounts that a person gives to a seat, on sheet Overrides."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import OverrideKind
from planner.findings import Finding
from planner.language import NO_TEXT, Text
from planner.reading.words.headers import near_miss
from planner.reading.words.suggestion import suggest
from planner.validation.registry import Subject, check_of, error, warning


@check_of("accounts", "seats")
def check_account_decisions(subject: Subject) -> Iterator[Finding]:
    """A decided account and its seat must exist and not contradict the account's lock or forbidden seats; a lacking skill or region is told.

    Without any accounts nothing is said of unknown ones: they may come from a file.
    """
    book = subject.plan_input.accounts
    place_of = {str(a): i for i, a in enumerate(book.account)}
    seats = {str(s.seat): s for s in subject.plan_input.seats}
    for number, override in enumerate(subject.plan_input.overrides):
        if override.kind is not OverrideKind.ACCOUNT_SEAT:
            continue
        name, value = (subject.place("overrides", str(number), field) for field in ("name", "value"))
        seat = seats.get(override.value)
        if seat is None:
            text = Text("there is no seat '{s}'", "没有席位“{s}”").format(s=override.value)
            yield error("override_unreadable", value, text, _A_SEAT, suggest(near_miss(override.value, seats), NO_TEXT))
        i = place_of.get(override.name)
        if i is None and len(book):
            text = Text("there is no account '{a}'", "没有客户“{a}”").format(a=override.name)
            remedy = suggest(near_miss(override.name, place_of), NO_TEXT)
            yield error("override_unknown", name, text, _AN_ACCOUNT, remedy)
        if i is None or seat is None:
            continue
        lock = book.locked_seat[i]
        if lock is not None and lock != override.value:
            text = Text("account {a} is locked to {l} on sheet Accounts", "客户 {a} 在“客户”表中锁定于 {l}")
            remedy = Text("Take one of the two away.", "请删除其中之一。")
            yield error("override_against_lock", value, text.format(a=override.name, l=lock), remedy=remedy)
        if override.value in book.forbidden_seats[i]:
            text = Text("seat {s} is forbidden for account {a} on sheet Accounts", "“客户”表禁止席位 {s} 负责客户 {a}")
            remedy = Text("Take one of the two away.", "请删除其中之一。")
            yield error("override_forbidden", value, text.format(a=override.name, s=override.value), remedy=remedy)
        have, regions = {s.casefold() for s in seat.skills}, {r.casefold() for r in seat.territory_regions}
        lacking = [s for s in book.skills[i] if s.casefold() not in have]
        region = book.region[i]
        if region is not None and regions and region.casefold() not in regions:
            lacking.append(region)
        if lacking:
            text = Text("seat {s} lacks what account {a} needs: {w}", "席位 {s} 不具备客户 {a} 所需：{w}")
            words = text.format(s=override.value, a=override.name, w=", ".join(lacking))
            remedy = Text("The decision is obeyed all the same, like a lock.", "仍按该决定执行，等同锁定。")
            yield warning("override_ineligible", value, words, remedy=remedy)


_A_SEAT = Text("a seat of this workbook is expected", "应为本工作簿中的席位")
_AN_ACCOUNT = Text("an account of this workbook is expected", "应为本工作簿中的客户")
