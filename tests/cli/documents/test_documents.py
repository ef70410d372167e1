"""`planner documents` as a user calls it: the plan book in Word and PDF, in both languages."""

from __future__ import annotations

import io

import openpyxl
import pypdf
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.letters.book.book_chapters import list_stages
from planner.writing.letters.pages import pdf_letter
from tests.results.forgery import set_cell
from tests.written_plan_builder import NAMES, read_named_plan, text_of_docx, write_named_plan

pytestmark = pytest.mark.usefixtures("plans_read_once")


def _squeeze(words: str) -> str:
    return "".join(words.split())


def _figures() -> list[str]:
    """Return targets, as sheets Channel plan and Team plan show them: read by openpyxl, not by the program."""
    book = openpyxl.load_workbook(io.BytesIO(write_named_plan()), data_only=True)
    found: list[str] = []
    for name, first in (("Channel plan", "Unit"), ("Team plan", "Team")):
        lines = [list(row) for row in book[name].iter_rows(values_only=True)]
        at = next(i for i, line in enumerate(lines) if line[0] == first)
        place = lines[at].index("Target")
        found += [f"{line[place]:,.2f}" for line in lines[at + 1 :] if line[0] and line[1]]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_book_holds_the_plan_in_word_and_pdf(workbook, language, capsys):
    assert run(["documents", str(workbook), "--format", "both", "--lang", language]) == 0
    word, pdf = (workbook.with_name(f"plan-book.{e}") for e in ("docx", "pdf"))
    assert capsys.readouterr().out.split() == [str(word), str(pdf)]
    text = text_of_docx(word.read_bytes())
    pages = "".join(_squeeze(p.extract_text()) for p in pypdf.PdfReader(pdf).pages)
    stages = [s.what for s in list_stages(read_named_plan().plan_input.settings, Language(language))]
    for words in (*_figures(), "Head of Field", *stages):
        assert words in text
        assert _squeeze(words) in pages
    assert [n for n in NAMES.values() if len(n) > 1 and n in text] == []


def test_seats_stand_in_the_book_only_when_asked_for(workbook):
    assert run(["documents", str(workbook), "-o", str(workbook.with_name("kick-off.docx")), "--seats"]) == 0
    text = text_of_docx(workbook.with_name("kick-off.docx").read_bytes())
    assert [n for n in NAMES.values() if n not in text] == []


def test_nothing_is_overwritten_without_a_word(workbook):
    for number in range(3):
        assert run(["documents", str(workbook)]) == 0
        name = "plan-book.docx" if not number else f"plan-book-{number + 1}.docx"
        assert workbook.with_name(name).exists()
    before = workbook.with_name("plan-book.docx").read_bytes()
    assert before == workbook.with_name("plan-book-2.docx").read_bytes()
    assert run(["documents", str(workbook), "-o", str(workbook.with_name("plan-book"))]) == 2
    assert run(["documents", str(workbook), "-o", str(workbook.with_name("plan-book")), "--force"]) == 0


def test_a_falsified_plan_gets_no_book(workbook):
    workbook.write_bytes(set_cell(write_named_plan(), "Seat targets", "F6", 1.0))
    assert run(["documents", str(workbook)]) == 7
    assert not workbook.with_name("plan-book.docx").exists()


def test_the_calendar_counts_from_the_fiscal_year():
    stages = list_stages(read_named_plan().plan_input.settings, Language.ENGLISH)
    settings = read_named_plan().plan_input.settings
    kick_off = next(s for s in stages if s.what == "Kick-off")
    assert kick_off.when == f"{settings.plan_year}-{settings.fiscal_start_month:02d}-01"
    assert [s.when for s in stages] == sorted(s.when for s in stages)


def test_a_book_whose_pdf_fails_is_there_in_word(workbook, monkeypatch, capsys):
    import sys

    monkeypatch.setitem(sys.modules, "typst", None)
    assert run(["documents", str(workbook), "--format", "both"]) == 2
    told = capsys.readouterr()
    assert told.out.split() == [str(workbook.with_name("plan-book.docx"))]
    assert "pip install 'planner[letters]'" in told.err
    assert not workbook.with_name("plan-book.pdf").exists()


def test_an_interruption_while_the_pdf_is_set_leaves_both_books_as_they_were(workbook, monkeypatch):
    books = [workbook.with_name(f"plan-book.{ending}") for ending in ("docx", "pdf")]
    for book in books:
        book.write_bytes(b"old")

    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(pdf_letter.PdfPress, "set", interrupt)
    words = ["documents", str(workbook), "--format", "both", "--force", "-o", str(workbook.with_name("plan-book"))]
    assert run(words) == 130
    assert [book.read_bytes() for book in books] == [b"old", b"old"]


def test_a_second_run_takes_the_next_names_when_the_first_took_these_meanwhile(workbook, monkeypatch, capsys):
    theirs = workbook.with_name("plan-book.pdf")

    def take(*arguments):
        theirs.write_bytes(b"another run's")
        return b"%PDF"

    monkeypatch.setattr(pdf_letter.PdfPress, "set", take)
    assert run(["documents", str(workbook), "--format", "both"]) == 0
    assert capsys.readouterr().out.split() == [str(workbook.with_name(f"plan-book-2.{e}")) for e in ("docx", "pdf")]
    assert theirs.read_bytes() == b"another run's"
    assert not workbook.with_name("plan-book.docx").exists(), "no file of this run beside the other's"
