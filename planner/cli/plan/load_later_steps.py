"""Loads what comes after the solve while the solver counts: HiGHS and the compiled searches let other threads run."""

from __future__ import annotations

import contextlib
import importlib
import threading

_LATER_STEPS = (
    "planner.results.verify",
    "planner.results.idle_teams",
    "planner.results.missed_targets",
    "planner.results.territory_findings",
    "planner.results.explain.locate",
    "planner.results.explain.report",
    "planner.writing.files.manifest",
    "planner.writing.plan_workbook",
    "planner.results.written.verify_file",
    "planner.cli.plan.json_objects",
    "planner.cli.plan.report",
)
"""In the order in which a plan needs them. None loads a library that a solve may be loading at the same time."""


def load_later_steps() -> threading.Thread:
    """Begin to load them in a thread of its own, which is returned; whoever needs one before it is there waits for it."""
    thread = threading.Thread(target=_load, name="load later steps")
    thread.start()
    return thread


def _load() -> None:
    for name in _LATER_STEPS:
        # What cannot be loaded here is loaded again by the step that needs it, and the error is told there.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
