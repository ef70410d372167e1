"""Targets of company, teams and seats, with the steps that lead to each, and goals in other metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.choices import Metric
from planner.domain.identifiers import Cents, ProductId, SeatId, TeamId, UnitId


@dataclass(frozen=True, slots=True)
class SeatPosition:
    """A seat of the plan year: one of the workbook, or one made for a hire (`is_planned_hire`) or for a head without seat (`is_generated`).

    `month_capacity` are 12 relative capacities: ramp × level × presence. Of last year ``None`` is no data; it stands beside the target and moves
    nothing.
    """

    seat: SeatId
    team: TeamId
    rep: str | None
    start_month: int | None
    month_capacity: tuple[float, ...]
    last_year_revenue_cents: Cents | None
    last_year_target_cents: Cents | None
    is_planned_hire: bool
    is_generated: bool


@dataclass(frozen=True, slots=True)
class TeamTarget:
    """Target of a team: base, and cushioned as handed out; `months_cents` 12 base amounts that add up to `base_cents`.

    `unit_targets_cents` splits the base over the units that the team leads. `overlay_cents` is the co-selling credit, outside the sum.
    """

    team: TeamId
    base_cents: Cents
    cushioned_cents: Cents
    months_cents: tuple[Cents, ...]
    cushioned_months_cents: tuple[Cents, ...]
    products_cents: tuple[Cents, ...]
    overlay_cents: Cents
    stretch: float
    growth: float | None


@dataclass(frozen=True, slots=True)
class TargetStep:
    """One step of the way to a seat's target: a name (baseline, capacity, territory, ramp, level, band, rounding, …) and what it adds."""

    name: str
    amount_cents: Cents


@dataclass(frozen=True, slots=True)
class SeatTarget:
    """Target of a seat. `months_cents` (12) and `products_cents` (company product order) each add up to `base_cents`.

    `product_months_cents[p][m]` is the two-way split that adds up to both. The cushioned figures likewise. `steps` add up to `base_cents`.
    `before_moves_cents` is what the base target would be if every account stayed with its owner of today; ``None`` where there are no territories.
    """

    position: SeatPosition
    base_cents: Cents
    cushioned_cents: Cents
    months_cents: tuple[Cents, ...]
    cushioned_months_cents: tuple[Cents, ...]
    products_cents: tuple[Cents, ...]
    product_months_cents: tuple[tuple[Cents, ...], ...]
    steps: tuple[TargetStep, ...]
    before_moves_cents: Cents | None = None


@dataclass(frozen=True, slots=True)
class GoalTarget:
    """Target of a team or seat for a metric other than revenue. Money metrics in cents, counts whole, ratios 0 to 1."""

    metric: Metric
    team: TeamId
    seat: SeatId | None
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class TargetPlan:
    """All targets. `products` is the order of every ``products_cents``; `unit_targets_cents` add up to the company's target."""

    company_base_cents: Cents
    company_cushioned_cents: Cents
    company_seat_cushioned_cents: Cents
    company_stretch: float
    carried_stretch: float
    products: tuple[ProductId, ...]
    teams: tuple[TeamTarget, ...]
    seats: tuple[SeatTarget, ...]
    unit_targets_cents: Mapping[UnitId, Cents]
    goals: tuple[GoalTarget, ...]
