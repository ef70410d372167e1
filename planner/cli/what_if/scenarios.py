"""``planner scenarios``: what-ifs, listed, shown cell by cell, and solved side by side."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options.usual import FILE, WORKBOOK, json_option, language_option
from planner.cli.screen.json_answer import answer_json
from planner.cli.screen.stopping import finish_first
from planner.cli.what_if.run_options import run_options
from planner.language import Language, Text

_MAYBE_WORKBOOK = click.argument("workbook", type=FILE, required=False)


@click.group()
def scenarios() -> None:
    """What-ifs: list them, show what one changes, make their plans and compare them.

    \b
    Examples:
      planner scenarios list
      planner scenarios show hiring_freeze plan.xlsx
      planner scenarios run plan.xlsx -o compare.xlsx
    """


@scenarios.command("list")
@_MAYBE_WORKBOOK
@language_option()
def list_scenarios(workbook: Path | None, lang: str | None) -> None:
    """List the shipped scenarios, and those on sheet Scenarios of WORKBOOK.

    \b
    Examples:
      planner scenarios list
      planner scenarios list plan.xlsx --lang zh
    """
    from planner.cli.screen.text_table import show_table
    from planner.cli.what_if.base_input import read_library

    source = read_library(workbook, ())
    language, library = Language(lang) if lang else source.language, source.library
    rows = [[s.name, s.title.choose(language), s.source, s.description.choose(language)] for s in library.values()]
    heads = (Text("Name", "名称"), Text("Scenario", "情景"), Text("From", "来源"), Text("Description", "说明"))
    show_table(heads, rows, language, (0, 1, 2, 3))


@scenarios.command("show")
@click.argument("name")
@_MAYBE_WORKBOOK
@click.option("--file", "files", type=FILE, multiple=True, help="Scenario file (TOML); repeatable.")
@language_option()
def show_scenario(name: str, workbook: Path | None, files: tuple[Path, ...], lang: str | None) -> None:
    """Show what scenario NAME changes: its changes, and with WORKBOOK cell by cell.

    \b
    Examples:
      planner scenarios show price_rise
      planner scenarios show price_rise plan.xlsx
      planner scenarios show ours plan.xlsx --file ours.toml
    """
    from planner.cli.what_if.base_input import read_library
    from planner.cli.what_if.scenario_report import show_cells, show_changes
    from planner.scenarios.apply import apply_scenario
    from planner.scenarios.definition import find_scenario, resolve_chain

    source = read_library(workbook, files)
    language = Language(lang) if lang else source.language
    chain = resolve_chain(source.library, find_scenario(source.library, name))
    show_changes(chain, language)
    if source.plan_input is not None:
        show_cells(apply_scenario(source.plan_input, chain, source.places.of_change).cells, language)


@scenarios.command("run")
@WORKBOOK
@click.argument("files", type=FILE, nargs=-1)
@click.option("--only", multiple=True, help="Solve this scenario only (and the baseline); repeatable.")
@json_option("Print the comparison as one JSON object.")
@click.option("--names/--no-names", default=True, help="Whether the page names the people in seats.")
@click.option("--dry-run", is_flag=True, help="Say which scenarios would be planned, plan and write nothing.")
@run_options("compare")
def run_scenarios(
    workbook: Path,
    files: tuple[Path, ...],
    only: tuple[str, ...],
    as_json: bool,
    names: bool,
    dry_run: bool,
    output: Path | None,
    lang: str | None,
    force: bool,
    **options: object,
) -> None:
    """Make the plan of every scenario for WORKBOOK; compare them with the baseline in a workbook and a page (.html).

    FILES are scenario files (TOML). Without any, the scenarios of sheet Scenarios are taken; without those, the shipped ones.

    \b
    Examples:
      planner scenarios run plan.xlsx -o compare.xlsx
      planner scenarios run plan.xlsx ours.toml --only "our case" --jobs 2
    """
    from planner.cli.comparison.report import comparison_json, exit_code_of, show_comparison
    from planner.cli.files.output_name import choose_output
    from planner.cli.what_if.base_input import input_facts, read_base_input, read_library
    from planner.cli.what_if.case_run import solve_cases
    from planner.cli.what_if.cut_off import count_solved, tell_cut_off
    from planner.cli.what_if.dry_run import show_dry_run
    from planner.cli.what_if.run_options import wishes_of
    from planner.results.comparison import Comparison, territory_facts
    from planner.scenarios.tasks import build_tasks
    from planner.writing.comparison.files import check_comparison_output, write_comparison_files

    chosen = choose_output(workbook, "compare", output, force)
    check_comparison_output(chosen.target, (workbook, *files), force)
    wishes = wishes_of(workbook, options, is_explained=True)
    sound = read_base_input(workbook, lang, certainty=wishes.certainty)
    plan_input, language = sound.plan_input, sound.language
    source = read_library(workbook, files, sound)
    tasks = build_tasks(plan_input, source.library, source.choose(only), source.places.of_change)
    if dry_run:
        click.get_current_context().exit(show_dry_run(tasks, wishes, language, as_json))
    report = solve_cases(tasks, wishes, language)
    settings = plan_input.settings
    facts = input_facts(sound.result, wishes) + territory_facts(plan_input)
    facts += tell_cut_off(report.is_interrupted, count_solved(report.cases))
    comparison = Comparison(settings.company, (settings.year_words,), settings.currency, report.cases, facts)
    with finish_first(language, report.is_interrupted, wishes.quiet):
        target = chosen.write(lambda path, replace: write_comparison_files(comparison, path, language, replace, names))
        if as_json:
            answer_json(comparison_json(comparison, target, language))
        else:
            show_comparison(comparison, target, language)
    click.get_current_context().exit(exit_code_of(report.cases, report.is_interrupted))
