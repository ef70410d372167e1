"""Product-market matrices (Potential 产品市场潜力, Fit 产品市场匹配): segments down, product lines across."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells import UNREADABLE, CellReader, ReadAs
from planner.reading.grid import Grid, column_letter
from planner.reading.header_row import is_blank
from planner.reading.header_units import SCALED, report_per_account, report_unit, report_unit_in_note, sheet_unit
from planner.reading.headers import near_miss, normalise
from planner.reading.matrix_columns import (
    key_of_header,
    report_other_order,
    report_strangers,
    report_unnamed_amounts,
)
from planner.reading.merged import MergedCells
from planner.reading.odd_rows import may_be_total
from planner.reading.rows import (
    read_cell,
    report_hidden_columns,
    report_hidden_rows,
    report_struck_rows,
    report_total,
)
from planner.reading.suggestion import suggest
from planner.reading.unit_words import PIECES, plain_unit
from planner.reading.units import read_unit, split_unit
from planner.tables.column import Column, Table

_DEPTH = 30
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*(?:-|–|~|to|至|到)\s*(20\d\d)(?!\d)")
_OTHER_PERIOD = re.compile(
    r"\b(?:monthly|quarterly|weekly|lifetime|multi-?year|cumulative)\b|(?<![\d.])(?:[2-9]|1\d)[- ]?(?:years?|yrs?|y)\b"
    r"|每月|月度|月均|季度|累计|[2-9二三五十]年(?:期|累计|合计)"
)


def holds_nothing(grid: Grid) -> bool:
    """Whether a matrix has labels at most: nothing stands both right of its first column and below its first row."""
    filled = [(i, j) for i, row in enumerate(grid.rows) for j, cell in enumerate(row) if not is_blank(cell)]
    top, left = min((i for i, _ in filled), default=0), min((j for _, j in filled), default=0)
    return not (grid.error_cells or grid.uncached_cells) and all(i == top or j == left for i, j in filled)


def read_matrix(
    grid: Grid, table: Table, row_keys: Mapping[str, str], column_keys: Mapping[str, str], reader: CellReader
) -> tuple[dict[tuple[str, str], object], dict[tuple[str, str], Place]]:
    """Return the filled cells of a matrix by (row key, column key), and their places.

    `row_keys`, `column_keys`: canonical key by normalised spelling. A header or a row that names no key is an error where it holds values.
    """
    top, columns = _matrix_header(grid, column_keys)
    values: dict[tuple[str, str], object] = {}
    places: dict[tuple[str, str], Place] = {}
    is_open = table.columns[0].kind in SCALED and len(columns) < 2  # else words may be fits, or a label beside a matrix
    listed = _list_column(grid, row_keys, column_keys) if is_open else None
    if listed is not None:
        reader.report(
            "matrix_listed",
            Severity.ERROR,
            Place(grid.sheet, None, column_letter(listed)),
            Text("a list: product lines stand down this column", "这是清单：产品线在此列纵向排列"),
            Text("product lines across, segments down are expected", "应为横向产品线、纵向细分"),
            Text(
                "Make a PivotTable of it (segments as rows, product lines as columns, sums of the amounts without totals) and paste its values here.",
                "请做成数据透视表（行为细分，列为产品线，值为金额求和，不含总计），再将其数值粘贴到此处。",
            ),
        )
        return values, places
    if not columns:
        across = _matrix_header(grid, row_keys)[1]
        reader.report(
            "matrix_header_missing",
            Severity.ERROR,
            Place(grid.sheet),
            Text("no row of product names found", "找不到产品名称所在的表头行")
            if not across
            else Text("segments stand across", "细分为横向排列"),
            Text("product lines across, segments down are expected", "应为横向产品线、纵向细分"),
            Text("Names as on sheets Products and Segments.", "名称须与产品表、客户细分表一致。")
            if not across
            else Text("Turn the table (Paste Special, Transpose).", "请转置该表（选择性粘贴—转置）。"),
        )
        return values, places
    first = min(columns)
    declared = table.columns[0]
    report_strangers(grid, top, columns, column_keys, reader)
    is_complete = len(columns) == len(set(column_keys.values()))
    report_unnamed_amounts(grid, top, columns, declared, is_complete, reader)
    report_other_order(grid, top, columns, row_keys, reader)
    for j in columns:
        reader.names.compare(table.column_table or "", grid.rows[top][j], Place(grid.sheet, top + 1, column_letter(j)))
    report_hidden_columns(grid, columns, reader)
    ways = _ways_of_matrix(grid, top, columns, declared, reader)
    body = _matrix_body(grid, top)
    merged = MergedCells.of(grid, body)
    MergedCells.report_across(grid, body, dict.fromkeys(columns, declared), reader)
    seen: dict[str, int] = {}
    hidden: list[int] = []
    for i in range(body, len(grid.rows)):
        cells = grid.rows[i]
        label = next((c for c in cells[:first] if not is_blank(c) and normalise(c) in row_keys), None)
        if label is None:
            if not _report_row(grid, i, cells, columns, first, row_keys, reader) and declared.kind in SCALED:
                powers = {way.power for way in ways.values()}
                report_unit_in_note(cells, powers, Place(grid.sheet, i + 1), reader)
            continue
        key = row_keys[normalise(label)]
        if key in seen:
            text = Text("'{k}' stands in rows {a} and {b}", "“{k}”在第 {a} 行和第 {b} 行重复").format(
                k=key, a=seen[key], b=i + 1
            )
            reader.report(
                "key_repeated",
                Severity.ERROR,
                Place(grid.sheet, i + 1),
                text,
                remedy=Text("Keep one.", "请只保留一行。"),
            )
            continue
        seen[key] = i + 1
        reader.names.compare(table.row_table or "", label, Place(grid.sheet, i + 1, column_letter(cells.index(label))))
        if i + 1 in grid.hidden_rows:
            hidden.append(i + 1)
        for j, product in columns.items():
            value, place = read_cell(grid, i, j, declared, reader, ways[j], merged)
            if value is not None and value is not UNREADABLE:
                values[key, product] = value
                places[key, product] = place
    report_hidden_rows(grid, hidden, reader)
    report_struck_rows(grid, [row for row in seen.values() if row in grid.struck_rows], reader)
    return values, places


def _list_column(grid: Grid, row_keys: Mapping[str, str], column_keys: Mapping[str, str]) -> int | None:
    """Return the column down which product lines stand beside segments, several of them; ``None`` where the sheet is no list."""
    beside: dict[int, set[str]] = {}
    for cells in grid.rows:
        words = [(j, normalise(c)) for j, c in enumerate(cells) if isinstance(c, str) and not is_blank(c)]
        if any(w in row_keys for _, w in words):
            for j, word in words:
                if word in column_keys and word not in row_keys:
                    beside.setdefault(j, set()).add(word)
    return next((j for j, found in sorted(beside.items()) if len(found) > 1), None)


def _matrix_header(grid: Grid, column_keys: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    best: tuple[int, dict[int, str]] = (0, {})
    for i, cells in enumerate(grid.rows[:_DEPTH]):
        match: dict[int, str] = {}
        for j, cell in enumerate(cells):
            key = None if j == 0 else key_of_header(cell, column_keys)
            if key is not None and key not in match.values():
                match[j] = key
        if len(match) > len(best[1]):
            best = (i, match)
    return best


def _matrix_body(grid: Grid, top: int) -> int:
    """Return the first row below the header that is no row of units."""
    below = grid.rows[top + 1] if top + 1 < len(grid.rows) else ()
    units = [read_unit(c) for c in below if isinstance(c, str) and not is_blank(c)]
    numbers = any(isinstance(c, int | float) for c in below)
    is_unit_row = not numbers and any(u is not None and u.says_something for u in units) and None not in units
    return top + 2 if is_unit_row else top + 1


def _ways_of_matrix(
    grid: Grid, top: int, columns: Mapping[int, str], declared: Column, reader: CellReader
) -> dict[int, ReadAs]:
    """Return how each column's numbers are read: by the unit in its header, below it, in the corner, the title or the sheet's name."""
    general = sheet_unit(grid, top)
    if declared.kind in SCALED:
        for i, cells in enumerate(grid.rows[: top + 1]):
            for j, cell in enumerate(cells):
                report_per_account(cell, declared, Place(grid.sheet, i + 1, column_letter(j)), reader)
                _report_other_period(cell, Place(grid.sheet, i + 1, column_letter(j)), reader)
        _report_other_period(grid.sheet, Place(grid.sheet), reader)
    for j, cell in enumerate(grid.rows[top][: min(columns)]):
        corner = (read_unit(cell) or split_unit(cell)[1]) if isinstance(cell, str) and cell else None
        if corner is not None and (corner.says_something or plain_unit(corner.words) in PIECES):
            general = corner, Place(grid.sheet, top + 1, column_letter(j))
    below = grid.rows[top + 1] if _matrix_body(grid, top) == top + 2 else ()
    ways: dict[int, ReadAs] = {}
    used = False
    for j, key in columns.items():
        text = grid.rows[top][j]
        unit = split_unit(text)[1] if isinstance(text, str) and normalise(text) != normalise(key) else None
        if (unit is None or not unit.says_something) and j < len(below):
            unit = read_unit(below[j])
        if unit is not None and (unit.says_something or unit.is_counted):
            report_unit(unit, declared, Place(grid.sheet, top + 1, column_letter(j)), reader)
        elif general is not None and unit is None:
            unit, used = general[0], True
        ways[j] = ReadAs(unit.power if unit is not None and declared.kind in SCALED else 0)
    if used and general is not None and declared.kind in SCALED:
        report_unit(general[0], declared, general[1], reader)
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


def _report_row(
    grid: Grid,
    i: int,
    cells: tuple[object, ...],
    columns: Mapping[int, str],
    first: int,
    row_keys: Mapping[str, str],
    reader: CellReader,
) -> bool:
    """Report a row that names no segment; return whether it holds amounts."""
    odd = grid.error_cells | grid.uncached_cells
    if all(
        (j >= len(cells) or is_blank(cells[j])) and not (odd and f"{column_letter(j)}{i + 1}" in odd) for j in columns
    ):
        return False
    named = next((c for c in cells[:first] if not is_blank(c)), "")
    label = str(int(named)) if isinstance(named, float) and named.is_integer() else str(named)
    if any(may_be_total(c) for c in cells[:first] if isinstance(c, str) and c):
        report_total(Place(grid.sheet, i + 1), label, reader)
        return True
    close = near_miss(label, row_keys.values()) if label else None
    reader.report(
        "matrix_row_unknown",
        Severity.ERROR,
        Place(grid.sheet, i + 1),
        Text("'{n}' is no segment", "“{n}”不是细分").format(n=label[:40])
        if label
        else Text("amounts without a segment", "有金额但没有细分名称"),
        Text("a name from sheet Segments is expected", "应为客户细分表中的名称"),
        suggest(close, Text("Correct the name, or add the segment there.", "请更正名称，或在该表补充此细分。")),
    )
    return True
