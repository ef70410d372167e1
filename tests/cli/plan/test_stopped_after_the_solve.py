"""Ctrl-C once the plan is made: it is written and shown all the same; a second one leaves at once, and nothing is written."""

from __future__ import annotations

import json
import signal
from contextlib import suppress

import pytest

import planner.writing.files.atomic as atomic
from planner.cli.main import run
from planner.cli.plan import json_objects
from planner.language import Language
from planner.results import verify
from planner.results.explain import locate, report
from planner.results.written import verify_file
from planner.writing import plan_workbook
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input
from tests.signal_in_a_step import signal_in

MADE = "The plan is made: writing and showing it is finished."
STEPS = [
    (verify, "verify_plan"),
    (locate, "explain_plan"),
    (report, "list_reasons"),
    (plan_workbook, "build_plan_workbook"),
    (verify_file, "refuse_file_faults"),
    (atomic, "write_atomically"),
    (atomic, "_sync_folder"),
    (json_objects, "plan_json"),
]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    return path


def _plan(book, *words):
    return run(["plan", str(book), "-o", str(book.with_name("made.xlsx")), "--json", *words])


@pytest.mark.parametrize(("module", "name"), STEPS, ids=[name for _, name in STEPS])
def test_the_first_is_heard_and_the_plan_is_written_as_without_it(book, monkeypatch, capfd, module, name):
    assert _plan(book) == 0
    without = json.loads(capfd.readouterr().out)
    book.with_name("made.xlsx").unlink()
    signal_in(monkeypatch, f"{module.__name__}.{name}")
    assert _plan(book) == 0
    told = capfd.readouterr()
    assert MADE in told.err
    assert "Press Ctrl-C again to leave at once" in told.err
    made = json.loads(told.out)
    assert {**made, "seconds": {}, "manifest": {}} == {**without, "seconds": {}, "manifest": {}}
    assert made["status"] == "optimal"
    assert sorted(p.name for p in book.parent.iterdir()) == ["made.xlsx", "plan.xlsx"]
    assert run(["verify", str(book.with_name("made.xlsx"))]) == 0


@pytest.mark.parametrize(("module", "name"), STEPS[:6], ids=[name for _, name in STEPS[:6]])
def test_the_second_leaves_at_once(book, monkeypatch, capfd, module, name):
    signal_in(monkeypatch, f"{module.__name__}.{name}", times=2)
    assert _plan(book) == 130
    told = capfd.readouterr()
    assert json.loads(told.out)["status"] == "interrupted"
    assert "Traceback" not in told.err
    assert [p.name for p in book.parent.iterdir()] == ["plan.xlsx"]


def test_what_explain_plans_again_is_left_out_and_told(book, monkeypatch, capfd):
    seen = []

    def solve(explained):
        with suppress(ValueError):  # whatever is raised inside, the interruption passes
            signal.raise_signal(signal.SIGINT)
        seen.append("went on")

    monkeypatch.setattr(report, "solve_reasons", solve)
    assert _plan(book, "--explain") == 130
    told = capfd.readouterr()
    assert not seen
    assert MADE in told.err
    assert "Interrupted while explaining: the plan is whole" in told.err
    assert json.loads(told.out)["status"] == "optimal"
    assert run(["verify", str(book.with_name("made.xlsx"))]) == 0


def test_a_dry_run_is_shown(book, monkeypatch, capfd):
    signal_in(monkeypatch, "planner.results.explain.report.list_reasons")
    assert _plan(book, "--dry-run") == 0
    assert json.loads(capfd.readouterr().out)["output"] is None


def test_handlers_are_as_before_afterwards(book, monkeypatch):
    before = signal.getsignal(signal.SIGINT)
    signal_in(monkeypatch, "planner.results.explain.report.list_reasons")
    _plan(book)
    assert signal.getsignal(signal.SIGINT) is before
