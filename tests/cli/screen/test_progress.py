"""The line that tells what a long run is at, and how long each stage took."""

from __future__ import annotations

import pytest

from planner.cli.screen.progress import ProgressLine
from planner.language import Language


def test_stages_are_told_and_timed_all_their_turns_together(monkeypatch, capsys):
    now = iter([1.0, 3.0, 3.0, 3.5, 3.5, 5.5])
    monkeypatch.setattr("planner.cli.screen.progress.time.monotonic", lambda: next(now))
    line = ProgressLine(Language.ENGLISH)
    line.stage("solve")
    line.stage("targets")
    line.stage("solve")
    line.done()
    line.done()  # nothing runs any more
    assert line.seconds == pytest.approx({"solve": 4.0, "targets": 0.5})
    assert capsys.readouterr().err.splitlines() == ["solving …", "splitting targets …", "solving …"]


def test_a_quiet_run_is_timed_too(capsys):
    line = ProgressLine(Language.CHINESE, quiet=True)
    line.stage("write")
    line.done()
    assert list(line.seconds) == ["write"]
    assert capsys.readouterr().err == ""
