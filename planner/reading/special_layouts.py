"""Sheets that are not one row a thing: Settings (one row a setting) and the product-market matrices."""

from __future__ import annotations

from collections.abc import Mapping

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells import PLAIN, UNREADABLE, CellReader, ReadAs
from planner.reading.grid import Grid, column_letter
from planner.reading.header_row import SCALED, is_blank, report_unit, sheet_unit
from planner.reading.headers import column_named, header_key, header_spellings, known_headers, near_miss, normalise
from planner.reading.merged import MergedCells
from planner.reading.odd_rows import may_be_total
from planner.reading.rows import TypedRow, read_cell, report_hidden_columns, report_hidden_rows, report_total
from planner.reading.suggestion import suggest
from planner.reading.units import StatedUnit, read_unit, split_unit, unit_or_fault
from planner.tables.column import Column, Kind, Table

_LABEL_COLUMNS = 6
_DEPTH = 30
_VALUE_HEADERS = frozenset(
    header_key(w)
    for w in (
        "value",
        "values",
        "setting value",
        "input",
        "amount",
        "值",
        "取值",
        "数值",
        "参数值",
        "填写",
        "内容",
        "设定值",
    )
)
_UNIT_HEADERS = frozenset(header_key(w) for w in ("unit", "units", "单位"))


def read_settings(grid: Grid, table: Table, reader: CellReader) -> TypedRow:
    """Return all settings as one row: the label in one of the first columns, the value in the column headed Value, else right of the label."""
    known = known_headers(table.columns)
    value_column, unit_column = _column_headed(grid, _VALUE_HEADERS), _column_headed(grid, _UNIT_HEADERS)
    settings = TypedRow(0)
    general = _unit_above(grid, known)
    if general is not None:
        report_unit(general[0], next(c for c in table.columns if c.kind is Kind.MONEY), general[1], reader)
    for i, cells in enumerate(grid.rows):
        labels = ((j, column_named(c, known)) for j, c in enumerate(cells[:_LABEL_COLUMNS]) if isinstance(c, str) and c)
        j, column = next(((j, c) for j, c in labels if c is not None), (0, None))
        if column is None:
            _report_unknown(grid, i, 1 if value_column is None else value_column, table, reader)
            continue
        at = value_column if value_column is not None and value_column > j else j + 1
        if column.field in settings.places:
            place = Place(grid.sheet, i + 1, column_letter(j))
            text = Text("setting '{n}' stands twice", "参数“{n}”重复").format(n=column.header)
            reader.report(
                "setting_repeated", Severity.ERROR, place, text, remedy=Text("Keep one of them.", "请只保留一个。")
            )
            continue
        way = _way_of_setting(grid, (i, j, unit_column), column, reader)
        if way is PLAIN and general is not None and column.kind is Kind.MONEY:
            way = ReadAs(general[0].power)
        if value_column is None and _has_rival_value(grid, i, at, column, reader):
            settings.places[column.field] = Place(grid.sheet, i + 1, column_letter(at), column.header)
            continue
        value, place = read_cell(grid, i, at, column, reader, way)
        settings.places[column.field] = place
        if value is not None:
            settings.values[column.field] = value
        if i + 1 in grid.hidden_rows:
            report_hidden_rows(grid, [i + 1], reader)
    return settings


def _has_rival_value(grid: Grid, row: int, at: int, column: Column, reader: CellReader) -> bool:
    """Whether a further number right of a setting's value may be the one that counts, such as last year's beside the plan's; reported."""
    if column.kind not in (*SCALED, Kind.SHARE, Kind.MONTH, Kind.YEAR):
        return False
    own = grid.rows[row][at] if at < len(grid.rows[row]) else ""
    others = [
        j
        for j, cell in enumerate(grid.rows[row][at + 1 :], start=at + 1)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and cell != own
    ]
    if not others:
        return False
    found = Text("numbers in columns {a} and {b}", "{a} 列与 {b} 列均有数字").format(
        a=column_letter(at), b=column_letter(others[0])
    )
    remedy = Text("Head the column that counts with Value.", "请在应采用的一列写上表头“值”。")
    place = Place(grid.sheet, row + 1, column_letter(at), column.header)
    reader.report("setting_value_unclear", Severity.ERROR, place, found, remedy=remedy)
    return True


def _unit_above(grid: Grid, known: Mapping[str, Column]) -> tuple[StatedUnit, Place] | None:
    """Return the unit of money that a title above the first setting states."""
    labels = (
        i
        for i, cells in enumerate(grid.rows)
        for c in cells[:_LABEL_COLUMNS]
        if isinstance(c, str) and c and column_named(c, known)
    )
    return sheet_unit(grid, next(labels, 0)) if any(c.kind is Kind.MONEY for c in known.values()) else None


def _way_of_setting(grid: Grid, at: tuple[int, int, int | None], column: Column, reader: CellReader) -> ReadAs:
    """Return how a setting's number is read: by the unit in its label or in the column of units. `at`: row, label column, unit column."""
    i, j, unit_column = at
    cells = grid.rows[i]
    label = str(cells[j])
    unit = None if header_key(label) in header_spellings(column) else split_unit(label)[1]
    place = Place(grid.sheet, i + 1, column_letter(j), column.header)
    beside = cells[unit_column] if unit_column is not None and unit_column < len(cells) else ""
    own = (normalise(column.unit_text.en), normalise(column.unit_text.zh))
    if (
        (unit is None or not unit.says_something)
        and isinstance(beside, str)
        and beside
        and normalise(beside) not in own  # as the template writes it
    ):
        unit = unit_or_fault(beside)
        place = Place(grid.sheet, i + 1, column_letter(unit_column or 0), column.header)
    if unit is None:
        return PLAIN
    report_unit(unit, column, place, reader)
    in_percent = unit.is_percent and column.kind is Kind.SHARE
    return ReadAs(unit.power if column.kind in SCALED else 0, in_percent, small_is_unclear=in_percent)


def _column_headed(grid: Grid, words: frozenset[str]) -> int | None:
    for cells in grid.rows[:_DEPTH]:
        for j, cell in enumerate(cells):
            if isinstance(cell, str) and header_key(cell) in words:
                return j
    return None


def _report_unknown(grid: Grid, i: int, value_column: int, table: Table, reader: CellReader) -> None:
    """Report a label with a value that is no setting: it would otherwise be ignored without a word."""
    cells = grid.rows[i]
    has_value = value_column < len(cells) and not is_blank(cells[value_column])
    at = next((j for j, c in enumerate(cells[:value_column]) if not is_blank(c)), None)
    if not has_value or at is None or header_key(cells[value_column]) in _VALUE_HEADERS:
        return
    close = near_miss(str(cells[at]), [h for c in table.columns for h in (c.header.en, c.header.zh)])
    reader.report(
        "setting_unknown",
        Severity.WARNING if close or isinstance(cells[value_column], int | float) else Severity.NOTE,
        Place(grid.sheet, i + 1, column_letter(at)),
        Text("setting '{n}' is not known", "未知参数“{n}”").format(n=str(cells[at])[:40]),
        remedy=suggest(close, Text("It is ignored.", "已忽略。")),
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
    _report_strangers(grid, top, columns, column_keys, reader)
    report_hidden_columns(grid, columns, reader)
    ways = _ways_of_matrix(grid, top, columns, declared, reader)
    body = _matrix_body(grid, top)
    merged = MergedCells.of(grid, body)
    seen: dict[str, int] = {}
    hidden: list[int] = []
    for i in range(body, len(grid.rows)):
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
            reader.report(
                "key_repeated",
                Severity.ERROR,
                Place(grid.sheet, i + 1),
                text,
                remedy=Text("Keep one.", "请只保留一行。"),
            )
            continue
        seen[key] = i + 1
        if i + 1 in grid.hidden_rows:
            hidden.append(i + 1)
        for j, product in columns.items():
            value, place = read_cell(grid, i, j, declared, reader, ways[j], merged)
            if value is not None and value is not UNREADABLE:
                values[key, product] = value
                places[key, product] = place
    report_hidden_rows(grid, hidden, reader)
    return values, places


def _key_of_header(cell: object, column_keys: Mapping[str, str]) -> str | None:
    """Return the product line that a header names, with or without a unit or remark behind it."""
    if is_blank(cell):
        return None
    key = column_keys.get(normalise(cell))
    if key is None and isinstance(cell, str):
        key = next((column_keys[normalise(r)] for r in split_unit(cell)[0] if normalise(r) in column_keys), None)
    return key


def _matrix_header(grid: Grid, column_keys: Mapping[str, str]) -> tuple[int, dict[int, str]]:
    best: tuple[int, dict[int, str]] = (0, {})
    for i, cells in enumerate(grid.rows[:_DEPTH]):
        match: dict[int, str] = {}
        for j, cell in enumerate(cells):
            key = None if j == 0 else _key_of_header(cell, column_keys)
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
    for j, cell in enumerate(grid.rows[top][: min(columns)]):
        corner = split_unit(cell)[1] if isinstance(cell, str) and cell else None
        if corner is not None and corner.says_something:
            general = corner, Place(grid.sheet, top + 1, column_letter(j))
    below = grid.rows[top + 1] if _matrix_body(grid, top) == top + 2 else ()
    ways: dict[int, ReadAs] = {}
    used = False
    for j, key in columns.items():
        text = grid.rows[top][j]
        unit = split_unit(text)[1] if isinstance(text, str) and normalise(text) != normalise(key) else None
        if (unit is None or not unit.says_something) and j < len(below):
            unit = read_unit(below[j])
        if unit is not None and unit.says_something:
            report_unit(unit, declared, Place(grid.sheet, top + 1, column_letter(j)), reader)
        elif general is not None and unit is None:
            unit, used = general[0], True
        ways[j] = ReadAs(unit.power if unit is not None and declared.kind in SCALED else 0)
    if used and general is not None and declared.kind in SCALED:
        report_unit(general[0], declared, general[1], reader)
    return ways


def _report_strangers(
    grid: Grid, top: int, columns: Mapping[int, str], column_keys: Mapping[str, str], reader: CellReader
) -> None:
    first = min(columns)
    for j, cell in enumerate(grid.rows[top]):
        is_label = j < first and not _holds_numbers(grid, top, j)
        if j > 0 and j not in columns and not is_blank(cell) and not is_label:
            repeated = _key_of_header(cell, column_keys) is not None
            text = Text("column '{n}' is no product line", "列“{n}”不是产品线").format(n=str(cell)[:40])
            if repeated:
                text = Text("product line '{n}' stands twice", "产品线“{n}”重复").format(n=str(cell)[:40])
            close = near_miss(str(cell), column_keys.values())
            remedy = suggest(close, Text("It is ignored.", "已忽略。"))
            severity = Severity.ERROR if repeated or (close and not may_be_total(cell)) else Severity.WARNING
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
    odd = grid.error_cells | grid.uncached_cells
    if all(
        (j >= len(cells) or is_blank(cells[j])) and not (odd and f"{column_letter(j)}{i + 1}" in odd) for j in columns
    ):
        return
    label = next((str(c) for c in cells[:first] if not is_blank(c)), "")
    if any(may_be_total(c) for c in cells[:first] if isinstance(c, str) and c):
        report_total(Place(grid.sheet, i + 1), label, reader)
        return
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
