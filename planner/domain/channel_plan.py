"""The channel plan: the option of every unit, what teams do and cost, totals, proof, and the plans it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.choices import Channel, SolveStatus
from planner.domain.identifiers import Cents, TeamId, UnitId
from planner.domain.market import Unit


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
