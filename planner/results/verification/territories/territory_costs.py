"""What seats carry, what that costs, and the sum of it all: the load rules of territories and the objective, recomputed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from planner.domain.territory import Ownership, SeatLoad, TerritorySeat
from planner.findings import Finding
from planner.results.verification.subject import broken, money
from planner.results.verification.territories.ledger import Ledger
from planner.results.verification.territories.seat_costs import SeatCost, SeatCosts, account_cost

_RELATIVE = 1e-6
_DOLLAR = 100.0


def _agrees(stated: float, right: float, least: float = _DOLLAR) -> bool:
    return abs(stated - right) <= max(least, _RELATIVE * max(abs(stated), abs(right)))


def _sum_over_seats(ledger: Ledger, cost: SeatCost) -> float:
    """Return what the seats cost with what they carry."""
    return math.fsum(cost(seat, loads) for seat, loads in ledger.after.items())


def _compare_term(ledger: Ledger, rule: str, right: float) -> Iterator[Finding]:
    stated = dict(ledger.subject.plan.report.terms).get(rule, 0.0)
    if not _agrees(stated, right):
        text = "the cost of {r} is {a}, recomputed {b}", "{r} 的成本为 {a}，复算 {b}"
        yield broken(rule, *text, r=rule, a=money(stated), b=money(right))


def verify_workload_capacity(ledger: Ledger) -> Iterator[Finding]:
    """Hours beyond capacity are priced as the page says; every seat's hours and capacity are stated rightly."""
    yield from _compare_term(ledger, "workload_capacity", _sum_over_seats(ledger, SeatCosts(ledger).overload))
    for seat in ledger.subject.plan.seats:
        facts = ledger.subject.seats.get(seat.seat)
        if facts is None or not _agrees(seat.capacity_hours, facts.hours, 1e-6):
            text = (
                "seat {s}: capacity is {a:.1f} hours, recomputed {b:.1f}",
                "席位 {s}：产能 {a:.1f} 小时，复算 {b:.1f}",
            )
            yield broken("workload_capacity", *text, s=seat.seat, a=seat.capacity_hours, b=facts.hours if facts else 0)


def verify_potential_balance(ledger: Ledger) -> Iterator[Finding]:
    """Fair shares and loads are stated rightly, before and after; the band is the workbook's; what lies beyond it is priced."""
    settings = ledger.subject.plan_input.settings
    stated = {str(s.seat): s for s in ledger.subject.plan.seats}
    if set(stated) != set(ledger.subject.seats) or len(stated) != len(ledger.subject.plan.seats):
        yield broken("potential_balance", "the seats are not those of the plan", "席位与计划不一致")
        return
    for seat, row in stated.items():
        yield from _check_seat(ledger, seat, row)
        given = settings.potential_band_share
        if given is not None and row.band_share != given:
            text = "seat {s}: the band is {a}, the workbook says {b}", "席位 {s}：均衡带 {a}，工作簿为 {b}"
            yield broken("potential_balance", *text, s=seat, a=row.band_share, b=given)
    if settings.potential_band_share is None:
        yield from _check_derived_bands(ledger)
    yield from _compare_term(ledger, "potential_balance", _sum_over_seats(ledger, SeatCosts(ledger).potential_beyond))


def _check_derived_bands(ledger: Ledger) -> Iterator[Finding]:
    """A band that the workbook does not give is one a team, in whole percents, and at least 5 %; just that where there is nothing to share."""
    by_team: dict[str, set[float]] = defaultdict(set)
    shared: dict[str, float] = defaultdict(float)
    for row in ledger.subject.plan.seats:
        team = ledger.subject.seats[row.seat].team
        by_team[team].add(row.band_share)
        shared[team] += ledger.fair[row.seat]["potential"]
    for team, bands in sorted(by_team.items()):
        percents = [100 * band for band in bands]
        is_whole = all(p >= 5 - _RELATIVE and abs(p - round(p)) <= _RELATIVE for p in percents)
        if len(bands) > 1 or not is_whole or (not shared[team] and max(percents) > 5 + _RELATIVE):
            text = (
                "team {t}: the bands {b} are not one of whole percents, at least 5",
                "团队 {t}：均衡带 {b} 应统一为不低于 5 的整数百分比",
            )
            yield broken("potential_balance", *text, t=team, b=", ".join(f"{p:g} %" for p in sorted(percents)))


def _check_seat(ledger: Ledger, seat: str, row: TerritorySeat) -> Iterator[Finding]:
    facts = ledger.subject.seats[seat]
    if row.team != facts.team:
        text = "seat {s}: its team is {b}, not {a}", "席位 {s}：所属团队应为 {b}，而非 {a}"
        yield broken("potential_balance", *text, s=seat, a=row.team, b=facts.team)
    for stated, shares in ((row.fair_before_cents, ledger.fair_today), (row.fair_potential_cents, ledger.fair)):
        if not _agrees(stated, shares[seat]["potential"]):
            text = "seat {s}: fair potential is {a}, recomputed {b}", "席位 {s}：公平潜力 {a}，复算 {b}"
            yield broken("potential_balance", *text, s=seat, a=money(stated), b=money(shares[seat]["potential"]))
    for load, right_loads in ((row.before, ledger.before[seat]), (row.after, ledger.after[seat])):
        for measure, value in _measures_of(load).items():
            if not _agrees(value, right_loads[measure], 1e-6 if measure in ("accounts", "hours") else 1.01):
                text = "seat {s}: {m} is {a}, recomputed {b}", "席位 {s}：{m} 为 {a}，复算 {b}"
                yield broken("potential_balance", *text, s=seat, m=measure, a=value, b=right_loads[measure])


def _measures_of(load: SeatLoad) -> dict[str, float]:
    return {
        "accounts": load.accounts,
        "potential": load.potential_cents,
        "revenue": load.revenue_cents,
        "expected": load.expected_cents,
        "hours": load.hours,
    }


def verify_target_balance(ledger: Ledger) -> Iterator[Finding]:
    """Expected revenue beyond its band is priced, where a band is given."""
    yield from _compare_term(ledger, "target_balance", _sum_over_seats(ledger, SeatCosts(ledger).expected_beyond))


def verify_account_count_band(ledger: Ledger) -> Iterator[Finding]:
    """Accounts beyond the most or short of the least of a full seat cost the mean potential of an account each, times the band's share."""
    yield from _compare_term(ledger, "account_count_band", _sum_over_seats(ledger, SeatCosts(ledger).count_beyond))


def verify_new_hire_book(ledger: Ledger) -> Iterator[Finding]:
    """What a new hire's accounts bring less than the asked share of the seat's fair revenue costs that much."""
    yield from _compare_term(ledger, "new_hire_book", _sum_over_seats(ledger, SeatCosts(ledger).book_short))


def verify_territory_cost(ledger: Ledger) -> Iterator[Finding]:
    """Handover and travel of every account, imbalance, and the sum of all terms; no bound above the cost."""
    subject, report = ledger.subject, ledger.subject.plan.report
    handover = travel = 0.0
    for members in ledger.groups.values():
        for key, o in members:
            lost, driven = account_cost(subject, key, o.seat or "")
            yield from _compare_account(o, lost, driven)
            handover, travel = handover + lost, travel + driven
    for o in subject.plan.ownerships:
        if o.seat is None:
            yield from _compare_account(o, 0.0, 0.0)
    off = _sum_over_seats(ledger, SeatCosts(ledger).imbalance)
    for name, right in (("handover", handover), ("travel", travel), ("imbalance", off)):
        stated = dict(report.terms).get(name, 0.0)
        if not _agrees(stated, right):
            text = "{n} is {a}, recomputed {b}", "{n} 为 {a}，复算 {b}"
            yield broken("territory_cost", *text, n=name, a=money(stated), b=money(right))
    total = math.fsum(value for _, value in report.terms)
    if not _agrees(report.objective_cents, total):
        text = "the cost is {a}, its terms add up to {b}", "总成本 {a}，各项合计 {b}"
        yield broken("territory_cost", *text, a=money(report.objective_cents), b=money(total))
    if report.bound_cents > report.objective_cents + max(1.0, _RELATIVE * report.objective_cents):
        yield broken("territory_cost", "the bound is above the cost", "下界高于成本")
    moves = sum(o.is_move for o in subject.plan.ownerships)
    if moves != report.moves:
        yield broken("territory_cost", "{a} moves stated, {b} counted", "调整数 {a}，实为 {b}", a=report.moves, b=moves)


def _compare_account(o: Ownership, handover_cents: float, travel_cents: float) -> Iterator[Finding]:
    if abs(o.handover_cents - handover_cents) > 1 or abs(o.travel_cents - travel_cents) > 1:
        text = "account {a}: handover {h} and travel {t} are wrong", "客户 {a}：交接 {h} 或差旅 {t} 有误"
        yield broken("territory_cost", *text, a=o.account, h=money(o.handover_cents), t=money(o.travel_cents))
