"""``planner compare``: written plans side by side."""

from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pytest

from planner.cli.main import run
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.differences import list_input_changes
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team


def _make_plan(folder, name: str, plan_input: PlanInput):
    book, made = folder / f"{name}-input.xlsx", folder / f"{name}.xlsx"
    book.write_bytes(build_template(plan_input, Language.ENGLISH))
    assert run(["plan", str(book), "-o", str(made), "--quiet", "--no-territories"]) == 0
    return made


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    before = make_plan_input()
    after = replace(
        before,
        settings=make_settings(plan_year=2027),
        segments=(replace(before.segments[0], penetration=0.9), *before.segments[1:]),
    )
    return _make_plan(folder, "year-2026", before), _make_plan(folder, "year-2027", after)


def test_plans_of_two_years_stand_side_by_side(plans, tmp_path, capsys):
    capsys.readouterr()
    output = tmp_path / "compare.xlsx"
    assert run(["compare", *map(str, plans), "-o", str(output), "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)["cases"]
    assert (first["name"], second["name"]) == ("year-2026", "year-2027")
    assert second["metrics"]["revenue"] > first["metrics"]["revenue"], "an easier segment brings more"
    book = openpyxl.load_workbook(output)
    assert book.worksheets[0]["A2"].value == "Example · 2026 / 2027 · CNY"
    assert '"year":"2026 / 2027"' in output.with_suffix(".html").read_text(encoding="utf-8")
    sheet = book["What was changed"]
    changed = [[c.value for c in row][1:6] for row in sheet.iter_rows(min_row=5)]
    assert changed == [["Settings", None, "Plan year", 2026, 2027], ["Segments", "North", "Penetration", 0.8, 0.9]]


def test_a_plan_reads_back_with_the_figures_it_was_made_with(plans, capsys):
    capsys.readouterr()
    book = str(plans[0]).replace(".xlsx", "-input.xlsx")
    assert run(["scenarios", "run", book, "--only", "baseline", "--json", "--quiet", "--no-cache", "--force"]) == 0
    (made,) = json.loads(capsys.readouterr().out)["cases"]
    assert run(["compare", str(plans[0]), "--json", "--force"]) == 0
    (read,) = json.loads(capsys.readouterr().out)["cases"]
    assert read["metrics"] == pytest.approx(made["metrics"], rel=1e-6)
    assert read["channels"] == made["channels"]


def test_a_plan_that_does_not_hold_is_named_and_the_others_are_compared(plans, tmp_path, capsys):
    forged = tmp_path / "forged.xlsx"
    book = openpyxl.load_workbook(plans[0], data_only=True)
    book["Channel plan"]["B6"] = "avoid"
    book.save(forged)
    capsys.readouterr()
    assert run(["compare", str(plans[1]), str(forged), "-o", str(tmp_path / "c.xlsx")]) == 0
    shown = capsys.readouterr().out
    assert "forged.xlsx does not hold" in shown
    assert run(["compare", str(forged), "-o", str(tmp_path / "d.xlsx")]) == 3
    assert "None of the plans holds: forged" in capsys.readouterr().err


def test_what_cannot_be_compared_is_refused(plans, tmp_path, capsys):
    dollars = _make_plan(tmp_path, "dollars", make_plan_input(settings=make_settings(currency="USD")))
    assert run(["compare", str(plans[0]), str(dollars), "-o", str(tmp_path / "c.xlsx")]) == 3
    assert "CNY, USD" in capsys.readouterr().err
    assert run(["compare", str(plans[0]), "-o", str(plans[0])]) == 2
    assert run(["compare", str(tmp_path / "none.xlsx")]) == 5


def test_a_file_that_is_no_workbook_is_a_fault_of_files(plans, tmp_path):
    (tmp_path / "text.xlsx").write_text("not a workbook", encoding="utf-8")
    assert run(["compare", str(plans[0]), str(tmp_path / "text.xlsx")]) == 5


def test_a_row_that_one_input_lacks_shows_against_blank():
    before = make_plan_input(teams=(make_team("A"),), seats=(), segments=(make_segment("N"),))
    after = replace(before, teams=(*before.teams, make_team("B", heads=3)), potential_cents={})
    changes = {(c.row, c.field): (c.before, c.after) for c in list_input_changes(before, after, "x")}
    assert changes["B", "heads"] == (None, 3)
    assert changes["N | Core", "potential_cents"] == (400_000_000, None)
    assert list_input_changes(before, before, "x") == ()
