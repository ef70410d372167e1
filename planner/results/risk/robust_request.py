"""What is asked of a plan whose revenue is to be certain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class RobustRequest:
    """What must be certain: `revenue_cents` (``None``: the company's target) in `share` of `draws` years simulated with `seed`."""

    share: float
    revenue_cents: int | None = None
    draws: int = 10_000
    seed: int = 0
    on_round: Callable[[int], None] | None = None
