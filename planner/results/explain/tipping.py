"""What tips a unit's channel: the potential, penetration or margin at which another channel is best, at the plan's prices of shared time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import Channel
from planner.domain.identifiers import UnitId
from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.model import value_at_prices
from planner.response.build_options import OptionFrame, frame_options, price_frame
from planner.response.option_table import CHANNELS, OptionTable
from planner.results.explain.explained import Explained

_FACTORS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
DRIVERS = ("potential", "penetration", "margin")


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """At `factor` times its `driver` (potential, penetration, margin) the unit's best channel becomes `channel`; other things equal.

    The prices of teams' time and limits are held as the plan has them, so this is where the unit alone would turn.
    """

    unit: UnitId
    driver: str
    factor: float
    channel: Channel


def find_tipping_points(explained: Explained) -> dict[UnitId, tuple[TippingPoint, ...]]:
    """Return for each unit the nearest tipping points below and above, of each driver, between half and twice today's figure.

    All units' drivers are scaled at once and the options priced again: at held prices the units do not depend on one another.
    """
    units = explained.problem.options.units
    found: dict[UnitId, list[TippingPoint]] = {u.unit: [] for u in units}
    chosen = np.array([int(explained.problem.options.channel[i]) for i in explained.chosen])
    pricing = _Pricing(explained, frame_options(explained.plan_input, explained.problem.staffing), chosen)
    now = pricing.lead("", 1.0)
    for driver in DRIVERS:
        for factors in (sorted((f for f in _FACTORS if f < 1), reverse=True), [f for f in _FACTORS if f > 1]):
            _scan(pricing, driver, factors, now, found)
    return {unit: tuple(points) for unit, points in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class _Lead:
    """Per unit: the best other channel, and by how much (model units) the plan's channel leads it at the held prices."""

    other: np.ndarray
    ahead: np.ndarray


def _scan(
    pricing: _Pricing, driver: str, factors: list[float], now: _Lead, found: dict[UnitId, list[TippingPoint]]
) -> None:
    units = pricing.explained.problem.options.units
    waiting = now.ahead > 0
    at, last = 1.0, now
    for factor in factors:
        if not waiting.any():
            return
        scaled = pricing.lead(driver, factor)
        turned = waiting & (scaled.ahead < 0) & (last.ahead >= 0)
        for u in np.flatnonzero(turned).tolist():
            share = last.ahead[u] / (last.ahead[u] - scaled.ahead[u])
            where = at + (factor - at) * float(share)
            found[units[u].unit].append(
                TippingPoint(units[u].unit, driver, round(where, 3), CHANNELS[int(scaled.other[u])])
            )
        waiting &= ~turned
        at, last = factor, scaled


@dataclass(frozen=True, slots=True, eq=False)
class _Pricing:
    """Prices the options of inputs that differ in amounts: `frame` is that of the plan's own input, `chosen` its channel by unit."""

    explained: Explained
    frame: OptionFrame
    chosen: np.ndarray

    def lead(self, driver: str, factor: float) -> _Lead:
        """Return how units stand at `factor` times their `driver` (``""``: as they are)."""
        explained, frame = self.explained, self.frame
        scale = _SCALERS.get(driver)
        plan_input = explained.plan_input if scale is None else scale(explained.plan_input, factor)
        if driver in _FRAMED:
            frame = frame_options(plan_input, explained.problem.staffing, frame)
        problem = explained.pose_options(plan_input, price_frame(plan_input, frame))
        reduced = value_at_prices(problem, explained.objective, explained.model.money, explained.prices)
        return _compare(problem.options, reduced, self.chosen)


def _compare(options: OptionTable, reduced: np.ndarray, chosen: np.ndarray) -> _Lead:
    reduced = np.where(options.eligible & options.allowed, reduced, -np.inf)
    best = np.full((len(options.units), len(CHANNELS)), -np.inf)
    np.maximum.at(best, (options.unit, options.channel), reduced)
    rows = np.arange(len(options.units))
    own = best[rows, chosen]
    best[rows, chosen] = -np.inf
    other = best.argmax(axis=1)
    with np.errstate(invalid="ignore"):
        ahead = np.nan_to_num(own - best[rows, other], nan=0.0, posinf=np.inf, neginf=-np.inf)
    return _Lead(other, ahead)


def _scale_potential(plan_input: PlanInput, factor: float) -> PlanInput:
    return replace(
        plan_input, potential_cents={key: round(cents * factor) for key, cents in plan_input.potential_cents.items()}
    )


def _scale_penetration(plan_input: PlanInput, factor: float) -> PlanInput:
    segments = tuple(replace(s, penetration=min(1.0, s.penetration * factor)) for s in plan_input.segments)
    return replace(plan_input, segments=segments)


def _scale_margin(plan_input: PlanInput, factor: float) -> PlanInput:
    products = tuple(replace(p, gross_margin=min(1.0, p.gross_margin * factor)) for p in plan_input.products)
    return replace(plan_input, products=products)


_SCALERS: dict[str, Callable[[PlanInput, float], PlanInput]] = {
    "potential": _scale_potential,
    "penetration": _scale_penetration,
    "margin": _scale_margin,
}
_FRAMED = ("potential", "penetration")
"""Drivers that which rows there are depends on, and not their prices alone."""
