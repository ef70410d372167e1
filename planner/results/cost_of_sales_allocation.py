"""The company's cost of sales shared out over its units, to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.identifiers import Cents, UnitId
from planner.domain.plan import AnnualPlan, CostLine, UnitPlan
from planner.domain.rounding import split_amount

_OF_UNITS = ("commission", "programme", "partner_margin")


@dataclass(frozen=True, slots=True)
class UnitCost:
    """A unit's share of cost of sales: what counts in the ratio and what does not."""

    counted_cents: Cents
    outside_cents: Cents


def allocate_costs(plan: AnnualPlan) -> Mapping[UnitId, UnitCost]:
    """Return every unit's share of all cost lines; the shares add up to the lines exactly.

    Commission, programme cost and partner margin are the unit's own. Another line of a team follows the team's effort on the unit, as lead and as
    co-seller (expected revenue where nobody works). A line of a channel follows the expected revenue of its units, and a line of the company the
    expected revenue of all.
    """
    units = plan.channel_plan.units
    counted, outside = [0] * len(units), [0] * len(units)
    for line in plan.channel_plan.costs:
        into = counted if line.counts_in_ratio else outside
        for i, cents in enumerate(split_amount(line.amount_cents, _weights(line, units))):
            into[i] += cents
    return {u.unit.unit: UnitCost(counted[i], outside[i]) for i, u in enumerate(units)}


def _weights(line: CostLine, units: tuple[UnitPlan, ...]) -> tuple[float | int, ...]:
    """Return how a line is shared out over `units`: the first of its rules that says anything."""
    choices: list[tuple[float | int, ...]] = []
    if line.kind in _OF_UNITS:
        own = {"commission": "commission_cents", "programme": "programme_cost_cents"}.get(
            line.kind, "partner_margin_cents"
        )
        choices.append(tuple(getattr(u, own) * (u.team == line.team and u.channel is line.channel) for u in units))
    if line.team is not None:
        choices.append(tuple(u.fte * (u.team == line.team) + u.cosell_fte * (u.coseller == line.team) for u in units))
        choices.append(tuple(u.revenue_cents * (u.team == line.team) for u in units))
    if line.channel is not None:
        choices.append(tuple(u.revenue_cents * (u.channel is line.channel) for u in units))
    choices.append(tuple(u.revenue_cents for u in units))
    return next((w for w in choices if any(w)), (1,) * len(units))
