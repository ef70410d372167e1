"""Cost-of-sales ratios of a plan by company, team, channel, segment and product line, with the cap and who breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.channel_plan import CostLine, UnitPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, ProductId, SegmentId, UnitId
from planner.domain.name_order import name_order
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import split_running
from planner.results.cost_of_sales.allocation import UnitCost, allocate_costs, sum_by_counting
from planner.tables.results.cost_sheets import COST_KIND_WORDS

_RELATIVE = 1e-9
"""A ratio is within its cap up to this share of the cap, as in the verifier."""


class RatioAxis(StrEnum):
    """What ratios are listed by."""

    COMPANY = "company"
    TEAM = "team"
    CHANNEL = "channel"
    SEGMENT = "segment"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class CostRatio:
    """Revenue and cost of sales of one team, channel, segment or product line.

    `name` is ``None`` for the cost that belongs to none of them. `cost_cents` counts in the ratio, `outside_cents` does not. `cap` is a share of
    revenue or ``None``; `cap_is_own` tells a team's own cap from the company's, beside which the others stand.
    """

    axis: RatioAxis
    name: str | None
    revenue_cents: Cents
    cost_cents: Cents
    outside_cents: Cents
    cap: float | None = None
    cap_is_own: bool = False

    @property
    def ratio(self) -> float | None:
        """Cost of sales ÷ revenue; ``None`` without revenue."""
        return self.cost_cents / self.revenue_cents if self.revenue_cents else None

    @property
    def room_cents(self) -> float | None:
        """Return what may still be spent below the cap; negative above it, ``None`` without a cap."""
        return None if self.cap is None else self.cap * self.revenue_cents - self.cost_cents

    @property
    def breaks_cap(self) -> bool:
        """Whether the cost of sales is above the cap."""
        return self.cap is not None and self.cost_cents > self.cap * self.revenue_cents * (1 + _RELATIVE)


@dataclass(frozen=True, slots=True)
class CostTotal:
    """One kind of cost in the whole company: amount, share of expected revenue, whether it counts in the ratio."""

    kind: str
    label: str
    amount_cents: Cents
    revenue_share: float
    counts_in_ratio: bool


def compute_ratios(plan_input: PlanInput, plan: AnnualPlan, cap: float | None = None) -> tuple[CostRatio, ...]:
    """Return the ratios of the company, then of every team, channel, segment and product line.

    The rows of each axis add up to the company's. Teams and channels bear the lines that are theirs; what belongs to none of them is the row
    without a name. Segments and product lines bear everything, shared out as `allocate_costs` says.

    Parameters
    ----------
    cap
        Stands in place of the company's cap, 0 to 1; teams' own caps stay as they are.
    """
    limit = plan_input.settings.cost_of_sales_cap if cap is None else cap
    costs, units = plan.channel_plan.costs, plan.channel_plan.units
    revenue = sum(u.revenue_cents for u in units)
    shared = allocate_costs(plan)
    company = CostRatio(RatioAxis.COMPANY, None, revenue, *sum_by_counting(costs), limit, cap is None)
    return (
        company,
        *_by_team(plan_input, plan, limit),
        *_by_channel(plan, limit),
        *_by_segment(plan_input, plan, shared, limit),
        *_by_product(plan_input, plan, shared, limit),
    )


def list_cost_totals(plan: AnnualPlan) -> tuple[CostTotal, ...]:
    """Return the company's cost lines added up over teams and channels, in order of kinds and then of the plan's lines."""
    revenue = sum(u.revenue_cents for u in plan.channel_plan.units)
    order = list(COST_KIND_WORDS)
    sums: dict[tuple[str, str, bool], Cents] = {}
    for line in plan.channel_plan.costs:
        key = (line.kind, line.label, line.counts_in_ratio)
        sums[key] = sums.get(key, 0) + line.amount_cents
    return tuple(
        CostTotal(kind, label, cents, cents / revenue if revenue else 0.0, counts)
        for (kind, label, counts), cents in sorted(sums.items(), key=lambda item: order.index(item[0][0]))
    )


def _by_team(plan_input: PlanInput, plan: AnnualPlan, limit: float | None) -> list[CostRatio]:
    costs, units = plan.channel_plan.costs, plan.channel_plan.units
    caps = {t.team: t.cost_cap for t in plan_input.teams}
    rows = []
    for team in sorted(caps, key=name_order):
        revenue = sum(u.revenue_cents for u in units if u.team == team)
        own = caps[team]
        spent = sum_by_counting(line for line in costs if line.team == team)
        rows.append(
            CostRatio(RatioAxis.TEAM, team, revenue, *spent, limit if own is None else own, cap_is_own=own is not None)
        )
    rest = sum(u.revenue_cents for u in units if u.team is None)
    return rows + _nobody(RatioAxis.TEAM, rest, (line for line in costs if line.team is None))


def _by_channel(plan: AnnualPlan, limit: float | None) -> list[CostRatio]:
    costs, units = plan.channel_plan.costs, plan.channel_plan.units
    rows = []
    for channel in Channel:
        revenue = sum(u.revenue_cents for u in units if u.channel is channel)
        spent = sum_by_counting(line for line in costs if line.channel is channel)
        if revenue or any(spent):
            rows.append(CostRatio(RatioAxis.CHANNEL, channel.value, revenue, *spent, limit))
    return rows + _nobody(RatioAxis.CHANNEL, 0, (line for line in costs if line.channel is None))


def _by_segment(
    plan_input: PlanInput, plan: AnnualPlan, shared: Mapping[UnitId, UnitCost], limit: float | None
) -> list[CostRatio]:
    rows = []
    units: dict[SegmentId, list[UnitPlan]] = {}
    for unit in plan.channel_plan.units:
        units.setdefault(unit.unit.segment.segment, []).append(unit)
    for segment in plan_input.segments:
        own = units.get(segment.segment, [])
        spent = [shared[u.unit.unit] for u in own]
        counted, outside = sum(c.counted_cents for c in spent), sum(c.outside_cents for c in spent)
        revenue = sum(u.revenue_cents for u in own)
        rows.append(CostRatio(RatioAxis.SEGMENT, segment.segment, revenue, counted, outside, limit))
    return rows


def _by_product(
    plan_input: PlanInput, plan: AnnualPlan, shared: Mapping[UnitId, UnitCost], limit: float | None
) -> list[CostRatio]:
    """Return the ratios of product lines: a unit's cost follows the revenue of its product lines, and their potential where it has none."""
    revenue: dict[ProductId, Cents] = {p.product: 0 for p in plan_input.products}
    counted, outside = dict(revenue), dict(revenue)
    for unit in plan.channel_plan.units:
        weights = next((w for w in (unit.products_cents, unit.unit.potential_cents) if any(w)), None)
        weights = weights or (1,) * len(unit.unit.products)
        cost = shared[unit.unit.unit]
        for sums, parts in (
            (revenue, unit.products_cents),
            (counted, split_running(cost.counted_cents, weights)),
            (outside, split_running(cost.outside_cents, weights)),
        ):
            for product, cents in zip(unit.unit.products, parts, strict=True):
                sums[product] += cents
    return [CostRatio(RatioAxis.PRODUCT, p, revenue[p], counted[p], outside[p], limit) for p in revenue]


def _nobody(axis: RatioAxis, revenue: Cents, lines: Iterable[CostLine]) -> list[CostRatio]:
    """Return the row of what belongs to no team or channel; none when there is nothing."""
    spent = sum_by_counting(lines)
    return [CostRatio(axis, None, revenue, *spent)] if revenue or any(spent) else []
