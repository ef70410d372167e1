"""``planner letters``: target letters for reps, team leaders and partners."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.errors import ExitCode, InputRejectedError, UsageError, VerificationError
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.results.written.read_plan import ReadPlan

_WHO = {"reps": ("rep",), "teams": ("team",), "partners": ("partner",), "all": ("rep", "team", "partner")}


@click.command()
@click.argument("plan_workbook", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder of the letters; default: letters/ beside PLAN_WORKBOOK.",
)
@click.option("--who", type=click.Choice(list(_WHO)), default="reps", show_default=True, help="Whose letters.")
@click.option("--only", multiple=True, metavar="SEAT", help="Only this seat, team or partner; may be given again.")
@click.option("--format", "formats", type=click.Choice(["docx"]), default="docx", show_default=True)
@click.option("--lang", type=click.Choice(["en", "zh", "both"]), help="Language of the letters; default: the plan's.")
@click.option(
    "--template", "own", type=click.Path(path_type=Path), help="Your own Word template instead of the shipped one."
)
@click.option("--dry-run", is_flag=True, help="Make and check every letter but write nothing.")
@click.option("--fields", is_flag=True, help="List the fields that a template may use, and stop.")
@click.option("--quiet", is_flag=True, help="No progress.")
@click.pass_context
def letters(
    ctx: click.Context,
    plan_workbook: Path | None,
    output: Path | None,
    who: str,
    only: tuple[str, ...],
    formats: str,
    lang: str | None,
    own: Path | None,
    dry_run: bool,
    fields: bool,
    quiet: bool,
) -> None:
    """Make a target letter for every seat of PLAN_WORKBOOK, from the verified plan in the file alone.

    \b
    Examples:
      planner letters plan-plan.xlsx
      planner letters plan-plan.xlsx -o letters/ --lang both
      planner letters plan-plan.xlsx --only A01 --only A02
      planner letters plan-plan.xlsx --template our-letter.docx --dry-run
      planner letters --fields
    """
    if fields:
        _show_fields(Language(lang) if lang in ("en", "zh") else Language.ENGLISH)
        return
    if plan_workbook is None:
        raise UsageError(
            Text("Which plan workbook? planner letters PLAN.xlsx", "请指明计划工作簿：planner letters PLAN.xlsx")
        )
    from planner.writing.letters.choose_letters import list_orders
    from planner.writing.letters.content import LetterKind
    from planner.writing.letters.docx_template import require_letters_extra
    from planner.writing.letters.make_letters import make_letters, open_templates, prepare_folder
    from planner.writing.letters.plan_facts import PlanFacts

    require_letters_extra()
    written = _read_plan(plan_workbook, lang)
    shown = Language(lang) if lang in ("en", "zh") else written.language
    languages = tuple(Language) if lang == "both" else (shown,)
    kinds = [LetterKind(k) for k in _WHO[who]]
    if own is not None and (len(kinds) > 1 or len(languages) > 1):
        raise UsageError(
            Text("--template goes with one --who and one --lang.", "--template 只能配合一种 --who 与一种 --lang。")
        )
    orders = list_orders(PlanFacts(written), kinds, only, languages)
    try:
        templates = open_templates(orders, own)
    except InputRejectedError as error:
        _show(error, shown)
        raise
    folder = None if dry_run else output or plan_workbook.with_name("letters")
    if folder is not None:
        prepare_folder(folder)
    made, failed = 0, []
    for number, outcome in enumerate(make_letters(orders, templates, folder), 1):
        if outcome.error is not None:
            failed.append((outcome.order, outcome.error))
        made += outcome.error is None
        if not quiet:
            _progress(number, len(orders), shown)
    for order, fault in failed:
        click.secho(f"{order.kind} {order.key} {order.language}: {fault.message(shown)}", fg="red", err=True)
    text = Text("{m} letters made, {f} failed{w}.", "已生成 {m} 份，失败 {f} 份{w}。")
    where = (
        Text("; nothing was written (--dry-run)", "；未写入（--dry-run）") if folder is None else Text(": {p}", "：{p}")
    )
    click.echo(text.format(m=made, f=len(failed), w=where.format(p=folder)).choose(shown))
    if failed:
        ctx.exit(int(failed[0][1].exit_code if len({e.exit_code for _, e in failed}) == 1 else ExitCode.PROGRAM_FAULT))


def _read_plan(path: Path, lang: str | None) -> ReadPlan:
    """Return the verified plan; when it does not hold, show why and stop with the exit code of a failed verification."""
    from planner.cli.verify import read_plan_bytes
    from planner.results.written.read_plan import read_plan_file

    try:
        return read_plan_file(read_plan_bytes(path), path.name)
    except VerificationError as error:
        _show(error, Language(lang) if lang in ("en", "zh") else Language.ENGLISH)
        raise


def _show(error: InputRejectedError | VerificationError, language: Language) -> None:
    from planner.cli.findings_table import show_findings

    show_findings(error.findings, language)


def _show_fields(language: Language) -> None:
    from planner.writing.letters.template_fields import list_fields

    last = ""
    for kind, field, meaning in list_fields(language):
        if kind != last:
            click.secho(f"\n{kind}_letter_{language}.docx" if last else f"{kind}_letter_{language}.docx", bold=True)
            last = kind
        click.echo(f"  {field:<24} {meaning}")


def _progress(number: int, count: int, language: Language) -> None:
    """Rewrite one line on a terminal; in a file or pipe tell every hundredth letter."""
    words = Text("letter {n} of {c}", "第 {n} / {c} 份").format(n=number, c=count).choose(language)
    if sys.stderr.isatty():
        click.echo("\r\033[K" + (words if number < count else ""), nl=False, err=True)
    elif number % 100 == 0:
        click.echo(words, err=True)
