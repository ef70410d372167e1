"""A planning workbook to a `PlanInput`, with every fault found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.assumption import Assumption
from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel, SeasonScope
from planner.domain.market import SegmentGroup
from planner.domain.organisation import TeamGroup
from planner.domain.plan_input import PlanInput
from planner.domain.risk import STANDARD_RISK
from planner.findings import Finding, Place, Severity, has_errors, sort_findings
from planner.language import Language, Text
from planner.reading.account_book import list_owners, read_account_book
from planner.reading.assemble import Assembly, PlaceKey, build_groups, default_words, split_tree
from planner.reading.cells import CellReader
from planner.reading.gate import GatedFile, GateLimits, open_gate
from planner.reading.grid import Grid, read_grids
from planner.reading.headers import near_miss, normalise
from planner.reading.rows import TypedRow, read_rows
from planner.reading.special_layouts import read_matrix, read_settings
from planner.tables.channels import DEFAULT_CHANNEL_SOURCE, DEFAULT_CHANNELS
from planner.tables.column import Layout, Table
from planner.tables.registry import INPUT_TABLES

_LATE = (Layout.MATRIX, Layout.COLUMNS)
"""Layouts that are read once the keys of all other sheets are known."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading gave. `plan_input` is ``None`` when faults kept parts from being built; `language` is the one of most headers."""

    plan_input: PlanInput | None
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]
    places: Mapping[PlaceKey, Place]
    sha256: str
    name: str
    language: Language


def read_plan_input(path: Path, limits: GateLimits | None = None) -> ReadResult:
    """Read the planning workbook (or a plan workbook's inputs) at `path`.

    Raises
    ------
    FileAccessError, InputRejectedError
        When the file cannot be read as a workbook at all; faults inside of it come as findings.
    """
    file = open_gate(path, limits)
    return read_grids_of_plan(file, read_grids(file))


def read_grids_of_plan(file: GatedFile, grids: tuple[Grid, ...]) -> ReadResult:
    """Read the grids of one workbook; see `read_plan_input`."""
    reader = CellReader(list(file.findings))
    assembly = Assembly(reader)
    sheets = _match_sheets(grids, reader)
    rows = {t.key: _rows_of(t, sheets, reader) for t in INPUT_TABLES if t.layout not in _LATE}
    trees: dict[str, list[TypedRow]] = {}
    for table in INPUT_TABLES:
        if table.group_type is not None:
            rows[table.key], trees[table.key] = split_tree(table, rows[table.key])
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
            parts[table.key] = assembly.build_rows(table, rows[table.key])
            if table.group_attribute:
                parts[table.group_attribute] = build_groups(table, trees[table.key])
                assembly.note_groups(table, trees[table.key])
    findings = sort_findings(reader.findings)
    plan_input = None if has_errors(findings) else _build(parts, assembly)
    return ReadResult(
        plan_input,
        sort_findings(reader.findings),
        tuple(assembly.assumptions),
        assembly.places,
        file.sha256,
        file.name,
        _language_of(sheets),
    )


def _match_sheets(grids: tuple[Grid, ...], reader: CellReader) -> dict[str, Grid]:
    """Return the grid of each table; unknown sheets are ignored, near misses and hidden ones reported."""
    known = {normalise(s): t for t in INPUT_TABLES for s in (t.sheet.en, t.sheet.zh, *t.sheet_synonyms)}
    known |= {normalise(f"{t.sheet.en} {t.sheet.zh}"): t for t in INPUT_TABLES}
    sheets: dict[str, Grid] = {}
    for grid in grids:
        table = known.get(normalise(grid.sheet))
        if table is None:
            continue
        if table.key in sheets:
            text = Text("sheets '{a}' and '{b}' hold the same table", "工作表“{a}”与“{b}”内容相同").format(
                a=sheets[table.key].sheet, b=grid.sheet
            )
            reader.report(
                "sheet_repeated", Severity.ERROR, Place(grid.sheet), text, remedy=Text("Keep one.", "请只保留一张。")
            )
            continue
        sheets[table.key] = grid
        if grid.is_hidden:
            reader.report(
                "sheet_hidden",
                Severity.WARNING,
                Place(grid.sheet),
                Text("a hidden sheet", "隐藏工作表"),
                remedy=Text("It is used.", "仍会使用。"),
            )
    missing = [t for t in INPUT_TABLES if t.key not in sheets]
    for table in missing:
        close = [
            g for g in grids if normalise(g.sheet) not in known and near_miss(g.sheet, (table.sheet.en, table.sheet.zh))
        ]
        if table.required or close:
            hint = (
                Text("Is it sheet '{s}'?", "是否为工作表“{s}”？").format(s=close[0].sheet)
                if close
                else Text("Add it.", "请补充该表。")
            )
            text = Text("sheet '{s}' is missing", "缺少工作表“{s}”").format(s=table.sheet)
            severity = Severity.ERROR if table.required else Severity.WARNING
            reader.report("sheet_missing", severity, Place(close[0].sheet if close else ""), text, remedy=hint)
    return sheets


def _rows_of(table: Table, sheets: Mapping[str, Grid], reader: CellReader) -> list[TypedRow]:
    grid = sheets.get(table.key)
    if grid is None:
        return []
    if table.layout is Layout.SETTINGS:
        return [read_settings(grid, table, reader)]
    rows = read_rows(grid, table, reader)
    if table.required and not rows:
        reader.report(
            "sheet_empty",
            Severity.ERROR,
            Place(grid.sheet),
            Text("no rows", "没有数据行"),
            Text("at least one row is expected", "至少应有一行"),
        )
    return rows


def _matrix_of(table: Table, sheets: Mapping[str, Grid], assembly: Assembly) -> dict[tuple[str, str], object]:
    grid = sheets.get(table.key)
    if grid is None:
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
    return read_account_book(grid, assembly.reader, assembly.keys, list_owners(seats))


def _build(parts: dict[str, Any], assembly: Assembly) -> PlanInput:
    segments, groups = _named_parents(parts["segments"], parts["segment_groups"], "segment", SegmentGroup)
    teams, team_groups = _named_parents(parts["teams"], parts["team_groups"], "team", TeamGroup)
    values = dict(parts)
    values.update(
        settings=parts["settings"][0],
        risk=parts["risk"][0] if parts["risk"] else STANDARD_RISK,
        segments=segments,
        segment_groups=groups,
        teams=teams,
        team_groups=team_groups,
        channels=_complete_channels(parts["channels"], assembly),
        seasonality=_canonical_seasonality(parts["seasonality"], assembly),
        overrides=tuple(replace(o, name=_canonical_name(o.name, assembly)) for o in parts["overrides"]),
    )
    return PlanInput(**values)


def _named_parents(
    leaves: tuple[Any, ...], groups: tuple[Any, ...], key: str, group_type: Any
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return leaves and groups with every parent spelled as its own row spells it, and a group for each parent that has no row."""
    known = {normalise(getattr(n, key)): getattr(n, key) for n in (*groups, *leaves)}
    added: list[Any] = []
    for node in (*groups, *leaves):
        if node.parent is not None and normalise(node.parent) not in known:
            known[normalise(node.parent)] = node.parent
            extra = {"manager": None} if group_type is TeamGroup else {}
            added.append(group_type(**{key: node.parent, "parent": None, **extra}))

    def with_parent(node: Any) -> Any:
        return node if node.parent is None else replace(node, parent=known[normalise(node.parent)])

    return tuple(map(with_parent, leaves)), tuple(map(with_parent, (*groups, *added)))


def _complete_channels(rows: tuple[ChannelTerms, ...], assembly: Assembly) -> tuple[ChannelTerms, ...]:
    """Return the terms of all five channels; what a row leaves blank, and channels without a row, take the defaults."""
    table = next(t for t in INPUT_TABLES if t.key == "channels")
    given = {row.channel: row for row in rows}
    complete: list[ChannelTerms] = []
    for channel in Channel:
        default, row = DEFAULT_CHANNELS[channel], given.get(channel)
        values: dict[str, Any] = {}
        for column in table.columns:
            own = getattr(row, column.field) if row is not None else None
            if own is None:
                own = getattr(default, column.field)
                words = default_words(column, own)
                assembly.assumptions.append(
                    Assumption(table.sheet, channel.value, column.header, words, DEFAULT_CHANNEL_SOURCE)
                )
            values[column.field] = own
        complete.append(ChannelTerms(**values))
    return tuple(complete)


def _canonical_seasonality(rows: tuple[Any, ...], assembly: Assembly) -> tuple[Any, ...]:
    tables = {SeasonScope.PRODUCT: "products", SeasonScope.SEGMENT: "segments", SeasonScope.TEAM: "teams"}
    return tuple(
        replace(r, name=assembly.keys.get(tables[r.scope], {}).get(normalise(r.name), r.name))
        if r.name and r.scope in tables
        else r
        for r in rows
    )


def _canonical_name(name: str, assembly: Assembly) -> str:
    for table in ("segments", "teams", "seats"):
        found = assembly.keys.get(table, {}).get(normalise(name))
        if found is not None:
            return found
    return name


def _language_of(sheets: Mapping[str, Grid]) -> Language:
    tables = {t.key: t for t in INPUT_TABLES}
    chinese = sum(normalise(g.sheet) == normalise(tables[k].sheet.zh) for k, g in sheets.items())
    return Language.CHINESE if chinese * 2 > len(sheets) else Language.ENGLISH
