"""The program as a user calls it: template, check, plan, verify, diagnose, in both languages."""

from __future__ import annotations

import json

import pytest

from planner.cli.main import run
from planner.domain.choices import Fit
from planner.domain.fingerprint import fingerprint
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.results.written.sheets.book import column_letter
from planner.tables.registry import table_named
from planner.writing.example import build_example
from planner.writing.inputs.template import build_template
from tests.example_workbooks import planned_example, short_example
from tests.results.forgery import read_rich_book, set_cell, write_rich_workbook
from tests.results.rich_case import make_rich_input


@pytest.fixture(scope="module", params=list(Language))
def planned(request, tmp_path_factory):
    return planned_example(tmp_path_factory, request.param)


def test_what_is_written_reads_back_as_the_same_input(planned):
    example = build_example(planned.language)
    for path in (planned.book, planned.made):
        result = read_plan_input(path)
        assert result.plan_input is not None, [f.message() for f in result.findings]
        assert result.language is planned.language
        assert fingerprint(result.plan_input) == fingerprint(example)


def test_a_plan_workbook_plans_again_to_the_same_plan(tmp_path_factory, capsys):
    # In one language: that the input is the same in both, and in the plan workbook, is the test above.
    planned = planned_example(tmp_path_factory, Language.ENGLISH)
    assert run(["plan", str(planned.made), "--dry-run", "--json", "--quiet", "--no-territories"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["manifest"]["plan_sha256"] == planned.json["manifest"]["plan_sha256"]


def test_verify_agrees_with_the_untouched_plan(planned):
    assert run(["verify", str(planned.made)]) == 0


def test_the_json_holds_what_is_promised(planned):
    result = planned.json
    promised = (
        "status objective_name objective bound gap currency revenue company_target stretch gross_margin cost_of_sales cost_of_sales_ratio "
        "contribution units options teams seats channels baselines calibration findings seconds output manifest"
    )
    assert set(promised.split()) <= set(result)
    assert result["status"] in ("optimal", "within_gap")
    assert result["gap"] <= 1e-4 + 1e-9
    assert result["company_target"] / result["revenue"] == pytest.approx(result["stretch"])
    assert sum(result["channels"].values()) == result["units"]
    stages = {"read", "price", "solve", "baselines", "targets", "verify", "explain", "write"}
    assert stages <= set(result["seconds"])
    assert all(seconds >= 0 for seconds in result["seconds"].values())


def test_the_example_is_plausible(planned):
    result = planned.json
    last_year = sum(s.existing_revenue_cents for s in build_example(Language.ENGLISH).segments) / 100
    assert result["company_target"] / last_year == pytest.approx(1.15, abs=0.01)
    assert 0.08 <= result["cost_of_sales_ratio"] <= 0.15
    assert abs(result["calibration"]["deviation"]) < 0.15
    assert result["contribution"] > result["baselines"]["as_last_year"]["contribution"]
    assert result["baselines"]["as_last_year"]["feasible"]


# One of each sheet through the whole program; tests/results/test_verify_file.py changes every number of every sheet.
_KINDS = [
    ("unit's effort", 1, 6, 5, 9_999_999),
    ("unit's channel", 1, 6, 2, "avoid"),
    ("team's heads", 4, 6, 3, 77),
    ("seat's figure", 5, 7, 11, 1_234.5),
    ("seat's name", 5, 7, 1, "A02"),
    ("cost amount", 7, 6, 5, 1),
    ("tie-out", 8, 6, 3, 5),
    ("summary", 0, 8, 2, 1.5),
    ("company", 0, 2, 1, "Other · 2027 · USD"),
]


@pytest.mark.parametrize(("kind", "sheet", "row", "column", "value"), _KINDS, ids=[k[0] for k in _KINDS])
def test_a_falsified_file_is_found(tmp_path, kind, sheet, row, column, value):
    content = write_rich_workbook(Language.ENGLISH)
    name = read_rich_book(Language.ENGLISH).sheets[sheet].name
    forged = tmp_path / "forged.xlsx"
    forged.write_bytes(set_cell(content, name, f"{column_letter(column - 1)}{row}", value))
    assert run(["verify", str(forged)]) == 7, f"{kind} on {name}: not found"


@pytest.mark.parametrize("language", list(Language))
def test_a_changed_input_is_found(tmp_path, language):
    forged = tmp_path / "forged.xlsx"
    sheet = table_named("segments").sheet.choose(language)
    forged.write_bytes(set_cell(write_rich_workbook(language), sheet, "F3", 0.123))
    assert run(["verify", str(forged)]) == 7


def _check(path, capsys, *words):
    """Return what ``planner check`` prints of a workbook with errors."""
    capsys.readouterr()
    assert run(["check", str(path), *words]) == 3
    return capsys.readouterr().out


def test_check_reports_every_fault_with_its_cell(tmp_path, capsys):
    book, content = tmp_path / "plan.xlsx", short_example(Language.ENGLISH)
    faults = [("Segments", "F12", "1.234,56"), ("Segments", "H13", "directt"), ("Teams", "H5", "Total")]
    for sheet, cell, value in faults:
        content = set_cell(content, sheet, cell, value)
    book.write_bytes(set_cell(content, "Potential", "B2", None, "1/0"))
    errors = [f for f in json.loads(_check(book, capsys, "--json"))["findings"] if f["severity"] == "error"]
    found = {(f["sheet"], f["cell"]) for f in errors}
    assert {*((sheet, cell) for sheet, cell, _ in faults), ("Potential", "B2")} <= found


def test_the_message_names_cell_found_expected_and_remedy(tmp_path, capsys):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(set_cell(short_example(Language.ENGLISH), "Segments", "G12", "1.234,56"))
    assert (
        "ERROR Segments!G12 (Last year's revenue): found '1.234,56', a number is expected. Write 1234.56 or 1,234.56."
        in _check(book, capsys).replace("\n", " ")
    )
    assert "错误 Segments!G12（" in _check(book, capsys, "--lang", "zh").replace("(", "（").replace(" （", "（")


def test_an_impossible_target_exits_4_and_names_it(tmp_path, capsys):
    book_path = tmp_path / "plan.xlsx"
    plan_input = make_rich_input(target_revenue_cents=75_000_000_000)
    book_path.write_bytes(build_template(plan_input, Language.ENGLISH))
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
    assert f"Fill it in (its first sheet says in which order). Next: planner check {book}" in capsys.readouterr().out
    assert run(["check", str(book), "--json"]) == 3
    codes = {f["code"] for f in json.loads(capsys.readouterr().out)["findings"]}
    assert {"cell_blank", "sheet_empty"} <= codes


def test_the_example_has_every_kind_of_fit():
    assert set(build_example(Language.CHINESE).fit.values()) == set(Fit)
