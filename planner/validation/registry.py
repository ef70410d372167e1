"""The checks of soundness, found by decorator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.tables.registry import table_named

PlaceKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check looks at: the input, and where its cells are."""

    plan_input: PlanInput
    places: Mapping[PlaceKey, Place]

    def place(self, table: str, row: str, field: str) -> Place:
        """Return the cell of a field, or the sheet where no cell is known."""
        declared = table_named(table)
        return self.places.get((table, row, field), Place(declared.sheet.en, None, None, declared.column(field).header))


Check = Callable[[Subject], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Register a check; it runs on every workbook that could be read."""
    CHECKS.append(function)
    return function


def error(code: str, place: Place, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT) -> Finding:
    """Return a finding that stops the plan."""
    return Finding(code, Severity.ERROR, place, found, expected, remedy)


def warning(code: str, place: Place, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT) -> Finding:
    """Return a finding that does not stop the plan."""
    return Finding(code, Severity.WARNING, place, found, expected, remedy)
