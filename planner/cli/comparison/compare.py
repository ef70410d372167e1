"""``planner compare``: plans already made, side by side."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options.usual import FILE, FORCE, json_option, language_option, output_option
from planner.cli.screen.json_answer import answer_json
from planner.cli.screen.stopping import finish_first
from planner.language import Language


@click.command()
@click.argument("plans", type=FILE, nargs=-1, required=True)
@output_option("Comparison workbook; default: NAME-compare.xlsx.")
@language_option("Language; default: the first plan's.")
@json_option("Print the comparison as one JSON object.")
@FORCE
@click.option("--names/--no-names", default=True, help="Whether the page names the people in seats.")
def compare(
    plans: tuple[Path, ...], output: Path | None, lang: str | None, as_json: bool, force: bool, names: bool
) -> None:
    """Compare the plan workbooks PLANS, of other years too, or before and after editing; the first one is the reference.

    Each plan is verified first; one that does not hold is named and not compared.

    \b
    Examples:
      planner compare plan-2026.xlsx plan-2027.xlsx
      planner compare made.xlsx edited.xlsx -o what-changed.xlsx
    """
    from planner.cli.comparison.plan_files import read_plans
    from planner.cli.comparison.report import comparison_json, show_comparison
    from planner.cli.files.output_name import choose_output
    from planner.writing.comparison.files import check_comparison_output, write_comparison_files

    chosen = choose_output(plans[0], "compare", output, force)
    check_comparison_output(chosen.target, plans, force)
    comparison, language = read_plans(plans)
    language = Language(lang) if lang else language
    with finish_first(language):
        target = chosen.write(lambda path, replace: write_comparison_files(comparison, path, language, replace, names))
        if as_json:
            answer_json(comparison_json(comparison, target, language))
        else:
            show_comparison(comparison, target, language)
