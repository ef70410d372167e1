"""``planner scenarios`` as a user calls it, on a small workbook."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import openpyxl
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.own_work import work_of
from tests.plan_input_builder import make_plan_input

_OURS = """
name = "ours"
title = { en = "Ours", zh = "自定" }
parent = "hiring_freeze"

[[changes]]
table = "Segments"
key = "North"
column = "Penetration"
value = "60 %"
"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    return path


def _fill_sheet(book, *rows):
    workbook = openpyxl.load_workbook(book)
    for i, row in enumerate(rows, start=2):
        for j, value in enumerate(row, start=1):
            workbook["Scenarios"].cell(i, j).value = value
    workbook.save(book)


def _run_json(capsys, *words):
    code = run([*map(str, words), "--json", "--quiet"])
    return code, json.loads(capsys.readouterr().out)


def test_list_and_show_without_a_workbook(capsys):
    assert run(["scenarios", "list", "--lang", "zh"]) == 0
    assert "冻结招聘" in capsys.readouterr().out
    assert run(["scenarios", "show", "price_rise"]) == 0
    assert "Gross margin multiply 1.03" in capsys.readouterr().out


def test_show_lists_every_cell_in_both_languages(book, tmp_path, capsys):
    ours = tmp_path / "ours.toml"
    ours.write_text(_OURS, encoding="utf-8")
    assert run(["scenarios", "show", "ours", str(book), "--file", str(ours)]) == 0
    english = capsys.readouterr().out
    assert "ours ← hiring_freeze" in english
    assert ["Segments", "North", "Penetration", "80", "%", "60", "%"] in [line.split() for line in english.splitlines()]
    assert run(["scenarios", "show", "ours", str(book), "--file", str(ours), "--lang", "zh"]) == 0
    assert "共 1 个单元格变更" in capsys.readouterr().out


def test_shipped_scenarios_are_compared_when_there_are_no_others(book, tmp_path, capsys):
    output = tmp_path / "compare.xlsx"
    code, report = _run_json(
        capsys, "scenarios", "run", book, "-o", output, "--only", "hiring_freeze", "--only", "price_rise"
    )
    assert code == 0
    assert [c["name"] for c in report["cases"]] == ["baseline", "hiring_freeze", "price_rise"]
    assert all(c["outcome"] == "planned" for c in report["cases"])
    base, _, dearer = (c["metrics"]["margin"] / c["metrics"]["revenue"] for c in report["cases"])
    assert dearer > base
    assert output.exists()


def test_the_scenarios_of_the_sheet_come_before_the_shipped_ones(book, capsys):
    _fill_sheet(
        book,
        ("Half a team", None, None, "Seats", "F2", "Presence", "multiply", 0.5),
        ("Nothing more", None, "Half a team"),
        ("Wrong", None, None, "Seats", "F9", "Presence", "set", 1),
    )
    code, report = _run_json(capsys, "scenarios", "run", book)
    assert code == 3, "one scenario is rejected; the others are there"
    assert [c["name"] for c in report["cases"]] == ["baseline", "Half a team", "Nothing more", "Wrong"]
    half, more, wrong = report["cases"][1:]
    assert half["metrics"] == more["metrics"]
    assert wrong["outcome"] == "rejected"
    assert "F9" in wrong["message"]
    assert report["output"] == str(book.with_name("plan-compare.xlsx"))
    _, again = _run_json(capsys, "scenarios", "run", book)
    assert again["output"].endswith("plan-compare-2.xlsx"), "nothing is overwritten without a word"


def test_a_case_without_a_plan_is_an_answer(book, tmp_path, capsys):
    ours = tmp_path / "ours.toml"
    ours.write_text(
        'name = "too much"\n[[changes]]\ntable = "Settings"\ncolumn = "Company target"\noperation = "multiply"\nvalue = 50\n',
        encoding="utf-8",
    )
    assert run(["scenarios", "run", str(book), str(ours), "--quiet"]) == 0
    shown = capsys.readouterr().out
    assert "no plan keeps all rules" in shown
    assert "→ A company target of at most" in shown


def test_wrong_words_and_names_are_refused_before_any_work(book, tmp_path, capsys):
    assert run(["scenarios", "run", str(book), "--only", "hiring_freze"]) == 2
    assert "Did you mean 'hiring_freeze'?" in capsys.readouterr().err
    assert run(["scenarios", "run", str(book), "-o", str(book)]) == 2
    assert run(["scenarios", "run", str(book), str(tmp_path / "none.toml")]) == 5
    assert run(["scenarios", "run", str(tmp_path / "none.xlsx")]) == 5


def test_a_workbook_with_faults_is_rejected(book, capsys):
    workbook = openpyxl.load_workbook(book)
    workbook["Segments"]["F2"] = "many"
    workbook.save(book)
    assert run(["scenarios", "run", str(book)]) == 3
    assert "Segments!F2" in capsys.readouterr().err


def test_progress_counts_on_stderr(book, capsys):
    assert run(["scenarios", "run", str(book), "--only", "cost_cut"]) in (0, 3)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("[############............] 1/2")
    assert "left" in lines[0]
    assert lines[-1].startswith("[########################] 2/2")


def test_two_processes_give_what_one_gives(book, tmp_path, capsys):
    names = ("--only", "hiring_freeze", "--only", "price_rise")
    _, one = _run_json(capsys, "scenarios", "run", book, "-o", tmp_path / "one.xlsx", *names)
    _, two = _run_json(
        capsys, "scenarios", "run", book, "-o", tmp_path / "two.xlsx", "--jobs", "2", "--no-cache", *names
    )
    for a, b in zip(one["cases"], two["cases"], strict=True):
        assert (a | {"seconds": 0}) == (b | {"seconds": 0})
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_second_run_solves_what_is_new_alone(book, tmp_path, capsys):
    names = ("--only", "hiring_freeze", "--only", "price_rise")
    _, first = _run_json(capsys, "scenarios", "run", book, "-o", tmp_path / "one.xlsx", *names)
    assert not any(c["cached"] for c in first["cases"])
    _, second = _run_json(
        capsys, "scenarios", "run", book, "-o", tmp_path / "two.xlsx", *names, "--only", "key_team_loss"
    )
    assert {c["name"]: c["cached"] for c in second["cases"]} == {
        "baseline": True,
        "hiring_freeze": True,
        "price_rise": True,
        "key_team_loss": False,
    }
    assert [c["metrics"] for c in second["cases"][:3]] == [c["metrics"] for c in first["cases"]]
    _, third = _run_json(capsys, "scenarios", "run", book, "-o", tmp_path / "three.xlsx", "--no-cache", *names)
    assert (tmp_path / "three.xlsx").read_bytes() == (tmp_path / "one.xlsx").read_bytes()
    assert not any(c["cached"] for c in third["cases"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a group")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_finished_and_ends_within_two_seconds(tmp_path, jobs):
    path, output = tmp_path / "plan.xlsx", tmp_path / "compare.xlsx"
    assert run(["template", str(path), "--example"]) == 0
    words = ["scenarios", "run", str(path), "-o", str(output), "--jobs", jobs, "--gap", "0.002", "--no-cache"]
    # A test run that a shell put into the background hands on that Ctrl-C is ignored.
    listen = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{listen}; from planner.cli.main import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    assert child.stderr is not None
    assert "1/8" in child.stderr.readline()
    before = work_of(child.pid)
    os.killpg(child.pid, signal.SIGINT)
    assert child.stdout is not None
    with child.stdout, child.stderr:
        shown, _ = child.stdout.read(), child.stderr.read()
    assert work_of(child.pid) - before < 10, "two seconds on a free machine"
    assert child.wait() == 130
    assert "not run" in shown
    outcomes = next(openpyxl.load_workbook(output).worksheets[0].iter_rows(min_row=5, max_row=5, values_only=True))
    assert "planned" in outcomes
    assert "not run" in outcomes


def test_a_dry_run_plans_and_writes_nothing(book, tmp_path, capsys):
    output = tmp_path / "c.xlsx"
    words = ["scenarios", "run", book, "--only", "price_rise", "-o", output, "--dry-run"]
    code, told = _run_json(capsys, *words)
    assert code == 0
    assert told == {
        "dry_run": True,
        "cases": [{"name": "baseline", "state": "plan"}, {"name": "price_rise", "state": "plan"}],
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["plan.xlsx"]
