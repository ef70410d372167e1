"""A header over several columns, whose parts stand in the line below: 上年收入 over 存量 and 增量."""

from __future__ import annotations

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.units.units import read_unit
from planner.reading.words.numbers import read_number


def report_split_headers(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Refuse a column whose header spans several with words below it, and pass over the line of these words: it is no row."""
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
        column = header.match[left]
        reader.report(
            "header_split",
            Severity.ERROR,
            grid.place(header.row, left, column.header),
            Text("'{h}' stands over {w}", "“{h}”下分为{w}").format(
                h=header.texts[left].strip()[:40],
                w=Text(", ".join(f"'{w[:20]}'" for w in words), "".join(f"“{w[:20]}”" for w in words)),
            ),
            Text("one column is expected", "应为一列"),
            Text("Add the parts up in one column.", "请把各部分合计为一列。"),
        )
    header.body += found_any
