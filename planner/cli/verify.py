"""``planner verify``: recompute a written plan from its file alone."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planner.errors import ExitCode, InputRejectedError
from planner.language import Language, Text


@click.command()
@click.argument("plan_workbook", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON object.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the findings; default: the workbook's.")
@click.pass_context
def verify(ctx: click.Context, plan_workbook: Path, as_json: bool, lang: str | None) -> None:
    """Recompute every sum, ratio and rule of PLAN_WORKBOOK that the file can show. Exit code 7 when something does not hold.

    \b
    Examples:
      planner verify plan-made.xlsx
      planner verify 规划-已编制.xlsx --lang zh --json
    """
    from planner.cli.findings_table import show_findings
    from planner.reading.workbook import read_plan_input
    from planner.writing.read_back import read_written_plan
    from planner.writing.verify_file import verify_file

    result = read_plan_input(plan_workbook)
    language = Language(lang) if lang else result.language
    written = read_written_plan(plan_workbook)
    if result.plan_input is None:
        show_findings(result.findings, language, notes=False)
        raise InputRejectedError(
            Text("The input sheets of the plan cannot be read.", "无法读取计划中的输入表。"), result.findings
        )
    findings = verify_file(written, result.plan_input)
    if as_json:
        click.echo(
            json.dumps(
                {"holds": not findings, "findings": [f.as_json(language) for f in findings]},
                ensure_ascii=False,
                indent=2,
            )
        )
    elif findings:
        show_findings(findings, language, to_stderr=False)
    else:
        text = Text(
            "{p}: everything recomputed agrees ({u} units, {s} seats).", "{p}：复算全部一致（{u} 个单元，{s} 个席位）。"
        )
        counts = {"u": len(written.rows["channel_plan"]), "s": len(written.rows["seat_targets"])}
        click.echo(text.format(p=plan_workbook.name, **counts).choose(language))
    if findings:
        ctx.exit(int(ExitCode.VERIFICATION_FAILED))
