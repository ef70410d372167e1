"""``planner sweep``: one or several inputs varied, every point a proven plan."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options.usual import WORKBOOK
from planner.cli.screen.stopping import finish_first
from planner.cli.what_if.run_options import run_options
from planner.errors import InputRejectedError


@click.command()
@WORKBOOK
@click.option(
    "--vary", "varied", multiple=True, required=True, help="Sheet[rows].Column=first:last:step or =a,b,c; repeatable."
)
@click.option(
    "--list", "is_list", is_flag=True, help="Take the values of several --vary together, instead of all combinations."
)
@click.option("--dry-run", is_flag=True, help="Say how many points would be planned, plan and write nothing.")
@run_options("sweep")
def sweep(
    workbook: Path,
    varied: tuple[str, ...],
    is_list: bool,
    dry_run: bool,
    output: Path | None,
    lang: str | None,
    force: bool,
    **wishes: object,
) -> None:
    """Vary inputs of WORKBOOK and make the plan of every point: table and charts.

    \b
    Examples:
      planner sweep plan.xlsx --vary Settings.cost_of_sales_cap=0.08:0.16:0.01
      planner sweep plan.xlsx --vary Settings.cost_of_sales_cap=0.1,0.12 --vary "Settings.company_target=*0.95:1.1:0.05"
      planner sweep plan.xlsx --vary "Potential[Medical].Potential=*0.8:1.2:0.1" --jobs 2
      planner sweep plan.xlsx --vary Settings.cost_of_sales_cap=0.05:0.2:0.001 --dry-run
    """
    from planner.cli.comparison.report import exit_code_of
    from planner.cli.files.output_name import choose_output
    from planner.cli.what_if.base_input import input_facts, read_base_input
    from planner.cli.what_if.case_run import solve_cases
    from planner.cli.what_if.cut_off import count_solved, tell_cut_off
    from planner.cli.what_if.dry_run import show_dry_run
    from planner.cli.what_if.run_options import wishes_of
    from planner.cli.what_if.sweep_report import show_sweep
    from planner.results.sweep import Sweep, SweepPoint
    from planner.scenarios.axes import build_point_scenario, build_points, read_axis
    from planner.scenarios.axis_words import describe_axis
    from planner.scenarios.definition import baseline_scenario, build_library
    from planner.scenarios.tasks import build_tasks
    from planner.writing.comparison.sweep_workbook import build_sweep_workbook
    from planner.writing.files.atomic import check_output

    axes = [read_axis(words) for words in varied]
    points = build_points(axes, is_list)
    chosen = choose_output(workbook, "sweep", output, force)
    check_output(chosen.target, (workbook,), replace=force)
    run = wishes_of(workbook, wishes)
    sound = read_base_input(workbook, lang, certainty=run.certainty)
    plan_input, language = sound.plan_input, sound.language
    scenarios = [baseline_scenario(), *(build_point_scenario(axes, values) for values in points)]
    tasks = build_tasks(plan_input, build_library((scenarios[1:],)), scenarios)
    if all(task.plan_input is None for task in tasks[1:]):
        # A name that is not there is wrong at every point: say so at once, and leave no workbook of refusals.
        raise InputRejectedError(tasks[1].message)
    if dry_run:
        click.get_current_context().exit(show_dry_run(tasks, run, language))
    report = solve_cases(tasks, run, language)
    settings = plan_input.settings
    made = Sweep(
        settings.company,
        settings.year_words,
        settings.currency,
        tuple(describe_axis(a) for a in axes),
        not is_list,
        report.cases[0],
        tuple(SweepPoint(v, c) for v, c in zip(points, report.cases[1:], strict=True)),
        input_facts(sound.result, run) + tell_cut_off(report.is_interrupted, count_solved(report.cases)),
    )
    with finish_first(language, report.is_interrupted, run.quiet):
        target = chosen.write_content(build_sweep_workbook(made, language))
        show_sweep(made, target, language)
    click.get_current_context().exit(exit_code_of(report.cases, report.is_interrupted))
