"""What could be given up so that a plan becomes possible: every limit that a person set, with the change of the workbook that relaxes it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.choices import OverrideKind
from planner.domain.field_change import OVERRIDES, SETTINGS, FieldChange
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.response.option_table import CHANNELS

SHARE_STEP = 1e-4
"""Shares and ratios are given to a hundredth of a percent."""
_STRETCH_STEP = 1e-3
_ROUND = 1e-6


@dataclass(frozen=True, slots=True)
class Lever:
    """One limit that can be relaxed.

    `row` is its row in the program, `side` what one unit of relief adds to the row's left side (+1 for a floor, −1 for a cap), `most` the most
    relief. `relative` is the share of the limit that one unit of relief is, for comparing levers of different kinds.
    `changes` gives the workbook's changes for an amount of relief, rounded so that they are enough, `extra` whole steps further.
    """

    rule: str
    row: int
    side: int
    most: float
    is_integer: bool
    relative: float
    changes: Callable[[float, int], tuple[FieldChange, ...]]


def list_levers(model: ChannelPlanModel) -> tuple[Lever, ...]:
    """Return the levers of all rows of `model` but the cost-of-sales caps and hires, which `ways_out` treats apart."""
    levers: list[Lever] = []
    for number, name in enumerate(model.program.row_names):
        rule, _, key = name.partition(".")
        make = _MAKERS.get(rule)
        if make is not None:
            lever = make(model, number, key)
            if lever is not None:
                levers.append(lever)
    return tuple(levers)


def step_down(amount: float, step: float, extra: int = 0) -> int:
    """Return `amount` rounded down to a multiple of `step`, `extra` steps further, not below 0."""
    return max(0, round((math.floor(amount / step + _ROUND) - extra) * step))


def step_up(amount: float, step: float, extra: int = 0) -> int:
    """Return `amount` rounded up to a multiple of `step`, `extra` steps further."""
    return round((math.ceil(amount / step - _ROUND) + extra) * step)


def share_up(share: float, extra: int = 0) -> float:
    """Return `share` rounded up to a hundredth of a percent, `extra` steps further."""
    return round((math.ceil(share / SHARE_STEP - _ROUND) + extra) * SHARE_STEP, 6)


def share_down(share: float, extra: int = 0) -> float:
    """Return `share` rounded down to a hundredth of a percent, `extra` steps further, not below 0."""
    return max(0.0, round((math.floor(share / SHARE_STEP + _ROUND) - extra) * SHARE_STEP, 6))


def stretch_up(target: float, reachable: float, extra: int = 0) -> float:
    """Return the stretch at which `reachable` revenue carries `target` (same unit), rounded up to a thousandth, `extra` steps further."""
    return round((math.ceil(target / reachable / _STRETCH_STEP - _ROUND) + extra) * _STRETCH_STEP, 3)


def _setting(model: ChannelPlanModel, field: str, new: object) -> tuple[FieldChange, ...]:
    return (FieldChange(SETTINGS, "", field, getattr(model.problem.plan_input.settings, field), new),)


def _step(model: ChannelPlanModel) -> int:
    return max(1, model.problem.plan_input.settings.rounding_step_cents)


def _reached_cents(model: ChannelPlanModel, side: float) -> int:
    """Return the whole cents that the left side of a relaxed row comes to, from the side (model units) that it just keeps."""
    return round(side * model.money)


def _company_target(model: ChannelPlanModel, row: int, key: str) -> Lever:
    settings, floor = model.problem.plan_input.settings, float(model.program.row_lower[row])
    target = settings.target_revenue_cents

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        reachable = _reached_cents(model, floor - relief) * settings.largest_stretch
        return _setting(model, "target_revenue_cents", step_down(reachable, _step(model), extra))

    relative = model.money * settings.largest_stretch / max(1, target)
    return Lever("revenue_floor", row, 1, max(0.0, floor), False, relative, changes)


def _product_floor(model: ChannelPlanModel, row: int, key: str) -> Lever:
    product = model.problem.plan_input.products[int(key)]
    floor, most = product.target_floor_cents or 0, max(0.0, float(model.program.row_lower[row]))

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        new = step_down(_reached_cents(model, most - relief), _step(model), extra)
        return (FieldChange("products", product.product, "target_floor_cents", floor, new or None),)

    return Lever("product_floor", row, 1, most, False, model.money / max(1, floor), changes)


def _share_floor(model: ChannelPlanModel, row: int, key: str) -> Lever:
    segment = model.problem.plan_input.segments[int(key)]
    share = segment.share_floor or 0.0
    units = [u for u in model.problem.options.units if u.segment.segment == segment.segment]
    potential = max(1, sum(u.total_potential_cents for u in units))

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        new = share_down(share - relief * model.money / potential, extra)
        return (FieldChange("segments", segment.segment, "share_floor", share, new or None),)

    most = max(0.0, float(model.program.row_lower[row]))
    return Lever("segment_share_floor", row, 1, most, False, model.money / potential / max(share, 1e-9), changes)


def _new_customers(model: ChannelPlanModel, row: int, key: str) -> Lever:
    floor = model.problem.plan_input.settings.new_customer_floor or 0

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        return _setting(model, "new_customer_floor", step_down(floor - relief, 1, extra))

    return Lever("new_customer_floor", row, 1, floor + 1.0, False, 1 / max(1, floor), changes)


def _team_band(model: ChannelPlanModel, row: int, key: str) -> Lever:
    index, _, end = key.partition(".")
    team = model.problem.staffing[int(index)].team
    stretch = model.problem.plan_input.settings.largest_stretch
    side = 1 if end == "least" else -1
    limit = float(model.program.row_lower[row] if side > 0 else model.program.row_upper[row])

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        reachable = _reached_cents(model, limit - side * relief)
        if side < 0:
            new = step_up(reachable, _step(model), extra)
            return (FieldChange("teams", team.team, "revenue_max_cents", team.revenue_max_cents, new),)
        found: list[FieldChange] = []
        for field, factor in (
            ("fixed_target_cents", stretch),
            ("target_min_cents", stretch),
            ("revenue_min_cents", 1.0),
        ):
            old = getattr(team, field)
            new = step_down(reachable * factor, _step(model), extra)
            if old is not None and old > new:
                found.append(FieldChange("teams", team.team, field, old, new))
        return tuple(found)

    most = limit if side > 0 else math.inf
    return Lever("team_revenue_band", row, side, most, False, 1 / max(1e-9, abs(limit)), changes)


def _channel_limit(model: ChannelPlanModel, row: int, key: str) -> Lever:
    channel = CHANNELS[int(key)]
    limit = model.problem.plan_input.settings.max_units(channel) or 0

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        return _setting(model, f"max_units_{channel.value}", step_up(limit + relief, 1, extra))

    return Lever("channel_limit", row, -1, _units_beyond(model, limit), True, 1 / max(1, limit), changes)


def _units_beyond(model: ChannelPlanModel, limit: int) -> float:
    """Return the most by which a limit on units can be exceeded, so that whole relief has an end as the program's other whole columns have."""
    return float(max(0, len(model.problem.options.units) - limit))


def _seed_budget(model: ChannelPlanModel, row: int, key: str) -> Lever:
    return _money_setting(model, row, "seed_budget", "seed_budget_cents")


def _headcount_budget(model: ChannelPlanModel, row: int, key: str) -> Lever:
    return _money_setting(model, row, "headcount_budget", "headcount_budget_cents")


def _money_setting(model: ChannelPlanModel, row: int, rule: str, field: str) -> Lever:
    limit = getattr(model.problem.plan_input.settings, field) or 0

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        # The row's side is half a cent beyond the limit.
        return _setting(model, field, step_up(limit + math.ceil(relief * model.money), _step(model), extra))

    return Lever(rule, row, -1, math.inf, False, model.money / max(1, limit), changes)


def _change_limit(model: ChannelPlanModel, row: int, key: str) -> Lever:
    limit = model.problem.plan_input.settings.change_limit or 0

    def changes(relief: float, extra: int) -> tuple[FieldChange, ...]:
        return _setting(model, "change_limit", step_up(limit + relief, 1, extra))

    return Lever("change_limit", row, -1, _units_beyond(model, limit), True, 1 / max(1, limit), changes)


def _forced_choice(model: ChannelPlanModel, row: int, key: str) -> Lever:
    plan_input = model.problem.plan_input
    segment = model.problem.options.units[int(key)].segment
    changes: list[FieldChange] = []
    if segment.forced_channel is not None:
        changes.append(FieldChange("segments", segment.segment, "forced_channel", segment.forced_channel, None))
    if segment.forbidden_channels:
        changes.append(FieldChange("segments", segment.segment, "forbidden_channels", segment.forbidden_channels, ()))
    kinds = (OverrideKind.SEGMENT_CHANNEL, OverrideKind.SEGMENT_TEAM)
    for number, override in enumerate(plan_input.overrides, start=1):
        if override.kind in kinds and override.name == segment.segment:
            changes.append(FieldChange(OVERRIDES, str(number), "value", override.value, None))
    if not changes and segment.strategic:
        changes.append(FieldChange("segments", segment.segment, "strategic", True, False))
    found = tuple(changes)
    return Lever("forced_choice", row, -1, 1.0, True, 0.05, lambda relief, extra: found)


_MAKERS: dict[str, Callable[[ChannelPlanModel, int, str], Lever | None]] = {
    "revenue_floor": _company_target,
    "product_floor": _product_floor,
    "segment_share_floor": _share_floor,
    "new_customer_floor": _new_customers,
    "team_revenue_band": _team_band,
    "channel_limit": _channel_limit,
    "seed_budget": _seed_budget,
    "headcount_budget": _headcount_budget,
    "change_limit": _change_limit,
    "forced_choice": _forced_choice,
}
