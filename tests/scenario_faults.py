"""What workers do wrong in tests, importable by worker processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

from planner.domain.scenario import CaseOutcome
from planner.results.comparison import ComparedCase
from planner.scenarios.solve import ScenarioTask, SolveLimits, solve_task


def solve_at_once(task: ScenarioTask, limits: SolveLimits) -> ComparedCase:
    """Return a case without solving."""
    return ComparedCase(task.name, task.title, task.description, CaseOutcome.PLANNED)


def die_once(task: ScenarioTask, limits: SolveLimits) -> ComparedCase:
    """End the whole process at the first call for a task called *once <file>*; the file remembers."""
    word, _, file = task.name.partition(" ")
    if word == "once" and not Path(file).exists():
        Path(file).touch()
        os._exit(9)
    return solve_at_once(task, limits)


def die_always(task: ScenarioTask, limits: SolveLimits) -> ComparedCase:
    """End the whole process whenever the task is called *deadly*."""
    if task.name == "deadly":
        os._exit(9)
    return solve_at_once(task, limits)


def interrupt_at_third(task: ScenarioTask, limits: SolveLimits) -> ComparedCase:
    """Behave as when the user presses Ctrl-C in the third task."""
    if task.name == "3":
        raise KeyboardInterrupt
    return solve_at_once(task, limits)


def solve_slowly(task: ScenarioTask, limits: SolveLimits) -> ComparedCase:
    """Solve after half a second, so that a worker can be killed in the middle."""
    time.sleep(0.5)
    return solve_task(task, limits)
