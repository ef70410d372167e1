"""The result sheets of a plan workbook as rows under their declared headers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.results.written.sheets.book import Book, Sheet
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn, ResultSheet
from planner.tables.results.cost_sheets import SEAT_PAY_SHEET
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET, product_header
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.result_sheets import RESULT_SHEETS
from planner.tables.results.territory_sheets import BALANCE_SHEET, MOVES_SHEET, TERRITORIES_SHEET

TERRITORY_TABLES = (TERRITORIES_SHEET, MOVES_SHEET, BALANCE_SHEET)
"""Sheets that a plan with territories has besides."""
_HEADER_WITHIN = 60
_NUMBERS = (Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of a result sheet: where it stands, and its saved `values` by column key; blank is ``None``."""

    sheet: Sheet
    row: int
    columns: dict[str, int]
    headers: dict[str, Text]
    values: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def text(self, key: str) -> str | None:
        """Return a cell as text, ``None`` when blank."""
        value = self[key]
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return None if value is None else str(value)

    def number(self, key: str) -> float:
        """Return a cell as number; blank and text count as 0 (text is reported when the row is read)."""
        value = self[key]
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0

    def cents(self, key: str) -> int:
        """Return an amount of money in cents."""
        return math.floor(self.number(key) * 100 + 0.5)

    def cents_if_given(self, key: str) -> int | None:
        """Return an amount of money in cents; ``None`` where the cell is blank."""
        return None if self[key] is None else self.cents(key)

    def place(self, key: str) -> Place:
        """Return where a cell stands."""
        return self.sheet.place(self.row, self.columns[key], self.headers[key])


@dataclass(frozen=True, slots=True)
class ResultTable:
    """One result sheet: its rows, and the row of its headers, counted from 0."""

    declared: ResultSheet
    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    rows: tuple[ResultRow, ...]


@dataclass(slots=True)
class Written:
    """The result sheets of a workbook, sheet Plan, and what is wrong so far."""

    book: Book
    plan: Sheet
    tables: dict[str, ResultTable]
    products: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)

    def rows(self, declared: ResultSheet) -> tuple[ResultRow, ...]:
        """Return the rows of a result sheet."""
        return self.tables[declared.key].rows

    def report(self, code: str, place: Place, found: Text) -> None:
        """Keep a fault."""
        self.findings.append(Finding(f"verify_{code}", Severity.ERROR, place, found))


def read_results(book: Book, products: Sequence[str]) -> Written | list[Finding]:
    """Return the result sheets of `book`; only findings when a sheet or a column is missing."""
    findings: list[Finding] = []
    plan = book.find(PLAN_SHEET)
    tables: dict[str, ResultTable] = {}
    if plan is None:
        findings.append(_missing_sheet(PLAN_SHEET))
    for declared in RESULT_SHEETS:
        sheet = book.find(declared.sheet)
        if sheet is None:
            findings.append(_missing_sheet(declared.sheet))
            continue
        table = _read_table(declared, sheet, products if declared is SEAT_TARGETS_SHEET else (), findings)
        if table is not None:
            tables[declared.key] = table
    own_pay = book.find(SEAT_PAY_SHEET.sheet)
    table = None if own_pay is None else _read_table(SEAT_PAY_SHEET, own_pay, (), findings)
    if table is not None:
        tables[SEAT_PAY_SHEET.key] = table
    if book.find(TERRITORIES_SHEET.sheet) is not None:
        for declared in TERRITORY_TABLES:
            sheet = book.find(declared.sheet)
            table = None if sheet is None else _read_table(declared, sheet, (), findings)
            if sheet is None:
                findings.append(_missing_sheet(declared.sheet))
            if table is not None:
                tables[declared.key] = table
    if plan is None or findings:
        return findings
    written = Written(book, plan, tables, tuple(products))
    for table in tables.values():
        _check_cells(written, table)
    return written


def all_columns(declared: ResultSheet, products: Sequence[str]) -> tuple[ResultColumn, ...]:
    """Return the declared columns, with one for each product line where the sheet has these."""
    extra = (ResultColumn(f"product:{p}", product_header(p), Kind.MONEY, True) for p in products)
    return (*declared.columns, *(extra if declared is SEAT_TARGETS_SHEET else ()))


def _read_table(
    declared: ResultSheet, sheet: Sheet, products: Sequence[str], findings: list[Finding]
) -> ResultTable | None:
    wanted = all_columns(declared, products)
    first = declared.columns[0].header
    second = declared.columns[1].header
    top = next(
        (
            i
            for i in range(min(len(sheet.rows), _HEADER_WITHIN))
            if sheet.cell(i, 0).value in (first.en, first.zh) and sheet.cell(i, 1).value in (second.en, second.zh)
        ),
        None,
    )
    if top is None:
        text = Text("the row of headers, beginning with '{h}', is missing", "缺少以“{h}”开头的表头行").format(h=first)
        findings.append(Finding("verify_layout", Severity.ERROR, Place(sheet.name), text))
        return None
    found: dict[str, list[int]] = {}
    for j, cell in enumerate(sheet.rows[top]):
        found.setdefault(str(cell.value), []).append(j)
    columns: dict[str, int] = {}
    for column in wanted:
        places = [j for h in {column.header.en, column.header.zh} for j in found.get(h, [])]
        if len(places) != 1:
            text = Text("column '{h}' stands {n} times", "“{h}”列出现 {n} 次").format(h=column.header, n=len(places))
            findings.append(Finding("verify_layout", Severity.ERROR, Place(sheet.name, top + 1), text))
        else:
            columns[column.key] = places[0]
    for text_, places in found.items():
        if places[0] not in columns.values() and text_ not in ("None", ""):
            text = Text("unknown column '{h}'", "未知列“{h}”").format(h=text_[:60])
            findings.append(Finding("verify_layout", Severity.ERROR, sheet.place(top, places[0]), text))
    if len(columns) != len(wanted):
        return None
    headers = {c.key: c.header for c in wanted}
    rows = tuple(
        ResultRow(sheet, i, columns, headers, _values(sheet, i, columns))
        for i in range(top + 1, len(sheet.rows))
        if any(not sheet.cell(i, j).is_blank for j in sorted(columns.values())[1:])
    )
    return ResultTable(declared, sheet, top, columns, rows)


def _values(sheet: Sheet, row: int, columns: dict[str, int]) -> dict[str, Any]:
    """Return the saved values of a row by column key; many checks ask for each."""
    found = {key: sheet.cell(row, column).value for key, column in columns.items()}
    return {key: None if value == "" else value for key, value in found.items()}


def _check_cells(written: Written, table: ResultTable) -> None:
    """Cells hold what their column holds: numbers where numbers are, whole cents where money is."""
    kinds = {c.key: c.kind for c in all_columns(table.declared, written.products)}
    for row in table.rows:
        for key, kind in kinds.items():
            value = row[key]
            if value is None:
                continue
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if kind in _NUMBERS and not (is_number and math.isfinite(value)):
                text = Text("found '{v}', a number is expected", "内容为“{v}”，应为数字").format(v=str(value)[:60])
                written.report("cells", row.place(key), text)
            elif kind is Kind.MONEY and abs(value * 100 - round(value * 100)) > max(1e-3, 2 * math.ulp(value * 100)):
                text = Text("{v!r} is no whole number of cents", "{v!r} 不是整数分").format(v=value)
                written.report("cells", row.place(key), text)
            elif kind is Kind.COUNT and value != int(value) and key != "accounts":
                text = Text("{v!r} is no whole number", "{v!r} 不是整数").format(v=value)
                written.report("cells", row.place(key), text)


def _missing_sheet(name: Text) -> Finding:
    text = Text("sheet '{s}' is missing", "缺少工作表“{s}”").format(s=name)
    return Finding("verify_layout", Severity.ERROR, Place(), text)
