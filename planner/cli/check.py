"""``planner check``: every fault of a planning workbook in one run."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planner.errors import ExitCode
from planner.findings import has_errors
from planner.language import Language


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON object.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the findings; default: the workbook's.")
@click.pass_context
def check(ctx: click.Context, workbook: Path, as_json: bool, lang: str | None) -> None:
    """List every fault of the planning WORKBOOK, with its cell. Exit code 3 when there are errors.

    \b
    Examples:
      planner check plan.xlsx
      planner check 规划.xlsx --lang zh
      planner check plan.xlsx --json > findings.json
    """
    from planner.cli.findings_table import SHOWN, count_findings, show_findings
    from planner.cli.reading_input import read_and_check

    result, findings = read_and_check(workbook)
    language = Language(lang) if lang else result.language
    if as_json:
        rows = [f.as_json(language) for f in findings[:SHOWN]]
        report = {"workbook": workbook.name, "errors": has_errors(findings), "count": len(findings), "findings": rows}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        show_findings(findings, language, to_stderr=False)
        click.echo(f"{workbook.name}: {count_findings(findings, language)}")
    if has_errors(findings):
        ctx.exit(int(ExitCode.INPUT_REJECTED))
