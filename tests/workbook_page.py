"""Writes the reference of ``docs/workbook.md`` anew from the declarations: ``python -m tests.workbook_page``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from planner.language import Language, Text
from planner.tables.columns.column import Column, Kind, Layout, Table
from planner.tables.registry import INPUT_TABLES
from planner.tables.words.choice_words import CHOICE_SYNONYMS, word_of
from planner.writing.inputs.input_sheets import cell_value

PAGE = Path(__file__).parents[1] / "docs" / "workbook.md"
MARK = "(`python -m tests.workbook_page` writes it anew; a test compares).\n\n"

_LAYOUTS = {
    Layout.ROWS: "One row an entry, a header above.",
    Layout.COLUMNS: "One row an entry, a header above; made for very many rows.",
    Layout.SETTINGS: "One row a setting: its name, and its value in the column headed Value.",
    Layout.MATRIX: "Product lines across the first row, segments down the first column.",
}


def build_reference() -> str:
    """Return the part of the page that follows from the declarations, in Markdown."""
    parts = []
    for table in INPUT_TABLES:
        need = "Required." if table.required else "May be left out."
        parts.append(
            f"### {table.sheet.en} {table.sheet.zh}\n\n{table.meaning.en} {need} {_LAYOUTS[table.layout]}\n\n"
            "| column | 列 | holds | unit | blank means |\n|---|---|---|---|---|\n"
            + "\n".join(map(_line, table.columns))
        )
    return "\n\n".join(parts) + "\n\n### Words\n\n" + _choices() + "\n"


def _line(column: Column) -> str:
    cells = (column.header.en, column.header.zh, _holds(column), _unit(column), _blank(column))
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


def _holds(column: Column) -> str:
    text = column.meaning.en
    if column.references is not None:
        table = next(t for t in INPUT_TABLES if t.key == column.references)
        text += f" A name from sheet {table.sheet.en}."
    return text


def _unit(column: Column) -> str:
    unit = column.unit_text.en
    low, high = column.minimum, column.maximum
    if column.kind in (Kind.SHARE, Kind.MONEY) or low is None:
        return unit
    bounds = f"{low:g} to {high:g}" if high is not None else f"from {low:g}"
    return f"{unit}, {bounds}" if unit else bounds


def _blank(column: Column) -> str:
    if column.is_required:
        return "must be filled"
    value = column.default
    if value is None or value == ():
        return "not given"
    shown = cell_value(column, value, Language.ENGLISH)
    text = (
        f"{float(str(shown)) * 100:g}%"
        if column.kind is Kind.SHARE
        else f"{shown:,.2f}"
        if column.kind is Kind.MONEY
        else str(shown)
    )
    return f"{text} ({column.source.en})" if column.source.en else text


def _choices() -> str:
    kinds: dict[type[StrEnum], Table] = {}
    for table in INPUT_TABLES:
        for column in table.columns:
            if column.choices is not None:
                kinds.setdefault(column.choices, table)
    lines = ["| choice | English | 中文 | also read |", "|---|---|---|---|"]
    for choices in kinds:
        for member in choices:
            words: Text = word_of(member)
            also = "; ".join(CHOICE_SYNONYMS.get(member, ()))
            lines.append(f"| {choices.__name__} | {words.en} | {words.zh} | {also} |")
    return "\n".join(lines)


def page_as_declared() -> str:
    """Return the page with its reference as the declarations give it."""
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    return before + MARK + build_reference()


if __name__ == "__main__":
    PAGE.write_text(page_as_declared(), encoding="utf-8")
