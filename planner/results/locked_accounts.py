"""Locks and manual decisions on seats that cannot carry them: seats that the plan does not fill, without capacity, or too small."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.choices import OverrideKind
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import BAND_TOLERANCE, TerritoryPlan
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.reading.grids.cell_places import PlaceKey
from planner.results.verification.territories.territory_facts import TerritorySubject
from planner.validation.registry import Subject

LOCK_CODE = "lock_without_room"
_MOST_LISTED = 20
_LOCKED = Text("locked to", "锁定于")
_DECIDED = Text("given by hand to", "人工指定给")


@dataclass(frozen=True, slots=True)
class _Lock:
    """One account that must go to one seat, its hours a year there, its cell, and the words for how it was bound."""

    account: str
    seat: str
    hours: float
    place: Place
    how: Text


def find_locks_without_room(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, places: Mapping[PlaceKey, Place] | None = None
) -> tuple[Finding, ...]:
    """Return a warning for every lock and manual decision on a seat that `annual` does not fill (not obeyed), that has no capacity or too
    little (obeyed, the hours lie beyond), each with its cell where `places` knows it.
    """
    locks = list(_list_locks(plan_input, annual, plan, places or {}))
    capacity = {str(s.seat): s.capacity_hours for s in plan.seats}
    owner_of = {str(o.account): o.seat for o in reversed(plan.ownerships)}
    on_seat: dict[str, list[_Lock]] = defaultdict(list)
    for lock in locks:
        on_seat[lock.seat].append(lock)
    found: list[Finding] = []
    for seat, own in sorted(on_seat.items()):
        hours, room = math.fsum(lock.hours for lock in own), capacity.get(seat)
        reason = _why_not(hours, room)
        if reason is None:
            continue
        text, remedy = reason
        for lock in sorted(own, key=lambda k: (-k.hours, k.account))[:_MOST_LISTED]:
            goes_to = owner_of.get(lock.account) or Text("nobody", "无人")
            facts = {"a": lock.account, "h": lock.how, "s": seat, "t": goes_to, "n": lock.hours, "m": hours, "c": room}
            found.append(Finding(LOCK_CODE, Severity.WARNING, lock.place, text.format(**facts), remedy=remedy))
        if len(own) > _MOST_LISTED:
            more = Text("{n} more accounts are bound to seat {s}", "另有 {n} 个客户绑定到席位 {s}")
            words = more.format(n=len(own) - _MOST_LISTED, s=seat)
            found.append(Finding(LOCK_CODE, Severity.WARNING, own[0].place, words, remedy=remedy))
    return tuple(found)


def _why_not(hours: float, room: float | None) -> tuple[Text, Text] | None:
    """Return what is wrong with locks of so many hours on a seat with so much `room` (``None``: not filled), and what to do; else ``None``."""
    if room is None:
        return (
            Text(
                "account {a} is {h} seat {s}, which this plan does not fill: not obeyed, the account goes to {t}",
                "客户 {a} {h}席位 {s}，但本计划未启用该席位：未能执行，客户归 {t}",
            ),
            Text(
                "Give the seat a rep or a start month, allow the hire, or take the lock away.",
                "请为该席位填写代表或到岗月份、允许招聘，或取消锁定。",
            ),
        )
    if room <= 0:
        return (
            Text(
                "account {a} is {h} seat {s}, which has no capacity in the plan year: obeyed, its {n:,.1f} hours lie beyond",
                "客户 {a} {h}席位 {s}，该席位计划年度无产能：已执行，其 {n:,.1f} 小时均超出产能",
            ),
            Text(
                "Look at the seat's start month, ramp, level and presence, or take the lock away.",
                "请检查该席位的到岗月份、爬坡、级别与出勤，或取消锁定。",
            ),
        )
    if hours <= room * (1 + BAND_TOLERANCE):
        return None
    return (
        Text(
            "account {a} is {h} seat {s}: obeyed, but all accounts bound to it take {m:,.1f} hours and it has {c:,.1f}",
            "客户 {a} {h}席位 {s}：已执行，但绑定到该席位的客户共需 {m:,.1f} 小时，产能仅 {c:,.1f} 小时",
        ),
        Text("Take some of the locks away, or give the seat more hours.", "请取消部分锁定，或增加该席位工时。"),
    )


def _list_locks(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, places: Mapping[PlaceKey, Place]
) -> Iterator[_Lock]:
    book, where = plan_input.accounts, Subject(plan_input, places, {}, {})
    facts = TerritorySubject(plan_input, annual, plan)
    decided = {
        o.name: where.place("overrides", str(number), "value")
        for number, o in enumerate(plan_input.overrides)
        if o.kind is OverrideKind.ACCOUNT_SEAT
    }
    share = {(str(o.account), o.seat): facts.share(o.role) for o in reversed(plan.ownerships)}
    for i, account in enumerate(book.account):
        seat = facts.plan_input.accounts.locked_seat[i]
        if seat is not None:
            hours = facts.hours(i) * share.get((account, seat), 1.0)
            if account in decided:
                yield _Lock(account, seat, hours, decided[account], _DECIDED)
            else:
                yield _Lock(account, seat, hours, where.place("accounts", account, "locked_seat"), _LOCKED)
