"""A frontier: plans none of which is better than another on both of two figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.language import Text
from planner.results.comparison import ComparedCase, PlanFigures
from planner.results.diagnosis.highest_target import carried_target_cents


class Trade(StrEnum):
    """Which two figures are traded: the first is to be high, the second low."""

    REVENUE_RATIO = "revenue-ratio"
    CONTRIBUTION_HEADS = "contribution-heads"
    TARGET_MOVES = "target-moves"


NOT_DECIDED = Text("Plans not decided", "未判定的方案")
"""Label of the fact how many plans that were tried were neither found nor refuted; points may be missing for it."""


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One plan of the frontier: `gain` (cents) is to be high, `price` (a ratio or a count) low. `bound` is the limit under which
    it is the best plan, ``None`` for none; `cost_price` the price of cost of sales that it was found by, if it was."""

    gain_cents: int
    price: float
    bound: float | None
    case: ComparedCase
    cost_price: float | None = None


@dataclass(frozen=True, slots=True)
class Frontier:
    """The points by rising price, no one dominated by another; `knee` is the place of the marked one, ``None`` with fewer than three."""

    company: str
    year: str
    currency: str
    trade: Trade
    points: tuple[FrontierPoint, ...]
    knee: int | None
    facts: tuple[tuple[Text, str], ...]


def measure_point(trade: Trade, figures: PlanFigures, largest_stretch: float) -> tuple[int, float]:
    """Return the gain (cents) and the price of a plan. The gain of *target-moves* is the highest company target that the plan can carry."""
    metrics = figures.metrics
    if trade is Trade.REVENUE_RATIO:
        return round(metrics["revenue"]), metrics["ratio"]
    if trade is Trade.CONTRIBUTION_HEADS:
        return round(metrics["contribution"]), metrics["heads"]
    return carried_target_cents(metrics["revenue"], largest_stretch), metrics["changes"]


def keep_undominated(points: Sequence[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """Return the points by rising price that no other point beats or equals on both figures."""
    kept: list[FrontierPoint] = []
    for point in sorted(points, key=lambda p: (p.price, -p.gain_cents)):
        if not kept or point.gain_cents > kept[-1].gain_cents:
            kept.append(point)
    return tuple(kept)


def find_knee(points: Sequence[FrontierPoint]) -> int | None:
    """Return the place of the point farthest above the line from the first to the last, both scaled to 0…1; ``None`` with fewer than three."""
    if len(points) < 3:
        return None
    first, last = points[0], points[-1]
    width, height = last.price - first.price, last.gain_cents - first.gain_cents
    above = [(p.gain_cents - first.gain_cents) / height - (p.price - first.price) / width for p in points]
    return max(range(len(points)), key=lambda i: (above[i], -i))
