"""Sheets of very many rows: what is kept of each cell, and what checks ask of it."""

from __future__ import annotations

import gc
import tracemalloc

from planner.findings import Place
from planner.language import Text
from planner.reading.grids.cell_places import CellPlaces, RowPlaces
from planner.validation.registry import Subject
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, write_sheets
from tests.plan_input_builder import make_plan_input

_COLUMNS = {"year": ("A", Text("Year", "年")), "month": ("C", Text("Month", "月"))}


def test_a_place_is_made_when_it_is_asked_for():
    places = CellPlaces()
    places.add_row("history", "0", RowPlaces("History", 2, _COLUMNS))
    places["history", "0", "month"] = Place("History", 2, "D")  # what stands alone comes first
    places["potential", "A|B", "cents"] = Place("Potential", 5, "E")
    assert places["history", "0", "year"] == Place("History", 2, "A", Text("Year", "年"))
    assert places.get(("history", "0", "team")) is None
    assert places.get(("history", "1", "year")) is None
    assert dict(places)["history", "0", "month"].column == "D"
    assert len(places) == len(list(places)) == 3
    assert places.letters() == {("history", "year"): "A", ("history", "month"): "D", ("potential", "cents"): "E"}


def test_a_column_that_is_not_there_is_looked_for_once():
    """5,000 segments without a forced channel took 12 s: for each of them all cells were searched."""
    asked = 0

    class Counted(CellPlaces):
        def letters(self):
            nonlocal asked
            asked += 1
            return super().letters()

    places = Counted()
    places.add_row("segments", "North", RowPlaces("Segments", 2, {"segment": ("A", Text("Segment", "细分"))}))
    subject = Subject(make_plan_input(), places)
    for _ in range(3):
        assert subject.place("segments", "North", "forced_channel").cell == ""
    assert subject.place("segments", "South", "segment").cell == "A:A"
    assert asked == 1


def test_a_long_history_keeps_little_of_each_row(tmp_path):
    """6,000 lines: a place for every cell and the rows twice were 2.0 kB a line; each text of its own 0.83."""
    sheets = plain_sheets()
    names = [row[0] for row in sheets["Segments"][1:]]
    lines = [[2020 + n // 1200, n % 12 + 1, names[n % 4], 1000.0 + n] for n in range(6_000)]
    sheets["History"] = [["Year", "Month", "Segment", "Revenue"], *lines]
    path = write_sheets(tmp_path / "long.xlsx", sheets)
    read_and_check(path)  # what is kept of the program's own words is no row's
    gc.collect()  # what other tests left would decide when the collector runs next
    tracemalloc.start()
    result, _ = read_and_check(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.plan_input is not None
    assert len(result.plan_input.history) == 6_000
    assert result.places["history", "5999", "revenue_cents"].cell == "D6001"
    assert peak < 700 * 6_000
