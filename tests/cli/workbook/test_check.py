"""``planner check``: all faults at once, as JSON, as a marked copy; a template filled with the least."""

from __future__ import annotations

import json
import stat
from typing import Any

import openpyxl
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.tables.other_sheets import FINDINGS_SHEET
from planner.tables.registry import INPUT_TABLES, table_named
from planner.writing.inputs.template import build_template
from tests.example_workbooks import short_example
from tests.plain_workbook import plain_sheets, write_sheets

# Sheet key, cell, value; the cells of the example in both languages.
FAULTS = [
    ("settings", "B3", "next year"),
    ("settings", "B5", 13),
    ("products", "B2", 1.5),
    ("products", "C3", "much"),
    ("products", "D4", "push it"),
    ("segments", "B3", "=A3"),
    ("segments", "E12", "1.234,56"),
    ("segments", "F13", "#DIV/0!"),
    ("segments", "G14", -5),
    ("segments", "H15", "directt"),
    ("segments", "I16", "Nobody"),
    ("segments", "A18", "=A17"),
    ("segments", "F20", None),
    ("potential_cents", "B5", "abc"),
    ("fit", "B3", "perhaps"),
    ("teams", "D5", "seed"),
    ("teams", "H6", 2.5),
    ("teams", "R7", "12%%"),
    ("teams", "T8", "2027-01-01x"),
    ("seats", "B3", "No team"),
    ("seats", "D4", 14),
    ("seats", "A6", None),
    ("rebates", "A2", "avoid"),
    ("seasonality", "C2", 0.9),
    ("overrides", "B2", "Nothing"),
    ("history", "B5", 13),
    ("history", "C6", "No segment"),
    ("accounts", "C5", "Nowhere"),
    ("accounts", "E6", "lots"),
    ("marketing", "C2", "=1+1"),
]


@pytest.fixture(scope="module", params=list(Language))
def faulty(request, tmp_path_factory):
    """The example with thirty faults of as many kinds, in one language; and where they are."""
    language, path = request.param, tmp_path_factory.mktemp("faulty") / "plan.xlsx"
    path.write_bytes(short_example(language))
    book = openpyxl.load_workbook(path)
    places = set()
    for key, address, value in FAULTS:
        sheet = book[table_named(key).sheet.choose(language)]
        cell = sheet[address]
        cell.value = sheet[value[1:]].value if isinstance(value, str) and value.startswith("=A") else value
        if value == "#DIV/0!":
            cell.data_type = "e"
        places.add((sheet.title, address))
    book.save(path)
    return language, path, places


def test_thirty_faults_are_listed_in_one_run_sorted_in_both_languages(faulty, capsys):
    language, path, places = faulty
    assert len(places) == 30
    assert run(["check", str(path), "--json"]) == 3
    report = json.loads(capsys.readouterr().out)
    errors = [f for f in report["findings"] if f["severity"] == "error"]
    assert report["errors"] is True
    assert {(f["sheet"], f["cell"]) for f in errors} >= places
    order = [(f["sheet"], f["row"] or 0) for f in errors]
    assert order == sorted(order)
    for code in ("en", "zh"):
        assert run(["check", str(path), "--lang", code]) == 3
        lines = capsys.readouterr().out.splitlines()
        for sheet, cell in places:
            assert any(f"{sheet}!{cell} (" in line for line in lines), (sheet, cell)
        assert all(("，" in line or "。" in line) == (code == "zh") for line in lines[:-1]), lines
    _ = language


def test_a_copy_with_the_cells_marked(faulty, tmp_path, capsys):
    language, path, places = faulty
    before, copy = path.read_bytes(), tmp_path / "marked.xlsx"
    assert run(["check", str(path), "--marked", str(copy)]) == 3
    assert str(copy) in capsys.readouterr().out
    assert path.read_bytes() == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames[0] == FINDINGS_SHEET.choose(language)
    for sheet, address in places:
        cell = book[sheet][address]
        assert cell.fill.fgColor.rgb == "FFF4A6A0"
        assert f"{sheet}!{address}" in cell.comment.text
    listed = {(row[1].value, row[2].value) for row in book.worksheets[0].iter_rows(min_row=4)}
    assert listed >= places
    sheet = book[table_named("segments").sheet.choose(language)]
    assert sheet["E12"].value == "1.234,56"
    # The copy itself is a workbook of the same faults, its list of findings no unknown sheet; it is not replaced unasked.
    assert run(["check", str(copy), "--json"]) == 3
    again = json.loads(capsys.readouterr().out)["findings"]
    assert {(f["sheet"], f["cell"]) for f in again} >= places
    assert "sheet_ignored" not in {f["code"] for f in again}
    assert run(["check", str(path), "--marked", str(copy)]) == 2
    assert run(["check", str(path), "--marked", str(path), "--force"]) == 2
    capsys.readouterr()


def test_a_workbook_that_only_the_reader_opens_is_marked_by_its_values(tmp_path, capsys, monkeypatch):
    sheets = plain_sheets()
    sheets["Teams"][1][2] = "many"
    path, copy = write_sheets(tmp_path / "plan.xlsx", sheets), tmp_path / "marked.xlsx"
    real = openpyxl.load_workbook

    def refuse(*arguments, **options):
        raise KeyError("a part that openpyxl misses")

    monkeypatch.setattr(openpyxl, "load_workbook", refuse)
    assert run(["check", str(path), "--marked", str(copy)]) == 3
    capsys.readouterr()
    book = real(copy)
    assert book["Teams"]["C2"].value == "many"
    assert "a whole number is expected" in book["Teams"]["C2"].comment.text


@pytest.mark.parametrize("language", list(Language))
def test_an_empty_template_names_all_that_is_missing(tmp_path, capsys, language):
    path = tmp_path / "plan.xlsx"
    assert run(["template", str(path), "--lang", language.value]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    capsys.readouterr()
    assert run(["check", str(path), "--json"]) == 3
    found = json.loads(capsys.readouterr().out)["findings"]
    needed = {t.sheet.choose(language) for t in INPUT_TABLES if t.required}
    assert {f["sheet"] for f in found} == needed
    assert all(f["remedy"] or f["expected"] for f in found)


@pytest.mark.parametrize("language", list(Language))
def test_a_template_filled_with_the_least_makes_a_plan(tmp_path, capsys, language):
    """Five segments, two product lines, two teams, four settings; nothing else, and every default is named."""
    path, made = tmp_path / "plan.xlsx", tmp_path / "made.xlsx"
    path.write_bytes(build_template(None, language))
    book = openpyxl.load_workbook(path)
    fill: dict[str, list[dict[str, Any]]] = {
        "products": [{"product": f"P{i}", "gross_margin": 0.5} for i in (1, 2)],
        "segments": [
            {"segment": f"S{i}", "accounts": 60, "penetration": 0.2 * i, "existing_revenue_cents": 1_500_000}
            for i in range(1, 6)
        ],
        "teams": [
            {"team": "A", "channel": ("direct", "直销")[language is Language.CHINESE], "heads": 6},
            {"team": "B", "channel": ("SMB partner", "电销")[language is Language.CHINESE], "heads": 2},
        ],
    }
    for key, rows in fill.items():
        table = table_named(key)
        for i, row in enumerate(rows, start=2):
            for j, column in enumerate(table.columns, start=1):
                if column.field in row:
                    book[table.sheet.choose(language)].cell(i, j).value = row[column.field]
    potential = book[table_named("potential_cents").sheet.choose(language)]
    for i in range(6):
        potential.cell(i + 1, 1).value = f"S{i}" if i else potential["A1"].value
        for j in (1, 2):
            potential.cell(i + 1, j + 1).value = 3_000_000 if i else f"P{j}"
    settings, values = table_named("settings"), {"company": "Newco", "plan_year": 2027, "currency": "CNY"}
    for i, column in enumerate(settings.columns, start=2):
        if column.is_required:
            cell = book[settings.sheet.choose(language)].cell(i, 2)
            cell.value = values.get(column.field, 8_000_000)
    book.save(path)
    assert run(["check", str(path)]) == 0
    shown = capsys.readouterr().out
    assert ("Defaults used: " in shown) or ("采用默认值 " in shown)
    assert shown.count("cost nothing") + shown.count("没有成本") == 2
    assert run(["plan", str(path), "-o", str(made), "--quiet", "--no-territories"]) == 0
    assert run(["verify", str(made)]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "system", "chinese"),
    [
        (["check", "plan.xlsx"], "", False),
        (["check", "规划.xlsx"], "", True),
        (["check", "plan.xlsx"], "zh_CN.UTF-8", True),
        (["check", "规划.xlsx", "--lang", "en"], "zh_CN.UTF-8", False),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_the_users_language(
    tmp_path, monkeypatch, capsys, words, system, chinese
):
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, system)
    (tmp_path / words[1]).write_text("a,b")
    assert run(words) == 3
    assert ("这是文本文件" in capsys.readouterr().err) is chinese


@pytest.mark.parametrize("language", list(Language))
def test_accounts_of_a_file_are_checked_with_the_workbook(tmp_path, capsys, language):
    book, file = tmp_path / "plan.xlsx", tmp_path / "accounts.csv"
    sheets = plain_sheets(language)
    write_sheets(book, sheets)
    rows = ["Account,Segment,Potential", "A1,North,100", "A2,Nowhere,lots"]
    file.write_text("\n".join(rows[:2]), encoding="utf-8")
    assert run(["check", str(book), "--accounts", str(file)]) == 0
    file.write_text("\n".join(rows), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", str(book), "--accounts", str(file), "--json"]) == 3
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {(f["sheet"], f["cell"]) for f in found if f["severity"] == "error"} == {
        ("accounts.csv", "B3"),
        ("accounts.csv", "C3"),
    }
