"""``planner territory`` through the real program."""

from __future__ import annotations

import csv
import json
import subprocess
import sys

import openpyxl
import pytest

from planner.language import Language
from planner.writing.template import build_template
from tests.account_book_builder import make_book, make_territory_input

PROGRAM = (sys.executable, "-c", "import sys; from planner.cli.main import main; main(sys.argv[1:])")


def run(*words, folder):
    return subprocess.run(
        [*PROGRAM, *map(str, words)], capture_output=True, cwd=folder, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("territory")
    book = make_book(10, owner="F1", name=("=cmd", *(f"Name {i}" for i in range(9))))
    (place / "plan.xlsx").write_bytes(build_template(make_territory_input(book), Language.ENGLISH))
    (place / "none.xlsx").write_bytes(build_template(make_territory_input(make_book(0)), Language.ENGLISH))
    return place


@pytest.mark.parametrize(
    ("lang", "sheets"), [("en", ["Territories", "Moves", "Balance"]), ("zh", ["客户分配", "调整清单", "均衡"])]
)
def test_a_workbook_with_all_sheets(folder, lang, sheets):
    done = run("territory", "plan.xlsx", "-o", f"{lang}.xlsx", "--lang", lang, "--export", f"{lang}.csv", folder=folder)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(folder / f"{lang}.xlsx")
    assert book.sheetnames[1:] == sheets
    rows = list(book[sheets[0]].iter_rows(min_row=5, values_only=True))
    assert len(rows) == 10
    assert {r[5] for r in rows} == {"F1", "F2"}
    assert book[sheets[0]].cell(5, 2).data_type == "s"
    assert len(list(book[sheets[1]].iter_rows(min_row=5, values_only=True))) == 5
    with (folder / f"{lang}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == 11
    assert lines[1][1] == "'=cmd"


def test_json_and_dry_run_write_nothing(folder):
    before = sorted(p.name for p in folder.iterdir())
    done = run("territory", "plan.xlsx", "--dry-run", "--json", "--quiet", folder=folder)
    answer = json.loads(done.stdout)
    assert (answer["moves"], answer["cost"], answer["status"]) == (5, 10_000.0, "optimal")
    assert answer["bound"] <= answer["cost"]
    assert sorted(p.name for p in folder.iterdir()) == before


def test_accounts_from_a_file(folder):
    (folder / "accounts.csv").write_text("Account,Segment,Potential\nX,North,100\nY,North,100\n", encoding="utf-8")
    words = ("territory", "none.xlsx", "--accounts", "accounts.csv", "--dry-run", "--json", "--quiet")
    answer = json.loads(run(*words, folder=folder).stdout)
    assert (answer["accounts"], answer["moves"]) == (2, 0)


def test_a_workbook_without_accounts_is_refused(folder):
    done = run("territory", "none.xlsx", "--dry-run", "--quiet", folder=folder)
    assert done.returncode == 3
    assert "There are no accounts" in done.stderr


def test_an_output_that_exists_is_kept(folder):
    (folder / "kept.xlsx").write_bytes(b"mine")
    assert run("territory", "plan.xlsx", "-o", "kept.xlsx", folder=folder).returncode == 2
    assert (folder / "kept.xlsx").read_bytes() == b"mine"
