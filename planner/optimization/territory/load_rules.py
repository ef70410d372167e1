"""What seats carry and what that costs: one function a rule, each adds one load."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from planner.domain.choices import Strictness
from planner.domain.settings import LEAST_HOUR_CENTS, Settings
from planner.optimization.territory.problem import Floats, Loads

_EMPTY = 1.0


@dataclass(slots=True)
class LoadBuilder:
    """Collects the loads. Shapes: `capacity`, `hours_of_seat`, `is_new_hire`, `team_of_seat` (seats); the weights of nodes (nodes).

    `fair` turns the weights of nodes into each seat's fair share: Σ over nodes that it shares of weight · capacity ÷ capacity of all that share them.
    """

    settings: Settings
    capacity: Floats
    hours_of_seat: Floats
    is_new_hire: Floats
    team_of_seat: tuple[str, ...]
    potential: Floats
    expected: Floats
    revenue: Floats
    hours: Floats
    accounts: Floats
    fair_potential: Floats
    fair_expected: Floats
    fair_revenue: Floats
    band: Floats
    rows: list[tuple[str, tuple[Floats, ...]]] = field(default_factory=list)
    hard: list[str] = field(default_factory=list)

    def put(
        self,
        name: str,
        weight: Floats,
        scale: Floats,
        inner: Floats,
        over: Floats,
        under: Floats,
        high: Floats,
        low: Floats,
    ) -> None:
        """Add one load; seats without scale carry no cost."""
        none = scale <= 0
        clean = [np.where(none, 0.0, a) for a in (inner, over, under)]
        self.rows.append((name, (weight, np.where(none, _EMPTY, scale), *clean, high, low)))

    def build(self) -> Loads:
        """Return all loads."""
        columns = ("weight", "scale", "inner", "over", "under", "high", "low")
        arrays = {name: np.array([row[k] for _, row in self.rows], dtype=float) for k, name in enumerate(columns)}
        return Loads(names=tuple(r[0] for r in self.rows), hard=tuple(self.hard), **arrays)


def add_workload_capacity(builder: LoadBuilder) -> None:
    """Hours beyond a seat's capacity lose a share of the team's potential per hour; a seat without capacity has all of them beyond.

    A team without potential loses a fixed price an hour: else nothing would keep its work balanced.
    """
    price, hours = np.zeros(len(builder.team_of_seat)), builder.hours_of_seat
    teams = np.array(builder.team_of_seat)
    for team in dict.fromkeys(builder.team_of_seat):
        own = teams == team
        price[own] = builder.fair_potential[own].sum() / max(hours[own].sum(), 1e-9)
    over = np.where(price > 0, builder.settings.overload_price_share * price, builder.settings.plain_hour_cents)
    if builder.settings.territory_strictness is not Strictness.OFF:
        over = np.maximum(over, LEAST_HOUR_CENTS)
        builder.hard.append("workload_capacity")
    scale, zero = np.where(hours > 0, hours, 1.0), np.zeros_like(over)
    top = np.where(hours > 0, 1.0, 0.0)
    builder.put("workload_capacity", builder.hours, scale, zero, over * scale, zero, top, zero)


def add_potential_balance(builder: LoadBuilder) -> None:
    """Potential away from the fair share costs a little inside the band and more beyond it."""
    fair, settings = builder.fair_potential, builder.settings
    beyond = settings.potential_price_share * fair
    if settings.territory_strictness is Strictness.HOURS_AND_BAND:
        builder.hard.append("potential_balance")
    high, low = 1 + builder.band, np.maximum(0, 1 - builder.band)
    inner = settings.imbalance_cost_share * fair
    builder.put("potential_balance", builder.potential, fair, inner, beyond, beyond, high, low)


def add_target_balance(builder: LoadBuilder) -> None:
    """Expected revenue beyond its band, which seat targets follow, costs as potential does."""
    band = builder.settings.target_band_share
    if band is None:
        return
    fair = builder.fair_expected
    beyond, one = builder.settings.band_cost_share * fair, np.ones_like(fair)
    builder.put(
        "target_balance", builder.expected, fair, 0 * one, beyond, beyond, (1 + band) * one, max(0.0, 1 - band) * one
    )


def add_account_count_band(builder: LoadBuilder) -> None:
    """Accounts beyond the most, or short of the least, of a full seat cost the mean potential of an account each, times the share."""
    least, most = builder.settings.accounts_per_seat_min, builder.settings.accounts_per_seat_max
    if least is None and most is None:
        return
    price = builder.settings.band_cost_share * builder.potential.sum() / max(1.0, builder.accounts.sum())
    slope, one = price * builder.capacity, np.ones_like(builder.capacity)
    over = slope if most is not None else 0 * one
    under = slope if least is not None else 0 * one
    high, low = float(most if most is not None else 1e9) * one, float(least or 0) * one
    builder.put("account_count_band", builder.accounts, builder.capacity, 0 * one, over, under, high, low)


def add_new_hire_book(builder: LoadBuilder) -> None:
    """What a new hire's accounts bring less than the asked share of fair revenue costs that much."""
    share = builder.settings.new_hire_book_share
    if share is None:
        return
    scale = np.where(builder.is_new_hire > 0, share * builder.fair_revenue, 0.0)
    one = np.ones_like(scale)
    builder.put("new_hire_book", builder.revenue, scale, 0 * one, 0 * one, scale, 1e9 * one, one)
