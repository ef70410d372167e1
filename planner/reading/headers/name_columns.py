"""Which column names the rows of a table, where none says so, and which column is not what its header may mean."""

from __future__ import annotations

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.words.choices import choice_meant, choice_named
from planner.reading.words.headers import clean_name, column_named, known_headers, normalise
from planner.tables.columns.column import Kind, Table
from planner.tables.words.choice_words import word_of

_FEWEST_ROWS = 3
_FEWEST_WORDS = 2
"""Of a column, to show that it holds other words than a choice: one alone may be a way to write it."""


def let_go_of_repeated_names(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> None:
    """Take a column that only may name the rows, such as Country, for one that does not where its words repeat and another column's do not.

    Then the column of names is missing, and the finding names the other one.
    """
    key = table.key_column
    j = next((j for j, column in header.match.items() if column is key), None)
    if key is None or j is None or column_named(header.texts[j], known_headers(table.columns)) is not None:
        return
    words = [normalise(row[j]) for row in grid.rows[header.body :] if j < len(row) and not is_blank(row[j])]
    if len(set(words)) == len(words) or not column_of_names(grid, header):
        return
    del header.match[j]
    reader.report(
        "column_repeats",
        Severity.WARNING,
        grid.place(header.row, j),
        Text("'{n}' names several rows alike", "“{n}”列在多行中相同").format(n=clean_name(header.texts[j])[0]),
        remedy=Text("It is not read as '{c}'.", "未按“{c}”读取。").format(c=key.header),
    )


def let_go_of_other_choices(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> None:
    """Take a column that only may hold choices, such as Channel above Hospital and Pharmacy, for one that does not where no cell is one."""
    known = known_headers(table.columns)
    for j, column in list(header.match.items()):
        if (
            column.kind is not Kind.CHOICE
            or column.choices is None
            or column.is_required
            or column_named(header.texts[j], known) is not None
        ):
            continue
        words = {str(row[j]) for row in grid.rows[header.body :] if j < len(row) and not is_blank(row[j])}
        members = list(column.choices)
        if len(words) < _FEWEST_WORDS or any(choice_named(w, members) or choice_meant(w, members) for w in words):
            continue
        del header.match[j]
        words_of = Text.join((word_of(m) for m in members), "; ", "；")
        reader.report(
            "column_of_other_words",
            Severity.WARNING,
            grid.place(header.row, j),
            Text("'{n}' holds other words than {w}, such as '{f}'", "“{n}”中没有{w}，而有“{f}”等").format(
                n=clean_name(header.texts[j])[0], w=words_of, f=min(words)[:40]
            ),
            remedy=Text("It is not read as '{c}'.", "未按“{c}”读取。").format(c=column.header),
        )


def column_of_names(grid: Grid, header: HeaderRow) -> str:
    """Return the header of the first column that is not read and has another word in every row; empty where there is none."""
    body = [row for row in grid.rows[header.body :] if any(j < len(row) and not is_blank(row[j]) for j in header.match)]
    for j, text in header.texts.items():
        if j in header.match and header.match[j].kind not in (Kind.TEXT, Kind.REFERENCES):
            continue
        words = [row[j] for row in body if j < len(row) and isinstance(row[j], str) and not is_blank(row[j])]
        if len(words) >= max(_FEWEST_ROWS, len(body) - 1) and len({normalise(w) for w in words}) == len(words):
            return clean_name(text)[0]
    return ""
