"""Runs of many cases that a signal cuts off: they say so on the screen and in the workbook, and an old workbook is not lost for nothing."""

from __future__ import annotations

import signal

import openpyxl
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import solve_task
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input

COMMANDS = {
    "scenarios": ("scenarios", "run"),
    "sweep": ("sweep", "--vary", "Settings.company_target=*0.95:1.05:0.05"),
    "frontier": ("frontier", "--points", "3"),
    "tornado": ("tornado", "--input", "Potential.Potential"),
}


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    return path


def _run_stopped_at(monkeypatch, book, name, lang, stop_at):
    """Call a command and have a signal come when the solve number `stop_at` begins; return its exit code."""
    begun = []

    def solve_or_stop(*arguments):
        begun.append(1)
        if len(begun) == stop_at:
            signal.raise_signal(signal.SIGINT)
        return solve_task(*arguments)

    # The default of a parameter is bound when the function is made.
    before_it = run_tasks.__defaults__ or ()
    monkeypatch.setattr(run_tasks, "__defaults__", (*before_it[:-1], solve_or_stop))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
    try:
        options = ("-o", str(book.with_name("made.xlsx")), "--force", "--no-cache", "--quiet", "--lang", lang)
        return run([*COMMANDS[name], str(book), *options])
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_was_cut_off_says_so(book, monkeypatch, capsys, name):
    assert _run_stopped_at(monkeypatch, book, name, "en", stop_at=2) == 130
    told = "Interrupted: what is written is of the cases that were solved by then (1).\n"
    assert capsys.readouterr().err == told
    sheets = openpyxl.load_workbook(book.with_name("made.xlsx"), read_only=True)
    cells = [row[:2] for sheet in sheets for row in sheet.iter_rows(values_only=True)]
    sheets.close()
    assert ("Interrupted; cases solved by then", "1") in cells


@pytest.mark.parametrize("name", COMMANDS)
def test_an_old_workbook_stays_where_nothing_was_solved(book, monkeypatch, capsys, name):
    book.with_name("made.xlsx").write_bytes(b"old")
    assert _run_stopped_at(monkeypatch, book, name, "zh", stop_at=1) == 130
    assert capsys.readouterr().err == "在首个方案求解之前已中断。未写入任何内容。\n"
    assert book.with_name("made.xlsx").read_bytes() == b"old"
