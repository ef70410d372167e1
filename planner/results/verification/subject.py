"""What the verifier looks at, and how it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from planner.domain.channel_plan import UnitPlan
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.results.verification.facts.case import Case

Found = TypeVar("Found")
ONE_CENT = 1.01
"""Tolerance of an amount that was rounded once: a cent, and the noise of binary fractions."""
_NOISE = 4e-15
"""Relative noise of a few steps in binary fractions: at 10^12 of the currency it is more than a hundredth of a cent."""


@dataclass(frozen=True)
class Subject:
    """An input and the plan that claims to answer it.

    `is_complete` is false for a plan that was read back from its workbook, which does not show every figure: what it does not show is an empty
    tuple and is not checked. In a plan that has just been made an empty tuple is a fault.
    """

    case: Case
    plan: AnnualPlan
    is_complete: bool = True
    _known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work: Callable[[Subject], Found]) -> Found:
        """Return what `work` gives for this subject, worked out at its first call alone: several verifications look at it."""
        if work not in self._known:
            self._known[work] = work(self)
        found: Found = self._known[work]
        return found

    @property
    def plan_input(self) -> PlanInput:
        """The input that the plan answers."""
        return self.case.plan_input

    @cached_property
    def units(self) -> tuple[UnitPlan, ...]:
        """The decisions on the units, each beside the unit as the input gives it; for a plan whose units are the input's."""
        known = self.case.market.units_by_id
        return tuple(replace(u, unit=known[u.unit.unit]) for u in self.plan.channel_plan.units)

    def least(self, rule: str, name: str, asked: float) -> float:
        """Return what the floor `rule` of `name` asks of this plan: `asked`, or what a plan marked as missing it was held to."""
        return min([asked, *(m.held for m in self.plan.missed if m.key == (rule, name))])

    def is_shown(self, figures: tuple[object, ...]) -> bool:
        """Whether `figures` must be there and right."""
        return self.is_complete or bool(figures)


Verification = Callable[[Subject], Iterator[Finding]]


def broken(rule: str, en: str, zh: str, **values: object) -> Finding:
    """Return the finding that `rule` does not hold; amounts in `values` are written as given."""
    return Finding(f"verify_{rule}", Severity.ERROR, Place(), Text(en, zh).format(**values))


def differing(rule: str, whose: object, what: Text, stated: float, right: float) -> Finding:
    """Return the finding that an amount of money (cents) of `whose` is not what follows from the input."""
    return broken(
        rule,
        "{w}: {n} is {a}, recomputed {b}",
        "{w}：{n}为 {a}，复算为 {b}",
        w=whose,
        n=what,
        a=money(stated),
        b=money(right),
    )


def money(cents: float) -> str:
    """Return cents as currency units."""
    return f"{cents / 100:,.2f}"


def is_a_cent_off(stated: float, exact: float) -> bool:
    """Whether an amount in cents that was rounded once differs from its recomputation."""
    return abs(stated - exact) > ONE_CENT + _NOISE * abs(exact)
