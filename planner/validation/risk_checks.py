"""Checks of sheet Segment risk."""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Finding
from planner.language import Text
from planner.tables.registry import table_named
from planner.validation.registry import Subject, check, warning


@check
def check_segment_risk_says_something(subject: Subject) -> Iterator[Finding]:
    """A row without any spread changes nothing: most often the figure stands in the wrong column."""
    spreads = [c.field for c in table_named("segment_risks").columns if c.references is None]
    for i, row in enumerate(subject.plan_input.segment_risks):
        if all(getattr(row, field) is None for field in spreads):
            found = Text("'{s}' has no spread: the row changes nothing", "“{s}”未填写任何误差：该行不起作用").format(
                s=row.segment
            )
            remedy = Text("Fill a spread, or delete the row.", "请填写误差，或删除该行。")
            yield warning("segment_risk_empty", subject.place("segment_risks", str(i), "segment"), found, remedy=remedy)
