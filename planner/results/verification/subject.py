"""What the verifier looks at, and how it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.domain.plan import AnnualPlan, UnitPlan
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity
from planner.language import Text


@dataclass(frozen=True, slots=True)
class Subject:
    """An input and the plan that claims to answer it."""

    plan_input: PlanInput
    plan: AnnualPlan

    @property
    def units(self) -> tuple[UnitPlan, ...]:
        """The units of the plan."""
        return self.plan.channel_plan.units


Verification = Callable[[Subject], Iterator[Finding]]


def broken(rule: str, en: str, zh: str, **values: object) -> Finding:
    """Return the finding that `rule` does not hold; amounts in `values` are written as given."""
    return Finding(f"verify_{rule}", Severity.ERROR, Place(), Text(en, zh).format(**values))


def money(cents: float) -> str:
    """Return cents as currency units."""
    return f"{cents / 100:,.2f}"
