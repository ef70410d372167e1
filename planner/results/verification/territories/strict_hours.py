"""Strict hours: where some lie beyond capacity, no single account or family could be given away, and what is called proven can be true."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.domain.choices import Strictness
from planner.domain.territory import BAND_TOLERANCE, FEW_CHANGES
from planner.findings import Finding
from planner.results.verification.subject import broken
from planner.results.verification.territories.ledger import Ledger


def verify_strict_hours(ledger: Ledger) -> Iterator[Finding]:
    """Hours beyond a strict capacity remain only where nothing of the seat fits elsewhere as it is, unless moves or changes are limited."""
    subject = ledger.subject
    settings = subject.plan_input.settings
    if settings.territory_strictness is Strictness.OFF:
        return
    hours = {seat: loads["hours"] for seat, loads in ledger.after.items()}
    room = {seat: facts.hours - hours[seat] for seat, facts in subject.seats.items()}
    beyond = {seat: -r for seat, r in room.items() if -r > BAND_TOLERANCE * subject.seats[seat].hours}
    total, proven = math.fsum(beyond.values()), subject.plan.report.unavoidable_hours
    if proven > total + 0.01:
        text = (
            "{a:.2f} hours beyond capacity are said to be unavoidable, the plan has {b:.2f}",
            "声称不可避免的超时为 {a:.2f} 小时，方案仅有 {b:.2f}",
        )
        yield broken("workload_capacity", *text, a=proven, b=total)
    is_limited = settings.move_limit_accounts is not None or settings.move_limit_revenue_cents is not None
    if is_limited or subject.plan.report.method.endswith(FEW_CHANGES):
        return
    book = subject.plan_input.accounts
    seat_of = {subject.key_of(o): o.seat for o in subject.plan.ownerships}
    for group in subject.groups:
        seat = seat_of.get(group[0])
        if seat not in beyond:
            continue
        size = math.fsum(subject.hours(k[0]) * subject.share(k[1]) for k in group)
        fits = sorted(s for s in subject.allowed[group[0]] if s != seat and 0 < size <= room[s])
        if fits:
            text = (
                "hours are strict and seat {s} has {b:.1f} too many, but account {a} fits {t}",
                "工时为严格限制，席位 {s} 超出 {b:.1f} 小时，而客户 {a} 可归 {t}",
            )
            name = book.account[group[0][0]]
            yield broken("workload_capacity", *text, s=seat, b=beyond[seat], a=name, t=fits[0])
