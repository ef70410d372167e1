"""What a best effort says of the targets that it does not reach."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.missed_target import COUNTED_RULE, MissedTarget
from planner.domain.money import money_words
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.reading.grids.cell_places import PlaceKey
from planner.tables.results.missed_targets import NOT_MET, floor_words
from planner.tables.words.currency_words import currency_words

MISSED_CODE = "target_not_met"
_SETTINGS_ROW = "0"
"""Under which the cells of sheet Settings are known."""
_FIELDS = {
    "revenue_floor": ("settings", "target_revenue_cents"),
    "new_customer_floor": ("settings", "new_customer_floor"),
    "product_floor": ("products", "target_floor_cents"),
    "segment_share_floor": ("segments", "share_floor"),
}


def find_missed_targets(
    plan_input: PlanInput, plan: AnnualPlan, places: Mapping[PlaceKey, Place], is_greatest: bool
) -> tuple[Finding, ...]:
    """Return a warning for every target that `plan` misses; with `is_greatest` it is proven that no plan comes closer."""
    closest = Text("No plan comes closer under the other rules.", "在其他规则下，没有更接近目标的计划。")
    if not is_greatest:
        closest = Text(
            "A plan that comes closer may exist: allow more with --time-limit.",
            "可能存在更接近目标的计划：可用 --time-limit 放宽时间。",
        )
    remedy = Text("{c} The ways to meet it: planner diagnose.", "{c}达成目标的办法：planner diagnose。").format(
        c=closest
    )
    return tuple(
        Finding(MISSED_CODE, Severity.WARNING, _place(missed, places), missed_words(plan_input, missed), remedy=remedy)
        for missed in plan.missed
    )


def missed_words(plan_input: PlanInput, missed: MissedTarget) -> Text:
    """Return one missed target in a sentence: what is asked, what is reached, what is missing."""
    settings = plan_input.settings
    if missed.rule == "revenue_floor":
        text = Text(
            "{x}: the company's target of {t} {u} asks for an expected revenue of {a} (largest stretch {s:g}); this plan expects {r}, {d} {u} "
            "or {p:.1f} % less. The target is handed out as it is, at a stretch of {q:.3f}",
            "{x}：公司目标 {t} {u} 要求预期收入 {a}（最大拉伸 {s:g}）；本计划预期 {r}，少 {d} {u}（{p:.1f}%）。目标仍按原额下达，拉伸系数 {q:.3f}",
        )
        return text.format(
            x=NOT_MET,
            t=money_words(settings.target_revenue_cents),
            u=currency_words(settings.currency),
            a=money_words(missed.asked),
            s=settings.largest_stretch,
            r=money_words(missed.reached),
            d=money_words(missed.shortfall),
            p=missed.shortfall / missed.asked * 100,
            q=settings.target_revenue_cents / missed.reached if missed.reached else 0.0,
        )
    amounts = [
        f"{x:,.1f}" if missed.rule == COUNTED_RULE else money_words(x)
        for x in (missed.asked, missed.reached, missed.shortfall)
    ]
    text = Text("{x}: {n}: {a} asked, {r} expected, {d} short", "{x}：{n}：要求 {a}，预期 {r}，差 {d}")
    return text.format(x=NOT_MET, n=floor_words(missed.key), a=amounts[0], r=amounts[1], d=amounts[2])


def _place(missed: MissedTarget, places: Mapping[PlaceKey, Place]) -> Place:
    """Return the cell that asks for the target, where it is known."""
    if missed.rule not in _FIELDS:
        fields = ("revenue_min_cents", "fixed_target_cents", "target_min_cents")
        return next((places[key] for f in fields if (key := ("teams", missed.name, f)) in places), Place())
    table, field = _FIELDS[missed.rule]
    return places.get((table, missed.name or _SETTINGS_ROW, field), Place())
