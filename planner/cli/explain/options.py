"""``planner options``: the audit trail of the channel plan."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options.usual import FORCE, WORKBOOK, language_option, output_option
from planner.language import Language, Text


@click.command()
@WORKBOOK
@output_option("CSV file to write; default: NAME-options.csv beside WORKBOOK.")
@language_option("Language of the list; default: the workbook's.")
@FORCE
def options(workbook: Path, output: Path | None, lang: str | None, force: bool) -> None:
    """List every way to serve each segment that could be chosen, with its price: what the plan of WORKBOOK is chosen from.

    One row for each channel, leading and co-selling team and effort: revenue kept and new, margin, cost, contribution, value in the objective. Of a
    plan workbook the rows that the plan chose are marked. Money is in units of the currency.

    \b
    Examples:
      planner options plan.xlsx
      planner options plan-plan.xlsx -o options.csv
      planner options 规划-已编制.xlsx --lang zh
    """
    from planner.cli.files.output_name import choose_output
    from planner.cli.files.reading_input import read_sound_input
    from planner.cli.files.written_plan import open_workbook, read_written_plan
    from planner.results.option_list import list_options
    from planner.results.written.read_plan import is_plan_workbook
    from planner.tables.results.option_list import OPTION_COLUMNS
    from planner.writing.files.atomic import check_output
    from planner.writing.files.csv_cell import csv_content

    chosen = choose_output(workbook, "options", output, force, "csv")
    check_output(chosen.target, (workbook,), force, (".csv",))
    file = open_workbook(workbook)
    if is_plan_workbook(file.content, file.name):
        read = read_written_plan(file)
        rows, own = list(list_options(read.plan_input, read.plan.channel_plan)), read.language
    else:
        sound = read_sound_input(workbook, lang)
        rows, own = list(list_options(sound.plan_input)), sound.language
    language = Language(lang) if lang else own
    heads: list[object] = [column.header for column in OPTION_COLUMNS]
    said = ([cell.choose(language) if isinstance(cell, Text) else cell for cell in row] for row in (heads, *rows))
    written = chosen.write_content(csv_content(said))
    text = Text("{n:,} options: {p}", "{n:,} 个方案：{p}").format(n=len(rows), p=written)
    click.echo(text.choose(language))
