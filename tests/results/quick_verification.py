"""The checks of a plan workbook without working out its formulas, or one of them alone, for tests that falsify hundreds of cells one by one."""

from __future__ import annotations

import pytest

from planner.findings import Finding
from planner.results.written import verify_file
from planner.results.written.sheets.book import Book


def codes_without_formulas(book: Book) -> set[str]:
    """Return the codes of what is found in `book` by everything but the formulas: a value typed over is to be found by its figure."""
    return {f.code for f in _find_without_formulas(book)}


def codes_of(check: str, book: Book) -> set[str]:
    """Return the codes of what one check of a plan workbook finds in `book`, such as ``check_ratios``, when none of the others runs."""
    others = {name for name in vars(verify_file) if name.startswith("check_")} | {"verify_subject"}
    assert check in others
    with pytest.MonkeyPatch.context() as patch:
        for name in others - {check}:
            patch.setattr(verify_file, name, lambda *_: ())
        return {f.code for f in verify_file.examine_book(book).findings}


def messages_without_formulas(book: Book) -> list[str]:
    """Return the sentences of the same findings."""
    return [f.message() for f in _find_without_formulas(book)]


def _find_without_formulas(book: Book) -> list[Finding]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_file, "check_formulas", lambda _: ())
        return verify_file.examine_book(book).findings
