"""``planner template``: the workbook to fill."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from planner.cli.options.usual import FILE
from planner.language import Language, Text


@click.command()
@click.argument("output", type=FILE)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="Language of the workbook.")
@click.option("--example", is_flag=True, help="Fill it with the example company.")
@click.option("--force", is_flag=True, help="Replace OUTPUT when it exists.")
def template(output: Path, lang: str, example: bool, force: bool) -> None:
    """Write an empty or an example planning workbook to OUTPUT.

    \b
    Examples:
      planner template plan.xlsx
      planner template plan.xlsx --example
      planner template 规划.xlsx --lang zh --example
    """
    from planner.writing.files.atomic import check_output, write_atomically
    from planner.writing.inputs.template import build_template

    language = Language(lang)
    check_output(output, replace=force)
    plan_input = None
    if example:
        from planner.writing.example import build_example

        plan_input = build_example(language)
    write_atomically(output, build_template(plan_input, language), replace=force)
    text = Text(
        "Wrote {p}. Fill it in (its first sheet says in which order). Next: planner check {p}",
        "已写入 {p}。请填写（首页说明填写顺序）。下一步：planner check {p}",
    )
    if example:
        text = Text("Wrote {p}. Next: planner plan {p}", "已写入 {p}。下一步：planner plan {p}")
    click.echo(text.format(p=shlex.quote(str(output))).choose(language))
