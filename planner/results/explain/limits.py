"""What rules and manual overrides cost: the plan again with one step more room, or without the override."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.choices import OverrideKind
from planner.domain.field_change import OVERRIDES, SETTINGS, FieldChange, apply_field_changes
from planner.domain.identifiers import Cents
from planner.domain.override import Override
from planner.language import Text
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.resolve import price_program
from planner.response import Staffing
from planner.results.change_words import change_words
from planner.results.explain.explained import Explained
from planner.results.explain.room import bound_room
from planner.results.explain.variants import solve_changed_input, solve_each, solve_variant

_TENTH_OF_A_POINT = 0.001
_PERCENT = 0.01


@dataclass(frozen=True, slots=True)
class RulePrice:
    """A limit, one step of room, and what the plan gains by it (objective, cents).

    `gain_cents` is ``None`` where it was not solved or not in time; `gain_most_cents` is proven (no plan that uses the room gains more), ``None``
    without proof. Unless `is_exact` the gain lies between the two. A limit that no better plan would use the room of has the exact price 0.
    """

    rule: str
    change: FieldChange
    words: Text
    gain_cents: Cents | None
    gain_most_cents: Cents | None
    revenue_change_cents: Cents
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class OverrideCost:
    """A manual decision and what the plan would gain without it; a target that was fixed by hand moves no channel and costs 0.

    Unless `is_exact` the gain lies between `gain_cents` and `gain_most_cents`.
    """

    number: int
    override: Override
    gain_cents: Cents | None
    gain_most_cents: Cents | None = None
    is_exact: bool = True


def price_rules(
    explained: Explained, rule: str | None = None, all_solved: bool = False, is_rough: bool = False
) -> tuple[RulePrice, ...]:
    """Return the price of every limit of the workbook, dearest first, or of those of `rule` alone.

    Limits that the relaxation prices, and all of `rule` (or all with `all_solved`), are planned again with one step of room, unless it is proven
    that no plan with the room used is better; for the others the bound is given.
    """
    steps = [(name, change) for name, change in _steps(explained.model.problem) if rule is None or name == rule]
    priced = {row.split(".", 1)[0] for row in explained.prices.by_row}

    def price(step: tuple[str, FieldChange]) -> RulePrice:
        name, change = step
        is_solved = all_solved or rule is not None or (name in priced and not _has_room(explained, change))
        return _price(explained, name, change, is_solved, is_rough)

    prices = solve_each(explained, price, steps)
    return tuple(sorted(prices, key=lambda p: (-(p.gain_cents or 0), -(p.gain_most_cents or 0), p.rule, p.words.en)))


def _has_room(explained: Explained, change: FieldChange) -> bool:
    """Whether the limit is one on a team's hires that the plan does not use up."""
    if change.table != "teams" or change.field not in ("max_hires", "span_of_control"):
        return False
    hired = {str(t.team): sum(t.hires) for t in explained.plan.teams}
    most = {str(s.team.team): s.max_hires for s in explained.model.problem.staffing}
    return hired.get(change.key, 0) < most[change.key]


def _price(explained: Explained, rule: str, change: FieldChange, is_solved: bool, is_rough: bool) -> RulePrice:
    changed = apply_field_changes(explained.plan_input, (change,))
    words = change_words(change)
    model = build_channel_plan_model(explained.pose(changed), explained.objective)
    if model.program.is_same(explained.model.program):
        return RulePrice(rule, change, words, 0, 0, 0, True)
    bound = min(
        price_program(model.program, explained.prices).bound,
        bound_room(explained.model.program, model.program, explained.seconds_left),
    )
    if bound * model.money <= explained.value_cents:
        return RulePrice(rule, change, words, 0, 0, 0, True)
    most = max(0, explained.cents(bound) - explained.value_cents) if math.isfinite(bound) else None
    if not is_solved:
        return RulePrice(rule, change, words, None, most, 0)
    variant = solve_variant(explained, model.program, model, is_rough)
    if variant.plan is None or variant.gain_cents is None:
        return RulePrice(rule, change, words, None, most, 0)
    # More room cannot cost anything: below 0 the re-solve only ended at its own small gap.
    gain = max(0, variant.gain_cents)
    moved = variant.plan.totals.revenue_cents - explained.plan.totals.revenue_cents if gain else 0
    if variant.gain_most_cents is not None:
        most = max(gain, variant.gain_most_cents if most is None else min(most, variant.gain_most_cents))
    return RulePrice(rule, change, words, gain, most, moved, variant.is_exact)


def cost_overrides(explained: Explained, is_rough: bool = False) -> tuple[OverrideCost, ...]:
    """Return what each manual override costs, one at a time."""

    def cost(numbered: tuple[int, Override]) -> OverrideCost:
        return _cost(explained, *numbered, is_rough)

    numbered = list(enumerate(explained.plan_input.overrides, start=1))
    # Overrides of accounts change no channel; territories price them.
    return tuple(solve_each(explained, cost, [n for n in numbered if n[1].kind is not OverrideKind.ACCOUNT_SEAT]))


def _cost(explained: Explained, number: int, override: Override, is_rough: bool) -> OverrideCost:
    if override.kind not in (OverrideKind.SEGMENT_CHANNEL, OverrideKind.SEGMENT_TEAM):
        return OverrideCost(number, override, 0)
    removed = FieldChange(OVERRIDES, str(number), "value", override.value, None)
    variant = solve_changed_input(explained, apply_field_changes(explained.plan_input, (removed,)), is_rough)
    gain = None if variant.gain_cents is None else max(0, variant.gain_cents)
    most = None if variant.gain_most_cents is None else max(0, variant.gain_most_cents)
    return OverrideCost(number, override, gain, most, variant.is_exact)


def _steps(problem: ChannelPlanProblem) -> Iterator[tuple[str, FieldChange]]:
    """Yield the rule and one step of room for every limit that the workbook states."""
    plan_input, settings = problem.plan_input, problem.plan_input.settings
    target = settings.target_revenue_cents
    yield "revenue_floor", _setting("target_revenue_cents", target, round(target * (1 - _PERCENT)))
    if settings.certainty_share is not None:
        certain = settings.certain_revenue_cents
        less = round((target if certain is None else certain) * (1 - _PERCENT))
        yield "robust_target", _setting("certain_revenue_cents", certain, less)
    cap = settings.cost_of_sales_cap
    if cap is not None:
        yield "cost_of_sales_cap", _setting("cost_of_sales_cap", cap, round(cap + _TENTH_OF_A_POINT, 6))
    for rule, field in (
        ("hire_limit", "max_hires"),
        ("hire_limit", "headcount_limit"),
        ("change_limit", "change_limit"),
        *(("channel_limit", f"max_units_{c}") for c in ("direct", "strategic_partner", "smb_partner", "seed", "avoid")),
    ):
        limit = getattr(settings, field)
        if limit is not None:
            yield rule, _setting(field, limit, limit + 1)
    floor = settings.new_customer_floor
    if floor:
        yield "new_customer_floor", _setting("new_customer_floor", floor, floor - max(1, round(floor * _PERCENT)))
    for rule, field in (("headcount_budget", "headcount_budget_cents"), ("seed_budget", "seed_budget_cents")):
        budget = getattr(settings, field)
        if budget is not None:
            yield rule, _setting(field, budget, round(budget * (1 + _PERCENT)))
    for product in plan_input.products:
        floor = product.target_floor_cents
        if floor:
            new = round(floor * (1 - _PERCENT))
            yield "product_floor", FieldChange("products", product.product, "target_floor_cents", floor, new)
    for segment in plan_input.segments:
        if segment.share_floor:
            new_share = round(segment.share_floor * (1 - _PERCENT), 8)
            yield (
                "segment_share_floor",
                FieldChange("segments", segment.segment, "share_floor", segment.share_floor, new_share),
            )
    for team in plan_input.teams:
        for field in ("fixed_target_cents", "target_min_cents", "revenue_min_cents"):
            value = getattr(team, field)
            if value:
                new = round(value * (1 - _PERCENT))
                yield "team_revenue_band", FieldChange("teams", team.team, field, value, new)
        if team.cost_cap is not None:
            new_cap = round(team.cost_cap + _TENTH_OF_A_POINT, 6)
            yield "cost_of_sales_cap", FieldChange("teams", team.team, "cost_cap", team.cost_cap, new_cap)
    for staff in problem.staffing:
        if staff.team.max_hires:
            yield "hire_limit", _hire_step(staff)


def _hire_step(staff: Staffing) -> FieldChange:
    """Return one head more of what keeps a team from hiring: its span of control where that leaves room for fewer than its own limit."""
    team = staff.team
    if team.span_of_control is not None and staff.max_hires < team.max_hires:
        return FieldChange("teams", team.team, "span_of_control", team.span_of_control, team.span_of_control + 1)
    return FieldChange("teams", team.team, "max_hires", team.max_hires, team.max_hires + 1)


def _setting(field: str, old: object, new: object) -> FieldChange:
    return FieldChange(SETTINGS, "", field, old, new)
