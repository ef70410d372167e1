"""The plan: what is decided for units, teams, seats, and how good it is proven to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.choices import Channel, Metric, SolveStatus
from planner.domain.identifiers import Cents, ProductId, SeatId, TeamId, UnitId
from planner.domain.market import Unit
from planner.domain.risk import RobustPromise
from planner.domain.territory import TerritoryPlan


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """The option chosen for one unit, with everything it is expected to bring and cost in the plan year.

    `fte` is the lead team's effort, `cosell_fte` the co-selling team's. `variable_cost_cents` = partner margin + commission + programme cost
    (the channel's stepped rebate is apart, in `CostLine`). `value_cents` is the option's term of the objective *contribution*.
    `products_cents` is the expected revenue by product, aligned with ``unit.products``.
    """

    unit: Unit
    channel: Channel
    team: TeamId | None
    coseller: TeamId | None
    fte: float
    cosell_fte: float
    reach: float
    revenue_kept_cents: Cents
    revenue_new_cents: Cents
    products_cents: tuple[Cents, ...]
    margin_cents: Cents
    partner_margin_cents: Cents
    commission_cents: Cents
    programme_cost_cents: Cents
    carry_over_cents: Cents
    option_value_cents: Cents
    value_cents: Cents
    new_customers: float
    matrix_channel: Channel
    is_changed: bool

    @property
    def revenue_cents(self) -> Cents:
        """Expected revenue: kept and new."""
        return self.revenue_kept_cents + self.revenue_new_cents

    @property
    def variable_cost_cents(self) -> Cents:
        """Partner margin, commission and programme cost."""
        return self.partner_margin_cents + self.commission_cents + self.programme_cost_cents


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """Heads, hires by start quarter (four counts), FTE available and used as lead and as co-seller."""

    team: TeamId
    heads: int
    hires: tuple[int, int, int, int]
    available_fte: float
    lead_fte: float
    cosell_fte: float
    expected_revenue_cents: Cents
    cosell_revenue_cents: Cents
    last_year_revenue_cents: Cents | None

    @property
    def used_fte(self) -> float:
        """Effort used, as lead and as co-seller."""
        return self.lead_fte + self.cosell_fte


REVENUE_COST_KINDS = ("commission", "partner_margin", "rebate")
"""Kinds of cost lines that follow revenue."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of cost of sales in the plan year. `team` and `channel` are ``None`` where the line belongs to the company.

    `kind` is one of pay, seat_pay, process_bonus, benefits, expense, travel, presales, manager_pay, manager_bonus, hiring, commission, programme,
    team_cost, marketing, partner_margin, rebate.
    """

    kind: str
    label: str
    team: TeamId | None
    channel: Channel | None
    amount_cents: Cents
    counts_in_ratio: bool


@dataclass(frozen=True, slots=True)
class SolveReport:
    """How a solve ended. `objective` and `bound` are cents of the named objective; `gap` = |bound − objective| ÷ max(1, |objective|)."""

    status: SolveStatus
    objective_name: str
    objective_cents: Cents
    bound_cents: Cents
    gap: float
    seconds: float
    options: int
    options_kept: int
    solver: str
    solver_version: str
    seed: int = 0

    @property
    def gap_cents(self) -> Cents:
        """Proven most that a better plan could add (or save)."""
        return abs(self.bound_cents - self.objective_cents)


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """Company totals of a plan or baseline; ratio = cost of sales (counted lines) ÷ revenue."""

    revenue_cents: Cents
    gross_margin_cents: Cents
    cost_of_sales_cents: Cents
    partner_cost_cents: Cents
    carry_over_cents: Cents
    option_value_cents: Cents
    new_customers: float

    @property
    def cost_of_sales_ratio(self) -> float:
        """Cost of sales ÷ revenue; 0 without revenue."""
        return self.cost_of_sales_cents / self.revenue_cents if self.revenue_cents else 0.0

    @property
    def contribution_cents(self) -> Cents:
        """Gross margin − all cost of sales, partner margin and rebate included whether or not they count in the ratio."""
        return self.gross_margin_cents - self.cost_of_sales_cents - self.partner_cost_cents


@dataclass(frozen=True, slots=True)
class Baseline:
    """A plan to compare with. `name` is matrix_rule or as_last_year; `broken_rules` names the rules it breaks."""

    name: str
    totals: PlanTotals
    channels: Mapping[UnitId, Channel]
    broken_rules: tuple[str, ...]

    @property
    def is_feasible(self) -> bool:
        """Whether the baseline keeps all rules."""
        return not self.broken_rules


@dataclass(frozen=True, slots=True)
class Calibration:
    """The model's revenue for *as last year* beside last year's actual revenue."""

    model_revenue_cents: Cents
    actual_revenue_cents: Cents

    @property
    def deviation(self) -> float:
        """Model ÷ actual − 1; 0 when there is no actual revenue."""
        return self.model_revenue_cents / self.actual_revenue_cents - 1 if self.actual_revenue_cents else 0.0


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """The first decision: a channel and effort for every unit, hires for every team, with its proof and its cost lines.

    `totals.cost_of_sales_cents` is the sum of the cost lines that count in the ratio; `partner_cost_cents` the sum of those that do not
    (partner margin and rebate where Settings say that they do not count, and other lines marked as not counting).
    """

    units: tuple[UnitPlan, ...]
    teams: tuple[TeamPlan, ...]
    costs: tuple[CostLine, ...]
    totals: PlanTotals
    report: SolveReport


@dataclass(frozen=True, slots=True)
class SeatPosition:
    """A seat of the plan year: one of the workbook, or one made for a hire (`is_planned_hire`) or for a head without seat (`is_generated`).

    `month_capacity` are 12 relative capacities: ramp × level × presence.
    """

    seat: SeatId
    team: TeamId
    rep: str | None
    start_month: int | None
    month_capacity: tuple[float, ...]
    last_year_revenue_cents: Cents | None
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
    """

    position: SeatPosition
    base_cents: Cents
    cushioned_cents: Cents
    months_cents: tuple[Cents, ...]
    cushioned_months_cents: tuple[Cents, ...]
    products_cents: tuple[Cents, ...]
    product_months_cents: tuple[tuple[Cents, ...], ...]
    steps: tuple[TargetStep, ...]


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


@dataclass(frozen=True, slots=True)
class Manifest:
    """What made this plan: enough to make it again."""

    input_sha256: str
    input_name: str
    plan_sha256: str
    scenario: str
    product_version: str
    solver: str
    settings: tuple[tuple[str, str], ...]
    warnings: int


@dataclass(frozen=True, slots=True)
class AnnualPlan:
    """A whole plan: channel plan, targets, baselines, calibration.

    `robust` where a revenue was asked to be certain; `territories` where accounts were given to seats, whose targets then follow them.
    """

    channel_plan: ChannelPlan
    targets: TargetPlan
    matrix_rule: Baseline
    as_last_year: Baseline
    calibration: Calibration
    stage_seconds: tuple[tuple[str, float], ...]
    robust: RobustPromise | None = None
    territories: TerritoryPlan | None = None
