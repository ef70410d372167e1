"""From a grid to typed rows, by the declaration of the table."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells import UNREADABLE, CellReader
from planner.reading.grid import Grid, column_letter
from planner.reading.headers import clean_name, header_spellings, match_headers, near_miss, normalise
from planner.reading.suggestion import suggest
from planner.tables.column import Column, Kind, Table

_HEADER_DEPTH = 30
_TOTALS = frozenset(
    normalise(w) for w in ("total", "grand total", "subtotal", "sum", "合计", "总计", "小计", "总和", "汇总")
)


@dataclass(slots=True)
class TypedRow:
    """One row: Excel row number, values of the filled cells by field, places by field. `broken` when a cell could not be read."""

    row: int
    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    broken: bool = False


def is_blank(value: object) -> bool:
    """Whether a cell is empty or holds white space alone."""
    return value is None or (isinstance(value, str) and not value.strip())


def find_header_row(grid: Grid, columns: tuple[Column, ...]) -> tuple[int, dict[int, Column]] | None:
    """Return the row (0-based) that names most columns, below any titles, and its match; ``None`` when no row names enough."""
    best: tuple[int, dict[int, Column]] | None = None
    for i, cells in enumerate(grid.rows[:_HEADER_DEPTH]):
        match = match_headers(cells, columns)
        if match and (best is None or len(match) > len(best[1])):
            best = (i, match)
    needed = 1 if len(columns) == 1 else 2
    return best if best is not None and len(best[1]) >= needed else None


def read_rows(grid: Grid, table: Table, reader: CellReader) -> list[TypedRow]:
    """Return the filled rows of a ROWS sheet; every fault becomes a finding of `reader`."""
    header = find_header_row(grid, table.columns)
    if header is None:
        if any(not is_blank(c) for row in grid.rows for c in row):
            names = Text(
                ", ".join(c.header.en for c in table.columns[:4]), "、".join(c.header.zh for c in table.columns[:4])
            )
            reader.report(
                "header_missing",
                Severity.ERROR,
                Place(grid.sheet),
                Text("no header row found", "找不到表头"),
                Text("a row with {n} … is expected", "应有含 {n} 等列名的表头").format(n=names),
            )
        return []
    top, match = header
    report_headers(grid, table, top, match, reader)
    rows: list[TypedRow] = []
    for i in range(top + 1, len(grid.rows)):
        cells = grid.rows[i]
        if all(
            is_blank(cells[j]) and f"{column_letter(j)}{i + 1}" not in grid.error_cells | grid.uncached_cells
            for j in match
        ):
            continue
        if i + 1 in grid.hidden_rows:
            reader.report(
                "row_hidden",
                Severity.WARNING,
                Place(grid.sheet, i + 1),
                Text("a hidden row", "隐藏行"),
                remedy=Text("It is used.", "仍会使用。"),
            )
        row = _read_row(grid, i, match, reader)
        if _is_total(row, table):
            reader.report(
                "total_row",
                Severity.ERROR,
                Place(grid.sheet, i + 1),
                Text("a total row", "合计行"),
                remedy=Text("Delete it: totals are computed.", "请删除：合计由程序计算。"),
            )
            continue
        rows.append(row)
    return rows


def read_cell(grid: Grid, row: int, column: int, declared: Column, reader: CellReader) -> tuple[object, Place]:
    """Return the typed value of one cell (``None`` when blank) and its place; rows and columns count from 0."""
    place = Place(grid.sheet, row + 1, column_letter(column), declared.header)
    if place.cell in grid.error_cells:
        reader.report(
            "cell_error",
            Severity.ERROR,
            place,
            Text("an Excel error", "Excel 错误值"),
            remedy=Text("Correct the formula.", "请修正公式。"),
        )
        return UNREADABLE, place
    if place.cell in grid.uncached_cells:
        reader.report(
            "formula_without_value",
            Severity.ERROR,
            place,
            Text("a formula without a saved value", "公式没有保存结果"),
            remedy=Text("Open the workbook in Excel and save it.", "请用 Excel 打开并保存工作簿。"),
        )
        return UNREADABLE, place
    value = grid.rows[row][column] if column < len(grid.rows[row]) else ""
    return (None if is_blank(value) else reader.read(value, declared, place)), place


def _read_row(grid: Grid, i: int, match: dict[int, Column], reader: CellReader) -> TypedRow:
    row = TypedRow(i + 1)
    for j, column in match.items():
        value, place = read_cell(grid, i, j, column, reader)
        row.places[column.field] = place
        if value is UNREADABLE:
            row.broken = True
            row.values[column.field] = UNREADABLE
        elif value is not None or (column.field == "rep" and not is_blank(grid.rows[i][j])):
            row.values[column.field] = value
    return row


def is_total_word(normal: str) -> bool:
    """Whether a normalised key is a word that heads a total."""
    return normal in _TOTALS


def _is_total(row: TypedRow, table: Table) -> bool:
    first = table.columns[0]
    value = row.values.get(first.field)
    return (
        isinstance(value, str) and normalise(value) in _TOTALS and first.kind in (Kind.KEY, Kind.TEXT, Kind.REFERENCE)
    )


def report_headers(grid: Grid, table: Table, top: int, match: dict[int, Column], reader: CellReader) -> None:
    """Report missing, repeated and unknown columns."""
    found = {c.field for c in match.values()}
    unknown = [(j, clean_name(str(c))[0]) for j, c in enumerate(grid.rows[top]) if j not in match and not is_blank(c)]
    names = [c.header.en for c in table.columns] + [c.header.zh for c in table.columns]
    known = {s for c in table.columns for s in header_spellings(c)}
    for j, name in unknown:
        place = Place(grid.sheet, top + 1, column_letter(j))
        if normalise(name) in known:
            text = Text("column '{n}' stands twice", "列“{n}”重复").format(n=name)
            reader.report(
                "header_repeated", Severity.ERROR, place, text, remedy=Text("Keep one of them.", "请只保留一列。")
            )
            continue
        close = near_miss(name, names)
        hint = suggest(close, Text("It is ignored.", "已忽略。"))
        reader.report(
            "column_unknown",
            Severity.WARNING if close else Severity.NOTE,
            place,
            Text("column '{n}' is not known", "未知列“{n}”").format(n=name),
            NO_TEXT,
            hint,
        )
    for column in table.columns:
        if column.is_required and column.field not in found:
            reader.report(
                "column_missing",
                Severity.ERROR,
                Place(grid.sheet, top + 1),
                Text("column '{c}' is missing", "缺少列“{c}”").format(c=column.header),
                remedy=Text("Add it.", "请补充该列。"),
            )
