"""Letters from orders: built, filled, written one by one; what fails is told and the others are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import FileAccessError, PlannerError
from planner.language import Language, Text
from planner.shipped import find_shipped_folder
from planner.writing.atomic import write_atomically
from planner.writing.letters.choose_letters import LetterOrder
from planner.writing.letters.content import Letter, LetterKind
from planner.writing.letters.docx_template import DocxTemplate, fill_template, open_template
from planner.writing.letters.file_names import name_letter_file
from planner.writing.letters.waterfall_chart import WaterfallChart

Templates = Mapping[tuple[LetterKind, Language], DocxTemplate]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order: the letter and its files, or the error."""

    order: LetterOrder
    letter: Letter | None = None
    files: tuple[str, ...] = ()
    error: PlannerError | None = None


def open_templates(orders: Sequence[LetterOrder], own: Path | None) -> Templates:
    """Return a template for every kind and language asked for, checked and filled once: the customer's own, else the shipped one.

    Raises
    ------
    InputRejectedError
        When a template names unknown fields or misses fields that a letter must show.
    """
    wanted = dict.fromkeys((order.kind, order.language) for order in orders)
    folder = find_shipped_folder("templates")
    templates = {
        (kind, language): open_template(own or folder / f"{kind}_letter_{language}.docx", kind)
        for kind, language in wanted
    }
    for key, template in templates.items():
        first = next(o for o in orders if (o.kind, o.language) == key)
        try:
            letter = first.build()
        except Exception:  # noqa: S112 - a letter that cannot be built is told of when its turn comes
            continue
        fill_template(template, letter, None, None)
    return templates


def prepare_folder(folder: Path) -> None:
    """Make the folder of the letters, for its owner alone.

    Raises
    ------
    FileAccessError
        When it cannot be made or is no folder.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        text = Text("{p}: the folder cannot be made ({why}).", "{p}：无法创建文件夹（{why}）。")
        raise FileAccessError(text.format(p=folder, why=error.strerror or error)) from error


def make_letters(
    orders: Sequence[LetterOrder], templates: Templates, folder: Path | None, logo: bytes | None = None
) -> Iterator[Outcome]:
    """Make every letter in turn and yield what became of it; nothing is kept of one letter when the next is made.

    Without a `folder` letters are built and filled but not written.
    """
    chart = WaterfallChart()
    for order in orders:
        try:
            letter = order.build()
            picture = chart.draw(letter.waterfall) if letter.waterfall else None
            content = fill_template(templates[order.kind, order.language], letter, picture, logo)
            name = _write_new(folder, letter, content) if folder is not None else ""
            yield Outcome(order, letter, (name,) if name else ())
        except PlannerError as error:
            yield Outcome(order, error=error)
        except Exception as error:
            # The fault of one letter must not cost the others theirs; the text holds no name or amount.
            text = Text("program fault ({t})", "程序故障（{t}）").format(t=type(error).__name__)
            yield Outcome(order, error=PlannerError(text))


def _write_new(folder: Path, letter: Letter, content: bytes) -> str:
    """Write a letter under the first version that is free; an equal file that is there already stays as it is."""
    version = 1
    while (path := folder / name_letter_file(letter, version, "docx")).exists():
        if path.read_bytes() == content:
            return path.name
        version += 1
    write_atomically(path, content)
    return path.name
