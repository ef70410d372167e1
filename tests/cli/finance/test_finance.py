"""``planner finance`` as a controller calls it, in both languages."""

from __future__ import annotations

import json

import pytest

from planner.cli.main import run
from planner.cli.screen.text_table import width_of
from planner.language import Language
from planner.results.cost_of_sales.attainment import compute_costs_at
from planner.results.cost_of_sales.curve import build_curve
from planner.results.written.read_plan import read_plan_file
from planner.tables.results.cost_sheets import COST_SHEET
from planner.writing.files.manifest import build_manifest
from planner.writing.inputs.template import build_template
from planner.writing.plan_workbook import build_plan_workbook
from tests.control_files import Row, long_rows, wide_rows, write_sheet
from tests.results.forgery import set_cell, write_rich_workbook
from tests.results.pay_case import make_pay_case
from tests.results.rich_case import make_rich_case, make_rich_input

pytestmark = pytest.mark.usefixtures("plans_read_once")


@pytest.fixture(params=list(Language))
def book(request, tmp_path):
    path = tmp_path / "made.xlsx"
    path.write_bytes(write_rich_workbook(request.param))
    return request.param, path


def test_the_json_is_the_plan(book, capsys):
    _, plan = make_rich_case()
    assert run(["finance", str(book[1]), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    company = report["ratios"][0]
    assert company["axis"] == "company"
    assert company["cost_of_sales"] == plan.channel_plan.totals.cost_of_sales_cents / 100
    assert company["ratio"] == plan.channel_plan.totals.cost_of_sales_ratio
    for axis in ("team", "channel", "segment", "product"):
        rows = [r for r in report["ratios"] if r["axis"] == axis]
        assert round(sum(r["cost_of_sales"] for r in rows), 2) == company["cost_of_sales"]
    assert report["months"][-1]["ratio_to_date"] == company["ratio"]
    assert "control" not in report


def test_the_tables_in_the_language_of_the_workbook(book, capsys):
    assert run(["finance", str(book[1]), "--cap", "1%", "--by", "team", "--by", "line"]) == 0
    shown = capsys.readouterr().out
    if book[0] is Language.ENGLISH:
        assert "Break their cap: Company" in shown
        assert "Marketing: Fair" in shown
    else:
        assert "突破上限：公司" in shown
        assert "市场费用：Fair" in shown
    assert "Banks" not in shown  # segments were not asked for
    table = [line for line in shown.splitlines() if line.startswith(("Field", "Allies", "Desk"))]
    assert len(table) == 3


def test_a_control_file_in_both_layouts(book, tmp_path, capsys):
    language, path = book
    for layout in (wide_rows, long_rows):
        control = write_sheet(tmp_path / "budget.xlsx", layout(*make_rich_case(), language))
        assert run(["finance", str(path), "--control", str(control), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["control"]["differences"] == []
    rows: list[Row] = [["Team", "Cost line", "Amount"], ["Company", "Fair", 9000.5]]
    assert run(["finance", str(path), "--control", str(write_sheet(tmp_path / "b.xlsx", rows)), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Budget!C2" in shown
    assert "0.50" in shown
    assert "not in the control file" in shown


def test_a_rejected_control_file_lists_its_faults(book, tmp_path, capsys):
    rows: list[Row] = [["Team", "Cost line", "Amount"], ["Field", "Pay", "much"]]
    control = write_sheet(tmp_path / "budget.xlsx", rows)
    assert run(["finance", str(book[1]), "--control", str(control), "--json", "--lang", "en"]) == 3
    answer = capsys.readouterr()
    assert json.loads(answer.out)["findings"][0]["cell"] == "C2"
    assert "Budget!C2" in answer.err


def test_a_plan_that_does_not_hold_gives_no_figures(book, capsys):
    language, path = book
    # The first line's amount, in place of its formula.
    path.write_bytes(set_cell(path.read_bytes(), COST_SHEET.sheet.choose(language), "E5", 1))
    assert run(["finance", str(path)]) == 7
    answer = capsys.readouterr()
    assert answer.out == ""
    assert "planner verify made.xlsx" in answer.err or "未通过核验" in answer.err


@pytest.mark.parametrize("words", [["--cap", "120%"], ["--cap", "much"], ["--tolerance", "-1"], ["--by", "region"]])
def test_wrong_words_are_refused(tmp_path, words, capsys):
    assert run(["finance", str(tmp_path / "no.xlsx"), *words]) == 2
    assert capsys.readouterr().err


def test_a_planning_workbook_is_no_plan(tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_rich_input(), Language.ENGLISH))
    assert run(["finance", str(path)]) == 5
    assert "is no plan workbook" in capsys.readouterr().err


def test_chinese_characters_are_two_columns_wide():
    assert width_of("团队 A") == 6


def _write_pay_workbook(path, language):
    plan_input, plan = make_pay_case()
    manifest = build_manifest(plan_input, plan, "pay.xlsx", "ab" * 32, (), ())
    path.write_bytes(build_plan_workbook(plan_input, plan, (), (), manifest, language))
    return path


@pytest.mark.parametrize("language", list(Language))
def test_pay_terms_come_back_from_the_plan_workbook(tmp_path, language, capsys):
    path = _write_pay_workbook(tmp_path / "pay.xlsx", language)
    plan_input, plan = make_pay_case()
    read = read_plan_file(path.read_bytes(), path.name)
    assert (read.plan_input.pay, read.plan_input.commission_rates) == (plan_input.pay, plan_input.commission_rates)
    assert run(["finance", str(path), "--json", "--at", "0.8,100%,1.2"]) == 0
    report = json.loads(capsys.readouterr().out)
    curve = build_curve(plan_input, plan)
    rows = {(r["axis"], r["name"]): r for r in report["attainment"]}
    for i, attainment in enumerate((0.8, 1.0, 1.2)):
        for cost in compute_costs_at(curve, attainment):
            shown = rows[cost.axis.value, cost.name]["at"][i]
            assert shown["cost_of_sales"] == cost.cost_cents / 100
            assert shown["ratio"] == cost.ratio
    assert report["pay_difference"] != 0
    assert len(report["selling_expense_release"]) == 12


def test_the_attainment_tables_on_the_screen(tmp_path, capsys):
    path = _write_pay_workbook(tmp_path / "pay.xlsx", Language.CHINESE)
    assert run(["finance", str(path), "--by", "attainment", "--by", "release"]) == 0
    shown = capsys.readouterr().out
    assert "盈亏平衡完成率" in shown
    assert "薪酬与提成阶梯表的成本比计划成本项" in shown
    assert "第12月" in shown
    # Teams without a cap keep none from anywhere.
    table = next(part for part in shown.split("\n\n") if "满足上限的最低完成率" in part)
    figures = [line.replace("> ", ">").replace(" %", "%").split()[-3:] for line in table.splitlines() if "%" in line]
    assert [kept for cap, kept, _ in figures[1:] if cap == "–"] == ["–"] * sum(cap == "–" for cap, *_ in figures[1:])
    assert any(cap == "–" for cap, *_ in figures[1:])
    assert ";" not in shown
    assert run(["finance", str(path), "--at", "400%"]) == 2
