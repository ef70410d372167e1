"""From which attainment a cap is kept and from which it is broken again, and from which contribution is not negative."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.results.cost_of_sales.attainment import AttainedCost, compute_costs_at, compute_team_cost
from planner.results.cost_of_sales.curve import CompanyCurve
from planner.results.cost_of_sales.ratios import RatioAxis

_MOST = 300
"""The largest attainment that is searched, in percent; each percent is looked at."""
_EXACT = 1e-6


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Attainments (1 = reached) of one team or channel, or of the company; ``None`` where there is none up to 300 %.

    `break_even`: the least at which contribution is not negative. `cap_from`: the least at which the cap is kept; `cap_broken_from`: above that, the
    least at which it no longer is (accelerators and rebates grow faster than revenue).
    """

    break_even: float | None
    cap_from: float | None
    cap_broken_from: float | None


def find_thresholds(curve: CompanyCurve, caps: Sequence[float | None]) -> tuple[Thresholds, ...]:
    """Return the thresholds of company, channels and teams, in the order of `compute_costs_at`; `caps` are theirs, ``None`` for none."""
    table = [compute_costs_at(curve, i / 100) for i in range(_MOST + 1)]
    return tuple(
        _thresholds([costs[row] for costs in table], _cost_of(curve, row, table[0][row]), cap)
        for row, cap in enumerate(caps)
    )


def _thresholds(
    points: Sequence[AttainedCost], cost_at: Callable[[float], AttainedCost], cap: float | None
) -> Thresholds:
    even = _first(points, cost_at, lambda c: c.contribution_cents >= 0)
    if cap is None:
        return Thresholds(even, None, None)

    def is_kept(cost: AttainedCost) -> bool:
        return cost.revenue_cents > 0 and cost.cost_cents <= cap * cost.revenue_cents

    kept = _first(points, cost_at, is_kept)
    if kept is None:
        return Thresholds(even, None, None)
    start = next(i for i, point in enumerate(points) if is_kept(point))
    return Thresholds(even, kept, _first(points, cost_at, lambda c: not is_kept(c), start))


def _first(
    points: Sequence[AttainedCost],
    cost_at: Callable[[float], AttainedCost],
    holds: Callable[[AttainedCost], bool],
    start: int = 0,
) -> float | None:
    """Return where `holds` first becomes true from the percent `start` on: among `points`, then to a millionth by halving."""
    place = next((i for i in range(start, len(points)) if holds(points[i])), None)
    if place is None or place == start:
        return None if place is None else place / 100
    low, high = (place - 1) / 100, place / 100
    while high - low > _EXACT:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(cost_at(middle)) else (middle, high)
    return high


def _cost_of(curve: CompanyCurve, row: int, cost: AttainedCost) -> Callable[[float], AttainedCost]:
    """Return the cost of one row of `compute_costs_at` as a function of attainment."""
    if cost.axis is RatioAxis.TEAM:
        team = next(t for t in curve.teams if t.team == cost.name)
        return lambda attainment: compute_team_cost(curve, team, attainment)
    return lambda attainment: compute_costs_at(curve, attainment)[row]
