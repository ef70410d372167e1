"""Cells that are merged over several rows, or over several columns of a matrix: only the first holds the value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.findings import Severity
from planner.language import NO_TEXT, Text
from planner.reading.archive.sheet_scan import Area
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter
from planner.tables.columns.column import Column, Kind

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

    @staticmethod
    def report_across(grid: Grid, first_row: int, columns: Mapping[int, Column], reader: CellReader) -> None:
        """Report amounts of `grid` from `first_row` on that are merged over several of `columns`: whose they are cannot be told.

        `columns` are those of amounts, by their place from 0.
        """
        for top, left, bottom, right in grid.merged:
            if top < first_row or left not in columns or sum(left <= j <= right for j in columns) < 2:
                continue
            value = grid.rows[top][left] if top < len(grid.rows) and left < len(grid.rows[top]) else ""
            if value in ("", None):
                continue
            where = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
            reader.report(
                "merged_columns",
                Severity.ERROR,
                grid.place(top, left, columns[left].header),
                Text("a cell merged over several columns, {r}", "跨列合并单元格（{r}）").format(r=where),
                Text("one value a column is expected", "每列应各有其值"),
                Text("Unmerge it and fill each column.", "请取消合并并逐列填写。"),
            )

    def value_of(self, grid: Grid, row: int, column: int, declared: Column, reader: CellReader) -> object:
        """Return the value that a merged area gives to a blank cell; ``""`` where there is none or where it may not be given to several rows."""
        area = self.areas.get((row, column))
        if area is None:
            return ""
        top, left, bottom, _ = area
        value = grid.cell(top, left)
        if value in ("", None):
            return ""
        refused = declared.kind in _OF_ONE_ROW
        if area not in self.reported:
            self.reported.add(area)
            reader.report(
                "merged_rows",
                Severity.ERROR if refused else Severity.WARNING,
                grid.place(top, left, declared.header),
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
