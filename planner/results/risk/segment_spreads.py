"""The spreads of each segment: its own, else those of the nearest node above it, else those of all segments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.domain.identifiers import SegmentId
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RiskParameters

_FIELDS = ("potential_spread", "penetration_spread", "response_spread")


def list_spreads(plan_input: PlanInput, segments: Iterable[SegmentId]) -> list[RiskParameters]:
    """Return the parameters that hold for each of `segments`; each spread is looked for on its own."""
    rows = {row.segment: row for row in plan_input.segment_risks}
    if not rows:
        return [plan_input.risk for _ in segments]

    def find(segment: SegmentId) -> RiskParameters:
        nearest_last = [rows[n] for n in reversed((segment, *plan_input.ancestors(segment))) if n in rows]
        given = {f: getattr(row, f) for row in nearest_last for f in _FIELDS if getattr(row, f) is not None}
        return replace(plan_input.risk, **given)

    return [find(segment) for segment in segments]
