"""The mark *target not met* of a best effort: what is said to be asked, held to and reached."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.missed_target import COUNTED_RULE, FloorKey, MissedTarget
from planner.findings import Finding
from planner.results.verification.subject import Subject, broken

_RELATIVE = 1e-9
_ROUNDED = 1.01
"""Cents, or ten-thousandths of a customer: what a workbook shows is rounded once."""


def verify_missed_targets(subject: Subject) -> Iterator[Finding]:
    """A target that is marked as not met is one of the workbook's, is stated with what is asked and reached, and is missed indeed.

    That the plan keeps the lower floor it was held to is checked with the floor's own rule. That no plan reaches more, only a solver can say:
    the manifest signs it.
    """
    seen: set[FloorKey] = set()
    floors = work_out_floors(subject) if subject.plan.missed else {}
    for missed in subject.plan.missed:
        if missed.key in seen or missed.key not in floors:
            yield broken(
                "missed_targets",
                "{n}: no target, or one that stands twice",
                "{n}：不是目标，或重复出现",
                n=_name(missed),
            )
            continue
        seen.add(missed.key)
        asked, reached = floors[missed.key]
        for stated, right in ((missed.asked, asked), (missed.reached, reached)):
            within = _ROUNDED * (1e-4 if missed.rule == COUNTED_RULE else 1.0) + _RELATIVE * abs(right)
            if abs(stated - right) > within:
                yield broken(
                    "missed_targets",
                    "{n}: stated {a}, recomputed {b}",
                    "{n}：所列 {a}，复算 {b}",
                    n=_name(missed),
                    a=_amount(missed, stated),
                    b=_amount(missed, right),
                )
        if reached >= asked * (1 - _RELATIVE) or missed.held > reached * (1 + _RELATIVE) or missed.held < 0:
            yield broken(
                "missed_targets",
                "{n}: marked as not met, but {a} is asked, the plan was held to {h} and reaches {b}",
                "{n}：标注为未达成，但要求 {a}，计划以 {h} 为下限，达到 {b}",
                n=_name(missed),
                a=_amount(missed, asked),
                h=_amount(missed, missed.held),
                b=_amount(missed, reached),
            )


def work_out_floors(subject: Subject) -> dict[FloorKey, tuple[float, float]]:
    """Return what every floor of the workbook asks and what the plan reaches: cents of expected revenue, or customers."""
    plan_input, units = subject.plan_input, subject.units
    settings = plan_input.settings
    floors: dict[FloorKey, tuple[float, float]] = {
        ("revenue_floor", ""): (
            settings.target_revenue_cents / settings.largest_stretch,
            float(sum(u.revenue_cents for u in units)),
        )
    }
    if settings.new_customer_floor is not None:
        deals = [u.unit.segment.average_deal_cents or settings.average_deal_cents for u in units]
        customers = sum(u.revenue_new_cents / deal for u, deal in zip(units, deals, strict=True))
        floors["new_customer_floor", ""] = (float(settings.new_customer_floor), customers)
    for product in plan_input.products:
        if product.target_floor_cents:
            reached = sum(
                cents
                for u in units
                for name, cents in zip(u.unit.products, u.products_cents, strict=True)
                if name == product.product
            )
            floors["product_floor", product.product] = (float(product.target_floor_cents), float(reached))
    for segment in plan_input.segments:
        if segment.share_floor:
            own = [u for u in units if u.unit.segment.segment == segment.segment]
            asked = segment.share_floor * sum(u.unit.total_potential_cents for u in own)
            floors["segment_share_floor", segment.segment] = (asked, float(sum(u.revenue_cents for u in own)))
    for team in plan_input.teams:
        targets = [x / settings.largest_stretch for x in (team.fixed_target_cents, team.target_min_cents) if x]
        least = max([float(team.revenue_min_cents or 0), *targets])
        if least > 0:
            led = sum(u.revenue_cents for u in units if u.team == team.team)
            floors["team_revenue_band", team.team] = (least, float(led))
    return floors


def _name(missed: MissedTarget) -> str:
    return f"{missed.rule} {missed.name}".strip()


def _amount(missed: MissedTarget, value: float) -> str:
    return f"{value:,.4f}" if missed.rule == COUNTED_RULE else f"{value / 100:,.2f}"
