"""Typed rows to domain objects: keys, defaults, references, trees."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.domain.assumption import Assumption
from planner.domain.choices import Channel
from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.grids.cell_places import CellPlaces
from planner.reading.rows.typed_row import TypedRow
from planner.reading.words.headers import near_miss, normalise
from planner.reading.words.known_names import KnownNames
from planner.reading.words.lookalikes import find_lookalikes
from planner.reading.words.suggestion import suggest
from planner.tables.columns.column import Column, Kind, Table
from planner.tables.columns.field import split_field
from planner.tables.registry import table_named
from planner.tables.results.assumptions_sheet import default_words

_OF_REVENUE = re.compile(r"\b(?:revenues?|sales|turnover|bookings|billings|gwp|targets?)\b|收入|销售|营收|业绩|目标")
_OF_COSTS = re.compile(r"\b(?:costs?|expenses?|ratio|rate)\b|%|费|成本|率|比")
"""Words of a label that may be the company's target, and words of one that is not."""
_MOST_LABELS = 3


@dataclass(slots=True)
class Assembly:
    """What is known so far: keys by table (canonical name by normalised spelling), places, assumptions."""

    reader: CellReader
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    places: CellPlaces = field(default_factory=CellPlaces)
    assumptions: list[Assumption] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)

    def collect_keys(self, table: Table, rows: Sequence[TypedRow]) -> None:
        """Note the keys of `table`; two that read alike are an error naming both rows."""
        column = table.key_column
        if column is None:
            return
        known = self.keys.setdefault(table.key, KnownNames())
        first_row: dict[str, int] = {}
        for row in rows:
            value = row.values.get(column.field)
            if not isinstance(value, str):
                continue
            normal = normalise(value)
            self.reader.names.note_key(table.key, value, row.places[column.field])
            if normal in first_row:
                text = Text("'{k}' stands in rows {a} and {b}", "“{k}”在第 {a} 行和第 {b} 行重复")
                self.reader.report(
                    "key_repeated",
                    Severity.ERROR,
                    row.places[column.field],
                    text.format(k=value, a=first_row[normal], b=row.row),
                )
                row.is_repeated = True
                continue
            first_row[normal] = row.row
            known[normal] = value
        for name, other in find_lookalikes(known):
            place = next(r.places[column.field] for r in rows if r.values.get(column.field) == name)
            found = Text(
                "'{a}' looks like '{b}' in row {n}, but is another name", "“{a}”看似第 {n} 行的“{b}”，但为不同名称"
            )
            self.reader.report(
                "name_looks_alike",
                Severity.WARNING,
                place,
                found.format(a=name, b=other, n=first_row[normalise(other)]),
                remedy=Text("If the same is meant, write it alike.", "如指同一对象，请统一写法。"),
            )

    def note_groups(self, table: Table, groups: Iterable[TypedRow]) -> None:
        """Note where the inner nodes of a tree table stand."""
        key = table.columns[0].field
        for row in groups:
            name = str(row.values.get(key, row.row))
            if name not in self.places.rows.get(table.key, {}):
                self.places.add_row(table.key, name, row.places)

    def build_rows(self, table: Table, rows: Iterable[TypedRow]) -> tuple[Any, ...]:
        """Return `rows` as objects of the table's type; rows whose faults leave out what they need are dropped (their findings stop the plan)."""
        built: list[Any] = []
        seen: dict[tuple[object, ...], int] = {}
        for row in rows:
            fields = self._fill(table, row, len(built))
            if fields is None or row.is_repeated or self._is_repeated(table, row, fields, seen):
                continue
            built.append((table.row_type or dict)(**fields))
        return tuple(built)

    def _is_repeated(
        self, table: Table, row: TypedRow, fields: Mapping[str, object], seen: dict[tuple[object, ...], int]
    ) -> bool:
        if not table.unique:
            return False
        if any(row.values.get(f) is not None and fields[f] is None for f in table.unique):
            return False  # what stands there is not known; a finding says so
        key = tuple(fields[f] for f in table.unique)
        if key in seen:
            text = Text("the same entry stands in rows {a} and {b}", "第 {a} 行与第 {b} 行重复").format(
                a=seen[key], b=row.row
            )
            place = row.places.get(table.unique[0], Place())
            remedy = Text("Keep one of them.", "请只保留一行。")
            self.reader.report("entry_repeated", Severity.ERROR, place, text, remedy=remedy)
            return True
        seen[key] = row.row
        return False

    def _fill(self, table: Table, row: TypedRow, index: int) -> dict[str, Any] | None:
        """Return the fields of one row, with defaults noted and references resolved; ``None`` when something that it needs is wrong.

        An unreadable cell that might be blank counts as blank, and settings stand in for those that are needed: a finding stops the plan
        anyway, and the checks of soundness can look at the rest.
        """
        fields: dict[str, Any] = {}
        key_column = table.key_column
        name = str(row.values.get(key_column.field, row.row)) if key_column else str(row.row)
        fine = True
        # Without a key a row is known by its place among the rows that were built, as checks count them; a channel by its own name.
        channel = row.values.get("channel") if table.key == "channels" else None
        at = name if key_column else str(channel) if isinstance(channel, Channel) else str(index)
        self.places.add_row(table.key, at, row.places)
        if self._report_heading(table, row):
            return None
        for column in table.columns:
            value = row.values.get(column.field)
            if column.field not in row.values:
                if column.is_required:
                    self._report_blank(table, row, column)
                    value = UNREADABLE
                else:
                    value = column.default
                    self._assume(table, name, column, value)
            elif value is not UNREADABLE and column.references is not None:
                value = self._resolve(value, column, row)
            if value is UNREADABLE:
                value = _stand_in(table, column)
                fine = fine and value is not UNREADABLE
            _put(fields, column.field, value)
        return {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()} if fine else None

    def _report_heading(self, table: Table, row: TypedRow) -> bool:
        """Report a row that has nothing but its name, where more is needed: the heading of a group, or words below a table. One finding a row."""
        key = table.key_column
        if key is None or list(row.values) != [key.field] or row.values[key.field] is UNREADABLE:
            return False
        needed = [c for c in table.columns if c.is_required and c is not key and c.field in row.places]
        if not needed:
            return False
        remedy = Text("Fill the row or delete it.", "请填写该行，或将其删除。")
        if any(c.field == "parent" for c in table.columns):
            remedy = Text(
                "Fill the row or delete it; what heads a group goes into column '{p}' of the rows below.",
                "请填写该行，或将其删除；如为分组标题，请在其下各行的“{p}”列填写。",
            ).format(p=table.column("parent").header)
        found = Text("a row with nothing but a name, '{n}'", "只有名称“{n}”的行").format(
            n=str(row.values[key.field])[:40]
        )
        expected = Text("a value for {n} is expected", "应填写{n}").format(n=Text.join(c.header for c in needed))
        self.reader.report("row_name_alone", Severity.ERROR, row.places[key.field], found, expected, remedy)
        return True

    def _report_blank(self, table: Table, row: TypedRow, column: Column) -> None:
        place = row.places.get(column.field)
        if place is None:
            if table.layout.value != "settings":
                return  # The column is missing; one finding says so for all rows.
            place = self.place_of_setting(column)
        self.reader.report(
            "cell_blank",
            Severity.ERROR,
            place,
            Text("a setting that is missing", "缺少该参数") if place.row is None else Text("an empty cell", "空单元格"),
            Text("a value is expected", "此处必填"),
            self._label_meant(column) or column.meaning,
        )

    def place_of_setting(self, column: Column) -> Place:
        """Return where a setting stands, or its sheet where it stands nowhere."""
        for row in self.places.rows.get("settings", {}).values():
            if column.field in row:
                return row[column.field]
        return Place(self.sheets.get("settings", table_named("settings").sheet.en), None, None, column.header)

    def _label_meant(self, column: Column) -> Text | None:
        """Return what to do about a setting that is blank where a label that is not read may be it: one about revenue or a target."""
        if column.kind is not Kind.MONEY:
            return None
        meant = [
            (name, place)
            for name, place in self.reader.settings_unread
            if _OF_REVENUE.search(name.casefold()) and not _OF_COSTS.search(name.casefold())
        ]
        if not meant:
            return None
        named = Text(
            " / ".join(f"'{n}' ({p.cell})" for n, p in meant[:_MOST_LABELS]),
            "、".join(f"“{n}”（{p.cell}）" for n, p in meant[:_MOST_LABELS]),
        )
        return Text("If it is {n}, name that '{c}'.", "如 {n} 即为该项，请改名为“{c}”。").format(
            n=named, c=column.header
        )

    def _assume(self, table: Table, name: str, column: Column, value: object) -> None:
        if value is None or value == () or column.kind is Kind.KEY:
            return
        row = NO_TEXT if table.layout.value == "settings" else Text(name, name)
        self.assumptions.append(
            Assumption(table.sheet, row, column.header, default_words(column, value), column.source)
        )

    def _listed(self, column: Column) -> Text:
        """Return the words for what a reference must name: something of a sheet."""
        table = table_named(column.references or "")
        sheet = self.sheets.get(table.key)
        name = table.sheet if sheet is None else Text.same(sheet)
        return Text("a name from sheet {s} is expected", "应为工作表“{s}”中的名称").format(s=name)

    def _resolve(self, value: object, column: Column, row: TypedRow) -> object:
        known = self.keys.get(column.references or "", {})
        if not known and table_named(column.references or "").required:
            return UNREADABLE  # a finding says that the sheet is missing, or why it names nothing
        names = value if isinstance(value, tuple) else (value,)
        found: list[str] = []
        is_known = True
        for name in names:
            match = known.get(normalise(name))
            if match is None:
                is_known = False
                close = _same_number(str(name), known.values()) or near_miss(str(name), known.values())
                self.reader.report(
                    "reference_unknown",
                    Severity.ERROR,
                    row.places[column.field],
                    Text("found '{n}'", "内容为“{n}”").format(n=str(name)[:60]),
                    self._listed(column),
                    suggest(close, Text("Correct the name, or add it there.", "请更正名称，或在该表补充。")),
                )
                continue
            if self.reader.names.has_digits(column.references or ""):
                self.reader.names.compare(column.references or "", name, row.places[column.field])
            found.append(match)
        if not is_known:
            return UNREADABLE
        return tuple(found) if isinstance(value, tuple) else found[0]


def _stand_in(table: Table, column: Column) -> object:
    """Return what stands for an unreadable cell in an input that is only checked; `UNREADABLE` when nothing may."""
    if not column.is_required:
        return column.default
    if table.layout.value != "settings":
        return UNREADABLE
    return {Kind.TEXT: "", Kind.YEAR: 2000, Kind.MONEY: 0}.get(column.kind, UNREADABLE)


def _same_number(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is the same number written otherwise: 7, 007, 7.0."""
    number = _as_number(name)
    return None if number is None else next((c for c in candidates if _as_number(c) == number), None)


def _as_number(name: str) -> int | None:
    whole = name.strip().lstrip("'").removesuffix(".0")
    return int(whole) if whole.isascii() and whole.isdecimal() and len(whole) < 16 else None


def split_tree(table: Table, rows: list[TypedRow]) -> tuple[list[TypedRow], list[TypedRow]]:
    """Return the leaves and the inner nodes of a tree table: a row is inner when another names it as its parent and it has no figures."""
    key = table.columns[0].field
    parents = {normalise(r.values["parent"]) for r in rows if isinstance(r.values.get("parent"), str)}
    figures = [c.field for c in table.columns if c.is_required and c.field != key]
    leaves, groups = [], []
    for row in rows:
        is_parent = normalise(row.values.get(key, "")) in parents
        groups.append(row) if is_parent and not any(f in row.values for f in figures) else leaves.append(row)
    return leaves, groups


def build_groups(table: Table, groups: Iterable[TypedRow]) -> tuple[Any, ...]:
    """Return the inner nodes of a tree table."""
    if table.group_type is None:
        return ()
    names = [f.name for f in dataclasses.fields(table.group_type)]
    return tuple(table.group_type(**{n: row.values.get(n) for n in names}) for row in groups)


def _put(fields: dict[str, Any], name: str, value: object) -> None:
    """Set a field; ``name[i]`` fills place i of a list."""
    base, index = split_field(name)
    if index is None:
        fields[base] = value
    else:
        series = fields.setdefault(base, [])
        series.extend([None] * (index + 1 - len(series)))
        series[index] = value
