"""What follows the solve is loaded while the solver counts."""

from __future__ import annotations

import subprocess
import sys

from planner.cli.plan import load_later_steps
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input

_SEEN = """
import sys
import planner.cli.files.reading_input
import planner.api
assert not {"xlsxwriter", "planner.results.verify", "planner.results.written.verify_file"} & set(sys.modules)

from planner.cli.plan import load_later_steps
thread = load_later_steps.load_later_steps()
thread.join()
load_later_steps.load_later_steps = lambda: None
there = set(sys.modules)

from planner.cli.main import run
assert run(["plan", sys.argv[1], "--quiet"]) == 0
late = {name for name in set(sys.modules) - there if name.startswith(("xlsxwriter", "planner.results", "planner.writing"))}
print(sorted(late), file=sys.stderr)
"""


def test_all_that_a_plan_needs_after_its_solve_is_there_and_nothing_of_it_before(tmp_path):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    seen = subprocess.run(
        [sys.executable, "-c", _SEEN, str(book)], capture_output=True, text=True, timeout=120, check=False
    )
    assert seen.returncode == 0, seen.stderr
    assert seen.stderr.splitlines()[-1] == "[]"


def test_what_cannot_be_loaded_ahead_is_told_by_the_step_that_needs_it(monkeypatch):
    loaded = []

    def load(name):
        loaded.append(name)
        raise MemoryError

    monkeypatch.setattr("planner.cli.plan.load_later_steps.importlib.import_module", load)
    load_later_steps.load_later_steps().join()
    assert loaded[-1] == "planner.cli.plan.report"
