"""Product-market matrices (Potential 产品市场潜力, Fit 产品市场匹配): segments down, product lines across."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.grids.merged import MergedCells
from planner.reading.headers.header_row import is_blank
from planner.reading.headers.header_units import SCALED, body_below_units, report_unit_in_note
from planner.reading.lines.line_findings import (
    report_total,
    report_unshown,
)
from planner.reading.lines.odd_rows import adds_up, number_of
from planner.reading.matrices.matrix_columns import (
    matrix_header,
    report_other_order,
    report_strangers,
    report_unnamed_amounts,
)
from planner.reading.matrices.matrix_list import find_list, read_list
from planner.reading.matrices.matrix_totals import Sums, report_totals
from planner.reading.matrices.matrix_units import ways_of_matrix
from planner.reading.matrices.turned_matrix import find_turned_matrix
from planner.reading.rows.row_cell import read_cell
from planner.reading.rows.segment_names import BETWEEN
from planner.reading.words.headers import near_miss, normalise
from planner.reading.words.suggestion import suggest
from planner.reading.words.total_words import may_be_total
from planner.tables.columns.column import Table

_FEWEST_ACROSS = 2


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
    top, columns = matrix_header(grid, column_keys)
    values: dict[tuple[str, str], object] = {}
    places: dict[tuple[str, str], Place] = {}
    if len(columns) < _FEWEST_ACROSS:  # else words may be fits, or a label beside a matrix
        listed = find_list(grid, row_keys, column_keys)
        if listed is not None:
            return read_list(grid, listed, table, (row_keys, column_keys), reader)
    if not columns:
        turned = find_turned_matrix(grid, row_keys, column_keys, reader)
        if turned is not None:
            return read_matrix(turned, table, row_keys, column_keys, reader)
        _report_no_products(grid, bool(matrix_header(grid, row_keys)[1]), reader)
        return values, places
    first = min(columns)
    declared = table.columns[0]
    report_strangers(grid, top, columns, (row_keys, column_keys), declared, reader)
    is_complete = len(columns) == len(set(column_keys.values()))
    report_unnamed_amounts(grid, top, columns, declared, is_complete, reader)
    report_other_order(grid, top, columns, row_keys, reader)
    for j in columns:
        reader.names.compare(table.column_table or "", grid.rows[top][j], grid.place(top, j))
    ways = ways_of_matrix(grid, top, columns, declared, reader)
    body = body_below_units(grid, top)
    merged = MergedCells.of(grid, body)
    MergedCells.report_across(grid, body, dict.fromkeys(columns, declared), reader)
    seen: dict[str, int] = {}
    for i in range(body, len(grid.rows)):
        cells = grid.rows[i]
        label = _label_of(grid, i, first, row_keys, merged)
        if label is None:
            is_told = _report_row(grid, i, cells, columns, first, row_keys, reader)
            if not is_told and declared.kind in SCALED:
                powers = {way.power for way in ways.values()}
                report_unit_in_note(cells, powers, grid.place(i), reader)
            continue
        key = row_keys[normalise(label)]
        if key in seen:
            _report_key_again(grid, key, seen[key] - 1, i, reader)
            continue
        seen[key] = i + 1
        if label in cells:
            reader.names.compare(table.row_table or "", label, grid.place(i, cells.index(label)))
        for j, product in columns.items():
            value = read_cell(grid, i, j, declared, reader, ways[j], merged)
            if value is not None and value is not UNREADABLE:
                values[key, product] = value
                places[key, product] = grid.place(i, j, declared.header)
    report_unshown(grid, seen.values(), columns, reader)
    return values, places


def _label_of(grid: Grid, i: int, first: int, row_keys: Mapping[str, str], merged: MergedCells) -> object:
    """Return what names the segment of row `i`: two cells together, where segments are named by two columns, or one; ``None`` where none does."""
    words = []
    for j, cell in enumerate(grid.rows[i][:first]):
        area = merged.areas.get((i, j))
        words.append(grid.cell(area[0], area[1]) if is_blank(cell) and area is not None else cell)
    filled = [str(c) for c in words if isinstance(c, str) and not is_blank(c)]
    for a, b in combinations(filled, 2):
        together = next((t for t in (f"{a}{BETWEEN}{b}", f"{b}{BETWEEN}{a}") if normalise(t) in row_keys), None)
        if together is not None:
            return together
    return next((c for c in grid.rows[i][:first] if not is_blank(c) and normalise(c) in row_keys), None)


def _report_key_again(grid: Grid, key: str, first: int, second: int, reader: CellReader) -> None:
    """Report a segment that heads two lines (from 0) of the grid."""
    text = Text("'{k}' stands in rows {a} and {b}", "“{k}”在第 {a} 行和第 {b} 行重复")
    lines = [str(first + 1), str(second + 1)]
    if grid.origin is not None:
        text = Text("'{k}' stands in columns {a} and {b}", "“{k}”在 {a} 列和 {b} 列重复")
        lines = [column_letter(first), column_letter(second)]
    reader.report(
        "key_repeated",
        Severity.ERROR,
        grid.place(second),
        text.format(k=key, a=lines[0], b=lines[1]),
        remedy=Text("Keep one.", "请只保留一行。") if grid.origin is None else Text("Keep one.", "请只保留一列。"),
    )


def _report_no_products(grid: Grid, has_segments: bool, reader: CellReader) -> None:
    """Report a matrix without a row of product lines; `has_segments`: segments stand across."""
    found = Text("no row of product names found", "找不到产品名称所在的表头行")
    remedy = Text("Names as on sheets Products and Segments.", "名称须与产品表、客户细分表一致。")
    if has_segments:
        found = Text("segments stand across", "细分为横向排列")
        remedy = Text("Turn the table (Paste Special, Transpose).", "请转置该表（选择性粘贴—转置）。")
    expected = Text("product lines across, segments down are expected", "应为横向产品线、纵向细分")
    reader.report("matrix_header_missing", Severity.ERROR, Place(grid.sheet), found, expected, remedy)


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
    odd = grid.odd_cells
    if all((j >= len(cells) or is_blank(cells[j])) and not (odd and grid.address(i, j) in odd) for j in columns):
        return False
    named = next((c for c in cells[:first] if not is_blank(c)), "")
    label = str(int(named)) if isinstance(named, float) and named.is_integer() else str(named)
    if any(may_be_total(c) for c in cells[:first] if isinstance(c, str) and c):
        if grid.origin is None:
            report_total(grid.place(i), label, reader, _is_sum_of_rows(grid, i, columns, first, row_keys))
        else:  # beside the segments, which stand across: no row of the sheet
            report_totals(grid, label, grid.place(i), _sums_of_row(grid, i, columns, first, row_keys), reader)
        return True
    close = near_miss(label, row_keys.values()) if label else None
    reader.report(
        "matrix_row_unknown",
        Severity.ERROR,
        grid.place(i),
        Text("'{n}' is no segment", "“{n}”不是细分").format(n=label[:40])
        if label
        else Text("amounts without a segment", "有金额但没有细分名称"),
        Text("a name from sheet Segments is expected", "应为客户细分表中的名称"),
        suggest(close, Text("Correct the name, or add the segment there.", "请更正名称，或在该表补充此细分。")),
    )
    return True


def _is_sum_of_rows(grid: Grid, i: int, columns: Mapping[int, str], first: int, row_keys: Mapping[str, str]) -> bool:
    """Whether row `i` is the sum of the segments' rows above it, all of them or the last ones, in every product line."""
    named = [
        cells for cells in grid.rows[:i] if any(normalise(c) in row_keys for c in cells[:first] if not is_blank(c))
    ]
    series = [[number_of(cells[j] if j < len(cells) else None) for j in columns] for cells in named]
    return adds_up(series, [number_of(grid.cell(i, j)) for j in columns], fewest=1)


def _sums_of_row(grid: Grid, i: int, columns: Mapping[int, str], first: int, row_keys: Mapping[str, str]) -> Sums:
    """Yield each cell of row `i` with the cells of all segments in its column."""
    named = [
        k
        for k, cells in enumerate(grid.rows)
        if any(not is_blank(c) and normalise(c) in row_keys for c in cells[:first])
    ]
    yield from (((i, j), [(k, j) for k in named]) for j in columns)
