"""With --json there is one object on stdout, whatever a command ends with."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from planner.cli.main import run
from planner.cli.screen.json_answer import answer_json
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input
from tests.signal_in_a_step import signal_in


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    return path


def _answer(capfd, *words):
    """Return exit code and the one object of the command."""
    capfd.readouterr()
    code = run([*map(str, words), "--json"])
    return code, json.loads(capfd.readouterr().out)


COMMANDS = ["check", "plan", "verify", "risk", "territory", "diagnose", "explain", "finance", "compare"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_there(tmp_path, capfd, command):
    code, told = _answer(capfd, command, tmp_path / "missing.xlsx")
    assert code == 5
    assert told["status"] == "cannot_read_or_write"
    assert told["message"].endswith("missing.xlsx: there is no such file.")
    assert told["findings"] == []


def test_a_file_that_is_no_workbook(tmp_path, capfd):
    path = tmp_path / "规划.xlsx"
    path.write_text("text")
    code, told = _answer(capfd, "check", path)
    assert (code, told["status"]) == (3, "invalid")
    assert "规划.xlsx：" in told["message"]


@pytest.mark.parametrize("words", [("plan",), ("scenarios", "run"), ("risk",)])
def test_a_rejected_workbook_has_its_findings(book, capfd, words):
    broken = make_plan_input(segments=())
    book.write_bytes(build_template(broken, Language.ENGLISH))
    code, told = _answer(capfd, *words, book)
    assert (code, told["status"]) == (3, "invalid")
    assert "The workbook is rejected" in told["message"]
    assert any(f["severity"] == "error" for f in told["findings"])


def test_wrong_usage(book, capfd):
    code, told = _answer(capfd, "plan", book, "--gap", "5")
    assert (code, told["status"]) == (2, "wrong_usage")
    assert "--gap" in told["message"]


def test_an_interruption_before_any_plan(book, capfd, monkeypatch):
    signal_in(monkeypatch, "planner.validation.workbook.read_and_check")
    code, told = _answer(capfd, "plan", book)
    assert (code, told["status"]) == (130, "interrupted")
    assert told["findings"] == []


def test_a_fault_of_the_program(book, capfd, monkeypatch):
    monkeypatch.setattr("planner.validation.workbook.read_and_check", lambda path: 1 / 0)
    code, told = _answer(capfd, "check", book)
    assert (code, told["status"]) == (1, "program_fault")


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (ImportError("libhighs.so.1: cannot open shared object file", name="highspy._core"), 5, "highs.so.1: cannot"),
        (ModuleNotFoundError("No module named 'pulp'", name="pulp"), 5, "Install planner again"),
        (ImportError("cannot import name 'solve'", name="planner.solve"), 1, "Program fault (ImportError)"),
        (RuntimeError("FT_Open_Face failed with error 0x40: out of memory"), 5, "Out of memory"),
    ],
    ids=["not loaded", "not there", "of this program", "no memory for a font"],
)
def test_a_library_that_fails_is_no_fault_of_the_program(book, capfd, monkeypatch, error, code, says):
    def fail(path):
        raise error

    monkeypatch.setattr("planner.validation.workbook.read_and_check", fail)
    ended, told = _answer(capfd, "check", book)
    assert ended == code
    assert says in told["message"]


def test_no_second_object_follows_an_answer(book, capfd, monkeypatch):
    def answer(told):
        answer_json(told)
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.cli.workbook.check.answer_json", answer)
    code, told = _answer(capfd, "check", book)
    assert (code, told["errors"]) == (130, False)


def test_an_interruption_while_the_program_is_loaded():
    program = (
        "import sys, planner.cli.start as start\n"
        "class Loading:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'planner.cli.main': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Loading())\n"
        "start.main()"
    )
    ended = subprocess.run([sys.executable, "-c", program, "plan", "--json"], capture_output=True, text=True)
    assert ended.returncode == 130
    assert json.loads(ended.stdout)["status"] == "interrupted"
    assert ended.stderr == "Interrupted.\n"
