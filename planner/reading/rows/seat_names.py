"""Seats and accounts that a sheet gives no names or numbers of their own: those of the people who hold them, and the customers' names."""

from __future__ import annotations

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.words.cell_words import is_nobody
from planner.reading.words.headers import column_named, known_headers, normalise
from planner.tables.columns.column import Table
from planner.tables.inputs.accounts import ACCOUNTS

NAMES_FOR_KEYS = {"seat": "rep", "account": "name"}
"""The column of names that is read as that of keys where a sheet has none of these."""


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
    reader.report("column_name", Severity.NOTE, grid.place(header.row, j), found)


def name_accounts(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Read the column of customers' names as that of accounts where the sheet has none of numbers, and no two names are alike; reported."""
    by_field = {column.field: j for j, column in header.match.items()}
    account, j = ACCOUNTS.column("account"), by_field.get("name")
    if account.field in by_field or j is None:
        return
    names = [normalise(row[j]) for row in grid.rows[header.body :] if j < len(row) and not is_blank(row[j])]
    if len(set(names)) < len(names):
        return
    header.match[j] = account
    known, name = known_headers(ACCOUNTS.columns), ACCOUNTS.column("name")
    other = next((k for k, text in header.texts.items() if k != j and column_named(text, known) is name), None)
    if other is not None:  # "Customer #" beside "Customer name": both say customer
        header.match[other] = name
    if column_named(header.texts[j], known_headers(ACCOUNTS.columns)) is None:
        return  # a word that can mean another thing too: it is told as such
    found = Text("column '{n}' is read as '{c}'", "“{n}”列按“{c}”读取").format(
        n=header.texts[j].strip()[:40], c=account.header
    )
    reader.report("column_name", Severity.NOTE, grid.place(header.row, j), found)
