"""Cases solved with progress on the screen, in this process or on several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.cli.case_progress import CaseProgress
from planner.language import Language
from planner.scenarios.pool import end_children, make_process_pool
from planner.scenarios.run import RunReport, run_tasks
from planner.scenarios.solve import ScenarioTask, SolveLimits


@dataclass(frozen=True, slots=True)
class RunWishes:
    """How a run is wanted: processes, limits of each solve (``None``: the workbook's), no progress."""

    jobs: int = 1
    gap: float | None = None
    time_limit: float | None = None
    quiet: bool = False


def solve_cases(tasks: Sequence[ScenarioTask], wishes: RunWishes, language: Language) -> RunReport:
    """Solve `tasks` and show progress; Ctrl-C ends the workers at once and keeps what is finished."""
    progress = CaseProgress(len(tasks), language, wishes.quiet)
    limits = SolveLimits(wishes.gap, wishes.time_limit)
    jobs = min(wishes.jobs, len(tasks))
    report = run_tasks(tasks, limits, (lambda: make_process_pool(jobs)) if jobs > 1 else None, progress.finished)
    if report.is_interrupted and jobs > 1:
        end_children()
    progress.done()
    return report
