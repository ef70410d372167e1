"""Ctrl-C and SIGTERM tried for real on the running program: the best plan so far, marked, or nothing; never half a file."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys

import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.example import build_example
from planner.writing.inputs.template import build_template
from tests.bench.generated_case import make_large_case
from tests.own_work import work_of

PROGRAM = "from planner.cli.main import main; main()"
HAS_PLAN = r"best [\d,]+"
STOPS = [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)]
"""The last one is that of a terminal that is closed."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """100 units × 12 teams, asked for a gap of 0: proving that takes far longer than the test waits."""
    path = tmp_path_factory.mktemp("large") / "large.xlsx"
    path.write_bytes(build_template(make_large_case(100, 12), Language.ENGLISH))
    return path


def _interrupt(book, folder, marker, number, program=PROGRAM):
    """Start a plan, send signal `number` once stderr shows `marker`; return exit code, stdout, stderr, seconds of work from then to the end."""
    command = [sys.executable, "-c", program, "plan", str(book), "-o", str(folder / "made.xlsx"), "--json"]
    with (folder / "stdout").open("w+") as out:
        child = subprocess.Popen(
            [*command, "--gap", "0", "--time-limit", "120"], stdout=out, stderr=subprocess.PIPE, text=True
        )
        assert child.stderr is not None
        shown = ""
        while not re.search(marker, shown):
            line = child.stderr.readline()
            assert line, f"ended before {marker!r}: {shown}"
            shown += line
        before = work_of(child.pid)
        child.send_signal(number)
        with child.stderr:
            shown += child.stderr.read()
        seconds = work_of(child.pid) - before
        child.wait()
        out.seek(0)
        return child.returncode, out.read(), shown, seconds


@pytest.mark.parametrize("number", STOPS, ids=["ctrl-c", "term", "closed"])
def test_an_interrupted_solve_gives_the_best_plan_so_far(book, tmp_path, number, capsys):
    code, out, shown, seconds = _interrupt(book, tmp_path, HAS_PLAN, number)
    assert code == 130, shown
    assert "Stopping" in shown
    assert "Traceback" not in shown
    result = json.loads(out)
    assert result["status"] == "interrupted"
    assert result["bound"] >= result["objective"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made.xlsx", "stdout"]
    assert run(["verify", str(tmp_path / "made.xlsx")]) == 0
    assert seconds < 10  # of work: 2 s on an idle machine


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_before_any_plan_was_found_there_is_one_no_worse_than_a_baseline(book, tmp_path, number, capsys):
    code, out, shown, _ = _interrupt(book, tmp_path, "pricing options", number)
    assert code == 130, shown
    result = json.loads(out)
    assert result["status"] == "interrupted"
    assert result["contribution"] >= max(b["contribution"] for b in result["baselines"].values() if b["feasible"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made.xlsx", "stdout"]
    assert run(["verify", str(tmp_path / "made.xlsx")]) == 0


def test_a_second_ctrl_c_leaves_at_once_without_it(book, tmp_path):
    # The second one comes as the plan so far is about to be written, however long the first one took.
    program = (
        "import signal; from planner.cli.main import main; from planner.writing import plan_workbook; "
        "plan_workbook.build_plan_workbook = lambda *_, **__: signal.raise_signal(signal.SIGINT); main()"
    )
    code, out, shown, _ = _interrupt(book, tmp_path, "solving …", signal.SIGINT, program)
    assert code == 130, shown
    assert json.loads(out)["status"] == "interrupted"
    assert "Traceback" not in shown
    assert [p.name for p in tmp_path.iterdir()] == ["stdout"]


def test_who_is_interrupted_does_not_wait_for_a_search_in_a_thread_of_its_own():
    # As a solver that does not hear for a while: the program would wait for the thread, or end in a fault of what it left counting.
    program = (
        "import threading, time; from planner.cli import main; threading.Thread(target=time.sleep, args=(600,)).start(); "
        "main.run = lambda words: (print('told'), 130)[1]; main.main([])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (130, "told", "")


def test_who_is_interrupted_leaves_what_is_half_loaded_as_it_is_but_tidies_up():
    # A library that was half loaded when the signal came ended in a fault of the interpreter, with exit code -6, when it was taken apart.
    program = (
        "import atexit, os, sys; from planner.cli import main; atexit.register(print, 'tidied'); "
        "sys.kept = type('Library', (), {'__del__': lambda self, write=os.write: write(2, b'taken apart')})(); "
        "main.run = lambda words: int(words[0]); main.main([sys.argv[1]])"
    )
    for code, seen in ((130, ""), (0, "taken apart")):
        ended = subprocess.run([sys.executable, "-c", program, str(code)], capture_output=True, text=True)
        assert (ended.returncode, ended.stdout, ended.stderr) == (code, "tidied\n", seen)


@pytest.mark.parametrize(
    "when", ["main.last_words = lambda notes: (stop(), ())[1]", "atexit.register(stop)"], ids=["last words", "exit"]
)
@pytest.mark.parametrize("number", STOPS, ids=["ctrl-c", "term", "closed"])
def test_a_signal_when_the_command_is_over_changes_nothing(number, when):
    before = f"import atexit, os, signal; from planner.cli import main; stop = lambda: os.kill(os.getpid(), {int(number)}); {when}"
    done = subprocess.run([sys.executable, "-c", f"{before}; main.main(['--version'])"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("planner, version")


def test_while_accounts_are_given_to_seats_the_plan_without_them_is_kept(tmp_path, capsys):
    example = tmp_path / "example.xlsx"
    example.write_bytes(build_template(build_example(Language.ENGLISH), Language.ENGLISH))
    code, out, shown, seconds = _interrupt(example, tmp_path, "giving accounts", signal.SIGINT)
    assert code == 130, shown
    assert "Traceback" not in shown
    result = json.loads(out)
    assert (result["status"], result["territories"]) == ("interrupted", None)
    assert "accounts_left_out" in [f["code"] for f in result["findings"]]
    assert run(["verify", str(tmp_path / "made.xlsx")]) == 0
    assert seconds < 10  # of work: 2 s on an idle machine
