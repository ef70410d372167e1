"""A workbook's sheets, read from its bytes: plainly where every cell is plain, by openpyxl where something odd stands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from planner.errors import FileAccessError
from planner.language import Text
from planner.results.written.sheets.book import Book, Cell, Sheet
from planner.results.written.sheets.plain_sheets import PlainBook

if TYPE_CHECKING:
    from planner.results.written.sheets.odd_sheets import OddBook

_ODD = (LookupError, ValueError)
"""What plain reading ends with at something that it does not know."""


def read_book(content: bytes, name: str) -> Book:
    """Return every cell of the workbook in `content`, with saved values and formulas.

    Raises
    ------
    FileAccessError
        When it cannot be read as a workbook.
    """
    with _opened(content, name) as archive:
        by_openpyxl = cache(lambda: _load_odd_book(archive))
        try:
            plain = PlainBook(archive)
        except _ODD:
            odd = by_openpyxl()
            return Book(tuple(Sheet(title, odd.rows(title)) for title in odd.parts))
        return Book(tuple(Sheet(title, _rows(plain, title, by_openpyxl)) for title in plain.parts))


def read_sheet_names(content: bytes, name: str) -> tuple[str, ...]:
    """Return the names of the sheets, in order, without reading their cells.

    Raises
    ------
    FileAccessError
        When `content` cannot be read as a workbook.
    """
    with _opened(content, name) as archive:
        try:
            return tuple(PlainBook(archive).parts)
        except _ODD:
            return tuple(_load_odd_book(archive).parts)


def _rows(plain: PlainBook, title: str, by_openpyxl: Callable[[], OddBook]) -> tuple[tuple[Cell, ...], ...]:
    try:
        return plain.rows(title)
    except _ODD:
        return by_openpyxl().rows(title)


def _load_odd_book(archive: zipfile.ZipFile) -> OddBook:
    """Return the workbook as openpyxl reads it, which is loaded only here: that takes nearly as long as reading a plan."""
    from planner.results.written.sheets.odd_sheets import OddBook

    return OddBook(archive)


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        LookupError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        SyntaxError,
        AttributeError,
    ) as error:
        text = Text("{n}: the workbook is damaged and cannot be read.", "{n}：工作簿已损坏，无法读取。")
        raise FileAccessError(text.format(n=name)) from error
