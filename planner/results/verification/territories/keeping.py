"""What it would cost to move nobody: every account with its owner where the rules let it, all others at their cheapest seat."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.findings import Finding
from planner.results.verification.subject import broken, money
from planner.results.verification.territories.ledger import MEASURES, Ledger
from planner.results.verification.territories.seat_costs import SeatCosts, account_cost
from planner.results.verification.territories.territory_facts import EARTH_KM, Key, TerritorySubject

Floats = NDArray[np.float64]
_CENTS, _RELATIVE = 100.0, 1e-6


def verify_cost_of_keeping(ledger: Ledger) -> Iterator[Finding]:
    """The cost of moving nobody is recomputed from the inputs: no account leaves an owner who may keep it, but for families of several owners."""
    stated, right = ledger.subject.plan.report.keep_all_cents, compute_cost_of_keeping(ledger)
    if abs(stated - right) > max(_CENTS, _RELATIVE * max(abs(stated), abs(right))):
        text = "the cost of moving nobody is {a}, recomputed {b}", "不做调整的成本为 {a}，复算 {b}"
        yield broken("territory_cost", *text, a=money(stated), b=money(right))


def compute_cost_of_keeping(ledger: Ledger) -> float:
    """Return it in cents a year: handover and travel of the accounts, and what the seats cost with them."""
    subject, keeping = ledger.subject, _Keeping(ledger.subject)
    loads = {seat: dict.fromkeys(MEASURES, 0.0) for seat in subject.seats}
    paid = 0.0
    for group in subject.groups:
        seat = keeping.find_seat(group)
        if seat is None:
            continue
        for key in group:
            paid += sum(account_cost(subject, key, seat))
            for measure, amount in zip(MEASURES, ledger.amounts(key), strict=True):
                loads[seat][measure] += amount
    costs = SeatCosts(ledger)
    return paid + math.fsum(costs.all_terms(seat, carried) for seat, carried in loads.items())


@dataclass(frozen=True, slots=True)
class _Seats:
    """Seats by name in arrays: whether each is new, and its home in radians (not a number without one)."""

    names: tuple[str, ...]
    is_new: NDArray[np.bool_]
    north: Floats
    east: Floats


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Finds the seat at which an account, or a family, moves least."""

    subject: TerritorySubject
    _known: dict[frozenset[str], _Seats] = field(default_factory=dict)

    def find_seat(self, group: list[Key]) -> str | None:
        """Return the seat that takes the fewest of the group's accounts from owners who may keep them; of these the cheapest, then the first by name.

        ``None`` where no seat may own them.
        """
        able = self.subject.allowed[group[0]]
        owners = [o for key in group if (o := self.subject.plan_input.accounts.owner[key[0]]) in able]
        if len(able) < 2 or (owners and len(set(owners)) == 1):
            return owners[0] if owners else next(iter(able), None)
        if owners:
            most = max(owners.count(o) for o in owners)
            able = frozenset(o for o in owners if o is not None and owners.count(o) == most)
        seats = self._seats_of(able)
        cost = np.sum([self._cost_at(key, seats) for key in group], axis=0)
        return seats.names[int(np.argmin(cost))]

    def _seats_of(self, able: frozenset[str]) -> _Seats:
        if able not in self._known:
            names, seats = tuple(sorted(able)), self.subject.seats
            homes = np.radians([seats[s].home or (math.nan, math.nan) for s in names]).reshape(len(names), 2)
            is_new = np.array([seats[s].is_new for s in names], dtype=bool)
            self._known[able] = _Seats(names, is_new, homes[:, 0], homes[:, 1])
        return self._known[able]

    def _cost_at(self, key: Key, seats: _Seats) -> Floats:
        """Return handover and travel of an account at each of the seats, in whole cents."""
        subject, (i, role, _) = self.subject, key
        book, settings, share = subject.plan_input.accounts, subject.plan_input.settings, subject.share(role)
        owner, cost = subject.owner_of(key), np.zeros(len(seats.names))
        if owner is not None:
            rate = settings.handover_loss_share
            rates = np.where(seats.is_new, min(1.0, rate * settings.new_hire_handover_factor), rate)
            lost = np.rint(book.last_year_revenue_cents[i] * rates * share) + settings.move_cost_cents
            cost += np.where(np.array(seats.names, dtype=object) == owner, 0.0, lost)
        latitude, longitude = book.latitude[i], book.longitude[i]
        if latitude is not None and longitude is not None:
            north, east = math.radians(latitude), math.radians(longitude)
            half = np.sin((seats.north - north) / 2) ** 2
            half += np.cos(seats.north) * math.cos(north) * np.sin((seats.east - east) / 2) ** 2
            km = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
            trip = 2 * settings.visits_per_account * settings.travel_cost_per_km_cents * share
            cost += np.rint(np.nan_to_num(km) * trip)
        return cost
