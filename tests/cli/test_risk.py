"""``planner risk`` as a user calls it, on a planning workbook, on the plan made from it, on an edited one."""

from __future__ import annotations

import json

import openpyxl
import pytest

from planner.cli.main import run
from planner.domain.risk import STANDARD_RISK
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.tables.risk import RISK, RISK_LABELS

DRAWS = ["--draws", "400", "--quiet"]


@pytest.fixture(scope="module", params=["en", "zh"])
def planned(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    book, made = folder / "plan.xlsx", folder / "made.xlsx"
    assert run(["template", str(book), "--example", "--lang", request.param]) == 0
    assert run(["plan", str(book), "-o", str(made), "--quiet", "--no-territories"]) == 0
    return Language(request.param), book, made


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    folder = tmp_path_factory.mktemp("english")
    book, made = folder / "plan.xlsx", folder / "made.xlsx"
    assert run(["template", str(book), "--example"]) == 0
    assert run(["plan", str(book), "-o", str(made), "--quiet", "--no-territories"]) == 0
    return book, made


def _json(capsys, *words):
    capsys.readouterr()
    assert run(["risk", *map(str, words), *DRAWS, "--dry-run", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def _read_risk(path):
    plan_input = read_plan_input(path).plan_input
    assert plan_input is not None
    return plan_input.risk


def _edit(source, target, sheet, find, value, column=2):
    """Save `source` as `target` with another value beside the label `find`; saved values stand as plain values."""
    book = openpyxl.load_workbook(source, data_only=True)
    row = next(r for r in range(1, 80) if book[sheet].cell(r, 1).value == find)
    book[sheet].cell(row, column).value = value
    book.save(target)


def test_the_written_plan_is_what_is_simulated(planned, capsys):
    _, book, made = planned
    from_file, from_input = _json(capsys, made), _json(capsys, book)
    for key in ("expected_revenue", "company_target", "target_probability", "revenue", "teams", "sources"):
        assert from_file[key] == from_input[key], key
    assert len(from_file["teams"]) == 8
    assert run(["plan", str(book), "--dry-run", "--json", "--quiet", "--no-territories"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert from_file["expected_revenue"] == plan["revenue"]
    assert from_file["expected_cost_of_sales_ratio"] == pytest.approx(plan["cost_of_sales_ratio"], rel=1e-8)


def test_the_risk_workbook_holds_the_figures(planned, capsys, tmp_path):
    language, _, made = planned
    output = tmp_path / "risk.xlsx"
    assert run(["risk", str(made), "-o", str(output), *DRAWS]) == 0
    stated = _json(capsys, made)
    book = openpyxl.load_workbook(output, data_only=True)
    assert book.sheetnames == ([["Risk", "Risk parameters"], ["风险", "风险参数"]][language is Language.CHINESE])
    sheet = book.worksheets[0]
    cells = {sheet.cell(r, 1).value: sheet.cell(r, 2).value for r in range(1, 90)}
    assert cells[RISK_LABELS["probability"].choose(language)] == stated["target_probability"]
    assert cells[RISK_LABELS["p10"].choose(language)] == pytest.approx(stated["revenue"]["p10"])
    assert len(sheet._charts) == 2
    reread = read_plan_input(output)
    assert all(f.code != "sheet_repeated" for f in reread.findings)


def test_the_seed_decides_and_nothing_else(english, capsys):
    first, second = _json(capsys, english[1]), _json(capsys, english[1])
    assert first == second
    assert _json(capsys, english[1], "--seed", 3)["revenue"] != first["revenue"]


def test_parameters_come_from_the_sheet_and_default_without_it(english, capsys, tmp_path):
    calm, bare = tmp_path / "calm.xlsx", tmp_path / "bare.xlsx"
    _edit(english[0], calm, RISK.sheet.en, "Market spread", 0.01)
    assert _read_risk(calm).market_spread == 0.01
    book = openpyxl.load_workbook(english[0])
    del book[RISK.sheet.en]
    book.save(bare)
    assert _read_risk(bare) == STANDARD_RISK
    wide, narrow = _json(capsys, bare), _json(capsys, calm)
    assert wide["revenue"] == _json(capsys, english[0])["revenue"]
    assert narrow["revenue"]["p10"] > wide["revenue"]["p10"]


def test_a_plan_that_does_not_hold_is_not_simulated(english, capsys, tmp_path):
    edited = tmp_path / "edited.xlsx"
    _edit(english[1], edited, "Plan", "Company target: revenue", 400_000_000)
    capsys.readouterr()
    assert run(["risk", str(edited), *DRAWS, "--dry-run"]) == 7
    out, err = capsys.readouterr()
    assert out == ""
    assert "planner verify edited.xlsx" in err


def test_a_parameter_out_of_bounds_is_refused_with_its_cell(english, capsys, tmp_path):
    wrong = tmp_path / "wrong.xlsx"
    _edit(english[0], wrong, RISK.sheet.en, "Chance to lose a large deal", -0.2)
    capsys.readouterr()
    assert run(["check", str(wrong), "--json"]) == 3
    found = json.loads(capsys.readouterr().out)["findings"]
    assert any(f["sheet"] == RISK.sheet.en and f["severity"] == "error" for f in found)


def test_nothing_is_overwritten(english, tmp_path):
    made = tmp_path / "made.xlsx"
    made.write_bytes(english[1].read_bytes())
    for _ in range(2):
        assert run(["risk", str(made), *DRAWS]) == 0
    assert {p.name for p in tmp_path.iterdir()} == {"made.xlsx", "made-risk.xlsx", "made-risk-2.xlsx"}
    assert run(["risk", str(made), "-o", str(tmp_path / "made-risk.xlsx"), *DRAWS]) == 2
    assert run(["risk", str(made), "-o", str(made), "--force", *DRAWS]) == 2
    assert made.read_bytes() == english[1].read_bytes()


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "text.xlsx").write_text("not a workbook", encoding="utf-8")
    assert run(["risk", str(tmp_path / "text.xlsx")]) == 5
    assert run(["risk", str(tmp_path / "none.xlsx")]) == 5
    assert run(["risk"]) == 2
