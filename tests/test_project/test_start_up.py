"""The command line answers at once: asking for help loads no data frames, solvers, charts or writers."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

HEAVY = ("docxtpl", "highspy", "matplotlib", "numba", "openpyxl", "ortools", "pandas", "pulp", "scipy", "xlsxwriter")

PROGRAM = f"""
import sys
from planner.cli.main import main
sys.argv = ["planner", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--help"], "planner"),
        (["--version"], "planner"),
        (["plan", "--help"], "planner"),
        (["scenarios", "list"], "hiring_freeze"),
    ],
)
def test_what_solves_and_writes_nothing_loads_nothing_heavy(arguments, shown):
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    assert shown in run.stdout
    assert run.stderr.splitlines()[-1] == "LOADED []"


@pytest.mark.parametrize("comes", ["raise KeyboardInterrupt", "signal.raise_signal(signal.SIGTERM)"])
def test_a_signal_while_the_program_is_loaded_leaves_no_trace(comes):
    hurried = f"""
import signal, sys

class Hurried:
    def find_spec(self, name, *where):
        if name == "click":
            {comes}

sys.meta_path.insert(0, Hurried())
from planner.cli.start import main
main()
"""
    run = subprocess.run([sys.executable, "-c", hurried], capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "Interrupted.\n")


def test_the_program_ends_without_looking_through_what_it_leaves():
    watched = (
        f"import atexit, gc\natexit.register(lambda: print(gc.get_freeze_count() > 0, file=sys.stderr))\n{PROGRAM}"
    )
    run = subprocess.run(
        [sys.executable, "-c", watched, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    assert run.stderr.splitlines()[-1] == "True", run.stderr


def test_the_program_begins_with_that_step():
    (program,) = entry_points(group="console_scripts", name="planner")
    assert program.value == "planner.cli.start:main"


def test_python_runs_the_package_too():
    run = subprocess.run(
        [sys.executable, "-m", "planner", "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("planner, version ")
