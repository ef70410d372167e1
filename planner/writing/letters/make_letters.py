"""Letters from orders: built, filled, written one by one; what fails is told and the others are made."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from planner.errors import NO_MEMORY, FileAccessError, PlannerError, is_lack_of_memory
from planner.language import Language, Text
from planner.shipped import find_shipped_folder
from planner.tables.results.letter_register import FIRST_VERSION, SHIPPED_TEMPLATE, STATUS_WORDS, TEMPLATE_CHANGED
from planner.writing.files.atomic import write_atomically
from planner.writing.letters.contents.choose_letters import LetterOrder
from planner.writing.letters.contents.content import TEMPLATE_STEMS, Letter, LetterKind
from planner.writing.letters.handing_out.file_names import find_letter_file
from planner.writing.letters.handing_out.letter_changes import describe_changes, mark_parts
from planner.writing.letters.handing_out.register import Register, RegisterRow
from planner.writing.letters.pages.libreoffice import convert_to_pdf
from planner.writing.letters.pages.pdf_letter import PdfPress
from planner.writing.letters.pages.waterfall_chart import WaterfallChart
from planner.writing.letters.templates.docx_template import DocxTemplate, fill_template, open_template

Templates = Mapping[tuple[LetterKind, Language], DocxTemplate]
_SWEPT_AFTER = 10
"""Letters after which circles of objects are looked for: a Word document is one and holds megabytes, and the program looks for them seldom."""
FORMATS = {"docx": "word_file", "pdf": "pdf_file"}


class LetterState(StrEnum):
    """What became of a letter: new, a new version, the same but in a format that was not there yet, left alone, or not made."""

    NEW = "new"
    CHANGED = "changed"
    COMPLETED = "completed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order: the letter with its row of the register, or the error; both when only one of two formats could be made."""

    order: LetterOrder
    state: LetterState
    letter: Letter | None = None
    row: RegisterRow | None = None
    error: PlannerError | None = None


def open_templates(orders: Sequence[LetterOrder], own: Path | None) -> Templates:
    """Return a template for every kind and language asked for, checked and filled once: the customer's own, else the shipped one.

    Raises
    ------
    InputRejectedError
        When a template names unknown fields or misses fields that a letter must show.
    """
    wanted = dict.fromkeys((order.kind, order.language) for order in orders)
    templates = {
        (kind, language): open_template(own or find_template(kind, language), kind) for kind, language in wanted
    }
    for key, template in templates.items():
        first = next(o for o in orders if (o.kind, o.language) == key)
        try:
            letter = first.build()
        except Exception:  # noqa: S112 - a letter that cannot be built is told of when its turn comes
            continue
        fill_template(template, letter, None, None)
    return templates


def find_template(kind: LetterKind, language: Language) -> Path:
    """Return the shipped Word template."""
    return find_shipped_folder("templates") / f"{TEMPLATE_STEMS[kind]}_{language}.docx"


@dataclass(slots=True)
class LetterRun:
    """One run over some orders. Without a `folder` letters are built and filled but not written.

    `formats` are docx and pdf; `own_template` says that the Word template is the customer's (PDFs then come from LibreOffice); `written_at` is the
    time for the register, given by the caller; `language` that of the register.
    """

    templates: Templates
    formats: tuple[str, ...]
    folder: Path | None
    register: Register
    written_at: str
    language: Language
    own_template: bool = False
    logo: bytes | None = None
    chart: WaterfallChart = field(default_factory=WaterfallChart)
    press: PdfPress | None = None

    def make(self, orders: Sequence[LetterOrder]) -> Iterator[Outcome]:
        """Make every letter in turn and yield what became of it; nothing is kept of one letter when the next is made."""
        for number, order in enumerate(orders, start=1):
            try:
                yield self._make_one(order)
            except Exception as error:  # the fault of one letter must not cost the others theirs
                yield Outcome(order, LetterState.FAILED, error=_as_planner_error(error))
            if number % _SWEPT_AFTER == 0:
                gc.collect(1)

    def _make_one(self, order: LetterOrder) -> Outcome:
        letter = order.build()
        template = self.templates[order.kind, order.language]
        mark = hashlib.sha256(template.content).hexdigest() if self.own_template else SHIPPED_TEMPLATE
        at = self.register.latest(letter.kind, letter.key, letter.language)
        before = None if at is None else self.register.rows[at]
        content = letter.content_sha256
        same = (content, mark)
        kept = before if before is not None and (before.content_sha256, before.template) == same else None
        wanted = [f for f in self.formats if kept is None or not self._has(kept, f)]
        if kept is not None and not wanted:
            return Outcome(order, LetterState.UNCHANGED, letter, kept)
        prior = before if kept is None else self.register.replaced_by(kept)
        version = 1 if before is None else before.version + (kept is None)
        version, files, error = self._write(letter, template, version, prior, wanted)
        if kept is not None and at is not None:
            names = {name: files.get(name, getattr(kept, name)) for name in FORMATS.values()}
            row = replace(kept, word_file=names["word_file"], pdf_file=names["pdf_file"])
            if self.folder is not None:
                self.register.rows[at] = row
            return Outcome(order, LetterState.COMPLETED, letter, row, error)
        row = self._row(letter, content, version, files, mark, before)
        if self.folder is not None:
            self.register.add(row)
        return Outcome(order, LetterState.NEW if before is None else LetterState.CHANGED, letter, row, error)

    def _has(self, row: RegisterRow, ending: str) -> bool:
        name = getattr(row, FORMATS[ending])
        return bool(name) and (self.folder is None or (self.folder / Path(name).name).exists())

    def _render(
        self, letter: Letter, template: DocxTemplate, endings: Sequence[str]
    ) -> tuple[dict[str, bytes], PlannerError | None]:
        """Return the files by ending, and what kept a PDF from being made beside the Word file; alone, its fault is the letter's."""
        made: dict[str, bytes] = {}
        if "docx" in endings or self.own_template:
            picture = self.chart.draw(letter.waterfall) if letter.waterfall else None
            made["docx"] = fill_template(template, letter, picture, self.logo)
        try:
            if "pdf" in endings:
                made["pdf"] = convert_to_pdf(made["docx"]) if self.own_template else self._set(letter)
        except Exception as error:
            if "docx" not in endings:
                raise
            return {"docx": made["docx"]}, _as_planner_error(error)
        return {ending: made[ending] for ending in endings}, None

    def _set(self, letter: Letter) -> bytes:
        if self.press is None:
            self.press = PdfPress(self.logo)
        return self.press.set(letter)

    def _write(
        self, letter: Letter, template: DocxTemplate, version: int, prior: RegisterRow | None, endings: Sequence[str]
    ) -> tuple[int, dict[str, str], PlannerError | None]:
        """Write the files under the first version that no other file has; an equal file that is there already stays as it is."""
        contents, error = self._render(_tell_version(letter, version, prior), template, endings)
        if self.folder is None:
            return version, {}, error
        while not all(_is_free(find_letter_file(self.folder, letter, version, e), c) for e, c in contents.items()):
            version += 1
            contents, error = self._render(_tell_version(letter, version, prior), template, endings)
        files: dict[str, str] = {}
        for ending, content in contents.items():
            path = find_letter_file(self.folder, letter, version, ending)
            if not path.exists():
                write_atomically(path, content)
            files[FORMATS[ending]] = path.name
        return version, files, error

    def _row(
        self, letter: Letter, content: str, version: int, files: dict[str, str], mark: str, before: RegisterRow | None
    ) -> RegisterRow:
        changed = (
            FIRST_VERSION.choose(self.language) if before is None else _list_changes(letter, before, self.language)
        )
        return RegisterRow(
            kind=letter.kind.value,
            key=letter.key,
            person=letter.person,
            language=letter.language.value,
            version=version,
            target=letter.target_cents / 100,
            status=STATUS_WORDS["to_send"].choose(self.language),
            changed=changed,
            replaced_by=None,
            written_at=self.written_at,
            word_file=files.get("word_file", ""),
            pdf_file=files.get("pdf_file", ""),
            content_sha256=content,
            plan_sha256=letter.says.plan_hash,
            template=mark,
            parts=mark_parts(letter),
            company=letter.says.company,
        )


def _tell_version(letter: Letter, version: int, prior: RegisterRow | None) -> Letter:
    """Return the letter with its version and what changed since `prior`; a new holder of a seat is told nothing of the letter to the one before."""
    if prior is None or prior.person != letter.person:
        return replace(letter, says=replace(letter.says, version=str(version)))
    changed = _list_changes(letter, prior, letter.language)
    return replace(
        letter, says=replace(letter.says, version=str(version), replaces=str(prior.version), changed=changed)
    )


def _list_changes(letter: Letter, before: RegisterRow, language: Language) -> str:
    return describe_changes(letter, before.target, before.parts, language) or TEMPLATE_CHANGED.choose(language)


def _as_planner_error(error: Exception) -> PlannerError:
    """Return the error; one of the program as its kind alone, since its text may hold a name or an amount."""
    if isinstance(error, PlannerError):
        return error
    if is_lack_of_memory(error):
        return FileAccessError(NO_MEMORY)
    return PlannerError(Text("program fault ({t})", "程序故障（{t}）").format(t=type(error).__name__))


def _is_free(path: Path, content: bytes) -> bool:
    return not path.exists() or path.read_bytes() == content
