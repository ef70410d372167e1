"""A scenario on the screen: its changes, and every cell that they change."""

from __future__ import annotations

from collections.abc import Sequence

import click

from planner.cli.screen.text_table import show_table
from planner.domain.scenario import CellChange, Scenario
from planner.language import Language, Text
from planner.scenarios.columns import column_meant, table_meant
from planner.tables.registry import table_named
from planner.tables.results.comparison_sheets import LABELS
from planner.tables.words.choice_words import word_of
from planner.writing.layout.cell_words import cell_words, row_words


def show_changes(chain: Sequence[Scenario], language: Language) -> None:
    """Print title, description and changes, those of parents first."""
    scenario = chain[-1]
    click.secho(f"{scenario.title.choose(language)}  ({' ← '.join(s.name for s in reversed(chain))})", bold=True)
    click.echo(scenario.description.choose(language))
    for one in chain:
        for number, change in enumerate(one.changes, start=1):
            table = table_meant(change.table)
            column = None if table is None else column_meant(table, change.column)
            sheet = change.table if table is None else table.sheet.choose(language)
            header = change.column if column is None else column.header.choose(language)
            where = " · ".join(w for w in (sheet, change.key or "*", header) if w)
            click.echo(f"  {one.name} {number}: {where} {word_of(change.operation).choose(language)} {change.value}")


def show_cells(cells: Sequence[CellChange], language: Language) -> None:
    """Print every changed cell with its value before and after."""
    rows = []
    for cell in cells:
        table = table_named(cell.table)
        column = table.column(cell.field)
        before, after = (cell_words(column, v).choose(language) for v in (cell.before, cell.after))
        rows.append(
            [
                table.sheet.choose(language),
                row_words(table, cell.row).choose(language),
                column.header.choose(language),
                before,
                after,
            ]
        )
    heads = [LABELS[k] for k in ("sheet", "row", "column", "before", "after")]
    show_table(heads, rows, language, (0, 1, 2))
    click.echo(Text("{n} cells change.", "共 {n} 个单元格变更。").format(n=len(rows)).choose(language))
