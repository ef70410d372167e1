"""The register: kept from run to run; what did not change is left alone, what changed is a new version, nothing is lost."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pypdf
import pytest

from planner.cli.main import run
from planner.errors import FileAccessError
from planner.language import Language
from planner.writing.letters.handing_out.letter_folder import hold_folder
from planner.writing.letters.handing_out.register import Register, RegisterRow, build_register, read_register
from tests.written_plan_builder import make_named_input, text_of_docx, write_named_plan, write_plan

pytestmark = pytest.mark.usefixtures("plans_read_once")


def _letters(workbook, *words: str) -> int:
    return run(["letters", str(workbook), "--quiet", *words])


def _rows(folder) -> list[dict]:
    sheet = openpyxl.load_workbook(folder / "register.xlsx")["Letters"]
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _state(folder) -> dict[str, tuple[int, bytes]]:
    return {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir() if p.name != ".planner-lock"}


def _edit(folder, column: str, row: int, value: str) -> None:
    book = openpyxl.load_workbook(folder / "register.xlsx")
    sheet = book["Letters"]
    places = {cell.value: cell.column for cell in sheet[1]}
    if column not in places:
        places[column] = sheet.max_column + 1
        sheet.cell(1, places[column], column)
    sheet.cell(row, places[column], value)
    book.save(folder / "register.xlsx")


def _raise_f1():
    """The same plan with the target of one seat lowered by hand: only team Field's letters change."""
    plan_input = make_named_input()
    seats = tuple(replace(s, target_max_cents=20_000_000) if s.seat == "F1" else s for s in plan_input.seats)
    return write_plan(replace(plan_input, seats=seats), Language.ENGLISH)


def test_a_second_run_changes_no_file(workbook):
    assert _letters(workbook) == 0
    before = _state(workbook.parent / "letters")
    assert _letters(workbook) == 0
    assert _state(workbook.parent / "letters") == before


def test_a_change_in_one_seat_makes_new_versions_that_say_what_changed(workbook, capsys):
    folder = workbook.parent / "letters"
    assert _letters(workbook, "--format", "both") == 0
    before = _state(folder)
    _edit(folder, "Status", 2, "sent")
    _edit(folder, "Remark of HR", 2, "called")
    _edit(folder, "Remark of HR", 3, "=E3+1")
    first = _rows(folder)
    workbook.write_bytes(_raise_f1())
    assert _letters(workbook) == 0
    # the PDF that is added afterwards says the same
    assert _letters(workbook, "--format", "both") == 0
    after = _state(folder)
    assert {n: s for n, s in after.items() if n in before and n != "register.xlsx"} == {
        n: s for n, s in before.items() if n != "register.xlsx"
    }
    rows = _rows(folder)
    new = rows[len(first) :]
    assert {r["Seat, team or partner"][0] for r in new} == {"F"}
    changed = next(r for r in new if r["Seat, team or partner"] == "F1")
    old = next(r for r in rows if r["Seat, team or partner"] == "F1")
    assert changed["Version"] == old["Replaced by version"] == 2
    assert changed["What changed"].startswith(
        f"target {old['Target of the year']:,.2f} → 200,000.00; months and quarters"
    )
    assert changed["Status"] == "to send"
    assert rows[0]["Status"] == "sent"
    assert [r["Remark of HR"] for r in rows[:3]] == ["called", "=E3+1", None]
    assert (folder / changed["Word file"]).exists()
    assert "rep F1 en v2: target" in capsys.readouterr().out
    said = f"Version 2 of this letter, in place of version 1. Changed: {changed['What changed']}."
    for name in (changed["Word file"], changed["PDF file"]):
        assert "".join(said.split()) in "".join(_page_text(folder / name).split())
    assert "in place of version" not in _page_text(folder / old["Word file"])
    untouched = [r for r in rows if r["Seat, team or partner"][0] != "F"]
    assert {r["Version"] for r in untouched} == {1}
    assert {r["Replaced by version"] for r in untouched} == {None}


def _page_text(path) -> str:
    if path.suffix == ".docx":
        return text_of_docx(path.read_bytes())
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_a_new_holder_is_told_nothing_of_the_letter_before(workbook):
    folder = workbook.parent / "letters"
    assert _letters(workbook, "--only", "F1") == 0
    plan_input = make_named_input()
    seats = tuple(
        replace(s, rep="New Holder", target_max_cents=20_000_000) if s.seat == "F1" else s for s in plan_input.seats
    )
    workbook.write_bytes(write_plan(replace(plan_input, seats=seats), Language.ENGLISH))
    assert _letters(workbook, "--only", "F1") == 0
    first, second = _rows(folder)
    assert second["Version"] == 2
    text = _page_text(folder / second["Word file"])
    assert "New Holder" in text
    assert f"{first['Target of the year']:,.2f}" not in text
    assert "in place of version" not in text


@pytest.mark.parametrize("mark", ["~$register.xlsx", ".~lock.register.xlsx#"])
def test_a_register_that_is_open_elsewhere_stops_the_run(workbook, capsys, mark):
    folder = workbook.parent / "letters"
    assert _letters(workbook, "--only", "F1") == 0
    (folder / mark).write_bytes(b"")
    before = _state(folder)
    assert _letters(workbook) == 5
    assert f"close it and run again; if nobody has it open, delete {mark}" in capsys.readouterr().err.lower()
    assert _state(folder) == before


def test_a_read_only_register_is_not_replaced(workbook, monkeypatch, capsys):
    folder = workbook.parent / "letters"
    assert _letters(workbook, "--only", "F1") == 0
    before = _state(folder)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # who runs the tests as root may write everything
    assert _letters(workbook) == 5
    assert "register.xlsx is read-only" in capsys.readouterr().err
    assert _state(folder) == before


def test_another_format_completes_a_letter(workbook):
    folder = workbook.parent / "letters"
    assert _letters(workbook, "--only", "F1") == 0
    assert _letters(workbook, "--only", "F1", "--format", "both") == 0
    (row,) = _rows(folder)
    assert (folder / row["PDF file"]).exists()
    assert row["Version"] == 1


def test_letters_without_their_register_are_found_again_and_never_overwritten(workbook):
    folder = workbook.parent / "letters"
    assert _letters(workbook, "--only", "F1", "--only", "F2") == 0
    (folder / "register.xlsx").unlink()
    f2 = next(p for p in folder.iterdir() if "-F2-" in p.name)
    f2.write_bytes(b"edited by hand")
    before = _state(folder)
    assert _letters(workbook, "--only", "F1", "--only", "F2") == 0
    after = _state(folder)
    assert {n: after[n] for n in before} == before
    assert {r["Seat, team or partner"]: r["Version"] for r in _rows(folder)} == {"F1": 1, "F2": 2}


def test_what_is_no_register_is_not_replaced(workbook, capsys):
    folder = workbook.parent / "letters"
    folder.mkdir()
    for content in (b"no workbook", write_named_plan()):
        (folder / "register.xlsx").write_bytes(content)
        assert _letters(workbook) == 5
        assert (folder / "register.xlsx").read_bytes() == content
        assert [p.name for p in folder.iterdir() if p.suffix == ".docx"] == []
    assert "is no register of letters: column 'Letter for' is missing" in capsys.readouterr().err


def test_a_register_reads_back_as_written(tmp_path, workbook):
    assert _letters(workbook, "--lang", "zh") == 0
    register = read_register(workbook.parent / "letters")
    assert len(register.rows) == 10
    for language in Language:
        (tmp_path / "register.xlsx").write_bytes(build_register(register, language))
        assert read_register(tmp_path) == register
        sheet = openpyxl.load_workbook(tmp_path / "register.xlsx").worksheets[0]
        assert sheet["A2"].value == {Language.ENGLISH: "rep", Language.CHINESE: "销售代表"}[language]
    assert read_register(tmp_path / "nowhere") == Register()


def test_two_runs_do_not_write_in_one_folder(tmp_path):
    with (
        hold_folder(tmp_path / "letters"),
        pytest.raises(FileAccessError, match="another run"),
        hold_folder(tmp_path / "letters"),
    ):
        pass


def test_merge_and_mail_merge(workbook, capsys):
    folder = workbook.parent / "letters"
    assert _letters(workbook, "--merge") == 2
    assert _letters(workbook, "--format", "pdf", "--merge", "--mail-merge") == 0
    merged = pypdf.PdfReader(folder / "all-letters.pdf")
    single = [len(pypdf.PdfReader(p).pages) for p in folder.glob("rep-*.pdf")]
    assert len(merged.pages) == sum(n + n % 2 for n in single)
    rows = list(csv.DictReader(io.StringIO((folder / "mail-merge.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(single) == 10
    assert next(r for r in rows if r["Seat, team or partner"] == "D2")["Name"] == "'=HYPERLINK(1)"
    assert all((folder / r["PDF file"]).exists() for r in rows)
    assert _letters(workbook, "--format", "pdf", "--merge", "--mail-merge") == 0
    assert (folder / "all-letters-2.pdf").exists()
    assert (folder / "mail-merge-2.csv").exists()


def test_a_dry_run_tells_what_would_change(workbook, capsys):
    assert _letters(workbook) == 0
    before = _state(workbook.parent / "letters")
    workbook.write_bytes(_raise_f1())
    capsys.readouterr()
    assert _letters(workbook, "--dry-run") == 0
    assert "in a new version" in capsys.readouterr().out
    assert _state(workbook.parent / "letters") == before


def test_letters_of_seats_that_are_gone_are_named_and_kept(workbook, capsys):
    folder = workbook.parent / "letters"
    assert _letters(workbook) == 0
    before = _state(folder)
    plan_input = make_named_input()
    seats = tuple(replace(s, target_max_cents=None) for s in plan_input.seats if s.seat != "D2")
    teams = tuple(replace(t, heads=1) if t.team == "Desk" else t for t in plan_input.teams)
    overrides = tuple(o for o in plan_input.overrides if o.name != "D2")
    changed = replace(plan_input, seats=seats, teams=teams, overrides=overrides)
    workbook.write_bytes(write_plan(changed, Language.ENGLISH))
    capsys.readouterr()
    assert _letters(workbook) == 0
    assert "not in this plan any more: D2" in capsys.readouterr().err
    after = _state(folder)
    assert {n: after[n] for n in before if "-D2-" in n} == {n: s for n, s in before.items() if "-D2-" in n}


def test_what_people_did_to_the_register_is_kept_where_they_put_it(tmp_path):
    # Columns between the program's own, two of one name, one without a name; dates, yes and no, a formula that refers to a column.
    row = RegisterRow(
        "rep", "F1", "Ann", "en", 1, 100.0, "sent", "first", None, "2027-01-01", "f.docx", "", "c", "p", "shipped", "{}"
    )
    path = tmp_path / "register.xlsx"
    path.write_bytes(build_register(Register([row, replace(row, key="F2")]), Language.ENGLISH))
    book = openpyxl.load_workbook(path)
    sheet = book["Letters"]
    sheet.insert_cols(8, 4)
    for column, (header, *values) in enumerate(
        [
            ("Day", date(2027, 1, 31), datetime(2027, 2, 1, 9, 30)),
            ("Day", "in person", None),
            (None, True, 12.5),
            ("Sum", "=F2+1", "=H3+1"),
        ],
        start=8,
    ):
        for i, value in enumerate((header, *values), start=1):
            sheet.cell(i, column, value)
    book.save(path)
    before = [[c.value for c in r] for r in sheet.iter_rows()]
    register = read_register(tmp_path)
    assert [r.key for r in register.rows] == ["F1", "F2"]
    register.add(replace(row, version=2, status="to send"))
    path.write_bytes(build_register(register, Language.ENGLISH))
    after = [[c.value for c in r] for r in openpyxl.load_workbook(path)["Letters"].iter_rows()]
    before[1][7] = datetime(2027, 1, 31)
    before[1][12] = 2  # replaced by
    assert [[v or "" for v in r] for r in after[:3]] == [[v or "" for v in r] for r in before]
    assert after[3][7:11] == [None] * 4
    again = read_register(tmp_path)
    assert build_register(again, Language.ENGLISH) == path.read_bytes()


@pytest.mark.parametrize("words", [(), ("--dry-run",)], ids=["for real", "dry run"])
def test_a_folder_with_the_letters_of_another_company_is_refused(workbook, tmp_path, capsys, words):
    assert _letters(workbook) == 0
    before = _state(workbook.parent / "letters")
    other = tmp_path / "other.xlsx"
    plan_input = make_named_input()
    other.write_bytes(
        write_plan(replace(plan_input, settings=replace(plan_input.settings, company="Other")), Language.ENGLISH)
    )
    capsys.readouterr()
    assert _letters(other, "-o", str(workbook.parent / "letters"), *words) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert (
        f"holds letters of {plan_input.settings.company}, and these are of Other: choose another folder with -o" in told
    )
    assert _state(workbook.parent / "letters") == before


def test_a_company_with_a_new_name_goes_on_in_its_folder(workbook, capsys):
    assert _letters(workbook) == 0
    folder = workbook.parent / "letters"
    plan_input = make_named_input()
    workbook.write_bytes(
        write_plan(replace(plan_input, settings=replace(plan_input.settings, company="Other")), Language.ENGLISH)
    )
    assert _letters(workbook) == 2
    for i in range(len(_rows(folder))):
        _edit(folder, "Company", i + 2, "OTHER ")
    assert _letters(workbook) == 0


def test_a_register_without_the_column_of_companies_gets_it(workbook):
    assert _letters(workbook) == 0
    folder = workbook.parent / "letters"
    book = openpyxl.load_workbook(folder / "register.xlsx")
    sheet = book["Letters"]
    sheet.delete_cols([c.value for c in sheet[1]].index("Company") + 1)
    book.save(folder / "register.xlsx")
    register = read_register(folder)
    assert {r.company for r in register.rows} == {""}
    assert register.order[-1] == "company"
    company = make_named_input().settings.company
    assert _letters(workbook, "--lang", "zh") == 0
    assert {(r.language, r.company) for r in read_register(folder).rows} == {("en", ""), ("zh", company)}
