"""``planner frontier``: what more of one thing costs of another, every point a proven plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options.usual import FILE, WORKBOOK
from planner.cli.screen.stopping import finish_first
from planner.cli.what_if.run_options import run_options
from planner.domain.scenario import CaseOutcome
from planner.errors import ExitCode, UsageError
from planner.language import Text

if TYPE_CHECKING:
    from planner.api import Plan
    from planner.results.frontier import Frontier
    from planner.scenarios.solve import SolveLimits


@click.command()
@WORKBOOK
@click.option(
    "--trade",
    type=click.Choice(["revenue-ratio", "contribution-heads", "target-moves"]),
    default="revenue-ratio",
    show_default=True,
    help="Which two figures.",
)
@click.option(
    "--points", "count", type=click.IntRange(2, 200), default=9, show_default=True, help="Bounds that are tried."
)
@click.option("--write", "number", type=click.IntRange(min=1), help="Write the plan of this point too.")
@click.option("--plan-output", type=FILE, help="Where --write writes; default: NAME-point-N.xlsx.")
@run_options("frontier", with_certainty=False)
def frontier(
    workbook: Path,
    trade: str,
    count: int,
    number: int | None,
    plan_output: Path | None,
    output: Path | None,
    lang: str | None,
    force: bool,
    **wishes: object,
) -> None:
    """Trace the plans of WORKBOOK that no other plan beats on both of two figures; the knee is marked.

    revenue-ratio: most revenue for a cost-of-sales ratio. contribution-heads: most contribution for a number of heads.
    target-moves: highest target for a number of units that change channel or team.

    \b
    Examples:
      planner frontier plan.xlsx
      planner frontier plan.xlsx --trade contribution-heads --points 12 --jobs 2
      planner frontier plan.xlsx --trade revenue-ratio --write 3
    """
    from planner.api import write_plan
    from planner.cli.comparison.report import exit_code_of
    from planner.cli.files.output_name import choose_output
    from planner.cli.what_if.base_input import input_facts, read_base_input
    from planner.cli.what_if.case_run import CaseSolver
    from planner.cli.what_if.cut_off import tell_cut_off
    from planner.cli.what_if.frontier_report import show_frontier
    from planner.cli.what_if.run_options import wishes_of
    from planner.results.frontier import NOT_DECIDED, Frontier, Trade, find_knee
    from planner.scenarios.frontier import trace_frontier
    from planner.writing.comparison.frontier_workbook import build_frontier_workbook
    from planner.writing.files.atomic import check_output

    chosen = choose_output(workbook, "frontier", output, force)
    plan_chosen = choose_output(workbook, f"point-{number}", plan_output, force)
    target, plan_target = chosen.target, plan_chosen.target
    if number is not None and target.absolute() == plan_target.absolute():
        raise UsageError(Text("-o and --plan-output name the same file.", "-o 与 --plan-output 是同一个文件。"))
    for path in (target, plan_target) if number is not None else (target,):
        check_output(path, (workbook,), replace=force)
    sound = read_base_input(workbook, lang)
    plan_input, language = sound.plan_input, sound.language
    if plan_input.settings.certainty_share is not None:
        text = Text(
            "A frontier is traced without the certainty of revenue that Settings ask for.",
            "有效前沿不含参数表所要求的收入把握程度。",
        )
        click.echo(text.choose(language), err=True)
    run = wishes_of(workbook, wishes)
    solver = CaseSolver(run, language)
    points = trace_frontier(plan_input, Trade(trade), count, solver)
    settings = plan_input.settings
    facts = input_facts(sound.result, run)
    if solver.unsure:
        text = Text(
            "{n} of the plans tried were not found in time, or failed ({w}): the frontier may have better points and reach further.",
            "试算的方案中有 {n} 个超时或失败（{w}）：前沿可能有更优的点，范围也可能更大。",
        ).format(n=len(solver.unsure), w=solver.unsure[0].message)
        click.echo(text.choose(language), err=True)
        facts += ((NOT_DECIDED, str(len(solver.unsure))),)
    facts += tell_cut_off(solver.is_interrupted, solver.solved)
    made = Frontier(
        settings.company, settings.year_words, settings.currency, Trade(trade), points, find_knee(points), facts
    )
    with finish_first(language, solver.is_interrupted, run.quiet):
        target = chosen.write_content(build_frontier_workbook(made, language))
        show_frontier(made, target, language)
    if number is not None:
        plan = _make_point(workbook, made, number, run.limits)
        plan_target = plan_chosen.write(lambda path, replace: write_plan(plan, path, replace=replace))
        click.echo(
            Text("Plan of point {n}: {p}", "第 {n} 点的计划：{p}").format(n=number, p=plan_target).choose(language)
        )
    failed = [c for c in solver.unsure if c.outcome is CaseOutcome.FAILED]
    code = exit_code_of(failed, solver.is_interrupted) if failed or solver.is_interrupted else int(ExitCode.DONE)
    click.get_current_context().exit(code)


def _make_point(workbook: Path, made: Frontier, number: int, limits: SolveLimits) -> Plan:
    """Make the plan of a point again, and verify it."""
    from dataclasses import replace

    from planner.api import plan_as_asked, read_workbook
    from planner.optimization.annual_plan import PlanRequest
    from planner.scenarios.frontier import frontier_input

    if number > len(made.points):
        text = Text("The frontier has {n} points, there is no point {w}.", "前沿共 {n} 点，没有第 {w} 点。")
        raise UsageError(text.format(n=len(made.points), w=number))
    point = made.points[number - 1]
    book = read_workbook(workbook)
    book = replace(book, plan_input=frontier_input(book.plan_input, made.trade, point))
    request = PlanRequest(
        gap_limit=limits.gap_limit, time_limit_seconds=limits.time_limit_seconds, cost_price=point.cost_price
    )
    plan = plan_as_asked(book, request)
    named = replace(plan.manifest, scenario=f"{made.trade.value} {number}: {point.case.name}")
    return replace(plan, manifest=named)
