"""All smallest sets of rows that cannot hold together are found, also where they have rows in common: asked of an oracle that knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pytest

from planner.results.diagnosis.conflict_oracle import ConflictOracle
from planner.results.diagnosis.conflicts import filter_conflict, find_conflicts
from planner.results.diagnosis.time_budget import TimeBudget

_ROWS = ("a.0", "a.1", "b.0", "c.0", "c.1", "d.0")


class _KnowingOracle:
    """Rows hold together unless they hold all of one of `conflicts`."""

    def __init__(self, conflicts: Iterable[Iterable[str]]) -> None:
        self._conflicts = [frozenset(c) for c in conflicts]

    def holds(self, rows: Iterable[str]) -> bool:
        return not any(c <= frozenset(rows) for c in self._conflicts)

    def core(self, rows: tuple[str, ...]) -> tuple[str, ...]:
        return rows


def _oracle(*conflicts: str) -> ConflictOracle:
    return cast("ConflictOracle", _KnowingOracle(c.split() for c in conflicts))


@pytest.mark.parametrize(
    "conflicts",
    [
        ("a.0",),
        ("a.0 b.0", "a.0 c.0"),
        ("a.0 b.0", "b.0 c.0", "c.0 a.0"),
        ("a.0 a.1", "c.0 c.1 d.0", "b.0"),
        ("a.0 b.0 c.0", "a.1 b.0 c.1", "a.0 c.1 d.0"),
    ],
)
def test_every_conflict_is_found_once(conflicts):
    found, is_complete = find_conflicts(_oracle(*conflicts), _ROWS, 10, TimeBudget(60))
    assert sorted(sorted(rows) for rows, _ in found) == sorted(sorted(c.split()) for c in conflicts)
    assert all(minimal for _, minimal in found)
    assert is_complete


def test_no_more_are_found_than_asked_and_that_is_said():
    found, is_complete = find_conflicts(_oracle("a.0", "b.0", "c.0"), _ROWS, 2, TimeBudget(60))
    assert (len(found), is_complete) == (2, False)


def test_a_filtered_conflict_needs_each_of_its_rows():
    assert filter_conflict(_ROWS, _oracle("a.1 c.0 d.0")) == (("a.1", "c.0", "d.0"), True)
