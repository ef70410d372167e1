"""What a seat costs a year with what it carries, rule by rule, and an account at a seat: in cents, as the page prices them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.choices import Strictness
from planner.domain.settings import LEAST_HOUR_CENTS, Settings
from planner.results.verification.territories.ledger import Ledger
from planner.results.verification.territories.territory_facts import Key, TerritorySubject

Loads = Mapping[str, float]
"""What a seat carries, by measure."""
SeatCost = Callable[[str, Loads], float]


@dataclass(frozen=True)
class SeatCosts:
    """The prices of seats in the plan of a ledger; each method is one term of the cost, of one seat with what it may carry."""

    ledger: Ledger

    @cached_property
    def _settings(self) -> Settings:
        return self.ledger.subject.plan_input.settings

    @cached_property
    def present(self) -> dict[str, float]:
        """What each seat costs with what it carries."""
        return {seat: self.all_terms(seat, loads) for seat, loads in self.ledger.after.items()}

    @cached_property
    def hour_prices(self) -> dict[str, float]:
        """Price of an hour beyond capacity by team: a share of its potential per hour, or a fixed price where it has none."""
        seats, settings = self.ledger.subject.seats, self._settings
        prices: dict[str, float] = {}
        for team in sorted({f.team for f in seats.values()}):
            own = [s for s, f in seats.items() if f.team == team]
            potential = math.fsum(self.ledger.fair[s]["potential"] for s in own)
            capacity = math.fsum(seats[s].hours for s in own)
            share = settings.overload_price_share
            price = share * potential / capacity if capacity > 0 and potential > 0 else settings.plain_hour_cents
            is_strict = settings.territory_strictness is not Strictness.OFF
            prices[team] = max(price, LEAST_HOUR_CENTS) if is_strict else price
        return prices

    @cached_property
    def bands(self) -> dict[str, float]:
        """The band of potential that the plan states for each seat; seats that it does not name are found elsewhere."""
        return {str(s.seat): s.band_share for s in self.ledger.subject.plan.seats}

    @cached_property
    def count_price(self) -> float:
        """Price of an account too many or too few: the mean potential of one times the band's share."""
        mean = self.ledger.price("potential") / max(1.0, self.ledger.price("accounts"))
        return self._settings.band_cost_share * mean

    def overload(self, seat: str, loads: Loads) -> float:
        """Hours beyond capacity."""
        facts = self.ledger.subject.seats[seat]
        return self.hour_prices[facts.team] * max(0.0, loads["hours"] - facts.hours)

    def potential_beyond(self, seat: str, loads: Loads) -> float:
        """Potential beyond the band around the fair share."""
        return self._settings.potential_price_share * self._beyond(seat, loads, "potential", self.bands.get(seat, 0.0))

    def expected_beyond(self, seat: str, loads: Loads) -> float:
        """Expected revenue beyond its band, where a band is given."""
        band = self._settings.target_band_share
        return 0.0 if band is None else self._settings.band_cost_share * self._beyond(seat, loads, "expected", band)

    def count_beyond(self, seat: str, loads: Loads) -> float:
        """Accounts beyond the most or short of the least of a full seat; what is locked to a seat of no capacity is no matter of balance."""
        most, least = self._settings.accounts_per_seat_max, self._settings.accounts_per_seat_min
        capacity, count = self.ledger.subject.seats[seat].capacity, loads["accounts"]
        over = max(0.0, count - most * capacity) if most is not None and capacity else 0.0
        under = max(0.0, least * capacity - count) if least is not None and capacity else 0.0
        return self.count_price * (over + under)

    def book_short(self, seat: str, loads: Loads) -> float:
        """What a new hire's accounts bring less than the asked share of the seat's fair revenue."""
        share = self._settings.new_hire_book_share
        if share is None or not self.ledger.subject.seats[seat].is_new:
            return 0.0
        return max(0.0, share * self.ledger.fair[seat]["revenue"] - loads["revenue"])

    def imbalance(self, seat: str, loads: Loads) -> float:
        """Distance of the potential from its fair share."""
        fair = self.ledger.fair[seat]["potential"]
        return self._settings.imbalance_cost_share * abs(loads["potential"] - fair) if fair > 0 else 0.0

    def all_terms(self, seat: str, loads: Loads) -> float:
        """Return the sum of these."""
        terms = (
            self.overload,
            self.potential_beyond,
            self.expected_beyond,
            self.count_beyond,
            self.book_short,
            self.imbalance,
        )
        return math.fsum(term(seat, loads) for term in terms)

    def _beyond(self, seat: str, loads: Loads, measure: str, band: float) -> float:
        fair, load = self.ledger.fair[seat][measure], loads[measure]
        if fair <= 0:
            return 0.0
        return max(0.0, load - (1 + band) * fair) + max(0.0, max(0.0, 1 - band) * fair - load)


def account_cost(subject: TerritorySubject, key: Key, seat: str) -> tuple[float, float]:
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
