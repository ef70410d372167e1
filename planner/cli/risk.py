"""``planner risk``: a plan simulated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.errors import FileAccessError, InputRejectedError, NoFeasiblePlanError, VerificationError
from planner.findings import has_errors
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.results.written.read_plan import ReadPlan


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option(
    "--draws", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True, help="Simulated years."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Same seed, same figures.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Risk workbook to write; default: NAME-risk.xlsx beside WORKBOOK.",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language; default: the workbook's.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object on stdout.")
@click.option("--dry-run", is_flag=True, help="Simulate but write nothing.")
@click.option("--force", is_flag=True, help="Replace the output when it exists.")
@click.option("--quiet", is_flag=True, help="No progress.")
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
      planner risk plan-made.xlsx
      planner risk plan.xlsx --draws 50000 --seed 7 -o risk.xlsx
      planner risk 规划-已编制.xlsx --lang zh --dry-run --json
    """
    from planner import __version__
    from planner.cli.output_name import free_name
    from planner.cli.progress import ProgressLine
    from planner.cli.risk_summary import risk_json, show_risk
    from planner.results.risk import RiskRequest, simulate_plan
    from planner.writing.atomic import check_output, write_atomically
    from planner.writing.risk_workbook import RiskOrigin, build_risk_workbook

    target = output or free_name(workbook, "risk")
    if not dry_run:
        check_output(target, (workbook,), replace=force)
    plan, sha256 = _read_plan(workbook, lang, quiet)
    language = Language(lang) if lang else plan.language
    progress = ProgressLine(language, quiet=quiet)
    request = RiskRequest(draws=draws, seed=seed, on_progress=progress.simulating)
    report = simulate_plan(plan.plan_input, plan.plan, request)
    if not dry_run:
        progress.stage("write")
        origin = RiskOrigin(workbook.name, sha256, __version__)
        write_atomically(target, build_risk_workbook(plan.plan_input, report, origin, language))
    progress.done()
    written = None if dry_run else target
    if as_json:
        click.echo(risk_json(plan.plan_input, report, sha256, written))
    else:
        show_risk(plan.plan_input, report, written, language)


def _read_plan(workbook: Path, lang: str | None, quiet: bool) -> tuple[ReadPlan, str]:
    """Return the plan that WORKBOOK states, or the one made from it, and the hash of the file."""
    from planner.reading.gate import open_gate
    from planner.results.written.read_plan import is_plan_workbook, read_plan_file

    try:
        file = open_gate(workbook)
    except InputRejectedError as error:
        raise FileAccessError(error.text, error.findings) from error
    if is_plan_workbook(file.content, file.name):
        return read_plan_file(file.content, file.name), file.sha256
    return _make_plan(workbook, lang, quiet), file.sha256


def _make_plan(workbook: Path, lang: str | None, quiet: bool) -> ReadPlan:
    from planner.cli.findings_table import show_findings
    from planner.cli.progress import ProgressLine
    from planner.cli.reading_input import read_and_check
    from planner.optimization.annual_plan import PlanRequest, make_annual_plan
    from planner.results.diagnose import describe, diagnose
    from planner.results.verify import verify_plan
    from planner.results.written.read_plan import ReadPlan

    result, findings = read_and_check(workbook)
    language = Language(lang) if lang else result.language
    if result.plan_input is None or has_errors(findings):
        show_findings(findings, language, notes=False)
        raise InputRejectedError(Text("The workbook is rejected.", "工作簿未通过检查。"), findings)
    progress = ProgressLine(language, quiet=quiet)
    try:
        made = make_annual_plan(result.plan_input, PlanRequest(on_stage=progress.stage)).plan
    except NoFeasiblePlanError as error:
        text, words = describe(diagnose(result.plan_input, most_conflicts=3, seconds=20.0))
        raise NoFeasiblePlanError(text, (), words) from error
    finally:
        progress.done()
    findings = verify_plan(result.plan_input, made)
    if has_errors(findings):
        raise VerificationError(Text("The program's own check of the plan failed.", "程序自检未通过。"), findings)
    return ReadPlan(result.plan_input, made, language)
