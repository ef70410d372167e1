"""What every seat carries, and the share of it that is fair: by measure, before and after."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from planner.domain.territory import Ownership
from planner.results.verification.subject import Subject
from planner.results.verification.territories.territory import group_by_seat, verify_one_owner
from planner.results.verification.territories.territory_facts import Key, TerritorySubject

MEASURES = ("accounts", "potential", "revenue", "expected", "hours")


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
            sums = [math.fsum(column) for column in columns] or [0.0] * len(MEASURES)
            loads[seat] = dict(zip(MEASURES, sums, strict=True))
        return loads

    @cached_property
    def before(self) -> dict[str, dict[str, float]]:
        """The same with today's owners, where they are of the team."""
        loads: dict[str, dict[str, float]] = {s: dict.fromkeys(MEASURES, 0.0) for s in self.subject.seats}
        book = self.subject.plan_input.accounts
        for key in self.subject.ordered_keys:
            owner = book.owner[key[0]]
            if owner in loads and self.subject.seats[owner].team == key[2]:
                for measure, amount in zip(MEASURES, self.amounts(key), strict=True):
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
        shares: dict[str, dict[str, float]] = {s: dict.fromkeys(MEASURES, 0.0) for s in self.subject.seats}
        amounts: dict[frozenset[str], list[float]] = defaultdict(lambda: [0.0] * len(MEASURES))
        for key in self.subject.ordered_keys:
            sums = amounts[self.subject.sharing[key]]
            for k, amount in enumerate(self.amounts(key)):
                sums[k] += amount
        for able, sums in amounts.items():
            total = math.fsum(capacity[s] for s in able)
            for seat in able if total else ():
                for measure, amount in zip(MEASURES, sums, strict=True):
                    shares[seat][measure] += amount * capacity[seat] / total
        return shares

    def price(self, measure: str) -> float:
        """Return the amount of a measure over all accounts that have a seat."""
        return math.fsum(loads[measure] for loads in self.after.values())


def open_ledger(subject: Subject) -> Ledger | None:
    """Return what the seats of a plan carry; ``None`` without territories, and where an owner is missing. To be asked for by `Subject.once`."""
    if subject.plan.territories is None:
        return None
    territories = TerritorySubject(subject.plan_input, subject.plan, subject.plan.territories)
    return None if any(True for _ in verify_one_owner(territories)) else Ledger(territories)
