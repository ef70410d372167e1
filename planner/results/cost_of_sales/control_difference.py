"""What came of comparing a plan with finance's control file: the differences, and the unit that explains them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from planner.domain.identifiers import Cents
from planner.language import NO_TEXT, Text

_UNITS = (1_000, 10_000, 1_000_000, 100_000_000)
_ENOUGH_CENTS = 10
"""A smaller amount, rounded to its cent, is too rough to tell a unit."""
_FEW = 3
"""Differences of one unit from which the file, not the amount, is probably in that unit."""


class DifferenceKind(StrEnum):
    """How plan and control file disagree."""

    DIFFERS = "differs"
    NOT_IN_PLAN = "not in the plan"
    NOT_IN_CONTROL = "not in the control file"


@dataclass(frozen=True, slots=True)
class ControlDifference:
    """One disagreement. `month` is fiscal, ``None`` for the year; `cell` is where the control file states it (empty: nowhere).

    `unit`: the control's amount times this is the plan's, to the digits that the file gives; 1 where it is not just another unit.
    """

    kind: DifferenceKind
    team: Text
    line: Text
    month: int | None
    plan_cents: Cents
    control_cents: Cents
    cell: str
    hint: Text = NO_TEXT
    unit: int = 1

    @property
    def difference_cents(self) -> Cents:
        """Control − plan."""
        return self.control_cents - self.plan_cents


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What came of comparing: amounts that agree to the cent, those within the tolerance, and every difference."""

    agreeing: int
    tolerated: int
    differences: tuple[ControlDifference, ...]

    @property
    def unit(self) -> int:
        """The unit in which nearly all of the file seems to be, which it does not say; 1 where there is none."""
        units = Counter(d.unit for d in self.differences if d.kind is DifferenceKind.DIFFERS)
        unit, count = units.most_common(1)[0] if units else (1, 0)
        return unit if count >= max(_FEW, 2 * (units.total() + self.agreeing - count)) else 1


def find_unit(control: Cents, plan: Cents) -> int:
    """Return the unit in which `control` is `plan`, as far as its cents tell; 1 when there is none."""
    for unit in _UNITS:
        digits_lost = unit / 2 if abs(control) >= _ENOUGH_CENTS else 0.0
        if control and abs(control * unit - plan) <= max(digits_lost, abs(plan) * 1e-6):
            return unit
    return 1
