"""`planner letters` as a user calls it."""

from __future__ import annotations

import re
import shutil
import threading
from pathlib import Path

import docx
import openpyxl
import pytest

from planner.cli.main import run
from planner.cli.screen import signalled
from planner.errors import FileAccessError, InputRejectedError, PlannerError
from planner.language import Language, Text
from planner.writing.files.atomic import write_atomically
from planner.writing.letters.contents import choose_letters, rep_content
from planner.writing.letters.pages.pdf_letter import PdfPress
from tests.results.forgery import set_cell
from tests.written_plan_builder import make_named_input, text_of_docx, write_named_plan, write_plan

pytestmark = pytest.mark.usefixtures("plans_read_once")


def _count_seats(path) -> int:
    sheet = openpyxl.load_workbook(path, data_only=True)["Seat targets"]
    return sum(1 for row in sheet.iter_rows(min_row=5, values_only=True) if row[0] and row[1])


def _files(folder) -> list[str]:
    """Return the letters of a folder."""
    return sorted(p.name for p in folder.iterdir() if p.suffix in (".docx", ".pdf"))


def test_letters_for_all_seats_in_both_languages(workbook, capsys):
    assert run(["letters", str(workbook), "--lang", "both", "--quiet"]) == 0
    files = _files(workbook.parent / "letters")
    count = _count_seats(workbook)
    assert len(files) == 2 * count
    assert sum("-zh-v1.docx" in name for name in files) == count
    assert f"{2 * count} letters: {2 * count} new, 0 failed; " in capsys.readouterr().out


def test_only_the_letters_asked_for_are_made_and_nobody_else_reads_them(workbook, tmp_path):
    assert (
        run(["letters", str(workbook), "-o", str(tmp_path / "x" / "y"), "--only", "F1", "--only", "D2", "--quiet"]) == 0
    )
    names = _files(tmp_path / "x" / "y")
    assert [n.split("-")[1] for n in names] == ["D2", "F1"]
    assert all((tmp_path / "x" / "y" / n).stat().st_mode & 0o077 == 0 for n in names)


def test_letters_again_leave_what_is_there(workbook, capsys):
    folder = workbook.parent / "letters"
    assert run(["letters", str(workbook), "--only", "F1", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("1 letter: 1 new, ")
    (name,) = _files(folder)
    path = folder / name
    before = path.stat().st_mtime_ns
    assert run(["letters", str(workbook), "--only", "F1", "--quiet"]) == 0
    assert _files(folder) == [name]
    assert path.stat().st_mtime_ns == before


def test_a_dry_run_writes_nothing(workbook, capsys):
    assert run(["letters", str(workbook), "--dry-run", "--quiet"]) == 0
    assert not (workbook.parent / "letters").exists()
    assert "nothing was written" in capsys.readouterr().out


def test_an_unknown_seat_is_wrong_usage(workbook, capsys):
    assert run(["letters", str(workbook), "--only", "Z9"]) == 2
    assert "no letter for: Z9" in capsys.readouterr().err
    assert not (workbook.parent / "letters").exists()


def test_an_unknown_field_stops_before_anything_is_written(workbook, tmp_path, capsys):
    document = docx.Document()
    document.add_paragraph("{{ nmae }}")
    document.save(str(tmp_path / "own.docx"))
    assert run(["letters", str(workbook), "--template", str(tmp_path / "own.docx"), "--quiet"]) == 3
    shown = capsys.readouterr().err
    assert "ERROR own.docx: unknown field 'nmae'. Did you mean 'name'?" in shown
    assert "field 'target' is missing" in shown
    assert not (workbook.parent / "letters").exists()


def test_a_falsified_plan_gets_no_letters(workbook, capsys):
    workbook.write_bytes(set_cell(write_named_plan(), "Seat targets", "F6", 1.0))
    assert run(["letters", str(workbook), "--quiet"]) == 7
    assert "does not hold" in capsys.readouterr().err
    assert not (workbook.parent / "letters").exists()


def test_a_falsified_plan_is_told_in_the_language_of_its_workbook(workbook, capsys):
    workbook.write_bytes(set_cell(write_named_plan(Language.CHINESE), "席位目标", "F6", 1.0))
    assert run(["letters", str(workbook), "--quiet"]) == 7
    assert "未通过核验" in capsys.readouterr().err


def test_what_is_no_plan_cannot_be_read(tmp_path, capsys):
    assert run(["letters", str(tmp_path / "none.xlsx")]) == 5
    assert run(["letters"]) == 2
    assert "Which plan workbook?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (PlannerError("no ink"), 1, "no ink"),
        (KeyError("secret name"), 1, "KeyError"),
        (MemoryError(), 5, "Out of memory"),
    ],
)
def test_one_failure_is_told_and_the_others_are_made(workbook, monkeypatch, capsys, fault, code, words):
    build = rep_content.build_rep_letter

    def fail(facts, seat, language):
        if seat.position.seat == "F2":
            raise fault
        return build(facts, seat, language)

    monkeypatch.setattr(choose_letters, "build_rep_letter", fail)
    assert run(["letters", str(workbook), "--quiet"]) == code
    told = capsys.readouterr()
    assert "rep F2 en: " in told.err
    assert words in told.err
    assert "secret name" not in told.err
    assert "1 failed" in told.out
    assert len(_files(workbook.parent / "letters")) == _count_seats(workbook) - 1


def _own_template(folder, *paragraphs: str, author: str = "HR"):
    document = docx.Document()
    for words in (
        "{{ addressee }} {{ seat }} {{ target }} {{ plan_hash }}{% for q in quarters %}{{ q.target }}{% endfor %}",
        *paragraphs,
    ):
        document.add_paragraph(words)
    document.core_properties.author = author
    document.save(str(folder / "own.docx"))
    return folder / "own.docx"


def test_an_own_template_makes_letters(workbook, tmp_path):
    path = _own_template(tmp_path, "Liebe Kolleginnen, {{ year }}")
    assert run(["letters", str(workbook), "--template", str(path), "--quiet"]) == 0
    assert len(_files(workbook.parent / "letters")) == _count_seats(workbook)


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("Dear 欧阳娜娜,", "the template names '欧阳娜娜'"),
        ("Dear Jürgen O'Neill “Jo”, …", "the template names 'Jürgen O'Neill “Jo”'"),
        ("yours, Head of Field", "the template names 'Head of Field'"),
        ("a target of CNY 123,400.00 in all", "the template holds a target: 123,400.00"),
    ],
)
def test_a_filled_letter_is_no_template(workbook, tmp_path, capsys, paragraph, found):
    path = _own_template(tmp_path, paragraph)
    assert run(["letters", str(workbook), "--template", str(path), "--quiet"]) == 3
    assert f"ERROR own.docx: {found}, nothing of one person" in capsys.readouterr().err
    assert not (workbook.parent / "letters").exists()


def test_a_name_in_the_properties_of_a_template_is_found(workbook, tmp_path, capsys):
    path = _own_template(tmp_path, author="Head of Field")
    assert run(["letters", str(workbook), "--template", str(path), "--quiet"]) == 3
    assert "the template names 'Head of Field'" in capsys.readouterr().err


def test_a_template_that_hides_the_target_is_refused(workbook, tmp_path, capsys):
    document = docx.Document()
    document.add_paragraph(
        "{{ addressee }}{{ seat }}{{ plan_hash }}{{ quarters[0].target }}{% if false %}{{ target }}{% endif %}"
    )
    document.save(str(tmp_path / "own.docx"))
    assert run(["letters", str(workbook), "--template", str(tmp_path / "own.docx"), "--quiet"]) == 3
    assert "the filled letter does not show 'target'" in capsys.readouterr().err


def test_an_interrupted_run_keeps_what_it_made(workbook, monkeypatch):
    build = rep_content.build_rep_letter
    seen = []

    def interrupt(facts, seat, language):
        seen.append(seat.position.seat)
        if len(seen) == 4:  # the first is filled once before anything is written
            raise KeyboardInterrupt
        return build(facts, seat, language)

    monkeypatch.setattr(choose_letters, "build_rep_letter", interrupt)
    assert run(["letters", str(workbook), "--quiet"]) == 130
    folder = workbook.parent / "letters"
    assert len(_files(folder)) == 2
    sheet = openpyxl.load_workbook(folder / "register.xlsx")["Letters"]
    assert sheet.max_row == 3


def test_an_interruption_that_a_library_makes_another_error_of_is_no_fault_of_a_letter(workbook, monkeypatch, capsys):
    build, seen = rep_content.build_rep_letter, list[str]()

    def swallow(facts, seat, language):
        seen.append(seat.position.seat)
        if len(seen) == 3:  # the first is filled once before anything is written
            signalled.note_signal()
            raise AttributeError("half of a module")
        return build(facts, seat, language)

    monkeypatch.setattr(signalled, "_came", threading.Event())
    monkeypatch.setattr(choose_letters, "build_rep_letter", swallow)
    assert run(["letters", str(workbook), "--quiet"]) == 130
    assert capsys.readouterr().err.strip() == "Interrupted. / 已中断。"
    assert len(_files(workbook.parent / "letters")) == 1
    assert openpyxl.load_workbook(workbook.parent / "letters" / "register.xlsx")["Letters"].max_row == 2


def test_a_disk_that_fills_up_keeps_what_was_made_and_the_next_run_makes_the_rest(workbook, monkeypatch, capsys):
    seats, written = _count_seats(workbook), list[Path]()

    def fill_up(path, content):
        if len(written) == 3:
            raise FileAccessError(Text("no space left", "磁盘已满"))
        write_atomically(path, content)
        written.append(path)

    with monkeypatch.context() as patch:
        patch.setattr("planner.writing.letters.make_letters.write_atomically", fill_up)
        assert run(["letters", str(workbook), "--quiet"]) == 5
    assert f"{seats} letters: 3 new, {seats - 3} failed" in capsys.readouterr().out
    assert run(["letters", str(workbook), "--quiet"]) == 0
    assert f"{seats - 3} new, 3 unchanged, 0 failed" in capsys.readouterr().out
    names = _files(workbook.parent / "letters")
    assert len(names) == seats
    assert all(name.endswith("-v1.docx") for name in names)


def test_a_folder_that_goes_ends_the_run_with_one_sentence(workbook, monkeypatch, capsys):
    seats, folder, tried = _count_seats(workbook), workbook.parent / "letters", list[Path]()

    def lose(path, content):
        tried.append(path)
        if len(tried) == 3:
            shutil.rmtree(folder)
        write_atomically(path, content)

    monkeypatch.setattr("planner.writing.letters.make_letters.write_atomically", lose)
    assert run(["letters", str(workbook), "--quiet"]) == 5
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        f"{folder}: nothing more can be written there (No such file or directory). 2 of {seats} letters had been made. "
        "Put that right and run planner letters again: it makes those that are missing.\n"
    )
    assert len(tried) == 3
    assert not folder.exists()


def test_a_letter_that_a_killed_run_left_of_an_older_plan_is_told(workbook, capsys):
    """It stands among the others and says version 1 too; the register knows nothing of it."""
    folder = workbook.parent / "letters"
    assert run(["letters", str(workbook), "--only", "F1", "--quiet"]) == 0
    (name,) = _files(folder)
    (folder / "register.xlsx").unlink()
    older = (folder / name).read_bytes() + b"of an older plan"
    (folder / name).write_bytes(older)
    (folder / "notes.docx").write_bytes(b"somebody's own")
    capsys.readouterr()
    assert run(["letters", str(workbook), "--only", "F1", "--quiet"]) == 0
    told = capsys.readouterr().err
    assert f"broken off: {name}. Delete them unless you sent them." in told
    assert "notes.docx" not in told
    assert (folder / name).read_bytes() == older
    assert name.replace("-v1.", "-v2.") in _files(folder)
    assert run(["letters", str(workbook), "--quiet"]) == 0
    (folder / name).unlink()
    capsys.readouterr()
    assert run(["letters", str(workbook), "--quiet"]) == 0
    assert "broken off" not in capsys.readouterr().err


def test_fields_are_listed_without_a_plan(capsys):
    assert run(["letters", "--fields"]) == 0
    shown = capsys.readouterr().out
    assert "rep_letter_en.docx" in shown
    assert "quarters[].first.target" in shown
    assert run(["letters", "--fields", "--lang", "zh"]) == 0
    assert "年度目标" in capsys.readouterr().out


def test_a_chinese_plan_has_chinese_letters(tmp_path):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(write_named_plan(Language.CHINESE))
    assert run(["letters", str(path), "--only", "F1", "--quiet"]) == 0
    assert [name.endswith("-zh-v1.docx") for name in _files(tmp_path / "letters")] == [True]


def test_without_the_extra_the_message_says_what_to_install(workbook, monkeypatch, capsys):
    import sys

    monkeypatch.setitem(sys.modules, "docxtpl", None)
    assert run(["letters", str(workbook)]) == 2
    assert "pip install 'planner[letters]'" in capsys.readouterr().err


def _refuse_one(self, letter, picture=None):
    if letter.key == "F2":
        raise InputRejectedError(Text("no such glyph", "无此字形"))
    return b"%PDF-1.7"


def test_a_pdf_that_fails_leaves_the_word_letter_and_the_others(workbook, monkeypatch, capsys):
    seats = _count_seats(workbook)
    with monkeypatch.context() as patch:
        patch.setattr(PdfPress, "set", _refuse_one)
        assert run(["letters", str(workbook), "--format", "both", "--quiet"]) == 3
    told = capsys.readouterr()
    assert "rep F2 en: no such glyph" in told.err
    assert f"{seats} new, 0 failed, 1 without the PDF" in told.out
    files = _files(workbook.parent / "letters")
    assert sum(name.endswith(".docx") for name in files) == seats
    assert [n for n in files if "-F2-" in n and n.endswith(".pdf")] == []
    assert sum(name.endswith(".pdf") for name in files) == seats - 1
    # mended, the next run adds what is missing to the same version
    assert run(["letters", str(workbook), "--format", "both", "--quiet"]) == 0
    assert f"1 in another format, {seats - 1} unchanged, 0 failed" in capsys.readouterr().out
    assert len(_files(workbook.parent / "letters")) == 2 * seats


def test_without_typst_the_word_letters_are_made_and_the_reason_is_told_once(workbook, monkeypatch, capsys):
    import sys

    seats = _count_seats(workbook)
    monkeypatch.setitem(sys.modules, "typst", None)
    assert run(["letters", str(workbook), "--format", "both", "--merge", "--quiet"]) == 2
    told = capsys.readouterr()
    assert told.err.count("pip install 'planner[letters]'") == 1
    assert f"0 failed, {seats} without the PDF" in told.out
    assert [name.endswith(".docx") for name in _files(workbook.parent / "letters")] == [True] * seats
    assert run(["letters", str(workbook), "--format", "pdf", "--quiet"]) == 2
    assert f"{seats} failed" in capsys.readouterr().out


def test_letters_and_book_in_yen_have_no_decimals(tmp_path):
    plan_input = make_named_input(currency="JPY")
    (tmp_path / "plan.xlsx").write_bytes(write_plan(plan_input, Language.ENGLISH))
    assert run(["letters", str(tmp_path / "plan.xlsx"), "--only", "F2", "--quiet"]) == 0
    assert run(["documents", str(tmp_path / "plan.xlsx")]) == 0
    for path in [*(tmp_path / "letters").glob("*.docx"), tmp_path / "plan-book.docx"]:
        words = text_of_docx(path.read_bytes())
        assert "JPY" in words
        assert not re.search(r"\d\.00\b", words)
