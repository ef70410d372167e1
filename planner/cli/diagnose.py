"""``planner diagnose``: which rules cannot hold together."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planner.errors import ExitCode, InputRejectedError
from planner.findings import has_errors
from planner.language import Language, Text


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="Most conflicts to list.")
@click.option(
    "--seconds", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Longest time of one solve."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language; default: the workbook's.")
@click.pass_context
def diagnose(ctx: click.Context, workbook: Path, most: int, seconds: float, as_json: bool, lang: str | None) -> None:
    """Name the smallest sets of rules of WORKBOOK that cannot hold together. Exit code 4 when there is no plan, 6 when not decided.

    \b
    Examples:
      planner diagnose plan.xlsx
      planner diagnose 规划.xlsx --lang zh --most 3
    """
    from planner.cli.findings_table import show_findings
    from planner.cli.reading_input import read_and_check
    from planner.results.diagnose import describe
    from planner.results.diagnose import diagnose as find_conflicts

    result, findings = read_and_check(workbook)
    language = Language(lang) if lang else result.language
    if result.plan_input is None or has_errors(findings):
        show_findings(findings, language, notes=False)
        raise InputRejectedError(Text("The workbook is rejected.", "工作簿未通过检查。"), findings)
    diagnosis = find_conflicts(result.plan_input, most, seconds)
    text, _ = describe(diagnosis)
    if as_json:
        conflicts = [
            {"rules": list(c.rules), "rows": list(c.rows), "words": [w.choose(language) for w in c.words]}
            for c in diagnosis.conflicts
        ]
        report = {"feasible": diagnosis.is_feasible, "decided": not diagnosis.undecided, "conflicts": conflicts}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(text.choose(language))
    if diagnosis.undecided:
        ctx.exit(int(ExitCode.TIME_LIMIT_WITHOUT_PLAN))
    if not diagnosis.is_feasible:
        ctx.exit(int(ExitCode.NO_FEASIBLE_PLAN))
