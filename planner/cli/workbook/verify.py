"""``planner verify``: recompute a written plan from its file alone."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options.usual import PLAN_WORKBOOK, json_option, language_option
from planner.cli.screen.json_answer import answer_json
from planner.errors import ExitCode
from planner.language import Language, Text


@click.command()
@PLAN_WORKBOOK
@json_option("Print the findings as one JSON object.")
@language_option("Language of the findings; default: the workbook's.")
@click.pass_context
def verify(ctx: click.Context, plan_workbook: Path, as_json: bool, lang: str | None) -> None:
    """Recompute every figure, sum, ratio and rule of PLAN_WORKBOOK from its own input sheets. Exit code 7 when something does not hold.

    \b
    Examples:
      planner verify plan-plan.xlsx
      planner verify 规划-已编制.xlsx --lang zh --json
    """
    from planner.cli.files.written_plan import open_workbook
    from planner.cli.screen.findings_table import count_findings, show_findings
    from planner.results.written.verify_file import verify_plan_file

    result = verify_plan_file(open_workbook(plan_workbook).content, plan_workbook.name)
    language = Language(lang) if lang else result.language
    if as_json:
        found = [f.as_json(language) for f in result.findings]
        answer = {"holds": not found, "units": result.units, "seats": result.seats, "findings": found}
        answer_json(answer)
    elif result.findings:
        show_findings(result.findings, language, to_stderr=False)
        text = Text("{p} does not hold: {n}.", "{p} 未通过核验：{n}。")
        counts = count_findings(result.findings, language)
        click.echo(text.format(p=plan_workbook.name, n=counts).choose(language), err=True)
    else:
        text = Text(
            "{p}: everything recomputed agrees ({u} units, {s} seats).", "{p}：复算全部一致（{u} 个单元，{s} 个席位）。"
        )
        click.echo(text.format(p=plan_workbook.name, u=result.units, s=result.seats).choose(language))
    if result.findings:
        ctx.exit(int(ExitCode.VERIFICATION_FAILED))
