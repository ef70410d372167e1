"""Ctrl-C while a finished comparison, sweep or simulation is written: it is written and shown; a second one leaves at once."""

from __future__ import annotations

import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input
from tests.signal_in_a_step import signal_in

MADE = "The result is there: writing and showing it is finished."
ATOMIC = "planner.writing.files.atomic"
WRITTEN_TOGETHER = "planner.writing.comparison.files.write_together"
RUNS = {
    "scenarios": (["scenarios", "run", "--only", "price_rise", "--no-cache"], WRITTEN_TOGETHER),
    "sweep": (["sweep", "--vary", "Settings.company_target=*0.9", "--no-cache"], f"{ATOMIC}.write_atomically"),
    "tornado": (["tornado", "--input", "Segments.Penetration", "--no-cache"], f"{ATOMIC}.write_atomically"),
    "frontier": (["frontier", "--points", "2", "--no-cache"], f"{ATOMIC}.write_atomically"),
    "risk": (["risk", "--draws", "100"], f"{ATOMIC}.write_atomically"),
    "compare": (["compare"], WRITTEN_TOGETHER),
    "documents": (["documents"], f"{ATOMIC}.write_together"),
}
PLANNED = ("compare", "documents")


@pytest.fixture(params=RUNS)
def command(request, tmp_path):
    """The words of a command, the step in which it writes, and the folder for what it writes."""
    words, step = RUNS[request.param]
    book = tmp_path / "plan.xlsx"
    book.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    if request.param in PLANNED:
        assert run(["plan", str(book), "-o", str(tmp_path / "planned.xlsx"), "--quiet"]) == 0
        book = tmp_path / "planned.xlsx"
    (tmp_path / "out").mkdir()
    return (
        [
            *words,
            str(book),
            "-o",
            str(tmp_path / "out" / ("made.docx" if request.param == "documents" else "made.xlsx")),
        ],
        step,
        tmp_path / "out",
    )


def test_the_first_is_heard_and_the_work_is_written(command, monkeypatch, capfd):
    words, step, folder = command
    signal_in(monkeypatch, step)
    assert run(words) == 0
    told = capfd.readouterr()
    assert MADE in told.err
    assert "made" in told.out
    assert list(folder.iterdir())


def test_the_second_leaves_at_once(command, monkeypatch, capfd):
    words, step, folder = command
    signal_in(monkeypatch, step, times=2)
    assert run(words) == 130
    assert "Traceback" not in capfd.readouterr().err
    assert not list(folder.iterdir())
