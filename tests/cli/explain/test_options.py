"""``planner options``: every option of the input once, priced as the plan has it; those that a plan chose are marked."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from planner.cli.main import run
from planner.errors import ExitCode
from planner.language import Language
from planner.response import build_options, build_staffing
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.writing.files.csv_cell import csv_content
from planner.writing.inputs.template import build_template
from tests.results.forgery import write_rich_workbook
from tests.results.rich_case import make_rich_case

_FIGURES = ("fte", "cosell_fte", "kept", "new", "revenue", "margin", "partner_margin", "commission", "programme")
_WORDS = {Language.ENGLISH: ("Chosen in this plan", "yes", "no"), Language.CHINESE: ("本计划选用", "是", "否")}


def _read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


@pytest.mark.parametrize("language", list(Language))
def test_the_chosen_options_are_the_plans_units(tmp_path, language, capsys):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(write_rich_workbook(language))
    assert run(["options", str(book)]) == 0
    assert str(tmp_path / "plan-options.csv") in capsys.readouterr().out
    rows = _read(tmp_path / "plan-options.csv")
    header, yes, no = _WORDS[language]
    plan_input, plan = make_rich_case()
    assert len(rows) == build_options(plan_input, build_staffing(plan_input)).size
    assert {row[header] for row in rows} == {yes, no}
    chosen = [row for row in rows if row[header] == yes]
    assert len(chosen) == len(plan.channel_plan.units)
    sheet = openpyxl.load_workbook(book, data_only=True)[CHANNEL_PLAN_SHEET.sheet.choose(language)]
    cells = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
    planned = {row[0]: dict(zip(cells[0], row, strict=True)) for row in cells[1:] if row[0]}
    named = [CHANNEL_PLAN_SHEET.header(key).choose(language) for key in ("channel", "team", "coseller")]
    shown = [CHANNEL_PLAN_SHEET.header(key).choose(language) for key in (*_FIGURES, "contribution", "carry_over")]
    for row in chosen:
        other = planned[row[CHANNEL_PLAN_SHEET.header("unit").choose(language)]]
        assert [row[h] for h in named] == [other[h] or "" for h in named]
        assert [float(row[h]) for h in shown] == pytest.approx([other[h] for h in shown], abs=1e-6)


def test_without_a_plan_nothing_is_chosen_and_what_a_person_ruled_out_is_said(tmp_path):
    plan_input, _ = make_rich_case()
    book, out = tmp_path / "input.xlsx", tmp_path / "list.csv"
    book.write_bytes(build_template(plan_input, Language.ENGLISH))
    assert run(["options", str(book), "-o", str(out), "--lang", "en"]) == 0
    rows, options = _read(out), build_options(plan_input, build_staffing(plan_input))
    assert {row["Chosen in this plan"] for row in rows} == {""}
    ruled_out = (~(options.allowed & options.eligible)).sum()
    assert 0 < sum(row["Can be chosen"] == "no" for row in rows) == ruled_out
    assert sum(row["As last year"] == "yes" for row in rows) == options.is_today.sum()


def test_nothing_is_replaced_and_no_other_ending_is_taken(tmp_path):
    book = tmp_path / "input.xlsx"
    book.write_bytes(build_template(make_rich_case()[0], Language.ENGLISH))
    (tmp_path / "input-options.csv").write_text("mine")
    assert run(["options", str(book)]) == 0
    assert (tmp_path / "input-options.csv").read_text() == "mine"
    assert (tmp_path / "input-options-2.csv").exists()
    assert run(["options", str(book), "-o", str(tmp_path / "input-options.csv")]) == ExitCode.WRONG_USAGE
    assert run(["options", str(book), "-o", str(tmp_path / "list.xlsx")]) == ExitCode.WRONG_USAGE
    assert sorted(p.name for p in tmp_path.iterdir()) == ["input-options-2.csv", "input-options.csv", "input.xlsx"]


def test_names_do_not_run_as_formulas_and_numbers_stay_numbers():
    assert csv_content([["=1+1", -5.5, None, "名"]]).decode("utf-8-sig") == "'=1+1,-5.5,,名\r\n"
