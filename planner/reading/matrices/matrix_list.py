"""A product-market matrix kept as a list: one row a segment and product line, the amount or fit beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.grids.merged import MergedCells
from planner.reading.headers.header_row import is_blank
from planner.reading.headers.header_units import body_below_units
from planner.reading.lines.line_findings import report_total, report_unshown
from planner.reading.lines.odd_rows import is_note
from planner.reading.matrices.matrix_units import ways_of_matrix
from planner.reading.rows.row_cell import read_cell
from planner.reading.words.choices import choice_named
from planner.reading.words.headers import column_named, header_key, near_miss, normalise
from planner.reading.words.numbers import read_number
from planner.reading.words.suggestion import suggest
from planner.reading.words.total_words import may_be_total
from planner.tables.columns.column import Column, Kind, Table
from planner.tables.inputs.calendar import HISTORY
from planner.tables.registry import table_named

_FEWEST = 2
_AMOUNTS = tuple(header_key(w) for w in ("amount", "value", "金额", "数值", "值"))


@dataclass(frozen=True, slots=True)
class MatrixList:
    """Where a list keeps what: its header and first row, and the columns of segments, product lines and values; all from 0."""

    header: int
    segments: int
    products: int
    values: int


def find_list(grid: Grid, row_keys: Mapping[str, str], column_keys: Mapping[str, str]) -> tuple[int, int, int] | None:
    """Return the first row of a list and its columns of segments and of product lines; ``None`` where the sheet is none.

    In a list several segments and several product lines, or one line with several rows, stand below each other and side by side.
    """
    found: dict[tuple[int, int], list[int]] = {}
    for i, cells in enumerate(grid.rows):
        words = [(j, normalise(c)) for j, c in enumerate(cells) if isinstance(c, str | float) and not is_blank(c)]
        segments = [j for j, w in words if w in row_keys]
        for k in (j for j, w in words if w in column_keys and w not in row_keys):
            for j in segments:
                found.setdefault((j, k), []).append(i)
    best = max(found.items(), key=lambda item: (len(item[1]), -item[0][0]), default=None)
    if best is None or len({normalise(grid.rows[i][best[0][1]]) for i in best[1]}) < _FEWEST:
        return None
    return best[1][0], *best[0]


def _lay_out(grid: Grid, at: tuple[int, int, int], table: Table, reader: CellReader) -> MatrixList | None:
    """Return the list with its column of values; ``None`` where none or several columns may hold them, which is reported."""
    first, segments, products = at
    header = max(first - 1, 0)
    declared = table.columns[0]
    width = max(len(row) for row in grid.rows[first:])
    maybe = [j for j in range(width) if j not in (segments, products) and _holds_values(grid, first, j, declared)]
    if len(maybe) > 1:
        known = {header_key(w): declared for w in _names_of(table)}
        named = [j for j in maybe if column_named(_header(grid, header, j), known) is not None]
        maybe = named if len(named) == 1 else maybe
    if len(maybe) == 1 and first:
        return MatrixList(header, segments, products, maybe[0])
    letters = ", ".join(column_letter(j) for j in maybe)
    reader.report(
        "matrix_listed",
        Severity.ERROR,
        Place(grid.sheet, None, column_letter(products)),
        Text("a list with values in columns {c}", "这是清单，{c} 列均有数值").format(c=letters)
        if maybe
        else Text("a list of segments and product lines without values", "这是细分与产品线的清单，但没有数值"),
        Text("one column of values is expected", "应只有一列数值"),
        Text("Head the column that counts with '{h}', in a row above.", "请在应采用的一列上方写表头“{h}”。").format(
            h=declared.header
        ),
    )
    return None


def _report_list(grid: Grid, laid: MatrixList, reader: CellReader) -> None:
    """Report that a list is read, and which of its columns are what."""
    found = Text(
        "a list, one row a segment and product line: segments in column {s}, product lines in {p}, values in {v}",
        "这是清单，每行为一个细分与一条产品线：{s} 列为细分，{p} 列为产品线，{v} 列为数值",
    ).format(s=column_letter(laid.segments), p=column_letter(laid.products), v=column_letter(laid.values))
    remedy = Text("Read as the matrix.", "按矩阵读取。")
    reader.report("matrix_list", Severity.NOTE, grid.place(laid.header, laid.products), found, remedy=remedy)


def _is_passed_over(grid: Grid, i: int, laid: MatrixList) -> bool:
    """Whether row `i` holds nothing of the list: it is blank there, or a note below it."""
    cells = [c for c in grid.rows[i] if not is_blank(c)]
    return (
        not cells
        or (len(cells) == 1 and is_note(cells[0]))
        or all(is_blank(grid.cell(i, j)) for j in (laid.segments, laid.products, laid.values))
    )


def _total_label(grid: Grid, i: int, laid: MatrixList) -> str | None:
    """Return the word of a total in row `i`, left of its value."""
    cells = (grid.cell(i, j) for j in range(laid.values))
    return next((c for c in cells if isinstance(c, str) and may_be_total(c)), None)


def read_list(
    grid: Grid,
    at: tuple[int, int, int],
    table: Table,
    keys: tuple[Mapping[str, str], Mapping[str, str]],
    reader: CellReader,
) -> tuple[dict[tuple[str, str], object], dict[tuple[str, str], Place]]:
    """Return the values of the list that `find_list` found by segment and product line, and their places.

    `keys`: canonical segment and product line by normalised spelling.
    """
    values: dict[tuple[str, str], object] = {}
    places: dict[tuple[str, str], Place] = {}
    laid = _lay_out(grid, at, table, reader)
    if laid is None:
        return values, places
    _report_list(grid, laid, reader)
    declared = table.columns[0]
    ways = ways_of_matrix(grid, laid.header, {laid.values: ""}, declared, reader)
    merged = MergedCells.of(grid, laid.header + 1)
    seen: dict[tuple[str, str], int] = {}
    for i in range(body_below_units(grid, laid.header), len(grid.rows)):
        if _is_passed_over(grid, i, laid):
            continue
        total = _total_label(grid, i, laid)
        if total is not None:
            report_total(grid.place(i), total, reader)
            continue
        segment = _listed_name(grid, i, laid.segments, HISTORY.column("segment"), keys[0], merged, reader)
        product = _listed_name(grid, i, laid.products, HISTORY.column("product"), keys[1], merged, reader)
        value = read_cell(grid, i, laid.values, declared, reader, ways[laid.values])
        if segment is None or product is None:
            continue
        reader.names.compare(table.row_table or "", grid.rows[i][laid.segments], grid.place(i, laid.segments))
        reader.names.compare(table.column_table or "", grid.rows[i][laid.products], grid.place(i, laid.products))
        if (segment, product) in seen:
            text = Text("'{s}' and '{p}' stand in rows {a} and {b}", "“{s}”与“{p}”在第 {a} 行和第 {b} 行重复")
            text = text.format(s=segment, p=product, a=seen[segment, product] + 1, b=i + 1)
            remedy = Text("Keep one, or add them up.", "请只保留一行，或合计为一行。")
            reader.report("key_repeated", Severity.ERROR, grid.place(i, laid.values), text, remedy=remedy)
            continue
        seen[segment, product] = i
        if value is not None and value is not UNREADABLE:
            values[segment, product] = value
            places[segment, product] = grid.place(i, laid.values, declared.header)
    report_unshown(grid, [i + 1 for i in seen.values()], (laid.segments, laid.products, laid.values), reader)
    return values, places


def _listed_name(
    grid: Grid,
    i: int,
    j: int,
    declared: Column,
    keys: Mapping[str, str],
    merged: MergedCells,
    reader: CellReader,
) -> str | None:
    """Return the segment or the product line of a row of a list; ``None`` where a finding says why there is none."""
    cell = grid.cell(i, j)
    if is_blank(cell):
        cell = merged.value_of(grid, i, j, declared, reader)
    key = None if is_blank(cell) else keys.get(normalise(cell))
    if key is None:
        place = grid.place(i, j, declared.header)
        if is_blank(cell):
            text, expected = (
                Text("an empty cell", "空单元格"),
                Text("a name is expected in every row", "每行均应填写名称"),
            )
            remedy = Text("Repeat the name in each row.", "请在每行重复填写名称。")
            reader.report("cell_blank", Severity.ERROR, place, text, expected, remedy)
        else:
            remedy = suggest(
                near_miss(str(cell), keys.values()),
                Text("Correct the name, or add it there.", "请更正名称，或在该表补充。"),
            )
            text = Text("found '{n}'", "内容为“{n}”").format(n=str(cell)[:60])
            expected = Text("a name from sheet {s} is expected", "应为工作表“{s}”中的名称")
            expected = expected.format(s=table_named(declared.references or "").sheet)
            reader.report("reference_unknown", Severity.ERROR, place, text, expected, remedy)
    return key


def _names_of(table: Table) -> tuple[str, ...]:
    declared = table.columns[0]
    names = (declared.header, table.sheet)
    return (*(n for t in names for n in (t.en, t.zh)), *declared.synonyms, *table.sheet_synonyms, *_AMOUNTS)


def _header(grid: Grid, row: int, column: int) -> str:
    return str(grid.cell(row, column))


def _holds_values(grid: Grid, first: int, column: int, declared: Column) -> bool:
    """Whether most filled cells of a column are numbers, or for fits their words."""
    filled = [c for i in range(first, len(grid.rows)) if not is_blank(c := grid.cell(i, column))]
    return sum(_is_value(c, declared) for c in filled) * 2 > len(filled)


def _is_value(cell: object, declared: Column) -> bool:
    if declared.kind is Kind.CHOICE:
        return isinstance(cell, str) and choice_named(cell, list(declared.choices or ())) is not None
    if isinstance(cell, str):
        return read_number(cell) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)
