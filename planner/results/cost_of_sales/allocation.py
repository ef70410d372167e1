"""The company's cost of sales shared out over its units, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.channel_plan import CostLine, UnitPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, TeamId, UnitId
from planner.domain.name_order import name_order
from planner.domain.plan import AnnualPlan
from planner.domain.rounding import round_running

OWN_KINDS = ("commission", "programme", "partner_margin")
"""Kinds of cost that each unit has of its own."""


@dataclass(frozen=True, slots=True)
class CostRate:
    """What a team, a channel or the company (`level`) shares out, and by what: `by` effort (FTE), revenue (cents) or units; `quantity` of it.

    A team's cost goes to the units on which it works, as lead and as co-seller; where it works nowhere, to those it leads.
    """

    level: str
    team: TeamId | None
    channel: Channel | None
    by: str
    quantity: float
    cost_cents: Cents
    outside_cents: Cents

    def quantity_of(self, unit: UnitPlan) -> float:
        """Return how much of the quantity is `unit`'s."""
        if self.by == "effort":
            return shown_effort(unit.fte) * (unit.team == self.team) + shown_effort(unit.cosell_fte) * (
                unit.coseller == self.team
            )
        if (self.level == "team" and unit.team != self.team) or (
            self.level == "channel" and unit.channel is not self.channel
        ):
            return 0.0
        return 1.0 if self.by == "units" else float(unit.revenue_cents)


@dataclass(frozen=True, slots=True)
class UnitCost:
    """A unit's part of cost of sales: its own, what is shared out to it (exact, in cents), and the whole in cents.

    The wholes of all units add up to the company's cost exactly: their running sums are rounded.
    """

    own_cents: Cents
    own_outside_cents: Cents
    shared: float
    shared_outside: float
    counted_cents: Cents
    outside_cents: Cents


def shown_effort(fte: float) -> float:
    """Return effort as the plan workbook shows it, to a millionth of an FTE: cost is shared out by what finance sees."""
    return round(fte, 6)


def list_cost_rates(plan: AnnualPlan) -> tuple[CostRate, ...]:
    """Return what is shared out by teams, channels and the company, in this order.

    A team that neither works nor leads anywhere passes its cost on to its channel, and a channel without revenue to the company.
    """
    units = plan.channel_plan.units
    loose = [line for line in plan.channel_plan.costs if line.kind not in OWN_KINDS]
    rates: list[CostRate] = []
    effort, led, sold = _quantities(units)
    for team in sorted({line.team for line in loose if line.team is not None}, key=name_order):
        lines = [line for line in loose if line.team == team]
        by, quantity = ("effort", effort[team]) if effort.get(team) else ("revenue", float(led.get(team, 0)))
        if quantity:
            rates.append(CostRate("team", team, lines[0].channel, by, quantity, *sum_by_counting(lines)))
            loose = [line for line in loose if line.team != team]
    for channel in Channel:
        lines = [line for line in loose if line.channel is channel]
        if lines and sold.get(channel):
            rates.append(CostRate("channel", None, channel, "revenue", float(sold[channel]), *sum_by_counting(lines)))
            loose = [line for line in loose if line.channel is not channel]
    revenue = sum(sold.values())
    by, quantity = ("revenue", float(revenue)) if revenue else ("units", float(len(units)))
    return (*rates, CostRate("company", None, None, by, quantity, *sum_by_counting(loose)))


def allocate_costs(plan: AnnualPlan) -> Mapping[UnitId, UnitCost]:
    """Return every unit's part of all cost lines; the parts add up to the lines exactly.

    Commission, programme cost and partner margin are the unit's own. Everything else is shared out as `list_cost_rates` says.
    """
    units = plan.channel_plan.units
    partners_count = all(c.counts_in_ratio for c in plan.channel_plan.costs if c.kind == "partner_margin")
    own, own_outside, shared, shared_outside = [], [], [], []
    by_place = _RatesOf(list_cost_rates(plan))
    for unit in units:
        fixed = unit.commission_cents + unit.programme_cost_cents
        own.append(fixed + (unit.partner_margin_cents if partners_count else 0))
        own_outside.append(0 if partners_count else unit.partner_margin_cents)
        counted = outside = 0.0
        for rate in by_place.of(unit):
            part = rate.quantity_of(unit) / rate.quantity if rate.quantity else 0.0
            counted += part * rate.cost_cents
            outside += part * rate.outside_cents
        shared.append(counted)
        shared_outside.append(outside)
    whole = round_running([a + b for a, b in zip(own, shared, strict=True)])
    rest = round_running([a + b for a, b in zip(own_outside, shared_outside, strict=True)])
    return {
        u.unit.unit: UnitCost(own[i], own_outside[i], shared[i], shared_outside[i], whole[i], rest[i])
        for i, u in enumerate(units)
    }


class _RatesOf:
    """Finds the rates that a unit bears, without looking at all of them."""

    def __init__(self, rates: Sequence[CostRate]) -> None:
        self._teams = {r.team: r for r in rates if r.level == "team"}
        self._channels = {r.channel: r for r in rates if r.level == "channel"}
        self._company = [r for r in rates if r.level == "company"]

    def of(self, unit: UnitPlan) -> list[CostRate]:
        teams = list(dict.fromkeys(t for t in (unit.team, unit.coseller) if t is not None))
        own = [self._teams[t] for t in teams if t in self._teams]
        channel = [self._channels[unit.channel]] if unit.channel in self._channels else []
        return [*own, *channel, *self._company]


def _quantities(
    units: Iterable[UnitPlan],
) -> tuple[dict[TeamId, float], dict[TeamId, Cents], dict[Channel, Cents]]:
    """Return effort by team, revenue by lead team, revenue by channel."""
    effort: dict[TeamId, float] = {}
    led: dict[TeamId, Cents] = {}
    sold: dict[Channel, Cents] = {}
    for unit in units:
        sold[unit.channel] = sold.get(unit.channel, 0) + unit.revenue_cents
        if unit.team is not None:
            effort[unit.team] = effort.get(unit.team, 0.0) + shown_effort(unit.fte)
            led[unit.team] = led.get(unit.team, 0) + unit.revenue_cents
        if unit.coseller is not None:
            effort[unit.coseller] = effort.get(unit.coseller, 0.0) + shown_effort(unit.cosell_fte)
    return effort, led, sold


def sum_by_counting(lines: Iterable[CostLine]) -> tuple[Cents, Cents]:
    """Return what counts in the ratio and what does not."""
    counted = outside = 0
    for line in lines:
        if line.counts_in_ratio:
            counted += line.amount_cents
        else:
            outside += line.amount_cents
    return counted, outside
