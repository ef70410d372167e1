"""Sheet Accounts to an `AccountBook`: column by column, a full check only of cells that are not plainly right."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from planner.domain.accounts import AccountBook
from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.accounts.account_words import EXCHANGE, EXCHANGED, are_exchanged, degrees_of, owner_of, tier_of
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import LONGEST_NAME, CellReader
from planner.reading.cells.read_as import PLAIN, ReadAs
from planner.reading.grids.cell_places import PlaceKey
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.grids.odd_cells import refuse_odd_cell
from planner.reading.grids.shown_numbers import is_error_text, way_shown
from planner.reading.headers.header_report import report_headers
from planner.reading.headers.header_row import find_header_row, is_blank
from planner.reading.headers.header_units import settle_units
from planner.reading.headers.tax_words import note_taxes
from planner.reading.lines.line_findings import report_total, report_unshown
from planner.reading.lines.odd_rows import adds_up, number_of
from planner.reading.rows.rows import report_no_header
from planner.reading.rows.seat_names import name_accounts
from planner.reading.words.cell_words import DITTO_MARKS, says_nothing
from planner.reading.words.dates import DateOrder, find_date_order, read_date
from planner.reading.words.headers import near_miss, normalise
from planner.reading.words.repeats import gather_alike
from planner.reading.words.suggestion import suggest
from planner.reading.words.total_words import is_total_word
from planner.tables.columns.column import Column, Kind
from planner.tables.inputs.accounts import ACCOUNTS
from planner.tables.registry import table_named

_CUT_NUMBER = re.compile(r"\d([.,]\d+)?[eE]\+\d{2,}")
"""How a spreadsheet shows, and saves as CSV, a number that is longer than its column."""
_KEEP_DIGITS = Text(
    "Format the column as text where it comes from, and export it again.",
    "请在来源文件中将该列设为文本格式后重新导出。",
)
_US_DATES = Text("dates such as 12/31/2027", "日期写作 12/31/2027")
_MONTH_FIRST = Text("Read as month, day, year.", "按月、日、年读取。")
_TEXT_KINDS = (Kind.KEY, Kind.TEXT, Kind.REFERENCE)
_WORD_KINDS = (*_TEXT_KINDS, Kind.FLAG, Kind.DATE)
"""Kinds of which many cells hold the same text, which means the same."""


@dataclass(slots=True)
class _Sheet:
    """The sheet while it is read: which grid rows hold accounts, which column stands where, what keys there are."""

    grid: Grid
    rows: list[int]
    reader: CellReader
    keys: Mapping[str, Mapping[str, str]]
    reps: Mapping[str, str]
    odd: frozenset[str]
    ways: Mapping[int, ReadAs]
    orders: Mapping[int, DateOrder]

    def place(self, row: int, column: int, declared: Column) -> Place:
        return Place(self.grid.sheet, row + 1, column_letter(column), declared.header)


def read_account_book(
    grid: Grid,
    reader: CellReader,
    keys: Mapping[str, Mapping[str, str]],
    reps: Mapping[str, str],
    places: MutableMapping[PlaceKey, Place] | None = None,
) -> AccountBook:
    """Return the accounts of `grid`; faults become findings of `reader`, and then the book is empty.

    Parameters
    ----------
    keys
        By table the canonical key by normalised spelling; references are resolved against it.
    reps
        Seat by normalised name of the rep who fills it alone.
    places
        Takes the cells that later findings name one by one: locks.
    """
    header = find_header_row(grid, ACCOUNTS.columns, reader.plan_year)
    if header is None:
        if any(not is_blank(c) for row in grid.rows for c in row):
            report_no_header(grid, ACCOUNTS, reader)
        return AccountBook()
    name_accounts(grid, header, reader)
    match = header.match
    report_headers(grid, ACCOUNTS, header, reader)
    settle_units(grid, header, reader)
    note_taxes(grid, header, reader)
    odd = grid.odd_cells
    # Such cells read as blank: a row of nothing else is no blank row.
    marked = {int(address.lstrip(string.ascii_letters)) - 1 for address in odd}
    body = range(header.body, len(grid.rows))
    rows = [i for i in body if i in marked or any(not is_blank(grid.rows[i][j]) for j in match)]
    rows = _without_total(grid, rows, match, reader)
    report_unshown(grid, [i + 1 for i in rows], match, reader)
    ways = {j: ReadAs(unit.power) for j, unit in header.units.items() if match[j].kind in (Kind.MONEY, Kind.NUMBER)}
    sheet = _Sheet(grid, rows, reader, keys, reps, odd, ways, _orders_of_dates(grid, rows, match, reader))
    known = len(reader.findings)
    reader.names.is_noted = False  # a book of numbers holds nothing else
    positions = {column.field: j for j, column in match.items()}
    columns = {c.field: _read_column(sheet, c, positions.get(c.field)) for c in ACCOUNTS.columns}
    _check_keys(sheet, columns["account"], positions.get("account", 0))
    where = positions.get("latitude"), positions.get("longitude")
    if are_exchanged(*(_raw_column(sheet, j) for j in where)):
        place = Place(grid.sheet, None, None, ACCOUNTS.column("latitude").header)
        reader.report("coordinates_exchanged", Severity.ERROR, place, EXCHANGED, remedy=EXCHANGE)
    found = reader.findings[known:]
    totals = {f.place.row for f in found if f.code == "total_row"}  # what else such a row lacks is deleted with it
    reader.findings[known:] = gather_alike(f for f in found if f.code == "total_row" or f.place.row not in totals)
    if any(f.severity is Severity.ERROR for f in found) or any(
        c.is_required and c.field not in positions for c in ACCOUNTS.columns
    ):
        return AccountBook()
    if places is not None and "locked_seat" in positions:
        column, locks = positions["locked_seat"], columns["locked_seat"]
        for i, account, lock in zip(rows, columns["account"], locks, strict=True):
            if lock is not None:
                places["accounts", str(account), "locked_seat"] = sheet.place(i, column, match[column])
    seats = keys.get("seats", {})
    columns["owner"] = tuple(owner_of(o, seats, reps) for o in columns["owner"])
    columns["tier"] = tuple(map(tier_of, columns["tier"]))
    return AccountBook(**columns)


def _orders_of_dates(
    grid: Grid, rows: list[int], match: Mapping[int, Column], reader: CellReader
) -> dict[int, DateOrder]:
    """Return the order of day and month of each column of dates with slashes; told, since most dates would fit the other order too."""
    orders: dict[int, DateOrder] = {}
    for j, column in match.items():
        cells = (grid.rows[i][j] for i in rows if j < len(grid.rows[i])) if column.kind is Kind.DATE else ()
        order = find_date_order(cells)
        if order is not None:
            orders[j] = order
            is_day = order is DateOrder.DAY_FIRST
            found = Text("dates such as 31/12/2027", "日期写作 31/12/2027") if is_day else _US_DATES
            remedy = Text("Read as day, month, year.", "按日、月、年读取。") if is_day else _MONTH_FIRST
            place = Place(grid.sheet, None, column_letter(j), column.header)
            reader.report("date_order", Severity.WARNING, place, found, remedy=remedy)
    return orders


def _raw_column(sheet: _Sheet, position: int | None) -> list[object]:
    return [] if position is None else [sheet.grid.rows[i][position] for i in sheet.rows]


def _read_column(sheet: _Sheet, column: Column, position: int | None) -> tuple[Any, ...]:
    """Return one column's values; plain numbers and texts are taken as they are, everything else goes through the cell reader."""
    if position is None:
        return (None if column.is_required else column.default,) * len(sheet.rows)
    values: list[Any] = []
    known: dict[object, Any] = {}
    letter = column_letter(position)
    for i in sheet.rows:
        row = sheet.grid.rows[i]
        cell = row[position] if position < len(row) else ""
        if ((sheet.odd and f"{letter}{i + 1}" in sheet.odd) or is_error_text(cell)) and refuse_odd_cell(
            sheet.grid, f"{letter}{i + 1}", cell, column, sheet.place(i, position, column), sheet.reader
        ):
            values.append(UNREADABLE)
        elif cell is None or cell == "" or is_blank(cell):
            values.append(_blank(sheet, i, position, column))
        elif type(cell) is str and column.kind in _WORD_KINDS and cell in known:
            values.append(known[cell])
        else:
            told = len(sheet.reader.findings)
            value = _read_cell(sheet, cell, i, position, column)
            is_plain = column.kind in _TEXT_KINDS or len(sheet.reader.findings) == told
            if type(cell) is str and value is not UNREADABLE and is_plain:
                known[cell] = value
            values.append(value)
    return tuple(values)


def _read_cell(sheet: _Sheet, cell: object, i: int, j: int, column: Column) -> Any:
    kind = column.kind
    if type(cell) is str and column.field in ("latitude", "longitude"):
        degrees = degrees_of(cell)
        cell = cell if degrees is None else degrees
    shown = sheet.grid.shown.get(f"{column_letter(j)}{i + 1}") if sheet.grid.shown and type(cell) is float else None
    is_plain = shown is None or not shown.changes_numbers
    if type(cell) is float and kind in (Kind.MONEY, Kind.NUMBER) and is_plain and j not in sheet.ways:
        low, high = column.minimum, column.maximum
        if (low is None or cell >= low) and cell <= (1e13 if high is None else high):
            cents = cell * 100
            if kind is Kind.NUMBER:
                return cell
            if cents.is_integer():
                if shown is not None:
                    way_shown(cell, shown, column, PLAIN, sheet.place(i, j, column), sheet.reader)  # its currency
                return int(cents)
    if isinstance(cell, str) and kind in (Kind.KEY, Kind.TEXT) and _is_plain_name(cell, column):
        return cell
    place = sheet.place(i, j, column)
    if sheet.reader.stands_for_nothing(cell, column, place):
        return column.default
    if kind is Kind.DATE:
        return _date(sheet, cell, place, sheet.orders.get(j))
    way: ReadAs | None = sheet.ways.get(j, PLAIN)
    if shown is not None and way is not None and isinstance(cell, float):
        way = way_shown(cell, shown, column, way, place, sheet.reader)
    value = UNREADABLE if way is None else sheet.reader.read(cell, column, place, way)
    if value is UNREADABLE or column.references is None:
        return value
    if column.kind is Kind.REFERENCE:
        sheet.reader.names.compare(column.references, cell, place)
    return _resolve(sheet, value, column, place)


def _is_plain_name(text: str, column: Column) -> bool:
    """Whether a name is taken as it stands. A dash for the parent would make one family of all accounts that have none."""
    fits = text.isprintable() and text == text.strip() and len(text) <= LONGEST_NAME and text not in DITTO_MARKS
    return fits and not (column.field in ("region", "parent_account") and says_nothing(text))


def _date(sheet: _Sheet, cell: object, place: Place, order: DateOrder | None) -> Any:
    day = read_date(cell, order)
    if day is not None:
        return day.isoformat()
    found = Text("found '{v}'", "内容为“{v}”").format(v=str(cell)[:40])
    expected = Text("a date such as 2027-03-31 is expected", "应为日期，如 2027-03-31")
    sheet.reader.report("date_expected", Severity.ERROR, place, found, expected)
    return UNREADABLE


def _resolve(sheet: _Sheet, value: Any, column: Column, place: Place) -> Any:
    known = sheet.keys.get(column.references or "", {})
    if not known and table_named(column.references or "").required:
        return UNREADABLE  # a finding says why there is nothing to name
    names = value if isinstance(value, tuple) else (value,)
    found = [known.get(normalise(n)) for n in names]
    if column.references == "seats":
        # As owners are: by the rep, or by both.
        named = [match or owner_of(str(n), known, sheet.reps) for n, match in zip(names, found, strict=True)]
        found = [seat if seat in known.values() else None for seat in named]
    for name, match in zip(names, found, strict=True):
        if match is None:
            sheet.reader.report(
                "reference_unknown",
                Severity.ERROR,
                place,
                Text("found '{n}'", "内容为“{n}”").format(n=str(name)[:60]),
                Text("a name from sheet {s} is expected", "应为工作表“{s}”中的名称").format(
                    s=table_named(column.references or "").sheet
                ),
                suggest(near_miss(str(name), known.values()) if len(known) < 500 else None, NO_TEXT),
            )
    if None in found:
        return UNREADABLE
    return tuple(found) if isinstance(value, tuple) else found[0]


def _blank(sheet: _Sheet, i: int, j: int, column: Column) -> Any:
    if not column.is_required:
        return column.default
    expected = Text("a value is expected", "此处必填")
    place = sheet.place(i, j, column)
    sheet.reader.report(
        "cell_blank", Severity.ERROR, place, Text("an empty cell", "空单元格"), expected, column.meaning
    )
    return UNREADABLE


def _without_total(grid: Grid, rows: list[int], match: Mapping[int, Column], reader: CellReader) -> list[int]:
    """Return `rows` without a last one that is called a total and adds up all others, which is a note."""
    key = next((j for j, column in match.items() if column.field == "account"), None)
    if key is None or len(rows) < 2 or not is_total_word(grid.rows[rows[-1]][key]):
        return rows
    money = [j for j, column in match.items() if column.kind is Kind.MONEY]
    amounts = [[number_of(grid.rows[i][j]) for j in money] for i in rows]
    sums = [sum(a or 0.0 for a in column) for column in zip(*amounts[:-1], strict=True)]
    if not adds_up([sums], amounts[-1], fewest=1):
        return rows
    report_total(grid.place(rows[-1]), str(grid.rows[rows[-1]][key]), reader, is_sum=True)
    return rows[:-1]


def _check_keys(sheet: _Sheet, accounts: tuple[Any, ...], position: int) -> None:
    """Two accounts of one number, and rows of totals, are errors."""
    first: dict[str, int] = {}
    column = ACCOUNTS.columns[0]
    for i, account in zip(sheet.rows, accounts, strict=True):
        if not isinstance(account, str):
            continue
        is_plain = account.isascii() and (account.isdecimal() or account[:1].isalpha())
        normal = account.casefold() if is_plain else normalise(account)
        place = sheet.place(i, position, column)
        if is_total_word(normal):
            remedy = Text("Delete it: totals are computed.", "请删除：合计由程序计算。")
            sheet.reader.report("total_row", Severity.ERROR, place, Text("a total row", "合计行"), remedy=remedy)
        elif normal in first:
            text = Text("'{k}' stands in rows {a} and {b}", "“{k}”在第 {a} 行和第 {b} 行重复")
            found = text.format(k=account, a=first[normal] + 1, b=i + 1)
            remedy = Text(
                "One row an account: delete one, or give it a number of its own.",
                "每个客户一行：请删除其一，或改用不同编号。",
            )
            sheet.reader.report("key_repeated", Severity.ERROR, place, found, remedy=remedy)
        elif _CUT_NUMBER.fullmatch(account):
            found = Text("'{k}' is a long number that lost its last digits", "“{k}”是丢失尾数的长编号").format(
                k=account
            )
            sheet.reader.report("number_cut", Severity.WARNING, place, found, remedy=_KEEP_DIGITS)
        first.setdefault(normal, i)


def list_owners(seats: tuple[Any, ...]) -> dict[str, str]:
    """Return the seat by normalised name of its rep; reps who fill several seats are left out."""
    found: dict[str, list[str]] = {}
    for seat in seats:
        if seat.rep is not None:
            found.setdefault(normalise(seat.rep), []).append(seat.seat)
    return {rep: names[0] for rep, names in found.items() if len(names) == 1}
