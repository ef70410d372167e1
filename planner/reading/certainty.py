"""Whether the plan that stands in a workbook was made with a certainty: its inputs alone do not say so."""

from __future__ import annotations

from collections.abc import Sequence

from planner.reading.grids.grid import Grid
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.tables.results.plan_summary_sheet import PLAN_SHEET


def find_certainty(grids: Sequence[Grid]) -> float | None:
    """Return the certainty (0 to 1) asked for, as sheet Plan states it; ``None`` without one."""
    label = ROBUST_LABELS["share"]
    for grid in grids:
        for row in grid.rows if grid.sheet in (PLAN_SHEET.en, PLAN_SHEET.zh) else ():
            if len(row) > 1 and row[0] in (label.en, label.zh) and isinstance(row[1], int | float):
                return float(row[1])
    return None
