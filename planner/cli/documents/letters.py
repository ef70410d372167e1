"""``planner letters``: target letters for reps, team leaders and partners."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.cli.documents.formats import FORMAT, FORMATS
from planner.cli.options.usual import FILE, QUIET, output_option
from planner.errors import ExitCode, InputRejectedError, PlannerError, UsageError, VerificationError
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.results.written.read_plan import ReadPlan
    from planner.writing.letters.make_letters import LetterRun, Outcome

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
    from planner.writing.letters.docx_template import require_letters_extra
    from planner.writing.letters.letter_folder import check_folder

    if fields:
        show_fields(Language(options["lang"]) if options["lang"] in ("en", "zh") else Language.ENGLISH)
        return
    if plan_workbook is None:
        text = Text("Which plan workbook? planner letters PLAN.xlsx", "请指明计划工作簿：planner letters PLAN.xlsx")
        raise UsageError(text)
    if options["merge"] and options["formats"] == "docx":
        raise UsageError(Text("--merge needs --format pdf or both.", "--merge 需要 --format pdf 或 both。"))
    require_letters_extra()
    folder = options.pop("output") or plan_workbook.with_name("letters")
    if not options["dry_run"]:
        check_folder(folder)
    plan = _read_plan(plan_workbook, options["lang"])
    failed = _make(plan_workbook, plan, folder, **options)
    if failed:
        codes = {error.exit_code for error in failed}
        ctx.exit(int(codes.pop() if len(codes) == 1 else ExitCode.PROGRAM_FAULT))


def _make(
    plan_workbook: Path,
    plan: ReadPlan,
    folder: Path,
    who: str,
    only: tuple[str, ...],
    formats: str,
    lang: str | None,
    own: Path | None,
    territories: Path | None,
    merge: bool,
    mail_merge: bool,
    dry_run: bool,
    quiet: bool,
) -> list[PlannerError]:
    """Make the letters; return what went wrong with single ones."""
    from planner.cli.documents.letters_report import tell, tell_left_over, watch
    from planner.writing.letters.choose_letters import list_orders
    from planner.writing.letters.content import LetterKind
    from planner.writing.letters.letter_folder import hold_folder
    from planner.writing.letters.libreoffice import find_soffice
    from planner.writing.letters.logo import read_logo
    from planner.writing.letters.make_letters import LetterRun, open_templates
    from planner.writing.letters.plan_facts import PlanFacts
    from planner.writing.letters.print_and_mail import merge_letters, write_mail_list
    from planner.writing.letters.register import Register, read_register
    from planner.writing.letters.template_file import reject_template
    from planner.writing.letters.template_leaks import find_leaks
    from planner.writing.letters.territories import read_territories, territories_of_plan

    shown = Language(lang) if lang in ("en", "zh") else plan.language
    languages = tuple(Language) if lang == "both" else (shown,)
    kinds = [LetterKind(k) for k in _WHO[who]]
    if own is not None and (len(kinds) > 1 or len(languages) > 1):
        text = Text("--template goes with one --who and one --lang.", "--template 只能配合一种 --who 与一种 --lang。")
        raise UsageError(text)
    if own is not None and formats != "docx":
        find_soffice()
    owners = territories_of_plan(plan) if territories is None else read_territories(territories, plan)
    facts = PlanFacts(plan, owners)
    orders = list_orders(facts, kinds, only, languages)
    logo = read_logo(plan.plan_input.settings.company_logo, plan_workbook.parent)
    try:
        templates = open_templates(orders, own)
        for template in templates.values() if own is not None else ():
            leaks = find_leaks(template.name, template.content, facts)
            if leaks:
                reject_template(template.name, leaks)
    except InputRejectedError as error:
        _show(error, shown)
        raise
    run = LetterRun(templates, FORMATS[formats], None, Register(), _now(), shown, own is not None, logo)
    if dry_run:
        run.register = read_register(folder)
        dry = [replace(o, letter=None) for o in watch(run.make(orders), len(orders), shown, quiet)]
        return tell(dry, None, shown)
    with hold_folder(folder):
        run.register, run.folder = read_register(folder), folder
        outcomes: list[Outcome] = []
        try:
            for outcome in watch(run.make(orders), len(orders), shown, quiet):
                outcomes.append(replace(outcome, letter=None))
        finally:
            _write_register(run, folder, outcomes, shown)
        rows = [o.row for o in outcomes if o.row is not None]
        printed = [row for row in rows if row.pdf_file]
        if merge and printed:
            click.echo(merge_letters(folder, printed))
        if mail_merge:
            click.echo(write_mail_list(folder, rows, shown))
        if not only:
            present = {(o.kind.value, o.key) for o in orders}
            tell_left_over(
                run.register.left_over([k.value for k in kinds], [x.value for x in languages], present), shown
            )
    return tell(outcomes, folder, shown)


def _now() -> str:
    """Return the time for the register; `SOURCE_DATE_EPOCH` stands for the clock where it is set."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(int(seconds), UTC)
    return (moment if seconds is not None else moment.astimezone()).strftime("%Y-%m-%d %H:%M")


def _write_register(run: LetterRun, folder: Path, outcomes: list[Outcome], language: Language) -> None:
    """Write the register when the run made any letter, also when it was interrupted."""
    from planner.writing.atomic import write_atomically
    from planner.writing.letters.make_letters import LetterState
    from planner.writing.letters.register import REGISTER_FILE, build_register

    if any(o.state not in (LetterState.UNCHANGED, LetterState.FAILED) for o in outcomes):
        write_atomically(folder / REGISTER_FILE, build_register(run.register, language))


def _read_plan(path: Path, lang: str | None) -> ReadPlan:
    """Return the verified plan; when it does not hold, show why and stop with the exit code of a failed verification."""
    from planner.cli.files.written_plan import open_workbook, read_written_plan

    try:
        return read_written_plan(open_workbook(path))
    except VerificationError as error:
        _show(error, Language(lang) if lang in ("en", "zh") else Language.ENGLISH)
        raise


def _show(error: InputRejectedError | VerificationError, language: Language) -> None:
    from planner.cli.screen.findings_table import show_findings

    show_findings(error.findings, language)
