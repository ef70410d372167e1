"""Cells that are merged over several rows: only the first holds the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells import CellReader
from planner.reading.grid import Grid, column_letter
from planner.reading.sheet_scan import Area
from planner.tables.column import Column, Kind

_MOST_CELLS = 1_000_000
_OF_ONE_ROW = (Kind.KEY, Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.NUMBERS)


@dataclass(slots=True)
class MergedCells:
    """The areas below the header that span rows, by each of their cells but the first; each is reported once."""

    areas: dict[tuple[int, int], Area] = field(default_factory=dict)
    reported: set[Area] = field(default_factory=set)

    @staticmethod
    def of(grid: Grid, first_row: int) -> MergedCells:
        """Return the merged cells of `grid` from `first_row` (from 0) on."""
        merged = MergedCells()
        for area in grid.merged:
            top, left, bottom, _ = area
            if top >= first_row and bottom > top and len(merged.areas) < _MOST_CELLS:
                merged.areas.update(((row, left), area) for row in _rows_below(area, len(grid.rows)))
        return merged

    def value_of(self, grid: Grid, row: int, column: int, declared: Column, reader: CellReader) -> object:
        """Return the value that a merged area gives to a blank cell; ``""`` where there is none or where it may not be given to several rows."""
        area = self.areas.get((row, column))
        if area is None:
            return ""
        top, left, bottom, _ = area
        value = grid.rows[top][left] if left < len(grid.rows[top]) else ""
        if value in ("", None):
            return ""
        refused = declared.kind in _OF_ONE_ROW
        if area not in self.reported:
            self.reported.add(area)
            reader.report(
                "merged_rows",
                Severity.ERROR if refused else Severity.WARNING,
                Place(grid.sheet, top + 1, column_letter(left), declared.header),
                Text("a cell merged over rows {a} to {b}", "合并单元格（第 {a}–{b} 行）").format(
                    a=top + 1, b=bottom + 1
                ),
                Text("one value a row is expected", "每行应各有其值") if refused else NO_TEXT,
                Text("Unmerge it and fill each row.", "请取消合并并逐行填写。")
                if refused
                else Text("Its value is used for each of these rows.", "这些行均采用该值。"),
            )
        return "" if refused else value


def _rows_below(area: Area, most: int) -> Iterator[int]:
    top, _, bottom, _ = area
    return iter(range(top + 1, min(bottom + 1, most)))
