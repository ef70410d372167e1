"""``planner letters``: target letters for reps, team leaders and partners."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.documents.formats import FORMAT
from planner.cli.options.usual import FILE, QUIET, output_option
from planner.errors import ExitCode, UsageError, VerificationError
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.results.written.read_plan import ReadPlan

_WHO = {"reps": ("rep",), "teams": ("team",), "partners": ("partner",), "all": ("rep", "team", "partner")}


@click.command()
@click.argument("plan_workbook", type=FILE, required=False)
@output_option("Folder; default: letters/ beside PLAN_WORKBOOK.")
@click.option("--who", type=click.Choice(list(_WHO)), default="reps", show_default=True, help="Whose letters.")
@click.option("--only", multiple=True, metavar="SEAT", help="Only this seat, team or partner; may be given again.")
@FORMAT
@click.option("--lang", type=click.Choice(["en", "zh", "both"]), help="Language of the letters; default: the plan's.")
@click.option("--template", "own", type=FILE, help="Your own Word template.")
@click.option("--territories", type=FILE, help="Territory workbook: letters then list the seat's accounts.")
@click.option("--merge", is_flag=True, help="Also one PDF of all these letters, for print.")
@click.option("--mail-merge", is_flag=True, help="Also a CSV of these letters for the mail program.")
@click.option("--dry-run", is_flag=True, help="Make and check every letter but write nothing.")
@click.option("--fields", is_flag=True, help="List the fields that a template may use, and stop.")
@QUIET
@click.pass_context
def letters(ctx: click.Context, /, plan_workbook: Path | None, fields: bool, **options: Any) -> None:
    """Make a target letter for every seat of PLAN_WORKBOOK, from the verified plan in the file alone.

    \b
    Examples:
      planner letters plan-plan.xlsx
      planner letters plan-plan.xlsx -o letters/ --lang both --format both
      planner letters plan-plan.xlsx --territories plan-territories.xlsx
      planner letters plan-plan.xlsx --only A01 --only A02
      planner letters plan-plan.xlsx --who all --format pdf --merge --mail-merge
      planner letters plan-plan.xlsx --template our-letter.docx --dry-run
      planner letters --fields
    """
    from planner.cli.documents.letters_report import show_fields
    from planner.writing.letters.contents.amounts import amounts_in
    from planner.writing.letters.handing_out.letter_folder import check_folder
    from planner.writing.letters.templates.docx_template import require_letters_extra

    if fields:
        show_fields(Language(options["lang"]) if options["lang"] in ("en", "zh") else Language.ENGLISH)
        return
    if plan_workbook is None:
        text = Text("Which plan workbook? planner letters PLAN.xlsx", "请指明计划工作簿：planner letters PLAN.xlsx")
        raise UsageError(text)
    if options["merge"] and options["formats"] == "docx":
        raise UsageError(Text("--merge needs --format pdf or both.", "--merge 需要 --format pdf 或 both。"))
    require_letters_extra()
    folder = options["output"] or plan_workbook.with_name("letters")
    if not options["dry_run"]:
        check_folder(folder)
    plan = _read_plan(plan_workbook, options["lang"])
    from planner.cli.documents.letter_run import run_letters, wishes_of

    wishes = wishes_of(options, _WHO[options["who"]], plan)
    with amounts_in(plan.plan_input.settings.currency):
        failed = run_letters(plan_workbook, plan, folder, wishes, options["dry_run"])
    if failed:
        codes = {error.exit_code for error in failed}
        ctx.exit(int(codes.pop() if len(codes) == 1 else ExitCode.PROGRAM_FAULT))


def _read_plan(path: Path, lang: str | None) -> ReadPlan:
    """Return the verified plan; when it does not hold, show why and stop with the exit code of a failed verification."""
    from planner.cli.files.written_plan import open_workbook, read_written_plan
    from planner.cli.screen.findings_table import show_findings

    try:
        return read_written_plan(open_workbook(path))
    except VerificationError as error:
        show_findings(error.findings, Language(lang) if lang in ("en", "zh") else Language.ENGLISH)
        raise
