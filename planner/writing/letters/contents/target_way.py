"""How a seat's target came about: from a standard seat of its team to this seat, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.identifiers import Cents
from planner.domain.rounding import split_amount
from planner.domain.targets import SeatTarget
from planner.optimization.target_split.seat_split import blend_weights

_CENTS = 100


@dataclass(frozen=True, slots=True)
class TargetWay:
    """Steps that add up to a seat's target.

    `standard_cents` is what a seat carries that is filled all year by a typical rep: no colleague's target follows from it.
    """

    standard_cents: Cents
    start_and_ramp_cents: Cents
    level_and_presence_cents: Cents
    territory_cents: Cents
    limits_cents: Cents
    rounding_cents: Cents

    @property
    def target_cents(self) -> Cents:
        """The seat's target."""
        return (
            self.standard_cents
            + self.start_and_ramp_cents
            + self.level_and_presence_cents
            + self.territory_cents
            + self.limits_cents
            + self.rounding_cents
        )


def compute_target_ways(
    seats: Sequence[SeatTarget], step_cents: Cents, territory_cents: Mapping[str, Cents], weight: float
) -> dict[str, TargetWay]:
    """Return the way of every seat of one team, by seat; `step_cents` is the workbook's rounding step, `territory_cents` what each seat's accounts
    are expected to bring (empty without territories), `weight` how much of a target follows that.

    Without bands a seat's target is the team's in proportion to capacity and territory; what differs from that by more than two steps comes
    from limits.
    """
    weights = [sum(s.position.month_capacity) for s in seats]
    if not any(weights):
        weights = [1.0] * len(seats)
    team_cents = sum(s.base_cents for s in seats)
    brought = [territory_cents.get(s.position.seat, 0) for s in seats]
    free = split_amount(team_cents, blend_weights(weights, brought, weight))
    is_followed = any(brought) and weight > 0
    per_month = team_cents / sum(weights) if seats else 0.0
    ways: dict[str, TargetWay] = {}
    for seat, share in zip(seats, free, strict=True):
        capacity = seat.position.month_capacity
        largest = max(capacity, default=0.0)
        ramped_months = sum(capacity) / largest if largest else 12.0
        standard, ramped = _in_units(per_month * 12), _in_units(per_month * ramped_months)
        level = _in_units(per_month * sum(capacity) if largest else share)
        territory = _in_units(share) - level if is_followed else 0
        nearest = (share + step_cents // 2) // step_cents * step_cents
        limits = seat.base_cents - nearest if abs(seat.base_cents - share) > 2 * step_cents else 0
        ways[seat.position.seat] = TargetWay(
            standard,
            ramped - standard,
            level - ramped,
            territory,
            limits,
            seat.base_cents - level - territory - limits,
        )
    return ways


def _in_units(cents: float) -> Cents:
    """Return an amount in whole units of the currency: the steps explain a target, their cents would explain nothing."""
    return round(cents / _CENTS) * _CENTS
