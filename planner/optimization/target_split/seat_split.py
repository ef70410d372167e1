"""Team target to seat targets, products and months, each figure with the steps that led to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.choices import OverrideKind
from planner.domain.identifiers import Cents, SeatId
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import choose_step, split_amount
from planner.domain.targets import SeatPosition, SeatTarget, TargetStep
from planner.domain.two_way_split import split_two_ways
from planner.errors import NoFeasiblePlanError
from planner.language import Text
from planner.optimization.target_split.season import Seasons
from planner.optimization.target_split.seat_positions import month_capacity
from planner.optimization.target_split.team_split import override_amount


@dataclass(frozen=True, slots=True)
class TerritoryRevenue:
    """Expected revenue of the accounts of each seat, in cents: with their owners of today, and with those of the plan."""

    before_cents: Mapping[SeatId, Cents]
    after_cents: Mapping[SeatId, Cents]


def split_over_seats(
    plan_input: PlanInput,
    positions: Sequence[SeatPosition],
    base_cents: Cents,
    cushioned_cents: Cents,
    by_product_cents: Sequence[Cents],
    seasons: Seasons,
    revenue: TerritoryRevenue | None,
) -> tuple[SeatTarget, ...]:
    """Return the targets of one team's seats; they add up to `base_cents`, the cushioned ones to `cushioned_cents`.

    Parameters
    ----------
    by_product_cents
        The team's target by product, in workbook order: the seats' add up to it, each in about the same mix.
    revenue
        What each seat's accounts bring, where territories were made: a team that has any follows it by the workbook's weight, another capacity
        alone.
    """
    step = plan_input.settings.rounding_step_cents
    capacities = [sum(p.month_capacity) for p in positions]
    bands = [add_seat_target_band(plan_input, p, base_cents) for p in positions]
    if not any(capacities):
        capacities = [1.0] * len(positions)
    weights, weights_before = (
        blend_weights(capacities, [cents.get(p.seat, 0) for p in positions], plan_input.settings.seat_territory_weight)
        for cents in (revenue.after_cents if revenue else {}, revenue.before_cents if revenue else {})
    )
    least, most = [b[0] for b in bands], [b[1] for b in bands]
    before: Sequence[Cents | None] = [None] * len(positions)
    try:
        bases = split_amount(base_cents, weights, step, least, most)
        if revenue is not None:
            before = split_amount(base_cents, weights_before, step, least, most)
    except ValueError as error:
        raise _bands_fail(positions, bands, base_cents, step) from error
    cushioned = split_amount(cushioned_cents, [float(b) for b in bases] if any(bases) else weights, step)
    free, by_capacity = split_amount(base_cents, weights), split_amount(base_cents, capacities)
    smallest = min((b for b in bases if b), default=0)
    by_product = split_two_ways(bases, by_product_cents, choose_step(smallest, len(by_product_cents), step))
    return tuple(
        _seat_target(
            plan_input,
            position,
            base,
            handed_out,
            by_product[i],
            seasons,
            _steps(plan_input, positions, i, base_cents, by_capacity[i], free[i], base),
            before[i],
        )
        for i, (position, base, handed_out) in enumerate(zip(positions, bases, cushioned, strict=True))
    )


def _bands_fail(
    positions: Sequence[SeatPosition], bands: Sequence[tuple[Cents, Cents]], base_cents: Cents, step: Cents
) -> NoFeasiblePlanError:
    """Return why the seats' bands do not hold the team's target: what they add up to, and the bands in its way."""
    least, most = sum(b[0] for b in bands), sum(min(b[1], base_cents) for b in bands)
    named = {"t": positions[0].team, "b": money_words(base_cents), "l": money_words(least), "m": money_words(most)}
    each = Text("seat {s}: between {a} and {b}", "席位 {s}：在 {a} 与 {b} 之间")
    text = Text(
        "The seats of team {t} hold between {l} and {m}, but not {b} in steps of {s}.",
        "团队 {t} 各席位区间合计在 {l} 与 {m} 之间，但按 {s} 的步长无法合计为 {b}。",
    )
    if least > base_cents:
        each = Text("seat {s}: at least {a}", "席位 {s}：至少 {a}")
        text = Text(
            "The least targets of the seats of team {t} add up to {l}; the team's target is {b}.",
            "团队 {t} 各席位的最低目标合计 {l}，而团队目标为 {b}。",
        )
    elif most < base_cents:
        each = Text("seat {s}: at most {b}", "席位 {s}：至多 {b}")
        text = Text(
            "The most that the seats of team {t} may be given adds up to {m}; the team's target is {b}.",
            "团队 {t} 各席位的最高目标合计 {m}，而团队目标为 {b}。",
        )
    words = tuple(
        each.format(s=p.seat, a=money_words(low), b=money_words(high))
        for p, (low, high) in zip(positions, bands, strict=True)
        if low or least <= base_cents
    )
    return NoFeasiblePlanError(text.format(s=money_words(step), **named), (), words)


def blend_weights(capacities: Sequence[float], territory_cents: Sequence[Cents], weight: float) -> list[float]:
    """Return shares of a team's target by seat: `weight` by expected revenue of the seats' accounts, the rest by capacity."""
    capacity, revenue = sum(capacities), sum(territory_cents)
    if not revenue or not weight:
        return list(capacities)
    pairs = zip(capacities, territory_cents, strict=True)
    return [(1 - weight) * c / capacity + weight * r / revenue for c, r in pairs]


def add_seat_target_band(plan_input: PlanInput, position: SeatPosition, team_cents: Cents) -> tuple[Cents, Cents]:
    """Return the least and most target of a seat: overridden, else the workbook's band, else anything."""
    fixed = override_amount(plan_input, OverrideKind.SEAT_TARGET, position.seat)
    if fixed is not None:
        return fixed, fixed
    for seat in plan_input.seats:
        if seat.seat == position.seat:
            high = team_cents if seat.target_max_cents is None else min(team_cents, seat.target_max_cents)
            return seat.target_min_cents or 0, high
    return 0, team_cents


def _seat_target(
    plan_input: PlanInput,
    position: SeatPosition,
    base: Cents,
    cushioned: Cents,
    by_product: tuple[Cents, ...],
    seasons: Seasons,
    steps: tuple[TargetStep, ...],
    before_moves: Cents | None,
) -> SeatTarget:
    """Split one seat's products over months; months are the sums, so that both axes add up."""
    step = plan_input.settings.rounding_step_cents
    products = tuple(p.product for p in plan_input.products)
    capacity = position.month_capacity
    if not any(capacity):  # absent all year, yet somebody must carry it: even, but not before the start
        capacity = month_capacity(position.start_month, (1.0,) * MONTHS_PER_YEAR, 1.0)
    cells: list[tuple[Cents, ...]] = []
    for product, amount in zip(products, by_product, strict=True):
        season = seasons.shares(position.team, product)
        weights = [s * c for s, c in zip(season, capacity, strict=True)]
        if not any(weights):
            weights = list(capacity)
        cells.append(split_amount(amount, weights, choose_step(amount, 12, step)))
    months = tuple(sum(row[m] for row in cells) for m in range(12))
    handed_out = split_amount(
        cushioned, [float(m) for m in months] if any(months) else list(capacity), choose_step(cushioned, 12, step)
    )
    return SeatTarget(position, base, cushioned, months, handed_out, by_product, tuple(cells), steps, before_moves)


def _steps(
    plan_input: PlanInput,
    positions: Sequence[SeatPosition],
    seat: int,
    team_cents: Cents,
    capacity_cents: Cents,
    free_cents: Cents,
    base_cents: Cents,
) -> tuple[TargetStep, ...]:
    """Return the waterfall of a seat's target: an equal share, then what start and ramp, level and presence, territory, band and rounding add."""
    count = len(positions)
    ramps = [_ramp_only(p) for p in positions]
    equal = team_cents // count
    with_ramp = int(team_cents * ramps[seat] / sum(ramps)) if any(ramps) else equal
    step = plan_input.settings.rounding_step_cents
    nearest = (free_cents + step // 2) // step * step
    is_banded = abs(base_cents - free_cents) > 2 * step
    band = base_cents - nearest if is_banded else 0
    return (
        TargetStep("equal_share", equal),
        TargetStep("start_and_ramp", with_ramp - equal),
        TargetStep("level_and_presence", capacity_cents - with_ramp),
        TargetStep("territory", free_cents - capacity_cents),
        TargetStep("band_or_override", band),
        TargetStep("rounding", base_cents - free_cents - band),
    )


def _ramp_only(position: SeatPosition) -> float:
    """Return the seat's year capacity without its level and presence."""
    largest = max(position.month_capacity, default=0.0)
    return sum(position.month_capacity) / largest if largest else 0.0
