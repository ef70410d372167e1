"""The input sheets of a plan workbook back into a `PlanInput`.

The sheets are those that the program wrote: complete, one header row, one row a thing. What cannot be read so is reported; nothing is guessed.
A sheet, column or setting that may be left out, and is missing, counts as its default: the plan may be older than it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.results.written.inputs.input_cells import read_input_cell
from planner.results.written.inputs.input_references import find_loose_ends
from planner.results.written.sheets.book import Book, Cell, Sheet
from planner.tables.columns.column import REQUIRED, Column, Layout, Table
from planner.tables.columns.field import split_field
from planner.tables.registry import INPUT_TABLES
from planner.tables.words.choice_words import TO_BE_HIRED

_MATRIX_CORNER = ("Segment", "细分")


Row = dict[str, Any]


@dataclasses.dataclass(slots=True)
class InputReader:
    """Reads input sheets and collects what is wrong with them."""

    book: Book
    findings: list[Finding] = dataclasses.field(default_factory=list)
    absent: list[Finding] = dataclasses.field(default_factory=list)
    """What is missing and counts as its default; a fault only where the inputs are not those that the plan was made from."""

    def read(self) -> PlanInput | None:
        """Return the input, or ``None`` when a finding says why it cannot be read."""
        parts: dict[str, Any] = {}
        for table in INPUT_TABLES:
            sheet = self.book.find_input(table)
            if sheet is None:
                self._report_missing(
                    Place(table.sheet.en), Text("the input sheet is missing", "缺少该输入表"), not table.required
                )
                parts |= {} if table.layout is not Layout.MATRIX else {table.key: {}}
            elif table.layout is Layout.SETTINGS:
                parts[table.key] = self._settings(table, sheet)
            elif table.layout is Layout.MATRIX:
                parts[table.key] = self._matrix(table, sheet)
            elif table.layout is Layout.COLUMNS:
                parts[table.key] = self._accounts(table, sheet)
            else:
                parts |= self._table(table, sheet)
        if not self.findings:
            for place, found in find_loose_ends(parts):
                self._report(place, found)
        return None if self.findings else PlanInput(**parts)

    def _report(self, place: Place, found: Text) -> None:
        self.findings.append(Finding("verify_inputs", Severity.ERROR, place, found))

    def _report_missing(self, place: Place, found: Text, has_default: bool) -> None:
        if has_default:
            self.absent.append(Finding("verify_inputs", Severity.ERROR, place, found))
        else:
            self._report(place, found)

    def _settings(self, table: Table, sheet: Sheet) -> Any:
        rows = {str(row[0].value): i for i, row in enumerate(sheet.rows) if row and isinstance(row[0].value, str)}
        values: Row = {}
        for column in table.columns:
            at = next((rows[h] for h in (column.header.en, column.header.zh) if h in rows), None)
            if at is None:
                text = Text("setting '{n}' is missing", "缺少参数“{n}”").format(n=column.header)
                self._report_missing(Place(sheet.name), text, not column.is_required)
                values[column.field] = column.default
            else:
                values[column.field] = self._value(sheet, at, 1, column)
        assert table.row_type is not None  # noqa: S101 - declared so
        return None if self.findings else table.row_type(**values)

    def _matrix(self, table: Table, sheet: Sheet) -> dict[tuple[str, str], Any]:
        if sheet.cell(0, 0).value not in _MATRIX_CORNER:
            self._report(
                sheet.place(0, 0), Text("the corner of the matrix is not as written", "矩阵左上角与写出时不同")
            )
        names = {
            j: str(cell.value) for j, cell in enumerate(sheet.rows[0] if sheet.rows else ()) if j and not cell.is_blank
        }
        found: dict[tuple[str, str], Any] = {}
        for i, row in enumerate(sheet.rows[1:], start=1):
            for j, name in names.items():
                if not sheet.cell(i, j).is_blank:
                    key = (str(row[0].value), name)
                    if row[0].is_blank or key in found:
                        self._report(sheet.place(i, j), Text("a value without a name, or twice", "数值缺少名称或重复"))
                    found[key] = self._value(sheet, i, j, table.columns[0])
        return found

    def _accounts(self, table: Table, sheet: Sheet) -> AccountBook:
        """Return the accounts by column; each stands once."""
        places = self._columns(table, sheet)
        rows = [i for i in range(1, len(sheet.rows)) if not all(sheet.cell(i, j).is_blank for j in places.values())]
        columns: Row = {
            c.field: tuple(self._value(sheet, i, places[c.field], c) if c.field in places else c.default for i in rows)
            for c in table.columns
        }
        if len(set(columns.get("account", ()))) != len(columns.get("account", ())):
            self._report(Place(sheet.name), Text("a second row for the same thing", "同一事项重复出现"))
        return AccountBook() if self.findings else AccountBook(**columns)

    def _table(self, table: Table, sheet: Sheet) -> dict[str, Any]:
        places = self._columns(table, sheet)
        rows: list[tuple[int, Row]] = []
        for i in range(1, len(sheet.rows)):
            cells = {f: sheet.cell(i, j) for f, j in places.items()}
            if not all(cell.is_blank for cell in cells.values()):
                rows.append((i, cells))
        groups = self._inner_nodes(table, rows)
        leaves = [(i, row) for i, row in rows if i not in groups]
        parts: dict[str, Any] = {table.key: tuple(self._objects(table, sheet, places, leaves))}
        if table.group_attribute and table.group_type:
            inner = [(i, row) for i, row in rows if i in groups]
            parts[table.group_attribute] = tuple(self._groups(table, sheet, places, inner))
        return parts

    def _columns(self, table: Table, sheet: Sheet) -> dict[str, int]:
        heads = {
            str(c.value): j for j, c in reversed(list(enumerate(sheet.rows[0] if sheet.rows else ()))) if not c.is_blank
        }
        places: dict[str, int] = {}
        for column in table.columns:
            at = next((heads[h] for h in (column.header.en, column.header.zh) if h in heads), None)
            if at is None:
                text = Text("column '{n}' is missing", "缺少“{n}”列").format(n=column.header)
                self._report_missing(Place(sheet.name, 1), text, not column.is_required)
            else:
                places[column.field] = at
        return places

    @staticmethod
    def _inner_nodes(table: Table, rows: list[tuple[int, Row]]) -> set[int]:
        """Return the rows that are inner nodes of a tree: named as a parent, and without what a leaf must have."""
        if table.group_type is None:
            return set()
        key = table.columns[0].field
        parents = {row["parent"].value for _, row in rows if "parent" in row and not row["parent"].is_blank}
        needed = [c.field for c in table.columns if c.is_required and c.field != key]
        return {
            i
            for i, row in rows
            if key in row and row[key].value in parents and all(row[f].is_blank for f in needed if f in row)
        }

    def _objects(
        self, table: Table, sheet: Sheet, places: dict[str, int], rows: list[tuple[int, Row]]
    ) -> Iterator[Any]:
        """Yield the rows as the table's dataclass; fields such as ``month_shares[3]`` become one tuple."""
        assert table.row_type is not None  # noqa: S101 - declared so
        seen: set[object] = set()
        fields = [(column, *split_field(column.field)) for column in table.columns]
        for i, row in rows:
            values: Row = {}
            for column, name, index in fields:
                cell = row.get(column.field)
                value = column.default if cell is None else self._value_of(cell, sheet, i, places[column.field], column)
                values[name] = value if index is None else (*values.get(name, ()), value)
            key = self._identity(table, values)
            if key is not None and key in seen:
                self._report(Place(sheet.name, i + 1), Text("a second row for the same thing", "同一事项重复出现"))
            seen.add(key)
            if not self.findings:
                yield table.row_type(**values)

    @staticmethod
    def _identity(table: Table, values: Row) -> object:
        if table.key_column is not None:
            return values.get(table.key_column.field)
        return tuple(str(values.get(f)) for f in table.unique) or None

    def _groups(self, table: Table, sheet: Sheet, places: dict[str, int], rows: list[tuple[int, Row]]) -> Iterator[Any]:
        assert table.group_type is not None  # noqa: S101 - asked for trees only
        for i, _ in rows:
            names = [f.name for f in dataclasses.fields(table.group_type)]
            texts = {n: sheet.cell(i, places[n]) for n in names if n in places}
            yield table.group_type(**{n: None if c.is_blank else str(c.value) for n, c in texts.items()})

    def _value(self, sheet: Sheet, row: int, column: int, declared: Column) -> Any:
        return self._value_of(sheet.cell(row, column), sheet, row, column, declared)

    def _value_of(self, cell: Cell, sheet: Sheet, row: int, column: int, declared: Column) -> Any:
        """Return what a cell, which stands there, means by its declaration; a blank one is what the declaration says."""
        if cell.is_blank or (declared.field == "rep" and cell.value in (TO_BE_HIRED.en, TO_BE_HIRED.zh)):
            if declared.default is not REQUIRED:
                return declared.default
            self._report(sheet.place(row, column, declared.header), Text("an empty cell", "空单元格"))
            return None
        value = read_input_cell(cell, declared)
        if value is None:
            found = Text("found '{v}'", "内容为“{v}”").format(v=str(cell.value)[:60])
            self._report(sheet.place(row, column, declared.header), found)
        return value


def read_inputs(book: Book) -> tuple[PlanInput | None, list[Finding], list[Finding]]:
    """Return the input of the plan workbook `book`, what is wrong with its input sheets, and what is missing and counts as its default."""
    reader = InputReader(book)
    return reader.read(), reader.findings, reader.absent
