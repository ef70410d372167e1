"""Places of cells are there where any cell has one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from planner.findings import Place
from planner.reading.grids.cell_places import CellPlaces


@pytest.mark.parametrize("rows", [{}, {"teams": {}}, {"teams": {"East": {}}}])
def test_without_a_cell_there_are_none(rows: dict[str, dict[str, Mapping[str, Place]]]):
    assert not CellPlaces(rows=rows)
    assert CellPlaces({("teams", "East", "heads"): Place("Teams", 2, "B")}, rows)
    assert CellPlaces(rows={**rows, "seats": {"East-1": {"rep": Place("Seats", 2, "B")}}})
