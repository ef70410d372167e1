"""One run of ``planner letters``: what is asked for, letters made into a folder or only tried, and what is made of all of them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from planner.cli.documents.formats import FORMATS
from planner.cli.documents.letters_report import tell, tell_left_over, tell_strangers, watch
from planner.cli.screen.findings_table import show_findings
from planner.cli.screen.signalled import leave_if_signalled
from planner.errors import FileAccessError, InputRejectedError, PlannerError, UsageError
from planner.language import Language, Text
from planner.results.written.read_plan import ReadPlan
from planner.writing.files.atomic import try_folder, write_atomically
from planner.writing.files.source_date import read_source_date
from planner.writing.letters.contents.choose_letters import LetterOrder, list_orders
from planner.writing.letters.contents.content import LetterKind
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.territories import read_territories, territories_of_plan
from planner.writing.letters.handing_out.file_names import find_strangers
from planner.writing.letters.handing_out.letter_folder import hold_folder
from planner.writing.letters.handing_out.print_and_mail import merge_letters, write_mail_list
from planner.writing.letters.handing_out.register import REGISTER_FILE, Register, build_register, read_register
from planner.writing.letters.make_letters import LetterRun, LetterState, Outcome, Templates, open_templates
from planner.writing.letters.pages.libreoffice import find_soffice
from planner.writing.letters.pages.logo import read_logo
from planner.writing.letters.templates.template_file import reject_template
from planner.writing.letters.templates.template_leaks import find_leaks


@dataclass(frozen=True, slots=True)
class LetterWishes:
    """Which letters are asked for, and what of all of them; `shown`: the language of messages, register and mail list."""

    kinds: tuple[LetterKind, ...]
    languages: tuple[Language, ...]
    shown: Language
    formats: tuple[str, ...]
    only: tuple[str, ...]
    own_template: Path | None
    territories: Path | None
    merge: bool
    mail_merge: bool
    quiet: bool


def wishes_of(options: Mapping[str, Any], kinds: Sequence[str], plan: ReadPlan) -> LetterWishes:
    """Return what the options ask for `kinds` of letters of `plan`.

    Raises
    ------
    UsageError
        When a template of one's own would have to serve several kinds or languages.
    """
    lang, own = options["lang"], options["own"]
    shown = Language(lang) if lang in ("en", "zh") else plan.language
    languages = tuple(Language) if lang == "both" else (shown,)
    if own is not None and (len(kinds) > 1 or len(languages) > 1):
        text = Text("--template goes with one --who and one --lang.", "--template 只能配合一种 --who 与一种 --lang。")
        raise UsageError(text)
    return LetterWishes(
        tuple(LetterKind(k) for k in kinds),
        languages,
        shown,
        FORMATS[options["formats"]],
        options["only"],
        own,
        options["territories"],
        options["merge"],
        options["mail_merge"],
        options["quiet"],
    )


def run_letters(
    plan_workbook: Path, plan: ReadPlan, folder: Path, wishes: LetterWishes, dry_run: bool
) -> list[PlannerError]:
    """Make the letters into `folder`, or with `dry_run` only try them; tell what became of them, and return what went wrong with single ones."""
    if wishes.own_template is not None and "pdf" in wishes.formats:
        find_soffice()
    owners = territories_of_plan(plan) if wishes.territories is None else read_territories(wishes.territories, plan)
    facts = PlanFacts(plan, owners)
    orders = list_orders(facts, list(wishes.kinds), wishes.only, wishes.languages)
    logo = read_logo(plan.plan_input.settings.company_logo, plan_workbook.parent)
    has_own = wishes.own_template is not None
    templates = _open_templates(orders, facts, wishes)
    run = LetterRun(templates, wishes.formats, None, Register(), _now(), wishes.shown, has_own, logo)
    if not dry_run:
        return tell(_write(run, orders, folder, wishes, facts.settings.company), folder, wishes.shown)
    run.register = _read_register(folder, facts.settings.company)
    tried = watch(run.make(orders), len(orders), wishes.shown, wishes.quiet)
    return tell([replace(o, letter=None) for o in tried], None, wishes.shown)


def _open_templates(orders: Sequence[LetterOrder], facts: PlanFacts, wishes: LetterWishes) -> Templates:
    """Return the templates; one of the customer's own that holds figures of the plan itself is refused, as any faulty one."""
    try:
        templates = open_templates(orders, wishes.own_template)
        for template in templates.values() if wishes.own_template is not None else ():
            leaks = find_leaks(template.name, template.content, facts)
            if leaks:
                reject_template(template.name, leaks)
    except InputRejectedError as error:
        show_findings(error.findings, wishes.shown)
        raise
    return templates


def _read_register(folder: Path, company: str) -> Register:
    """Return the register of `folder`.

    Raises
    ------
    UsageError
        When it has letters of another company: those of seats with the same keys would be told as replaced.
    """
    register = read_register(folder)
    others = register.list_others(company) if company else []
    if others:
        text = Text(
            "{p} holds letters of {o}, and these are of {c}: choose another folder with -o. Where the company has a new name, write it into "
            "column Company of {r}. Nothing was written.",
            "{p} 中已有{o}的责任书，而本次为{c}：请用 -o 指定其他文件夹。如公司已更名，请在 {r} 的“公司”列填写新名称。未写入任何内容。",
        )
        raise UsageError(text.format(p=folder, o=", ".join(others), c=company, r=REGISTER_FILE))
    return register


def _write(
    run: LetterRun, orders: Sequence[LetterOrder], folder: Path, wishes: LetterWishes, company: str
) -> list[Outcome]:
    """Write the letters, the register, and what is made of all of them."""
    shown = wishes.shown
    with hold_folder(folder):
        run.register, run.folder = _read_register(folder, company), folder
        outcomes: list[Outcome] = []
        lost: FileAccessError | None = None
        try:
            for outcome in watch(run.make(orders), len(orders), shown, wishes.quiet):
                if outcome.error is not None:
                    leave_if_signalled()
                outcomes.append(replace(outcome, letter=None))
                lost = _find_loss(folder, outcomes, len(orders))
                if lost is not None:
                    break
        finally:
            with contextlib.suppress(*(() if lost is None else (FileAccessError,))):
                _write_register(run, folder, outcomes, shown)
        if lost is not None:
            raise lost
        known = {name for row in run.register.rows for name in (row.word_file, row.pdf_file)}
        tell_strangers(find_strangers(folder, known), shown)
        rows = [o.row for o in outcomes if o.row is not None]
        printed = [row for row in rows if row.pdf_file]
        if wishes.merge and printed:
            click.echo(merge_letters(folder, printed))
        if wishes.mail_merge:
            click.echo(write_mail_list(folder, rows, shown))
        if not wishes.only:
            present = {(o.kind.value, o.key) for o in orders}
            kinds, languages = [k.value for k in wishes.kinds], [x.value for x in wishes.languages]
            tell_left_over(run.register.left_over(kinds, languages, present), shown)
    return outcomes


def _find_loss(folder: Path, outcomes: Sequence[Outcome], count: int) -> FileAccessError | None:
    """Return what to say where the last letter failed because nothing can be written in `folder` any more; the others need not be tried."""
    last = outcomes[-1]
    if last.state is not LetterState.FAILED or not isinstance(last.error, FileAccessError):
        return None
    try:
        try_folder(folder)
    except FileAccessError as error:
        cause = error.__cause__
        text = Text(
            "{p}: nothing more can be written there ({why}). {n} of {c} letters had been made. Put that right and run planner letters again: "
            "it makes those that are missing.",
            "{p}：已无法继续写入（{why}）。{c} 份责任书中已生成 {n} 份。排除故障后再次运行 planner letters，即可补齐其余部分。",
        )
        made = sum(o.state is not LetterState.FAILED for o in outcomes)
        why = cause.strerror if isinstance(cause, OSError) and cause.strerror else cause
        return FileAccessError(text.format(p=folder, why=why, n=made, c=count))
    return None


def _write_register(run: LetterRun, folder: Path, outcomes: Sequence[Outcome], language: Language) -> None:
    """Write the register when the run made any letter, also when it was interrupted."""
    if any(o.state not in (LetterState.UNCHANGED, LetterState.FAILED) for o in outcomes):
        write_atomically(folder / REGISTER_FILE, build_register(run.register, language))


def _now() -> str:
    """Return the time for the register; `SOURCE_DATE_EPOCH` stands for the clock where it is set."""
    moment = read_source_date() or datetime.now(UTC).astimezone()
    return moment.strftime("%Y-%m-%d %H:%M")
