"""The checks of a plan workbook without working out its formulas, or one of them alone, for tests that falsify hundreds of cells one by one.

What follows from the input sheets alone is worked out once for all books that share these: cells of result sheets are falsified, mostly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from planner.domain.fingerprint import fingerprint
from planner.findings import Finding
from planner.results.verification.facts.case import Case
from planner.results.written import verify_file
from planner.results.written.checks import identity
from planner.results.written.inputs.inputs import read_inputs
from planner.results.written.sheets.book import Book
from planner.tables.registry import INPUT_TABLES


def _once(function: Callable[[Any], Any], parts: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], Any]:
    """Return `function`, which gives its last answer again for an argument of the very same `parts`."""
    last: list[tuple[tuple[Any, ...], Any]] = []

    def answer(asked: Any) -> Any:
        own = parts(asked)
        if not last or any(a is not b for a, b in zip(last[0][0], own, strict=True)):
            last[:] = [(own, function(asked))]
        return last[0][1]

    return answer


_read_inputs = _once(read_inputs, lambda book: tuple(book.find_input(table) for table in INPUT_TABLES))
_make_case = _once(Case, lambda plan_input: (plan_input,))
_fingerprint = _once(fingerprint, lambda plan_input: (plan_input,))


@contextmanager
def _patched() -> Iterator[pytest.MonkeyPatch]:
    def read(book: Book) -> Any:
        plan_input, faults, absent = _read_inputs(book)
        return plan_input, list(faults), list(absent)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_file, "read_inputs", read)
        patch.setattr(verify_file, "Case", _make_case)
        patch.setattr(identity, "fingerprint", _fingerprint)
        yield patch


def codes_without_formulas(book: Book) -> set[str]:
    """Return the codes of what is found in `book` by everything but the formulas: a value typed over is to be found by its figure."""
    return {f.code for f in _find_without_formulas(book)}


def codes_of(check: str, book: Book) -> set[str]:
    """Return the codes of what one check of a plan workbook finds in `book`, such as ``check_ratios``, when none of the others runs."""
    others = {name for name in vars(verify_file) if name.startswith("check_")} | {"verify_subject"}
    assert check in others
    with _patched() as patch:
        for name in others - {check}:
            patch.setattr(verify_file, name, lambda *_: ())
        return {f.code for f in verify_file.examine_book(book).findings}


def messages_without_formulas(book: Book) -> list[str]:
    """Return the sentences of the same findings."""
    return [f.message() for f in _find_without_formulas(book)]


def _find_without_formulas(book: Book) -> list[Finding]:
    with _patched() as patch:
        patch.setattr(verify_file, "check_formulas", lambda _: ())
        return verify_file.examine_book(book).findings
