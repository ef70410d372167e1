"""Sheets that are not one row a thing: Settings (one row a setting) and the product-market matrices."""

from __future__ import annotations

from collections.abc import Mapping

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells import UNREADABLE, CellReader
from planner.reading.grid import Grid, column_letter
from planner.reading.headers import header_spellings, near_miss, normalise
from planner.reading.rows import TypedRow, is_blank, read_cell
from planner.reading.suggestion import suggest
from planner.tables.column import Table

_LABEL_COLUMNS = 3
_VALUE_HEADERS = frozenset(normalise(w) for w in ("value", "值", "取值", "数值"))


def read_settings(grid: Grid, table: Table, reader: CellReader) -> TypedRow:
    """Return all settings as one row: the label in one of the first columns, the value in the column headed Value, else right of the label."""
    known = {s: c for c in table.columns for s in header_spellings(c)}
    value_column = _value_column(grid)
    settings = TypedRow(0)
    for i, cells in enumerate(grid.rows):
        for j, cell in enumerate(cells[:_LABEL_COLUMNS]):
            column = known.get(normalise(cell)) if isinstance(cell, str) else None
            if column is None:
                continue
            if column.field in settings.places:
                place = Place(grid.sheet, i + 1, column_letter(j))
                text = Text("setting '{n}' stands twice", "参数“{n}”重复").format(n=column.header)
                reader.report(
                    "setting_repeated", Severity.ERROR, place, text, remedy=Text("Keep one of them.", "请只保留一个。")
                )
                break
            value, place = read_cell(grid, i, value_column if value_column > j else j + 1, column, reader)
            settings.places[column.field] = place
            if value is UNREADABLE:
                settings.broken = True
            if value is not None:
                settings.values[column.field] = value
            break
        else:
            _report_unknown(grid, i, value_column, table, reader)
    return settings


def _value_column(grid: Grid) -> int:
    for cells in grid.rows[:30]:
        for j, cell in enumerate(cells):
            if isinstance(cell, str) and normalise(cell) in _VALUE_HEADERS:
                return j
    return 1


def _report_unknown(grid: Grid, i: int, value_column: int, table: Table, reader: CellReader) -> None:
    """Report a label with a value that is no setting: it would otherwise be ignored without a word."""
    cells = grid.rows[i]
    has_value = value_column < len(cells) and not is_blank(cells[value_column])
    if not has_value or not cells or is_blank(cells[0]) or normalise(cells[value_column]) in _VALUE_HEADERS:
        return
    close = near_miss(str(cells[0]), [h for c in table.columns for h in (c.header.en, c.header.zh)])
    reader.report(
        "setting_unknown",
        Severity.WARNING if close else Severity.NOTE,
        Place(grid.sheet, i + 1, "A"),
        Text("setting '{n}' is not known", "未知参数“{n}”").format(n=str(cells[0])[:40]),
        remedy=suggest(close, Text("It is ignored.", "已忽略。")),
    )


def read_matrix(
    grid: Grid, table: Table, row_keys: Mapping[str, str], column_keys: Mapping[str, str], reader: CellReader
) -> tuple[dict[tuple[str, str], object], dict[tuple[str, str], Place]]:
    """Return the filled cells of a matrix by (row key, column key), and their places.

    `row_keys`, `column_keys`: canonical key by normalised spelling. A header or a row that names no key is an error where it holds values.
    """
    top, columns = _matrix_header(grid, column_keys)
    values: dict[tuple[str, str], object] = {}
    places: dict[tuple[str, str], Place] = {}
    if not columns:
        reader.report(
            "matrix_header_missing",
            Severity.ERROR,
            Place(grid.sheet),
            Text("no row of product names found", "找不到产品名称所在的表头行"),
            Text("product lines across, segments down are expected", "应为横向产品线、纵向细分"),
        )
        return values, places
    first = min(columns)
    declared = table.columns[0]
    _report_strangers(grid, top, columns, column_keys, reader)
    seen: dict[str, int] = {}
    for i in range(top + 1, len(grid.rows)):
        cells = grid.rows[i]
        label = next((c for c in cells[:first] if not is_blank(c) and normalise(c) in row_keys), None)
        if label is None:
            _report_row(grid, i, cells, columns, first, row_keys, reader)
            continue
        key = row_keys[normalise(label)]
        if key in seen:
            text = Text("'{k}' stands in rows {a} and {b}", "“{k}”在第 {a} 行和第 {b} 行重复").format(
                k=key, a=seen[key], b=i + 1
            )
            reader.report("key_repeated", Severity.ERROR, Place(grid.sheet, i + 1), text)
            continue
        seen[key] = i + 1
        for j, product in columns.items():
            value, place = read_cell(grid, i, j, declared, reader)
            if value is not None and value is not UNREADABLE:
                values[key, product] = value
                places[key, product] = place
    return values, places


def _matrix_header(grid: Grid, column_keys: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    best: tuple[int, dict[int, str]] = (0, {})
    for i, cells in enumerate(grid.rows[:30]):
        match: dict[int, str] = {}
        for j, cell in enumerate(cells):
            key = None if is_blank(cell) or j == 0 else column_keys.get(normalise(cell))
            if key is not None and key not in match.values():
                match[j] = key
        if len(match) > len(best[1]):
            best = (i, match)
    return best


def _report_strangers(
    grid: Grid, top: int, columns: Mapping[int, str], column_keys: Mapping[str, str], reader: CellReader
) -> None:
    first = min(columns)
    for j, cell in enumerate(grid.rows[top]):
        is_label = j < first and not _holds_numbers(grid, top, j)
        if j > 0 and j not in columns and not is_blank(cell) and not is_label:
            repeated = normalise(cell) in column_keys
            text = Text("column '{n}' is no product line", "列“{n}”不是产品线").format(n=str(cell)[:40])
            if repeated:
                text = Text("product line '{n}' stands twice", "产品线“{n}”重复").format(n=str(cell)[:40])
            close = near_miss(str(cell), column_keys.values())
            remedy = suggest(close, Text("It is ignored.", "已忽略。"))
            severity = Severity.ERROR if repeated or close else Severity.WARNING
            reader.report(
                "matrix_column_unknown", severity, Place(grid.sheet, top + 1, column_letter(j)), text, remedy=remedy
            )


def _holds_numbers(grid: Grid, top: int, column: int) -> bool:
    """Whether most filled cells below the header are numbers: a column of labels, such as industries, may stand before the product lines."""
    below = [row[column] for row in grid.rows[top + 1 :] if column < len(row) and not is_blank(row[column])]
    numbers = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in below)
    return numbers * 2 > len(below)


def _report_row(
    grid: Grid,
    i: int,
    cells: tuple[object, ...],
    columns: Mapping[int, str],
    first: int,
    row_keys: Mapping[str, str],
    reader: CellReader,
) -> None:
    if all(j >= len(cells) or is_blank(cells[j]) for j in columns):
        return
    label = next((str(c) for c in cells[:first] if not is_blank(c)), "")
    close = near_miss(label, row_keys.values()) if label else None
    reader.report(
        "matrix_row_unknown",
        Severity.ERROR,
        Place(grid.sheet, i + 1),
        Text("'{n}' is no segment", "“{n}”不是细分").format(n=label[:40]),
        Text("a name from sheet Segments is expected", "应为客户细分表中的名称"),
        suggest(close, NO_TEXT),
    )
