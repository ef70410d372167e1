"""The program as a user calls it: template, check, plan, verify, diagnose, in both languages."""

from __future__ import annotations

import json

import openpyxl
import pytest

from planner.cli.main import run
from planner.domain.choices import Fit
from planner.domain.fingerprint import fingerprint
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.writing.example import build_example


def _make_plan(folder, language):
    book, made = folder / "plan.xlsx", folder / "made.xlsx"
    assert run(["template", str(book), "--example", "--lang", language]) == 0
    assert run(["plan", str(book), "-o", str(made), "--quiet", "--no-territories"]) == 0
    return language, book, made


@pytest.fixture(scope="module", params=["en", "zh"])
def planned(request, tmp_path_factory):
    return _make_plan(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def planned_in_english(tmp_path_factory):
    """The cells to falsify are the same in both languages."""
    return _make_plan(tmp_path_factory.mktemp("falsified"), "en")


def test_what_is_written_reads_back_as_the_same_input(planned):
    language, book, made = planned
    example = build_example(Language(language))
    for path in (book, made):
        result = read_plan_input(path)
        assert result.plan_input is not None, [f.message() for f in result.findings]
        assert result.language is Language(language)
        assert fingerprint(result.plan_input) == fingerprint(example)


def test_a_plan_workbook_plans_again_to_the_same_plan(planned, capsys):
    _, book, made = planned
    hashes = []
    for path in (book, made):
        assert run(["plan", str(path), "--dry-run", "--json", "--quiet", "--no-territories"]) == 0
        hashes.append(json.loads(capsys.readouterr().out)["manifest"]["plan_sha256"])
    assert hashes[0] == hashes[1]


def test_verify_agrees_with_the_untouched_plan(planned):
    assert run(["verify", str(planned[2])]) == 0


def test_the_json_holds_what_is_promised(planned, capsys):
    assert run(["plan", str(planned[1]), "--dry-run", "--json", "--quiet", "--no-territories"]) == 0
    result = json.loads(capsys.readouterr().out)
    promised = (
        "status objective_name objective bound gap currency revenue company_target stretch gross_margin cost_of_sales cost_of_sales_ratio "
        "contribution units options teams seats channels baselines calibration findings seconds output manifest"
    )
    assert set(promised.split()) <= set(result)
    assert result["status"] in ("optimal", "within_gap")
    assert result["gap"] <= 1e-4 + 1e-9
    assert result["company_target"] / result["revenue"] == pytest.approx(result["stretch"])
    assert sum(result["channels"].values()) == result["units"]


def test_the_example_is_plausible(planned, capsys):
    assert run(["plan", str(planned[1]), "--dry-run", "--json", "--quiet", "--no-territories"]) == 0
    result = json.loads(capsys.readouterr().out)
    last_year = sum(s.existing_revenue_cents for s in build_example(Language.ENGLISH).segments) / 100
    assert result["company_target"] / last_year == pytest.approx(1.15, abs=0.01)
    assert 0.08 <= result["cost_of_sales_ratio"] <= 0.15
    assert abs(result["calibration"]["deviation"]) < 0.15
    assert result["contribution"] > result["baselines"]["as_last_year"]["contribution"]
    assert result["baselines"]["as_last_year"]["feasible"]


def _falsify(made, target, sheet, row, column, value):
    book = openpyxl.load_workbook(made, data_only=True)  # cached values stand as plain values: what a forger would save
    book[sheet].cell(row, column).value = value
    book.save(target)


# A few of each sheet through the whole program; tests/results/test_verify_file.py changes every number of every sheet.
_KINDS = [
    *((f"unit column {c}", 1, 6, c, 9_999_999) for c in (5, 13, 17)),
    ("unit channel", 1, 6, 2, "avoid"),
    ("unit team", 1, 6, 3, "Telesales"),
    ("unit name", 1, 6, 1, "Somewhere"),
    *((f"team column {c}", 4, 6, c, 77) for c in (3, 11, 15)),
    *((f"seat column {c}", 5, 7, c, 1_234.5) for c in (5, 11, 23)),
    ("seat's team", 5, 7, 2, "Nobody"),
    ("seat twice", 5, 7, 1, "A02"),
    ("cost amount", 7, 6, 5, 1),
    ("cost counted", 7, 6, 7, 0),
    ("tie-out", 8, 6, 3, 5),
    *((f"summary row {r}", 0, r, 2, 1.5) for r in (8, 11, 20)),
    ("company", 0, 2, 1, "Other · 2027 · USD"),
]


@pytest.mark.parametrize(("kind", "sheet", "row", "column", "value"), _KINDS, ids=[k[0] for k in _KINDS])
def test_a_falsified_file_is_found(planned_in_english, tmp_path, kind, sheet, row, column, value):
    forged = tmp_path / "forged.xlsx"
    book = openpyxl.load_workbook(planned_in_english[2], read_only=True)
    name = book.sheetnames[sheet]
    book.close()
    _falsify(planned_in_english[2], forged, name, row, column, value)
    assert run(["verify", str(forged)]) == 7, f"{kind} on {name}: not found"


def test_a_changed_input_is_found(planned, tmp_path):
    forged = tmp_path / "forged.xlsx"
    book = openpyxl.load_workbook(planned[2], data_only=True)
    name = next(n for n in book.sheetnames if n in ("Segments", "客户细分"))
    book[name].cell(12, 6).value = 0.123
    book.save(forged)
    assert run(["verify", str(forged)]) == 7


def test_check_reports_every_fault_with_its_cell(tmp_path, capsys):
    book_path = tmp_path / "plan.xlsx"
    assert run(["template", str(book_path), "--example"]) == 0
    book = openpyxl.load_workbook(book_path)
    book["Segments"]["F12"] = "1.234,56"
    book["Segments"]["H13"] = "directt"
    book["Teams"]["H5"] = "Total"
    book["Potential"]["B2"] = "=1/0"
    book.save(book_path)
    capsys.readouterr()
    assert run(["check", str(book_path), "--json"]) == 3
    found = {
        (f["sheet"], f["cell"]) for f in json.loads(capsys.readouterr().out)["findings"] if f["severity"] == "error"
    }
    assert {("Segments", "F12"), ("Segments", "H13"), ("Teams", "H5"), ("Potential", "B2")} <= found


def test_the_message_names_cell_found_expected_and_remedy(tmp_path, capsys):
    book_path = tmp_path / "plan.xlsx"
    assert run(["template", str(book_path), "--example"]) == 0
    book = openpyxl.load_workbook(book_path)
    book["Segments"]["G12"] = "1.234,56"
    book.save(book_path)
    capsys.readouterr()
    assert run(["check", str(book_path)]) == 3
    assert (
        "ERROR Segments!G12 (Last year's revenue): found '1.234,56', a number is expected. Write 1234.56 or 1,234.56."
        in capsys.readouterr().out.replace("\n", " ")
    )
    assert run(["check", str(book_path), "--lang", "zh"]) == 3
    assert "错误 Segments!G12（" in capsys.readouterr().out.replace("(", "（").replace(" （", "（")


def test_an_impossible_target_exits_4_and_names_it(tmp_path, capsys):
    book_path = tmp_path / "plan.xlsx"
    assert run(["template", str(book_path), "--example"]) == 0
    book = openpyxl.load_workbook(book_path)
    row = next(r for r in range(1, 40) if book["Settings"].cell(r, 1).value == "Company target: revenue")
    book["Settings"].cell(row, 2).value = 750_000_000
    book.save(book_path)
    capsys.readouterr()
    assert run(["plan", str(book_path), "--quiet", "--no-territories"]) == 4
    assert "company target 750,000,000" in capsys.readouterr().err
    assert not (tmp_path / "plan-plan.xlsx").exists()
    assert run(["diagnose", str(book_path), "--json", "--no-ways", "--quiet"]) == 4
    conflicts = json.loads(capsys.readouterr().out)["conflicts"]
    assert conflicts[0]["rules"] == ["revenue_floor"]


def test_nothing_is_overwritten_without_a_word(tmp_path):
    book = tmp_path / "plan.xlsx"
    assert run(["template", str(book)]) == 0
    before = book.read_bytes()
    assert run(["template", str(book), "--example"]) == 2
    assert run(["plan", str(book), "-o", str(book), "--force"]) == 2
    assert book.read_bytes() == before


def test_faults_of_files_have_their_exit_codes(tmp_path):
    (tmp_path / "text.xlsx").write_text("not a workbook", encoding="utf-8")
    assert run(["check", str(tmp_path / "none.xlsx")]) == 5
    assert run(["check", str(tmp_path / "text.xlsx")]) == 3
    assert run(["template", str(tmp_path / "no folder" / "x.xlsx")]) == 5
    assert run(["plan"]) == 2


def test_the_empty_template_says_what_is_missing(tmp_path, capsys):
    book = tmp_path / "empty.xlsx"
    assert run(["template", str(book)]) == 0
    capsys.readouterr()
    assert run(["check", str(book), "--json"]) == 3
    codes = {f["code"] for f in json.loads(capsys.readouterr().out)["findings"]}
    assert {"cell_blank", "sheet_empty"} <= codes


def test_the_example_has_every_kind_of_fit():
    assert set(build_example(Language.CHINESE).fit.values()) == set(Fit)
