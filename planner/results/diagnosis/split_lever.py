"""One thing that could be given up so that targets can be handed down, and what all such levers are made of."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import OverrideKind
from planner.domain.field_change import OVERRIDES, FieldChange
from planner.domain.identifiers import Cents
from planner.domain.plan_input import PlanInput

COMPANY_TARGET, TEAM_BAND, GROWTH_BAND, SEAT_BAND = (
    "company_target_split",
    "team_target_band",
    "growth_band",
    "seat_target_band",
)
MOST_SINGLE = 4
"""Levers of a single team, or of a single seat, that are told at most."""

Changes = tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SplitLever:
    """Changes after which the targets of one channel plan add up: the rule relaxed, the changes, the share of its limit that is given up.

    `is_tight`: by the sums of the bands alone, one step less is not enough.
    """

    rule: str
    changes: Changes
    relative: float
    is_tight: bool


def move_limit(old: Cents, excess: Cents, step: int) -> Cents:
    """Return `old` less `excess` (more, where that is negative), in whole steps and at least as far as asked; not below 0."""
    if excess > 0:
        return max(0, (old - excess) // step * step)
    return -((excess - old) // step * step)


def override_change(plan_input: PlanInput, kind: OverrideKind, name: str, new: Cents) -> FieldChange | None:
    """Return the change of the manual decision that fixes `name` at an amount; ``None`` when there is none."""
    for number, override in enumerate(plan_input.overrides, start=1):
        if override.kind is kind and override.name == name:
            return FieldChange(OVERRIDES, str(number), "value", override.value, f"{new / 100:.2f}".removesuffix(".00"))
    return None


def largest_relative(changes: Changes) -> float:
    shares = [
        abs(c.new - c.old) / max(1, abs(c.old))
        for c in changes
        if isinstance(c.new, int | float) and isinstance(c.old, int | float)
    ]
    return max(shares, default=1.0)
