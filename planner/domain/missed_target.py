"""A target that no plan reaches under the other rules: what was asked, what was asked instead, what is reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FLOOR_RULES = (
    "revenue_floor",
    "product_floor",
    "segment_share_floor",
    "new_customer_floor",
    "team_revenue_band",
)
"""The rules that say what a plan must at least reach: what a best effort may miss. Of a team's band it is the least revenue."""
COUNTED_RULE = "new_customer_floor"
"""The floor in customers; all others are expected revenue in cents."""

FloorKey = tuple[str, str]
"""A floor by its rule and the product line, segment or team that it is for; of the company the second is empty."""
Floors = Mapping[FloorKey, float]
"""What is asked instead of what the workbook asks, in cents of expected revenue, or in customers."""


@dataclass(frozen=True, slots=True)
class MissedTarget:
    """One floor that the plan does not reach: what the workbook asks, what the plan was held to, what it reaches.

    In cents of expected revenue, or in customers (`COUNTED_RULE`); ``held ≤ reached < asked``. Of a share floor the revenue that it means.
    """

    rule: str
    name: str
    asked: float
    held: float
    reached: float

    @property
    def key(self) -> FloorKey:
        """Which floor it is."""
        return self.rule, self.name

    @property
    def shortfall(self) -> float:
        """What is missing, in the same unit."""
        return self.asked - self.reached


def floors_of(missed: Iterable[MissedTarget]) -> dict[FloorKey, float]:
    """Return what a plan that misses `missed` was held to."""
    return {m.key: m.held for m in missed}
