"""Whether the names on the input sheets of a plan workbook, read each by itself, refer to things that are there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.accounts import AccountBook
from planner.findings import Place
from planner.language import Text
from planner.tables.columns.column import Kind, Layout, Table
from planner.tables.inputs.accounts import ACCOUNTS
from planner.tables.inputs.channels import CHANNELS
from planner.tables.registry import INPUT_TABLES

Fault = tuple[Place, Text]
Names = Mapping[str, set[str]]
"""What is listed, by the table that lists it."""


def find_loose_ends(parts: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield where and why the parts of an input (by attribute of `PlanInput`) do not fit together."""
    names = _list_names(parts)
    for table in INPUT_TABLES:
        if table.layout is Layout.ROWS:
            for row in parts.get(table.key) or ():
                yield from _check_row(table, row, names)
    yield from _check_accounts(parts.get("accounts") or AccountBook(), names)
    for table in INPUT_TABLES:
        if table.layout is Layout.MATRIX:
            yield from _check_matrix(table, parts.get(table.key) or {}, names)
    yield from _check_channels(parts["channels"])


def _list_names(parts: Mapping[str, Any]) -> dict[str, set[str]]:
    names = {
        t.key: {getattr(r, t.key_column.field) for r in parts.get(t.key) or ()}
        for t in INPUT_TABLES
        if t.key_column is not None and t.layout is not Layout.COLUMNS
    }
    for table in INPUT_TABLES:
        if table.group_attribute:
            key = table.columns[0].field
            names[table.key] |= {getattr(g, key) for g in parts.get(table.group_attribute) or ()}
    return names


def _check_row(table: Table, row: object, names: Names) -> Iterator[Fault]:
    for column in table.columns:
        value = getattr(row, column.field, None)
        if column.kind is not Kind.REFERENCE or column.references is None or value is None:
            continue
        if value not in names[column.references]:
            text = Text("{h}: '{v}' is not listed", "{h}：“{v}”未列出").format(h=column.header, v=value)
            yield Place(table.sheet.en), text


def _check_accounts(book: AccountBook, names: Names) -> Iterator[Fault]:
    """Segments and seats that accounts name must be there."""
    segments = set(book.segment) - names["segments"]
    named = {s for s in book.locked_seat if s is not None} | {s for many in book.forbidden_seats for s in many}
    for stranger in sorted(segments | (named - names["seats"])):
        yield Place(ACCOUNTS.sheet.en), Text("'{v}' is not listed", "“{v}”未列出").format(v=stranger)


def _check_matrix(table: Table, cells: Mapping[tuple[str, str], object], names: Names) -> Iterator[Fault]:
    for segment, product in cells:
        if segment not in names["segments"] or product not in names["products"]:
            text = Text("no such segment or product line: {s}, {p}", "细分或产品线不存在：{s}，{p}")
            yield Place(table.sheet.en), text.format(s=segment, p=product)


def _check_channels(channels: tuple[Any, ...]) -> Iterator[Fault]:
    """The program writes every term of a channel; a blank one does not say which value the plan used."""
    for terms in channels:
        for field in dataclasses.fields(terms):
            if getattr(terms, field.name) is None:
                header = CHANNELS.column(field.name).header
                text = Text("{c}: {h} is empty", "{c}：{h}为空").format(c=terms.channel.value, h=header)
                yield Place(CHANNELS.sheet.en), text
