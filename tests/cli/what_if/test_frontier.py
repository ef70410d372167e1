"""``planner frontier`` and ``planner tornado`` on a small workbook."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from planner.cli.main import run
from planner.cli.what_if.frontier_report import show_frontier
from planner.domain.choices import Channel
from planner.language import Language
from planner.results.frontier import Frontier, FrontierPoint, Trade
from planner.results.verify import verify_plan
from planner.scenarios import solve
from planner.writing.inputs.template import build_template
from tests.comparison_builder import make_comparison
from tests.plan_input_builder import make_plan_input, make_settings, make_team


@pytest.fixture
def book(tmp_path):
    field, partners = make_team("Field", max_hires=2), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1)
    path = tmp_path / "plan.xlsx"
    plan_input = make_plan_input(teams=(field, partners), settings=make_settings(effort_levels_fte=(0.5, 1.0, 2.0)))
    path.write_bytes(build_template(plan_input, Language.ENGLISH))
    return path


@pytest.mark.parametrize("trade", ["revenue-ratio", "contribution-heads", "target-moves"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_frontier_is_written_in_both_languages(book, tmp_path, capsys, trade, lang):
    output = tmp_path / "frontier.xlsx"
    words = ["frontier", str(book), "--trade", trade, "--points", "4", "--lang", lang, "-o", str(output), "--quiet"]
    assert run(words) == 0
    sheet = openpyxl.load_workbook(output)["Frontier" if lang == "en" else "有效前沿"]
    points = [row for row in sheet.iter_rows(min_row=5, max_col=5, values_only=True) if isinstance(row[0], int)]
    assert all(0 <= p[4] <= 1e-4 for p in points), "each point's proven gap stands beside it"
    shown = capsys.readouterr().out
    assert "--time-limit" not in shown
    assert [p[0] for p in points] == list(range(1, len(points) + 1))
    assert f"{points[0][2]:,.0f}" in shown


def test_a_point_is_written_as_a_plan_that_holds(book, tmp_path, capsys):
    made = tmp_path / "point.xlsx"
    words = ["--trade", "target-moves", "--write", "1", "--plan-output", str(made), "--quiet"]
    assert run(["frontier", str(book), *words]) == 0
    assert made.exists()
    assert run(["verify", str(made)]) == 0
    text = [str(c) for row in openpyxl.load_workbook(made)["Plan"].iter_rows(values_only=True) for c in row if c]
    assert any(t.startswith("target-moves 1: change_limit") for t in text), "the plan says what it is"
    assert run(["frontier", str(book), "-o", str(tmp_path / "f.xlsx"), "--write", "99", "--quiet"]) == 2


def test_a_point_found_by_a_price_of_cost_is_written_as_the_plan_under_its_own_ratio(book, tmp_path, capsys):
    made = tmp_path / "point.xlsx"
    words = ["frontier", str(book), "-o", str(tmp_path / "f.xlsx"), "--points", "6", "--quiet", "--force"]
    assert run([*words, "--write", "2", "--plan-output", str(made)]) == 0
    gain = openpyxl.load_workbook(tmp_path / "f.xlsx")["Frontier"]["C6"].value
    assert run(["verify", str(made)]) == 0
    assert f"{gain:,.2f}" in {
        f"{c:,.2f}" for r in openpyxl.load_workbook(made)["Plan"].values for c in r if isinstance(c, float | int)
    }


def test_points_that_the_clock_ended_are_told(capsys):
    cases = make_comparison().cases[:2]
    assert cases[1].figures is not None
    late = replace(cases[1], figures=replace(cases[1].figures, status="time_limit", gap=0.0012))
    points = tuple(FrontierPoint(100 * n, 0.1 * n, None, c) for n, c in enumerate((cases[0], late), start=1))
    frontier = Frontier("Example", "2026", "CNY", Trade.REVENUE_RATIO, points, None, ())
    show_frontier(frontier, Path("f.xlsx"), Language.ENGLISH)
    shown = capsys.readouterr().out
    assert "0.120%" in shown
    assert "1 of them ended at the time limit" in shown


def test_a_workbook_without_a_plan_has_no_frontier(tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    impossible = make_plan_input(settings=make_settings(target_revenue_cents=2 * 10**11))
    path.write_bytes(build_template(impossible, Language.ENGLISH))
    assert run(["frontier", str(path), "--quiet"]) == 4
    assert "No plan keeps all the rules" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_tornado_is_ranked_in_both_languages(book, tmp_path, capsys, lang):
    output = tmp_path / "tornado.xlsx"
    words = ["--input", "Segments.Penetration", "--input", "Teams.Pay per head", "--by", "20", "--lang", lang]
    assert run(["tornado", str(book), *words, "-o", str(output), "--quiet"]) == 0
    sheet = openpyxl.load_workbook(output)["Tornado" if lang == "en" else "敏感度"]
    rows = list(sheet.iter_rows(min_row=5, max_row=6, max_col=7, values_only=True))
    assert rows[0][5] >= rows[1][5] > 0
    pay = next(r for r in rows if ("Pay" in r[0] or "薪酬" in r[0]))
    assert pay[1:5] == (0.8, 120_000, 1.2, -120_000)  # three heads of 200,000.00, a fifth
    assert "+120,000" in capsys.readouterr().out


def test_a_tornado_of_words_is_refused(book, capsys):
    assert run(["tornado", str(book), "--input", "Segments.Industry", "--quiet"]) == 3
    assert "no column of numbers" in capsys.readouterr().err


def test_plans_that_were_not_found_are_told_and_not_taken_for_impossible(book, tmp_path, capsys, monkeypatch):
    """Every second case of the halving runs out of memory: the frontier is shorter, and says so."""
    calls = itertools.count()

    def out_of_memory(plan_input, plan):
        if next(calls) in (1, 3):
            raise MemoryError
        return verify_plan(plan_input, plan)

    monkeypatch.setattr(solve, "verify_plan", out_of_memory)
    words = ["frontier", str(book), "--points", "3", "--no-cache", "--quiet", "-o", str(tmp_path / "f.xlsx")]
    assert run(words) == 5
    assert "2 of the plans tried were not found in time, or failed (Out of memory)" in capsys.readouterr().err
    cells = [c for row in openpyxl.load_workbook(tmp_path / "f.xlsx")["Frontier"].values for c in row]
    assert "Plans not decided" in cells
