"""``planner risk``: a plan simulated."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options.usual import FORCE, QUIET, WORKBOOK, json_option, language_option, output_option
from planner.cli.screen.json_answer import answer_json
from planner.cli.screen.stopping import finish_first
from planner.language import Language


@click.command()
@WORKBOOK
@click.option(
    "--draws", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True, help="Simulated years."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same figures.")
@output_option("Risk workbook to write; default: NAME-risk.xlsx beside WORKBOOK.")
@language_option()
@json_option()
@click.option("--dry-run", is_flag=True, help="Simulate but write nothing.")
@FORCE
@QUIET
def risk(
    workbook: Path,
    draws: int,
    seed: int,
    output: Path | None,
    lang: str | None,
    as_json: bool,
    dry_run: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Simulate the plan in plan workbook WORKBOOK (a planning workbook is planned first): how likely the targets are, what hurts most.

    The uncertainties stand on sheet Risk parameters; without it the published defaults are taken.

    \b
    Examples:
      planner risk plan-plan.xlsx
      planner risk plan.xlsx --draws 50000 --seed 7 -o risk.xlsx
      planner risk 规划-已编制.xlsx --lang zh --dry-run --json
    """
    from planner import __version__
    from planner.cli.files.output_name import choose_output
    from planner.cli.plan.reading_plan import read_or_make_plan
    from planner.cli.risk.report import risk_json, show_risk
    from planner.cli.screen.progress import ProgressLine
    from planner.results.risk.simulate import RiskRequest, simulate_plan
    from planner.writing.files.atomic import check_output
    from planner.writing.risk.risk_workbook import RiskOrigin, build_risk_workbook

    chosen = choose_output(workbook, "risk", output, force)
    if not dry_run:
        check_output(chosen.target, (workbook,), replace=force)
    plan, sha256 = read_or_make_plan(workbook, lang, quiet)
    language = Language(lang) if lang else plan.language
    progress = ProgressLine(language, quiet=quiet)
    request = RiskRequest(draws=draws, seed=seed, on_progress=progress.simulating)
    report = simulate_plan(plan.plan_input, plan.plan, request)
    with finish_first(language, quiet=quiet):
        written = None
        if not dry_run:
            progress.stage("write")
            origin = RiskOrigin(workbook.name, sha256, __version__)
            written = chosen.write_content(build_risk_workbook(plan.plan_input, report, origin, language))
        progress.done()
        if as_json:
            answer_json(risk_json(plan.plan_input, report, sha256, written))
        else:
            show_risk(plan.plan_input, report, written, language)
