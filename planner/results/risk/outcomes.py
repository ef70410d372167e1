"""What the draws of a simulation gave."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.risk import RiskSource
from planner.results.risk.subject import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What each draw gave, in cents: company revenue, revenue by team (draws, teams), ratio, and company revenue without each source."""

    revenue: Floats
    teams: Floats
    ratio: Floats
    without: dict[RiskSource, Floats]
