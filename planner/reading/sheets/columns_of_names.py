"""Columns that are not read though their cells are what a column of the sheet holds: names of teams, of regions, of channels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from planner.domain.market import Segment
from planner.findings import Finding, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.cell_places import CellPlaces
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.headers.header_row import is_blank
from planner.reading.words.choices import choice_named
from planner.reading.words.headers import normalise
from planner.tables.columns.column import Column, Kind, Layout, Table

_FEWEST = 2
_ROWS = 1_000
_LISTED = re.compile(r"[;,；，、/|\n]")
_KINDS = (Kind.REFERENCE, Kind.REFERENCES, Kind.CHOICE)


def tell_columns_of_names(
    sheets: Mapping[str, Grid],
    tables: Iterable[Table],
    cell_places: CellPlaces,
    keys: Mapping[str, Mapping[str, str]],
    segments: Iterable[Segment],
    reader: CellReader,
) -> None:
    """Make the finding of each column that is not known a warning, where all of its cells are what one of the columns that are missing holds.

    `cell_places` are those of the cells that were read; `keys` the names of each table, as they are compared.
    """
    if not any(f.code == "column_unknown" and f.severity is Severity.NOTE for f in reader.findings):
        return
    read = cell_places.letters()
    places = {"regions": set[str](), "industries": set[str]()}
    for segment in segments:
        places["regions"] |= {normalise(segment.region)} if segment.region else set()
        places["industries"] |= {normalise(segment.industry)} if segment.industry else set()
    tabled = {sheets[t.key].sheet: t for t in tables if t.key in sheets and t.layout is Layout.ROWS}
    for n, finding in enumerate(reader.findings):
        table = tabled.get(finding.place.sheet or "") if finding.code == "column_unknown" else None
        if table is None or finding.severity is not Severity.NOTE:
            continue
        cells = _cells_below(sheets[table.key], finding)
        missing = [c for c in table.columns if c.kind in _KINDS and (table.key, c.field) not in read]
        meant = sorted((c for c in missing if _holds(c, cells, keys, places)), key=lambda c: c.kind is Kind.CHOICE)
        if meant:  # names that stand in the workbook say more than words for channels
            reader.findings[n] = _told(finding, meant[0])


def _cells_below(grid: Grid, finding: Finding) -> list[str]:
    """Return the different words below a header; none where something else than words stands there."""
    letters = (column_letter(j) for j in range(max((len(row) for row in grid.rows), default=0)))
    j = next((j for j, letter in enumerate(letters) if letter == finding.place.column), None)
    if j is None or finding.place.row is None or grid.origin is not None:
        return []
    below = [row[j] for row in grid.rows[finding.place.row : finding.place.row + _ROWS] if j < len(row)]
    filled = [c for c in below if not is_blank(c)]
    return list(dict.fromkeys(c for c in filled if isinstance(c, str))) if len(filled) >= _FEWEST else []


def _holds(
    column: Column, cells: list[str], keys: Mapping[str, Mapping[str, str]], places: Mapping[str, Set[str]]
) -> bool:
    if not cells:
        return False
    if column.choices is not None:
        return all(choice_named(normalise(c), column.choices) is not None for c in cells)
    names = places.get(column.field) if column.references is None else keys.get(column.references, {}).keys()
    if not names:
        return False
    words = [w for c in cells for w in (_LISTED.split(c) if column.kind is Kind.REFERENCES else (c,)) if w.strip()]
    return all(normalise(w) in names for w in words)


def _told(finding: Finding, column: Column) -> Finding:
    remedy = Text(
        "It is ignored, though it holds what '{c}' does: if it is that, name it so.",
        "已忽略，但其内容与“{c}”相符：如即为该列，请改用该列名。",
    )
    return replace(finding, severity=Severity.WARNING, remedy=remedy.format(c=column.header))
