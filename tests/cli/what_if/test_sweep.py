"""``planner sweep`` on a small workbook."""

from __future__ import annotations

from itertools import pairwise

import openpyxl
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    return path


def _cells(path, sheet):
    rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_a_looser_cap_never_brings_less(book, tmp_path, capsys):
    output = tmp_path / "sweep.xlsx"
    words = ["--vary", "Settings.cost_of_sales_cap=15 %:35 %:5 %", "--vary", "Settings.objective=revenue", "--quiet"]
    assert run(["sweep", str(book), *words, "-o", str(output)]) == 0
    assert "Sweep: " in capsys.readouterr().out
    rows = _cells(output, "Sweep")
    head = rows[3]
    assert head[:3] == ["Cost-of-sales cap", "Objective", "Outcome"]
    points = rows[4:9]
    assert [r[0] for r in points] == [0.15, 0.2, 0.25, 0.3, 0.35]
    revenue, ratio = head.index("Expected revenue"), head.index("Cost-of-sales ratio")
    planned = [r for r in points if r[2] == "planned"]
    assert len(planned) >= 2
    assert any(r[2] != "planned" and r[revenue] is None for r in points), "a tight cap has no plan"
    assert all(a[revenue] <= b[revenue] for a, b in pairwise(planned))
    assert all(r[ratio] <= r[0] + 1e-9 for r in planned)


def test_two_axes_make_a_matrix_in_both_languages(book, tmp_path):
    for lang, sheet in (("en", "Contribution matrix"), ("zh", "贡献矩阵")):
        output = tmp_path / f"{lang}.xlsx"
        words = ["--vary", "Segments[North].Penetration=0.5,0.9", "--vary", "Teams[Field].Pay per head=*1,*2"]
        assert run(["sweep", str(book), *words, "-o", str(output), "--lang", lang, "--quiet"]) == 0
        rows = _cells(output, sheet)
        assert rows[3][1:3] == ["1", "2"]
        easy, hard = rows[5], rows[4]
        assert (hard[0], easy[0]) == ("0.5", "0.9")
        assert easy[1] > hard[1], "an easier segment brings more"
        assert hard[1] - hard[2] == pytest.approx(400_000), "two heads, 200,000.00 more each"


def test_points_that_cannot_be_so_certain_say_of_what(book, tmp_path, capsys):
    """The target of 5 million is beyond every year; half a million is reached in all."""
    output = tmp_path / "sweep.xlsx"
    words = ["--vary", "Settings.certain_revenue=500000,5000000", "--robust", "0.9", "--quiet"]
    assert run(["sweep", str(book), *words, "-o", str(output)]) == 0
    assert "5000000: revenue of 5,000,000 with 90.0 % certainty" in capsys.readouterr().out
    head, *points = _cells(output, "Sweep")[3:6]
    assert [p[head.index("Certainty asked for")] for p in points] == [0.9, None]
    assert points[0][head.index("Probability, simulated")] >= 0.9


def test_a_name_that_is_nowhere_is_refused_before_anything_is_solved(book, tmp_path, capsys):
    output = tmp_path / "sweep.xlsx"
    for varied, word in (("Teams[Nobody].Heads=1,2", "finds no cell"), ("Teems.Heads=1", "Did you mean 'Teams'?")):
        assert run(["sweep", str(book), "--vary", varied, "-o", str(output), "--quiet"]) == 3
        assert word in capsys.readouterr().err
        assert not output.exists()
    assert run(["sweep", str(book), "--vary", "Heads=1"]) == 2


def test_points_that_cannot_be_stand_beside_those_that_can(book, tmp_path, capsys):
    varied = "Settings.cost_of_sales_cap=35 %,much"
    assert run(["sweep", str(book), "--vary", varied, "-o", str(tmp_path / "sweep.xlsx"), "--quiet"]) == 3
    assert "found 'much'" in capsys.readouterr().out
    assert (tmp_path / "sweep.xlsx").exists()


def test_a_dry_run_says_what_would_be_planned_and_what_is_kept(book, tmp_path, capsys):
    words = ["--vary", "Segments[North].Penetration=0.5,0.9,easy", "-o", str(tmp_path / "s.xlsx"), "--quiet"]
    assert run(["sweep", str(book), *words, "--dry-run"]) == 3
    shown = capsys.readouterr().out
    assert "4 cases: 3 to be planned, 0 kept from before, 1 refused." in shown
    assert "Penetration" in shown.split("refused", 1)[1].splitlines()[0], "the refused point says why"
    assert not (tmp_path / "s.xlsx").exists()
    assert run(["sweep", str(book), *words]) == 3
    capsys.readouterr()
    assert (
        run(["sweep", str(book), *words[:1], "Segments[North].Penetration=0.5,0.7", "--dry-run", "--lang", "zh"]) == 0
    )
    assert "共 3 个情景：待编制 1 个，已保存 2 个，不可接受 0 个。" in capsys.readouterr().out
