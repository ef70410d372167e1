"""The checks of soundness, found by decorator."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.grids.cell_places import CellPlaces, PlaceKey
from planner.tables.registry import table_named


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check looks at: the input, where its cells are, how the sheets of the tables are called.

    `known` holds by table the names that were read, also of rows that could not be read whole.
    """

    plan_input: PlanInput
    places: Mapping[PlaceKey, Place]
    sheets: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _letters: dict[tuple[str, str], str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def names(self, table: str) -> frozenset[str]:
        """Return the names that rows of `table` have as their key."""
        if table in self.known:
            return self.known[table]
        key = table_named(table).columns[0].field
        return frozenset(str(getattr(row, key)) for row in getattr(self.plan_input, table))

    def place(self, table: str, row: str, field: str) -> Place:
        """Return the cell of a field, or the sheet where no cell is known."""
        return self.places.get((table, row, field)) or self.column(table, field)

    def column(self, table: str, field: str) -> Place:
        """Return the place of a whole column of a table."""
        declared = table_named(table)
        sheet = self.sheets.get(table, declared.sheet.en)
        if not self._letters:  # a check may ask for every row of a table whose column is not there
            places = self.places if isinstance(self.places, CellPlaces) else CellPlaces(dict(self.places))
            self._letters.update(places.letters())
        return Place(sheet, None, self._letters.get((table, field)), declared.column(field).header)


Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class RegisteredCheck:
    """A check, and the tables that must have been read without fault for its findings to be true."""

    run: Check
    needs: frozenset[str]


CHECKS: list[RegisteredCheck] = []


def check(function: Check) -> Check:
    """Register a check that looks at one row at a time: it runs on every workbook of which enough could be read."""
    CHECKS.append(RegisteredCheck(function, frozenset()))
    return function


def check_of(*tables: str) -> Callable[[Check], Check]:
    """Register a check that compares or adds up whole `tables`: it runs where each of them was read without fault."""

    def register(function: Check) -> Check:
        CHECKS.append(RegisteredCheck(function, frozenset(tables)))
        return function

    return register


def error(code: str, place: Place, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT) -> Finding:
    """Return a finding that stops the plan."""
    return Finding(code, Severity.ERROR, place, found, expected, remedy)


def warning(code: str, place: Place, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT) -> Finding:
    """Return a finding that does not stop the plan."""
    return Finding(code, Severity.WARNING, place, found, expected, remedy)
