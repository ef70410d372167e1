"""``planner documents``: the plan book for the kick-off."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from planner.cli.documents.formats import FORMAT, FORMATS
from planner.cli.files.output_name import free_names
from planner.cli.options.usual import FORCE, PLAN_WORKBOOK, language_option, output_option
from planner.cli.screen.stopping import finish_first
from planner.errors import InputRejectedError, UsageError, VerificationError
from planner.language import Language, Text

_LOOKS_LIKE_ENDING = re.compile("[a-z]{2,4}[0-9]?")
"""Of a file: ``txt``, ``xlsx``, ``mp4``; not what follows a dot in *book v1.2* or *Book of Dr. Wang*."""


@click.command()
@PLAN_WORKBOOK
@output_option("Name without ending; default: NAME-book beside it.")
@FORMAT
@language_option("Language of the book; default: the plan's.")
@click.option("--seats", is_flag=True, help="Also list every seat's target by name.")
@FORCE
def documents(
    plan_workbook: Path, output: Path | None, formats: str, lang: str | None, seats: bool, force: bool
) -> None:
    """Write the plan book of PLAN_WORKBOOK: summary, matrix, channel plan, teams, targets, calendar, rules in plain words.

    \b
    Examples:
      planner documents plan-plan.xlsx
      planner documents plan-plan.xlsx --format both --lang zh
      planner documents plan-plan.xlsx -o kick-off --seats
    """
    from planner.cli.files.written_plan import open_workbook, read_written_plan
    from planner.cli.screen.findings_table import show_findings
    from planner.cli.screen.signalled import leave_if_signalled
    from planner.writing.files.atomic import check_output
    from planner.writing.letters.book.book_content import build_plan_book
    from planner.writing.letters.contents.amounts import amounts_in
    from planner.writing.letters.contents.content import LetterKind
    from planner.writing.letters.contents.plan_facts import PlanFacts
    from planner.writing.letters.make_letters import find_template
    from planner.writing.letters.pages.logo import read_logo
    from planner.writing.letters.pages.matrix_picture import draw_matrix
    from planner.writing.letters.pages.pdf_letter import PdfPress
    from planner.writing.letters.templates.docx_template import fill_template, open_template, require_letters_extra

    require_letters_extra()
    endings = FORMATS[formats]
    targets = _name_outputs(plan_workbook, output, endings, force)
    for ending, target in targets.items():
        check_output(target, (plan_workbook,), force, (f".{ending}",))
    shown = Language.CHINESE if lang == "zh" else Language.ENGLISH
    try:
        written = read_written_plan(open_workbook(plan_workbook))
        language = Language(lang) if lang else written.language
        template = open_template(find_template(LetterKind.BOOK, language), LetterKind.BOOK)
    except (VerificationError, InputRejectedError) as error:
        show_findings(error.findings, shown)
        raise
    settings = written.plan_input.settings
    logo = read_logo(settings.company_logo, plan_workbook.parent)
    with amounts_in(settings.currency):
        book = build_plan_book(PlanFacts(written), language, seats)
    matrix = draw_matrix(written.plan, settings, language)
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: fill_template(template, book, matrix, logo),
        "pdf": lambda: PdfPress(logo).set(book, matrix),
    }
    made: dict[str, bytes] = {}
    other_names = None if output is not None else lambda: free_names(plan_workbook, "book", endings)
    try:
        for ending in endings:
            made[ending] = makers[ending]()
    except Exception:  # a PDF that cannot be set does not cost the Word book; an interruption leaves both as they were
        leave_if_signalled()
        _write(made, targets, force, other_names)
        raise
    with finish_first(language):
        _write(made, targets, force, other_names)


def _write(
    made: Mapping[str, bytes],
    targets: Mapping[str, Path],
    replace: bool,
    other_names: Callable[[], Mapping[str, Path]] | None,
) -> None:
    """Write the book's files together, so that none is of an older plan than the other, and name them.

    Where another run took the names meanwhile and nobody asked for them, they are `other_names`.
    """
    from planner.writing.files.atomic import write_together

    try:
        write_together({targets[ending]: content for ending, content in made.items()}, replace)
    except UsageError:
        if other_names is None:
            raise
        targets = other_names()
        write_together({targets[ending]: content for ending, content in made.items()}, replace=False)
    for ending in made:
        click.echo(targets[ending])


def _name_outputs(workbook: Path, output: Path | None, endings: tuple[str, ...], force: bool) -> dict[str, Path]:
    """Return the files to write by ending: as asked for, else what `free_names` gives for NAME-book."""
    if output is not None:
        asked = output.suffix[1:].casefold()
        if asked not in endings and _LOOKS_LIKE_ENDING.fullmatch(asked):
            text = Text(
                "{p}: with this --format the name ends in {e}, or has no ending. Nothing was written.",
                "{p}：按所选 --format，文件名应以 {e} 结尾，或不带扩展名。未写入任何内容。",
            )
            raise UsageError(text.format(p=output, e=" / ".join(f".{e}" for e in endings)))
        stem = output.with_suffix("") if asked in endings else output
        return {e: stem.with_name(f"{stem.name}.{e}") for e in endings}
    return free_names(workbook, "book", endings, force)
