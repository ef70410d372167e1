"""A header over several columns, whose parts stand in the line below: 上年收入 over 存量 and 增量."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.units.units import read_unit
from planner.reading.words.headers import column_named, known_headers, normalise
from planner.reading.words.numbers import read_number
from planner.tables.columns.column import Kind

_OTHER = re.compile(
    r"(?:19|20)\d\d|\bfy ?\d\d|%|\b(?:growth|yoy|change|share|plan|target|budget|forecast|actual|total|sum|last|prior|this|next)\b"
    r"|同比|增长|占比|目标|计划|预算|预测|实际|合计|上年|本年|去年|今年"
)
"""What parts of one amount are not called: another year or measure of it, or all of it."""
_AMOUNTS = (Kind.MONEY, Kind.COUNT, Kind.NUMBER)
_ROWS = 200


def report_split_headers(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Refuse a column whose header spans several with words below it, and pass over the line of these words: it is no row."""
    _report_parts_in_header(grid, header, reader)
    if header.body >= len(grid.rows):
        return
    line = grid.rows[header.body]
    spans = {
        left: range(left, right + 1)
        for top, left, bottom, right in grid.merged
        if top <= header.row <= bottom < header.body and right > left and left in header.match
    }
    under = {j for span in spans.values() for j in span}
    filled = {j for j, cell in enumerate(line) if not is_blank(cell)}
    if not filled or not filled <= under:
        return
    found_any = False
    for left, span in spans.items():
        words = [str(line[j]).strip() for j in span if j < len(line) and isinstance(line[j], str) and j in filled]
        if len(words) < 2 or any(read_number(w) is not None or read_unit(w) is not None for w in words):
            continue
        found_any = True
        _refuse(grid.place(header.row, left, header.match[left].header), header.texts[left], words, reader)
    header.body += found_any


def _report_parts_in_header(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Refuse a column of amounts that is one part of several below a header which names it: Prospects beside Active below Customers."""
    known = known_headers(header.match.values())
    for top, left, bottom, right in grid.merged:
        if bottom + 1 != header.row or right == left:
            continue
        column = column_named(grid.cell(top, left), known)
        span = [j for j in range(left, right + 1) if j in header.texts]
        taken = next((j for j in span if header.match.get(j) is column), None)
        if column is None or column.kind not in _AMOUNTS or taken is None:
            continue
        own = [grid.cell(header.row, j) for j in span]
        parts = [c for j, c in zip(span, own, strict=True) if isinstance(c, str) and _is_part(grid, header, j, c)]
        said = grid.cell(header.row, taken)
        if (
            parts
            and isinstance(said, str)
            and column_named(said, known) is not column
            and not _OTHER.search(normalise(said))
        ):
            words = [c for j, c in zip(span, own, strict=True) if j == taken or c in parts]
            _refuse(grid.place(top, left, column.header), str(grid.cell(top, left)), words, reader)


def _is_part(grid: Grid, header: HeaderRow, j: int, words: str) -> bool:
    """Whether a column that is not read holds numbers that may be a part: of no other year, no growth, no target."""
    below = [row[j] for row in grid.rows[header.body : header.body + _ROWS] if j < len(row) and not is_blank(row[j])]
    numbers = sum(isinstance(c, int | float) and not isinstance(c, bool) for c in below)
    return j not in header.match and 2 * numbers > len(below) and not _OTHER.search(normalise(words))


def _refuse(place: Place, header: str, words: Sequence[object], reader: CellReader) -> None:
    listed = [str(w).strip()[:20] for w in words]
    reader.report(
        "header_split",
        Severity.ERROR,
        place,
        Text("'{h}' stands over {w}", "“{h}”下分为{w}").format(
            h=header.strip()[:40],
            w=Text(", ".join(f"'{w}'" for w in listed), "".join(f"“{w}”" for w in listed)),
        ),
        Text("one column is expected", "应为一列"),
        Text("Add the parts up in one column.", "请把各部分合计为一列。"),
    )
