"""Seats that a sheet gives no names of their own: those of the people who hold them."""

from __future__ import annotations

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cell_words import is_nobody
from planner.reading.cells import CellReader
from planner.reading.grid import Grid, column_letter
from planner.reading.header_row import HeaderRow, is_blank
from planner.tables.column import Table


def name_seats_by_reps(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> None:
    """Read the column of reps as that of seats where the sheet has none of seats, and every row names a person; reported.

    A vacancy has no person's name: then the column Seat is asked for.
    """
    by_field = {column.field: j for j, column in header.match.items()}
    seat, j = table.column("seat"), by_field.get("rep")
    if seat.field in by_field or j is None:
        return
    names = [row[j] for row in grid.rows[header.body :] if j < len(row) and not is_blank(row[j])]
    if any(not isinstance(name, str) or is_nobody(name) for name in names):
        return
    header.match[j], reader.seats_by_rep = seat, True
    found = Text("column '{n}' is read as '{c}' too", "“{n}”列同时按“{c}”读取").format(
        n=header.texts[j].strip()[:40], c=seat.header
    )
    reader.report("column_name", Severity.NOTE, Place(grid.sheet, header.row + 1, column_letter(j)), found)
