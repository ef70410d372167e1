"""``planner tornado``: one input at a time low and high, every end a proven plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options.number_range import NumberRange
from planner.cli.options.usual import WORKBOOK
from planner.cli.screen.stopping import finish_first
from planner.cli.what_if.run_options import run_options
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.results.tornado import Tornado


@click.command()
@WORKBOOK
@click.option(
    "--by", "by_percent", type=NumberRange(0.1, 90), default=10.0, show_default=True, help="How far, in percent."
)
@click.option("--input", "asked", multiple=True, help="Sheet.Column to move instead of the standard list; repeatable.")
@run_options("tornado")
def tornado(
    workbook: Path,
    by_percent: float,
    asked: tuple[str, ...],
    output: Path | None,
    lang: str | None,
    force: bool,
    **wishes: object,
) -> None:
    """Move one input of WORKBOOK at a time, down and up; rank them by what the best plan's contribution does.

    \b
    Examples:
      planner tornado plan.xlsx
      planner tornado plan.xlsx --by 20 --input Potential.Potential --input "Channels.Accounts per FTE"
    """
    from planner.cli.comparison.report import exit_code_of
    from planner.cli.files.output_name import choose_output
    from planner.cli.what_if.base_input import input_facts, read_base_input
    from planner.cli.what_if.case_run import solve_cases
    from planner.cli.what_if.cut_off import count_solved, tell_cut_off
    from planner.cli.what_if.run_options import wishes_of
    from planner.results.tornado import Tornado, TornadoBar, rank_bars
    from planner.scenarios.definition import baseline_scenario, build_library
    from planner.scenarios.tasks import build_tasks
    from planner.scenarios.tornado import build_inputs
    from planner.writing.comparison.tornado_workbook import build_tornado_workbook
    from planner.writing.files.atomic import check_output

    chosen = choose_output(workbook, "tornado", output, force)
    check_output(chosen.target, (workbook,), replace=force)
    run = wishes_of(workbook, wishes)
    sound = read_base_input(workbook, lang, certainty=run.certainty)
    plan_input, language = sound.plan_input, sound.language
    inputs = build_inputs(plan_input, by_percent / 100, asked)
    scenarios = [baseline_scenario(), *(s for i in inputs for s in (i.low, i.high))]
    report = solve_cases(build_tasks(plan_input, build_library((scenarios[1:],)), scenarios), run, language)
    reference, ends = report.cases[0], report.cases[1:]
    bars = [
        TornadoBar(i.name, i.low_factor, i.high_factor, low, high)
        for i, low, high in zip(inputs, ends[::2], ends[1::2], strict=True)
    ]
    settings, rows = plan_input.settings, rank_bars(reference, bars)
    facts = input_facts(sound.result, run) + tell_cut_off(report.is_interrupted, count_solved(report.cases))
    made = Tornado(settings.company, settings.year_words, settings.currency, reference, rows, facts)
    with finish_first(language, report.is_interrupted, run.quiet):
        target = chosen.write_content(build_tornado_workbook(made, language))
        _show(made, target, language)
    click.get_current_context().exit(exit_code_of(report.cases, report.is_interrupted))


def _show(made: Tornado, output: Path, language: Language) -> None:
    from planner.cli.screen.text_table import show_table
    from planner.tables.results.comparison_sheets import LABELS
    from planner.tables.words.choice_words import word_of

    rows = []
    for row in made.rows:
        bar = row.bar
        ends = []
        for factor, cents, case in (
            (bar.low_factor, row.low_cents, bar.low),
            (bar.high_factor, row.high_cents, bar.high),
        ):
            ends.append(f"×{factor:g}")
            ends.append(word_of(case.outcome).choose(language) if cents is None else f"{cents / 100:+,.0f}")
        rows.append([bar.name.choose(language), *ends, str(row.flips)])
    heads = [LABELS[k] for k in ("input", "low_factor", "low_effect", "high_factor", "high_effect", "changed_units")]
    show_table(heads, rows, language)
    click.echo("\n" + Text("Tornado: {p}", "敏感度：{p}").format(p=output).choose(language))
