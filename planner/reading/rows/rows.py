"""From a grid to typed rows, by the declaration of the table."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.cells.plain_numbers import plain_number
from planner.reading.cells.read_as import ReadAs
from planner.reading.grids.cell_places import RowPlaces, SharedColumns
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.grids.merged import MergedCells
from planner.reading.headers.header_report import report_headers
from planner.reading.headers.header_row import HEADER_DEPTH, HeaderRow, find_header_row, find_lone_header, is_blank
from planner.reading.headers.header_units import report_unit_in_note, settle_units
from planner.reading.headers.name_columns import column_of_names, let_go_of_other_choices, let_go_of_repeated_names
from planner.reading.headers.split_headers import report_split_headers
from planner.reading.headers.tax_words import note_taxes
from planner.reading.lines.laid_out_grids import turn
from planner.reading.lines.line_findings import (
    report_hidden_columns,
    report_hidden_rows,
    report_struck_rows,
    report_sums_passed_over,
    report_total,
)
from planner.reading.lines.odd_rows import adds_up, is_note, is_signed
from planner.reading.lines.tables_beside import begins_table_below, report_table_above
from planner.reading.months.dates_down import lay_out_dates, report_dates
from planner.reading.months.months_across import months_across
from planner.reading.months.months_laid_out import lay_out_months
from planner.reading.months.ramp_layouts import lay_out_ramps
from planner.reading.months.season_headers import lay_out_seasons
from planner.reading.rows.row_cell import ADDED_UP, read_cell, way_of_column
from planner.reading.rows.seat_names import name_seats_by_reps
from planner.reading.rows.segment_names import name_by_other_columns
from planner.reading.rows.typed_row import TypedRow
from planner.reading.rows.vacancies import report_posts
from planner.reading.units.units import StatedUnit
from planner.reading.words.line_words import is_line_about_rows, is_part_of_a_row
from planner.reading.words.total_words import is_total_word, may_be_total
from planner.tables.columns.column import Column, Kind, Table

_NAMED = (Kind.KEY, Kind.TEXT, Kind.REFERENCE)
"""Kinds of a first column that names its rows."""
_IGNORED = Text("It is ignored.", "已忽略。")


@dataclass(slots=True)
class _Sheet:
    """A table's sheet while it is read: its header, how each column is read, what is merged; `columns_laid_out` by their letters.

    `names` are the texts that were read as names, by column and as they stand: the same ones stand in many rows.
    """

    grid: Grid
    table: Table
    header: HeaderRow
    ways: dict[int, ReadAs]
    merged: MergedCells
    reader: CellReader
    odd: frozenset[str]
    columns: SharedColumns
    columns_laid_out: dict[tuple[str, ...], SharedColumns] = field(default_factory=dict)
    names: dict[tuple[int, str], str] = field(default_factory=dict)


def read_rows(
    grid: Grid, table: Table, reader: CellReader, is_plan_input: bool = True, unit: StatedUnit | None = None
) -> list[TypedRow]:
    """Return the filled rows of a ROWS sheet; every fault becomes a finding of `reader`.

    Where the file is no planning workbook (`is_plan_input` false), totals are left to the caller, and `unit` is that of all its amounts.
    """
    laid = _laid_out(grid, table, reader) if is_plan_input else grid
    if laid is None:
        return []
    header = _find_header(laid, table, reader)
    if header is None:
        if any(not is_blank(c) for row in laid.rows for c in row):
            report_no_header(laid, table, reader)
        return []
    if is_plan_input:
        laid, header = _settle_names(laid, table, header, reader)
    if table.key == "seats":
        name_seats_by_reps(laid, table, header, reader)
    is_named = table.key_column is None or table.key_column in header.match.values()
    report_headers(laid, table, header, reader, "" if is_named else column_of_names(laid, header))
    if is_plan_input:
        _settle_meanings(laid, table, header, reader)
    else:
        header.units = {} if unit is None else dict.fromkeys(header.match, unit)
    report_hidden_columns(laid, header.match, reader)
    return _read_body(_sheet_of(laid, table, header, reader), is_plan_input)


def _laid_out(grid: Grid, table: Table, reader: CellReader) -> Grid | None:
    """Return the grid as the table is declared, where its months stand across or seasons are listed otherwise; ``None`` where that is reported."""
    across = months_across(grid) if any(c.field == "month" for c in table.columns) else None
    laid = grid if across is None else lay_out_months(grid, across, table, reader)
    if laid is not None and table.key == "ramps":
        return lay_out_ramps(laid, table, reader)
    return lay_out_seasons(laid, table, reader) if laid is not None and table.key == "seasonality" else laid


def _find_header(grid: Grid, table: Table, reader: CellReader) -> HeaderRow | None:
    """Return the header; one that names the rows alone counts where the first column is the key and no headers stand below each other."""
    header = find_header_row(grid, table.columns, reader.plan_year)
    if header is None and table.key_column is table.columns[0] and find_header_row(turn(grid), table.columns) is None:
        header = find_lone_header(grid, table.columns, reader.plan_year) or _header_beside_names(grid, table, reader)
    return header


def _header_beside_names(grid: Grid, table: Table, reader: CellReader) -> HeaderRow | None:
    """Return the line that heads one column that must be there and, in words that are not known, one that names the rows."""
    header = find_header_row(grid, table.columns, reader.plan_year, fewest=1)
    if header is None or not any(c.is_required for c in header.match.values()):
        return None
    return header if column_of_names(grid, header) else None


def _settle_names(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> tuple[Grid, HeaderRow]:
    """Return grid and header after dates are months and two columns that name a segment are one; split and repeated headers are settled."""
    dated = lay_out_dates(grid, table, header, reader)
    if dated is not None:
        grid, header = dated, find_header_row(dated, table.columns, reader.plan_year) or header
    named = name_by_other_columns(grid, table, header, reader)
    if named is not None:
        grid, header = named, find_header_row(named, table.columns, reader.plan_year) or header
    report_split_headers(grid, header, reader)
    let_go_of_repeated_names(grid, table, header, reader)
    let_go_of_other_choices(grid, table, header, reader)
    return grid, header


def _settle_meanings(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> None:
    """Settle what the columns' units, posts and taxes are, and what stands above the header."""
    report_table_above(grid, table, header, reader)
    report_dates(grid, table, header, reader)
    settle_units(grid, header, reader)
    report_posts(grid, header, reader)
    note_taxes(grid, header, reader)


def _sheet_of(grid: Grid, table: Table, header: HeaderRow, reader: CellReader) -> _Sheet:
    amounts_at = {j: c for j, c in header.match.items() if c.kind in ADDED_UP}
    MergedCells.report_across(grid, header.body, amounts_at, reader)
    return _Sheet(
        grid,
        table,
        header,
        ways={j: way_of_column(grid, header, j) for j in header.match},
        merged=MergedCells.of(grid, header.body),
        reader=reader,
        odd=grid.odd_cells,
        columns={column.field: (column_letter(j), column.header) for j, column in header.match.items()},
    )


def _read_body(sheet: _Sheet, is_plan_input: bool) -> list[TypedRow]:
    """Return the entries below the header; notes, totals, hidden and struck rows are reported."""
    grid, reader, columns = sheet.grid, sheet.reader, sheet.table.columns
    rows: list[TypedRow] = []
    read: list[int] = []
    amounts: list[list[float | None]] = []
    sums: list[tuple[int, str]] = []
    # Elsewhere a total is known by its word alone: a long history keeps the sums between totals.
    is_named = columns[0].kind in _NAMED
    added = [c.field for c in columns if c.kind in ADDED_UP]
    for i in range(sheet.header.body, len(grid.rows)):
        if _is_empty(sheet, i):
            continue
        if is_plan_input and begins_table_below(grid, sheet.header, i, reader):
            break
        if _is_passed_over(sheet, i):
            continue
        read.append(i + 1)
        told = len(reader.findings)
        row = _read_row(sheet, i)
        own = [_amount(row, f) for f in added]
        total = _total_label(sheet, i, row, amounts, own) if is_plan_input else None
        if total is not None:
            del reader.findings[told:]  # of cells that are deleted with their row
            is_sure = is_total_word(total)
            is_sum = adds_up(amounts, own, fewest=1, has_means=is_named and is_sure) or (
                is_sure and (len(row.values) <= 1 or _is_uncomputed(sheet, i))
            )
            if is_sum:
                sums.append((i, total))
            else:
                report_total(grid.place(i), total, reader, is_sum)
            amounts.append([None] * len(added))
            continue
        if is_plan_input:
            _report_name_of_no_entry(sheet, i, row)
        if is_named or not amounts:
            amounts.append(own)
        else:
            amounts[-1] = [b if a is None else a + (b or 0.0) for a, b in zip(amounts[-1], own, strict=True)]
        rows.append(row)
    report_sums_passed_over(grid, sums, reader)
    report_hidden_rows(grid, read, reader)
    report_struck_rows(grid, [row.row for row in rows], reader)
    return rows


def report_no_header(grid: Grid, table: Table, reader: CellReader) -> None:
    """Report that no row of `grid` names the columns of `table`."""
    columns = [c for c in table.columns if c.is_required][:4] or list(table.columns[:4])
    names = Text.join(c.header for c in columns)
    place = Place(grid.sheet)
    found = Text("no header row found in the first {n} rows", "前 {n} 行中找不到表头").format(n=HEADER_DEPTH)
    remedy = Text("Compare with the sheet that planner template writes.", "请对照 planner template 生成的工作表。")
    if table.key == "coverage":
        remedy = Text(
            "Write one row for each team and segment that it may work; a table of crosses is not read.",
            "请按“一个团队、一个可服务的细分”每对一行填写；打勾的交叉表不会读取。",
        )
    elif months_across(grid) is not None and any(c.kind is Kind.MONEY for c in table.columns):
        remedy = Text("Add the months up in one column, an amount a year.", "请将各月合计为一列全年金额。")
    turned = turn(grid)
    down = find_header_row(turned, table.columns, reader.plan_year)
    if down is not None:
        place = turned.place(down.row)
        found = Text("the headers stand below each other", "表头为纵向排列")
        remedy = Text("Turn the table (Paste Special, Transpose).", "请转置该表（选择性粘贴—转置）。")
    expected = Text("a row with {n} … is expected", "应有含 {n} 等列名的表头").format(n=names)
    reader.report("header_missing", Severity.ERROR, place, found, expected, remedy)


def _is_empty(sheet: _Sheet, i: int) -> bool:
    cells = sheet.grid.rows[i]
    return all(
        is_blank(cells[j]) and not (sheet.odd and sheet.grid.address(i, j) in sheet.odd) for j in sheet.header.match
    )


def _is_passed_over(sheet: _Sheet, i: int) -> bool:
    """Whether a row is a note or the header once more; both are reported."""
    cells = {j: c for j, c in enumerate(sheet.grid.rows[i]) if not is_blank(c)}
    if (len(cells) == 1 and is_note(next(iter(cells.values())))) or is_signed(tuple(cells.values())):
        place, found = sheet.grid.place(i), Text("a note below the table", "表下备注")
        sheet.reader.report("note_row", Severity.NOTE, place, found, remedy=_IGNORED)
        if any(c.kind is Kind.MONEY for c in sheet.header.match.values()):
            report_unit_in_note(cells.values(), {u.power for u in sheet.header.units.values()}, place, sheet.reader)
        return True
    header = sheet.header
    if sum(c == header.texts[j] for j, c in cells.items() if j in header.match) >= min(2, len(header.match)):
        severity, remedy = Severity.NOTE, _IGNORED
        if all(is_blank(c) for c in sheet.grid.rows[i - 1]):  # a table of its own, perhaps last year's
            severity = Severity.WARNING
            remedy = Text("The rows below it are read like those above.", "其下各行与上方各行同样读取。")
        found = Text("the header once more", "重复的表头")
        sheet.reader.report("header_again", severity, sheet.grid.place(i), found, remedy=remedy)
        return True
    return False


def _read_row(sheet: _Sheet, i: int) -> TypedRow:
    at = i + 1 if sheet.grid.origin is None else sheet.grid.place(i).row or i + 1
    row = TypedRow(at, {}, RowPlaces(sheet.grid.sheet, at, _columns_at(sheet, i)))
    for j, column in sheet.header.match.items():
        value = _value_at(sheet, i, j, column)
        if value is not None or (column.field == "rep" and not is_blank(sheet.grid.rows[i][j])):
            row.values[column.field] = value
    return row


def _value_at(sheet: _Sheet, i: int, j: int, column: Column) -> object:
    """Return what `read_cell` does; numbers that mean what they say, and names that were read before, are taken as they are."""
    grid = sheet.grid
    cell = grid.cell(i, j)
    is_name = type(cell) is str and column.kind in _NAMED and not sheet.odd
    if is_name and (j, cell) in sheet.names:
        return sheet.names[j, str(cell)]
    if type(cell) is not str and not (
        (sheet.odd or grid.shown) and ((address := grid.address(i, j)) in sheet.odd or address in grid.shown)
    ):
        number = plain_number(cell, column, sheet.ways[j])
        if number is not None:
            return number
    told = len(sheet.reader.findings)
    value = read_cell(grid, i, j, column, sheet.reader, sheet.ways[j], sheet.merged)
    if is_name and isinstance(value, str) and len(sheet.reader.findings) == told and not is_blank(cell):
        sheet.names[j, str(cell)] = value
    return value


def _columns_at(sheet: _Sheet, i: int) -> SharedColumns:
    """Return letter and header of the columns of row `i`, which differ from row to row where a sheet is laid out otherwise; each once."""
    if sheet.grid.origin is None:
        return sheet.columns
    letters = {c.field: sheet.grid.place(i, j).column or "" for j, c in sheet.header.match.items()}
    key = tuple(letters.values())
    if key not in sheet.columns_laid_out:
        headers = {field: header for field, (_, header) in sheet.columns.items()}
        sheet.columns_laid_out[key] = {field: (letter, headers[field]) for field, letter in letters.items()}
    return sheet.columns_laid_out[key]


def _report_name_of_no_entry(sheet: _Sheet, i: int, row: TypedRow) -> None:
    """Report a row whose name says that it is a part of the one above, which is refused, or that may be a line about the others."""
    first = sheet.table.columns[0]
    name = row.values.get(first.field)
    if first.kind is not Kind.KEY or not isinstance(name, str):
        return
    place = sheet.grid.place(i)
    if is_part_of_a_row(name):
        found = Text("'{n}' is a part of a row above, and would count twice", "“{n}”是上方某行的一部分，会重复计入")
        remedy = Text("Delete the row, or take its figures out of the other one.", "请删除该行，或从另一行中扣除。")
        sheet.reader.report("part_row", Severity.ERROR, place, found.format(n=name[:40]), remedy=remedy)
    elif is_line_about_rows(name):
        found = Text("'{n}' reads like a line about the other rows", "“{n}”像是对其他行的说明或统计")
        remedy = Text("It is used as an entry; delete it if it is none.", "按普通行使用；如不是，请删除。")
        sheet.reader.report("line_like", Severity.WARNING, place, found.format(n=name[:40]), remedy=remedy)


def _lacks_more_than_name(table: Table, row: TypedRow) -> bool:
    """Whether a row has no value where an entry needs one, as a subtotal has no penetration."""
    needed = (c.field for c in table.columns[1:] if c.is_required)
    return any(field in row.places and field not in row.values for field in needed)


def _is_uncomputed(sheet: _Sheet, i: int) -> bool:
    """Whether all amounts of a row are formulas that no spreadsheet has computed: a program wrote them, and they add up what stands above."""
    grid = sheet.grid
    amounts = [j for j, c in sheet.header.match.items() if c.kind in ADDED_UP]
    filled = [j for j in amounts if grid.address(i, j) in sheet.odd or not is_blank(grid.cell(i, j))]
    return bool(filled) and all(grid.address(i, j) in grid.uncached_cells for j in filled)


def _amount(row: TypedRow, field: str) -> float | None:
    value = row.values.get(field)
    return float(value) if isinstance(value, int | float) else None


def _total_label(
    sheet: _Sheet, i: int, row: TypedRow, above: list[list[float | None]], own: list[float | None]
) -> str | None:
    """Return the name of a row that adds up others, ``None`` for other rows; one whose name alone reads so is a warning."""
    first = sheet.table.columns[0]
    cells = sheet.grid.rows[i]
    if first.kind not in _NAMED:
        j = next((j for j, column in sheet.header.match.items() if column is first), None)
        if j is not None and j < len(cells) and isinstance(cells[j], str) and may_be_total(cells[j]):
            return str(cells[j])  # "2026 total" below Year
        label = next((c for c in cells if isinstance(c, str) and not is_blank(c)), "")
        return label if is_total_word(label) else None
    key = row.values.get(first.field)
    label = key if isinstance(key, str) else ""
    is_unnamed = not label
    if is_unnamed:  # "East subtotal" may stand in the column of regions
        label = next((c for c in cells if isinstance(c, str) and may_be_total(c)), "")
    reads_so = bool(label) and may_be_total(label)
    if (reads_so and (is_unnamed or is_total_word(label) or _lacks_more_than_name(sheet.table, row))) or (
        adds_up(above, own, fewest=1)
        if reads_so
        else not label and first.is_required and first.field in row.places and adds_up(above, own)
    ):
        return label
    if first.kind is Kind.KEY and reads_so:
        found = Text("'{n}' reads like a total", "“{n}”像是合计行").format(n=label[:40])
        remedy = Text("It is used as an entry; delete it if it adds up others.", "按普通行使用；如为合计请删除。")
        sheet.reader.report("total_like", Severity.WARNING, sheet.grid.place(i), found, remedy=remedy)
    return None
