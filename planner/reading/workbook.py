"""A planning workbook to a `PlanInput`, with every fault found on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.assumption import Assumption
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Place, Severity, has_errors, sort_findings
from planner.language import Language, Text
from planner.reading.accounts.account_book import list_owners, read_account_book
from planner.reading.archive.gate import GatedFile, open_gate
from planner.reading.assemble import Assembly, build_groups, split_tree
from planner.reading.build_input import build_plan_input
from planner.reading.cells.cells import CellReader
from planner.reading.certainty import find_certainty
from planner.reading.coverage_words import with_coverage_words, with_covered_segments
from planner.reading.grids.cell_places import PlaceKey
from planner.reading.grids.grid import Grid, read_grids
from planner.reading.headers.settled_words import check_currency, check_words
from planner.reading.matrices.matrix_sheet import holds_nothing, read_matrix
from planner.reading.rows.forgotten_cells import report_forgotten
from planner.reading.rows.group_values import report_group_values
from planner.reading.rows.outline import report_outline
from planner.reading.rows.ramp_rows import report_ramps_without_months
from planner.reading.rows.rows import read_rows
from planner.reading.rows.seat_holders import name_holders
from planner.reading.rows.sums import report_sums
from planner.reading.rows.typed_row import TypedRow
from planner.reading.seat_lists import with_lists_of_seats
from planner.reading.settings.settings_sheet import read_settings
from planner.reading.sheets.columns_of_names import tell_columns_of_names
from planner.reading.sheets.sheet_names import match_sheets
from planner.reading.sheets.side_units import report_side_units
from planner.reading.words.headers import PlanYear
from planner.reading.words.repeats import gather_repeats
from planner.tables.columns.column import Layout, Table
from planner.tables.other_sheets import OTHER_SHEET_NAMES
from planner.tables.registry import INPUT_TABLES

_LATE = (Layout.MATRIX, Layout.COLUMNS)
"""Layouts that are read once the keys of all other sheets are known."""
_HAN, _LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading gave. `plan_input` is ``None`` when faults kept parts from being built; `language` is the one of most headers.

    `readable_input` is then what could be read, so that checks of soundness run in the same pass: rows without what they need are left
    out, other unreadable cells count as blank; `faulty_tables` names the tables where that was so. `sheets` is the sheet of each table,
    `names` the keys that were read of it. `certainty` is that with which the plan in the same file was made, if one was asked for.
    """

    plan_input: PlanInput | None
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]
    places: Mapping[PlaceKey, Place]
    sha256: str
    name: str
    language: Language
    readable_input: PlanInput | None = None
    faulty_tables: frozenset[str] = frozenset()
    sheets: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    certainty: float | None = None


def read_plan_input(path: Path) -> ReadResult:
    """Read the planning workbook (or a plan workbook's inputs) at `path`.

    Raises
    ------
    FileAccessError, InputRejectedError
        When the file cannot be read as a workbook at all; faults inside of it come as findings.
    """
    file = open_gate(path)
    return read_grids_of_plan(file, read_grids(file))


def read_grids_of_plan(file: GatedFile, grids: tuple[Grid, ...]) -> ReadResult:
    """Read the grids of one workbook; see `read_plan_input`."""
    reader = CellReader(list(file.findings))
    assembly = Assembly(reader)
    sheets = match_sheets(grids, INPUT_TABLES, OTHER_SHEET_NAMES, reader)
    assembly.sheets = {key: grid.sheet for key, grid in sheets.items()}
    rows: dict[str, list[TypedRow]] = {}
    for table in INPUT_TABLES:
        if table.layout not in _LATE:
            rows[table.key] = _rows_of(table, sheets, reader)
        if table.layout is Layout.SETTINGS:
            reader.plan_year = reader.plan_year or _plan_year(rows[table.key], reader.plan_year_name)
    trees: dict[str, list[TypedRow]] = {}
    for table in INPUT_TABLES:
        if table.group_type is not None:
            rows[table.key], trees[table.key] = split_tree(table, rows[table.key])
            report_group_values(table, rows[table.key], trees[table.key], reader)
            report_forgotten(table, rows[table.key], reader)
            if table.key in sheets:
                report_sums(sheets[table.key].sheet, table, rows[table.key], reader)
            assembly.collect_keys(table, [*rows[table.key], *trees[table.key]])
        elif table.layout is Layout.ROWS:
            assembly.collect_keys(table, rows[table.key])
    parts: dict[str, Any] = {}
    for table in INPUT_TABLES:
        if table.layout is Layout.MATRIX:
            parts[table.key] = _matrix_of(table, sheets, assembly)
        elif table.layout is Layout.COLUMNS:
            parts[table.key] = _book_of(table, sheets, assembly, parts["seats"])
        else:
            parts[table.key] = assembly.build_rows(table, _let_go_of(rows.pop(table.key)))
            if table.group_attribute:
                parts[table.group_attribute] = build_groups(table, trees[table.key])
                assembly.note_groups(table, trees[table.key])
    parts["teams"], parts["segments"] = with_coverage_words(parts["teams"], parts["segments"], assembly)
    parts["teams"], parts["coverage"] = with_covered_segments(
        parts["teams"], parts["segments"], parts["segment_groups"], parts["coverage"], assembly
    )
    parts["seats"] = with_lists_of_seats(parts["seats"], parts["segments"], parts["accounts"], assembly.places, reader)
    report_side_units(sheets, INPUT_TABLES, reader)
    tell_columns_of_names(sheets, INPUT_TABLES, assembly.places, assembly.keys, parts["segments"], reader)
    if parts["settings"]:
        check_words(reader, parts["settings"][0])
        for row in assembly.places.rows["settings"].values():
            if "currency" in row:
                check_currency(reader, parts["settings"][0].currency, row["currency"])
    readable = build_plan_input(parts, assembly) if parts["settings"] else None
    findings = sort_findings(gather_repeats([*reader.findings, *reader.names.findings()]))
    is_sound = not has_errors(findings)
    return ReadResult(
        readable if is_sound else None,
        findings,
        tuple(assembly.assumptions),
        assembly.places,
        file.sha256,
        file.name,
        _language_of(sheets),
        readable,
        frozenset() if is_sound else _faulty_tables(findings, assembly.sheets),
        assembly.sheets,
        {table: frozenset(known.values()) for table, known in assembly.keys.items()},
        find_certainty(grids),
    )


def _plan_year(settings: list[TypedRow], named: int | None) -> PlanYear | None:
    """Return the plan year as the settings have it; headers may name the year before. `named`: the year above the settings' values."""
    for row in settings:
        year, first_month = row.values.get("plan_year"), row.values.get("fiscal_start_month", 1)
        if isinstance(year, int):
            name = named if named in (year, year + 1) else None
            return PlanYear(year, first_month if isinstance(first_month, int) else None, name)
    return None


def _let_go_of(rows: list[TypedRow]) -> Iterator[TypedRow]:
    """Yield `rows` and keep none of them: a long history is not kept twice."""
    rows.reverse()
    while rows:
        yield rows.pop()


def _faulty_tables(findings: tuple[Finding, ...], sheets: Mapping[str, str]) -> frozenset[str]:
    """Return the tables that are missing or have an error."""
    faulty = {f.place.sheet for f in findings if f.severity is Severity.ERROR}
    return frozenset(t.key for t in INPUT_TABLES if sheets.get(t.key) in faulty or (t.required and t.key not in sheets))


def _rows_of(table: Table, sheets: Mapping[str, Grid], reader: CellReader) -> list[TypedRow]:
    grid = sheets.get(table.key)
    if grid is None:
        return []
    if table.layout is Layout.SETTINGS:
        return [read_settings(grid, table, reader)]
    rows = read_rows(grid, table, reader)
    if table.key == "seats":
        name_holders(grid.sheet, rows, reader)
    if table.key == "ramps":
        report_ramps_without_months(grid.sheet, rows, reader)
    report_outline(grid.sheet, table, rows, reader)
    if table.required and not rows:
        reader.report(
            "sheet_empty",
            Severity.ERROR,
            Place(grid.sheet),
            Text("no rows", "没有数据行"),
            Text("at least one row is expected", "至少应有一行"),
            _fill_in(table),
        )
    return rows


def _fill_in(table: Table) -> Text:
    """Return the words that name what must be filled of a table."""
    if table.layout is Layout.MATRIX:
        return Text(
            "Write the product lines across the first row, the segments down the first column, amounts between.",
            "首行横向填写产品线，首列纵向填写细分，中间填写金额。",
        )
    needed = [c.header for c in table.columns if c.is_required]
    names = Text.join(needed)
    return Text("Fill at least: {n}.", "至少填写：{n}。").format(n=names)


def _matrix_of(table: Table, sheets: Mapping[str, Grid], assembly: Assembly) -> dict[tuple[str, str], object]:
    grid = sheets.get(table.key)
    if grid is None:
        return {}
    if holds_nothing(grid):
        if table.required:
            found, expected = (
                Text("no amounts", "没有数据"),
                Text("at least one amount is expected", "至少应有一个金额"),
            )
            assembly.reader.report("sheet_empty", Severity.ERROR, Place(grid.sheet), found, expected, _fill_in(table))
        return {}
    rows, columns = assembly.keys.get(table.row_table or "", {}), assembly.keys.get(table.column_table or "", {})
    if not rows or not columns:
        return {}
    values, places = read_matrix(grid, table, rows, columns, assembly.reader)
    assembly.places.update({(table.key, f"{r}|{c}", table.columns[0].field): place for (r, c), place in places.items()})
    return values


def _book_of(table: Table, sheets: Mapping[str, Grid], assembly: Assembly, seats: tuple[Any, ...]) -> AccountBook:
    grid = sheets.get(table.key)
    if grid is None:
        return AccountBook()
    return read_account_book(grid, assembly.reader, assembly.keys, list_owners(seats), assembly.places)


def _language_of(sheets: Mapping[str, Grid]) -> Language:
    """Return the language of most sheets' names, whatever their words."""
    chinese = sum(bool(_HAN.search(g.sheet)) and not _LATIN.search(g.sheet) for g in sheets.values())
    return Language.CHINESE if chinese * 2 > len(sheets) else Language.ENGLISH
