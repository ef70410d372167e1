"""PDF under a limit of memory: what is wanting is memory, and no extra; the compiler of pages is not begun without room."""

from __future__ import annotations

import builtins

import pytest

from planner.errors import UsageError, is_lack_of_memory
from planner.writing.letters.pages import pdf_letter
from planner.writing.letters.pages.pdf_letter import PdfPress


def test_without_room_no_page_is_begun(monkeypatch):
    monkeypatch.setattr(pdf_letter, "_ROOM_BYTES", 1 << 60)
    with pytest.raises(MemoryError):
        PdfPress()._make_compiler(with_system=False)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("typst.so: failed to map segment from shared object", ImportError), ("No module named 'typst'", UsageError)],
)
def test_a_compiler_that_cannot_be_loaded_says_why(monkeypatch, words, expected):
    load = builtins.__import__

    def refuse(name, *arguments, **options):
        if name == "typst":
            raise ImportError(words)
        return load(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(expected) as caught:
        PdfPress()._make_compiler(with_system=False)
    assert is_lack_of_memory(caught.value) == (expected is ImportError)
