"""``planner check``: every fault of a planning workbook in one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from planner.cli.options.usual import ACCOUNTS, FILE, WORKBOOK, json_option, language_option
from planner.cli.screen.json_answer import answer_json
from planner.errors import ExitCode
from planner.findings import Finding, has_errors
from planner.language import Language, Text


@click.command()
@WORKBOOK
@ACCOUNTS
@json_option("Print the findings as one JSON object.")
@click.option(
    "--marked", type=FILE, metavar="OUT.xlsx", help="Also write a copy of the workbook with the cells marked."
)
@click.option("--force", is_flag=True, help="Replace the marked copy when it exists.")
@language_option("Language of the findings; default: the workbook's.")
@click.pass_context
def check(
    ctx: click.Context,
    workbook: Path,
    accounts: Path | None,
    as_json: bool,
    marked: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """List every fault of the planning WORKBOOK, and of a file with its accounts, with its cell. Exit code 3 when there are errors.

    \b
    Examples:
      planner check plan.xlsx
      planner check 规划.xlsx --lang zh
      planner check plan.xlsx --json > findings.json
      planner check plan.xlsx --marked plan-marked.xlsx
      planner check plan.xlsx --accounts customers.csv
    """
    from planner.cli.files.reading_input import read_and_check_scenarios, with_accounts
    from planner.cli.screen.findings_table import SHOWN, count_findings, show_findings
    from planner.tables.results.assumptions_sheet import ASSUMPTIONS_SHEET

    if marked is not None:
        from planner.writing.files.atomic import check_output

        # A copy of a workbook without macros under a name that promises some would not open in Excel.
        endings = (".xlsx", ".xlsm") if workbook.suffix.casefold() == ".xlsm" else (".xlsx",)
        check_output(marked, (workbook,), force, endings)
    result, findings = read_and_check_scenarios(workbook)
    language = Language(lang) if lang else result.language
    if result.plan_input is not None:
        result, _, findings = with_accounts(result, result.plan_input, findings, accounts)
    if marked is not None:
        _write_marked(workbook, marked, findings, language, force)
    if as_json:
        rows = [f.as_json(language) for f in findings[:SHOWN]]
        report: dict[str, object] = {
            "workbook": workbook.name,
            "errors": has_errors(findings),
            "count": len(findings),
            "defaults": len(result.assumptions),
            "findings": rows,
        }
        if marked is not None:
            report["marked"] = str(marked)
        answer_json(report)
    else:
        show_findings(findings, language, to_stderr=False)
        click.echo(f"{workbook.name}: {count_findings(findings, language)}")
        if result.assumptions and not has_errors(findings):
            text = Text(
                "Defaults used: {n}; the plan lists each with its source on sheet {s}.",
                "采用默认值 {n} 处；计划工作簿的“{s}”表逐项列出及来源。",
            )
            click.echo(text.format(n=len(result.assumptions), s=ASSUMPTIONS_SHEET.sheet).choose(language))
        if marked is not None:
            click.echo(Text("Wrote {p}", "已写入 {p}").format(p=marked).choose(language))
    if has_errors(findings):
        ctx.exit(int(ExitCode.INPUT_REJECTED))


def _write_marked(workbook: Path, marked: Path, findings: Sequence[Finding], language: Language, replace: bool) -> None:
    from planner.reading.archive.gate import open_gate
    from planner.reading.grids.grid import read_grids
    from planner.writing.files.atomic import write_atomically
    from planner.writing.inputs.marked_copy import build_marked_copy

    file = open_gate(workbook)
    is_macro_book = marked.suffix.casefold() == ".xlsm" and workbook.suffix.casefold() == ".xlsm"
    write_atomically(
        marked, build_marked_copy(file.content, read_grids(file), findings, language, is_macro_book), replace
    )
