"""Checks of rows that name a product line for a segment: decisions and judgements that fit no unit would not count."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import OverrideKind
from planner.findings import Finding
from planner.language import Text
from planner.validation.registry import Subject, check_of, error

_SEGMENT_KINDS = (OverrideKind.SEGMENT_CHANNEL, OverrideKind.SEGMENT_TEAM)
_POINTS = (
    "revenue_none_cents",
    "revenue_half_cents",
    "revenue_today_cents",
    "revenue_more_cents",
    "revenue_unlimited_cents",
)
_ONE_CHANNEL = Text(
    "'{s}' has one channel for all product lines, so that this row would not count for one of them",
    "“{s}”的所有产品线共用一个通路，此行不能只对其中一条起作用",
)
_CLEAR = Text(
    "Clear the product line, or answer yes below 'Assign by product line' of the segment.",
    "请清空产品线，或将该细分的“按产品线分配”填为“是”。",
)


@check_of("segments", "overrides", "judgements")
def check_product_lines_are_units(subject: Subject) -> Iterator[Finding]:
    """A product line is named where the segment is assigned by product line, and nowhere else."""
    by_line = {str(s.segment): s.assign_by_product for s in subject.plan_input.segments}
    for i, override in enumerate(subject.plan_input.overrides):
        if override.kind in _SEGMENT_KINDS and override.product is not None and not by_line.get(override.name, True):
            place = subject.place("overrides", str(i), "product")
            yield error("line_without_unit", place, _ONE_CHANNEL.format(s=override.name), remedy=_CLEAR)
    for i, judgement in enumerate(subject.plan_input.judgements):
        assigned = by_line.get(str(judgement.segment))
        place = subject.place("judgements", str(i), "product")
        if assigned is False and judgement.product is not None:
            yield error("line_without_unit", place, _ONE_CHANNEL.format(s=judgement.segment), remedy=_CLEAR)
        if assigned and judgement.product is None:
            found = Text("'{s}' is assigned by product line", "“{s}”按产品线分配").format(s=judgement.segment)
            expected = Text("the product line that is judged is expected", "应填写所判断的产品线")
            yield error("line_expected", place, found, expected)


@check_of("judgements")
def check_judgements_rise(subject: Subject) -> Iterator[Finding]:
    """More effort does not bring less: the curve through the points rises or is flat."""
    for i, judgement in enumerate(subject.plan_input.judgements):
        points = [getattr(judgement, field) for field in _POINTS]
        for field, before, after in zip(_POINTS[1:], points, points[1:], strict=False):
            if after < before:
                yield error(
                    "judgement_falls",
                    subject.place("judgements", str(i), field),
                    Text("more effort brings less revenue than the column before", "投入更多，收入却低于前一列"),
                    remedy=Text("Look at the order of the five figures.", "请检查五个数字的顺序。"),
                )
                break
