"""``planner diagnose`` as a user calls it: conflicts, ways out, the changed workbook."""

from __future__ import annotations

import json

import pytest

from planner.cli.main import run
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.writing.inputs.template import build_template
from tests.plain_workbook import plain_sheets, write_sheets
from tests.plan_input_builder import make_plan_input, make_settings
from tests.results.rich_case import make_rich_input


@pytest.fixture
def impossible(tmp_path):
    """The small company, asked for more than its two teams can bring."""
    book = tmp_path / "plan.xlsx"
    plan_input = make_plan_input(
        settings=make_settings(target_revenue_cents=320_000_000, largest_stretch=1.0, cost_of_sales_cap=0.33)
    )
    book.write_bytes(build_template(plan_input, Language.ENGLISH))
    return book


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Ways out, each of them planned again:"), ("zh", "出路（每条均已重新规划验证）：")]
)
def test_the_ways_out_are_listed(impossible, capsys, lang, words):
    assert run(["diagnose", str(impossible), "--lang", lang, "--quiet"]) == 4
    out = capsys.readouterr().out
    assert words in out
    assert "320,000,000 → " not in out  # money is shown in currency units
    assert "The company target of 3,200,000 CNY cannot be met" in out or "公司目标 3,200,000 元 无法达到" in out
    assert "--apply 1" in out


@pytest.mark.parametrize("command", ["risk", "explain"])
def test_a_command_that_plans_on_the_way_gives_the_same_answer(impossible, capsys, command):
    assert run(["plan", str(impossible), "--quiet", "--no-territories"]) == 4
    planned = capsys.readouterr().err
    assert run([command, str(impossible), "--quiet"]) == 4
    assert capsys.readouterr().err == planned
    assert planned.startswith("The company target of 3,200,000 CNY cannot be met")
    assert "Ways out, each planned again:" in planned


def test_each_applied_way_plans(impossible, tmp_path, capsys):
    assert run(["diagnose", str(impossible), "--json", "--quiet"]) == 4
    ways = json.loads(capsys.readouterr().out)["ways_out"]
    assert len(ways) >= 2
    for number, way in enumerate(ways, start=1):
        target = tmp_path / f"way-{number}.xlsx"
        assert run(["diagnose", str(impossible), "--apply", str(number), "-o", str(target), "--quiet"]) == 0
        capsys.readouterr()
        assert run(["plan", str(target), "--dry-run", "--json", "--quiet", "--no-territories"]) == 0
        planned = json.loads(capsys.readouterr().out)
        # The way's own plan was solved to a looser gap.
        assert planned["contribution"] == pytest.approx(way["contribution"], rel=2e-3)
    changed = read_plan_input(tmp_path / "way-1.xlsx").plan_input
    assert changed is not None
    change = ways[0]["changes"][0]
    assert (change["table"], change["field"], change["from"]) == ("settings", "target_revenue", 3_200_000)
    assert changed.settings.target_revenue_cents == change["to"] * 100


def test_a_way_that_is_not_there_is_refused(impossible, tmp_path, capsys):
    target = tmp_path / "way.xlsx"
    assert run(["diagnose", str(impossible), "--apply", "99", "-o", str(target), "--quiet"]) == 2
    assert "no way out 99" in capsys.readouterr().err
    assert not target.exists()


def test_nothing_is_overwritten_and_the_input_never(impossible, tmp_path):
    before = impossible.read_bytes()
    assert run(["diagnose", str(impossible), "--apply", "1", "-o", str(impossible), "--force", "--quiet"]) == 2
    assert impossible.read_bytes() == before
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"mine")
    assert run(["diagnose", str(impossible), "--apply", "1", "-o", str(other), "--quiet"]) == 2
    assert other.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ((), "公司目标 900,000,000 元 无法达到"),
        (("--lang", "en"), "The company target of 900,000,000 CNY cannot be met"),
    ],
)
def test_an_error_is_told_in_the_language_of_the_workbook(tmp_path, capsys, lang, words):
    book = tmp_path / "plan.xlsx"
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=90_000_000_000, largest_stretch=1.0))
    book.write_bytes(build_template(plan_input, Language.CHINESE))
    assert run(["plan", str(book), "--quiet", *lang]) == 4
    assert words in capsys.readouterr().err


def test_a_case_with_a_plan_exits_0(tmp_path, capsys):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    assert run(["diagnose", str(book), "--quiet"]) == 0
    assert "There is a plan that keeps all rules." in capsys.readouterr().out


def test_a_certainty_asked_for_on_the_command_line_is_diagnosed_and_applied(tmp_path, capsys):
    book, changed = tmp_path / "plan.xlsx", tmp_path / "changed.xlsx"
    book.write_bytes(build_template(make_rich_input(max_hires=0), Language.ENGLISH))
    wish = ["--robust", "0.8", "--robust-revenue", "4460000", "--quiet"]
    assert run(["diagnose", str(book), *wish, "--json"]) == 4
    shown = json.loads(capsys.readouterr().out)
    assert (shown["certainty"]["wanted"], shown["certainty"]["revenue"]) == (0.8, 4_460_000)
    assert run(["diagnose", str(book), *wish, "--apply", "1", "-o", str(changed)]) == 0
    assert f"planner diagnose {book} --robust 0.8 --robust-revenue 4460000 --apply 1" in capsys.readouterr().out
    read = read_plan_input(changed).plan_input
    assert read is not None
    settings = read.settings
    first = shown["ways_out"][0]["changes"][0]
    assert getattr(settings, first["field"]) == first["to"]
    assert settings.certainty_share == 0.8


@pytest.mark.parametrize("command", ["diagnose", "explain", "risk"])
def test_a_rejected_workbook_is_json_where_json_is_asked(tmp_path, capsys, command):
    sheets = plain_sheets()
    sheets["Settings"][4][1] = "a lot"
    book = write_sheets(tmp_path / "plan.xlsx", sheets)
    assert run([command, str(book), "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "invalid"
    assert [f["cell"] for f in answer["findings"]] == ["B5"]
