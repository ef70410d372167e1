"""Strict territories that could not be kept: which seats lie beyond their hours or band, by how much, and whether that is proven."""

from __future__ import annotations

import math

from planner.domain.choices import Strictness
from planner.domain.plan_input import PlanInput
from planner.domain.territory import BAND_TOLERANCE, TerritoryPlan
from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text

STRICT_CODE = "territory_strict"


def find_strict_excess(plan_input: PlanInput, plan: TerritoryPlan) -> tuple[Finding, ...]:
    """Return a warning for every seat beyond a strict limit, and one for all hours together; nothing where the limits are kept or not strict."""
    strictness = plan_input.settings.territory_strictness
    found: list[Finding] = []
    if strictness is Strictness.OFF:
        return ()
    beyond = [s for s in plan.seats if s.hours_beyond > 0]
    for s in beyond:
        text = Text(
            "seat {s} ({t}) has {b:,.1f} hours beyond its capacity of {c:,.1f}",
            "席位 {s}（{t}）超出产能 {c:,.1f} 小时共 {b:,.1f} 小时",
        )
        found.append(_warn(text.format(s=s.seat, t=s.team, b=s.hours_beyond, c=s.capacity_hours)))
    if beyond:
        total, proven = math.fsum(s.hours_beyond for s in beyond), plan.report.unavoidable_hours
        text = Text(
            "no plan without hours beyond capacity was found: {b:,.1f} in all",
            "未找到不超时的方案：合计超出 {b:,.1f} 小时",
        ).format(b=total)
        if proven > 0.05:
            more = Text("no plan has fewer than {p:,.1f} (proven)", "任何方案都不少于 {p:,.1f} 小时（已证明）")
            text = Text("{t}; {m}", "{t}；{m}").format(t=text, m=more.format(p=proven))
        remedy = Text(
            "Add seats or hours, lift a lock, region or skill, or set the strict limit off.",
            "请增加席位或工时，放宽锁定、区域或技能，或取消严格限制。",
        )
        found.append(_warn(text, remedy))
    if strictness is Strictness.HOURS_AND_BAND:
        for s in plan.seats:
            if s.fair_potential_cents > 0 and abs(s.deviation) > s.band_share + BAND_TOLERANCE:
                text = Text(
                    "seat {s} ({t}): potential {d:+.1%} off its fair share, the strict band is ±{b:.0%}",
                    "席位 {s}（{t}）：潜力偏离公平份额 {d:+.1%}，严格区间为 ±{b:.0%}",
                )
                found.append(_warn(text.format(s=s.seat, t=s.team, d=s.deviation, b=s.band_share)))
    return tuple(found)


def _warn(text: Text, remedy: Text = NO_TEXT) -> Finding:
    return Finding(STRICT_CODE, Severity.WARNING, Place(), text, remedy=remedy)
