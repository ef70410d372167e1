"""``planner risk`` as a user calls it, on a planning workbook, on the plan made from it, on an edited one."""

from __future__ import annotations

import json

import openpyxl
import pytest

from planner.cli.main import run
from planner.domain.risk import STANDARD_RISK
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.results.written.sheets.read_book import read_book
from planner.tables.inputs.risk import RISK, RISK_LABELS
from planner.writing.inputs.template import build_template
from tests.example_workbooks import planned_example
from tests.results.forgery import set_cell, write_rich_workbook
from tests.results.rich_case import make_rich_input

pytestmark = pytest.mark.usefixtures("plans_read_once")
DRAWS = ["--draws", "400", "--quiet"]


@pytest.fixture(scope="module", params=list(Language))
def planned(request, tmp_path_factory):
    return planned_example(tmp_path_factory, request.param)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small company: its planning workbook and the plan made from it."""
    folder = tmp_path_factory.mktemp("small")
    book, made = folder / "plan.xlsx", folder / "made.xlsx"
    book.write_bytes(build_template(make_rich_input(), Language.ENGLISH))
    made.write_bytes(write_rich_workbook(Language.ENGLISH))
    return book, made


def _json(capsys, *words):
    capsys.readouterr()
    assert run(["risk", *map(str, words), *DRAWS, "--dry-run", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def _read_risk(path):
    plan_input = read_plan_input(path).plan_input
    assert plan_input is not None
    return plan_input.risk


def _edit(source, target, sheet, find, value):
    """Save `source` as `target` with another value beside the label `find`."""
    rows = next(s for s in read_book(source.read_bytes(), source.name).sheets if s.name == sheet).rows
    row = next(r for r, cells in enumerate(rows, start=1) if cells and cells[0].value == find)
    target.write_bytes(set_cell(source.read_bytes(), sheet, f"B{row}", value))


def test_the_written_plan_is_what_is_simulated(planned, capsys):
    seen = _json(capsys, planned.made)
    assert len(seen["teams"]) == 8
    assert seen["expected_revenue"] == planned.json["revenue"]
    assert seen["expected_cost_of_sales_ratio"] == pytest.approx(planned.json["cost_of_sales_ratio"], rel=1e-8)


def test_a_planning_workbook_is_planned_and_simulated(small, capsys):
    from_file, from_input = _json(capsys, small[1]), _json(capsys, small[0])
    for key in ("expected_revenue", "company_target", "target_probability", "sources"):
        assert from_file[key] == from_input[key], key
    assert from_file["revenue"] == pytest.approx(from_input["revenue"], rel=1e-12)
    assert [t["team"] for t in from_file["teams"]] == [t["team"] for t in from_input["teams"]]


def test_the_risk_workbook_holds_the_figures(planned, capsys, tmp_path):
    language, made = planned.language, planned.made
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
    # How it was made is not left for a page of its own; openpyxl has 1, the default, as none.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert sheet.page_setup.fitToHeight != 0
    assert sheet.column_dimensions["A"].width >= min(44, max(len(t["team"]) for t in stated["teams"]) + 2)
    reread = read_plan_input(output)
    assert all(f.code != "sheet_repeated" for f in reread.findings)


def test_the_seed_decides_and_nothing_else(small, capsys):
    first, second = _json(capsys, small[1]), _json(capsys, small[1])
    assert first == second
    assert _json(capsys, small[1], "--seed", 3)["revenue"] != first["revenue"]


def test_parameters_come_from_the_sheet_and_default_without_it(small, capsys, tmp_path):
    calm, bare = tmp_path / "calm.xlsx", tmp_path / "bare.xlsx"
    _edit(small[0], calm, RISK.sheet.en, "Market spread", 0.01)
    assert _read_risk(calm).market_spread == 0.01
    book = openpyxl.load_workbook(small[0])
    del book[RISK.sheet.en]
    book.save(bare)
    assert _read_risk(bare) == STANDARD_RISK
    wide, narrow = _json(capsys, bare), _json(capsys, calm)
    assert wide["revenue"] == _json(capsys, small[0])["revenue"]
    assert narrow["revenue"]["p10"] > wide["revenue"]["p10"]


def test_a_plan_that_does_not_hold_is_not_simulated(small, capsys, tmp_path):
    edited = tmp_path / "edited.xlsx"
    _edit(small[1], edited, "Plan", "Company target: revenue", 4_000_000)
    capsys.readouterr()
    assert run(["risk", str(edited), *DRAWS, "--dry-run"]) == 7
    out, err = capsys.readouterr()
    assert out == ""
    assert "planner verify edited.xlsx" in err


def test_a_parameter_out_of_bounds_is_refused_with_its_cell(small, capsys, tmp_path):
    wrong = tmp_path / "wrong.xlsx"
    _edit(small[0], wrong, RISK.sheet.en, "Chance to lose a large deal", -0.2)
    capsys.readouterr()
    assert run(["check", str(wrong), "--json"]) == 3
    found = json.loads(capsys.readouterr().out)["findings"]
    assert any(f["sheet"] == RISK.sheet.en and f["severity"] == "error" for f in found)


def test_nothing_is_overwritten(small, tmp_path):
    made = tmp_path / "made.xlsx"
    made.write_bytes(small[1].read_bytes())
    for _ in range(2):
        assert run(["risk", str(made), *DRAWS]) == 0
    assert {p.name for p in tmp_path.iterdir()} == {"made.xlsx", "made-risk.xlsx", "made-risk-2.xlsx"}
    assert run(["risk", str(made), "-o", str(tmp_path / "made-risk.xlsx"), *DRAWS]) == 2
    assert run(["risk", str(made), "-o", str(made), "--force", *DRAWS]) == 2
    assert made.read_bytes() == small[1].read_bytes()


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "text.xlsx").write_text("not a workbook", encoding="utf-8")
    assert run(["risk", str(tmp_path / "text.xlsx")]) == 5
    assert run(["risk", str(tmp_path / "none.xlsx")]) == 5
    assert run(["risk"]) == 2
