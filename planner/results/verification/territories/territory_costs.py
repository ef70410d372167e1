"""What seats carry, what that costs, and the sum of it all: the load rules of territories and the objective, recomputed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.domain.choices import Strictness
from planner.domain.settings import LEAST_HOUR_CENTS
from planner.domain.territory import Ownership, SeatLoad, TerritorySeat
from planner.findings import Finding
from planner.results.verification.subject import broken, money
from planner.results.verification.territories.territory import group_by_seat
from planner.results.verification.territories.territory_facts import Key, TerritorySubject

_RELATIVE = 1e-6
_DOLLAR = 100.0
_MEASURES = ("accounts", "potential", "revenue", "expected", "hours")


@dataclass(frozen=True)
class Ledger:
    """Loads and fair shares of every seat, recomputed. Money in cents (with fractions of a co-seller's share), hours a year."""

    subject: TerritorySubject

    def amounts(self, key: Key) -> tuple[float, ...]:
        """Return what an account brings to its seat, by measure."""
        i, role, _ = key
        book, share = self.subject.plan_input.accounts, self.subject.share(role)
        return (
            1.0,
            book.potential_cents[i] * share,
            book.last_year_revenue_cents[i] * share,
            self.subject.expected[i] * share,
            self.subject.hours(i) * share,
        )

    @cached_property
    def groups(self) -> dict[str, list[tuple[Key, Ownership]]]:
        """The ownerships of every seat."""
        return group_by_seat(self.subject)

    @cached_property
    def after(self) -> dict[str, dict[str, float]]:
        """Loads by seat and measure."""
        loads: dict[str, dict[str, float]] = {}
        for seat in self.subject.seats:
            columns = zip(*(self.amounts(k) for k, _ in self.groups.get(seat, ())), strict=True)
            sums = [math.fsum(column) for column in columns] or [0.0] * len(_MEASURES)
            loads[seat] = dict(zip(_MEASURES, sums, strict=True))
        return loads

    @cached_property
    def before(self) -> dict[str, dict[str, float]]:
        """The same with today's owners, where they are of the team."""
        loads: dict[str, dict[str, float]] = {s: dict.fromkeys(_MEASURES, 0.0) for s in self.subject.seats}
        book = self.subject.plan_input.accounts
        for key in self.subject.ordered_keys:
            owner = book.owner[key[0]]
            if owner in loads and self.subject.seats[owner].team == key[2]:
                for measure, amount in zip(_MEASURES, self.amounts(key), strict=True):
                    loads[owner][measure] += amount
        return loads

    @cached_property
    def fair(self) -> dict[str, dict[str, float]]:
        """Fair shares by seat and measure: each family's amount by capacity over the seats that share it."""
        return self._split_by({s: facts.capacity for s, facts in self.subject.seats.items()})

    @cached_property
    def fair_today(self) -> dict[str, dict[str, float]]:
        """The same by full months of the seats in place today: those that own accounts, and all but new ones."""
        seats = self.subject.seats
        is_there = {s: self.before[s]["accounts"] > 0 or not facts.is_new for s, facts in seats.items()}
        return self._split_by({s: facts.full_capacity if is_there[s] else 0.0 for s, facts in seats.items()})

    def _split_by(self, capacity: dict[str, float]) -> dict[str, dict[str, float]]:
        shares: dict[str, dict[str, float]] = {s: dict.fromkeys(_MEASURES, 0.0) for s in self.subject.seats}
        amounts: dict[frozenset[str], list[float]] = defaultdict(lambda: [0.0] * len(_MEASURES))
        for key in self.subject.ordered_keys:
            sums = amounts[self.subject.sharing[key]]
            for k, amount in enumerate(self.amounts(key)):
                sums[k] += amount
        for able, sums in amounts.items():
            total = math.fsum(capacity[s] for s in able)
            for seat in able if total else ():
                for measure, amount in zip(_MEASURES, sums, strict=True):
                    shares[seat][measure] += amount * capacity[seat] / total
        return shares

    def price(self, measure: str) -> float:
        """Return the amount of a measure over all accounts that have a seat."""
        return math.fsum(loads[measure] for loads in self.after.values())


def _agrees(stated: float, right: float, least: float = _DOLLAR) -> bool:
    return abs(stated - right) <= max(least, _RELATIVE * max(abs(stated), abs(right)))


def _compare_term(ledger: Ledger, rule: str, right: float) -> Iterator[Finding]:
    stated = dict(ledger.subject.plan.report.terms).get(rule, 0.0)
    if not _agrees(stated, right):
        text = "the cost of {r} is {a}, recomputed {b}", "{r} 的成本为 {a}，复算 {b}"
        yield broken(rule, *text, r=rule, a=money(stated), b=money(right))


def overload_cost(ledger: Ledger) -> float:
    """Return what hours beyond capacity cost: a share of the team's potential per hour, or a fixed price where it has none."""
    subject, cost = ledger.subject, 0.0
    for team in sorted({f.team for f in subject.seats.values()}):
        own = [s for s, f in subject.seats.items() if f.team == team]
        potential = math.fsum(ledger.fair[s]["potential"] for s in own)
        settings = subject.plan_input.settings
        capacity = math.fsum(subject.seats[s].hours for s in own)
        share = settings.overload_price_share
        price = share * potential / capacity if capacity > 0 and potential > 0 else settings.plain_hour_cents
        if settings.territory_strictness is not Strictness.OFF:
            price = max(price, LEAST_HOUR_CENTS)
        cost += price * math.fsum(max(0.0, ledger.after[s]["hours"] - subject.seats[s].hours) for s in own)
    return cost


def verify_workload_capacity(ledger: Ledger) -> Iterator[Finding]:
    """Hours beyond capacity are priced as the page says; every seat's hours and capacity are stated rightly."""
    yield from _compare_term(ledger, "workload_capacity", overload_cost(ledger))
    for seat in ledger.subject.plan.seats:
        facts = ledger.subject.seats.get(seat.seat)
        if facts is None or not _agrees(seat.capacity_hours, facts.hours, 1e-6):
            text = (
                "seat {s}: capacity is {a:.1f} hours, recomputed {b:.1f}",
                "席位 {s}：产能 {a:.1f} 小时，复算 {b:.1f}",
            )
            yield broken("workload_capacity", *text, s=seat.seat, a=seat.capacity_hours, b=facts.hours if facts else 0)


def beyond_band(ledger: Ledger, measure: str, bands: dict[str, float]) -> float:
    """Return Σ over seats of what lies beyond the band around the fair share."""
    beyond = 0.0
    for seat, band in bands.items():
        fair, load = ledger.fair[seat][measure], ledger.after[seat][measure]
        if fair > 0:
            beyond += max(0.0, load - (1 + band) * fair) + max(0.0, max(0.0, 1 - band) * fair - load)
    return beyond


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
    bands = {seat: row.band_share for seat, row in stated.items()}
    cost = settings.potential_price_share * beyond_band(ledger, "potential", bands)
    yield from _compare_term(ledger, "potential_balance", cost)


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
    settings = ledger.subject.plan_input.settings
    band = settings.target_band_share
    bands = {} if band is None else dict.fromkeys(ledger.subject.seats, band)
    yield from _compare_term(
        ledger, "target_balance", settings.band_cost_share * beyond_band(ledger, "expected", bands)
    )


def verify_account_count_band(ledger: Ledger) -> Iterator[Finding]:
    """Accounts beyond the most or short of the least of a full seat cost the mean potential of an account each, times the band's share."""
    settings, seats = ledger.subject.plan_input.settings, ledger.subject.seats
    price = settings.band_cost_share * ledger.price("potential") / max(1.0, ledger.price("accounts"))
    most, least = settings.accounts_per_seat_max, settings.accounts_per_seat_min
    off = 0.0
    for seat, facts in seats.items():
        if not facts.capacity:
            continue  # what is locked to it is no matter of balance
        count = ledger.after[seat]["accounts"]
        off += max(0.0, count - most * facts.capacity) if most is not None else 0.0
        off += max(0.0, least * facts.capacity - count) if least is not None else 0.0
    yield from _compare_term(ledger, "account_count_band", price * off)


def verify_new_hire_book(ledger: Ledger) -> Iterator[Finding]:
    """What a new hire's accounts bring less than the asked share of the seat's fair revenue costs that much."""
    share = ledger.subject.plan_input.settings.new_hire_book_share
    short = 0.0
    if share is not None:
        for seat, facts in ledger.subject.seats.items():
            if facts.is_new:
                short += max(0.0, share * ledger.fair[seat]["revenue"] - ledger.after[seat]["revenue"])
    yield from _compare_term(ledger, "new_hire_book", short)


def verify_territory_cost(ledger: Ledger) -> Iterator[Finding]:
    """Handover and travel of every account, imbalance, and the sum of all terms; no bound above the cost, no cost above keeping all."""
    subject, report = ledger.subject, ledger.subject.plan.report
    handover = travel = 0.0
    for members in ledger.groups.values():
        for key, o in members:
            lost, driven = _account_cost(subject, key, o.seat or "")
            if abs(o.handover_cents - lost) > 1 or abs(o.travel_cents - driven) > 1:
                text = "account {a}: handover {h} and travel {t} are wrong", "客户 {a}：交接 {h} 或差旅 {t} 有误"
                yield broken("territory_cost", *text, a=o.account, h=money(o.handover_cents), t=money(o.travel_cents))
            handover, travel = handover + lost, travel + driven
    settings = subject.plan_input.settings
    fair = ledger.fair
    off = math.fsum(
        abs(ledger.after[s]["potential"] - fair[s]["potential"]) for s in subject.seats if fair[s]["potential"] > 0
    )
    for name, right in (("handover", handover), ("travel", travel), ("imbalance", settings.imbalance_cost_share * off)):
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


def _account_cost(subject: TerritorySubject, key: Key, seat: str) -> tuple[float, float]:
    """Return handover and travel of one account at one seat, in cents."""
    i, role, _ = key
    book, settings = subject.plan_input.accounts, subject.plan_input.settings
    owner, share, lost = subject.owner_of(key), subject.share(role), 0.0
    if owner is not None and owner != seat:
        rate = settings.handover_loss_share
        if subject.seats[seat].is_new:
            rate = min(1.0, rate * settings.new_hire_handover_factor)
        lost = round(book.last_year_revenue_cents[i] * rate * share) + settings.move_cost_cents
    km = subject.km(i, seat)
    trip = 2 * settings.visits_per_account * settings.travel_cost_per_km_cents * share
    return lost, 0.0 if km is None else float(round(km * trip))
