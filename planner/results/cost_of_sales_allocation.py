"""The company's cost of sales shared out over its units, to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, TeamId, UnitId
from planner.domain.plan import AnnualPlan, CostLine, UnitPlan
from planner.domain.rounding import split_amount

_OF_UNITS = {
    "commission": "commission_cents",
    "programme": "programme_cost_cents",
    "partner_margin": "partner_margin_cents",
}


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
    sharing = _Sharing(units)
    counted, outside = [0] * len(units), [0] * len(units)
    for line in plan.channel_plan.costs:
        into = counted if line.counts_in_ratio else outside
        places, weights = sharing.weights(line)
        for place, cents in zip(places, split_amount(line.amount_cents, weights), strict=True):
            into[place] += cents
    return {u.unit.unit: UnitCost(counted[i], outside[i]) for i, u in enumerate(units)}


class _Sharing:
    """Knows the units of every team and channel by their places, so that a line looks at its own units only."""

    def __init__(self, units: Sequence[UnitPlan]) -> None:
        self.units = units
        self.led: dict[TeamId | None, list[int]] = {}
        self.worked: dict[TeamId, list[int]] = {}
        self.served: dict[Channel, list[int]] = {}
        for i, unit in enumerate(units):
            self.led.setdefault(unit.team, []).append(i)
            self.served.setdefault(unit.channel, []).append(i)
            for team in sorted({t for t in (unit.team, unit.coseller) if t is not None}):
                self.worked.setdefault(team, []).append(i)

    def weights(self, line: CostLine) -> tuple[Sequence[int], Sequence[float | int]]:
        """Return the units that bear `line` and by what it is shared out: the first of its rules that says anything."""
        for places, weights in self._rules(line):
            if any(weights):
                return places, weights
        return range(len(self.units)), (1,) * len(self.units)

    def _rules(self, line: CostLine) -> Iterator[tuple[Sequence[int], Sequence[float | int]]]:
        column = _OF_UNITS.get(line.kind)
        if column is not None:
            own = [i for i in self.led.get(line.team, []) if self.units[i].channel is line.channel]
            yield own, [getattr(self.units[i], column) for i in own]
        if line.team is not None:
            worked = self.worked.get(line.team, [])
            yield worked, [self._effort(self.units[i], line.team) for i in worked]
            yield self._by_revenue(self.led.get(line.team, []))
        if line.channel is not None:
            yield self._by_revenue(self.served.get(line.channel, []))
        yield self._by_revenue(range(len(self.units)))

    def _by_revenue(self, places: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
        return places, [self.units[i].revenue_cents for i in places]

    @staticmethod
    def _effort(unit: UnitPlan, team: TeamId) -> float:
        return unit.fte * (unit.team == team) + unit.cosell_fte * (unit.coseller == team)
