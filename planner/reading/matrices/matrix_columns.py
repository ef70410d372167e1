"""Columns of a product-market matrix that are no product line's: strangers, amounts below no name, segments named once more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import is_blank
from planner.reading.headers.header_units import SCALED
from planner.reading.lines.line_findings import report_total
from planner.reading.matrices.matrix_totals import report_totals
from planner.reading.units.units import split_unit
from planner.reading.words.headers import near_miss, normalise
from planner.reading.words.suggestion import suggest
from planner.reading.words.total_words import may_be_total
from planner.tables.columns.column import Column

_DEPTH = 30
_FEWEST_NUMBERS = 2
"""Of a column without a name, to be told: a single one is a remark."""


def matrix_header(grid: Grid, column_keys: Mapping[str, str]) -> tuple[int, dict[int, str]]:
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


def key_of_header(cell: object, column_keys: Mapping[str, str]) -> str | None:
    """Return the product line that a cell of the header names, with or without stars, remarks and units."""
    if is_blank(cell):
        return None
    key = column_keys.get(normalise(cell))
    if key is None and isinstance(cell, str):
        key = column_keys.get(normalise(cell.strip(" *＊:：†")))
    if key is None and isinstance(cell, str):
        key = next((column_keys[normalise(r)] for r in split_unit(cell)[0] if normalise(r) in column_keys), None)
    return key


def report_strangers(
    grid: Grid,
    top: int,
    columns: Mapping[int, str],
    keys: tuple[Mapping[str, str], Mapping[str, str]],
    declared: Column,
    reader: CellReader,
) -> None:
    """Report headers that name no product line, or one that stands before; totals are compared with what they add up.

    `keys`: canonical segment and product line by normalised spelling. Where lines have changed places, a header is a row's: one of amounts
    that names no product line is an error there, and so is a total.
    """
    row_keys, column_keys = keys
    first = min(columns)
    for j, cell in enumerate(grid.rows[top]):
        is_label = j < first and not _holds_numbers(grid, top, j)
        if j > 0 and j not in columns and not is_blank(cell) and not is_label:
            repeated = key_of_header(cell, column_keys) is not None
            holds_amounts = _holds_numbers(grid, top, j)
            if may_be_total(cell) and holds_amounts and declared.kind in SCALED and not repeated:
                if grid.origin is not None:
                    report_total(grid.place(None, j), str(cell), reader)
                else:
                    report_totals(grid, str(cell), grid.place(top, j), _sums(grid, top, j, columns, row_keys), reader)
                continue
            text = Text("column '{n}' is no product line", "列“{n}”不是产品线").format(n=str(cell)[:40])
            if grid.origin is not None:
                text = Text("row '{n}' is no product line", "行“{n}”不是产品线").format(n=str(cell)[:40])
            if repeated:
                text = Text("product line '{n}' stands twice", "产品线“{n}”重复").format(n=str(cell)[:40])
            close = near_miss(str(cell), column_keys.values())
            remedy = suggest(close, Text("It is ignored.", "已忽略。"))
            if repeated:
                remedy = Text(
                    "Keep one column a product line, that of the plan year.", "每条产品线只保留一列（计划年度）。"
                )
            is_amiss = holds_amounts and (grid.origin is not None or normalise(cell) in row_keys)
            if is_amiss and not (repeated or close):
                remedy = Text("Correct the name, or add it on sheet Products.", "请更正名称，或在产品表补充。")
            is_error = repeated or is_amiss or (close and not may_be_total(cell))
            severity = Severity.ERROR if is_error else Severity.WARNING
            reader.report("matrix_column_unknown", severity, grid.place(top, j), text, remedy=remedy)


def _sums(
    grid: Grid, top: int, column: int, columns: Mapping[int, str], row_keys: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Yield the cells of a column in the rows of segments, each with those of the product lines beside it."""
    first = min(columns)
    for i, cells in enumerate(grid.rows[top + 1 :], start=top + 1):
        if any(not is_blank(c) and normalise(c) in row_keys for c in cells[:first]):
            yield (i, column), [(i, j) for j in columns]


def _holds_numbers(grid: Grid, top: int, column: int, fewest: int = 0) -> bool:
    """Whether most filled cells below the header are numbers: a column of labels, such as industries, may stand before the product lines."""
    below = [row[column] for row in grid.rows[top + 1 :] if column < len(row) and not is_blank(row[column])]
    numbers = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in below)
    return numbers * 2 > len(below) and numbers >= fewest


def report_unnamed_amounts(
    grid: Grid, top: int, columns: Collection[int], declared: Column, is_complete: bool, reader: CellReader
) -> None:
    """Report columns of numbers below an empty header.

    Between product lines, or where one of these is missing (`is_complete` false), they may be amounts that are meant: an error.
    """
    if declared.kind not in SCALED:
        return
    first, last = min(columns), max(columns)
    header = grid.rows[top]
    for j in range(first, max((len(row) for row in grid.rows[top:]), default=0)):
        if j < len(header) and not is_blank(header[j]):
            continue
        if not _holds_numbers(grid, top, j, _FEWEST_NUMBERS):
            if j > last:
                _report_moved_row(grid, top, columns, j, reader)
            continue
        place = grid.place(top, j)
        text = Text("numbers below an empty header", "表头为空的列中有数字")
        if j < last or not is_complete:
            expected = Text("a product line above every column is expected", "每一列上方应有产品线")
            remedy = Text("Name the product line, or delete the column.", "请写明产品线，或删除该列。")
            reader.report("matrix_column_unnamed", Severity.ERROR, place, text, expected, remedy)
        else:
            remedy = Text("It is ignored.", "已忽略。")
            reader.report("matrix_column_unnamed", Severity.WARNING, place, text, remedy=remedy)


def _report_moved_row(grid: Grid, top: int, columns: Collection[int], j: int, reader: CellReader) -> None:
    """Report a lone number behind the product lines in a row with a blank among them: its amounts may stand one column off."""
    for i, row in enumerate(grid.rows[top + 1 :], start=top + 1):
        number = row[j] if j < len(row) else ""
        is_number = isinstance(number, int | float) and not isinstance(number, bool)
        if is_number and any(is_blank(grid.cell(i, k)) for k in columns):
            text = Text("a number beside the table, whose row has a blank cell", "表格右侧有数字，而该行有空单元格")
            remedy = Text(
                "It is ignored. If the amounts of this row stand one column too far right, move them back.",
                "已忽略。如该行金额整体右移了一列，请移回。",
            )
            reader.report("matrix_row_moved", Severity.WARNING, grid.place(i, j), text, remedy=remedy)


def report_other_order(
    grid: Grid, top: int, columns: Mapping[int, str], row_keys: Mapping[str, str], reader: CellReader
) -> None:
    """Report a second column of segments, as of a block that was put beside the first, where its rows are in another order."""
    first = min(columns)
    for j in range(first + 1, max(columns)):
        if j in columns:
            continue
        for i, row in enumerate(grid.rows[top + 1 :], start=top + 1):
            key = row_keys.get(normalise(row[j])) if j < len(row) and not is_blank(row[j]) else None
            label = next((k for c in row[:first] if (k := row_keys.get(normalise(c))) is not None), None)
            if key is not None and key != label:
                reader.report(
                    "matrix_other_order",
                    Severity.ERROR,
                    grid.place(i, j),
                    Text("'{b}' in the row of '{a}'", "“{a}”所在行中写着“{b}”").format(a=label or "", b=key),
                    Text("one segment a row is expected", "每行应只有一个细分"),
                    Text(
                        "Bring the blocks into one order, or into one table.",
                        "请将并排的区块调整为相同顺序，或合并为一张表。",
                    ),
                )
                return
