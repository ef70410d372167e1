"""Which sheet and which column the words of a change mean."""

from __future__ import annotations

from collections.abc import Iterable

from planner.reading.words.headers import normalise
from planner.tables.columns.column import Column, Kind, Layout, Table
from planner.tables.registry import INPUT_TABLES

_VALUE_WORDS = ("value", "值")
_SCENARIO_TABLE = "scenarios"


def changeable_tables() -> tuple[Table, ...]:
    """Return the tables that a scenario may change: all but its own, and the accounts, which no plan depends on."""
    layouts = (Layout.ROWS, Layout.SETTINGS, Layout.MATRIX)
    return tuple(t for t in INPUT_TABLES if t.key != _SCENARIO_TABLE and t.layout in layouts)


def table_meant(words: str) -> Table | None:
    """Return the table that `words` name by its sheet in either language or its key, or ``None``."""
    wanted = _plain(words)
    for table in changeable_tables():
        names = (table.sheet.en, table.sheet.zh, f"{table.sheet.en} {table.sheet.zh}", table.key, *table.sheet_synonyms)
        if table.layout is Layout.MATRIX:  # also by what stands in it: 潜力 for 产品市场潜力
            names = (*names, table.columns[0].header.en, table.columns[0].header.zh)
        if wanted in map(_plain, names):
            return table
    return None


def column_meant(table: Table, words: str) -> Column | None:
    """Return the column that `words` name by a header, a synonym or its field, or ``None``. A matrix has one column, named by its sheet too."""
    wanted = _plain(words)
    for column in table.columns:
        field = column.field.removesuffix("_cents")
        if wanted in map(_plain, (column.header.en, column.header.zh, column.field, field, *column.synonyms)):
            return column
    if table.layout is Layout.MATRIX and wanted in map(_plain, (table.sheet.en, table.sheet.zh, *_VALUE_WORDS, "")):
        return table.columns[0]
    return None


def is_value_word(words: str) -> bool:
    """Whether `words` are the header of the value column of a sheet of settings, or nothing."""
    return _plain(words) in (*_VALUE_WORDS, "")


def identity_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns that name a row: its key, else what is unique together, else all columns of names and choices."""
    if table.key_column is not None:
        return (table.key_column,)
    if table.unique:
        return tuple(table.column(f) for f in table.unique)
    naming = (Kind.TEXT, Kind.REFERENCE, Kind.CHOICE, Kind.YEAR, Kind.MONTH)
    return tuple(c for c in table.columns if c.kind in naming)


def column_names(columns: Iterable[Column]) -> list[str]:
    """Return the headers of `columns` in both languages, for finding a near miss."""
    return [name for c in columns for name in (c.header.en, c.header.zh)]


def _plain(words: str) -> str:
    return normalise(words.replace("_", " ").replace("-", " "))
