"""What a run of letters hands on: one PDF for the printer, one list for the mail program."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from planner.errors import FileAccessError
from planner.language import Language, Text
from planner.tables.results.letter_register import LETTER_REGISTER
from planner.writing.files.atomic import write_atomically
from planner.writing.files.csv_cell import csv_content
from planner.writing.letters.handing_out.register import RegisterRow, word_of_kind

_MAIL_COLUMNS = ("kind", "key", "person", "language", "version", "word_file", "pdf_file", "status")


def merge_letters(folder: Path, rows: Sequence[RegisterRow]) -> Path:
    """Write the PDFs of `rows` one after the other into one new file, each beginning on a front page; return it.

    Raises
    ------
    FileAccessError
        When a PDF is missing or cannot be read.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    writer = PdfWriter()
    for row in rows:
        path = folder / row.pdf_file
        try:
            reader = PdfReader(path)
            writer.append(reader, import_outline=False)
            if len(reader.pages) % 2:
                page = reader.pages[0]
                writer.add_blank_page(page.mediabox.width, page.mediabox.height)
        except (OSError, PyPdfError) as error:
            text = Text("{p}: the PDF cannot be read.", "{p}：无法读取 PDF。")
            raise FileAccessError(text.format(p=path)) from error
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    made = io.BytesIO()
    writer.write(made)
    target = _free_path(folder, "all-letters", "pdf")
    write_atomically(target, made.getvalue())
    return target


def write_mail_list(folder: Path, rows: Sequence[RegisterRow], language: Language) -> Path:
    """Write a CSV for the mail program: who gets which files. No amounts; nothing in it runs as a formula. Return it."""
    headers = {c.key: c.header.choose(language) for c in LETTER_REGISTER.columns}
    listed: list[list[object]] = [[headers[key] for key in _MAIL_COLUMNS]]
    for row in rows:
        listed.append([word_of_kind(row, language) if key == "kind" else getattr(row, key) for key in _MAIL_COLUMNS])
    target = _free_path(folder, "mail-merge", "csv")
    write_atomically(target, csv_content(listed))
    return target


def _free_path(folder: Path, stem: str, ending: str) -> Path:
    """Return stem.ending, or the first stem-2.ending, -3 … that is free."""
    path, number = folder / f"{stem}.{ending}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.{ending}", number + 1
    return path
