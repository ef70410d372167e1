"""The units of a product-market matrix: in its headers, below them, in the corner, in titles, in the sheet's name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.cells.read_as import ReadAs
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_remarks import report_remark
from planner.reading.headers.header_row import is_blank
from planner.reading.headers.header_units import (
    SCALED,
    body_below_units,
    report_per_account,
    report_unit,
    report_units_beside,
    sheet_unit,
)
from planner.reading.units.unit_words import PIECES, plain_unit
from planner.reading.units.units import read_unit, split_unit
from planner.reading.words.headers import normalise
from planner.tables.columns.column import Column

_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*(?:-|–|~|to|至|到)\s*(20\d\d)(?!\d)")
_OTHER_PERIOD = re.compile(
    r"\b(?:monthly|quarterly|weekly|lifetime|multi-?year|cumulative)\b|(?<![\d.])(?:[2-9]|1\d)[- ]?(?:years?|yrs?|y)\b"
    r"|每月|月度|月均|季度|累计|[2-9二三五十]年(?:期|累计|合计)"
)
_OF_AMOUNTS = re.compile(
    r"\b(?:potential|amounts?|spend(?:ing)?|revenue|sales|value|volume|money|eur|usd|cny)\b|[$€£¥￥元]|潜力|金额|采购|容量|规模|额"
)
"""Words of amounts: a corner without them names what stands below it and beside it."""


def ways_of_matrix(
    grid: Grid, top: int, columns: Mapping[int, str], declared: Column, reader: CellReader
) -> dict[int, ReadAs]:
    """Return how each column's numbers are read: by the unit in its header, below it, in the corner, the title or the sheet's name."""
    general = sheet_unit(grid, top)
    if declared.kind in SCALED:
        for i, cells in enumerate(grid.rows[: top + 1]):
            for j, cell in enumerate(cells):
                is_of_labels = i == top and j < min(columns) and not _OF_AMOUNTS.search(normalise(cell))
                if not is_of_labels:  # "Market / customer" above the segments
                    report_per_account(cell, declared, grid.place(i, j), reader)
                _report_other_period(cell, grid.place(i, j), reader)
        _report_other_period(grid.sheet, Place(grid.sheet), reader)
    for j, cell in enumerate(grid.rows[top][: min(columns)]):
        corner = (read_unit(cell) or split_unit(cell)[1]) if isinstance(cell, str) and cell else None
        if corner is not None and (corner.says_something or plain_unit(corner.words) in PIECES):
            general = corner, grid.place(top, j)
    below = grid.rows[top + 1] if body_below_units(grid, top) == top + 2 else ()
    ways: dict[int, ReadAs] = {}
    used = False
    for j, key in columns.items():
        text = grid.rows[top][j]
        if isinstance(text, str) and normalise(text) != normalise(key) and declared.kind in SCALED:
            report_remark(text, declared, grid.place(top, j), reader, reader.plan_year, is_told=True)
        unit = split_unit(text)[1] if isinstance(text, str) and normalise(text) != normalise(key) else None
        if (unit is None or not unit.says_something) and j < len(below):
            unit = read_unit(below[j])
        if unit is not None and (unit.says_something or unit.is_counted):
            report_unit(unit, declared, grid.place(top, j), reader)
        elif general is not None and unit is None:
            unit, used = general[0], True
        ways[j] = ReadAs(unit.power if unit is not None and declared.kind in SCALED else 0)
    if declared.kind in SCALED:
        body = body_below_units(grid, top)
        width = max((len(row) for row in grid.rows[top:]), default=0)
        taken = {j for j in range(width) if any(j < len(row) and not is_blank(row[j]) for row in grid.rows[body:])}
        report_units_beside(grid, top, body, taken, {way.power for way in ways.values()}, reader)
    if used and general is not None and declared.kind in SCALED:
        report_unit(general[0], declared, general[1], reader, is_general=True)
    return ways


def _report_other_period(text: object, place: Place, reader: CellReader) -> None:
    """Report words above amounts, or in their sheet's name, that name several years or less than one: they count as a year's."""
    plain = normalise(text) if isinstance(text, str) else ""
    spans = (range(int(a), int(b)) for a, b in _YEARS.findall(plain))
    if _OTHER_PERIOD.search(plain) or any(len(span) > 1 for span in spans):
        reader.report(
            "period_in_title",
            Severity.WARNING,
            place,
            Text("'{t}' names another period than a year", "“{t}”所指期间不是一年").format(t=str(text).strip()[:60]),
            remedy=Text("The amounts are read as one year's.", "金额按一年读取。"),
        )
